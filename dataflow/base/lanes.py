"""Lanes: who does what when. Actors down, phases across; what happens in a cell, and what goes from lane to lane."""

from collections.abc import Iterator
from dataclasses import dataclass

from dataflow.base.picture import Part, Picture, Words


@dataclass(frozen=True, slots=True)
class Lane:
    """One actor, across all phases.

    ``role`` as that of a node. A ``thin`` lane has no arrows: its marks say in words what it gives and gets.
    """

    id: str
    label: Words
    role: str
    meaning: Words
    kicker: Words | None = None
    thin: bool = False

    @property
    def mark(self) -> str:
        """The id of its element in a drawing."""
        return f"actor-{self.id}"


@dataclass(frozen=True, slots=True)
class Column:
    """One phase, in the order of the pathway; ``beside`` says that it runs alongside the one before."""

    id: str
    label: Words
    meaning: Words
    kicker: Words | None = None
    beside: bool = False

    @property
    def mark(self) -> str:
        """The id of its element in a drawing."""
        return f"phase-{self.id}"


@dataclass(frozen=True, slots=True)
class Mark:
    """What happens in a cell, or in a thin lane from one column up to a later one (``last``).

    ``role`` is what kind of thing it is, and so its symbol: ``recorded``, ``derived``, ``among`` (passed between
    those of one lane), ``again`` (passed on as before), ``met``, ``degraded``, ``unmet``, ``open`` (met or not,
    depending on what nobody knows), ``planned``, ``unknown``; in a thin lane ``gives`` and ``gets`` too, drawn in
    the line of ``form`` and ``status``.
    ``caption`` always shows, of ``names`` as many as fit. ``about`` as in ``Part``.
    """

    id: str
    lane: str
    column: str
    role: str
    caption: Words
    meaning: Words
    names: tuple[Words, ...] = ()
    last: str | None = None
    form: str = "structured"
    status: str = "current"
    about: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """The id of its element in a drawing."""
        return f"mark-{self.id}"


@dataclass(frozen=True, slots=True)
class Arrow:
    """What goes from one lane to another in a phase.

    ``form`` and ``status`` as those of an edge; two more statuses say where a chain breaks: ``barred`` is a share
    that brings nothing, ``missing`` one that nobody makes. ``flaw`` says why, or what is lost on the way. ``count``
    is the number of fields, None where it is always one.
    """

    id: str
    source: str
    target: str
    column: str
    form: str
    status: str
    meaning: Words
    count: int | None = None
    names: tuple[Words, ...] = ()
    flaw: Words | None = None
    about: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """The id of its element in a drawing."""
        return f"share-{self.id}"


@dataclass(frozen=True, slots=True)
class Hold:
    """Someone has something in a phase, from when it came on (``first``) or already from before, in a form."""

    lane: str
    column: str
    form: str
    first: bool
    meaning: Words
    about: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """The id of its element in a drawing; a spec's ids have no full stop."""
        return f"held-{self.lane}.{self.column}"


@dataclass(frozen=True, slots=True)
class Change:
    """Where another takes over: at the beginning of a column. ``figure`` says how well it is informed then."""

    column: str
    taker: str
    caption: Words
    meaning: Words
    figure: Words | None = None
    about: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """The id of its element in a drawing."""
        return f"handover-{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes(Picture):
    """A picture of lanes and columns."""

    lanes: tuple[Lane, ...]
    columns: tuple[Column, ...]
    marks: tuple[Mark, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    holds: tuple[Hold, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """Columns, handovers, lanes, what is held, arrows, and what happens in the cells."""
        return tuple(self._parts())

    def _parts(self) -> Iterator[Part]:
        for column in self.columns:
            yield Part(column.mark, (f"phase:{column.id}",))
        for change in self.changes:
            yield Part(change.mark, change.about)
        for lane in self.lanes:
            yield Part(lane.mark, (f"actor:{lane.id}",))
        drawn: tuple[Hold | Arrow | Mark, ...] = (*self.holds, *self.arrows, *self.marks)
        for each in drawn:
            yield Part(each.mark, each.about)
