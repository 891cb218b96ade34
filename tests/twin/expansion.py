"""The map as single statements of concrete actors: lists, groups, ranges, members, omits and scenarios spelt out.

Nothing here knows what a statement leads to. The map is taken to be valid; a slip in it ends in an exception.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

Raw = dict[str, Any]
Origin = tuple[str, str, str, int]  # scenario id or "", the actor that wrote it, the kind, the place in the list

KINDS = ("records", "needs", "uses", "shares")
SECTIONS = (
    "phases", "purposes", "legal_bases", "sources", "groups", "code_systems", "fields", "channels", "clusters",
)  # fmt: skip
UNCOMPARED = {
    "source",
    "note",
    "called",
    "meta",
    "confidence",
    "coverage",
    "completeness",
}  # DF106 looks away from these
SPELT_OUT = {
    "fields", "phase", "to", "via", "form", "code_system", "level", "for", "recorded_since", "received", "in",
    "status", "valid_from", "valid_to", "after", "takes", "within", "recorded_in", "on_request",
}  # fmt: skip


@dataclass(frozen=True)
class Statement:
    """One combination of one written statement, as one concrete actor makes it."""

    kind: str
    actor: str
    field: str
    phase: str
    to: str | None
    via: str | None
    form: str | None  # of a share: None where it lowers nothing
    codes: frozenset[str]
    level: str | None
    purposes: frozenset[str]
    since: str | None
    recorded_in: frozenset[str]
    after: int | None  # hours, as are the next two
    takes: int | None
    within: int | None
    on_request: bool
    received: bool
    system: str | None
    status: str
    valid_from: str | None
    valid_to: str | None
    rest: frozenset[tuple[str, frozenset[str]]]
    extent: float  # the lower of coverage and completeness, 1 where it has none
    sources: frozenset[str]
    origin: Origin

    @cached_property
    def same(self) -> tuple[object, ...]:
        """All that makes it this statement and no other, in the sense of DF106."""
        return tuple(value for name, value in vars(self).items() if name not in ("extent", "sources", "origin"))

    @property
    def bases(self) -> frozenset[str]:
        """The legal bases of a share."""
        return dict(self.rest).get("legal_basis", frozenset())

    @property
    def method(self) -> str | None:
        """How a record is measured."""
        return next(iter(dict(self.rest).get("method", ())), None)


@dataclass(frozen=True)
class ExpandedMap:
    """The sections that hold, and every statement of every concrete actor."""

    map: Raw
    sections: dict[str, dict[str, Raw]]
    actors: dict[str, Raw]
    statements: tuple[Statement, ...]

    @cached_property
    def phases(self) -> list[str]:
        """All phases as they are declared."""
        return list(self.sections["phases"])

    @cached_property
    def positions(self) -> dict[str, int]:
        """The place of each phase in the pathway; the same for phases alongside each other."""
        places: dict[str, int] = {}
        for phase in self.phases:
            first = phase
            while beside := self.sections["phases"][first].get("alongside"):
                first = beside
            places[phase] = self.phases.index(first)
        return places

    @cached_property
    def concrete(self) -> list[str]:
        """The actors that take part: all that nobody extends."""
        return [actor for actor in self.actors if not self.members(actor)]

    def members(self, role: str) -> list[str]:
        """Those that extend the role."""
        return [actor for actor, raw in self.actors.items() if raw.get("extends") == role]

    def role(self, actor: str) -> str:
        """What the actor extends, or else itself."""
        return self.actors[actor].get("extends") or actor

    def kind(self, actor: str) -> str:
        """organisation, patient or registry: its own word, else that of its role."""
        return self.actors[actor].get("kind") or self.actors[self.role(actor)].get("kind") or "organisation"

    def clusters(self, actor: str) -> set[str]:
        """The clusters that the actor stands in."""
        return {c for c, raw in self.sections["clusters"].items() if actor in listed(raw.get("members"))}

    def position(self, phase: str) -> int:
        """The place of the phase in the pathway."""
        return self.positions[phase]

    def order(self, phase: str) -> tuple[int, int]:
        """The place of the phase, as declared where positions are equal."""
        return self.position(phase), self.phases.index(phase)

    def from_on(self, phase: str) -> list[str]:
        """The phases at the position of this one, or later."""
        return self._later[phase]

    @cached_property
    def _later(self) -> dict[str, list[str]]:
        return {q: [p for p in self.phases if self.position(p) >= self.position(q)] for q in self.phases}

    def group_chain(self, field: str) -> list[str]:
        """The group of the field, then that group's parent."""
        chain = listed(self.sections["fields"][field].get("group"))
        for group in list(chain):
            chain += listed(self.sections["groups"][group].get("parent"))
        return chain

    def named_fields(self, written: Any) -> list[str]:
        """The fields that `fields:` names, groups spelt out, each once."""
        named: list[str] = []
        for name in listed(written):
            group = name.removeprefix("group:")
            everyone = list(self.sections["fields"])
            named += [name] if group == name else [f for f in everyone if group in self.group_chain(f)]
        return list(dict.fromkeys(named))

    def named_phases(self, written: Any) -> list[str]:
        """The phases that `phase:` names: one, several, all, or a range of positions."""
        if written == "all":
            return self.phases
        if not isinstance(written, dict):
            return list(dict.fromkeys(listed(written)))
        places = [self.position(p) for p in self.phases]
        first = self.position(written["from"]) if written.get("from") else min(places)
        last = self.position(written["to"]) if written.get("to") else max(places)
        return [p for p in self.phases if first <= self.position(p) <= last]


def expand(base: Raw, overlays: Sequence[Raw] = (), scenario: str | None = None) -> ExpandedMap:
    """The base map, or the chosen scenario laid over it, with every statement."""
    chain = [] if scenario is None else based_on_chain(overlays, scenario)
    layers = [(name, [file for file in overlays if file["scenario"]["id"] == name]) for name in chain]
    expanded = declared([base, *(file for _, files in layers for file in files)])
    statements: list[Statement] = []
    for actor in expanded.concrete:
        role, own = expanded.role(actor), _raw_actor([base], actor)
        made = written(expanded, [base], actor, "", actor)
        inherited: list[Statement] = []
        if role != actor:
            inherited = _omit(expanded, written(expanded, [base], role, "", actor), listed(own.get("omits")))
        statements += _add(inherited, made)
    for name, files in layers:
        statements = _lay_over(expanded, statements, name, files)
    return replace(expanded, statements=tuple(statements))


def declared(files: Sequence[Raw]) -> ExpandedMap:
    """The declarations alone: an object replaces that of its id in earlier files, `map` merges by key."""
    merged: Raw = {}
    sections: dict[str, dict[str, Raw]] = {section: {} for section in SECTIONS}
    actors: dict[str, Raw] = {}
    for file in files:
        merged |= file.get("map") or {}
        for section in SECTIONS:
            sections[section] |= {id_: raw or {} for id_, raw in (file.get(section) or {}).items()}
        for actor, raw in (file.get("actors") or {}).items():
            own = {key: value for key, value in (raw or {}).items() if key not in (*KINDS, "omits")}
            actors[actor] = actors.get(actor, {}) | own
    return ExpandedMap(map=merged, sections=sections, actors=actors, statements=())


def based_on_chain(overlays: Sequence[Raw], scenario: str) -> list[str]:
    """The scenario after all that it is based on, the first of them first."""
    chain = [scenario]
    headers = [file["scenario"] for file in overlays]
    while earlier := [b for header in headers if header["id"] == chain[0] for b in listed(header.get("based_on"))]:
        chain.insert(0, earlier[0])
    return chain


def written(expanded: ExpandedMap, files: Sequence[Raw], author: str, layer: str, speaker: str) -> list[Statement]:
    """What the author's own lists in these files say, spoken by the speaker (the author, or a member of it)."""
    actor = _raw_actor(files, author)
    return [
        statement
        for kind in KINDS
        for index, raw in enumerate(listed(actor.get(kind)))
        for statement in combinations(expanded, raw, speaker, (layer, author, kind, index))
    ]


def combinations(expanded: ExpandedMap, raw: Raw, actor: str, origin: Origin) -> list[Statement]:
    """One statement for each combination of fields, phases and receivers."""
    kind = origin[2]
    codes = frozenset(listed(raw.get("code_system")))
    default = {"records": "structured", "needs": "free-text", "uses": "free-text", "shares": None}[kind]
    rest = {key: value for key, value in raw.items() if key not in SPELT_OUT | UNCOMPARED}
    return [
        Statement(
            kind=kind, actor=actor, field=field, phase=phase, to=to, via=raw.get("via"),
            form="coded" if codes else raw.get("form") or default,
            codes=codes,
            level=(raw.get("level") or "must") if kind == "needs" else None,
            purposes=frozenset(listed(raw.get("for"))),
            since=raw.get("recorded_since"),
            recorded_in=frozenset(listed(raw.get("recorded_in"))),
            after=hours(raw.get("after")),
            takes=hours(raw.get("takes")),
            within=hours(raw.get("within")),
            on_request=truth(raw.get("on_request")),
            received=truth(raw.get("received")),
            system=raw.get("in"),
            status=raw.get("status") or "current",
            valid_from=raw.get("valid_from"),
            valid_to=raw.get("valid_to"),
            rest=frozenset((key, frozenset(str(v).lower() for v in listed(value))) for key, value in rest.items()),
            extent=min(_share_of(raw.get("coverage")), _share_of(raw.get("completeness"))),
            sources=frozenset(s["ref"] if isinstance(s, dict) else s for s in listed(raw.get("source"))),
            origin=origin,
        )
        for field in expanded.named_fields(raw["fields"])
        for phase in expanded.named_phases(raw["phase"])
        for to in (listed(raw["to"]) if kind == "shares" else [None])
    ]  # fmt: skip


def omitted(expanded: ExpandedMap, entry: Raw, statement: Statement) -> bool:
    """Whether the `omits` entry names this statement: kind and field, and what narrows it."""
    (kind,) = [kind for kind in KINDS if kind in entry]
    return (
        statement.kind == kind
        and statement.field in expanded.named_fields(entry[kind])
        and ("phase" not in entry or statement.phase in expanded.named_phases(entry["phase"]))
        and ("to" not in entry or statement.to in listed(entry["to"]))
        and ("via" not in entry or statement.via in listed(entry["via"]))
        and ("in" not in entry or statement.system == entry["in"])
    )


def listed(value: Any) -> list[Any]:
    """The value as a list: nothing is empty, a single thing is one."""
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def hours(written: str | None) -> int | None:
    """The hours of a duration such as `36h`, `7d` or `2w`."""
    if written is None:
        return None
    number, unit = int(written[:-1]), written[-1]
    return number * {"h": 1, "d": 24, "w": 7 * 24}[unit]


def truth(value: Any) -> bool:
    """A boolean, or the text of one."""
    return str(value).lower() == "true"


def _lay_over(expanded: ExpandedMap, statements: list[Statement], name: str, files: list[Raw]) -> list[Statement]:
    """The statements after one scenario: first all that it omits, then all that it adds."""
    speaking = list(dict.fromkeys(actor for file in files for actor in file.get("actors") or {}))
    speaking.sort(key=lambda actor: expanded.role(actor) != actor)  # Roles first, so a member's own word is the last.
    for author in speaking:
        entries = listed(_raw_actor(files, author).get("omits"))
        for speaker in expanded.members(author) or [author]:
            mine = [s for s in statements if s.actor == speaker]
            statements = [s for s in statements if s.actor != speaker] + _omit(expanded, mine, entries)
    for author in speaking:
        for speaker in expanded.members(author) or [author]:
            statements = _add(statements, written(expanded, files, author, name, speaker))
    return statements


def _omit(expanded: ExpandedMap, statements: Iterable[Statement], entries: Iterable[Raw]) -> list[Statement]:
    """The statements that no entry names."""
    entries = list(entries)
    return [s for s in statements if not any(omitted(expanded, entry, s) for entry in entries)]


def _add(statements: list[Statement], more: list[Statement]) -> list[Statement]:
    """Both together; of two that are the same statement, the later."""
    new = {s.same for s in more}
    return [s for s in statements if s.same not in new] + more


def _raw_actor(files: Sequence[Raw], actor: str) -> Raw:
    """The actor's lists in these files, added up."""
    raws = [(file.get("actors") or {}).get(actor) or {} for file in files]
    return {key: [entry for raw in raws for entry in listed(raw.get(key))] for key in (*KINDS, "omits")}


def _share_of(written_share: Any) -> float:
    """`56/98` or `0.8` as a number; 1 where nothing is written."""
    part, _, whole = str(1 if written_share is None else written_share).partition("/")
    return float(part) / float(whole or 1)
