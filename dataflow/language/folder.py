"""Reads the files of a map's folder (``language.md``, "Files and limits").

No other file of ``language/`` reads the disk.
"""

import errno
import os
import re
from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from dataflow.base.finding import Finding
from dataflow.base.place import Place
from dataflow.base.regular_file import NotRegular, read_regular
from dataflow.base.text import Text
from dataflow.base.user_error import reason_of
from dataflow.language.diagnostics import no_such_base, refused
from dataflow.language.exclusion import Pattern, excluded
from dataflow.language.nodes import Scalar, place_of
from dataflow.language.parse import MAX_BYTES
from dataflow.language.paths import path_from_map

ENDINGS = (".yaml", ".yml")
MAX_FOLDER_DEPTH = 32
"""How many folders may lie within one another below that of the map."""
_NEVER_READ = frozenset({"node_modules"})
"""Folders of other programs, which may hold foreign YAML; ``__pycache__`` is skipped by its first letter."""
_MISNAMED = re.compile(r"(?P<name>.+?)\.(?P<ending>ya?ml)(?:\.(?:txt|yaml|yml))*", re.IGNORECASE)


class FolderTexts(NamedTuple):
    """The spec files of a folder by relative path with ``/``; DF001 for each that can't be read.

    ``unused`` are the patterns of ``map.exclude`` that match nothing.
    """

    texts: Mapping[str, bytes]
    problems: tuple[Finding, ...] = ()
    unused: tuple[Pattern, ...] = ()


def read_folder(path: Path) -> FolderTexts:
    """The spec files below a folder, or one file, without those that the map excludes.

    Names that begin with ``.`` or ``_`` are skipped. Raises FileNotFoundError where the path does not exist.
    """
    if path.is_dir():
        root = path.resolve()
        within = spec_files(path)
        files = [(found.relative_to(path).as_posix(), found) for found in within.files]
        problems = [
            refused("too many folders", Place(found.relative_to(path).as_posix()), most=str(MAX_FOLDER_DEPTH))
            for found in within.too_deep
        ]
        problems += [
            refused("unreadable folder", Place(found.relative_to(path).as_posix()), reason=_reason(error, found))
            for found, error in within.unreadable
        ]
    elif path.exists():
        root = path.resolve().parent
        files, problems = [(path.name, path)], []
    else:
        raise FileNotFoundError(path)
    texts: dict[str, bytes] = {}
    for name, file in sorted(files):
        try:
            right = right_name(file.name)
            if right and not file.name.endswith(ENDINGS) and path.is_dir():
                problems.append(refused("misnamed", Place(name), right=right))
            elif file.is_symlink() and not file.resolve(strict=True).is_relative_to(root):
                problems.append(refused("outside", Place(name)))
            elif file.stat().st_size > MAX_BYTES:
                problems.append(refused("too large", Place(name)))
            else:
                texts[name] = read_regular(file)
        except (OSError, RuntimeError) as error:
            problems.append(refused("unreadable", Place(name), reason=_reason(error, file)))
    out, unused = excluded(texts, [name for name, _ in files])
    return FolderTexts(
        {name: text for name, text in texts.items() if name not in out},
        tuple(problem for problem in problems if problem.place.file not in out),
        unused,
    )


def read_base(path: Path, file: str, way: Scalar) -> FolderTexts:
    """The spec files of the base map of the map at ``path``, by their paths relative to the folder of that map.

    ``way`` is the value of ``extends`` in ``file``: problems are reported at its place (DF001, DF101, DF103).
    """
    place, base = place_of(file, way), base_path(path, way)
    try:
        if not base.exists() or (base.is_file() and not base.name.endswith(ENDINGS)):
            return FolderTexts({}, (no_such_base(place, way, _maps_near(path, way)),))
        if path.resolve().is_relative_to(base.resolve()):
            return FolderTexts({}, (refused("base is itself", place, way=way),))
        texts, problems, _ = read_folder(base)
    except (OSError, RuntimeError) as error:
        return FolderTexts({}, (refused("base unreadable", place, way=way, reason=_reason(error, base)),))
    if not texts and not problems:
        return FolderTexts({}, (no_such_base(place, way, _maps_near(path, way)),))

    def seen(name: str) -> str:
        return path_from_map(way, name) if base.is_dir() else path_from_map(way)

    return FolderTexts(
        {seen(name): text for name, text in texts.items()},
        tuple(replace(each, place=each.place._replace(file=seen(each.place.file))) for each in problems),
    )


def base_path(path: Path, way: str) -> Path:
    """The path of the base map of the map at ``path``."""
    return (path if path.is_dir() else path.parent) / way


def _maps_near(path: Path, way: str) -> list[str]:
    """Suggestions for an ``extends`` that names nothing: what contains specs beside that path."""
    beside = base_path(path, way).parent
    own = path.resolve()
    return [
        path_from_map(way, f"../{entry.name}")
        for entry in (sorted(beside.iterdir()) if beside.is_dir() else ())
        if not entry.name.startswith((".", "_")) and not own.is_relative_to(entry.resolve())
        if (entry.is_dir() and _holds_specs(entry)) or (entry.is_file() and entry.name.endswith(ENDINGS))
    ]


class Within(NamedTuple):
    """The spec files below a folder, and the folders in it that are too deep to be read or refused by the system."""

    files: list[Path]
    too_deep: list[Path]
    unreadable: list[tuple[Path, OSError]]
    is_whole: bool = True


def spec_files(folder: Path, most: int | None = None) -> Within:
    """The spec files below a folder, each real folder read once, however many links lead to it.

    The search ends at more than ``most`` files or folders, and what is given is then not whole.

    A real folder is read under its own path rather than under that of a link, so links come last. Raises OSError if
    the folder itself can't be read.
    """
    root = folder.resolve()
    within = Within([], [], [])
    read: set[Path] = set()
    folders: deque[tuple[Path, Path]] = deque([(folder, root)])
    links: deque[Path] = deque()
    while (folders or links) and (most is None or max(len(within.files), len(read)) <= most):
        path, real = folders.popleft() if folders else (links[0], links.popleft().resolve())
        if real in read:
            continue
        read.add(real)
        if not real.is_relative_to(root):
            # A link that leads outside is refused, as for a file.
            within.files.extend([path] if _holds_specs(path) else ())
        elif len(path.parts) - len(folder.parts) > MAX_FOLDER_DEPTH:
            within.too_deep.append(path)
        else:
            try:
                entries = sorted(os.scandir(path), key=lambda entry: entry.name)
            except OSError as error:
                if path == folder:
                    raise
                within.unreadable.append((path, error))
                continue
            for entry in entries:
                if entry.name.startswith((".", "_")) or entry.name in _NEVER_READ:
                    continue
                if _is_folder(entry) and entry.is_symlink():
                    links.append(path / entry.name)
                elif _is_folder(entry):
                    folders.append((path / entry.name, real / entry.name))
                elif entry.name.endswith(ENDINGS) or right_name(entry.name):
                    within.files.append(path / entry.name)
    return within._replace(is_whole=most is None or max(len(within.files), len(read)) <= most)


def right_name(name: str) -> str:
    """The name that a file should have, if it is called nearly like a spec file: ``a.yaml.txt``, ``a.YAML``."""
    match = _MISNAMED.fullmatch(name)
    return f"{match['name']}.{match['ending'].lower()}" if match else ""


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a circle of links; reported as a file
        return False


def _holds_specs(folder: Path) -> bool:
    return any(name.endswith(ENDINGS) for _, _, names in os.walk(folder) for name in names)


def _reason(error: OSError | RuntimeError, path: Path) -> Text:
    if isinstance(error, NotRegular):
        return reason_of(error)
    if isinstance(error, FileNotFoundError) and not path.is_symlink():
        return Text(
            en="it was removed or renamed while the map was read",
            da="den blev fjernet eller omdøbt, mens kortet blev læst",
        )
    if isinstance(error, FileNotFoundError):
        return Text(en="it is a link that leads nowhere", da="det er en genvej, der ikke fører nogen steder hen")
    if isinstance(error, PermissionError):
        return Text(en="this machine does not let you open it", da="maskinen lader dig ikke åbne den")
    if isinstance(error, OSError) and error.errno != errno.ELOOP and error.strerror:
        return reason_of(error)
    return Text(en="it is a link that leads round to itself", da="det er en genvej, der fører tilbage til sig selv")
