"""One file a view: a map becomes a picture.

Law: a view says roles ("care", "planned"), never colours or file formats.

To add a view, add one file ``ID.py`` here that ends in ``VIEW = View(id=..., title=Text(...), draw=...)``; a view of
one entity of the map (``field:ldl``) is a file ``ID_id.py``. ``draw`` makes a Picture from a Scene. The command line
offers views by the names of their files and imports only the one it draws. Files whose name begins with ``_`` hold
what views share. Other packages bring views by entry points.
"""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from dataflow.base.explorer import Passage
from dataflow.base.finding import Finding
from dataflow.base.installed import InstalledPart, Naming, installed, working
from dataflow.base.picture import Picture, Words
from dataflow.base.plugins import names_in, plugin_in
from dataflow.base.rule import RuleDescription
from dataflow.base.text import Text
from dataflow.base.user_error import UserError

if TYPE_CHECKING:  # the help of a command names the views, and needs no analysis
    from dataflow.analysis.assumptions import Assumptions
    from dataflow.analysis.lineage.travels import Travel
    from dataflow.analysis.needs.needs import Needs
    from dataflow.model.data_map import DataMap

_OF_ONE_ENTITY = "_id"


@dataclass(frozen=True, slots=True)
class Focus:
    """The part of a map to show, in ids of the spec; empty means all. ``planned`` counts planned as current."""

    actors: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    planned: bool = False

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(self.actors or self.fields or self.groups or self.phases or self.channels or self.purposes)

    @property
    def is_part(self) -> bool:
        """Whether some fields, phases or purposes of an actor are left out."""
        return bool(self.fields or self.groups or self.phases or self.purposes)


EVERYTHING = Focus()


class Unfit(UserError):
    """A view can't do what was requested; the message says what it can do."""


@dataclass(frozen=True)
class Scene:
    """The input of a view: a map, its analysis, and the part to show.

    ``subject`` is the id after the colon (``ldl`` in ``field:ldl``), ``by`` what the view is split by (``channel``,
    ``phase``), ``before`` the map to compare with. The gaps, by role, are computed on first use;
    ``find_unmet`` computes the unmet needs alone, which is faster, and ``unmet_rule`` is the code of their rule;
    ``for_some_rule`` is that of needs that are met for some only.
    ``describe_timeline`` gives the timeline of a field in words; ``rules`` are all rules by code; ``notices`` is
    what to say of the request itself.
    """

    needs: "Needs"
    find_gaps: Callable[[], Sequence[Finding]]
    find_unmet: Callable[[], Sequence[Finding]]
    unmet_rule: str
    for_some_rule: str
    focus: Focus = EVERYTHING
    subject: str | None = None
    by: str | None = None
    before: "Scene | None" = None
    describe_timeline: Callable[[str], tuple[Passage, ...]] = lambda _: ()
    rules: Mapping[str, RuleDescription] = field(default_factory=dict)
    notices: tuple[Words, ...] = ()

    @cached_property
    def data_map(self) -> "DataMap":
        """The map with its scenario, as of the date of the analysis."""
        return self.needs.map_as_of.data_map

    @property
    def assumptions(self) -> "Assumptions":
        """Whether planned statements count as current."""
        from dataflow.analysis.assumptions import Assumptions

        return Assumptions(planned=self.focus.planned)

    @cached_property
    def travels(self) -> "tuple[Travel, ...]":
        """The fields that travel between presented actors."""
        from dataflow.analysis.lineage.travels import travels

        return travels(self.needs, self.assumptions)

    @cached_property
    def gaps(self) -> tuple[Finding, ...]:
        """The findings of ``gaps``, by role."""
        return tuple(self.find_gaps())

    @cached_property
    def unmet(self) -> tuple[Finding, ...]:
        """The unmet needs among the gaps."""
        return tuple(self.find_unmet())


@dataclass(frozen=True, slots=True)
class View:
    """A way to show a map.

    ``of`` is the kind of thing after the colon of its name (``field`` in ``field:ID``), ``by`` what it can be split
    by; ``compares`` is set where it needs a second map, ``takes_members`` where it tells a member from its role.
    """

    id: str
    title: Text
    draw: Callable[[Scene], Picture]
    of: str | None = None
    by: tuple[str, ...] = ()
    compares: bool = False
    takes_members: bool = False

    @property
    def name(self) -> str:
        """The name on the command line: ``overview``, ``field:ID``."""
        return self.id if self.of is None else f"{self.id}:ID"


def view_names() -> tuple[str, ...]:
    """The names of all views, from the names of their files; no view is imported."""
    files = {**_files(), **{view_id: part.name for view_id, part in _installed().items()}}
    return tuple(f"{view_id}:ID" if file.endswith(_OF_ONE_ENTITY) else view_id for view_id, file in files.items())


def view_of(view_id: str) -> View:
    """One view; no other is imported. Raises KeyError for an unknown id, and ``Broken``."""
    if view_id not in _files():
        from dataflow.views._checked import checked

        return checked(_installed()[view_id], view_id)
    found: View = plugin_in(sys.modules[__name__], _files()[view_id]).VIEW
    return found


def views() -> dict[str, View]:
    """All views that work, by id."""
    return {view.id: view for view in working((*_files(), *_installed()), view_of)}


def compares(name: str) -> bool:
    """Whether a view of that name exists and compares two maps."""
    return name in view_names() and view_of(name.partition(":")[0]).compares


@cache
def _files() -> Mapping[str, str]:
    return {_id_of(file): file for file in names_in(sys.modules[__name__])}


def _id_of(file: str) -> str:
    return file.removesuffix(_OF_ONE_ENTITY)


_NAMING = Naming(
    "views",
    re.compile(r"[a-z]+(_[a-z]+)*"),
    Text(en="roster, or lobby_id for a view of one thing", da="roster, eller lobby_id for en visning af én ting"),
    lambda name: (_id_of(name),),
)


def _installed() -> Mapping[str, InstalledPart]:
    """The views of other packages by id."""
    return installed(_NAMING, _files())
