"""The SVG: whole, named, safe, and readable without seeing it."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from dataflow.base.picture import Diagram
from dataflow.renderers import Options
from dataflow.renderers.primitives.typeface import width
from dataflow.renderers.svg import render

NS = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    '<script>alert("x")</script>',
    '"><svg onload=alert(1)>',
    "]]>&lt;!--<!DOCTYPE x [<!ENTITY a 'b'>]>&a;",
    "javascript:alert(1)",
    "back\\slash \\N \\G \"quoted\" 'single'",
    "\x00\x01\x1b[31m\x7f\x85\u2028",
    "\u202eright to left\u2066 \ufffe\uffff",
    "{blank} %s $(id) `id`",
    "漢字 \N{GRINNING FACE} e\u0301 \ud800",
]


def read(diagram: Diagram, **options: object) -> ElementTree.Element:
    return ElementTree.fromstring(render(diagram, Options(**options)).content)  # type: ignore[arg-type]


def test_every_part_is_named_after_the_spec(small: Diagram) -> None:
    root = read(small)
    named = {part.get("id"): part.get("class") for part in root.iter() if part.get("id")}
    for node in small.nodes:
        assert named[f"actor-{node.id}"] == f"actor {node.role} sector-x"
    for edge in small.edges:
        if edge.source != edge.target:
            assert named[f"share-{edge.id}"] == f"share {edge.role} {edge.form} {edge.status}"
    ids = [part.get("id") for part in root.iter() if part.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("language", "title"), [("en", "A small map"), ("da", "Et lille kort")])
def test_it_can_be_read_without_being_seen(language: str, title: str, small: Diagram) -> None:
    root = read(small, language=language)
    assert root.get("lang") == language
    assert root.get("aria-labelledby") == "title desc"
    assert root.findtext(f"{NS}title") == title
    assert "hospital shares 12 with gp." in (root.findtext(f"{NS}desc") or "")
    for group in root.iter(f"{NS}g"):
        if group.get("role") == "graphics-object":
            assert group.findtext(f"{NS}title")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_label_is_only_text(text: str, one_node: Callable[[str], Diagram]) -> None:
    root = read(one_node(text), title=text)
    allowed = {"svg", "title", "desc", "style", "rect", "g", "text", "path", "polygon", "line", "circle"}
    assert {part.tag.removeprefix(NS) for part in root.iter()} <= allowed
    for part in root.iter():
        assert not [key for key in part.attrib if key.startswith("on") or key.endswith("href")]
    shown = "".join(line.text or "" for line in root.iter(f"{NS}text")).replace("-", "").replace(" ", "")
    visible = "".join(letter for letter in text if letter.isprintable() and not letter.isspace()).replace("-", "")
    assert visible[:12].replace("\N{REPLACEMENT CHARACTER}", "") in shown.replace("\N{REPLACEMENT CHARACTER}", "")


def test_text_says_its_own_length_and_fits_its_box(small: Diagram) -> None:
    root = read(small)
    for line in root.iter(f"{NS}text"):
        measured = width(line.text or "", float(line.get("font-size", "0")), int(line.get("font-weight", "400")))
        assert float(line.get("textLength", "0")) == pytest.approx(measured, abs=0.01)
    for group in root.iter(f"{NS}g"):
        if (group.get("id") or "").startswith("actor-"):
            box = group.find(f"{NS}rect")
            assert box is not None
            left, wide = float(box.get("x", "")), float(box.get("width", ""))
            top, high = float(box.get("y", "")), float(box.get("height", ""))
            for line in group.iter(f"{NS}text"):
                half = float(line.get("textLength", "")) / 2
                assert left <= float(line.get("x", "")) - half and float(line.get("x", "")) + half <= left + wide
                assert top < float(line.get("y", "")) < top + high


def test_title_and_legend_can_be_chosen(small: Diagram) -> None:
    root = read(small, legend=False, title="Mit eget kort")
    assert root.findtext(f"{NS}title") == "Mit eget kort"
    assert not [part for part in root.iter() if part.get("id") == "legend"]
