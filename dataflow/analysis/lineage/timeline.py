"""The timeline of a field as values: what happens to it in each phase, by role with members."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from dataflow.analysis.closure.holdings import Element
from dataflow.analysis.lineage.some_members import SomeMembers
from dataflow.analysis.lineage.timing import Delivery, TimeLimit
from dataflow.analysis.needs.causes import Cause
from dataflow.analysis.needs.outcomes import Extent
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form


@dataclass(frozen=True, slots=True)
class Who:
    """A role with some of its ``of`` members, or an actor without a role (``members`` is None)."""

    id: str
    members: tuple[str, ...] | None
    of: int | None


@dataclass(frozen=True, slots=True)
class RecordEvent:
    """The field is recorded; ``after`` is None where it is not stated when.

    ``some`` are the members of the role that record it by then, where others do not.
    """

    who: Who
    form: Form
    code_system: str | None
    system: str | None
    patient_reported: bool
    after: int | None
    some: SomeMembers | None = None


@dataclass(frozen=True, slots=True)
class DeriveEvent:
    """Actors have all parts of the field from this phase on, the last of them so many ``hours`` after it begins."""

    who: Who
    hours: int


@dataclass(frozen=True, slots=True)
class ShareEvent:
    """The field is shared: ``had`` is the best value of the sender, ``got`` the value that arrives.

    Where nothing arrives, ``got`` is None, and ``barrier`` says why: the sender does not hold the field yet, the
    channel has no slot for it, or the share reaches nobody. ``as_before`` is true where an equal share was made in an
    earlier phase, ``by_cluster`` where each sender reaches the receivers of its own cluster only. ``after`` is when
    it is stated to be sent, ``delivery`` when it is sent and there; None where nothing arrives. ``some`` are the
    members of the sender's role that send it there by then, where others do not.
    """

    sender: Who
    receivers: tuple[Who, ...]
    channel: str
    had: Element | None
    got: Element | None
    barrier: str | None
    on_request: bool = False
    after: int | None = None
    delivery: Delivery | None = None
    as_before: bool = False
    by_cluster: bool = False
    some: SomeMembers | None = None


@dataclass(frozen=True, slots=True)
class DemandEvent:
    """A need or use of the field; ``cause`` is None where it is met.

    ``possible`` is true where it would be met with all unknown statements; ``extent`` is the share of patients or
    units for which it is met, where that is not all. ``limit`` is None where it has no limit of time.
    """

    who: Who
    kind: str
    level: str | None
    purposes: tuple[str, ...]
    form: Form
    code_systems: tuple[str, ...]
    since: str | None
    recorded_in: tuple[str, ...]
    received: bool
    cause: Cause | None
    possible: bool
    has: tuple[Element, ...]
    extent: Extent | None = None
    limit: TimeLimit | None = None


@dataclass(frozen=True, slots=True)
class PendingSupply:
    """A record or share that does not count, as its status is ``unknown`` or ``planned``."""

    who: Who
    kind: str
    status: str
    receivers: tuple[Who, ...]
    channel: str | None
    on_request: bool
    phases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimelinePhase:
    """What happens to the field in one phase; ``derived`` is who can derive it from this phase on."""

    phase: str
    records: tuple[RecordEvent, ...]
    derived: tuple[DeriveEvent, ...]
    shares: tuple[ShareEvent, ...]
    demands: tuple[DemandEvent, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """Actors that hold the field: their best value, and the phases from which on they hold any and one so good.

    ``other_codes`` are values of the same form in other code systems, the latest of each, with the phase from which
    on they hold one.
    """

    who: Who
    best: Element
    since: str
    best_since: str
    other_codes: tuple[tuple[Element, str], ...] = ()


class RoleNeed(NamedTuple):
    """What becomes of a role's need in a phase: met, of those for some only, and of the others perhaps met."""

    met: bool
    for_some: bool
    perhaps: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The timeline of one field; ``holders`` are those after the last phase."""

    data_map: DataMap
    field: str
    phases: tuple[TimelinePhase, ...]
    holders: tuple[Holder, ...]
    pending: tuple[PendingSupply, ...]


def grouped(data_map: DataMap, actors: Iterable[str]) -> tuple[Who, ...]:
    """Concrete actors, grouped by role, in the order of declaration."""
    wanted = set(actors)
    found = []
    for shown, concrete in data_map.presented.items():
        members = tuple(actor for actor in concrete if actor in wanted)
        if members:
            role = shown in data_map.members
            found.append(Who(shown, members if role else None, len(data_map.members[shown]) if role else None))
    return tuple(found)


def needs_by_role(demands: Iterable[DemandEvent]) -> Iterator[RoleNeed]:
    """The needs of a phase by role and level, as the figures count them (``figures.counting.needs_met``)."""
    stated: dict[tuple[str, str | None], list[DemandEvent]] = {}
    for each in demands:
        if each.kind == "needs":
            stated.setdefault((each.who.id, each.level), []).append(each)
    for group in stated.values():
        met = all(each.cause is None for each in group)
        for_some = met and any(each.extent is not None for each in group)
        yield RoleNeed(met, for_some, not met and all(each.cause is None or each.possible for each in group))


def grouped_by_answer(demands: Iterable[DemandEvent]) -> tuple[tuple[DemandEvent, ...], ...]:
    """The needs and uses of a phase in groups: of one role, and met, or not met, in the same way."""
    groups: dict[tuple[object, ...], list[DemandEvent]] = {}
    for each in demands:
        key = (each.who.id, each.kind, each.level)
        limit = each.limit if each.cause is Cause.TOO_SLOW else None
        lacking = (each.cause, each.possible, each.has, each.code_systems, limit)
        groups.setdefault((*key, *lacking) if each.cause is not None else (*key, each.extent), []).append(each)
    return tuple(tuple(group) for group in groups.values())
