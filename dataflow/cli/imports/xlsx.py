"""``dataflow import xlsx``: a workbook that was filled in, as a new map or as changes of one."""

from pathlib import Path
from typing import Annotated

import typer

from dataflow.base.text import Text
from dataflow.cli import options
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import CliError
from dataflow.cli.incoming import (
    IntoOption,
    NewMapOption,
    WriteOption,
    check_destination,
    check_file,
    destination,
    errors_of,
    tell_changes,
    write_new_map,
)
from dataflow.cli.places import argument

_ANOTHER_KIND = Text(
    en="{name} is no Excel workbook. A file with the ending {ending} is brought in by: dataflow import {kind} {rest}",
    da="{name} er ingen Excel-projektmappe. En fil med endelsen {ending} hentes ind med:"
    " dataflow import {kind} {rest}",
)
_KINDS = {".json": "fhir", ".tgz": "fhir", ".xml": "fhir", ".csv": "csv"}
"""The other kinds of import, by the endings of their files."""


def xlsx(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A workbook (.xlsx) of dataflow export, filled in.")],
    output: NewMapOption = None,
    into: IntoOption = None,
    write: WriteOption = False,
    delete: Annotated[bool, typer.Option("--delete", help="Take away what was taken away in the workbook.")] = False,
    lang: options.LanguageOption = None,
    verbose: options.VerboseOption = False,
) -> int:
    """Bring a workbook into a map: the changes in words first, and with --write in its files.

    Lines of the map that do not change stay as they are, comments included.
    """
    from dataflow.exchange.from_xlsx import changes_of, new_map

    check_destination(output, into, write=write, delete=delete)
    check_file(file)
    if file.suffix.lower() in _KINDS:
        raise _another_kind(file, output, into)
    if into is None:
        return write_new_map(new_map(file.read_bytes(), file.name, errors_of), output or Path(), lang)
    to = destination(into, lang)
    changes = changes_of(
        file.read_bytes(),
        file.name,
        to.project.data_map,
        to.project.specs.own_texts,
        to.errors_with,
        delete,
        to.language,
    )
    return tell_changes(to, changes, file.name, write, delete)


def _another_kind(file: Path, output: Path | None, into: Path | None) -> CliError:
    """The error for a file of another kind of import, with the command for it."""
    where = f"-o {argument(output)}" if output is not None else f"--into {argument(into or Path())}"
    ending, rest = file.suffix, f"{argument(file)} {where}"
    return CliError(_ANOTHER_KIND, name=file.name, ending=ending, kind=_KINDS[ending.lower()], rest=rest)


KIND = Command(
    xlsx,
    "A workbook of dataflow export, filled in. The word xlsx may be left out.",
    example="dataflow import answers.xlsx --into specs/ihd",
    order=1,
)
