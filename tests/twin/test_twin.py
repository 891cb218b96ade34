"""The twin against the worked examples, and against laws that every map keeps."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .expansion import KINDS, Raw, combinations, declared, expand, listed, omitted
from .findings import Finding
from .interpreter import findings, holdings
from .random_maps import DrawnMap, as_yaml, maps

EXAMPLES = Path(__file__).parents[1] / "conformance"
EXPECTED = sorted(EXAMPLES.glob("*/expected*.json"))
RULES = ("DF120", "DF121", "DF301", "DF302", "DF305", "DF306", "DF307", "DF401", "DF501", "DF502")
SHOWN = ("rule", "actor", "field", "phase", "need", "cause", "channel", "certainty")
ROW = ("actor", "field", "phase", "form", "code_system", "recorded")

law = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_worked_example(expected: Path) -> None:
    """The twin finds exactly what was worked out by hand, planned statements and scenario included."""
    base, overlays = read({p.name: p.read_text("utf-8") for p in expected.parent.glob("*.yaml")})
    _, _, variant = expected.stem.partition("-")
    scenario = variant.removeprefix("scenario-") if variant.startswith("scenario-") else None
    wanted = json.loads(expected.read_text("utf-8"))

    found = findings(base, overlays, scenario, planned=variant == "planned", rules=RULES)
    held = holdings(base, overlays, scenario, planned=variant == "planned")

    assert {(*f.only(*SHOWN), len(f.needs) or None) for f in found} == {
        (*(f.get(key) for key in SHOWN), f.get("needs")) for f in wanted["findings"]
    }
    assert held == {tuple(row[key] for key in ROW) for row in wanted["holdings"]}


def test_possible_gap_names_what_it_hangs_on() -> None:
    """A gap that an unknown share would close hangs on that share, as it was written."""
    base, _ = read({"map.yaml": (EXAMPLES / "08-unknown" / "map.yaml").read_text("utf-8")})
    hanging = {f.field: f.hangs_on for f in findings(base, rules=["DF301"])}
    assert hanging == {"f": {("", "h", "shares", 0)}, "g": frozenset(), "k": {("", "m", "needs", 1)}}


def test_planned_share_would_mend_the_gap() -> None:
    """A gap says whether the planned statements would close it."""
    base, _ = read({"map.yaml": (EXAMPLES / "09-planned-and-dates" / "map.yaml").read_text("utf-8")})
    assert {f.field: f.planned for f in findings(base, rules=["DF301"])} == {"f": True, "g": False}


@law
@given(maps(), st.data())
def test_another_share_takes_nothing_away(drawn: DrawnMap, data: st.DataObject) -> None:
    """Whoever held something holds it still when somebody shares more."""
    more = deepcopy(drawn.base)
    actor, to = (data.draw(st.sampled_from(sorted(more["actors"]))) for _ in "ab")
    share = {"fields": list(more["fields"]), "phase": "all", "to": to, "via": "x0", "form": "structured"}
    more["actors"][actor].setdefault("shares", []).append(share)
    assert holdings(drawn.base) <= holdings(more)


@law
@given(maps())
def test_what_is_held_stays_held(drawn: DrawnMap) -> None:
    """Whatever is held in a phase is held in every phase at its position or later."""
    for scenario in [None, *drawn.scenarios]:
        expanded = expand(drawn.base, drawn.overlays, scenario)
        held = holdings(drawn.base, drawn.overlays, scenario)
        for actor, field, phase, *value in held:
            assert {(actor, field, later, *value) for later in expanded.from_on(phase)} <= held


@law
@given(maps())
def test_more_statements_more_holdings(drawn: DrawnMap) -> None:
    """Neither planned nor unknown statements take anything away."""
    held = holdings(drawn.base)
    assert held <= holdings(drawn.base, planned=True)
    assert held <= holdings(drawn.base, with_unknown=True)


@law
@given(maps())
def test_nobody_holds_what_nobody_recorded(drawn: DrawnMap) -> None:
    """Every value goes back to a record of the field, or of all that it is derived from, in its phase."""
    base = deepcopy(drawn.base)
    for raw in base["actors"].values():
        raw.pop("records", None)
    assert holdings(base) == set()


@law
@given(maps())
def test_order_of_actors_means_nothing(drawn: DrawnMap) -> None:
    """The same actors in another order have the same findings; DF401 names one of a pair: the same fields."""
    turned = {**drawn.base, "actors": dict(reversed(drawn.base["actors"].items()))}
    position = expand(drawn.base).position
    one, other = ({apart(f, position) for f in findings(base)} for base in (drawn.base, turned))
    assert one == other


def apart(found: Finding, position: Callable[[str], int]) -> object:
    """A finding; one of DF401 as its field and position, as the order of the actors decides which of two it names."""
    again = found.rule == "DF401" and found.cause != "two-systems" and found.phase is not None
    return (found.rule, found.field, position(found.phase)) if again else found


@law
@given(maps())
def test_without_unknowns_all_is_certain(drawn: DrawnMap) -> None:
    """A map in which all is found out has no possible finding, and no finding hangs on anything."""
    base = deepcopy(drawn.base)
    for raw in base["actors"].values():
        for statement in (s for kind in KINDS for s in raw.get(kind, [])):
            statement["status"] = {"unknown": "current"}.get(statement.get("status", ""), statement.get("status", ""))
    assert all(f.certainty == "certain" and not f.hangs_on for f in findings(base))


@law
@given(maps())
def test_map_means_the_same_when_written_and_read(drawn: DrawnMap) -> None:
    """The files of a drawn map hold the whole of it, with every scalar as text."""
    base, overlays = read(as_yaml(drawn))
    for scenario in [None, *drawn.scenarios]:
        assert findings(base, overlays, scenario) == findings(drawn.base, drawn.overlays, scenario)


@law
@given(maps())
def test_drawn_map_is_valid(drawn: DrawnMap) -> None:
    """No statement twice, none that only its sender gets or that asks for later records, no omission of nothing."""
    for scenario in [None, *drawn.scenarios]:
        files = [f for f in drawn.overlays if f["scenario"]["id"] == scenario] if scenario else [drawn.base]
        expanded = declared([drawn.base, *drawn.overlays])
        for actor in expanded.actors:
            raws = [(k, r) for file in files for k in KINDS for r in file.get("actors", {}).get(actor, {}).get(k, [])]
            combined = [combinations(expanded, raw, actor, ("", actor, kind, 0)) for kind, raw in raws]
            said = [s.same for combination in combined for s in combination]
            assert len(said) == len(set(said))
            assert all(combined)
            assert all(
                expanded.position(s.since) <= expanded.position(s.phase)
                for combination in combined for s in combination if s.since
            )  # fmt: skip
            to_itself = [raw for kind, raw in raws if kind == "shares" and listed(raw["to"]) == [actor]]
            assert actor not in expanded.concrete or not to_itself
    for actor, raw in drawn.base["actors"].items():
        bare = {**drawn.base, "actors": drawn.base["actors"] | {actor: {"extends": raw.get("extends")}}}
        inherited = [s for s in expand(bare).statements if s.actor == actor]
        for entry in raw.get("omits", []):
            (kind,) = set(entry) & set(KINDS)
            hit = {s.field for s in inherited if omitted(expand(bare), entry, s)}
            assert hit == set(expand(bare).named_fields(entry[kind]))


def read(files: dict[str, str]) -> tuple[Raw, list[Raw]]:
    """The base map, its sections merged, and the scenario files, in the order of their paths."""
    base: Raw = {}
    overlays = []
    for _, text in sorted(files.items()):
        raw = yaml.load(text, yaml.BaseLoader)
        if "scenario" in raw:
            overlays.append(raw)
        else:
            base = _together(base, raw)
    return base, overlays


def _together(one: Any, other: Any) -> Any:
    """Both values: mappings merge, lists add up, else the later."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one | {key: _together(one[key], value) if key in one else value for key, value in other.items()}
    return one + other if isinstance(one, list) and isinstance(other, list) else other
