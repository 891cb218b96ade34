"""Pictures of lanes: actors as lanes, phases as columns, marks in the cells and arrows between lanes."""

from collections.abc import Iterator
from dataclasses import dataclass

from dataflow.base.picture import Part, Picture, Words


@dataclass(frozen=True, slots=True)
class Lane:
    """The lane of an actor, across all phases.

    ``role`` as that of a node. A ``thin`` lane has no arrows: its marks give its exchanges in words.
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
    """The column of a phase, in the order of the pathway; ``beside`` where it is parallel to the one before."""

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
    """A mark in a cell, or in a thin lane from one column to a later one (``last``).

    ``role`` is its kind and decides its symbol: ``recorded``, ``derived``, ``among`` (shared between members of the
    lane), ``again`` (passed on as before), ``met``, ``degraded``, ``unmet``, ``open`` (depends on unknown
    statements), ``planned``, ``unknown``; in a thin lane also ``gives`` and ``gets``, with a line in the style of
    ``form`` and ``status``.
    ``caption`` is always shown, of ``names`` as many as fit. ``about`` as in ``Part``.
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
    """An arrow from one lane to another in a phase.

    ``form``, ``status`` and ``on_request`` as those of an edge, with two more statuses where a chain breaks:
    ``barred`` is a share that delivers nothing, ``missing`` a share that is not stated. ``flaw`` is the reason, or
    what is lost, ``time`` when it is sent and there. ``count`` is the number of fields, None in a picture of one
    field; ``notes`` say what may go along with them.
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
    time: Words | None = None
    notes: tuple[Words, ...] = ()
    on_request: bool = False
    about: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """The id of its element in a drawing."""
        return f"share-{self.id}"


@dataclass(frozen=True, slots=True)
class Hold:
    """An actor holds the field in a phase, in a form; ``first`` in the phase in which it arrives."""

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
    """A handover at the beginning of a column; ``figure`` says how many needs of the ``taker`` are met then."""

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
        """Columns, handovers, lanes, holdings, arrows and marks."""
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
