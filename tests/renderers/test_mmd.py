"""The Mermaid: the whole graph, and nothing in it that Mermaid could take for its own."""

import json
import os
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from coloraide import Color
from renderers.flowchart import read
from renderers.naughty import NAUGHTY
from renderers.small_map import bilingual, sheets, texts

from dataflow.base.picture import Diagram
from dataflow.project import Project
from dataflow.renderers import Options
from dataflow.renderers.diagrams.edge_styles import EDGE_STYLES
from dataflow.renderers.mmd import render
from dataflow.renderers.primitives.text import safe
from dataflow.renderers.primitives.theme import THEMES


def test_it_holds_every_node_and_arrow_with_their_words(small: Diagram) -> None:
    chart = read(render(small, Options(language="da")).content)
    assert (chart.title, chart.spoken) == ("Et lille kort", "Et lille kort")
    assert "hospital shares 12 with gp." in chart.description
    assert chart.nodes["n1"] == ("Sector", "Almen praksis", "registrerer 3 felter")
    assert len(chart.nodes) == len(small.nodes)
    assert ("n2", "==>", "n1", ("12 felter", "Epikrise", "Ambulantepikrise", "Sundhedsjournalen")) in chart.edges
    assert ("n1", "-.->", "n2", ("5 felter", "Henvisning")) in chart.edges
    assert len(chart.edges) == len(small.edges)
    assert chart.bands == [("Fælles systemer",), ("Behandling",), ("Registre",)]


def test_what_is_not_current_says_so(small: Diagram) -> None:
    """In the words of the legend, which it has no other place for; and in dashes."""
    written = render(small, Options()).content
    (planned,) = [words for *_, words in read(written).edges if "planned" in words]
    assert planned == ("4 fields", "KIH", "planned")
    assert b"stroke-dasharray:8 5" in written


def test_the_legend_can_be_left_out(small: Diagram) -> None:
    assert read(render(small, Options()).content).keys == [("coded",), ("free text",)]
    assert read(render(small, Options(legend=False)).content).keys == []


@pytest.mark.parametrize("text", NAUGHTY, ids=ascii)
def test_a_label_is_only_text(text: str, one_node: Callable[[str], Diagram]) -> None:
    chart = read(render(one_node(text), Options(title=text)).content)
    assert chart.title == chart.spoken == safe(text)
    assert set(chart.nodes) == {"n1", "n2"}
    said = tuple(line for line in ("Sector", safe(text), safe(text)) if line)
    assert chart.nodes["n1"] == said
    assert [edge[0] + edge[2] for edge in chart.edges] == ["n1n2"]


def test_a_text_that_sites_refuse_is_remarked_on(small: Diagram) -> None:
    assert render(small, Options()).remarks == ()
    crowded = replace(small, edges=small.edges * 60)
    (remark,) = render(crowded, Options()).remarks
    assert "660" in remark.in_language("en")
    assert "660" in remark.in_language("da")


GROUNDS = ("#ffffff", "#0d1117")
"""A light page and a dark one: those of GitHub."""


def contrast(one: str, other: str) -> float:
    return float(Color(one).contrast(other, method="wcag21"))


@pytest.mark.parametrize("ground", GROUNDS)
def test_lines_and_text_can_be_read_on_a_light_page_and_on_a_dark_one(ground: str, diagrams: list[Diagram]) -> None:
    """WCAG 2.2: 3 to 1 for lines, and for borders on either side; 4.5 to 1 for text, on the filling that it has."""
    lines = borders = 0
    for diagram in diagrams:
        written = render(diagram, Options()).content.decode()
        for ink in re.findall(r"stroke:(#\w+)", written):
            assert contrast(ink, ground) >= 3, ink
            lines += 1
        for fill, stroke, text in re.findall(r"classDef \w+ fill:(#\w+),stroke:(#\w+),[^,]*,color:(#\w+)", written):
            assert contrast(text, fill) >= 4.5, (text, fill)
            assert contrast(stroke, fill) >= 3, (stroke, fill)
            borders += 1
        # On a filling of Mermaid's own nothing is known.
        assert "  classDef band fill:none," in written
        assert f"  class {','.join(f'b{index}' for index, _ in enumerate(diagram.bands, 1))} band\n" in written
    assert lines > 40
    assert borders > 4


def test_a_theme_that_the_author_chooses_is_that_of_the_page(small: Diagram) -> None:
    written = render(small, Options(theme="dark")).content.decode()
    assert f"stroke:{THEMES['dark'].edges['care']}" in written


@pytest.fixture
def diagrams(small: Diagram) -> list[Diagram]:
    """Every status, and every diagram of a small map and of a difference."""
    project = Project(texts(bilingual))
    drawn = [picture for _, picture in sheets(project, project) if isinstance(picture, Diagram)]
    statuses = [
        replace(small, edges=tuple(replace(edge, status=status, share_status="") for edge in small.edges))
        for status in EDGE_STYLES
    ]
    return [small, *drawn, *statuses]


PARSER = """
import fs from "fs";
import { JSDOM } from "jsdom";
const dom = new JSDOM("<!DOCTYPE html><body></body>");
globalThis.window = dom.window; globalThis.document = dom.window.document;
for (const name of ["Element", "SVGElement", "HTMLElement", "Node", "DOMParser", "XMLSerializer"])
  globalThis[name] = dom.window[name];
const mermaid = (await import("mermaid")).default;
mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
const entity = /\ufb02\u00b0\u00b0(\\d+)\u00b6\u00df/g;
const meant = (text) => text.replace(entity, (_, code) => String.fromCodePoint(code));
const found = [];
for (const text of JSON.parse(fs.readFileSync(0, "utf8"))) {
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  found.push({
    title: meant(db.getAccTitle()),
    nodes: [...db.getVertices().values()].map((node) => [node.id, meant(node.text)]),
    edges: db.getEdges().map((edge) => [edge.start, edge.end, meant(edge.text)]),
  });
}
console.log(JSON.stringify(found));
"""


def read_by_mermaid(texts: list[bytes]) -> list[dict[str, object]]:
    """What Mermaid itself reads."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "dataflow-tests/mermaid-12.3.0"
    if not (folder / "node_modules/mermaid").is_dir():
        pytest.skip("Mermaid is not installed (tests/system-parts.sh does it, where there is npm)")
    done = subprocess.run(
        ["node", "--input-type=module", "-e", PARSER],
        cwd=folder,
        input=json.dumps([text.decode("utf-8") for text in texts]).encode(),
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    read: list[dict[str, object]] = json.loads(done.stdout)
    return read


def test_mermaid_itself_reads_the_same(small: Diagram, one_node: Callable[[str], Diagram]) -> None:
    texts = [text for text in NAUGHTY if safe(text)]
    charts = [
        render(small, Options()).content,
        *(render(one_node(text), Options(title=text, legend=False)).content for text in texts),
    ]
    whole, *naughty = read_by_mermaid(charts)
    expected = read(charts[0])
    assert {node for node, _ in whole["nodes"] if node in expected.nodes} == set(expected.nodes)  # type: ignore[attr-defined]
    for text, found in zip(texts, naughty, strict=True):
        title = str(found["title"]).replace("\N{WORD JOINER}", "")
        assert title == safe(text)
        assert [node for node, _ in found["nodes"]] == ["n1", "n2"]  # type: ignore[attr-defined]
        label = found["nodes"][0][1].replace("\N{WORD JOINER}", "")  # type: ignore[index]
        assert label == f"Sector<br>{safe(text)}<br>{safe(text)}"
