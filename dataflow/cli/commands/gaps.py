"""``dataflow gaps``: the needs that are not met, and why."""

from typing import Annotated

import typer

from dataflow.cli import options
from dataflow.cli.commands import Command
from dataflow.cli.inputs import batch_of, language_of, options_of, report_for, sound_project, terms_of, write_text
from dataflow.cli.options import Color, FailOn, Level


def gaps(
    path: options.MapPath = None,
    scenario: options.ScenarioOption = None,
    planned: options.PlannedOption = False,
    as_of: options.AsOfOption = None,
    level: options.LevelOption = Level.role,
    format_: "Annotated[str | None, options.format_option('findings')]" = None,
    output: options.OutputOption = None,
    root: options.RootOption = None,
    stdin_name: options.StdinNameOption = None,
    lang: options.LanguageOption = None,
    select: options.SelectOption = None,
    ignore: options.IgnoreOption = None,
    actor: options.OnlyActorOption = None,
    field: options.OnlyFieldOption = None,
    phase: options.OnlyPhaseOption = None,
    confidence: options.ConfidenceOption = None,
    certainty: options.CertaintyOption = None,
    baseline: options.BaselineOption = None,
    write_baseline: options.WriteBaselineOption = False,
    fail_on: Annotated[FailOn, typer.Option(help=options.FAIL_ON)] = FailOn.never,
    ids: options.IdsOption = False,
    color: options.ColorOption = Color.auto,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
) -> int:
    """Find the needs that are not met, why, and what the nearest repair is (DF3xx to DF5xx)."""
    from dataflow.cli.baseline_gate import check_maps, conclude, gate_of
    from dataflow.cli.filters import selection_of
    from dataflow.cli.places import maps_at
    from dataflow.cli.stdin import path_shown

    report = report_for("findings", format_, output, lang)
    selection = selection_of("gaps", select, ignore, actor, field, phase, confidence, certainty)
    gate = gate_of("gaps", selection, fail_on, baseline, write_baseline, output)
    found = maps_at(path)
    terms = terms_of(scenario, planned, as_of, selection.named)
    projects = [sound_project(each, terms, lang, color, stdin_name) for each in found]
    shown = [path_shown(each, stdin_name) for each in found]
    result = check_maps([(project, project.gaps(level.value)) for project in projects], gate)
    batches = [
        batch_of(
            looked.project,
            looked.shown,
            level,
            by_actor=True,
            path=path,
            known=known,
            task="gaps",
            ids=ids,
            root=root,
        )
        for path, looked, known in zip(shown, result.maps, result.known, strict=True)
    ]
    write_text(report.write(batches, options_of(lang, projects[0], color, output)), output, shown)
    return conclude(result, gate, shown, quiet, language_of(lang, projects[0]))


COMMAND = Command(
    gaps, "Find the needs that are not met.", example="dataflow gaps specs/ihd --lang en --level member", order=30
)
