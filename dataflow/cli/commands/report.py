"""``dataflow report``: a whole report of the map, as a document."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dataflow.base.nearest import Unknown
from dataflow.base.text import Text
from dataflow.cli import completions, options
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE, CliError
from dataflow.cli.inputs import (
    ending_of,
    language_of,
    no_such_ending,
    note,
    sound_project,
    terms_of,
)
from dataflow.cli.languages import note_language, note_untranslated
from dataflow.cli.options import Color, Language, Level, Sureness

if TYPE_CHECKING:
    from dataflow.documents import Order
    from dataflow.project import Project

_NAME_A_FILE = Text(
    en="Name a file for the report, such as -o report.docx; its ending decides the format: {endings}.",
    da="Angiv en fil til rapporten, fx -o rapport.docx; endelsen bestemmer formatet: {endings}.",
)
_IS_A_FOLDER = Text(
    en="{path} is a folder; name a file in it, such as report.docx.",
    da="{path} er en mappe; angiv en fil i den, fx rapport.docx.",
)
_NO_PDF = Text(
    en="A report is not written as .pdf: print the .html from a browser, or save the .docx as PDF.",
    da="En rapport skrives ikke som .pdf: udskriv .html fra en browser, eller gem .docx som PDF.",
)
_ONE_LANGUAGE = Text(
    en="A report is in one language: write two, with --lang da and with --lang en.",
    da="En rapport er på ét sprog: skriv to, med --lang da og med --lang en.",
)
_NO_TEMPLATE = Text(
    en="--template is for .docx; a .{ending} file has no template.",
    da="--template er til .docx; en .{ending}-fil har ingen skabelon.",
)
_NO_WORD = Text(
    en="{path} is no .docx: open the template in Word, and save it as one.",
    da="{path} er ikke en .docx: åbn skabelonen i Word, og gem den som .docx.",
)


def sections_option() -> Any:
    """The option for the sections; its help lists them, and none is loaded."""
    from dataflow.base.plugins import names_in
    from dataflow.documents import sections

    names = names_in(sections)
    shown = f"Only these sections, in this order: {', '.join(names)}."
    return typer.Option("--sections", metavar="A,B,C", help=shown, autocompletion=completions.names(lambda: names))


def output_option() -> Any:
    """The option for the file; its help lists the formats there are, and none is loaded."""
    from dataflow.documents import endings

    shown = f"The file; its ending decides the format: {', '.join(f'.{ending}' for ending in endings())}."
    return typer.Option("-o", "--output", metavar="FILE", help=shown)


def report(
    path: options.MapPath = None,
    output: "Annotated[Path | None, output_option()]" = None,
    lang: Annotated[str | None, typer.Option("--lang", help="The language, en or da; else the map's first.")] = None,
    sections: "Annotated[str | None, sections_option()]" = None,
    title: Annotated[str | None, typer.Option(help="Another title than that of the map.")] = None,
    author: Annotated[str | None, typer.Option(help="Who publishes the report.")] = None,
    template: Annotated[
        Path | None, typer.Option(metavar="FILE.docx", help="A Word document with your own styles, header and cover.")
    ] = None,
    scenario: options.ScenarioOption = None,
    planned: options.PlannedOption = False,
    as_of: options.AsOfOption = None,
    level: options.LevelOption = Level.role,
    confidence: options.ConfidenceOption = None,
    theme: Annotated[str, typer.Option(metavar="THEME", help="The inks of the pictures, as in render.")] = "default",
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that dataflow did not write.")] = False,
    verbose: options.VerboseOption = False,
) -> int:
    """Write a report of the map: a summary of one page, pictures, gaps, actors, the data dictionary and questions."""
    from dataflow.cli.documents import OR_FORCE, put
    from dataflow.cli.places import one_map_at
    from dataflow.documents import Styling, document_of, writer_of
    from dataflow.renderers import themes

    target = _target(output)
    ending = _ending(target)
    language = _language(lang)
    if theme not in themes():
        raise Unknown("theme", theme, themes())
    if template is not None and ending != "docx":
        raise CliError(_NO_TEMPLATE, ending=ending)
    found = one_map_at(path)
    project = sound_project(found, terms_of(scenario, planned, as_of), language, Color.auto)
    names = [name.strip() for name in (sections or "").split(",") if name.strip()]
    order = _order(project, language, level, confidence, title, author)
    given = {"--sections": ",".join(names), "--scenario": scenario, "--as-of": as_of}
    order = replace(order, command=_command(order, found, target, {**given, "--theme": theme}, planned))
    styling = Styling(
        target.stem,
        theme,
        None if template is None else _read(template),
        "" if template is None else template.as_posix(),
    )
    written = writer_of(ending).write(document_of(project, order, names), styling)
    put(written, target, ending, [found], force, how=OR_FORCE)
    note_language(project, language)
    note_untranslated(project, (order.language,), order.language)
    for remark in written.remarks:
        note(remark, order.language)
    return DONE


def _target(output: Path | None) -> Path:
    from dataflow.documents import endings

    if output is None or str(output) == "-":
        raise CliError(_NAME_A_FILE, endings=", ".join(f".{ending}" for ending in endings()))
    if output.is_dir():
        raise CliError(_IS_A_FOLDER, path=output.as_posix())
    return output


def _ending(target: Path) -> str:
    from dataflow.documents import endings

    ending = ending_of(target)
    if ending == "pdf":
        raise CliError(_NO_PDF)
    if ending not in endings():
        raise no_such_ending(target, endings())
    return ending


def _language(lang: str | None) -> Language | None:
    if lang == "both":
        raise CliError(_ONE_LANGUAGE)
    if lang is not None and lang not in list(Language):
        raise Unknown("language", lang, list(Language))
    return None if lang is None else Language(lang)


def _order(
    project: "Project",
    language: Language | None,
    level: Level,
    confidence: Sureness | None,
    title: str | None,
    author: str | None,
) -> "Order":
    from dataflow import __version__
    from dataflow.base.finding import Confidence
    from dataflow.documents import Order

    return Order(
        language=language_of(language, project),
        title=title,
        author=author,
        level=level.value,
        confidence=None if confidence is None else Confidence(confidence.value),
        version=__version__,
    )


def _command(order: "Order", found: Path, target: Path, given: "dict[str, str | None]", planned: bool) -> str:
    """The command that makes the same report, without the folders of this machine."""
    import shlex

    place = found.name if found.is_absolute() else found.as_posix()
    words: Sequence[str] = ["dataflow", "report", place, "-o", target.name, "--lang", order.language]
    asked = {
        **given,
        "--title": order.title,
        "--author": order.author,
        "--confidence": order.confidence and str(order.confidence),
        "--level": "member" if order.level == "member" else None,
        "--theme": None if given["--theme"] == "default" else given["--theme"],
    }
    words = [*words, *(word for option, value in asked.items() if value for word in (option, value))]
    return shlex.join([*words, *(["--planned"] if planned else [])])


def _read(template: Path) -> bytes:
    from dataflow.cli.documents import read_document

    if ending_of(template) != "docx":
        raise CliError(_NO_WORD, path=template.as_posix())
    return read_document(template)


COMMAND = Command(
    report,
    "Write a report as Word, HTML, Markdown or Excel.",
    example="dataflow report specs/ihd --lang da -o report.docx",
    order=55,
)
