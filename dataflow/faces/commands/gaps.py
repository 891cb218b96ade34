"""``dataflow gaps``: the needs that are not met, and why."""

from typing import Annotated

import typer

from dataflow.faces.asking import batch_of, report_for, sound_project, style_of, terms_of, verdict, write_text
from dataflow.faces.commands import Command
from dataflow.faces.options import (
    AsOfOption,
    Color,
    ColorOption,
    FailOn,
    FormatOption,
    LanguageOption,
    Level,
    LevelOption,
    MapPath,
    OutputOption,
    PlannedOption,
    QuietOption,
    ScenarioOption,
    VerboseOption,
)


def gaps(
    path: MapPath = None,
    scenario: ScenarioOption = None,
    planned: PlannedOption = False,
    as_of: AsOfOption = None,
    level: LevelOption = Level.role,
    format_: FormatOption = "text",
    output: OutputOption = None,
    lang: LanguageOption = None,
    fail_on: Annotated[FailOn, typer.Option(help="Exit with 1 from this severity on.")] = FailOn.never,
    color: ColorOption = Color.auto,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> int:
    """Find the needs that are not met, why, and what the nearest repair is (DF3xx to DF5xx)."""
    from dataflow.faces.places import maps_at

    report = report_for("findings", format_)
    found = maps_at(path)
    terms = terms_of(scenario, planned, as_of)
    projects = [sound_project(each, terms, lang, color) for each in found]
    batches = [batch_of(project, project.gaps(level.value), level, by_actor=True) for project in projects]
    write_text(report.write(batches, style_of(lang, projects[0], color, output)), output, found)
    return verdict([finding for batch in batches for finding in batch.findings], fail_on)


COMMAND = Command(
    gaps, "Find the needs that are not met.", example="dataflow gaps specs/ihd --lang en --level member", order=30
)
