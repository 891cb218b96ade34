"""``dataflow import fhir``: the definitions of a standard, as a new map, as changes of one, or beside a channel."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dataflow.base.text import Text
from dataflow.base.user_error import reason_of
from dataflow.cli import options
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import COULD_NOT, DONE, CliError
from dataflow.cli.incoming import (
    Destination,
    IntoOption,
    NewMapOption,
    WriteOption,
    check_destination,
    destination,
    errors_of,
    tell_changes,
    tell_problems,
    tell_taken_away,
    write_changes,
    write_new_map,
)
from dataflow.cli.places import NOT_READ, NOT_THERE

if TYPE_CHECKING:
    from dataflow.exchange.fhir.files import Given

_EMPTY = Text(
    en="There is no JSON file and no package (.tgz) in {path}.",
    da="Der er ingen JSON-fil og ingen pakke (.tgz) i {path}.",
)
_OF_A_CHANNEL = Text(
    en="{option} is for --channel ID, which compares a channel with the files.",
    da="{option} hører til --channel ID, som sammenligner en kanal med filerne.",
)
_NOT_BESIDE = Text(
    en="{option} and --channel ID exclude one another.", da="{option} og --channel ID udelukker hinanden."
)
_PHASE_WITHOUT_ACTOR = Text(
    en="--phase says when --actor ID records the answers. Name the actor too.",
    da="--phase angiver, hvornår --actor ID registrerer svarene. Angiv også aktøren.",
)


class ComparisonFormat(StrEnum):
    """The formats of a comparison."""

    text = "text"
    json = "json"


def fhir(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="FHIR R4: JSON files, folders of them, packages (.tgz).")
    ],
    output: NewMapOption = None,
    into: IntoOption = None,
    channel: Annotated[
        str | None, typer.Option("--channel", metavar="ID", help="Compare this channel of the map with the files.")
    ] = None,
    actor: Annotated[
        str | None, typer.Option("--actor", metavar="ID", help="Who records the answers of a questionnaire.")
    ] = None,
    phase: Annotated[
        list[str] | None,
        typer.Option("--phase", metavar="ID", help="When --actor records them; may be given again."),
    ] = None,
    format_: Annotated[
        ComparisonFormat | None, typer.Option("--format", help="How to write what --channel compares.")
    ] = None,
    write: WriteOption = False,
    delete: Annotated[
        bool, typer.Option("--delete", help="With --channel: take away slots that the standard rules out.")
    ] = False,
    lang: options.LanguageOption = None,
    verbose: options.VerboseOption = False,
) -> int:
    """Bring the definitions of a standard into a map: profiles, questionnaires and code systems of FHIR R4.

    Profiles become channels with slots, items of questionnaires become fields, concept maps become translations. What
    the files do not say stays open and is counted. Nothing is fetched.
    """
    from dataflow.exchange.fhir.proposal import Recorded
    from dataflow.exchange.from_fhir import Target, changes_of, new_map

    if channel is not None:
        for option, given in (("--output", output), ("--actor", actor), ("--phase", phase)):
            if given:
                raise CliError(_NOT_BESIDE, option=option)
        return _compare(files, into, channel, format_ or ComparisonFormat.text, write, delete, lang)
    for option, wanted in (("--format", format_ is not None), ("--delete", delete)):
        if wanted:
            raise CliError(_OF_A_CHANNEL, option=option)
    if phase and not actor:
        raise CliError(_PHASE_WITHOUT_ACTOR)
    check_destination(output, into, write=write)
    recorded = Recorded(actor or "", tuple(dict.fromkeys(phase or ())))
    if into is None:
        language = lang.value if lang else None
        return write_new_map(new_map(_given(files), recorded, errors_of, language), output or Path(), lang)
    to = destination(into, lang)
    target = Target(to.project.data_map, to.project.specs.own_texts, to.errors_with, to.language)
    return tell_changes(to, changes_of(_given(files), target, recorded), _names(files), write)


def _compare(
    files: Sequence[Path],
    into: Path | None,
    channel: str,
    format_: ComparisonFormat,
    write: bool,
    delete: bool,
    lang: options.Language | None,
) -> int:
    """A channel of a map beside the files."""
    from dataflow.base.escaping import guarded
    from dataflow.cli.output import print_text
    from dataflow.exchange.fhir.comparison_json import json_of
    from dataflow.exchange.fhir.comparison_text import text_of
    from dataflow.exchange.from_fhir import Target, comparison_of

    to: Destination = destination(into, lang)
    target = Target(to.project.data_map, to.project.specs.own_texts, to.errors_with, to.language)
    found = comparison_of(_given(files), target, channel, delete)
    if tell_problems(found.changes.problems, to.language) or found.comparison is None:
        return COULD_NOT
    as_json = format_ == ComparisonFormat.json
    comparison = found.comparison
    text = json_of(comparison) if as_json else text_of(comparison, to.project.data_map, to.language)
    print_text(guarded("json" if as_json else "text", text), None)
    tell_taken_away(found.changes, delete, to.language)
    write_changes(to, found.changes.texts, write)
    return DONE


def _names(files: Iterable[Path]) -> str:
    return ", ".join(file.name or file.as_posix() for file in files)


def _given(paths: Iterable[Path]) -> "Iterator[Given]":
    """The files to read, those of folders in the order of their paths. Raises CliError."""
    from dataflow.exchange.fhir.files import LARGEST, Given

    for path in paths:
        for file in _files_in(path):
            try:
                with file.open("rb") as opened:
                    # One byte more than is read, so that what is too large is seen, and not kept.
                    content = opened.read(LARGEST + 1)
            except OSError as error:
                raise CliError(NOT_READ, path=file.as_posix(), reason=reason_of(error)) from error
            named = file == path
            yield Given(file.name if named else file.relative_to(path).as_posix(), content, named)


def _files_in(path: Path) -> list[Path]:
    """The file itself, or those of a folder that may be FHIR. Raises CliError where there is none."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise CliError(NOT_THERE, path=path.as_posix())
    found = sorted(each for each in path.rglob("*") if each.suffix in (".json", ".tgz") and each.is_file())
    if not found:
        raise CliError(_EMPTY, path=path.as_posix())
    return found


KIND = Command(
    fhir,
    "Definitions of FHIR R4: profiles, questionnaires, code systems, concept maps.",
    example="dataflow import fhir package.tgz --into my-map --channel letter",
    order=3,
)
