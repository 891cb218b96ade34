"""When a record or share of a way happens, in hours after its phase begins (``language.md``, "Days")."""

from collections.abc import Iterator
from dataclasses import dataclass

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.arrivals import Arrival
from dataflow.analysis.closure.sharing import stated_takes
from dataflow.analysis.needs.needs import Needs
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Demand, Share


@dataclass(frozen=True, slots=True)
class Delivery:
    """A share in time: sent after ``sent`` hours, and ``takes`` hours on the way; None where that is not stated."""

    sent: int
    takes: int | None

    @property
    def there(self) -> int:
        """The hours until the receiver has it; a way whose time is not stated counts as taking none."""
        return self.sent + (self.takes or 0)


def delivery(data_map: DataMap, share: Share, ready: int) -> Delivery:
    """A share in time, where its sender has the field so many hours after the phase begins."""
    return Delivery(max(ready, share.entry.after or 0), stated_takes(data_map, share))


def delivery_to(data_map: DataMap, arrival: Arrival) -> Delivery | None:
    """The share by which a value arrives, in time; None for a value that is recorded or derived."""
    if arrival.hop is None or arrival.sender is None:
        return None
    at_once = data_map.phases[arrival.sender.phase].position < data_map.phases[arrival.phase].position
    return delivery(data_map, arrival.hop.statement, 0 if at_once else arrival.sender.hours)


@dataclass(frozen=True, slots=True)
class TimedStep:
    """A step of a way: a record by an actor of a role or, over a ``channel``, a share.

    It is done so many ``hours`` after its phase begins, and ``takes`` hours after the step before it.
    """

    role: str
    field: str
    channel: str | None
    hours: int
    takes: int


def timed_steps(data_map: DataMap, arrival: Arrival, phase: str) -> tuple[TimedStep, ...]:
    """The steps of the slowest part of a way that lie at the position of a phase, in their order."""
    position, done = data_map.phases[phase].position, 0
    found: list[TimedStep] = []
    for each in _slowest_way(data_map, arrival):
        if each.parts or data_map.phases[each.phase].position != position:
            continue
        doer = each.actor if each.hop is None else each.hop.sender
        channel = None if each.hop is None else each.hop.statement.entry.via
        found.append(TimedStep(data_map.role_of(doer), each.field, channel, each.hours, each.hours - done))
        done = each.hours
    return tuple(found)


def _slowest_way(data_map: DataMap, arrival: Arrival) -> Iterator[Arrival]:
    """The way of an arrival; where a value is derived, first the way of the part that is there last."""
    ways = [arrival.way()]
    while parts := ways[-1][0].parts:
        last = max(parts, key=lambda part: (data_map.phases[part.phase].position, part.hours))
        ways.append(last.way())
    for way in reversed(ways):
        yield from way


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """The limit of a need or use, and after how many ``hours`` the actor has a good enough value; None for never.

    ``steps`` are those by which it comes, where that is too late. ``is_untimed`` is true where it is in time only if
    shares are fast whose time is not stated (DF306).
    """

    within: int
    hours: int | None
    steps: tuple[TimedStep, ...] = ()
    is_untimed: bool = False

    @property
    def late(self) -> int:
        """How many hours too late it comes; 0 where it is in time."""
        return max(0, (self.hours or 0) - self.within)


def time_limit(needs: Needs, actor: str, need: Demand, assumptions: Assumptions) -> TimeLimit | None:
    """The limit of a need or use, and whether it is kept; None where it has none."""
    within, position = need.entry.within, needs.position(need.phase)
    if within is None:
        return None
    first = first_arrival(needs, actor, need, assumptions)
    if first is None:
        return TimeLimit(within, None)
    hours = first.hours if needs.position(first.phase) == position else 0
    if hours > within:
        return TimeLimit(within, hours, timed_steps(needs.map_as_of.data_map, first, need.phase))
    untimed = needs.depends_on(needs.map_as_of.untimed, actor, need, assumptions, position)
    return TimeLimit(within, hours, is_untimed=untimed)


def first_arrival(needs: Needs, actor: str, need: Demand, assumptions: Assumptions) -> Arrival | None:
    """How a value that meets a need or use, its limit aside, first comes to an actor; None where none does."""
    assumptions = needs.assumptions_for(actor, need, assumptions)
    reached = needs.reachability.reached(need.field, needs.requirement(need.entry), assumptions)
    return reached.arrivals(need.phase).get(actor)
