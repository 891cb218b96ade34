"""Pictures agree with the analysis on what travels: forms as they arrive, and only fields that the sender holds."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from twin.closure import Run, carried, rank, receivers
from twin.expansion import ExpandedMap, expand
from twin.random_maps import DrawnMap, as_yaml, maps

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.lineage.travels import travels
from dataflow.base.lanes import Lanes
from dataflow.base.picture import Diagram
from dataflow.project import Project
from dataflow.terms import Terms

COUNT = int(os.environ.get("DATAFLOW_RANDOM_MAPS", "60"))
CODED_CHANNEL = """\
map: {id: frm, title: F, languages: [en]}
phases: {a: {}}
fields: {f: {}}
channels: {c: {form: coded}}
actors:
  h: {RECORDS shares: [{fields: f, phase: a, to: m, via: c}]}
  m: {needs: [{fields: f, phase: a}]}
"""
AS_TEXT = Project(
    {"m.yaml": CODED_CHANNEL.replace("RECORDS", "records: [{fields: f, phase: a, form: free-text}],").encode()}
)
NOT_HELD = Project({"m.yaml": CODED_CHANNEL.replace("RECORDS", "").encode()})
STATED = "stated, but the sender does not have it"


def drawn_as(*views: str) -> list[tuple[str, str]]:
    """The views, each with the formats that can draw it: the pathway is no graph."""
    graphs = ("dot", "mmd")
    return [(v, e) for v in views for e in ("svg", "html", *graphs) if v != "pathway" or e not in graphs]


@pytest.mark.parametrize(("view", "ending"), drawn_as("overview", "pathway", "gaps", "actor:m", "actor:h"))
def test_free_text_over_a_coded_channel_is_drawn_as_free_text(view: str, ending: str) -> None:
    drawn = AS_TEXT.draw(view, ending).decode()
    assert "mostly free text" in drawn or "free-text" in drawn
    assert "mostly coded" not in drawn
    assert STATED not in drawn


@pytest.mark.parametrize(("view", "ending"), drawn_as("overview", "pathway", "actor:m", "actor:h"))
def test_a_share_of_a_field_that_the_sender_does_not_hold_is_marked(view: str, ending: str) -> None:
    drawn = NOT_HELD.draw(view, ending).decode()
    assert ("is stated to share" if ending == "dot" else STATED) in drawn
    assert "mostly coded" not in drawn


def test_fields_that_are_not_held_are_not_counted_as_shared() -> None:
    for view, counted in (("overview", "0 of 1 field shared"), ("actor:m", "m gets no fields")):
        assert counted in NOT_HELD.draw(view).decode()
    gaps = NOT_HELD.picture("gaps")
    assert isinstance(gaps, Diagram)
    assert not gaps.edges
    danish = NOT_HELD.draw("overview", language="da").decode()
    assert "angivet, men afsenderen har det ikke" in danish


def test_the_explorer_lists_what_an_actor_does_not_get() -> None:
    page = NOT_HELD.draw("explorer", "html").decode()
    assert "1 field by c: stated, but the sender does not have it" in page


STATUSES = """\
map: {id: frm, title: F, languages: [en]}
phases: {a: {}}
fields: {f: {}, g: {}, k: {}, n: {}}
channels: {c: {form: coded}, text: {form: free-text}, none: {closed: true, slots: {f: coded}}}
actors:
  h:
    records:
      - {fields: [f, g], phase: a, form: structured}
      - {fields: k, phase: a, status: planned}
      - {fields: n, phase: a, status: unknown}
    shares:
      - {fields: f, phase: a, to: m, via: c}
      - {fields: f, phase: a, to: p, via: c, status: planned}
      - {fields: f, phase: a, to: q, via: c, status: unknown}
      - {fields: k, phase: a, to: m, via: c}
      - {fields: k, phase: a, to: p, via: text}
      - {fields: n, phase: a, to: p, via: c}
      - {fields: n, phase: a, to: q, via: c, status: planned}
      - {fields: g, phase: a, to: m, via: none}
      - {fields: g, phase: a, to: q, via: text}
  m: {}
  p: {}
  q: {}
"""


def test_a_travel_is_as_certain_as_the_share_and_what_the_sender_has() -> None:
    project = Project({"m.yaml": STATUSES.encode()})
    found = {
        (each.share.field, each.target): (each.status, None if each.form is None else each.form.word)
        for each in travels(project.needs, Assumptions())
    }
    assert found == {
        ("f", "m"): ("current", "structured"),
        ("f", "p"): ("planned", "structured"),
        ("f", "q"): ("unknown", "structured"),
        ("k", "m"): ("planned", "structured"),
        ("k", "p"): ("planned", "free-text"),
        ("n", "p"): ("unknown", "structured"),
        ("n", "q"): ("unknown", "structured"),
        ("g", "q"): ("current", "free-text"),
    }


Drawn = dict[tuple[str, str], dict[str, tuple[int, str | None]]]
"""By pair and status: how many fields, and their form (of those held)."""


def by_twin(
    expanded: ExpandedMap, planned: bool, as_of: str | None, phase: str | None = None, by: bool = False
) -> Drawn:
    """What travels according to the slow twin, counted as in the pictures."""
    unknown = frozenset(s.origin for s in expanded.statements if s.status == "unknown")
    runs = (
        ("current", Run(expanded, planned, as_of, frozenset())),
        ("planned", Run(expanded, True, as_of, frozenset())),
        ("unknown", Run(expanded, planned, as_of, unknown)),
        ("unknown", Run(expanded, True, as_of, unknown)),
    )
    shares: dict[tuple[object, ...], list[object]] = {}
    for s in expanded.statements:
        carries = s.kind == "shares" and carried(expanded, s) is not None and receivers(expanded, s.actor, s.to or "")
        if carries and phase in (None, s.phase):
            shares.setdefault((expanded.role(s.actor), s.origin, s.field, s.phase, s.to, s.via), []).append(s)
    found: dict[tuple[str, ...], dict[str, dict[str, int]]] = {}
    for (source, *_, to, via), stated in shares.items():
        pair = (str(source), expanded.role(str(to)), *((str(via),) if by else ()))
        first, limit = stated[0], rank(carried(expanded, stated[0]))  # type: ignore[arg-type]
        counting = [(status, run) for status, run in runs if any(s in run.statements for s in stated)]
        for status, run in counting:
            forms = [
                min(limit, rank(value[0]))
                for s in stated
                for value in run.held(s.actor, s.field, s.phase)  # type: ignore[attr-defined]
            ]
            if forms:
                fields = found.setdefault(pair, {}).setdefault(status, {})
                fields[first.field] = max(*forms, fields.get(first.field, 0))  # type: ignore[attr-defined]
                break
        else:
            if counting:
                found.setdefault(pair, {}).setdefault("not-held", {})[first.field] = 0  # type: ignore[attr-defined]
    return {pair: _as_drawn(statuses) for pair, statuses in found.items()}  # type: ignore[misc]


def _as_drawn(statuses: dict[str, dict[str, int]]) -> dict[str, tuple[int, str | None]]:
    shown: dict[str, tuple[int, str | None]] = {}
    best = next((each for each in ("current", "planned", "unknown") if each in statuses), None)
    if best is not None:
        forms = list(statuses[best].values())
        most = min(set(forms), key=lambda form: (-forms.count(form), form))
        shown[best] = (len(forms), ("free-text", "structured", "coded")[most])
    held = {field for status, fields in statuses.items() if status != "not-held" for field in fields}
    never = set(statuses.get("not-held", ())) - held
    if never:
        shown["not-held"] = (len(never), None)
    return shown


def drawn_of(edges: object) -> Drawn:
    found: Drawn = {}
    for each in edges:  # type: ignore[attr-defined]
        form = None if each.status == "not-held" else each.form
        found.setdefault((each.source, each.target), {})[each.status] = (each.count, form)
    return found


@settings(max_examples=COUNT, deadline=None, suppress_health_check=list(HealthCheck), derandomize=COUNT < 1000)
@given(maps())
def test_forms_counts_and_statuses_drawn_are_those_of_the_twin(drawn: DrawnMap) -> None:
    whole = Project({path: text.encode() for path, text in as_yaml(drawn).items()})
    for scenario in (None, *drawn.scenarios):
        expanded = expand(drawn.base, drawn.overlays, scenario)
        as_of = expanded.map.get("as_of")
        for planned in (False, True):
            project = whole.taken(Terms(scenario, planned))
            overview = project.picture("overview")
            assert isinstance(overview, Diagram)
            assert drawn_of(overview.edges) == by_twin(expanded, planned, as_of)
            split = project.picture("overview", by="channel")
            assert isinstance(split, Diagram)
            channels: dict[tuple[str, ...], dict[str, tuple[int, str | None]]] = {}
            for each in split.edges:
                form = None if each.status == "not-held" else each.form
                key = (each.source, each.target, each.key.removesuffix(".not-held"))
                channels.setdefault(key, {})[each.status] = (each.count, form)
            assert channels == by_twin(expanded, planned, as_of, by=True)
            pathway = project.picture("pathway")
            assert isinstance(pathway, Lanes)
            for phase in project.data_map.phases:
                arrows = drawn_of(arrow for arrow in pathway.arrows if arrow.column == phase)
                expected = by_twin(expanded, planned, as_of, phase)
                lanes = {lane.id for lane in pathway.lanes if not lane.thin}
                full = {pair: each for pair, each in expected.items() if len({*pair}) == 2 and {*pair} <= lanes}
                assert arrows == full
