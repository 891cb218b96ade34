"""Small and nasty valid maps: every construct of the language, drawn so that statements touch each other.

`maps()` draws a `DrawnMap`; `as_yaml` writes it as files. A map is built up from what is declared before, and a
statement that would repeat another or reach only its sender is left out, so almost nothing is drawn in vain.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from .dice import Dice
from .expansion import KINDS, ExpandedMap, Raw, Statement, combinations, declared, expand, listed, omitted

TAPE = 1024
DATES = ("2025-06-30", "2026-11-01", "2027-01-01")


@dataclass(frozen=True)
class DrawnMap:
    """A base map, its scenario files in the order of their paths, and whether lists are spread over files."""

    base: Raw
    overlays: list[Raw] = field(default_factory=list)
    spread: bool = False

    @property
    def scenarios(self) -> list[str]:
        """The ids of its scenarios."""
        return list(dict.fromkeys(file["scenario"]["id"] for file in self.overlays))


@st.composite
def maps(draw: st.DrawFn, scenarios: bool = True) -> DrawnMap:
    """A small valid map with everything in it that the language has."""
    dice = Dice(draw(st.binary(min_size=TAPE, max_size=TAPE)))
    base = _sections(dice)
    _paperwork(Dice(draw(st.binary(min_size=32, max_size=32))), base)
    base["actors"] = _actors(dice, base)
    base["clusters"] = _clusters(dice, base)
    for actor in base["actors"]:
        _speak(dice, base, actor)
    drawn = DrawnMap(base, [], dice.seldom(3))
    if scenarios and dice.seldom(2):
        for scenario in ({"id": "s"}, {"id": "t", "based_on": "s"})[: dice.upto(1, 2)]:
            for _ in range(dice.upto(1, 2)):
                _overlay(dice, drawn, scenario)
    return drawn


def as_yaml(drawn: DrawnMap) -> dict[str, str]:
    """The map as files (JSON is YAML too). Where it is spread, actors stand apart and their lists in two files."""
    files = {f"scenario-{i:02}.yaml": overlay for i, overlay in enumerate(drawn.overlays)}
    if not drawn.spread:
        return _texts({"map.yaml": drawn.base} | files)
    first: Raw = {}
    second: Raw = {}
    for actor, raw in drawn.base["actors"].items():
        lists = {key: value for key, value in raw.items() if key in (*KINDS, "omits")}
        half = {key: len(value) // 2 for key, value in lists.items()}
        first[actor] = {key: value for key, value in raw.items() if key not in lists}
        first[actor] |= {key: value[: half[key]] for key, value in lists.items() if value[: half[key]]}
        if rest := {key: value[half[key] :] for key, value in lists.items() if value[half[key] :]}:
            second[actor] = rest
    files |= {"map.yml": {key: value for key, value in drawn.base.items() if key != "actors"}}
    files |= {"actors/first.yaml": {"actors": first}} | ({"actors/second.yml": {"actors": second}} if second else {})
    return _texts(files)


def _texts(files: dict[str, Raw]) -> dict[str, str]:
    return {path: json.dumps(raw, ensure_ascii=False) + "\n" for path, raw in sorted(files.items())}


def _sections(dice: Dice) -> Raw:
    """Everything but actors and clusters."""
    phases: Raw = {}
    for i in range(dice.upto(2, 4)):
        phases[f"p{i}"] = {"alongside": dice.one(list(phases)[::-1])} if i and dice.seldom(4) else {}
    groups: Raw = {"g0": {}, "g1": dice.maybe("parent", ["g0"]), "g2": dice.maybe("parent", ["g0"], 3)}
    fields: Raw = {}
    for i in range(dice.upto(1, 4)):
        fields[f"f{i}"] = {
            **dice.maybe("group", ["g1", "g0", "g2"]),
            **dice.maybe("kind", ["identifier", "quantity", "code", "date"], 2),
            **({"derived_from": dice.some(list(fields)[::-1], 2)} if fields and dice.seldom(3) else {}),
            **dice.maybe("repeats", [True, False], 4),
        }
    codes: Raw = {f"c{i}": {} for i in range(dice.upto(0, 2))}
    for code in codes:
        codes[code] = {"maps_to": [c for c in codes if c != code]} if len(codes) > 1 and dice.seldom(2) else {}
    base: Raw = {
        "dataflow": 1,
        "map": {"id": "drawn", "title": "Drawn", **dice.maybe("as_of", DATES[1:2])},
        "phases": phases,
        "purposes": {"treatment": {}, "quality": {"secondary": True}, "research": {"secondary": True}, "unused": {}},
        "legal_bases": {"law": {"purposes": ["treatment"]}, "bare": {}, "never": {"purposes": ["research"]}},
        "sources": {name: {"title": name} for name in ("report", "survey", "standard")},
        "groups": groups,
        "code_systems": codes,
        "fields": fields,
    }
    names = [f"x{i}" for i in range(dice.upto(1, 3))]
    base["channels"] = {name: _channel(dice, base, names) for name in names}
    return base


def _paperwork(dice: Dice, base: Raw) -> None:
    """What changes nothing that is held: dates of sources, codes, and what is no health data."""
    base["map"].update({"rules": {"DF124": "warning"}, **dice.maybe("evidence_years", [1, 3], 3)})
    dates = ["2021", "2021-11", "2021-10", "2021-10-31", "2024-02-29", "2025-11-02", "2026"]
    for source in base["sources"].values():
        source.update(dice.maybe("date", dates, 1))
    for each in base["fields"].values():
        each.update(dice.maybe("special_category", [False, True]))
        each.update(dice.maybe("codes", [{code: "x"} for code in base["code_systems"]], 4))
    for channel in base["channels"].values():
        channel.update(dice.maybe("source", list(base["sources"]), 3))


def _channel(dice: Dice, base: Raw, names: Sequence[str]) -> Raw:
    """A channel, with places for some fields and groups."""
    places = [*base["fields"], *(f"group:{g}" for g in base["groups"])]
    placed = dice.some(places, 3) if dice.seldom(2) else []
    slots = {place: dice.one(("structured", "coded", "free-text")) for place in placed}
    return {
        **dice.maybe("form", ["structured", "coded", "free-text"]),
        **({"slots": slots} if slots else {}),
        **dice.maybe("closed", [True, False], 4),
        **dice.maybe("mode", ["manual", "push", "manual", "pull"], 2),
        **dice.maybe("expects_reply", [True, *names], 3),
        **dice.maybe("takes", DURATIONS, 4),
    }


def _actors(dice: Dice, base: Raw) -> dict[str, Raw]:
    """Two to six actors: plain ones, and roles with their members."""
    actors: dict[str, Raw] = {}
    for i in range(dice.upto(2, 3)):
        actors[f"a{i}"] = {
            **dice.maybe("kind", ["patient", "registry", "organisation"], 3),
            **dice.maybe("systems", [{"s0": {}, "s1": {"retention": "10 years"}}], 3),
            **dice.maybe("retention", ["5 years"], 4),
        }
    for role in list(actors):
        members = dice.upto(0, min(2, 6 - len(actors)))
        for i in range(members):
            actors[f"{role}-m{i}"] = {"extends": role, **dice.maybe("kind", ["registry", "patient"], 12)}
    return actors


def _clusters(dice: Dice, base: Raw) -> Raw:
    """Up to two clusters of concrete actors."""
    concrete = declared([base]).concrete
    return {f"k{i}": {"members": dice.some(concrete, 3)} for i in range(dice.upto(0, 2))}


def _speak(dice: Dice, base: Raw, actor: str) -> None:
    """Gives the actor its statements, and what it omits of those that it inherits."""
    raw = base["actors"][actor]
    role = raw.get("extends")
    scale = 1 if role else 2
    if role and dice.seldom(2):
        inherited = [s for s in expand(base).statements if s.actor == actor]
        raw |= {"omits": omits} if (omits := _omits(dice, declared([base]), inherited, [actor])) else {}
    lists = base["actors"][role] if role and dice.seldom(4) else {}
    copied = [(kind, statement) for kind in KINDS for statement in lists.get(kind, [])]
    raw |= _statements(dice, declared([base]), actor, scale, copied)


def _statements(
    dice: Dice, expanded: ExpandedMap, actor: str, scale: int, copied: Sequence[tuple[str, Raw]]
) -> dict[str, list[Raw]]:
    """New statements of the actor that repeat nothing; the last of the copied ones is said again in other words."""
    offered = [(kind, statement | {"note": "again"} | _hedges(dice)) for kind, statement in copied[-1:]]
    for kind in KINDS:
        offered += [(kind, _statement(dice, expanded, actor, kind)) for _ in range(dice.upto(0, scale))]
    said: set[tuple[object, ...]] = set()
    made: dict[str, list[Raw]] = {}
    for kind, raw in offered:
        meant = [s.same for s in combinations(expanded, raw, actor, ("", actor, kind, 0))]
        if meant and not said & set(meant) and not (kind == "shares" and _talks_to_itself(expanded, actor, raw)):
            said |= set(meant)
            made.setdefault(kind, []).append(raw)
    return made


def _statement(dice: Dice, expanded: ExpandedMap, actor: str, kind: str) -> Raw:
    """One statement, with any of the keys that its kind may have."""
    codes = list(expanded.sections["code_systems"])
    raw: Raw = {"fields": _fields(dice, expanded), "phase": _phase(dice, expanded), **_status(dice), **_hedges(dice)}
    if kind == "shares":
        to = dice.some(list(expanded.actors), 2)
        raw["to"] = to if len(to) > 1 or dice.seldom(3) else to[0]
        raw["via"] = dice.one(list(expanded.sections["channels"]))
        raw |= dice.maybe("form", ["structured", "coded", "free-text"], 3) | dice.maybe(
            "legal_basis", ["law", "bare", ["bare", "law"]], 2
        )
    elif codes and dice.seldom(4 if kind == "records" else 3):
        raw["code_system"] = dice.one(codes if kind == "records" else [*codes, codes])
        raw |= dice.maybe("form", ["coded"], 4)
    else:
        raw |= dice.maybe("form", ["coded", "structured", "free-text"], 2 if kind == "records" else 3)
    if kind == "records":
        systems = expanded.actors[actor].get("systems") or expanded.actors[expanded.role(actor)].get("systems") or {}
        raw |= dice.maybe("in", list(systems)) | dice.maybe("method", ["home", "clinic"], 3)
        raw |= dice.maybe("patient_reported", [True], 8)
    if kind != "shares":
        raw |= dice.maybe("called", ["Another name", {"en": "Its name", "da": "Dets navn"}], 8)
    raw |= _times(dice, kind)
    if kind == "needs":
        raw |= dice.maybe("level", ["should", "may", "must"], 4)
    if kind in ("needs", "uses"):
        first = min(expanded.position(p) for p in expanded.named_phases(raw["phase"]))
        raw |= dice.maybe("recorded_since", [p for p in expanded.phases if expanded.position(p) <= first][::-1], 4)
        raw |= _recorded_in(dice, expanded, raw, first)
        raw |= dice.maybe("received", [True, False], 5)
    if kind != "records":
        raw |= dice.maybe("for", ["treatment", "quality", ["quality", "treatment"]], 4)
    return raw


DURATIONS = ["0h", "36h", "5d", "2d", "1w", "24h"]


def _times(dice: Dice, kind: str) -> Raw:
    """When a statement happens, how long it takes, and within how long a need must be met."""
    raw = dice.maybe("meta", [{"owner": "region", "tags": ["a", "b"]}], 12)
    if kind in ("records", "shares"):
        raw |= dice.maybe("after", DURATIONS, 4)
    if kind == "shares":
        raw |= dice.maybe("takes", DURATIONS, 3) | dice.maybe("on_request", [True, False], 4)
    if kind in ("needs", "uses"):
        raw |= dice.maybe("within", DURATIONS, 3)
    return raw


def _recorded_in(dice: Dice, expanded: ExpandedMap, raw: Raw, first: int) -> Raw:
    """In which phases the value must be recorded: none after those of the statement, nor all before its limit."""
    phases = [p for p in expanded.phases if expanded.position(p) <= first]
    since = expanded.position(raw["recorded_since"]) if "recorded_since" in raw else 0
    if not any(expanded.position(p) >= since for p in phases) or not dice.seldom(4):
        return {}
    named = dice.some(phases, 2)
    if all(expanded.position(p) < since for p in named):
        return {}
    return {"recorded_in": named if len(named) > 1 or dice.seldom(2) else named[0]}


def _fields(dice: Dice, expanded: ExpandedMap) -> Any:
    """What `fields:` may say; nothing is named twice."""
    fields = list(expanded.sections["fields"])
    whole = [f"group:{g}" for g in expanded.sections["groups"] if expanded.named_fields(f"group:{g}")]
    if whole and dice.seldom(5):
        group = dice.one(whole)
        others = [f for f in fields if f not in expanded.named_fields(group)]
        return [group, dice.one(others)] if others and dice.seldom(2) else group
    named = dice.some(fields, 2)
    return named if len(named) > 1 or dice.seldom(4) else named[0]


def _phase(dice: Dice, expanded: ExpandedMap) -> Any:
    """What `phase:` may say."""
    phases = expanded.phases
    way = dice.upto(0, 7)
    if way == 5:
        return "all"
    if way == 6:
        return dice.some(phases, 2)
    if way == 7:
        first, last = sorted((dice.one(phases), dice.one(phases)), key=expanded.position)
        return ({"from": first, "to": last}, {"from": first}, {"to": last})[dice.upto(0, 2)]
    return dice.one(phases)


def _status(dice: Dice) -> Raw:
    """How a statement stands to the present day."""
    raw = dice.maybe("status", ["unknown", "planned", "unknown", "retired", "current"], 4)
    if dice.seldom(6):
        first, last = sorted((dice.one(DATES), dice.one(DATES)))
        raw |= ({"valid_from": first, "valid_to": last}, {"valid_from": first}, {"valid_to": last})[dice.upto(0, 2)]
    return raw


def _hedges(dice: Dice) -> Raw:
    """What changes nothing that is held."""
    if not dice.seldom(5):
        return {}
    return {
        **dice.maybe("coverage", ["1/4", "1/2", "2/2"]),
        **dice.maybe("completeness", [0.5, 1]),
        **dice.maybe("confidence", ["low", "high"], 4),
        **dice.maybe("source", ["report", ["survey", "report"], "survey"], 2),
    }


def _talks_to_itself(expanded: ExpandedMap, actor: str, raw: Raw) -> bool:
    """Whether the share, by its author or a member of it, may have no receiver but its own sender."""
    speakers = expanded.members(actor) or [actor]
    named = {member for to in listed(raw["to"]) for member in expanded.members(to) or [to]}
    return any(named <= {speaker} for speaker in speakers)


def _omits(dice: Dice, expanded: ExpandedMap, statements: Sequence[Statement], speakers: Sequence[str]) -> list[Raw]:
    """An entry that omits something out of these statements, and of each of these speakers; or none."""
    if not statements:
        return []
    target = dice.one(statements)
    group = [f"group:{g}" for g in expanded.group_chain(target.field)]
    entry: Raw = {target.kind: dice.one(group) if group and dice.seldom(3) else target.field}
    entry |= dice.maybe("phase", [target.phase], 3)
    entry |= dice.maybe("to", [target.to], 3) if target.to else {}
    entry |= dice.maybe("via", [target.via], 4) if target.via else {}
    entry |= dice.maybe("in", [target.system], 2) if target.system else {}
    hit = {(s.actor, s.field) for s in statements if omitted(expanded, entry, s)}
    wanted = {(actor, f) for actor in speakers for f in expanded.named_fields(entry[target.kind])}
    return [entry] if wanted <= hit else []


def _overlay(dice: Dice, drawn: DrawnMap, scenario: Raw) -> None:
    """Adds one file of the scenario: omissions, additions, other sections.

    An id is set in one file of the scenario only, and only its first file omits.
    """
    name = scenario["id"]
    begun = name in drawn.scenarios
    earlier = [file for file in drawn.overlays if file["scenario"]["id"] == name]
    spoken = {actor for other in earlier for actor in other.get("actors", {})}
    file: Raw = {"scenario": {"id": name} if begun else scenario, "actors": {}}
    drawn.overlays.append(file)
    if not begun:
        file |= _other_sections(dice, drawn, name)
    expanded = expand(drawn.base, drawn.overlays, name)
    if not begun:
        author = dice.one(list(expanded.actors))
        speakers = expanded.members(author) or [author]
        mine = [s for s in expanded.statements if s.actor in speakers]
        if dice.seldom(2) and (omits := _omits(dice, expanded, mine, speakers)):
            file["actors"].setdefault(author, {})["omits"] = omits
    for actor in dice.some([a for a in expanded.actors if a not in spoken], 2):
        base_lists = drawn.base["actors"].get(actor, {})
        again = [(kind, raw) for kind in KINDS for raw in base_lists.get(kind, [])] if dice.seldom(4) else []
        if made := _statements(dice, expanded, actor, 1, again):
            file["actors"].setdefault(actor, {}).update(made)
    if not file["actors"]:
        del file["actors"]


def _other_sections(dice: Dice, drawn: DrawnMap, name: str) -> Raw:
    """Objects that a scenario puts in the place of others, and perhaps an actor of its own."""
    expanded = expand(drawn.base, drawn.overlays, name)
    channels, fields = list(expanded.sections["channels"]), expanded.sections["fields"]
    other: Raw = {"actors": {}}
    if dice.seldom(3):
        other["channels"] = {dice.one(channels): _channel(dice, drawn.base, channels)}
    if dice.seldom(4):
        other["map"] = {"as_of": dice.one(DATES)}
    if dice.seldom(4):
        other["clusters"] = {"k0": {"members": dice.some(expanded.concrete, 3)}}
    if dice.seldom(6):
        changed = dice.one(list(fields))
        other["fields"] = {changed: {k: v for k, v in fields[changed].items() if k in ("group", "derived_from")}}
    if len(codes := list(expanded.sections["code_systems"])) > 1 and dice.seldom(6):
        other["code_systems"] = {codes[0]: dice.maybe("maps_to", [codes[1:]])}
    if dice.seldom(5):
        roles = [actor for actor in expanded.actors if expanded.members(actor)]
        other["actors"][f"new-{name}"] = dice.maybe("extends", roles) | dice.maybe("kind", ["patient", "registry"], 4)
    return other
