"""Cells agree with ``holdings``, ``gaps`` and ``stats``, on random maps of every construct."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from twin.random_maps import DrawnMap, as_yaml, maps

from dataflow.base.grid import Grid
from dataflow.base.text import Sentence
from dataflow.project import Project
from dataflow.terms import Terms
from dataflow.views import Focus

HAS = {"records", "receives", "derives"}
ANSWERS = {"met", "open", "degraded", "unmet"}

several = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def projects(drawn: DrawnMap) -> Iterator[Project]:
    """The map and its scenarios, without and with planned statements."""
    whole = Project({path: text.encode() for path, text in as_yaml(drawn).items()})
    for scenario in (None, *drawn.scenarios):
        for planned in (False, True):
            yield whole.taken(Terms(scenario=scenario, planned=planned))


def grid(project: Project, view: str, by: str | None = None) -> Grid:
    picture = project.picture(view, by=by)
    assert isinstance(picture, Grid)
    return picture


def numbers(words: object) -> dict[str, int]:
    """The numbers in the words of a sentence."""
    assert isinstance(words, Sentence)
    found: dict[str, int] = {}
    for name, word in words.words.items():
        if isinstance(word, Sentence):
            inner = numbers(word)
            found |= {name: inner["count"]} if inner.keys() == {"count"} else inner
        elif isinstance(word, str) and word.isdigit():
            found[name] = int(word)
    return found


@pytest.mark.slow
@several
@given(maps())
def test_the_matrix(drawn: DrawnMap) -> None:
    """Actors with a field hold it, actors with an unmet need have a gap, and the sums are those of the figures."""
    for project in projects(drawn):
        whole = grid(project, "matrix")
        shown = {(cell.column, cell.row) for cell in whole.cells if HAS & set(cell.roles)}
        assert shown == {(row.row.actor, row.row.field) for row in project.holding_rows()}

        total = project.figures().of("total").get((), {})
        tallies = [total[level].known for level in ("must", "should", "may") if level in total]
        counted = numbers(whole.subtitle[-1])
        assert counted["met"] + counted.get("some", 0) == sum(each.part for each in tallies)
        assert counted["needs"] == sum(each.whole for each in tallies)

        gaps = {
            (gap.subject.phase, gap.subject.actor, gap.subject.field)
            for gap in project.gaps()
            if gap.code == "DF301" and gap.certain
        }
        lacking = {
            (*cell.column.split("."), cell.row)
            for cell in grid(project, "matrix", "phase").cells
            if {"unmet", "degraded"} & set(cell.roles) and "only for some" not in cell.what.in_language("en")
        }
        assert lacking == gaps


@pytest.mark.slow
@several
@given(maps())
def test_the_handovers(drawn: DrawnMap) -> None:
    """Each summary is the figure of its handover and counts each of its rows."""
    for project in projects(drawn):
        picture = grid(project, "handover")
        figures = {
            phase: measures["at-handover"].known
            for (phase, _), measures in project.figures().of("handover").items()
            if "at-handover" in measures
        }
        counted = {column.id: {each.role: each.count for each in column.summary} for column in picture.columns}
        assert {phase: sum(counts.values()) for phase, counts in counted.items()} == {
            phase: tally.whole for phase, tally in figures.items()
        }
        assert all(counted[phase].get("met", 0) <= tally.part for phase, tally in figures.items())
        said = numbers(picture.subtitle[-1])
        assert said["met"] + said.get("some", 0) == sum(tally.part for tally in figures.values())
        for cell in picture.cells:
            assert counted[cell.column][cell.roles[0]] > 0


@pytest.mark.slow
@several
@given(maps())
def test_the_members(drawn: DrawnMap) -> None:
    """Every member is in one row of its role; members of one row hold the same."""
    for project in projects(drawn):
        data_map = project.data_map
        picture = grid(project, "clusters")
        row_of = {
            about.removeprefix("actor:"): row.id
            for row in picture.rows
            for about in row.about
            if about != f"actor:{row.block}"
        }
        members = [member for role in data_map.members.values() for member in role]
        assert sorted(row_of) == sorted(members)
        last = max(data_map.phases.values(), key=lambda phase: phase.position).id
        held = {member: project.holdings.held_anyhow(member, last) for member in members}
        for member in members:
            assert held[member] == held[row_of[member]]
        for role, of_role in data_map.members.items():
            if len({row_of[member] for member in of_role}) == 1:
                assert len({held[member] for member in of_role}) == 1, role


@pytest.mark.slow
@several
@given(maps())
def test_every_filter_leaves_a_picture(drawn: DrawnMap) -> None:
    """A filtered picture is a part of the whole one, and its ids are unique."""
    project = next(projects(drawn))
    data_map = project.data_map
    for view in ("matrix", "handover", "clusters"):
        whole = {cell.mark for cell in grid(project, view).cells}
        for focus in (
            Focus(actors=tuple(data_map.actors)[:1]),
            Focus(fields=tuple(data_map.fields)[:1]),
            Focus(groups=tuple(data_map.groups)[:1]),
            Focus(phases=tuple(data_map.phases)[:1]),
            Focus(channels=tuple(data_map.channels)[:1]),
            Focus(purposes=tuple(data_map.purposes)[:1]),
        ):
            picture = project.picture(view, focus)
            assert isinstance(picture, Grid)
            marks = [part.mark for part in picture.parts]
            assert len(marks) == len(set(marks))
            assert all(about.partition(":")[2] for part in picture.parts for about in part.about)
            if view == "matrix":
                assert {cell.mark for cell in picture.cells} <= whole
