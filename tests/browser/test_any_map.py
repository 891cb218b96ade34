"""The page of any map: one without phases, fields or shares, one with a scenario, and of any view of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Ran

from dataflow.project import Project
from dataflow.views import views

Visit = Callable[..., Any]
HEAD = "dataflow: 1\nmap: {id: m, title: M}\n"
FEW = (
    "",
    "actors: {a: {}}\n",
    "fields: {f: {}}\n",
    "phases: {p: {}}\nfields: {f: {}}\nactors: {a: {needs: [{fields: f, phase: p}]}}\n",
)


@pytest.mark.parametrize("text", FEW)
def test_a_map_with_little_in_it_opens(visit: Visit, tmp_path: Path, text: str) -> None:
    """And can be searched."""
    file = tmp_path / "map.html"
    file.write_bytes(Project({"map.yaml": (HEAD + text).encode()}).draw("explorer", "html"))
    page = visit(file)
    assert page.locator("h1").inner_text() == "M"
    assert page.locator("#ui-pathway").is_visible() == ("phases" in text)
    page.locator("#ui-search").fill("f")
    page.locator("#ui-search").press("ArrowDown")
    for kind in page.locator("#ui-kinds button").all():
        kind.click()


def test_every_view_of_a_whole_map_is_offered(visit: Visit, course: Path) -> None:
    """The explorer opens at the overview."""
    whole = {view.id for view in views().values() if view.of is None and not view.compares} - {"explorer"}
    page = visit(course)
    offered = page.locator("#ui-view option").evaluate_all("all => all.map(each => each.value)")
    assert set(offered) == whole
    assert offered[0] == "overview"
    for view in offered:
        page.locator("#ui-view").select_option(view)
        assert view in page.locator("#ui-drawing svg").get_attribute("class").split()


def test_the_html_of_a_view_opens_at_it(visit: Visit, dataflow: Callable[..., Ran], tmp_path: Path) -> None:
    """With the filters of the command; in the requested language."""
    assert dataflow("init", "first").code == 0
    assert dataflow("render", "first", "--lang", "da", "--title", "Mit <kort>", "-o", "o.html").code == 0
    page = visit(tmp_path / "o.html")
    assert page.title() == "Mit <kort>"
    assert page.locator("html").get_attribute("lang") == "da"
    page.locator("#ui-search").fill("lvef")
    page.locator("#ui-rows .row").first.click()
    assert page.locator("#ui-details h2").is_visible()


def test_another_format_cannot_show_the_explorer(dataflow: Callable[..., Ran]) -> None:
    """And the command says which can."""
    assert dataflow("init", "first").code == 0
    ran = dataflow("render", "first", "--view", "explorer", "-o", "o.svg")
    assert ran.code == 2
    assert ".html" in ran.err
