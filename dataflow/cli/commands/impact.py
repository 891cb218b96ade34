"""``dataflow impact``: what would no longer be met without a thing of the map."""

import re
from pathlib import Path
from typing import Annotated

import typer

from dataflow.base.text import Text
from dataflow.cli import completions, options
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE, CliError
from dataflow.cli.inputs import options_of, report_for, sound_project, terms_of, write_text
from dataflow.cli.options import Color

_ONE_THING = Text(
    en="impact takes a map, a thing, or a map and a thing.",
    da="impact tager et kort, en ting eller et kort og en ting.",
)
_PLACE = re.compile(r"(?P<kind>share:)?(?P<file>.+)(?P<at>:\d+:\d+)")
_WORDS = "A map's folder or file, else the one here; then a channel, actor, field, system, share or source, else all."


def impact(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH] [THING]",
            help=_WORDS,
            autocompletion=completions.ids("channels", "actors", "fields", "sources"),
        ),
    ] = None,
    scenario: options.ScenarioOption = None,
    planned: options.PlannedOption = False,
    as_of: options.AsOfOption = None,
    format_: "Annotated[str | None, options.format_option('impact')]" = None,
    output: options.OutputOption = None,
    lang: options.LanguageOption = None,
    color: options.ColorOption = Color.auto,
    verbose: options.VerboseOption = False,
) -> int:
    """Rank what the map rests on: what would no longer be met if a channel, actor, record or source fell away.

    Also which unknown statement, if true, would meet most. With a thing: who would lack what, and when.
    """
    from dataflow.cli.places import one_map_at
    from dataflow.reports import Fragility

    given = words or []
    if len(given) > 2:
        raise CliError(_ONE_THING)
    has_path = len(given) == 2 or (len(given) == 1 and Path(given[0]).exists())
    path, thing = (Path(given[0]) if has_path else None), (None if not given[has_path:] else given[-1])
    report = report_for("impact", format_, output, lang)
    found = one_map_at(path)
    project = sound_project(found, terms_of(scenario, planned, as_of), lang, color)
    thing = _in_map(thing, found)
    fragility = Fragility(project.impacts(thing), thing)
    write_text(report.write(fragility, options_of(lang, project, color, output)), output, [found])
    return DONE


def _in_map(thing: str | None, path: Path) -> str | None:
    """The place of a share as the map has it, where it was named from the current directory, as messages show it."""
    match = _PLACE.fullmatch(thing or "")
    if match is None:
        return thing
    folder = (path if path.is_dir() else path.parent).resolve()
    file = Path(match["file"]).resolve()
    if not file.is_file() or not file.is_relative_to(folder):
        return thing
    return f"{match['kind'] or ''}{file.relative_to(folder).as_posix()}{match['at']}"


COMMAND = Command(
    impact,
    "What depends on a channel, actor, record or source.",
    example="dataflow impact specs/ihd channel:hjertekom_portal",
    order=48,
)
