"""What commands have in common: opening projects, choosing reports, writing results."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from dataflow.cli.exit_codes import DONE, FINDINGS, CliError
from dataflow.cli.options import Color, FailOn, Language, Level

if TYPE_CHECKING:
    from dataflow.base.finding import Finding
    from dataflow.project import Project, Terms
    from dataflow.reports import ReportOptions


def terms_of(scenario: str | None, planned: bool, as_of: str | None) -> "Terms":
    """The terms of a command's options. Raises CliError for a date that is none."""
    from dataflow.project import Terms

    try:
        return Terms(scenario, planned, as_of)
    except ValueError:
        raise CliError(f"{as_of!r} is no date; write year-month-day, such as 2026-11-01.") from None


def sound_project(path: Path, terms: "Terms", lang: Language | None, color: Color) -> "Project":
    """The project of a map without errors; errors are printed and end the command."""
    from dataflow.base.nearest import Unknown
    from dataflow.project import MapHasErrors, Project

    project = Project.open(path, terms)
    try:
        _ = project.data_map
    except MapHasErrors:
        report = report_for("findings", "text")
        talk(
            report.write(
                [batch_of(project, project.problems, Level.member)], options_of(lang, project, color, None, err=True)
            )
        )
        raise CliError(f"{path.as_posix()} has errors, so nothing follows from it. Fix those above first.") from None
    except Unknown as error:
        raise CliError(str(error)) from error
    return project


def batch_of(
    project: "Project",
    findings: "Sequence[Finding]",
    level: Level,
    by_actor: bool = False,
    path: Path | None = None,
    known: frozenset[str] | None = None,
    task: str = "",
) -> Any:
    """Findings with what their reports need; ``known`` are the fingerprints of a baseline."""
    from dataflow import __version__
    from dataflow.cli.roots import root_of
    from dataflow.reports import Findings
    from dataflow.rules import all_rules

    data_map = None if project.is_broken else project.data_map
    return Findings(
        map_id=project.map_id,
        scenario=project.terms.scenario,
        level=level.value,
        findings=tuple(findings),
        rules=all_rules(),
        lines=project.lines,
        actors={actor.id: actor.label for actor in data_map.actors.values()} if data_map else {},
        by_actor=by_actor,
        task=task,
        files=tuple(sorted({*project.texts, *(finding.place.file for finding in project.unreadable)})),
        root="" if path is None else root_of(path),
        known=known,
        version=__version__,
    )


def report_for(about: str, format_: str) -> Any:
    """The report of a format. Raises CliError for one that there is not."""
    from dataflow.base.nearest import Unknown
    from dataflow.reports import formats, report

    if format_ not in formats(about):
        raise CliError(str(Unknown("format", format_, formats(about))))
    return report(about, format_)


def language_of(lang: Language | None, project: "Project") -> str:
    """The requested language, else the map's first."""
    return lang.value if lang else project.language


def options_of(
    lang: Language | None, project: "Project", color: Color, output: Path | None, err: bool = False
) -> "ReportOptions":
    """How to write: in which language, and whether in colour."""
    from dataflow.reports import ReportOptions

    return ReportOptions(language_of(lang, project), _in_color(color, output, err))


def _in_color(color: Color, output: Path | None, err: bool) -> bool:
    import os
    import sys

    if color != Color.auto:
        return color == Color.always
    stream = sys.stderr if err else sys.stdout
    to_stream = output is None or str(output) == "-"
    return to_stream and stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def write_text(text: str, output: Path | None, maps: Sequence[Path]) -> None:
    """Writes a result, but never over a file of its own maps. Raises CliError."""
    from dataflow.cli.output import print_text, spare_the_specs

    for each in maps:
        spare_the_specs(output, each)
    print_text(text, output)


def write_bytes(result: bytes, output: Path | None, maps: Sequence[Path]) -> None:
    """As ``write_text``, for bytes."""
    from dataflow.cli.output import spare_the_specs, write

    for each in maps:
        spare_the_specs(output, each)
    write(result, output)


def talk(text: str) -> None:
    """Prints a message on standard error."""
    from dataflow.cli.progress import hush

    hush()
    typer.echo(text, err=True)


def read_well(projects: "Sequence[Project]") -> str:
    """The message of ``validate`` for maps without findings."""
    from dataflow.wording.counts import ACTORS, FIELDS, FILES, counted

    files = sum(len(project.texts) for project in projects)
    actors = sum(len(project.data_map.actors) for project in projects)
    fields = sum(len(project.data_map.fields) for project in projects)
    said = (counted(files, FILES), counted(actors, ACTORS), counted(fields, FIELDS))
    return ", ".join(each.in_language("en") for each in said) + ": all in order."


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
