"""A label is only a label: in every format, as the name of anything, read back by a program that is not ours."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image
from pypdfium2 import raw
from renderers import flowchart
from renderers.naughty import NAUGHTY, gist
from renderers.own_names import without_prefix
from renderers.small_map import pictures, texts

from dataflow.base.picture import Diagram, Picture
from dataflow.project import Project
from dataflow.renderers import NoSuchForm, Options, formats, render
from dataflow.renderers.primitives.text import safe

NS = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "desc", "style", "rect", "g", "text", "path", "polygon", "line", "circle"}
NOT_SHOWN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
"""What a reader would not see, and what turns round that which they do."""

Seen = tuple[frozenset[str], str]
"""The parts of a drawing by the names that we gave them, and all that is written in it."""


def seen_in_svg(drawn: bytes) -> Seen:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(without_prefix(drawn), parser)
    assert root.getroottree().docinfo.doctype == ""
    style = root.findtext(f"{NS}style") or ""
    assert re.fullmatch(
        r"(@font-face\{[^{}]*src:url\(data:font/ttf;base64,[\w+/=]+\)[^{}]*\})*\.dataflow text\{[^{}]*\}", style
    )
    for part in root.iter():
        assert isinstance(part.tag, str)
        assert part.tag.removeprefix(NS) in ELEMENTS
        for name, value in part.attrib.items():
            assert not name.lower().startswith("on")
            assert not name.lower().endswith(("href", "src"))
            assert "url(" not in value
    parts = frozenset(filter(None, (part.get("id") for part in root.iter())))
    return parts, "".join(part.text or "" for part in root.iter(f"{NS}text", f"{NS}title"))


def seen_in_dot(drawn: bytes) -> Seen:
    """As the Graphviz of this machine draws it."""
    if shutil.which("dot") is None:
        pytest.skip("Graphviz is not installed (tests/system-parts.sh does it, where it may)")
    done = subprocess.run(["dot", "-Tsvg"], input=drawn, capture_output=True, check=True)
    root = etree.fromstring(done.stdout, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    parts = frozenset(part.get("id", "") for part in root.iter(f"{NS}g"))
    return parts, "".join(part.text or "" for part in root.iter(f"{NS}text"))


def seen_in_mermaid(drawn: bytes) -> Seen:
    chart = flowchart.read(drawn)
    parts = {*chart.nodes, *(f"{source}-{target}" for source, _, target, _ in chart.edges)}
    return frozenset(parts), "".join(
        "".join(words) for words in (*chart.nodes.values(), *(e[3] for e in chart.edges))
    )


def seen_in_png(drawn: bytes) -> Seen:
    with Image.open(io.BytesIO(drawn)) as picture:
        picture.verify()
    return frozenset(), ""


def seen_in_pdf(drawn: bytes) -> Seen:
    document = pypdfium2.PdfDocument(drawn)
    assert len(document) == 1
    assert raw.FPDFPage_GetAnnotCount(document[0]) == 0
    text = document[0].get_textpage().get_text_bounded()
    # The reader writes what it takes for hyphens at the end of a line in a sign of its own.
    return frozenset(), text.replace("\x02", "-").replace("\r\n", " ")


def seen_in_text(drawn: bytes) -> Seen:
    """Of any other format: that it is text, be it with a mark that says so, and shows all that it holds."""
    return frozenset(), drawn.decode("utf-8-sig")


READERS: dict[str, Callable[[bytes], Seen]] = {
    "svg": seen_in_svg,
    "dot": seen_in_dot,
    "mmd": seen_in_mermaid,
    "png": seen_in_png,
    "pdf": seen_in_pdf,
}
LEGIBLE = ("svg", "dot", "mmd")
"""Where the order of letters in the file is that in which one reads them, whatever the script."""


def seen(picture: Picture, ending: str, **options: Any) -> Seen | None:
    try:
        drawn = render(picture, ending, Options(dpi=36, **options)).content
    except NoSuchForm:
        return None
    parts, text = READERS.get(ending, seen_in_text)(drawn)
    assert not NOT_SHOWN.search(text)
    return parts, text


def mapped(label: str) -> list[tuple[str, Picture]]:
    project = Project(texts(lambda name: f"{label} {name}"))
    if project.problems:  # such a label is refused before anything is drawn
        return []
    return list(pictures(project, project))


def spread(turn: int) -> list[tuple[str, Picture]]:
    """A map in which each thing has another label."""
    fit = [text for text in NAUGHTY if text.isprintable() and text.strip()]
    names = iter(fit[turn:] + fit[:turn])
    project = Project(texts(lambda name: f"{next(names)} {name}"))
    assert not project.problems
    return list(pictures(project, project))


@cache
def plain(ending: str) -> dict[str, Seen | None]:
    """What is seen of each picture where the labels are plain."""
    return {name: seen(picture, ending) for name, picture in mapped("x")}


def same_and_legible(name: str, picture: Picture, ending: str) -> None:
    found, expected = seen(picture, ending), plain(ending)[name]
    assert (found is None) == (expected is None)
    if found is not None and expected is not None:
        assert found[0] == expected[0], (name, ending)
        if ending in LEGIBLE and isinstance(picture, Diagram):
            for node in picture.nodes:
                assert gist(node.label.in_language("en"))[:200] in gist(found[1]), (name, ending)


@pytest.mark.parametrize("text", NAUGHTY, ids=ascii)
def test_as_the_label_of_everything_in_a_map(text: str) -> None:
    """The drawing has the parts that it has with plain labels, and the labels can be read in it."""
    for name, picture in mapped(text):
        # The slow ones come below; of the pages to click through the largest has all that the others have.
        for ending in (
            ("html",) if name.startswith("explorer") else sorted({*formats()} - {"dot", "png", "pdf", "html"})
        ):
            same_and_legible(name, picture, ending)


@pytest.mark.parametrize("ending", sorted(formats()))
@pytest.mark.parametrize("turn", [0, 13])
def test_as_a_label_among_others(turn: int, ending: str) -> None:
    """In every format; what one label does to another would be seen."""
    for name, picture in spread(turn):
        same_and_legible(name, picture, ending)


def test_control_characters_never_get_as_far_as_a_drawing() -> None:
    """The reader refuses them."""
    refused = [text for text in NAUGHTY if not mapped(text)]
    assert [ascii(text) for text in refused if not re.search("[\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800]", text)] == []
    assert any("\x1b" in text for text in refused)


@pytest.mark.parametrize("ending", sorted(READERS))
@pytest.mark.parametrize("text", NAUGHTY, ids=ascii)
def test_in_a_picture_that_another_program_made(text: str, ending: str, one_node: Callable[[str], Diagram]) -> None:
    """Who uses the library can give any text at all; nothing hidden gets through."""
    expected, found = seen(one_node("x"), ending), seen(one_node(text), ending, title=text)
    assert expected is not None
    assert found is not None
    assert found[0] == expected[0]
    if ending in LEGIBLE:
        assert gist(text)[:200] in gist(found[1])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
@pytest.mark.parametrize("ending", ["svg", "dot", "mmd", "pdf"])
def test_any_text_at_all(text: str, ending: str, one_node: Callable[[str], Diagram]) -> None:
    found = seen(one_node(text), ending, title=text)
    assert found is not None
    if ending in LEGIBLE:
        assert gist(text) in gist(found[1])
    assert safe(text) == safe(safe(text))
