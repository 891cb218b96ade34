"""What the actors hold in one run, and why a need is not met (``language.md``, "What a map means").

Every rule is tried again until nothing changes. A run is one filling of what is not known: a statement counts or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import inf

from .expansion import ExpandedMap, Origin, Statement, hours, listed, truth

FORMS = ("free-text", "structured", "coded")
Value = tuple[str, str | None, str]  # form, code system, the phase in which it was recorded
Held = dict[tuple[str, str, str], set[Value]]  # by actor, field and phase


@dataclass(frozen=True)
class Delivery:
    """A share that carries its field and reaches this receiver, with the best form that it lets through."""

    share: Statement
    receiver: str
    form: str


class Run:
    """The statements that count, and what follows from them."""

    def __init__(self, expanded: ExpandedMap, planned: bool, as_of: str | None, unknown: frozenset[Origin]) -> None:
        self.expanded = expanded
        self.as_of = as_of
        self.statements = [s for s in expanded.statements if _counts(s, planned, as_of, unknown)]
        self.deliveries = [d for s in self.of("shares") for d in deliveries(expanded, s)]
        self.holdings = cache(self._holdings)
        self.arrivals = cache(self._arrivals)

    def of(self, kind: str) -> list[Statement]:
        """The statements of one kind that count."""
        return [s for s in self.statements if s.kind == kind]

    def held(self, actor: str, field: str, phase: str, **less: str | float | frozenset[Origin]) -> set[Value]:
        """What the actor holds of the field in the phase."""
        return self.holdings(**less).get((actor, field, phase), set())

    def held_for(self, need: Statement, **less: str | float | frozenset[Origin]) -> set[Value]:
        """What counts for a need or use; for one that must be received, not what hangs on the actor's own records."""
        if need.received:
            less["without_records_of"] = need.actor
        return self.held(need.actor, need.field, need.phase, **less)

    def met(self, need: Statement, **less: str | float | frozenset[Origin]) -> bool:
        """Whether some value that the actor holds will do, and is there in time."""
        good = [value for value in self.held_for(need, **less) if self._will_do(need, value)]
        if need.within is None or not good:
            return bool(good)
        if need.received:
            less["without_records_of"] = need.actor
        arrivals = self.arrivals(self.expanded.position(need.phase), **less)
        return any(arrivals[need.actor, need.field, value] <= need.within for value in good)

    def cause(self, need: Statement) -> str:  # noqa: PLR0911  # a row of the table each
        """Why the need is not met: the first line of the table that is true."""
        expanded, actor, field = self.expanded, need.actor, need.field
        records = [r for r in self.of("records") if r.field == field and not (need.received and r.actor == actor)]
        up_to = [r for r in records if expanded.position(r.phase) <= expanded.position(need.phase)]
        values = self.held_for(need)
        if not values:
            if not records and expanded.sections["fields"][field].get("derived_from"):
                return "underivable"
            if not records:
                return "unrecorded"
            if not up_to:
                return "recorded-late"
            if not self._chain_leads(field, {r.actor for r in records} - {actor}, actor):
                return "not-shared"
            return "arrives-late"
        left = [v for v in values if self._recent(need, v)]
        if not left:
            return "stale"
        left = [v for v in left if not need.recorded_in or v[2] in need.recorded_in]
        if not left:
            return "recorded-elsewhere"
        if any(self._will_do(need, v) for v in left):
            return "too-slow"
        if all(rank(form) < rank(need.form) for form, _, _ in left):
            return "form-lost" if any(rank(r.form) >= rank(need.form) for r in up_to) else "form-too-low"
        return "code-system-mismatch"

    def _chain_leads(self, field: str, starts: set[str], goal: str) -> bool:
        """Whether shares of the field lead from one of the starts to the goal, phases aside."""
        reached: set[str] = set()
        while True:
            more = {
                d.receiver for d in self.deliveries if d.share.field == field and d.share.actor in starts | reached
            }
            if more <= reached:
                return goal in reached
            reached |= more

    def _recent(self, need: Statement, value: Value) -> bool:
        """Whether the value was recorded when the need asks for it, or later."""
        return need.since is None or self.expanded.position(value[2]) >= self.expanded.position(need.since)

    def _will_do(self, need: Statement, value: Value) -> bool:
        """Whether this value meets the need."""
        form, code, _ = value
        codes = {code} | set(listed(self.expanded.sections["code_systems"][code].get("maps_to"))) if code else set()
        understood = not need.codes or bool(need.codes & codes)
        there = not need.recorded_in or value[2] in need.recorded_in
        return rank(form) >= rank(need.form) and self._recent(need, value) and there and understood

    def _holdings(
        self,
        without_records_of: str | None = None,
        without_channel: str | None = None,
        only_from: float = 0,  # what is true for a smaller part does not count
        without: frozenset[Origin] = frozenset(),
        without_at: int | None = None,
    ) -> Held:
        """What the three rules of ``language.md``, "Who holds what", give, with some statements taken away."""
        less = (without_records_of, without_channel, only_from, without, without_at)
        records, passing = self._records_left(*less), self._passing_left(*less)
        held: Held = {}
        changed = True
        while changed:
            changed = False
            for actor, field, phase, value in [
                *self._recorded(records), *self._passed_on(held, passing), *self._worked_out(held)
            ]:  # fmt: skip
                for later in self.expanded.from_on(phase):
                    values = held.setdefault((actor, field, later), set())
                    changed = changed or value not in values
                    values.add(value)
        return held

    def _records_left(
        self, actor: str | None, channel: str | None, only_from: float, without: frozenset[Origin], at: int | None
    ) -> list[Statement]:
        """The records that count when some statements are taken away, at one position or at all."""
        return [
            r for r in self.of("records")
            if r.actor != actor and r.extent >= only_from and not self._is_taken(r, without, at)
        ]  # fmt: skip

    def _passing_left(
        self, actor: str | None, channel: str | None, only_from: float, without: frozenset[Origin], at: int | None
    ) -> list[Delivery]:
        """The deliveries that count when some statements are taken away."""
        return [
            d for d in self.deliveries
            if d.share.via != channel
            and d.share.extent >= only_from
            and not self._is_taken(d.share, without, at)
        ]  # fmt: skip

    def _is_taken(self, s: Statement, without: frozenset[Origin], at: int | None) -> bool:
        return s.origin in without and at in (None, self.expanded.position(s.phase))

    def _arrivals(
        self,
        position: int,
        without_records_of: str | None = None,
        without_channel: str | None = None,
        only_from: float = 0,
        without: frozenset[Origin] = frozenset(),
        without_at: int | None = None,
    ) -> dict[tuple[str, str, Value], float]:
        """The hours from the beginning of a position until each value is there: the least over all ways."""
        less = (without_records_of, without_channel, only_from, without, without_at)
        expanded, held = self.expanded, self._holdings(*less)
        phase = next(p for p in expanded.phases if expanded.position(p) == position)
        before = [p for p in expanded.phases if expanded.position(p) < position]
        here = {(a, f): values for (a, f, p), values in held.items() if p == phase}
        arrives = {(a, f, v): inf for (a, f), values in here.items() for v in values}
        for a, f, v in arrives:
            if any(v in held.get((a, f, p), set()) for p in before):
                arrives[a, f, v] = 0
        changed = True
        while changed:
            ways: list[tuple[tuple[str, str, Value], float]] = []
            for r in self._records_left(*less):
                if expanded.position(r.phase) == position:
                    value = (r.form or "structured", next(iter(r.codes), None), r.phase)
                    ways.append(((r.actor, r.field, value), r.after or 0))
            for d in self._passing_left(*less):
                s = d.share
                if expanded.position(s.phase) == position:
                    of_channel = hours(expanded.sections["channels"][s.via or ""].get("takes"))
                    takes = s.takes if s.takes is not None else of_channel or 0
                    for form, code, recorded in here.get((s.actor, s.field), set()):
                        least = min(form, d.form, key=rank)
                        value = (least, code if least == "coded" else None, recorded)
                        sent = max(arrives[s.actor, s.field, (form, code, recorded)], s.after or 0)
                        ways.append(((d.receiver, s.field, value), sent + takes))
            for field, raw in expanded.sections["fields"].items():
                parts = listed(raw.get("derived_from"))
                for actor in expanded.concrete if parts else ():
                    for values in product(*(here.get((actor, part), set()) for part in parts)):
                        form = min(["structured", *(form for form, _, _ in values)], key=rank)
                        value = (form, None, min((r for _, _, r in values), key=expanded.order))
                        last = max(arrives[actor, part, v] for part, v in zip(parts, values, strict=True))
                        ways.append(((actor, field, value), last))
            changed = False
            for key, time in ways:
                if time < arrives[key]:
                    arrives[key], changed = time, True
        return arrives

    def _recorded(self, records: list[Statement]) -> Iterator[tuple[str, str, str, Value]]:
        """Rule 1: who records it holds it."""
        for r in records:
            code = next(iter(r.codes), None)
            yield r.actor, r.field, r.phase, (r.form or "structured", code, r.phase)

    def _passed_on(self, held: Held, passing: list[Delivery]) -> Iterator[tuple[str, str, str, Value]]:
        """Rule 2: what the sender holds in that phase, the receiver holds from then on."""
        for d in passing:
            for form, code, recorded in held.get((d.share.actor, d.share.field, d.share.phase), set()):
                least = min(form, d.form, key=rank)
                value = (least, code if least == "coded" else None, recorded)
                yield d.receiver, d.share.field, d.share.phase, value

    def _worked_out(self, held: Held) -> Iterator[tuple[str, str, str, Value]]:
        """Rule 3: who holds all the parts can work out the whole."""
        for field, raw in self.expanded.sections["fields"].items():
            parts = listed(raw.get("derived_from"))
            if not parts:
                continue
            for actor in self.expanded.concrete:
                for phase in self.expanded.phases:
                    for values in product(*(held.get((actor, part, phase), set()) for part in parts)):
                        form = min(["structured", *(form for form, _, _ in values)], key=rank)
                        yield (
                            actor,
                            field,
                            phase,
                            (form, None, min((r for _, _, r in values), key=self.expanded.order)),
                        )


def deliveries(expanded: ExpandedMap, share: Statement) -> list[Delivery]:
    """The share, once for each actor that it reaches; none where the channel does not carry the field."""
    form = carried(expanded, share)
    if form is None:
        return []
    return [Delivery(share, receiver, form) for receiver in receivers(expanded, share.actor, share.to or "")]


def carried(expanded: ExpandedMap, share: Statement) -> str | None:
    """The form in which the share passes the field on, or None where a closed channel has no place for it."""
    channel = expanded.sections["channels"][share.via or ""]
    slots = channel.get("slots") or {}
    names = [share.field, *(f"group:{group}" for group in expanded.group_chain(share.field))]
    fitting = [slots[name] for name in names if name in slots]
    if not fitting and truth(channel.get("closed")):
        return None
    form = fitting[0] if fitting else channel.get("form") or "free-text"
    return min(form, share.form or form, key=rank)


def receivers(expanded: ExpandedMap, sender: str, to: str) -> list[str]:
    """The concrete actors that a share reaches: this one, or the role's members that no cluster holds apart."""
    members = expanded.members(to)
    if not members:
        return [to]
    return [m for m in members if m != sender and not apart(expanded, sender, m)]


def apart(expanded: ExpandedMap, one: str, other: str) -> bool:
    """Whether both stand in a cluster, and in none together."""
    mine, theirs = expanded.clusters(one), expanded.clusters(other)
    return bool(mine and theirs) and not mine & theirs


def rank(form: str | None) -> int:
    """How much structure the form has."""
    return FORMS.index(form or "free-text")


def _counts(statement: Statement, planned: bool, as_of: str | None, unknown: frozenset[Origin]) -> bool:
    """Whether the statement counts, by its status and its dates."""
    by_status = {
        "current": True,
        "retired": False,
        "planned": planned,
        "unknown": statement.origin in unknown,
    }
    if not by_status[statement.status]:
        return False
    if as_of is None:
        return True
    begun = statement.status == "planned" or statement.valid_from is None or statement.valid_from <= as_of
    return begun and (statement.valid_to is None or as_of <= statement.valid_to)
