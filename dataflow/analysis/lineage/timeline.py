"""What the life of a field is told in: phase by phase, by role with members, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass

from dataflow.analysis.closure.holdings import Element
from dataflow.analysis.needs.causes import Cause
from dataflow.analysis.needs.outcomes import Extent
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form


@dataclass(frozen=True, slots=True)
class Who:
    """A role with those of its members that are meant, or an actor that is none (``members`` is None)."""

    id: str
    members: tuple[str, ...] | None
    of: int | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """Someone enters the field."""

    who: Who
    form: Form
    code_system: str | None
    system: str | None
    patient_reported: bool


@dataclass(frozen=True, slots=True)
class Passed:
    """A share in a phase. ``had`` is the best that the sender has, ``got`` what gets through of it.

    Where nothing does, ``got`` is None and ``barrier`` says why: it is not held yet, the channel is closed to it, or
    the share reaches nobody. ``again`` says that the same was passed in an earlier phase, ``apart`` that not every
    sender reaches every receiver: each shares within its cluster.
    """

    sender: Who
    receivers: tuple[Who, ...]
    channel: str
    had: Element | None
    got: Element | None
    barrier: str | None
    again: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A need or use; ``cause`` says why it is not met. ``possible``: it hangs on what nobody has found out.

    ``extent`` says how far it is met, where that is for some only.
    """

    who: Who
    kind: str
    level: str | None
    purposes: tuple[str, ...]
    form: Form
    code_systems: tuple[str, ...]
    since: str | None
    received: bool
    cause: Cause | None
    possible: bool
    has: tuple[Element, ...]
    extent: Extent | None = None


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A record or share that does not count: it is ``unknown``, or ``planned``."""

    who: Who
    kind: str
    status: str
    receivers: tuple[Who, ...]
    channel: str | None
    phases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimelinePhase:
    """What happens to the field in one phase. ``worked_out`` are those who can work it out from here on."""

    phase: str
    recorded: tuple[Recorded, ...]
    worked_out: tuple[Who, ...]
    passed: tuple[Passed, ...]
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """Those who end up with the field, the best that they have of it, and from which phase on they have it."""

    who: Who
    best: Element
    since: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """All of it."""

    data_map: DataMap
    field: str
    chapters: tuple[TimelinePhase, ...]
    kept: tuple[Kept, ...]
    unsettled: tuple[Unsettled, ...]


def grouped(data_map: DataMap, actors: Iterable[str]) -> tuple[Who, ...]:
    """Concrete actors by role, in the order of declaration."""
    wanted = set(actors)
    found = []
    for shown, concrete in data_map.presented.items():
        members = tuple(actor for actor in concrete if actor in wanted)
        if members:
            role = shown in data_map.members
            found.append(Who(shown, members if role else None, len(data_map.members[shown]) if role else None))
    return tuple(found)


def told_as_one(wanted: Iterable[Wanted]) -> tuple[tuple[Wanted, ...], ...]:
    """The needs and uses of a role in a phase, those together that are met, or not met, in the same way."""
    alike: dict[tuple[object, ...], list[Wanted]] = {}
    for each in wanted:
        key = (each.who.id, each.kind, each.level)
        lacking = (each.cause, each.possible, each.has, each.code_systems)
        alike.setdefault((*key, *lacking) if each.cause is not None else (*key, each.extent), []).append(each)
    return tuple(tuple(group) for group in alike.values())
