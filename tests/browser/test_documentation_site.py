"""The documentation site, opened from the disk: its search works in both languages, and everyone can read it."""

from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("page", "word", "hit"),
    [
        ("index.html", "waiver", "DF127 waiver-expired: A waiver past its date"),
        ("index.html", "glossary", "Glossary"),
        ("da/index.html", "genoptræningsplanen", "DF103 bad-extends: Noget, der bygger på sig selv eller i kæde"),
        ("da/index.html", "*træningsplan", "DF103 bad-extends: Noget, der bygger på sig selv eller i kæde"),
        ("da/index.html", "registreres", "DF401 recorded-twice: Et felt, der registreres igen"),
    ],
)
def test_a_word_gives_a_hit(browser: Any, site: Path, page: str, word: str, hit: str) -> None:
    """One presses / and types."""
    tab = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto((site / page).as_uri())
    tab.keyboard.press("/")
    tab.keyboard.type(word)
    tab.locator(".md-search-result__article").filter(has_text=hit).first.wait_for(state="attached", timeout=20_000)
    tab.close()
    assert said == []
    assert [address for address in asked if not address.startswith("file:")] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Any, site: Path, scheme: str) -> None:
    """Contrast, names, roles. That the theme names two buttons for copying alike is no more than moderate."""
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(color_scheme=scheme)
    tab = context.new_page()
    for page in ("index.html", "da/kom-godt-i-gang.html", "reference/rules.html", "reference/python.html"):
        tab.goto((site / page).as_uri())
        found = Axe().run(tab).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] != "moderate"] == [], page
    context.close()


@pytest.mark.parametrize(
    "page", ["index.html", "tutorial.html", "da/kom-godt-i-gang.html", "reference/commands.html"]
)
def test_a_narrow_screen_needs_no_scrolling_sideways(browser: Any, site: Path, page: str) -> None:
    """Of the page; a long line of code scrolls within its block."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    tab = context.new_page()
    tab.goto((site / page).as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
