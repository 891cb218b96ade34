"""Legend and picture agree: every style of an arrow, mark, cell or node has its entry, and looks there as drawn."""

from collections.abc import Iterator
from functools import cache

import pytest
from renderers.small_map import bilingual, sheets, texts

from dataflow.base.grid import Grid
from dataflow.base.lanes import Arrow, Lanes
from dataflow.base.picture import PLAIN, Diagram, Edge, Key, Picture
from dataflow.base.text import Text
from dataflow.project import Project
from dataflow.renderers.diagrams.edge_styles import EDGE_STYLES
from dataflow.renderers.page.legend import entries, legend, sample
from dataflow.renderers.primitives.shapes import Circle, Path
from dataflow.renderers.primitives.theme import THEMES

NARROW = "{fields: [ldl, bp], phase: visit, to: hospital, via: letter}"
MORE = """\
      - {fields: plan, phase: visit, to: hospital, via: message}
      - {fields: ldl, phase: visit, to: city, via: message, on_request: true}
"""
"""A share of what the sender does not have, and one on request that another map lacks."""


@cache
def every_picture() -> tuple[tuple[str, Picture], ...]:
    """Each view of the small map, with more shares than the map with which it is compared."""
    files = texts(bilingual)
    actors = files["actors.yaml"].decode()
    assert NARROW in actors
    more = actors.replace(f"      - {NARROW}\n", f"      - {NARROW}\n{MORE}")
    return tuple(sheets(Project({**files, "actors.yaml": more.encode()}), Project(files)))


def wanted(picture: Picture) -> Iterator[set[tuple[str, str]]]:
    """For each style that is drawn the keys that explain it, of which the legend needs one."""
    if isinstance(picture, Diagram):
        yield from ({("lack", "missing")} for node in picture.nodes if node.lacks)
        yield from ({("status", node.status)} for node in picture.nodes if node.status)
        for edge in picture.edges:
            yield from _of_edge(edge)
    if isinstance(picture, Lanes):
        yield from ({("mark", mark.role)} for mark in picture.marks if mark.role not in ("gives", "gets", "among"))
        yield from ({("held", hold.form)} for hold in picture.holds)
        yield from ({("thin", "")} for lane in picture.lanes if lane.thin)
        yield from ({("change", "")} for _ in picture.changes)
        for arrow in picture.arrows:
            yield from _of_arrow(arrow)
    if isinstance(picture, Grid):
        yield from ({("cell", role)} for cell in picture.cells for role in cell.roles)
        summaries = (part for each in (*picture.rows, *picture.columns) for part in each.summary)
        yield from ({("cell", part.role)} for part in summaries if part.count)


def _of_edge(edge: Edge) -> Iterator[set[tuple[str, str]]]:
    if edge.on_request:
        yield {("request", "")}
    if edge.status == "current" and edge.role == "ground":
        assert edge.form == PLAIN, "the background has one pattern"
        yield {("ground", "current")}
    elif edge.status == "current":
        yield {("form", edge.form)}
    else:
        yield {("status", edge.status)}
    if edge.share_status:
        yield {("status", edge.share_status)}


def _of_arrow(arrow: Arrow) -> Iterator[set[tuple[str, str]]]:
    if arrow.on_request:
        yield {("request", "")}
    if arrow.time:
        yield {("time", "")}
    if arrow.status == "current":
        yield {("form", arrow.form), ("held", arrow.form)}
    else:
        yield {("status", arrow.status), ("break", arrow.status)}


PICTURES = dict(every_picture())


@pytest.mark.parametrize("name", PICTURES)
def test_every_style_has_its_entry(name: str) -> None:
    picture = PICTURES[name]
    found = {(key.subject, key.value) for key in picture.legend}
    assert [keys for keys in wanted(picture) if keys.isdisjoint(found)] == []


def test_the_pictures_have_styles_of_all_kinds() -> None:
    """Else the test above says little."""
    seen = set().union(*(keys for picture in PICTURES.values() for keys in wanted(picture)))
    assert {subject for subject, _ in seen} >= {"status", "form", "ground", "request", "lack", "mark", "cell"}
    assert {value for subject, value in seen if subject == "status"} >= {"planned", "unknown", "missing", "not-held"}


@pytest.mark.parametrize("status", sorted(EDGE_STYLES.keys() - {"current"}))
def test_the_pattern_of_a_status_is_seen_beside_its_symbol(status: str) -> None:
    """Of a dashed line at least one whole period."""
    key = Key("status", status, Text(en="a status", da="en status"))
    (entry,) = entries((key,), "en", 400.0)
    shapes = legend((entry,), 0.0, 0.0, THEMES["default"]).shapes
    ends = [
        command[1][0] for each in shapes if isinstance(each, Path) for command in each.commands if command[0] == "H"
    ]
    (circle, *_) = (each for each in shapes if isinstance(each, Circle))
    free = max(ends) - (circle.x + circle.radius)
    assert free >= sum(EDGE_STYLES[status].dash or ())
    assert max(ends) < sample(key)
