"""Proofs that a need is not met, small enough to be checked by reading the map's statements once.

``evidence.md`` says what they hold and why they prove it. They are plain data: what JSON can say, in the ids of
the map. All actors in them are concrete.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.arrivals import Arrival
from dataflow.analysis.closure.holdings import QualityRequirement
from dataflow.analysis.closure.sharing import carried
from dataflow.analysis.needs.causes import NOT_GOOD_ENOUGH, Cause
from dataflow.analysis.needs.needs import Needs
from dataflow.analysis.needs.ways import Way, unfolded
from dataflow.model.statements import Demand, NeedEntry, Share

Certificate = dict[str, Any]

WITHOUT, WITH = "without-unknown", "with-unknown"
"""The two runs (``language.md``, "What is not known")."""

CLOSED, NOT_REACHED, LATE, NOT_YET, LOWERED = (
    "closed-channel",
    "does-not-reach",
    "too-late",
    "not-held-yet",
    "form-lowered",
)
"""Why a share that leaves a cut does not carry a good enough value out of it: the first that is true."""


def evidence(needs: Needs, actor: str, need: Demand, assumption_sets: Iterable[Assumptions]) -> list[Certificate]:
    """The proofs of an unmet need under each set of assumptions; sets with the same proof share one."""
    proofs: list[Certificate] = []
    for assumptions in assumption_sets:
        runs = _runs(assumptions, needs.map_as_of.unknown)
        proof = certificate(needs, actor, need, assumptions)
        same = next((each for each in proofs if {**each, "runs": None} == {**proof, "runs": None}), None)
        if same is None:
            proofs.append({**proof, "runs": runs})
        else:
            same["runs"] += [run for run in runs if run not in same["runs"]]
    return proofs


def certificate(needs: Needs, actor: str, need: Demand, assumptions: Assumptions) -> Certificate:
    """The proof that a need is not met under some assumptions, and of its cause. Raises ValueError if it is met."""
    cause = needs.cause(actor, need, assumptions)
    if cause is None:
        raise ValueError("the need is met, so there is nothing to prove")
    within = needs.assumptions_for(actor, need, assumptions)
    reach = chain = None
    if cause in (Cause.NOT_SHARED, Cause.ARRIVES_LATE):
        reachability, of_others = needs.reachability, assumptions.excluding_records_of(actor)
        if cause == Cause.NOT_SHARED:
            found = reachability.downstream(need.field, of_others)
            reach = [each for each in needs.map_as_of.data_map.concrete_actors if each in found]
        else:
            hops = reachability.chain(need.field, actor, of_others)
            chain = [_share(hop.sender, hop.receiver, hop.statement) for hop in hops]
    return {
        "runs": [],
        "planned": assumptions.planned,
        "as_of": needs.map_as_of.as_of,
        "cause": str(cause),
        "need": _need(actor, need),
        "path": _path(needs, actor, need, cause, within) if cause in NOT_GOOD_ENOUGH else None,
        "cut": _Cut(needs, need, cause, within).as_data(),
        "reach": reach,
        "chain": chain,
    }


def _requirement(needs: Needs, need: Demand, cause: Cause) -> QualityRequirement:
    """The weakest that the actor lacks, so that the cut shows the cause too: nothing, nothing fresh, ..."""
    requirement = QualityRequirement()
    if cause not in NOT_GOOD_ENOUGH:
        return requirement
    whole = needs.requirement(need.entry)
    requirement = replace(requirement, since=whole.since)
    if cause == Cause.STALE:
        return requirement
    requirement = replace(requirement, recorded_in=whole.recorded_in)
    if cause == Cause.RECORDED_ELSEWHERE:
        return requirement
    if cause in (Cause.CODE_SYSTEM_MISMATCH, Cause.TOO_SLOW):
        return whole
    return replace(requirement, form=whole.form)


def _path(needs: Needs, actor: str, need: Demand, cause: Cause, assumptions: Assumptions) -> list[dict[str, Any]]:
    """How the best that the actor has comes to it: of those that are good enough but for what the cause says."""
    position = needs.position
    held = needs.holdings(assumptions).elements(actor, need.field, need.phase)
    if cause == Cause.TOO_SLOW:
        reached = needs.reachability.reached(need.field, needs.requirement(need.entry), assumptions)
        return path(reached.arrivals(need.phase)[actor], lambda arrival: {"hours": arrival.hours})
    best = max(needs.good_but_for(cause, need, held), key=lambda each: (each.form, position(each.recorded)))
    requirement = QualityRequirement(best.form, position(best.recorded), recorded_in=frozenset({best.recorded}))
    reached = needs.reachability.reached(need.field, requirement, assumptions)
    return path(reached.arrivals(need.phase)[actor])


class _Cut:
    """Who can have a value that is good enough, of the needed field and of all from which it may be derived."""

    def __init__(self, needs: Needs, need: Demand, cause: Cause, assumptions: Assumptions) -> None:
        self._needs = needs
        self._need = need
        self._with_hours = cause == Cause.TOO_SLOW
        self._assumptions = assumptions
        self._requirement = _requirement(needs, need, cause)
        self._sides = [(need.field, self._requirement)]
        data_map = needs.map_as_of.data_map
        for name, requirement in self._sides:  # appended to while it is iterated
            parts = data_map.fields[name].derived_from
            for alternative in requirement.of_parts(len(parts), data_map.ranked_phases) if parts else ():
                new = zip(parts, alternative, strict=True)
                self._sides += [side for side in dict.fromkeys(new) if side not in self._sides]
        self._since = need.entry.recorded_since if cause in NOT_GOOD_ENOUGH else None

    def as_data(self) -> dict[str, Any]:
        """The cut; ``parts`` are the sides of parts that must be recorded in other phases than the needed field."""
        whole = self._requirement
        return {
            "form": whole.form.word,
            "recorded_since": self._since,
            "recorded_in": self._phases(whole),
            "code_systems": None if whole.codes is None else list(self._need.entry.code_systems),
            "fields": {name: self._side(name, whole) for name, requirement in self._sides if requirement == whole},
            "parts": [
                {"field": name, "recorded_in": self._phases(requirement), **self._side(name, requirement)}
                for name, requirement in self._sides
                if requirement != whole
            ],
        }

    def _phases(self, requirement: QualityRequirement) -> list[str] | None:
        recorded_in = requirement.recorded_in
        ranked = self._needs.map_as_of.data_map.ranked_phases
        return None if recorded_in is None else [phase for phase in ranked if phase in recorded_in]

    def _side(self, name: str, requirement: QualityRequirement) -> dict[str, Any]:
        """One field of a cut: who has a good enough value, from when, and every share that leaves them, with why."""
        needs, until, assumptions = self._needs, self._need.phase, self._assumptions
        reached = needs.reachability.reached(name, requirement, assumptions)
        arrivals = reached.arrivals(until)
        leaving: dict[tuple[object, ...], dict[str, Any]] = {}
        for sender, share, _, reason in leaving_shares(needs, name, arrivals, until, assumptions):
            what = {"to": share.to, "phase": share.phase, "via": share.entry.via, "reason": reason}
            senders = leaving.setdefault(tuple(what.values()), {"from": [], **what})["from"]
            if sender not in senders:
                senders.append(sender)
        concrete = [actor for actor in needs.map_as_of.data_map.concrete_actors if actor in arrivals]
        side: dict[str, Any] = {
            "holders": {actor: arrivals[actor].phase for actor in concrete},
            "leaving": list(leaving.values()),
        }
        if self._with_hours:
            now = needs.position(until)
            hours = {actor: reached.hours_at(actor, now) for actor in concrete}
            side["hours"] = {actor: number for actor, number in hours.items() if number}
        return side


def path(arrival: Arrival, more: Callable[[Arrival], Mapping[str, Any]] = lambda _: {}) -> list[dict[str, Any]]:
    """The way of a value as plain data, from where it arose; what is worked out has the paths of its parts.

    ``more`` gives further keys of a step. Parts that are left out (``Way``) are None.
    """
    return _steps_of(unfolded(arrival.way()), more)


def _steps_of(way: Way, more: Callable[[Arrival], Mapping[str, Any]]) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = []
    for each in way.steps:
        form, code_system, recorded = each.element
        element = {"form": form.word, "code_system": code_system, "recorded": recorded, **more(each)}
        if each.hop is not None:
            steps.append({"step": "shares", **_share(each.hop.sender, each.actor, each.hop.statement), **element})
            continue
        paths = None if way.parts is None else [_steps_of(part, more) for part in way.parts]
        parts = {"parts": paths} if each.parts else {}
        step = {"step": "works-out" if parts else "records", "actor": each.actor, "field": each.field}
        steps.append({**step, "phase": each.phase, **element, **parts})
    return steps


def leaving_shares(
    needs: Needs, field: str, holders: Mapping[str, Arrival], until: str, assumptions: Assumptions
) -> Iterator[tuple[str, Share, tuple[str, ...], str]]:
    """Every share of a field by those who have it to some who have not: sender, share, those, and why not."""
    members = needs.map_as_of.data_map.members
    for sender, share in needs.sharing(assumptions, field).shares:
        if sender in holders:
            addressed = members.get(share.to, (share.to,))
            outside = tuple(each for each in addressed if each != sender and each not in holders)
            if outside:
                yield sender, share, outside, _reason(needs, share, outside, holders[sender], until)


def _reason(needs: Needs, share: Share, outside: Iterable[str], had: Arrival, until: str) -> str:
    data_map, when = needs.map_as_of.data_map, needs.position(share.phase)
    if carried(data_map, share) is None:
        return CLOSED
    if set(outside).isdisjoint(data_map.receivers(had.actor, share.to)):
        return NOT_REACHED
    if when > needs.position(until):
        return LATE
    if when < needs.position(had.phase):
        return NOT_YET
    # Nothing else can hold it back, or the receiver would have it.
    return LOWERED


def _runs(assumptions: Assumptions, unknown: tuple[object, ...]) -> list[str]:
    if not unknown:
        return [WITHOUT, WITH]
    return [WITH if assumptions.unknown else WITHOUT]


def _need(actor: str, need: Demand) -> dict[str, Any]:
    entry = need.entry
    return {
        "actor": actor,
        "field": need.field,
        "phase": need.phase,
        "level": entry.level if isinstance(entry, NeedEntry) else None,
        "form": entry.form.word,
        "code_systems": list(entry.code_systems),
        "recorded_since": entry.recorded_since,
        "recorded_in": list(entry.recorded_in),
        "within": entry.within,
        "received": entry.received,
    }


def _share(sender: str, receiver: str, share: Share) -> dict[str, Any]:
    return {"from": sender, "to": receiver, "phase": share.phase, "via": share.entry.via}
