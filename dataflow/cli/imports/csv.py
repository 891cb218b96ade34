"""``dataflow import csv``: tables or a list of statements, as a new map or as changes of one."""

import io
import zipfile
from pathlib import Path
from typing import Annotated

import typer

from dataflow.base.text import Text
from dataflow.base.user_error import reason_of
from dataflow.cli import options
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import CliError
from dataflow.cli.incoming import (
    IntoOption,
    NewMapOption,
    WriteOption,
    check_destination,
    destination,
    errors_of,
    tell_changes,
    write_new_map,
)
from dataflow.cli.inputs import spoken
from dataflow.cli.places import NOT_READ, NOT_THERE

_LARGEST = 64 * 1024 * 1024
_NONE = Text(en="There is no .csv file in {path}.", da="Der er ingen .csv-fil i {path}.")
_TOO_LARGE = Text(
    en="{path} holds more than {limit} MB, which no map does.",
    da="{path} fylder mere end {limit} MB, og det gør intet kort.",
)
_DAMAGED = Text(en="{path} is a damaged archive.", da="{path} er et beskadiget arkiv.")


def csv(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Tables of dataflow export, or lists: files, a folder, or a .zip."),
    ],
    output: NewMapOption = None,
    into: IntoOption = None,
    write: WriteOption = False,
    delete: Annotated[bool, typer.Option("--delete", help="Take away the rows that the tables lack.")] = False,
    lang: options.LanguageOption = None,
    verbose: options.VerboseOption = False,
) -> int:
    """Bring CSV files into a map: the tables that dataflow export wrote, or a list of actor, field and phase.

    The changes are shown in words first; --write writes them. Lines of the map that do not change stay as they are.
    """
    from dataflow.exchange.csv_files import language_of
    from dataflow.exchange.from_csv import changes_of, new_map
    from dataflow.exchange.from_xlsx import Target

    check_destination(output, into, write=write, delete=delete)
    found = _read(files)
    if into is None:
        language = lang.value if lang else language_of(found) or spoken(None)
        return write_new_map(new_map(found, language, errors_of), output or Path(), lang)
    to = destination(into, lang)
    target = Target(to.project.data_map, to.project.specs.own_texts, to.errors_with, to.language)
    given = ", ".join(path.name or path.as_posix() for path in files)
    return tell_changes(to, changes_of(found, target, delete), given, write, delete)


def _read(paths: list[Path]) -> dict[str, bytes]:
    """The files by name. Raises CliError."""
    found: dict[str, bytes] = {}
    for path in paths:
        if not path.exists():
            raise CliError(NOT_THERE, path=path.as_posix())
        try:
            if path.is_dir():
                for each in sorted(path.iterdir()):
                    if each.suffix == ".csv" or each.name == "dataflow.txt":
                        found[each.name] = _content(each)
            elif path.suffix == ".zip":
                found |= _unpacked(path)
            else:
                found[path.name] = _content(path)
        except OSError as error:
            raise CliError(NOT_READ, path=path.as_posix(), reason=reason_of(error)) from error
    if not any(name.endswith(".csv") or name != "dataflow.txt" for name in found):
        raise CliError(_NONE, path=", ".join(path.as_posix() for path in paths))
    return found


def _content(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST:
        raise _too_large(path)
    return path.read_bytes()


def _unpacked(path: Path) -> dict[str, bytes]:
    """The tables in an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(_content(path))) as archive:
            parts = [each for each in archive.infolist() if each.filename.endswith((".csv", "dataflow.txt"))]
            if sum(each.file_size for each in parts) > _LARGEST:
                raise _too_large(path)
            return {Path(each.filename).name: archive.read(each) for each in parts}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise CliError(_DAMAGED, path=path.as_posix()) from error


def _too_large(path: Path) -> CliError:
    return CliError(_TOO_LARGE, path=path.as_posix(), limit=str(_LARGEST // 1024 // 1024))


KIND = Command(
    csv,
    "Tables of dataflow export --to csv, or a list of actor, field and phase.",
    example="dataflow import csv list.csv -o my-map",
    order=2,
)
