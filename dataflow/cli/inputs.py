"""What commands have in common: opening projects, choosing reports, writing results."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from dataflow.base.text import Filling, Sentence, Text
from dataflow.cli.exit_codes import DONE, FINDINGS, CliError
from dataflow.cli.options import Color, CsvDialect, FailOn, Language, Level
from dataflow.cli.spoken import environment_language

if TYPE_CHECKING:
    from dataflow.base.finding import Finding
    from dataflow.cli.baseline_gate import Compared
    from dataflow.project import Project
    from dataflow.reports import ReportOptions
    from dataflow.terms import Terms

_NO_DATE = Text(
    en="{day} is no date; write year-month-day, such as 2026-11-01.",
    da="{day} er ingen dato; skriv år-måned-dag som 2026-11-01.",
)
_HAS_ERRORS = Text(
    en="{path} has errors, so nothing follows from it. Fix those above first.",
    da="{path} har fejl, så intet kan udledes af kortet. Ret fejlene ovenfor først.",
)
OTHER_ENDING = Text(
    en="The format is {format}, as --format says, whatever the ending of {path}.",
    da="Formatet er {format}, som --format siger, uanset endelsen på {path}.",
)
_NO_SUCH_ENDING = Text(
    en="{path}: this command can't write {ending}. It writes {endings}.",
    da="{path}: kommandoen kan ikke skrive {ending}. Den skriver {endings}.",
)
_NO_ENDING = Text(
    en="{path} has no ending, and the ending says the format. This command writes {endings}.",
    da="{path} har ingen endelse, og det er den, der angiver formatet. Kommandoen skriver {endings}.",
)
_NO_WORD = Text(
    en="{path}: this command can't write .docx. It writes {endings}. dataflow report and dataflow gaps write .docx.",
    da="{path}: kommandoen kan ikke skrive .docx. Den skriver {endings}. dataflow report og dataflow gaps skriver"
    " .docx.",
)
_NO_WORD_BUT_SECTION = Text(
    en="{path}: this command can't write .docx. It writes {endings}. As Word it is a part of a report:"
    " dataflow report MAP --sections {section} -o {path}",
    da="{path}: kommandoen kan ikke skrive .docx. Den skriver {endings}. Som Word er det en del af en rapport:"
    " dataflow report KORT --sections {section} -o {path}",
)
_NO_WORD_BUT_HTML = Text(
    en="{path}: this command can't write .docx. It writes {endings}. Word opens .html, and saves it as .docx.",
    da="{path}: kommandoen kan ikke skrive .docx. Den skriver {endings}. Word åbner .html og gemmer det som .docx.",
)
_NO_WORKBOOK_BUT_EXPORT = Text(
    en="{path}: this command can't write .xlsx. It writes {endings}. A workbook to be filled in is written by:"
    " dataflow export MAP --questions -o {path}",
    da="{path}: kommandoen kan ikke skrive .xlsx. Den skriver {endings}. En projektmappe, der kan udfyldes, skrives"
    " med: dataflow export KORT --questions -o {path}",
)
_SECTIONS = {"questions": "questions", "stats": "figures"}
"""The sections of a report that hold what another command writes."""
_NO_CSV = Text(
    en="--dialect is for csv only; this is written as {format}.", da="--dialect gælder kun csv; her skrives {format}."
)
_NOTE = Text(en="note: {message}", da="bemærk: {message}")
_ALL_IN_ORDER = Text(
    en="{files}, {actors}, {fields}: all in order.", da="{files}, {actors}, {fields}: alt er i orden."
)


def terms_of(scenario: str | None, planned: bool, as_of: str | None, rules: frozenset[str] = frozenset()) -> "Terms":
    """The terms of a command's options; ``rules`` are those that count though they are off. Raises CliError."""
    from dataflow.terms import Terms

    try:
        return Terms(scenario, planned, as_of, rules)
    except ValueError:
        raise CliError(_NO_DATE, day=repr(as_of)) from None


def sound_project(
    path: Path,
    terms: "Terms",
    lang: Language | None,
    color: Color,
    stdin_name: str | None = None,
    shown: str | None = None,
) -> "Project":
    """The project of a map without errors; errors are printed and end the command.

    ``shown`` is what the map is called in messages, else its path.
    """
    from dataflow.cli.stdin import opened, path_shown
    from dataflow.evaluation import MapHasErrors

    project = opened(path, terms, stdin_name)
    path = path_shown(path, stdin_name)
    try:
        _ = project.data_map
    except MapHasErrors:
        from dataflow.reports import report

        text = report("findings", "text")
        talk(
            text.write(
                [batch_of(project, project.problems, Level.member, path=None if shown else path)],
                options_of(lang, project, color, None, err=True),
            )
        )
        raise CliError(_HAS_ERRORS, path=shown or path.as_posix()).said_in(language_of(lang, project)) from None
    return project


def batch_of(
    project: "Project",
    findings: "Sequence[Finding]",
    level: Level,
    by_actor: bool = False,
    path: Path | None = None,
    compared: "Compared | None" = None,
    task: str = "",
    ids: bool = False,
    root: Path | None = None,
) -> Any:
    """Findings with what their reports need; ``compared`` is what a baseline says of them."""
    from dataflow import __version__
    from dataflow.cli.roots import path_from_here, path_from_root
    from dataflow.reports import Findings
    from dataflow.rules import all_rules

    data_map = None if project.is_broken else project.data_map
    return Findings(
        map_id=project.map_id,
        scenario=project.terms.scenario,
        level=level.value,
        findings=tuple(finding.with_ids if ids else finding for finding in findings),
        rules=all_rules(),
        lines=project.lines,
        phases=data_map.pathway if data_map else {},
        actors={actor.id: replace(actor.name, shows_id=ids) for actor in data_map.actors.values()}
        if data_map
        else {},
        by_actor=by_actor,
        task=task,
        files=tuple(sorted({*project.texts, *(finding.place.file for finding in project.unreadable)})),
        root="" if path is None else path_from_root(path, root),
        here="" if path is None else path_from_here(path),
        known=None if compared is None else compared.known,
        changed={} if compared is None else compared.changed,
        version=__version__,
        data_map=data_map,
    )


def report_for(
    about: str,
    format_: str | None,
    output: Path | None,
    lang: Language | None,
    dialect: CsvDialect | None = None,
    more: Iterable[str] = (),
) -> Any:
    """The report in the format of the options; ``more`` are endings of what else the command writes.

    Raises ``Unknown`` and CliError.
    """
    from dataflow.reports import report

    found = format_of(about, format_, output, lang, more)
    note_useless_dialect(dialect, found, lang)
    return report(about, found)


def note_useless_dialect(dialect: CsvDialect | None, format_: str, lang: Language | None) -> None:
    """Prints a note where a dialect of CSV is named for another format."""
    if dialect is not None and format_ != "csv":
        note(Sentence(_NO_CSV, {"format": format_}), spoken(lang))


def format_of(
    about: str, format_: str | None, output: Path | None, lang: Language | None, more: Iterable[str] = ()
) -> str:
    """The format that ``--format`` names, else that of the ending of the output file, else text.

    ``more`` are endings that the command writes beside those of the formats, for the message about a wrong one.

    Raises ``Unknown`` for a format that there is not, and CliError for an ending that is none of a format.
    """
    from dataflow.base.nearest import Unknown
    from dataflow.reports import endings_of, format_of_ending, formats

    ending = ending_of(output)
    if format_ is None:
        found = format_of_ending(about, ending) if ending else "text"
        if found is None:
            written = dict.fromkeys([*(endings_of(each)[0] for each in formats(about)), *more])
            raise no_such_ending(output, written, _SECTIONS.get(about))
        return found
    if format_ not in formats(about):
        raise Unknown("format", format_, formats(about))
    if ending and ending not in endings_of(format_):
        note(Sentence(OTHER_ENDING, {"path": str(output), "format": format_}), spoken(lang))
    return format_


def ending_of(output: Path | None) -> str:
    """The ending of the file to write, in small letters and without its dot; empty for standard output."""
    return "" if output is None or str(output) == "-" else output.suffix.lstrip(".").lower()


def no_such_ending(output: Path | None, endings: Iterable[str], section: str | None = None) -> CliError:
    """The error for a file whose ending is none of those that a command can write.

    ``section`` is that of a report, which is written as Word, about the same.
    """
    known = list(endings)
    shown = ", ".join(f".{ending}" for ending in known)
    if ending_of(output) == "docx" and section is not None:
        return CliError(_NO_WORD_BUT_SECTION, path=str(output), endings=shown, section=section)
    if ending_of(output) == "xlsx" and section == _SECTIONS["questions"]:
        return CliError(_NO_WORKBOOK_BUT_EXPORT, path=str(output), endings=shown)
    if ending_of(output) == "docx":
        return CliError(_NO_WORD_BUT_HTML if "html" in known else _NO_WORD, path=str(output), endings=shown)
    if not ending_of(output):
        return CliError(_NO_ENDING, path=str(output), endings=shown)
    return CliError(_NO_SUCH_ENDING, path=str(output), ending=f".{ending_of(output)}", endings=shown)


def language_of(lang: Language | None, project: "Project") -> str:
    """The language of ``--lang``, else the map's first; of the environment if a map with errors states none."""
    if lang is None and project.stated_language is None and project.is_broken:
        return environment_language()
    return lang.value if lang else project.language


def spoken(lang: Language | None) -> str:
    """The language of ``--lang``, else that of the environment: for what is said before a map is read."""
    return lang.value if lang else environment_language()


def options_of(
    lang: Language | None,
    project: "Project",
    color: Color,
    output: Path | None,
    err: bool = False,
    dialect: CsvDialect | None = None,
) -> "ReportOptions":
    """How to write: in which language, whether in colour, and in which dialect of CSV."""
    from dataflow.reports import ReportOptions

    return ReportOptions(language_of(lang, project), _in_color(color, output, err), dialect and dialect.value)


def _in_color(color: Color, output: Path | None, err: bool) -> bool:
    import os
    import sys

    if color != Color.auto:
        return color == Color.always
    stream = sys.stderr if err else sys.stdout
    to_stream = output is None or str(output) == "-"
    return to_stream and stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def write_text(text: str, output: Path | None, maps: Sequence[Path]) -> None:
    """Writes a result; ``maps`` are those that it was made from. Raises CliError."""
    from dataflow.cli.output import print_text

    print_text(text, output, maps)


def write_bytes(result: bytes, output: Path | None, maps: Sequence[Path]) -> None:
    """As ``write_text``, for bytes."""
    from dataflow.cli.output import write

    write(result, output, maps)


def note(message: Filling, language: str) -> None:
    """Prints a note on standard error."""
    talk(Sentence(_NOTE, {"message": message}).shown(language))


def talk(text: str) -> None:
    """Prints a message on standard error, in which nothing acts on a terminal or on the log of a CI service.

    Names of files and words of authors come in by ``Sentence.shown``, so that they break no line either.
    """
    from dataflow.base.escaping import guarded
    from dataflow.cli.progress import hush

    hush()
    typer.echo(guarded("text", text, color=True), err=True)


def read_well(projects: "Sequence[Project]", language: str) -> str:
    """The message of ``validate`` for maps without findings."""
    from dataflow.wording.counts import ACTORS, FIELDS, FILES, counted

    files = sum(len(project.texts) for project in projects)
    actors = sum(len(project.data_map.actors) for project in projects)
    fields = sum(len(project.data_map.fields) for project in projects)
    counts = {"files": counted(files, FILES), "actors": counted(actors, ACTORS), "fields": counted(fields, FIELDS)}
    return Sentence(_ALL_IN_ORDER, counts).in_language(language)


def verdict(findings: "Sequence[Finding]", fail_on: FailOn) -> int:
    """The exit code: 1 if a finding that is not waived has the severity of ``fail_on`` or a higher one.

    Leave out findings in the baseline.
    """
    from dataflow.base.finding import Severity

    if fail_on == FailOn.never:
        return DONE
    limit = Severity.INFO if fail_on == FailOn.new else Severity(fail_on.value)
    fails = any(not finding.waived and finding.severity.rank <= limit.rank for finding in findings)
    return FINDINGS if fails else DONE
