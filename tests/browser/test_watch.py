"""The page of ``dataflow watch`` in a real browser: a save is seen, and one stays where one was."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cli.test_watch import GAP, SOUND, Watch
from playwright.sync_api import Error


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of the page of a map with a gap."""
    (tmp_path / "map.yaml").write_text(GAP)
    watching = Watch(".", "--page", cwd=tmp_path)
    yield "http://{}:{}/".format(*watching.address())
    watching.process.kill()
    watching.process.communicate()


def _shown(page: Any) -> str:
    """What the newest frame has; nothing while it is being replaced."""
    try:
        return page.frames[-1].content()
    except Error:
        return ""


def test_a_save_refreshes_the_page_where_one_was(browser: Any, address: str, tmp_path: Path) -> None:
    page = browser.new_page()
    page.set_default_timeout(60_000)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address)
    page.wait_for_selector("iframe:not(.coming)")
    assert page.text_content("h1").startswith("study: 1 error")
    page.frames[1].evaluate("location.hash = '#actor=gp'")

    (tmp_path / "map.yaml").write_text(SOUND.replace("Body weight", "Bodymass"))
    page.locator("h1", has_not_text="1 error").wait_for()
    for _ in range(600):
        if "Bodymass" in _shown(page):
            break
        page.wait_for_timeout(100)
    page.wait_for_selector("iframe:not(.coming)")
    assert "#actor=gp" in page.frames[-1].url
    assert "Solved" in page.text_content("#text")

    (tmp_path / "map.yaml").write_text("map: {id: study,\n")
    page.wait_for_selector("body.broken")
    assert "DF002" in page.text_content("#text")
    assert page.is_visible("#text")
    assert "Bodymass" in _shown(page)

    (tmp_path / "map.yaml").write_text(GAP.replace("Study", "<img src=x onerror=alert(1)>"))
    page.wait_for_selector("body:not(.broken)")
    assert wrong == []
    page.close()
