"""Writes documents: whole or not at all, and never over what somebody else wrote."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dataflow.base.regular_file import read_regular
from dataflow.base.text import Text
from dataflow.base.user_error import reason_of
from dataflow.cli.exit_codes import CliError
from dataflow.cli.inputs import ending_of, no_such_ending
from dataflow.cli.places import NOT_READ

if TYPE_CHECKING:
    from dataflow.documents import Written

_FOR_PEOPLE = ("docx", "html", "xlsx")
"""The endings that no report for programs has."""
_DRAWN = re.compile(rb'class="(?:d[0-9a-f]{8}-)?dataflow ')
"""The class of a drawing's root, with the prefix of its names where it has one."""
_NOT_OURS = Text(
    en="{path} was not written by dataflow, or has been changed since. {how}",
    da="{path} er ikke skrevet af dataflow eller er ændret siden. {how}",
)
ANOTHER_FILE = Text(en="Name another file.", da="Angiv en anden fil.")
OR_FORCE = Text(
    en="Name another file, or let --force overwrite it.", da="Angiv en anden fil, eller lad --force overskrive den."
)
NOT_DRAWN = Text(
    en="{path} was not drawn by dataflow. Move it, or let --force overwrite it.",
    da="{path} er ikke tegnet af dataflow. Flyt den, eller lad --force overskrive den.",
)


def read_document(path: Path) -> bytes:
    """The bytes of a document. Raises CliError."""
    try:
        return read_regular(path)
    except OSError as error:
        raise CliError(NOT_READ, path=path.as_posix(), reason=reason_of(error)) from error


def is_for_people(format_: str | None, output: Path | None) -> bool:
    """Whether findings are to be written as a table for people: by the format, or by the ending of the file."""
    return format_ == "table" or (format_ is None and ending_of(output) in _FOR_PEOPLE)


def table_ending(output: Path | None) -> str:
    """The format of a table by the ending of its file; Markdown on standard output. Raises CliError."""
    from dataflow.documents import endings

    if output is None or str(output) == "-":
        return "md"
    if ending_of(output) not in endings():
        raise no_such_ending(output, endings())
    return ending_of(output)


def put(written: "Written", target: Path, ending: str, maps: Sequence[Path], force: bool, how: Text) -> None:
    """Writes a document and the files beside it, all or none. Raises CliError.

    ``how`` says what to do about a file that somebody else wrote; where ``force``, it is overwritten.
    """
    from dataflow.cli.output import check_folder, check_unlocked, write_all
    from dataflow.documents import writer_of

    check_folder(target)
    check_unlocked(target)
    if not force and target.is_file() and not writer_of(ending).is_own(target.read_bytes()):
        raise CliError(_NOT_OURS, path=target.as_posix(), how=how)
    beside = {target.parent / name: content for name, content in written.beside.items()}
    check_pictures(beside, force)
    write_all({**beside, target: written.content}, maps)


def check_pictures(paths: "Sequence[Path] | dict[Path, bytes]", force: bool) -> None:
    """Refuses to overwrite a picture that was not drawn here. Raises CliError."""
    for path in paths:
        if not force and path.is_file() and not _DRAWN.search(path.read_bytes()[:2000]):
            raise CliError(NOT_DRAWN, path=path.as_posix())
