"""The SVG: whole, named, safe, and readable without seeing it."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest
from renderers.own_names import prefix_of, without_prefix

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
    return ElementTree.fromstring(without_prefix(render(diagram, Options(**options)).content))  # type: ignore[arg-type]


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


def names_of(svg: bytes) -> set[str]:
    """All by which a page around the drawing could mean a part of it: ids, classes and typefaces of its own."""
    root = ElementTree.fromstring(svg)
    given = [part.get(name, "") for part in root.iter() for name in ("id", "class")]
    faces = re.findall(r"@font-face\{font-family:([^;}]+)", root.findtext(f"{NS}style") or "")
    return {name for each in given for name in each.split()} | set(faces)


def test_two_drawings_in_one_page_share_no_name(small: Diagram) -> None:
    """Another map, view, language or theme: none takes the other's look or letters."""
    drawings = [
        render(small, Options()).content,
        render(small, Options(language="da")).content,
        render(small, Options(theme="dark")).content,
        render(replace(small, id="other"), Options()).content,
        render(replace(small, nodes=small.nodes[:-1]), Options()).content,
    ]
    for one, other in combinations(drawings, 2):
        assert names_of(one)
        assert not names_of(one) & names_of(other)


def test_the_names_in_a_drawing_follow_from_what_it_shows(small: Diagram) -> None:
    """So a picture that is drawn again changes no line of a file under version control."""
    assert render(small, Options()) == render(small, Options())


def test_every_name_has_the_prefix_and_what_points_within_stays_within(small: Diagram) -> None:
    drawn = render(small, Options()).content
    root = ElementTree.fromstring(drawn)
    assert set((root.get("aria-labelledby") or "").split()) <= {part.get("id") for part in root.iter()}
    assert {name for name in names_of(drawn) if not name.startswith(prefix_of(drawn))} == set()


def test_its_style_reaches_only_inside(small: Diagram) -> None:
    """Beside its typeface it has one rule, for the text below its own root."""
    drawn = render(small, Options()).content
    style = ElementTree.fromstring(drawn).findtext(f"{NS}style") or ""
    rule = re.sub(r"@font-face\{[^{}]*\}", "", style)
    prefix = prefix_of(drawn)
    assert re.fullmatch(rf"\.{prefix}dataflow text\{{font-family:{prefix}Inter,[^{{}}]*\}}", rule)
