"""``dataflow trace``: the life of a field, and why an actor has it or not."""

from pathlib import Path
from typing import Annotated

import typer

from dataflow.base.text import Text
from dataflow.cli import completions, options
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE, CliError
from dataflow.cli.inputs import options_of, report_for, sound_project, terms_of, write_text
from dataflow.cli.options import Color

_ONE_FIELD = Text(en="trace takes a field, or a map and a field.", da="trace tager et felt eller et kort og et felt.")
_TO_AND_AT = Text(
    en="--to ACTOR and --at PHASE belong together: name both.",
    da="--to AKTØR og --at FASE hører sammen: nævn begge.",
)
_WHICH_FIELD = Text(
    en="Say which field of {path}: dataflow trace {argument} FIELD (an id under fields:).",
    da="Skriv, hvilket felt i {path}: dataflow trace {argument} FELT (et id under fields:).",
)


def trace(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[PATH] FIELD",
            help="A field, after the map's folder or file if it is not the current folder.",
            autocompletion=completions.ids("fields"),
        ),
    ],
    to: Annotated[
        str | None,
        typer.Option(
            metavar="ACTOR",
            help="Why this actor has it, or not; with --at.",
            autocompletion=completions.ids("actors"),
        ),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(metavar="PHASE", help="In which phase; with --to.", autocompletion=completions.ids("phases")),
    ] = None,
    scenario: options.ScenarioOption = None,
    planned: options.PlannedOption = False,
    as_of: options.AsOfOption = None,
    format_: "Annotated[str | None, options.format_option('trace')]" = None,
    output: options.OutputOption = None,
    lang: options.LanguageOption = None,
    color: options.ColorOption = Color.auto,
    verbose: options.VerboseOption = False,
) -> int:
    """Tell where a field is recorded, how it travels and who ends up with it; or why an actor has it or not."""
    from dataflow.cli.places import argument, one_map_at

    if len(words) > 2:
        raise CliError(_ONE_FIELD)
    if (to is None) != (at is None):
        raise CliError(_TO_AND_AT)
    if len(words) == 1 and Path(words[0]).exists():
        raise CliError(_WHICH_FIELD, path=words[0], argument=argument(Path(words[0])))
    report = report_for("trace", format_, output, lang)
    found = one_map_at(Path(words[0]) if len(words) == 2 else None)
    project = sound_project(found, terms_of(scenario, planned, as_of), lang, color)
    traced = project.trace(words[-1], to, at)
    write_text(report.write(traced, options_of(lang, project, color, output)), output, [found])
    return DONE


COMMAND = Command(
    trace,
    "Tell the life of a field.",
    example="dataflow trace specs/ihd lvef --to municipality --at rehabilitation-municipal",
    order=45,
)
