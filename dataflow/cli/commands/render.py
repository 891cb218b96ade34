"""``dataflow render``: a view of the map, drawn."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from dataflow.base.nearest import Unknown
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE, CliError
from dataflow.cli.inputs import language_of, sound_project, talk, terms_of, write_bytes
from dataflow.cli.options import (
    AsOfOption,
    Color,
    LanguageOption,
    MapPath,
    OnlyActorOption,
    OnlyChannelOption,
    OnlyFieldOption,
    OnlyGroupOption,
    OnlyPhaseOption,
    OnlyPurposeOption,
    PlannedOption,
    ScenarioOption,
    VerboseOption,
)

FORMATS = ".svg, .png, .pdf, .html, .dot, .mmd (Mermaid), .csv (tables)"
PAGED = ("svg", "png", "pdf")
ENGINES = ("embedded", "dot")


def view_option() -> Any:
    """The option for the view; its help lists those there are, and none is loaded."""
    from dataflow.views import view_names

    views = ", ".join(view_names())
    return typer.Option(metavar="VIEW", help=f"What to draw: {views}; explorer is all of it, to click in.")


def render(
    path: MapPath = None,
    view: "Annotated[str, view_option()]" = "overview",
    by: Annotated[
        str | None, typer.Option(metavar="WHAT", help="Split the view, such as by channel or phase.")
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="The earlier map for diff; else the map without its --scenario."),
    ] = None,
    actor: OnlyActorOption = None,
    field: OnlyFieldOption = None,
    group: OnlyGroupOption = None,
    phase: OnlyPhaseOption = None,
    channel: OnlyChannelOption = None,
    purpose: OnlyPurposeOption = None,
    scenario: ScenarioOption = None,
    planned: PlannedOption = False,
    as_of: AsOfOption = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help=f"Its ending decides the format: {FORMATS}."),
    ] = None,
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="The format, else by the file's ending.")
    ] = None,
    lang: LanguageOption = None,
    title: Annotated[str | None, typer.Option(help="Another title.")] = None,
    legend: Annotated[bool, typer.Option("--legend/--no-legend", help="With or without the legend.")] = True,
    theme: Annotated[
        str, typer.Option(metavar="THEME", help="default, print (black and white) or dark.")
    ] = "default",
    page: Annotated[
        str,
        typer.Option(
            metavar="PAGE", help="Fit SVG, PNG or PDF to a4, a4-landscape or a3 (lying); none is its own size."
        ),
    ] = "none",
    dpi: Annotated[int, typer.Option(min=36, max=1200, help="Dots per inch of a PNG.")] = 200,
    engine: Annotated[
        str, typer.Option(metavar="ENGINE", help="embedded, or dot: the Graphviz of this machine.")
    ] = "embedded",
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that the layout may take.")] = 30.0,
    verbose: VerboseOption = False,
) -> int:
    """Draw a view of the map."""
    from dataflow.cli.places import one_map_at
    from dataflow.drawings import PAGES, CouldNotDraw, Options, draw, remarks, themes
    from dataflow.project import EXPLORED
    from dataflow.views import Focus, Unfit, compares

    for what, name, known in (("theme", theme, themes()), ("page", page, PAGES), ("engine", engine, ENGINES)):
        if name not in known:
            raise CliError(str(Unknown(what, name, known)))
    found = one_map_at(path)
    ending = format_ or _ending_of(output)
    terms = terms_of(scenario, planned, as_of)
    project = sound_project(found, terms, lang, Color.auto)
    focus = Focus(
        actors=tuple(actor or ()),
        fields=tuple(field or ()),
        groups=tuple(group or ()),
        phases=tuple(phase or ()),
        channels=tuple(channel or ()),
        purposes=tuple(purpose or ()),
    )
    maps, before = [found], None
    if against is not None:
        maps.append(one_map_at(Path(against)))
        before = sound_project(maps[-1], terms_of(None, planned, as_of), lang, Color.auto)
    elif scenario is not None and compares(view):
        before = project.taken(replace(terms, scenario=None))
    language = language_of(lang, project)
    options = Options(
        language=language, theme=theme, page=page, title=title, legend=legend, dpi=dpi, engine=engine, timeout=timeout
    )
    try:
        picture = project.picture(view, focus, by=by, before=before, explored=ending in EXPLORED)
        drawn = draw(picture, ending, options)
        notes = (*picture.notices, *remarks(picture, ending, options))
    except (Unknown, Unfit) as error:
        raise CliError(str(error)) from error
    except CouldNotDraw as error:
        raise CliError(f"{error.message.en} {error.hint.en}") from error
    write_bytes(drawn, output, maps)
    for note in notes:
        talk(f"note: {note.in_language(language)}")
    if page != "none" and ending not in PAGED:
        talk(f"note: --page is for {', '.join(PAGED)}; a .{ending} file has no paper.")
    return DONE


def _ending_of(output: Path | None) -> str:
    """The format that the file's name asks for; SVG where there is no file, but not into somebody's terminal."""
    if output is None and sys.stdout.isatty():
        raise CliError("Name a file for the picture, such as -o overview.svg (-o - writes it here).")
    if output is None or str(output) == "-":
        return "svg"
    if output.is_dir():
        raise CliError(f"{output} is a folder; name a file for the picture, such as {output / 'overview.svg'}.")
    if not output.suffix:
        raise CliError(
            f"The name {output} has no ending to tell the format by: such as {output}.svg, or --format svg."
        )
    return output.suffix.lstrip(".").lower()


COMMAND = Command(
    render,
    "Draw a view of the map.",
    example="dataflow render specs/ihd --view overview --lang da -o overview.svg",
    order=50,
)
