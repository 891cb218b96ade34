"""``dataflow trace``: the life of a field, and why an actor has it or not."""

from pathlib import Path
from typing import Annotated

import typer

from dataflow.cli import options
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE, CliError
from dataflow.cli.inputs import options_of, report_for, sound_project, terms_of, write_text
from dataflow.cli.options import Color


def trace(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[PATH] FIELD", help="A field, after the map's folder or file if it is not the current folder."
        ),
    ],
    to: Annotated[str | None, typer.Option(metavar="ACTOR", help="Why this actor has it, or not; with --at.")] = None,
    at: Annotated[str | None, typer.Option(metavar="PHASE", help="In which phase; with --to.")] = None,
    scenario: options.ScenarioOption = None,
    planned: options.PlannedOption = False,
    as_of: options.AsOfOption = None,
    format_: "Annotated[str, options.format_option('trace')]" = "text",
    output: options.OutputOption = None,
    lang: options.LanguageOption = None,
    color: options.ColorOption = Color.auto,
    verbose: options.VerboseOption = False,
) -> int:
    """Tell where a field is recorded, how it travels and who ends up with it; or why an actor has it or not."""
    from dataflow.base.nearest import Unknown
    from dataflow.cli.places import one_map_at

    if len(words) > 2:
        raise CliError("trace takes a field, or a map and a field.")
    if (to is None) != (at is None):
        raise CliError("--to ACTOR and --at PHASE belong together: name both.")
    if len(words) == 1 and Path(words[0]).exists():
        raise CliError(f"Say which field of {words[0]}: dataflow trace {words[0]} FIELD (an id under fields:).")
    report = report_for("trace", format_)
    found = one_map_at(Path(words[0]) if len(words) == 2 else None)
    project = sound_project(found, terms_of(scenario, planned, as_of), lang, color)
    try:
        traced = project.trace(words[-1], to, at)
    except Unknown as error:
        raise CliError(str(error)) from error
    write_text(report.write(traced, options_of(lang, project, color, output)), output, [found])
    return DONE


COMMAND = Command(
    trace,
    "Tell the life of a field.",
    example="dataflow trace specs/ihd lvef --to municipality --at rehabilitation-municipal",
    order=45,
)
