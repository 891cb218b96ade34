"""Finds the map of a command: the given path, the current directory, or the only map below ``specs/``."""

import sys
from collections.abc import Iterable
from pathlib import Path

from dataflow.base.regular_file import read_regular
from dataflow.base.text import Text
from dataflow.base.user_error import reason_of
from dataflow.cli.exit_codes import CliError
from dataflow.cli.stdin import STDIN
from dataflow.language.file_classes import FileClass, class_of, is_plainly_a_map
from dataflow.language.folder import ENDINGS, right_name, spec_files

NOT_THERE = Text(en="There is no file or folder {path}.", da="Der er ingen fil eller mappe {path}.")
NOT_READ = Text(en="{path} can't be read: {reason}.", da="{path} kan ikke læses: {reason}.")
_NOT_A_FILE = Text(
    en="{path} is a pipe or a device, and a map is a folder or a file. A map of one file may come through a pipe if"
    " its path is -, as in: cat map.yaml | dataflow validate -",
    da="{path} er en pipe eller en enhed, og et kort er en mappe eller en fil. Et kort i én fil kan komme gennem en"
    " pipe, hvis stien er -, som i: cat map.yaml | dataflow validate -",
)
_NO_SPECS = Text(
    en="There are no .yaml files in {path}. dataflow init {argument} writes a first map.",
    da="Der er ingen .yaml-filer i {path}. dataflow init {argument} skriver et første kort.",
)
_MISNAMED = Text(
    en="There are no .yaml files in {path}, but a file {name}. Call it {right}: the names of spec files end in .yaml"
    " or .yml, in small letters.",
    da="Der er ingen .yaml-filer i {path}, men en fil {name}. Kald den {right}: navne på filer i et kort slutter på"
    " .yaml eller .yml med små bogstaver.",
)
_NO_MAP_HERE = Text(
    en="There is no map here: no .yaml file with a map: section in this folder, and none below specs/. Name the"
    " map's folder, or let dataflow init write a first one.",
    da="Her er intet kort: ingen .yaml-fil med et afsnit map: i mappen her og ingen under specs/. Nævn kortets mappe,"
    " eller lad dataflow init skrive et første kort.",
)
_SEVERAL_MAPS = Text(
    en="There are several maps here: {maps}. Name one of them.", da="Her er flere kort: {maps}. Nævn et af dem."
)


def maps_at(path: Path | None) -> list[Path]:
    """The folders or files of the maps at a path, in the order of their names. Raises CliError."""
    if path == STDIN:
        return [path]
    try:
        return _maps_here() if path is None else _maps_of(path)
    except OSError as error:
        shown = Path(error.filename) if isinstance(error.filename, str) else path or Path()
        raise CliError(NOT_READ, path=_shown(shown), reason=reason_of(error)) from error


def _maps_of(path: Path) -> list[Path]:
    if not path.exists():
        raise CliError(NOT_THERE, path=_shown(path))
    if not path.is_dir():
        if not path.is_file():
            raise CliError(_NOT_A_FILE, path=_shown(path))
        return [path]
    found = _maps_in(path)
    if not found:
        raise _no_specs(path)
    return found


def _maps_here() -> list[Path]:
    here = Path()
    if is_root_of_map(here):
        return [here]
    specs = Path("specs")
    found = _maps_in(specs) if specs.is_dir() else []
    if not found:
        raise CliError(_NO_MAP_HERE)
    return found


def _no_specs(folder: Path) -> CliError:
    """The error for a folder without spec files, which may have some with other names."""
    near = next((file for file in sorted(folder.iterdir()) if file.is_file() and right_name(file.name)), None)
    if near is None:
        return CliError(_NO_SPECS, path=_shown(folder), argument=argument(folder))
    return CliError(_MISNAMED, path=_shown(folder), name=near.name, right=right_name(near.name))


def one_map_at(path: Path | None) -> Path:
    """The only map at a path. Raises CliError if there are several."""
    found = maps_at(path)
    if len(found) > 1:
        names = ", ".join(_shown(each) for each in found)
        raise CliError(_SEVERAL_MAPS, maps=names)
    return found[0]


def _maps_in(folder: Path) -> list[Path]:
    """The folder itself if it contains files of a map, else its subfolders that are maps.

    Files of other programs are passed over. What can't be read may be a map, and counts as one: opening it says why.
    """
    own = _spec_files(folder)
    if _class_of_all(own):
        return [folder]
    below = {
        child: _class_below(child)
        for child in sorted(folder.iterdir())
        if child.name[0] not in "._" and child.is_dir()
    }
    maps = [child for child, found in below.items() if found == FileClass.MAP]
    parts = [child for child, found in below.items() if found == FileClass.PART]
    # One map with all of its files in subfolders; of several maps, a part without a map section is a broken one.
    if parts and len(maps) <= 1:
        return [folder]
    # Where there is nothing else, what was named is read as a map, and its mistakes are said.
    return sorted([*maps, *parts]) or ([folder] if own or set(below.values()) - {None} else [])


def parts_beside(path: Path) -> list[Path]:
    """The files beside one that may be other parts of its map: they declare no map of their own."""
    return [each for each in _spec_files(path.parent) if each != path and _class_of_all([each]) == FileClass.PART]


def is_root_of_map(folder: Path) -> bool:
    """Whether a folder holds a file with the section ``map``, or one that can't be read and may have it."""
    return _class_of_all(_spec_files(folder)) == FileClass.MAP


def _spec_files(folder: Path) -> list[Path]:
    return [
        file
        for file in sorted(folder.iterdir())
        if file.name.endswith(ENDINGS) and file.name[0] not in "._" and not file.is_dir()
    ]


def _class_below(folder: Path) -> FileClass | None:
    """The highest class of the files below a folder, None without files. Raises OSError if it can't be read."""
    within = spec_files(folder)
    if within.unreadable or within.too_deep:
        return FileClass.MAP
    return _class_of_all(within.files) if within.files else None


def _class_of_all(files: Iterable[Path]) -> FileClass:
    """The highest class of the files; foreign where there are none."""
    texts: list[bytes] = []
    for file in files:
        try:
            texts.append(read_regular(file))
        except OSError:
            return FileClass.MAP
        if is_plainly_a_map(texts[-1]):
            return FileClass.MAP
    # Only where none is plainly a map are they parsed, which takes as long as reading the map does.
    return max(map(class_of, texts), default=FileClass.FOREIGN)


def argument(path: Path) -> str:
    """A path as it is written in a command, in quotation marks where it needs them."""
    if sys.platform == "win32":
        import subprocess

        return subprocess.list2cmdline([str(path)])
    import shlex

    return shlex.quote(path.as_posix())


def _shown(path: Path) -> str:
    return path.as_posix()
