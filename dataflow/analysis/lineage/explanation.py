"""Why an actor has a field in a phase, or why not."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as attribute

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.arrivals import Arrival
from dataflow.analysis.closure.holdings import Element, QualityRequirement
from dataflow.analysis.closure.reachability import ANY
from dataflow.analysis.closure.searches import distances
from dataflow.analysis.lineage.some_members import StepDoers
from dataflow.analysis.lineage.timeline import Who, grouped
from dataflow.analysis.lineage.timing import TimeLimit, first_arrival, time_limit
from dataflow.analysis.needs.causes import Cause
from dataflow.analysis.needs.certificates import leaving_shares
from dataflow.analysis.needs.needs import Needs
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Need, Share, Statement


@dataclass(frozen=True, slots=True)
class BlockedShare:
    """Shares from holders of the field that do not bring it to the actor, with the reason.

    ``form`` is that of the channel and the share; ``leads_there`` is true where they are on a path to the actor.
    """

    senders: tuple[Who, ...]
    receivers: tuple[Who, ...]
    phase: str
    channel: str
    reason: str
    leads_there: bool


@dataclass(frozen=True, slots=True)
class OtherShare:
    """A share of other fields, from a holder of the field to the actor, in time."""

    sender: Who
    channel: str
    phases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LimitedNeed:
    """A need with a limit of time, and the path by which a good enough value first comes."""

    need: Need
    limit: TimeLimit
    way: tuple[Arrival, ...]


@dataclass(frozen=True, slots=True)
class WhyHeld:
    """Why these actors have the field: the path of each best value; ``less`` are the other values that they have.

    Where an unmet need is for what others send, ``ways_of_others`` are the paths of the best values that others send,
    and ``from_others`` is why nobody sends any. ``limited`` are the needs with a limit of time for which there is a
    good enough value.
    """

    who: Who
    like: str
    ways: tuple[tuple[Arrival, ...], ...]
    less: tuple[Element, ...]
    unmet: tuple[tuple[Need, Cause], ...]
    ways_of_others: tuple[tuple[Arrival, ...], ...]
    from_others: "WhyNotHeld | None"
    limited: tuple[LimitedNeed, ...]


@dataclass(frozen=True, slots=True)
class WhyNotHeld:
    """Why these actors do not have the field: its holders by then, their blocked shares, and their other shares.

    ``lacking`` are the missing parts of a derived field; ``later`` is the phase in which they get the field.
    ``if_unknown`` and ``if_planned`` are the unknown or planned statements by which they would have it, each with its
    actor.
    """

    who: Who
    like: str
    holders: tuple[tuple[Who, str], ...]
    recorded_later: tuple[tuple[Who, str], ...]
    leaving: tuple[BlockedShare, ...]
    beside: tuple[OtherShare, ...]
    lacking: tuple[str, ...]
    later: str | None
    if_unknown: tuple[tuple[str, Statement], ...]
    if_planned: tuple[tuple[str, Statement], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why concrete actors have a field in a phase, or not; those with the same answer are one."""

    data_map: DataMap
    field: str
    to: str
    at: str
    answers: tuple[WhyHeld | WhyNotHeld, ...]
    steps: StepDoers = attribute(compare=False)
    """Which members of a role take a step of a way by then."""


def explain(needs: Needs, assumptions: Assumptions, field: str, to: str, at: str) -> Explanation:
    """Why an actor, or the members of a role, have a field in a phase, or why not."""
    explainer = _Explainer(needs, assumptions, field, at)
    data_map = needs.map_as_of.data_map
    groups: dict[object, list[tuple[str, WhyHeld | WhyNotHeld]]] = {}
    for actor in data_map.members.get(to, (to,)):
        had = explainer.holdings.holds(actor, field, at)
        answer = explainer.had(actor) if had else explainer.lacked(actor)
        groups.setdefault(_without_members(data_map, answer), []).append((actor, answer))
    answers = ((grouped(data_map, [actor for actor, _ in group])[0], group[0][1]) for group in groups.values())
    found = tuple(replace(answer, who=who) for who, answer in answers)
    return Explanation(data_map, field, to, at, found, StepDoers(needs, assumptions, at))


class _Explainer:
    def __init__(self, needs: Needs, assumptions: Assumptions, field: str, at: str) -> None:
        self.needs = needs
        self.assumptions = assumptions
        self.field = field
        self.at = at
        self.data_map = needs.map_as_of.data_map
        self.holdings = needs.holdings(assumptions)

    def had(self, actor: str) -> WhyHeld:
        """The paths of the best values; for a need of what others send, those of what they send, or why none do."""
        ways, less = self._ways(actor, self.assumptions)
        stated = self.needs.map_as_of.statements(self.assumptions)[actor].of(Need)
        own = [need for need in stated if need.field == self.field and need.phase == self.at]
        causes = ((need, self.needs.cause(actor, need, self.assumptions)) for need in own)
        unmet = tuple((need, cause) for need, cause in causes if cause is not None)
        ways_of_others: tuple[tuple[Arrival, ...], ...] = ()
        from_others = None
        if any(need.entry.received for need, _ in unmet):
            ways_of_others, _ = self._ways(actor, self.assumptions.excluding_records_of(actor))
            from_others = None if ways_of_others else self.lacked(actor, True)
        limited = tuple(self._limited(actor, own))
        return WhyHeld(Who(actor, None, None), actor, ways, less, unmet, ways_of_others, from_others, limited)

    def _limited(self, actor: str, own: Iterable[Need]) -> Iterator[LimitedNeed]:
        for need in own:
            limit = time_limit(self.needs, actor, need, self.assumptions)
            first = None if limit is None else first_arrival(self.needs, actor, need, self.assumptions)
            if limit is not None and first is not None:
                yield LimitedNeed(need, limit, first.way())

    def _ways(
        self, actor: str, assumptions: Assumptions
    ) -> tuple[tuple[tuple[Arrival, ...], ...], tuple[Element, ...]]:
        """The paths of the values that no other beats in form and recording phase (the Pareto front); the others."""
        elements = self.needs.holdings(assumptions).elements(actor, self.field, self.at)
        best = [each for each in elements if not any(self._beats(other, each) for other in elements)]
        ways: dict[tuple[object, ...], tuple[Arrival, ...]] = {}
        for each in best:
            requirement = QualityRequirement.like(each, self.needs.position(each.recorded))
            arrival = self._arrivals(assumptions, requirement)[actor]
            ways.setdefault(arrival.element, arrival.way())
        return tuple(ways.values()), tuple(each for each in elements if each not in best)

    def lacked(self, actor: str, from_others: bool = False) -> WhyNotHeld:
        """The holders by then and their shares; without the actor's own records where others must send it."""
        assumptions = self.assumptions.excluding_records_of(actor) if from_others else self.assumptions
        excluded = assumptions.exclude_records_of
        every_unknown = Assumptions(assumptions.planned, frozenset(self.needs.map_as_of.unknown))
        every_planned = Assumptions(True, exclude_records_of=excluded)
        arrivals = self._arrivals(assumptions)
        now, records = self.needs.position(self.at), self.needs.sharing(assumptions, self.field).records
        later = ((actor, record.phase) for actor, record in records if self.needs.position(record.phase) > now)
        parts = self.data_map.fields[self.field].derived_from
        phases = sorted(self.data_map.phases, key=self.needs.position)
        holdings = self.needs.holdings(assumptions)
        gets = (phase for phase in phases if holdings.holds(actor, self.field, phase))
        return WhyNotHeld(
            who=Who(actor, None, None),
            like=actor,
            holders=self._by_phase((holder, arrival.phase) for holder, arrival in arrivals.items()),
            recorded_later=self._by_phase(later),
            leaving=self._leaving(actor, assumptions),
            beside=self._beside(actor, arrivals),
            lacking=tuple(part for part in parts if not holdings.holds(actor, part, self.at)),
            later=next(gets, None),
            if_unknown=self._if(actor, replace(every_unknown, exclude_records_of=excluded), "unknown"),
            if_planned=() if assumptions.planned else self._if(actor, every_planned, "planned"),
        )

    def _arrivals(self, assumptions: Assumptions, requirement: QualityRequirement = ANY) -> Mapping[str, Arrival]:
        return self.needs.reachability.reached(self.field, requirement, assumptions).arrivals(self.at)

    def _beats(self, other: Element, element: Element) -> bool:
        mine = (element.form, self.needs.position(element.recorded))
        theirs = (other.form, self.needs.position(other.recorded))
        return theirs != mine and theirs[0] >= mine[0] and theirs[1] >= mine[1]

    def _if(self, actor: str, assumptions: Assumptions, status: str) -> tuple[tuple[str, Statement], ...]:
        """The statements of a status on the way by which the actor has the field under other assumptions."""
        arrival = self._arrivals(assumptions).get(actor)
        stated = () if arrival is None else arrival.stated()
        return tuple(dict.fromkeys(each for each in stated if each[1].entry.status == status))

    def _by_phase(self, acting: Iterable[tuple[str, str]]) -> tuple[tuple[Who, str], ...]:
        actors: dict[str, list[str]] = {}
        for actor, phase in acting:
            actors.setdefault(phase, []).append(actor)
        ordered = sorted(actors, key=self.needs.position)
        return tuple((who, phase) for phase in ordered for who in grouped(self.data_map, actors[phase]))

    def _leaving(self, actor: str, assumptions: Assumptions) -> tuple[BlockedShare, ...]:
        upstream = self._upstream(actor)
        gathered: dict[tuple[str, str, str, str, str], tuple[dict[str, None], dict[str, None]]] = {}
        arrivals = self._arrivals(assumptions)
        for sender, share, outside, reason in leaving_shares(self.needs, self.field, arrivals, self.at, assumptions):
            key = (self.data_map.role_of(sender), share.to or "", share.phase, share.entry.via, reason)
            senders, receivers = gathered.setdefault(key, ({}, {}))
            senders[sender] = None
            receivers.update(dict.fromkeys(outside))
        found = []
        for (_, _, phase, channel, reason), (senders, receivers) in gathered.items():
            leads = any(each in upstream for each in receivers)
            whom = [each for each in receivers if each in upstream] if leads else receivers
            found.append(
                BlockedShare(
                    grouped(self.data_map, senders), grouped(self.data_map, whom), phase, channel, reason, leads
                )
            )
        return tuple(sorted(found, key=lambda each: (not each.leads_there, self.needs.position(each.phase))))

    def _upstream(self, actor: str) -> Collection[str]:
        """The actor and all actors from which shares lead to it, whatever the phase and form."""
        senders: dict[str, dict[str, None]] = {}
        for sender, share in self.needs.sharing(self.assumptions, self.field).shares:
            for each in self.data_map.members.get(share.to, (share.to,)):
                senders.setdefault(each, {})[sender] = None
        return distances([actor], lambda each: senders.get(each, ())).keys()

    def _beside(self, actor: str, holders: Iterable[str]) -> tuple[OtherShare, ...]:
        now = self.needs.position(self.at)
        found: dict[tuple[str, str], tuple[dict[str, None], dict[str, None]]] = {}
        statements = self.needs.map_as_of.statements(self.assumptions)
        for holder in holders:
            for share in statements[holder].of(Share):
                if share.field == self.field or self.needs.position(share.phase) > now:
                    continue
                if actor in self.data_map.receivers(holder, share.to):
                    key = (self.data_map.role_of(holder), share.entry.via)
                    senders, phases = found.setdefault(key, ({}, {}))
                    senders[holder] = None
                    phases[share.phase] = None
        return tuple(
            OtherShare(grouped(self.data_map, senders)[0], via, tuple(p for p in self.data_map.phases if p in phases))
            for (_, via), (senders, phases) in found.items()
        )


def _without_members(data_map: DataMap, answer: WhyHeld | WhyNotHeld) -> object:
    """The answer with members replaced by roles: equal for members with partners of the same roles."""
    if isinstance(answer, WhyHeld):
        ways, of_others = (
            tuple(tuple(_step(data_map, each) for each in way) for way in found)
            for found in (answer.ways, answer.ways_of_others)
        )
        others = None if answer.from_others is None else _without_members(data_map, answer.from_others)
        limited = tuple(
            (each.need, each.limit, tuple(_step(data_map, step) for step in each.way)) for each in answer.limited
        )
        return ways, answer.less, answer.unmet, of_others, others, limited
    return (
        tuple((who.id, phase) for who, phase in answer.holders),
        tuple((who.id, phase) for who, phase in answer.recorded_later),
        tuple(
            (tuple(who.id for who in each.senders), each.phase, each.channel, each.reason, each.leads_there)
            for each in answer.leaving
        ),
        tuple((each.sender.id, each.channel, each.phases) for each in answer.beside),
        (answer.lacking, answer.later),
        tuple(
            (data_map.role_of(actor), each.entry, each.phase)
            for actor, each in (*answer.if_unknown, *answer.if_planned)
        ),
    )


def _step(data_map: DataMap, arrival: Arrival) -> tuple[object, ...]:
    via = None if arrival.hop is None else arrival.hop.statement.entry.via
    return data_map.role_of(arrival.actor), arrival.phase, via, arrival.element, len(arrival.parts), arrival.hours
