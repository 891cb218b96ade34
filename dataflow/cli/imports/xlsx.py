"""``dataflow import xlsx``: a workbook that was filled in, as a new map or as changes of one."""

from pathlib import Path
from typing import Annotated

import typer

from dataflow.cli import options
from dataflow.cli.commands import Command
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


KIND = Command(
    xlsx,
    "A workbook of dataflow export, filled in. The word xlsx may be left out.",
    example="dataflow import answers.xlsx --into specs/ihd",
    order=1,
)
