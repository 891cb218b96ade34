"""The search of the documentation site works from the disk, in both languages, without a network."""

from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("page", "word", "hit"),
    [
        ("index.html", "waiver", "DF127 waiver-expired: A waiver past its date"),
        ("index.html", "glossary", "Glossary"),
        ("da/index.html", "genoptræningsplanen", "DF302 single-channel: Behov, der afhænger af én kanal"),
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
