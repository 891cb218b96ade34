"""Views: a map becomes a picture. Law: a view says roles ("care", "planned"), never colours or file formats.

To add a view, add one file here that ends in ``VIEW = View(id=..., title=Text(...), draw=...)``. ``draw`` takes the
map, what is held (or None), the findings and the focus, and gives a Diagram. Files whose name begins with ``_``
hold what views share.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dataflow.base.finding import Finding
from dataflow.base.parts import parts_in
from dataflow.base.picture import Diagram
from dataflow.base.text import Text
from dataflow.model.entities import DataMap


@dataclass(frozen=True, slots=True)
class Focus:
    """What part of a map to look at, in ids of the spec; empty means all. ``planned`` counts planned as current."""

    actors: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    planned: bool = False

    @property
    def narrows(self) -> bool:
        """True where something is left out."""
        return bool(self.actors or self.fields or self.groups or self.phases or self.channels or self.purposes)


EVERYTHING = Focus()

Draw = Callable[[DataMap, object | None, Sequence[Finding] | None, Focus], Diagram]


@dataclass(frozen=True, slots=True)
class View:
    """A way of looking at a map."""

    id: str
    title: Text
    draw: Draw


def views() -> dict[str, View]:
    """Every view by its id."""
    return {part.VIEW.id: part.VIEW for part in parts_in(sys.modules[__name__])}
