"""``dataflow validate``: what is wrong in the specs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from dataflow.faces.asking import batch_of, read_well, report_for, style_of, talk, terms_of, verdict, write_text
from dataflow.faces.commands import Command
from dataflow.faces.exits import CouldNot
from dataflow.faces.options import (
    AsOfOption,
    Color,
    ColorOption,
    FailOn,
    FormatOption,
    LanguageOption,
    Level,
    LevelOption,
    MapPaths,
    OutputOption,
    PlannedOption,
    QuietOption,
    ScenarioOption,
    VerboseOption,
)


def validate(
    paths: MapPaths = None,
    scenario: ScenarioOption = None,
    planned: PlannedOption = False,
    as_of: AsOfOption = None,
    level: LevelOption = Level.role,
    format_: FormatOption = "text",
    output: OutputOption = None,
    lang: LanguageOption = None,
    fail_on: Annotated[FailOn, typer.Option(help="Exit with 1 from this severity on.")] = FailOn.error,
    color: ColorOption = Color.auto,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> int:
    """Check that the specs are right: syntax, keys, values, references, repetitions (DF0xx and DF1xx)."""
    from dataflow.faces.places import maps_at
    from dataflow.project import Project, Unknown

    report = report_for("findings", format_)
    asked: Sequence[Path | None] = paths or [None]
    found = [each for path in asked for each in maps_at(path)]
    terms = terms_of(scenario, planned, as_of)
    projects = [Project.open(path, terms) for path in found]
    style = style_of(lang, projects[0], color, output)
    try:
        checked = [(project, project.problems or project.warnings(level.value)) for project in projects]
    except Unknown as error:
        raise CouldNot(str(error)) from error
    batches = [batch_of(project, findings, level) for project, findings in checked]
    write_text(report.write(batches, style), output, found)
    if not quiet and format_ == "text" and not any(batch.findings for batch in batches):
        talk(read_well(projects))
    return verdict([finding for batch in batches for finding in batch.findings], fail_on)


COMMAND = Command(validate, "Check that the specs are right.", example="dataflow validate specs/ihd", order=20)
