"""``dataflow export``: the map in another format."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dataflow.base.nearest import id_of
from dataflow.base.text import Text
from dataflow.base.visible import visible
from dataflow.cli import completions, options
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE, CliError
from dataflow.cli.inputs import (
    ending_of,
    language_of,
    no_such_ending,
    sound_project,
    spoken,
    talk,
    terms_of,
    write_bytes,
)
from dataflow.cli.languages import note_untranslated
from dataflow.cli.options import Color, Language

if TYPE_CHECKING:
    from dataflow.terms import Terms

_WHICH_FORMAT = Text(
    en="Say in which format: --to {formats}, or a file by -o that ends so.",
    da="Angiv formatet: --to {formats}, eller med -o en fil, der ender sådan.",
)
_RECORD = "processing"
"""The record of processing activities, a document rather than a map in another format."""
_NAME_A_FILE = Text(
    en="Name a file, such as -o record.xlsx; its ending decides the format: {endings}.",
    da="Angiv en fil, fx -o fortegnelse.xlsx; endelsen bestemmer formatet: {endings}.",
)
_WORD = Text(
    en="{path}: a map is exported as {formats}. As Word it is a report: dataflow report MAP -o {path}; or the record"
    " of processing: dataflow export MAP --to processing -o {path}",
    da="{path}: et kort eksporteres som {formats}. Som Word er det en rapport: dataflow report KORT -o {path}; eller"
    " fortegnelsen over behandlinger: dataflow export KORT --to processing -o {path}",
)
_CSV_IS_SEVERAL = Text(
    en="CSV is several files: name a folder that is new, or a .zip, such as -o tables.",
    da="CSV er flere filer: angiv en ny mappe eller en .zip, fx -o tabeller.",
)
_ONLY_CSV = Text(en="{option} is for --to csv.", da="{option} hører til --to csv.")
_ONLY_FORMS = Text(en="{option} is for --to xlsx.", da="{option} hører til --to xlsx.")


def to_option() -> Any:
    """The option for the format; its help lists the formats, and none is loaded."""
    from dataflow.exchange import export_formats

    formats = ", ".join(export_formats())
    shown = f"The format, else by the file's ending: {formats}. {_RECORD}: the record of GDPR Art. 30 (.xlsx, .docx)."
    return typer.Option("--to", metavar="FORMAT", help=shown, autocompletion=completions.names(export_formats))


def export(
    path: options.MapPath = None,
    to: "Annotated[str | None, to_option()]" = None,
    scenario: options.ScenarioOption = None,
    planned: options.PlannedOption = False,
    as_of: options.AsOfOption = None,
    actor: Annotated[
        str | None,
        typer.Option(
            "--actor",
            metavar="ID",
            help="xlsx: only what concerns this actor.",
            autocompletion=completions.ids("actors"),
        ),
    ] = None,
    questions: Annotated[bool, typer.Option("--questions", help="xlsx: only what nobody has found out yet.")] = False,
    empty: Annotated[bool, typer.Option("--empty", help="xlsx: an empty workbook for a new map.")] = False,
    dialect: options.DialectOption = None,
    output: options.OutputOption = None,
    lang: options.LanguageOption = None,
    verbose: options.VerboseOption = False,
) -> int:
    """Write the map in another format: a workbook to fill in, a graph, or JSON for other programs."""
    from dataflow.cli.places import one_map_at
    from dataflow.exchange import ExportOptions, Outgoing, export_of

    if to == _RECORD:
        for option, given in (("--actor", actor is not None), ("--questions", questions), ("--empty", empty)):
            if given:
                raise CliError(_ONLY_FORMS, option=option)
        _write_record(path, terms_of(scenario, planned, as_of), output, lang)
        return DONE
    written = export_of(to or _format_by_ending(output))
    for option, given in (("--actor", actor is not None), ("--questions", questions), ("--empty", empty)):
        if given and written.template is None:
            raise CliError(_ONLY_FORMS, option=option)
    if dialect is not None and written.files is None:
        raise CliError(_ONLY_CSV, option="--dialect")
    if empty and written.template is not None:
        write_bytes(written.template(spoken(lang)), output, [])
        return DONE
    found = one_map_at(path)
    project = sound_project(found, terms_of(scenario, planned, as_of), lang, Color.auto)
    if actor is not None:
        actor = id_of("actor", actor, project.data_map.actors)
    from dataflow.analysis.lineage.processing import processings

    outgoing = Outgoing(
        project.data_map,
        project.specs.own_texts,
        lambda: project.graph,
        lambda: processings(project.needs, project.assumptions),
        project.questions,
    )
    export_options = ExportOptions(
        language_of(lang, project), None if dialect is None else dialect.value, actor, questions
    )
    if written.files is not None and ending_of(output) != "zip":
        _write_folder(written.files(outgoing, export_options), output, found)
        return DONE
    write_bytes(written.write(outgoing, export_options), output, [found])
    if written.lacks is not None and (lacking := written.lacks(outgoing, export_options)) is not None:
        talk(visible(lacking.in_language(export_options.language)))
    return DONE


def _write_folder(files: Mapping[str, bytes], folder: Path | None, path: Path) -> None:
    """Writes files of the map at ``path`` into a folder that is new or empty, all or none. Raises CliError."""
    from dataflow.cli.output import write_all

    if folder is None or folder.suffix or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise CliError(_CSV_IS_SEVERAL)
    write_all({folder / name: content for name, content in files.items()}, [path])


def _format_by_ending(output: Path | None) -> str:
    from dataflow.exchange import export_formats

    ending, known = ending_of(output), export_formats()
    if not ending:
        raise CliError(_WHICH_FORMAT, formats=", ".join(known))
    if ending == "docx":
        raise CliError(_WORD, path=str(output), formats=", ".join(f".{each}" for each in known))
    if ending not in known:
        raise no_such_ending(output, known)
    return ending


def _write_record(path: Path | None, terms: "Terms", output: Path | None, lang: Language | None) -> None:
    """Writes the record of processing activities, and says what it leaves blank."""
    from dataflow import __version__
    from dataflow.cli.documents import ANOTHER_FILE, put
    from dataflow.cli.places import one_map_at
    from dataflow.documents import Styling, endings, writer_of
    from dataflow.documents.processing_document import blanks, processing_document

    if output is None or str(output) == "-":
        raise CliError(_NAME_A_FILE, endings=", ".join(f".{ending}" for ending in endings()))
    if ending_of(output) not in endings():
        raise no_such_ending(output, endings())
    found = one_map_at(path)
    project = sound_project(found, terms, lang, Color.auto)
    language = language_of(lang, project)
    document = processing_document(project, language, __version__, as_sheets=ending_of(output) == "xlsx")
    written = writer_of(ending_of(output)).write(document, Styling(output.stem))
    put(written, output, ending_of(output), [found], force=False, how=ANOTHER_FILE)
    note_untranslated(project, (language,), language)
    for line in blanks(project, language):
        talk(visible(line))


COMMAND = Command(
    export,
    "Write the map in another format.",
    example="dataflow export specs/ihd --questions -o questions.xlsx",
    order=60,
)
