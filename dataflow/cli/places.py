"""Finds the map of a command: the given path, the current directory, or the only map below ``specs/``."""

from pathlib import Path

from dataflow.base.text import Text
from dataflow.cli.exit_codes import CliError
from dataflow.cli.stdin import STDIN
from dataflow.language.folder import ENDINGS, right_name

NOT_THERE = Text(en="There is no file or folder {path}.", da="Der er ingen fil eller mappe {path}.")
NOT_READ = Text(en="{path} can't be read: {reason}.", da="{path} kan ikke læses: {reason}.")
_NO_SPECS = Text(
    en="There are no .yaml files in {path}. dataflow init {path} writes a first map.",
    da="Der er ingen .yaml-filer i {path}. dataflow init {path} skriver et første kort.",
)
_MISNAMED = Text(
    en="There are no .yaml files in {path}, but a file {name}. Call it {right}: the names of spec files end in .yaml"
    " or .yml, in small letters.",
    da="Der er ingen .yaml-filer i {path}, men en fil {name}. Kald den {right}: spec-filers navne slutter på .yaml"
    " eller .yml med små bogstaver.",
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
    if path is not None:
        if not path.exists():
            raise CliError(NOT_THERE, path=_shown(path))
        found = [path] if path.is_file() else _maps_in(path)
        if not found:
            raise _no_specs(path)
        return found
    here = Path()
    if any(_has_map_section(file) for file in _spec_files(here)):
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
        return CliError(_NO_SPECS, path=_shown(folder))
    return CliError(_MISNAMED, path=_shown(folder), name=near.name, right=right_name(near.name))


def one_map_at(path: Path | None) -> Path:
    """The only map at a path. Raises CliError if there are several."""
    found = maps_at(path)
    if len(found) > 1:
        names = ", ".join(_shown(each) for each in found)
        raise CliError(_SEVERAL_MAPS, maps=names)
    return found[0]


def _maps_in(folder: Path) -> list[Path]:
    """The folder itself if it contains spec files, else its subfolders that are maps."""
    if _spec_files(folder):
        return [folder]
    below = [child for child in sorted(folder.iterdir()) if child.is_dir() and child.name[0] not in "._"]
    holding = [child for child in below if _all_specs(child)]
    maps = [child for child in holding if any(_has_map_section(file) for file in _all_specs(child))]
    # One map with all of its files in subfolders.
    if len(maps) == 1 and len(holding) > 1:
        return [folder]
    return maps or ([folder] if holding else [])


def _spec_files(folder: Path) -> list[Path]:
    return [
        file
        for file in sorted(folder.iterdir())
        if file.name.endswith(ENDINGS) and file.name[0] not in "._" and file.is_file()
    ]


def _all_specs(folder: Path) -> list[Path]:
    return [file for ending in ENDINGS for file in sorted(folder.rglob(f"*{ending}")) if file.is_file()]


def _has_map_section(file: Path) -> bool:
    try:
        with file.open("rb") as text:
            return any(line.lstrip(b"\xef\xbb\xbf").startswith((b"map:", b'"map":')) for line in text)
    except OSError:
        return False


def _shown(path: Path) -> str:
    return path.as_posix()
