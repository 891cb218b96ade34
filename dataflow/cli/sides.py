"""The two sides of a difference: a path, ``git:REV``, ``git:REV:PATH`` or ``scenario:ID``."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dataflow.base.text import Text
from dataflow.cli.exit_codes import CliError
from dataflow.cli.inputs import sound_project
from dataflow.cli.options import Color, Language
from dataflow.cli.places import one_map_at
from dataflow.cli.revisions import Revision

if TYPE_CHECKING:
    from dataflow.project import Project
    from dataflow.terms import Terms

_GIT, _SCENARIO = "git:", "scenario:"
_EMPTY = Text(
    en="{side} names nothing. Write git:REVISION, such as git:main or git:HEAD~1, or scenario:ID.",
    da="{side} nævner intet. Skriv git:REVISION, fx git:main eller git:HEAD~1, eller scenario:ID.",
)
_TOO_MANY = Text(
    en="A difference has two sides, the old and the new one; here are {count}: {sides}.",
    da="En sammenligning har to sider, den gamle og den nye; her er {count}: {sides}.",
)
LAST_COMMIT = "git:HEAD"


@dataclass(frozen=True)
class _Side:
    """A side as written: what it names, and its path where it has one."""

    written: str
    revision: str | None = None
    scenario: str | None = None
    path: str | None = None


@dataclass(frozen=True)
class Sides:
    """The projects of both sides, and the paths of the maps in the working tree."""

    old: "Project"
    new: "Project"
    names: tuple[str, str]
    maps: tuple[Path, ...]


def sides_of(written: Sequence[str], terms: "Terms", lang: Language | None, color: Color) -> Sides:
    """The two maps that a command line names; one side alone is compared with the last commit. Raises CliError."""
    if len(written) > 2:
        raise CliError(_TOO_MANY, count=str(len(written)), sides=", ".join(written))
    named = [_side(each) for each in written] or [_Side(".", path=None)]
    old, new = named if len(named) > 1 else (_side(LAST_COMMIT), named[0])
    own = [Path(each.path) for each in (new, old) if each.path is not None and each.revision is None]

    @cache
    def map_here() -> Path:
        """The map of a side that names no path of its own: that of the other side, else the one that is found."""
        return one_map_at(own[0] if own else None)

    @cache
    def revision(name: str) -> Revision:
        return Revision(name, _folder(map_here()))

    def project(side: _Side) -> "Project":
        if side.revision is not None:
            path = _path_in(revision(side.revision), side, map_here())
        else:
            path = map_here() if side.path is None else one_map_at(Path(side.path))
        return sound_project(path, replace(terms, scenario=side.scenario), lang, color, shown=_shown(side))

    old_map, new_map = project(old), project(new)
    in_tree = [each for each in (old, new) if each.revision is None]
    maps = {map_here() if each.path is None else one_map_at(Path(each.path)): None for each in in_tree}
    return Sides(old_map, new_map, (old.written, new.written), tuple(maps))


def earlier_map(
    written: str, path: Path, terms: "Terms", lang: Language | None, color: Color
) -> tuple["Project", Path | None]:
    """The earlier map of that at ``path``: at a path, or in a git revision; its path if it is in the working tree.

    Raises CliError.
    """
    side = _side(written)
    if side.revision is None:
        found = one_map_at(Path(written))
        return sound_project(found, terms, lang, color), found
    found = _path_in(Revision(side.revision, _folder(path)), side, path)
    return sound_project(found, terms, lang, color, shown=_shown(side)), None


def _path_in(revision: Revision, side: _Side, path: Path) -> Path:
    """Where a side lies in its revision: at its own path, or at that of the map in the working tree."""
    return revision.path_of(path) if side.path is None else revision.path_at(side.path)


def _side(written: str) -> _Side:
    if written.startswith(_GIT):
        revision, _, path = written.removeprefix(_GIT).partition(":")
        if not revision:
            raise CliError(_EMPTY, side=written)
        return _Side(written, revision=revision, path=path or None)
    if written.startswith(_SCENARIO):
        scenario, _, path = written.removeprefix(_SCENARIO).partition(":")
        if not scenario:
            raise CliError(_EMPTY, side=written)
        return _Side(written, scenario=scenario, path=path or None)
    return _Side(written, path=written)


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent


def _shown(side: _Side) -> str | None:
    """What a side is called in messages; None for its path."""
    return side.written if side.revision is not None else None
