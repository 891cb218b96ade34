"""Finds the map of a command: the given path, the current directory, or the only map below ``specs/``."""

from pathlib import Path

from dataflow.cli.exit_codes import CliError
from dataflow.language.folder import ENDINGS


def maps_at(path: Path | None) -> list[Path]:
    """The folders or files of the maps at a path, in the order of their names. Raises CliError."""
    if path is not None:
        if not path.exists():
            raise CliError(f"There is no file or folder {_shown(path)}.")
        found = [path] if path.is_file() else _maps_in(path)
        if not found:
            raise CliError(
                f"There are no .yaml files in {_shown(path)}. dataflow init {_shown(path)} writes a first map."
            )
        return found
    here = Path()
    if any(_has_map_section(file) for file in _spec_files(here)):
        return [here]
    specs = Path("specs")
    found = _maps_in(specs) if specs.is_dir() else []
    if not found:
        raise CliError(
            "There is no map here: no .yaml file with a map: section in this folder, and none below specs/."
            " Name the map's folder, or let dataflow init write a first one."
        )
    return found


def one_map_at(path: Path | None) -> Path:
    """The only map at a path. Raises CliError if there are several."""
    found = maps_at(path)
    if len(found) > 1:
        names = ", ".join(_shown(each) for each in found)
        raise CliError(f"There are several maps here: {names}. Name one of them.")
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
