"""Proofs that a need is not met, small enough to be checked by reading the map's statements once.

``docs/evidence.md`` says what they hold and why they prove it. They are plain data: what JSON can say, in the ids of
the map. All actors in them are concrete.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from dataflow.flow.arrivals import Arrival, Ledger
from dataflow.flow.holdings import Enough
from dataflow.flow.needs import Cause, Needs
from dataflow.flow.sharing import Hop, carried
from dataflow.flow.worlds import World
from dataflow.model.entities import Form, Statement

Certificate = dict[str, Any]

WITHOUT, WITH = "without-unknown", "with-unknown"
"""The two runs (``language.md``, section 7)."""

CLOSED, NOT_REACHED, LATE, NOT_YET, LOWERED = (
    "closed-channel",
    "does-not-reach",
    "too-late",
    "not-held-yet",
    "form-lowered",
)
"""Why a share that leaves a cut does not carry a good enough value out of it: the first that is true."""

_POOR = (Cause.STALE, Cause.FORM_TOO_LOW, Cause.FORM_LOST, Cause.CODE_SYSTEM_MISMATCH)


class Certifier:
    """Proofs for the needs of a map; what is read of each run is kept."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs
        self._ledgers: dict[World, Ledger] = {}

    def ledger(self, world: World) -> Ledger:
        """What counts in a world."""
        if world not in self._ledgers:
            self._ledgers[world] = Ledger(self._needs.standing, world)
        return self._ledgers[world]

    def evidence(self, actor: str, need: Statement, worlds: Iterable[World]) -> list[Certificate]:
        """A proof for each world in which the need is not met; worlds with the same proof share one."""
        proofs: list[Certificate] = []
        for world in worlds:
            runs = _runs(world, self._needs.standing.unknown)
            proof = self.certificate(actor, need, world)
            same = next((each for each in proofs if {**each, "runs": None} == {**proof, "runs": None}), None)
            if same is None:
                proofs.append({**proof, "runs": runs})
            else:
                same["runs"] += [run for run in runs if run not in same["runs"]]
        return proofs

    def certificate(self, actor: str, need: Statement, world: World) -> Certificate:
        """The proof that a need is not met in a world, and of its cause there. ValueError for one that is met."""
        cause = self._needs.cause(actor, need, world)
        if cause is None:
            raise ValueError("the need is met, so there is nothing to prove")
        ledger = self.ledger(world)
        enough = self._enough(need, cause)
        deaf = actor if need.entry.received else None
        reach = chain = None
        if cause == Cause.NOT_SHARED:
            reach = self._reach(ledger, actor, need.field)
        elif cause == Cause.ARRIVES_LATE:
            chain = self._chain(ledger, actor, need.field)
        return {
            "runs": [],
            "planned": world.planned,
            "as_of": self._needs.standing.as_of,
            "cause": str(cause),
            "need": _need(actor, need),
            "path": self._path(ledger, actor, need, cause, deaf) if cause in _POOR else None,
            "cut": self._cut(ledger, need, enough, deaf, since=need.entry.recorded_since if cause in _POOR else None),
            "reach": reach,
            "chain": chain,
        }

    def _enough(self, need: Statement, cause: Cause) -> Enough:
        """The weakest that the actor lacks, so that the cut shows the cause too: nothing, nothing fresh, ..."""
        enough = Enough()
        if cause not in _POOR:
            return enough
        if need.entry.recorded_since is not None:
            enough = replace(enough, since=self._needs.position(need.entry.recorded_since))
        if cause == Cause.STALE:
            return enough
        enough = replace(enough, form=need.entry.form or Form.FREE_TEXT)
        if cause != Cause.CODE_SYSTEM_MISMATCH:
            return enough
        wanted = frozenset(need.entry.code_systems)
        systems = self._needs.standing.data_map.code_systems.values()
        will_do = {each.id for each in systems if each.id in wanted or not wanted.isdisjoint(each.maps_to)}
        return replace(enough, codes=frozenset(will_do))

    def _path(
        self, ledger: Ledger, actor: str, need: Statement, cause: Cause, deaf: str | None
    ) -> list[dict[str, Any]]:
        """How the best that the actor has comes to it: of those that are good enough but for what the cause says."""
        world = ledger.world if deaf is None else ledger.world.without_own_records(deaf)
        held = self._needs.holdings(world).elements(actor, need.field, need.phase)
        since = need.entry.recorded_since
        fresh = [
            each
            for each in held
            if cause == Cause.STALE or since is None or ledger.position(each.recorded) >= ledger.position(since)
        ]
        best = max(fresh, key=lambda each: (each.form, ledger.position(each.recorded)))
        enough = Enough(best.form, ledger.position(best.recorded))
        return path(ledger.arrivals(need.field, enough, deaf, need.phase)[actor])

    def _cut(
        self, ledger: Ledger, need: Statement, enough: Enough, deaf: str | None, since: str | None
    ) -> dict[str, Any]:
        names = [need.field]
        if enough.of_parts is not None:
            for name in names:
                names += [part for part in ledger.data_map.fields[name].derived_from if part not in names]
        return {
            "form": enough.form.word,
            "recorded_since": since,
            "code_systems": None if enough.codes is None else list(need.entry.code_systems),
            "fields": {name: side(ledger, name, enough, deaf, need.phase) for name in names},
        }

    def _reach(self, ledger: Ledger, actor: str, name: str) -> list[str]:
        """All that a chain of shares leads to from another recorder of the field, phases aside."""
        found = dict.fromkeys(recorder for recorder, _ in ledger.records(name, actor))
        hops = list(ledger.hops(name))
        before = -1
        while before < len(found):
            before = len(found)
            found |= dict.fromkeys(hop.receiver for hop in hops if hop.sender in found)
        return [each for each in ledger.data_map.concrete_actors if each in found]

    def _chain(self, ledger: Ledger, actor: str, name: str) -> list[dict[str, Any]]:
        """The shortest chain of shares from another recorder of the field to the actor, phases aside."""
        ways: dict[str, tuple[Hop, ...]] = {recorder: () for recorder, _ in ledger.records(name, actor)}
        hops = list(ledger.hops(name))
        while actor not in ways:
            new: dict[str, tuple[Hop, ...]] = {}
            for hop in hops:
                if hop.sender in ways and hop.receiver not in ways:
                    new.setdefault(hop.receiver, (*ways[hop.sender], hop))
            ways |= new
        return [_share(hop.sender, hop.receiver, hop.statement) for hop in ways[actor]]


def path(arrival: Arrival) -> list[dict[str, Any]]:
    """The way of a value as plain data, from where it arose; what is worked out has the paths of its parts."""
    steps: list[dict[str, Any]] = []
    for each in arrival.way():
        element = {
            "form": each.element.form.word,
            "code_system": each.element.code_system,
            "recorded": each.element.recorded,
        }
        if each.hop is not None:
            steps.append({"step": "shares", **_share(each.hop.sender, each.actor, each.hop.statement), **element})
            continue
        parts = {"parts": [path(part) for part in each.parts]} if each.parts else {}
        kind = "works-out" if parts else "records"
        steps.append(
            {"step": kind, "actor": each.actor, "field": each.field, "phase": each.phase, **element, **parts}
        )
    return steps


def side(ledger: Ledger, name: str, enough: Enough, deaf: str | None, until: str) -> dict[str, Any]:
    """One field of a cut: who has a good enough value and from when, and every share that leaves them, with why."""
    arrivals = ledger.arrivals(name, enough, deaf, until)
    leaving: dict[tuple[object, ...], dict[str, Any]] = {}
    for sender, share, _, reason in leaving_shares(ledger, name, enough, arrivals, until):
        key = (share.to, share.phase, share.entry.via, reason)
        shown: dict[str, Any] = {
            "from": [],
            "to": share.to,
            "phase": share.phase,
            "via": share.entry.via,
            "reason": reason,
        }
        senders = leaving.setdefault(key, shown)["from"]
        if sender not in senders:
            senders.append(sender)
    concrete = ledger.data_map.concrete_actors
    return {
        "holders": {actor: arrivals[actor].phase for actor in concrete if actor in arrivals},
        "leaving": list(leaving.values()),
    }


def leaving_shares(
    ledger: Ledger, name: str, enough: Enough, holders: Mapping[str, Arrival], until: str
) -> Iterator[tuple[str, Statement, tuple[str, ...], str]]:
    """Every share of a field by those who have it to some who have not: sender, share, those, and why not."""
    for sender, share in ledger.shares(name):
        if sender not in holders or share.to is None:
            continue
        addressed = ledger.data_map.members.get(share.to, (share.to,))
        outside = tuple(each for each in addressed if each != sender and each not in holders)
        if outside:
            yield sender, share, outside, _reason(ledger, sender, share, outside, enough, holders[sender], until)


def _reason(
    ledger: Ledger,
    sender: str,
    share: Statement,
    outside: Iterable[str],
    enough: Enough,
    since: Arrival,
    until: str,
) -> str:
    form, when = carried(ledger.data_map, share), ledger.position(share.phase)
    if form is None:
        return CLOSED
    if set(outside).isdisjoint(ledger.data_map.receivers(sender, share.to or "")):
        return NOT_REACHED
    if when > ledger.position(until):
        return LATE
    if when < ledger.position(since.phase):
        return NOT_YET
    # Nothing else can hold it back, or the receiver would have it.
    return LOWERED


def _runs(world: World, unknown: tuple[object, ...]) -> list[str]:
    if not unknown:
        return [WITHOUT, WITH]
    return [WITH if world.unknown else WITHOUT]


def _need(actor: str, need: Statement) -> dict[str, Any]:
    entry = need.entry
    return {
        "actor": actor,
        "field": need.field,
        "phase": need.phase,
        "level": entry.level,
        "form": (entry.form or Form.FREE_TEXT).word,
        "code_systems": list(entry.code_systems),
        "recorded_since": entry.recorded_since,
        "received": entry.received,
    }


def _share(sender: str, receiver: str, share: Statement) -> dict[str, Any]:
    return {"from": sender, "to": receiver, "phase": share.phase, "via": share.entry.via}
