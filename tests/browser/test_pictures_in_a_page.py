"""Two pictures and a chart of somebody else, as markup in one page: each keeps its own name and letters."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dataflow.documents import Order, Styling, document_of, writer_of
from dataflow.project import Project

MAP = """
map: {id: course, title: A course}
phases: {stay: {}}
fields: {weight: {}}
channels: {letter: {}}
actors:
  hospital: {records: [{fields: weight, phase: stay}], shares: [{fields: weight, phase: stay, to: gp, via: letter}]}
  gp: {needs: [{fields: weight, phase: stay}]}
"""
FOREIGN = """
<style>#chart text { font-family: monospace } text { fill: rgb(1, 2, 3); font-family: serif }</style>
<svg id="title" class="chart" width="90" height="30"><text id="label" y="20">A chart</text></svg>
<svg id="chart" width="90" height="30"><text id="axis" y="20">An axis</text></svg>
"""
FONT = "part => getComputedStyle(part).fontFamily"
LOADED = """document.fonts.ready.then(
  all => [...all].filter(each => each.status === "loaded").map(each => each.family)
)"""


@pytest.fixture
def page(tmp_path: Path, visit: Callable[..., Any]) -> Any:
    """The overview and the matrix of a small map, pasted into a page with charts and styles of its own."""
    project = Project({"map.yaml": MAP.encode()})
    drawn = [project.draw(view, "svg").decode() for view in ("overview", "matrix")]
    file = tmp_path / "page.html"
    body = FOREIGN + "".join(f"<figure>{each}</figure>" for each in drawn)
    file.write_text(f"<!DOCTYPE html><html lang=en><title>A page</title>{body}", "utf-8")
    return visit(file)


def test_each_picture_is_called_by_its_own_name(page: Any) -> None:
    for picture in page.query_selector_all("figure svg"):
        title, described = (picture.query_selector(f":scope > {part}").text_content() for part in ("title", "desc"))
        labels = picture.get_attribute("aria-labelledby").split()
        found = [page.evaluate("id => document.getElementById(id).textContent", label) for label in labels]
        assert found == [title, described]
        assert page.get_by_role("document", name=title).count() == 1


def test_no_id_stands_twice_in_the_page(page: Any) -> None:
    ids = page.eval_on_selector_all("[id]", "parts => parts.map(part => part.id)")
    assert len(ids) > 10
    assert len(ids) == len(set(ids))


def test_a_chart_of_somebody_else_keeps_its_letters(page: Any) -> None:
    assert page.eval_on_selector("#label", FONT) == "serif"
    assert page.eval_on_selector("#axis", FONT) == "monospace"


def test_each_picture_is_written_in_its_own_typeface(page: Any) -> None:
    """Whatever the page says of text."""
    families = [
        {family.split(",")[0] for family in picture.eval_on_selector_all("text", f"parts => parts.map({FONT})")}
        for picture in page.query_selector_all("figure svg")
    ]
    assert [len(found) for found in families] == [1, 1]
    assert families[0] != families[1]
    (first,), (second,) = families
    loaded = page.evaluate(LOADED)
    assert {first.strip('"'), second.strip('"')} <= {family.strip('"') for family in loaded}


def test_all_text_of_a_report_is_in_one_typeface(tmp_path: Path, visit: Callable[..., Any]) -> None:
    """The one that comes along, also where a letter or the sign of a button stands in no picture."""
    project = Project({"map.yaml": MAP.replace("A course", "Xylophone & Quiz").encode()})
    order = Order(language="en", version="0")
    written = writer_of("html").write(document_of(project, order, ()), Styling("r"))
    file = tmp_path / "r.html"
    file.write_bytes(written.content)
    page = visit(file)
    page.evaluate("document.fonts.ready.then(() => 1)")
    chrome = page.context.new_cdp_session(page)
    root = chrome.send("DOM.getDocument")["root"]["nodeId"]
    chrome.send("CSS.enable")
    texts = chrome.send(
        "DOM.querySelectorAll", {"nodeId": root, "selector": "h1, h2, h3, th, td, figcaption, button"}
    )
    assert len(texts["nodeIds"]) > 40
    fonts = {
        (font["familyName"].split()[0], font["isCustomFont"])
        for node in texts["nodeIds"]
        for font in chrome.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    }
    assert fonts == {("Inter", True)}
