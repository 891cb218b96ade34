"""The page is one file whose policy lets nothing but itself run, the same on every machine."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from dataflow.base.explorer import ExplorerDocument, Passage, Plate, Remark, Thing
from dataflow.base.picture import Diagram
from dataflow.base.text import Label, Text
from dataflow.renderers import LayoutTooSlow, NoSuchForm, Options, formats, html, render


def atlas_of(
    *pictures: Diagram, things: tuple[Thing, ...] = (), remarks: tuple[Remark, ...] = ()
) -> ExplorerDocument:
    plates = tuple(Plate(Text(en=each.id, da=each.id), each) for each in pictures)
    first = pictures[0]
    return ExplorerDocument(
        id="explorer",
        title=first.title,
        subtitle=(),
        description=(),
        plates=plates,
        things=things,
        remarks=remarks,
    )


class Page(HTMLParser):
    """The page as another reader sees it: elements with their attributes, and what stands in scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in self.raw:
            self.raw[tag].append("")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem in self.raw:
            self.raw[self.cdata_elem][-1] += data

    @property
    def policy(self) -> dict[str, str]:
        (given,) = (each.get("content") for _, each in self.elements if "http-equiv" in each)
        return dict(part.split(" ", 1) for part in (given or "").split("; "))

    @property
    def contents(self) -> dict[str, Any]:
        return json.loads(self.raw["script"][0])


def page_of(picture: Any, **options: Any) -> Page:
    return Page(render(picture, "html", Options(**options)).content.decode())


def sha(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_lets_the_pages_own_script_run_and_nothing_else(small: Diagram) -> None:
    """By what they are, not by where they come from."""
    page = page_of(small)
    assert page.policy == {
        "default-src": "'none'",
        "script-src": sha(page.raw["script"][1]),
        "style-src": sha(page.raw["style"][0]),
        "font-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert len(page.raw["style"]) == 1
    assert len(page.raw["script"]) == 2


def test_nothing_in_it_leads_out_of_it(small: Diagram) -> None:
    """No address, no handler, no style in an attribute."""
    page = page_of(small)
    for tag, attributes in page.elements:
        assert tag not in ("a", "img", "iframe", "link", "object", "embed", "form", "base")
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "href", "style")]
    assert not re.search(r"url\((?!data:font)", page.raw["style"][0])
    assert not re.search(r"\b(eval|fetch|XMLHttpRequest|innerHTML|import)\b", page.raw["script"][1])


def test_each_drawing_is_there_in_both_languages_the_pages_own_first(small: Diagram) -> None:
    """The one that is opened in the page, the others in templates; each says its language."""
    other = replace(small, id="other", title=Text(en="Other", da="Anden"))
    page = page_of(atlas_of(small, other), language="da")
    assert page.elements[0] == ("html", {"lang": "da", "data-theme": "default"})
    drawn = [each["lang"] for tag, each in page.elements if tag == "svg"]
    assert drawn == ["da", "en", "da", "en"]
    waiting = [(each["data-plate"], each["data-language"]) for tag, each in page.elements if tag == "template"]
    assert waiting == [("overview", "en"), ("other", "da"), ("other", "en")]
    assert [plate["id"] for plate in page.contents["plates"]] == ["overview", "other"]


def test_the_title_is_of_the_requested_drawing(small: Diagram) -> None:
    """And of no other drawing in the page."""
    other = replace(small, id="other")
    text = render(atlas_of(small, other), "html", Options(title="My own")).content.decode()
    assert "<title>My own</title>" in text
    assert len(re.findall(r'<title id="title">My own</title>', text)) == 2
    assert len(re.findall(r'<title id="title">', text)) == 4


def test_what_would_make_it_too_large_is_left_out_and_named(small: Diagram, monkeypatch: pytest.MonkeyPatch) -> None:
    """The requested drawing is always there."""
    monkeypatch.setattr(html, "MOST_BYTES", 10)
    monkeypatch.setattr(html, "LEAST_ROOM", 10)
    page = page_of(atlas_of(small, replace(small, id="other")))
    assert [plate["id"] for plate in page.contents["plates"]] == ["overview"]
    assert page.contents["leftOut"] == ["other"]


def test_a_drawing_that_takes_too_long_is_left_out_but_not_the_requested_one(
    small: Diagram, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which ends as it would by itself."""
    drawn = html.page_of

    def slow(picture: Diagram, options: Options) -> Any:
        if picture.id == "slow":
            raise LayoutTooSlow(Text(en="a", da="b"), Text(en="a", da="b"))
        return drawn(picture, options)

    monkeypatch.setattr(html, "page_of", slow)
    late = replace(small, id="slow")
    assert page_of(atlas_of(small, late)).contents["leftOut"] == ["slow"]
    with pytest.raises(LayoutTooSlow):
        render(atlas_of(late, small), "html", Options())


def test_labels_are_data_that_no_reader_takes_for_markup(one_node: Callable[[str], Diagram]) -> None:
    """Neither in the block of JSON nor in the drawing nor in the title."""
    label = "</script><!--<script>\u2028&\x00]]> {{SCRIPT}}"
    thing = Thing("field:f", Label("f", (("", label),)), passages=(Passage(Label("s", (("", label),)), ()),))
    text = render(atlas_of(one_node(label), things=(thing,)), "html", Options()).content.decode()
    page = Page(text)
    assert len(page.raw["script"]) == 2
    assert "\u2028" not in text
    assert page.contents["things"][0]["label"] == "</script><!--<script> &\N{REPLACEMENT CHARACTER}]]> {{SCRIPT}}"


def test_a_text_that_is_the_same_in_both_languages_is_written_once(small: Diagram) -> None:
    """Names of things mostly are."""
    things = (Thing("actor:a", Label("a", (("", "Same"),))), Thing("actor:b", Text(en="This", da="Dette")))
    page = page_of(atlas_of(small, things=things))
    assert [thing["label"] for thing in page.contents["things"]] == ["Same", ["This", "Dette"]]


def test_every_part_of_a_drawing_stands_in_it_with_what_it_is_about(small: Diagram) -> None:
    """So that a click finds it."""
    page = page_of(small)
    (plate,) = page.contents["plates"]
    keys_of_part = {mark: {plate["keys"][key] for key in keys} for mark, *keys in plate["parts"]}
    assert keys_of_part["actor-gp"] == {"actor:gp"}
    within_itself = {"share-hospital.hospital"}  # has no arrow
    assert keys_of_part.keys() - within_itself <= {each.get("id") for tag, each in page.elements if tag == "g"}


def test_no_other_format_shows_an_atlas(small: Diagram) -> None:
    """And says which does."""
    atlas = atlas_of(small)
    for ending in set(formats()) - {"html"}:
        with pytest.raises(NoSuchForm) as refused:
            render(atlas, ending, Options())
        assert refused.value.hint.en.endswith(" .html.")
