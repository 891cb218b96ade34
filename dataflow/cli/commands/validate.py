"""``dataflow validate``: what is wrong in the specs."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dataflow.base.text import LANGUAGES
from dataflow.cli import options
from dataflow.cli.commands import Command
from dataflow.cli.inputs import (
    batch_of,
    format_of,
    note_useless_dialect,
    options_of,
    read_well,
    talk,
    terms_of,
    write_text,
)
from dataflow.cli.languages import note_language, note_untranslated
from dataflow.cli.options import Color, FailOn, Level

if TYPE_CHECKING:
    from dataflow.base.finding import Finding
    from dataflow.project import Project


def validate(
    paths: options.MapPaths = None,
    scenario: options.ScenarioOption = None,
    planned: options.PlannedOption = False,
    as_of: options.AsOfOption = None,
    level: options.LevelOption = Level.role,
    format_: "Annotated[str | None, options.format_option('findings')]" = None,
    output: options.OutputOption = None,
    root: options.RootOption = None,
    stdin_name: options.StdinNameOption = None,
    lang: options.LanguageOption = None,
    dialect: options.DialectOption = None,
    select: options.SelectOption = None,
    ignore: options.IgnoreOption = None,
    actor: options.OnlyActorOption = None,
    field: options.OnlyFieldOption = None,
    phase: options.OnlyPhaseOption = None,
    confidence: options.ConfidenceOption = None,
    certainty: options.CertaintyOption = None,
    baseline: options.BaselineOption = None,
    write_baseline: options.WriteBaselineOption = False,
    fail_on: Annotated[FailOn, typer.Option(help=options.FAIL_ON)] = FailOn.error,
    ids: options.IdsOption = False,
    color: options.ColorOption = Color.auto,
    fix: Annotated[
        bool, typer.Option("--fix", help="Correct in the files what has one right answer; at a terminal, ask.")
    ] = False,
    fix_unsure: Annotated[
        bool, typer.Option("--fix-unsure", help="As --fix, and take the nearest word without asking.")
    ] = False,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
) -> int:
    """Check that the specs are right: syntax, keys, values, references, repetitions (DF0xx and DF1xx)."""
    from dataflow.cli.baseline_gate import check_maps, conclude, gate_of
    from dataflow.cli.filters import selection_of
    from dataflow.cli.places import maps_at
    from dataflow.cli.plugins import note_rules_not_installed
    from dataflow.cli.read_alone import note_read_alone
    from dataflow.cli.stdin import opened, path_shown
    from dataflow.reports import report

    written_as = format_of("findings", format_, output, lang)
    note_useless_dialect(dialect, written_as, lang)
    selection = selection_of("validate", select, ignore, actor, field, phase, confidence, certainty)
    gate = gate_of("validate", selection, fail_on, baseline, write_baseline, output)
    requested: Sequence[Path | None] = paths or [None]
    found = [each for path in requested for each in maps_at(path)]
    if fix or fix_unsure:
        from dataflow.cli.fixing import check_files

        check_files(found)
    terms = terms_of(scenario, planned, as_of, selection.named)
    projects = [opened(path, terms, stdin_name) for path in found]
    shown = [path_shown(each, stdin_name) for each in found]
    report_options = options_of(lang, projects[0], color, output, dialect=dialect)
    if fix or fix_unsure:
        projects = [
            _fixed(project, path, fix_unsure, report_options.language, quiet)
            for project, path in zip(projects, found, strict=True)
        ]
    if not quiet:
        note_rules_not_installed(projects, report_options.language)
        note_language(projects[0], lang)
    checked = [(project, _found_in(project, level)) for project in projects]
    result = check_maps(checked, gate)
    if quiet and gate.writes and format_ is None and output is None:
        return conclude(result, gate, shown, quiet, report_options.language)  # the baseline is the result
    batches = [
        batch_of(
            looked.project, looked.shown, level, path=path, compared=compared, task="validate", ids=ids, root=root
        )
        for path, looked, compared in zip(shown, result.maps, result.compared, strict=True)
    ]
    write_text(report("findings", written_as).write(batches, report_options), output, shown)
    if not quiet and written_as == "text" and not any(findings for _, findings in checked):
        talk(read_well(projects, report_options.language))
    if not quiet and written_as == "text":
        note_read_alone(projects, shown, report_options.language)
        for project in projects:
            if not project.is_broken:
                note_untranslated(project, LANGUAGES, report_options.language)
    return conclude(result, gate, shown, quiet, report_options.language)


def _fixed(project: "Project", path: Path, unsure: bool, language: str, quiet: bool) -> "Project":
    from dataflow.base.escaping import escaped_text, one_line
    from dataflow.cli.fixing import fix_map

    project, said = fix_map(project, path, unsure, language)
    for each in () if quiet else said:
        talk(escaped_text(one_line(each)))
    return project


def _found_in(project: "Project", level: Level) -> "tuple[Finding, ...]":
    """The problems; and, if there is a map in spite of them, its warnings."""
    return project.problems if project.is_broken else (*project.problems, *project.warnings(level.value))


COMMAND = Command(validate, "Check that the specs are right.", example="dataflow validate specs/ihd", order=20)
