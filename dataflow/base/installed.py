"""Parts that other installed packages bring by entry points: rules, views and formats (``extending.md``).

The group of an entry point is ``dataflow.`` and the folder that such parts are in here, its name is that of a file
there. A part is loaded when it is used. One that does not work raises ``Broken``, or is skipped with a ``BrokenPart``
warning, and so stops no other.
"""

import os
import re
import sys
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from dataflow.base.text import Filling, Sentence, Text
from dataflow.base.user_error import UserError
from dataflow.base.visible import visible

if TYPE_CHECKING:  # loading it takes longer than a start may
    from importlib.metadata import EntryPoint

Loaded = TypeVar("Loaded")
Result = TypeVar("Result")

SWITCH = "DATAFLOW_NO_PLUGINS"
"""The environment variable that leaves out the parts of other packages, whatever its value but 0."""
_GROUPS = "dataflow."

_DOES_NOT_WORK = Text(
    en="The entry point {name} in {group} of the package {package} does not work: {reason}. Tell the authors of the"
    " package, or uninstall it; with DATAFLOW_NO_PLUGINS=1 no such package is used.",
    da="Indgangen {name} i {group} i pakken {package} virker ikke: {reason}. Giv besked til pakkens forfattere,"
    " eller afinstallér den; med DATAFLOW_NO_PLUGINS=1 bruges ingen af den slags pakker.",
)
_NOT_NAMED_SO = Text(en="its name is not like {like}", da="dens navn er ikke som {like}")
_TAKEN = Text(en="{name} is taken by {owner}", da="{name} findes allerede i {owner}")
_NOT_LOADED = Text(en="it can't be loaded ({error})", da="den kan ikke indlæses ({error})")
_ANOTHER_TYPE = Text(en="it is no {expected} but a {type}", da="den er ikke en {expected}, men en {type}")
_RAISED = Text(en="it failed with {error}", da="den fejlede med {error}")
_LONGEST = 300


class BrokenPart(UserWarning):
    """A part of another package that is skipped; ``message`` says which and why, ``folder`` where it belongs."""

    def __init__(self, message: Sentence, folder: str) -> None:
        super().__init__(message.in_language("en"))
        self.message = message
        self.folder = folder


class Broken(UserError):
    """A part of another package does not work."""

    def __init__(self, part: "InstalledPart", reason: Sentence) -> None:
        words: dict[str, Filling] = {"name": part.name, "group": part.group, "package": part.package}
        super().__init__(_DOES_NOT_WORK, **words, reason=reason)
        self.folder = part.folder

    def warn(self) -> None:
        """Warns of the part, for a run that goes on without it."""
        warning = BrokenPart(self.message, self.folder)
        warning.__cause__ = self.__cause__
        warnings.warn(warning, stacklevel=2)


@dataclass(frozen=True)
class InstalledPart:
    """A part by its entry point; ``package`` is the name of the package that brings it, and its version."""

    folder: str
    name: str
    package: str
    entry: "EntryPoint"

    @property
    def group(self) -> str:
        """The group of its entry point."""
        return f"{_GROUPS}{self.folder}"

    def load(self, expected: type[Loaded]) -> Loaded:
        """What the entry point names. Raises ``Broken`` where it can't be loaded or is of another type."""
        found = self.tried(_loaded, self.entry, failing=_NOT_LOADED, passing=Broken)
        if not isinstance(found, expected):
            self.broken(_ANOTHER_TYPE, expected=expected.__name__, type=type(found).__name__)
        return found

    def tried(
        self,
        run: Callable[..., Result],
        *arguments: Any,
        failing: Text = _RAISED,
        passing: type[UserError] = UserError,
    ) -> Result:
        """What a function of the package gives. Raises ``Broken`` where it fails, but errors of ``passing`` pass."""
        try:
            return run(*arguments)
        except (Broken, passing, MemoryError):
            raise
        except (Exception, SystemExit) as error:
            shown = " ".join(f"{type(error).__name__}: {error}".split())
            words = {"error": visible(shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…")}
            raise Broken(self, Sentence(failing, words)) from error

    def broken(self, reason: Text, **words: Filling) -> NoReturn:
        """Raises ``Broken`` with a reason."""
        raise Broken(self, Sentence(reason, words))


@dataclass(frozen=True)
class Naming:
    """How the entry points for a folder are named.

    ``shape`` matches a name, ``like`` is an example; ``ids`` are what a name claims, such as the code and the name of
    a rule: none of them may be taken. Parts are found by the first.
    """

    folder: str
    shape: re.Pattern[str]
    like: Text
    ids: Callable[[str], tuple[str, ...]] = lambda name: (name,)


def installed(naming: Naming, own: Collection[str]) -> Mapping[str, InstalledPart]:
    """The parts for a folder by id, none of them loaded; warns of each that is misnamed, or whose ids are taken.

    ``own`` are the ids of dataflow's own parts. Of two packages the first by name keeps an id.
    """
    parts: dict[str, InstalledPart] = {}
    owners: dict[str, str] = dict.fromkeys(own, "dataflow")
    for part in _parts_in(naming.folder):
        try:
            for each in _ids(part, naming, owners):
                owners[each] = part.package
        except Broken as broken:
            broken.warn()
        else:
            parts[naming.ids(part.name)[0]] = part
    return parts


def working(keys: Iterable[str], load: Callable[[str], Loaded]) -> Iterator[Loaded]:
    """What ``load`` gives for each key; warns of each that is broken, and skips it."""
    for key in keys:
        try:
            yield load(key)
        except Broken as broken:
            broken.warn()


def _ids(part: InstalledPart, naming: Naming, owners: Mapping[str, str]) -> tuple[str, ...]:
    if not naming.shape.fullmatch(part.name):
        part.broken(_NOT_NAMED_SO, like=naming.like)
    ids = naming.ids(part.name)
    for each in ids:
        if each in owners:
            part.broken(_TAKEN, name=each, owner=owners[each])
    return ids


@cache
def _loaded(entry: "EntryPoint") -> Any:
    return entry.load()


def _parts_in(folder: str) -> tuple[InstalledPart, ...]:
    return () if os.environ.get(SWITCH, "0") not in ("", "0") else _found().get(folder, ())


@cache
def _found() -> Mapping[str, tuple[InstalledPart, ...]]:
    """All parts by folder, in the order of packages and names."""
    parts: dict[str, list[InstalledPart]] = {}
    seen: set[str] = set()
    for path in _with_parts():
        from importlib.metadata import Distribution

        package = Distribution.at(path)
        name = re.sub(r"[-_.]+", "-", package.name).lower()
        if name not in seen:
            seen.add(name)
            for entry in package.entry_points:
                if entry.group.startswith(_GROUPS):
                    folder = entry.group.removeprefix(_GROUPS)
                    parts.setdefault(folder, []).append(
                        InstalledPart(folder, entry.name, f"{name} {package.version}", entry)
                    )
    return {folder: tuple(sorted(each, key=lambda part: (part.package, part.name))) for folder, each in parts.items()}


def _with_parts() -> Iterator[Path]:
    """The metadata folders of the packages that bring parts.

    Most often there are none. To look for the group in the files takes a twentieth of the time of asking
    ``importlib.metadata``, which is imported only where there are some.
    """
    for folder in map(Path, sys.path):
        try:
            names = sorted(
                each.name for each in os.scandir(folder) if each.name.endswith((".dist-info", ".egg-info"))
            )
        except OSError:
            continue
        for name in names:
            try:
                text = (folder / name / "entry_points.txt").read_bytes()
            except OSError:
                continue
            if f"[{_GROUPS}".encode() in text:
                yield folder / name
