"""The DOT: readable, golden, and never anything but what was meant."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dataflow.base.picture import Diagram
from dataflow.renderers import Options
from dataflow.renderers.dot import render
from dataflow.renderers.layout import embedded

GOLDEN = Path(__file__).with_name("small.dot")
HOSTILE = [
    '"];x->y["',
    "trailing \\",
    "\\N \\G \\L",
    "<b>bold</b>",
    "&amp; &lt; &#65;",
    "a:b",
    "\x00\x1b",
    "x" * 20_000,
    "}",
]


def test_the_small_picture(small: Diagram) -> None:
    assert render(small, Options(language="da")).content.decode("utf-8") == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_label_changes_no_graph(text: str, one_node: Callable[[str], Diagram]) -> None:
    graph = json.loads(embedded.layout(render(one_node(text), Options(title=text)).content.decode("utf-8"), 60))
    nodes = [thing for thing in graph["objects"] if "nodes" not in thing]
    assert {thing["name"] for thing in nodes} == {"n1", "n2"}
    assert len(graph["edges"]) == 1


def test_an_entity_in_a_label_is_shown_as_written(one_node: Callable[[str], Diagram]) -> None:
    graph = json.loads(embedded.layout(render(one_node("&lt;b&gt; R&D"), Options()).content.decode("utf-8"), 60))
    drawn = {run["text"] for thing in graph["objects"] for run in thing.get("_ldraw_", ()) if run["op"] == "T"}
    assert drawn == {"Care", "Sector", "&lt;b&gt; R&D"}
