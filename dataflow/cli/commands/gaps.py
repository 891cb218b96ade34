"""``dataflow gaps``: the needs that are not met, and why."""

from typing import Annotated

import typer

from dataflow.cli.commands import Command
from dataflow.cli.inputs import batch_of, options_of, report_for, sound_project, terms_of, write_text
from dataflow.cli.options import (
    FAIL_ON,
    AsOfOption,
    BaselineOption,
    CertaintyOption,
    Color,
    ColorOption,
    ConfidenceOption,
    FailOn,
    IgnoreOption,
    LanguageOption,
    Level,
    LevelOption,
    MapPath,
    OnlyActorOption,
    OnlyFieldOption,
    OnlyPhaseOption,
    OutputOption,
    PlannedOption,
    QuietOption,
    ScenarioOption,
    SelectOption,
    VerboseOption,
    WriteBaselineOption,
    format_option,
)


def gaps(
    path: MapPath = None,
    scenario: ScenarioOption = None,
    planned: PlannedOption = False,
    as_of: AsOfOption = None,
    level: LevelOption = Level.role,
    format_: "Annotated[str, format_option('findings')]" = "text",
    output: OutputOption = None,
    lang: LanguageOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    actor: OnlyActorOption = None,
    field: OnlyFieldOption = None,
    phase: OnlyPhaseOption = None,
    confidence: ConfidenceOption = None,
    certainty: CertaintyOption = None,
    baseline: BaselineOption = None,
    write_baseline: WriteBaselineOption = False,
    fail_on: Annotated[FailOn, typer.Option(help=FAIL_ON)] = FailOn.never,
    color: ColorOption = Color.auto,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> int:
    """Find the needs that are not met, why, and what the nearest repair is (DF3xx to DF5xx)."""
    from dataflow.cli.baseline_gate import check_maps, conclude, gate_of
    from dataflow.cli.filters import selection_of
    from dataflow.cli.places import maps_at

    report = report_for("findings", format_)
    selection = selection_of("gaps", select, ignore, actor, field, phase, confidence, certainty)
    gate = gate_of("gaps", selection, fail_on, baseline, write_baseline, output)
    found = maps_at(path)
    terms = terms_of(scenario, planned, as_of)
    projects = [sound_project(each, terms, lang, color) for each in found]
    result = check_maps([(project, project.gaps(level.value)) for project in projects], gate)
    batches = [
        batch_of(looked.project, looked.shown, level, by_actor=True, path=path, known=known, task="gaps")
        for path, looked, known in zip(found, result.maps, result.known, strict=True)
    ]
    write_text(report.write(batches, options_of(lang, projects[0], color, output)), output, found)
    return conclude(result, gate, found, quiet)


COMMAND = Command(
    gaps, "Find the needs that are not met.", example="dataflow gaps specs/ihd --lang en --level member", order=30
)
