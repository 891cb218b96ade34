"""A note on a file that was read without the other files of its map."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dataflow.base.text import Sentence, Text, cut_short
from dataflow.cli.inputs import note
from dataflow.cli.places import argument, parts_beside

if TYPE_CHECKING:
    from dataflow.project import Project

_ALONE = Text(
    en="{file} was named, so the files beside it were not read: {others}. If they belong to the map, name its folder:"
    " {folder}",
    da="{file} blev angivet, så filerne ved siden af er ikke læst: {others}. Hører de til kortet, så angiv"
    " dets mappe: {folder}",
)
_SHOWN = 4


def note_read_alone(projects: "Iterable[Project]", paths: Iterable[Path], language: str) -> None:
    """Prints a note for each map of one file that names what it does not declare and has other files beside it."""
    for project, path in zip(projects, paths, strict=True):
        others: Sequence[Path] = ()
        if path.is_file() and any(finding.code == "DF101" for finding in project.problems):
            others = parts_beside(path)
        if others:
            named = cut_short([each.name for each in others], _SHOWN)
            words = {"file": path.as_posix(), "others": named, "folder": argument(path.parent)}
            note(Sentence(_ALONE, words), language)
