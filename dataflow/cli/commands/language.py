"""``dataflow language``: how each actor writes a field, and what does not translate."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dataflow.cli import options
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE
from dataflow.cli.inputs import language_of, options_of, report_for, sound_project, terms_of, write_text
from dataflow.cli.options import Color

if TYPE_CHECKING:
    from dataflow.reports import CommonLanguage


def language(
    path: options.MapPath = None,
    field: Annotated[list[str] | None, typer.Option(help="Only this field; may be given again.")] = None,
    scenario: options.ScenarioOption = None,
    planned: options.PlannedOption = False,
    as_of: options.AsOfOption = None,
    format_: "Annotated[str | None, options.format_option('language')]" = None,
    output: options.OutputOption = None,
    lang: options.LanguageOption = None,
    dialect: options.DialectOption = None,
    color: options.ColorOption = Color.auto,
    verbose: options.VerboseOption = False,
) -> int:
    """Tell how each actor codes, measures and sends each field, and what of it does not translate, and why.

    With -o and the ending .docx, .html or .xlsx it is a table for people.
    """
    from dataflow.base.nearest import ids_of
    from dataflow.cli.documents import is_for_people
    from dataflow.cli.places import one_map_at
    from dataflow.documents.language_table import common_language

    for_people = is_for_people(format_, output)
    report = None if for_people else report_for("language", format_, output, lang, dialect)
    found = one_map_at(path)
    project = sound_project(found, terms_of(scenario, planned, as_of), lang, color)
    known = project.data_map.fields
    wanted = ids_of("field", field, known)
    fields = [each for each in known if not wanted or each in wanted]
    common = common_language(project, fields)
    if report is None and output is not None:
        _write_document(common, language_of(lang, project), output, found)
    elif report is not None:
        write_text(report.write(common, options_of(lang, project, color, output, dialect=dialect)), output, [found])
    return DONE


def _write_document(common: "CommonLanguage", language: str, output: Path, path: Path) -> None:
    """Writes the table for people."""
    from dataflow import __version__
    from dataflow.cli.documents import ANOTHER_FILE, put, table_ending
    from dataflow.documents import Styling, writer_of
    from dataflow.documents.language_table import language_document

    ending = table_ending(output)
    written = writer_of(ending).write(language_document(common, language, __version__), Styling(output.stem))
    put(written, output, ending, [path], force=False, how=ANOTHER_FILE)


COMMAND = Command(
    language,
    "How each actor writes a field, and what does not translate.",
    example="dataflow language specs/ihd --field ihd_diagnosis",
    order=43,
)
