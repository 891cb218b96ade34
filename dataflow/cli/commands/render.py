"""``dataflow render``: a view of the map, drawn."""

import sys
from dataclasses import replace
from math import isnan
from pathlib import Path
from typing import Annotated, Any

import typer

from dataflow.base.gc_paused import gc_paused
from dataflow.base.lengths import millimetres
from dataflow.base.nearest import Unknown
from dataflow.base.text import Sentence, Text
from dataflow.cli import completions, options
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE, CliError
from dataflow.cli.inputs import (
    OTHER_ENDING,
    ending_of,
    language_of,
    no_such_ending,
    note,
    note_useless_dialect,
    sound_project,
    spoken,
    terms_of,
    write_bytes,
)
from dataflow.cli.languages import note_language, note_untranslated
from dataflow.cli.options import Color

_NAME_A_FILE = Text(
    en="Name a file for the picture, such as -o overview.svg (-o - writes it here).",
    da="Angiv en fil til billedet, fx -o overview.svg (-o - skriver det her).",
)
_IS_A_FOLDER = Text(
    en="{path} is a folder; name a file for the picture, such as {file}.",
    da="{path} er en mappe; angiv en fil til billedet, fx {file}.",
)
_NO_ENDING = Text(
    en="The name {path} has no ending to tell the format by: such as {path}.svg, or --format svg.",
    da="Navnet {path} har ingen endelse, der viser formatet: fx {path}.svg, eller --format svg.",
)
_NO_PAPER = Text(
    en="{option} is for {formats}; a .{ending} file has no paper.",
    da="{option} er til {formats}; en .{ending}-fil har intet papir.",
)
_TWO_SIZES = Text(
    en="--width and --page exclude each other: a page has a width already. Leave one of them out.",
    da="--width og --page udelukker hinanden: en side har allerede en bredde. Udelad den ene.",
)

_SCENARIO = "scenario:"
_AGAINST_A_SCENARIO = Text(
    en="--against names another map. A scenario is compared with the map without it: --view {view} --scenario {id}",
    da="--against nævner et andet kort. Et scenarie sammenlignes med kortet uden det: --view {view} --scenario {id}",
)

_MAX_TIMEOUT = 86_400.0
_NO_SECONDS = Text(
    en="--timeout is a number of seconds, such as --timeout 60.",
    da="--timeout er et antal sekunder, fx --timeout 60.",
)


def view_option() -> Any:
    """The option for the view; its help lists the views, without importing them."""
    from dataflow.views import view_names

    views = ", ".join(view_names())
    shown = f"What to draw: {views}; explorer is all of it, to click in."
    return typer.Option(metavar="VIEW", help=shown, autocompletion=completions.views())


def output_option() -> Any:
    """The option for the file; its help lists the formats there are, and none is loaded."""
    from dataflow.renderers import formats

    endings = ", ".join(f".{ending}" for ending in formats())
    shown = f"Its ending decides the format: {endings}; .mmd is Mermaid, and .csv is for tables."
    return typer.Option("-o", "--output", metavar="FILE", help=shown)


def theme_option() -> Any:
    """The option for the theme; its help lists those there are."""
    from dataflow.renderers import themes

    shown = f"The inks: {', '.join(themes())}; print is black and white."
    return typer.Option(metavar="THEME", help=shown, autocompletion=completions.names(themes))


def page_option() -> Any:
    """The option for the page; its help lists those there are."""
    from dataflow.renderers import PAGES

    shown = f"Fit the picture to a page: {', '.join(PAGES)}; none is its own size, and a3 lies on its side."
    return typer.Option(metavar="PAGE", help=shown, autocompletion=completions.names(lambda: PAGES))


def render(
    path: options.MapPath = None,
    view: "Annotated[str, view_option()]" = "overview",
    by: Annotated[
        str | None, typer.Option(metavar="WHAT", help="Split the view, such as by channel or phase.")
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            metavar="MAP", help="The earlier map for diff: a path or git:REV; else the map without its --scenario."
        ),
    ] = None,
    actor: options.OnlyActorOption = None,
    field: options.OnlyFieldOption = None,
    group: options.OnlyGroupOption = None,
    phase: options.OnlyPhaseOption = None,
    channel: options.OnlyChannelOption = None,
    purpose: options.OnlyPurposeOption = None,
    scenario: options.ScenarioOption = None,
    planned: options.PlannedOption = False,
    as_of: options.AsOfOption = None,
    output: "Annotated[Path | None, output_option()]" = None,
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="The format, else by the file's ending.")
    ] = None,
    lang: options.LanguageOption = None,
    dialect: options.DialectOption = None,
    title: Annotated[str | None, typer.Option(help="Another title.")] = None,
    legend: Annotated[bool, typer.Option("--legend/--no-legend", help="With or without the legend.")] = True,
    theme: "Annotated[str, theme_option()]" = "default",
    page: "Annotated[str, page_option()]" = "none",
    width: Annotated[
        str | None,
        typer.Option(
            metavar="LENGTH", help="Its exact width in a document, such as 16cm; it gets as high as it needs."
        ),
    ] = None,
    dpi: Annotated[int, typer.Option(min=36, max=1200, help="Dots per inch of a PNG.")] = 200,
    engine: Annotated[
        str, typer.Option(metavar="ENGINE", help="embedded, or dot: the Graphviz of this machine.")
    ] = "embedded",
    timeout: Annotated[
        float, typer.Option(min=0.1, max=_MAX_TIMEOUT, help="Seconds that the layout of a picture may take in all.")
    ] = 30.0,
    verbose: options.VerboseOption = False,
) -> int:
    """Draw a view of the map."""
    from dataflow.cli.places import one_map_at
    from dataflow.cli.sides import earlier_map
    from dataflow.renderers import (
        PAGES,
        Options,
        engines,
        paged_formats,
        renderer_of,
        shows_explorer,
        themes,
    )
    from dataflow.renderers import render as rendered_picture
    from dataflow.views import Focus, compares

    for what, name, known in (("theme", theme, themes()), ("page", page, PAGES), ("engine", engine, engines())):
        if name not in known:
            raise Unknown(what, name, known)
    if isnan(timeout):
        raise CliError(_NO_SECONDS)
    if width is not None and page != "none":
        raise CliError(_TWO_SIZES)
    area = None if width is None else (millimetres(width), None)
    found = one_map_at(path)
    ending = format_ or _format_of(output)
    if format_ is not None and ending_of(output) not in ("", ending):
        note(Sentence(OTHER_ENDING, {"path": str(output), "format": format_}), spoken(lang))
    note_useless_dialect(dialect, ending, lang)
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
        if against.startswith(_SCENARIO):
            scenario_id = against.removeprefix(_SCENARIO)
            raise CliError(_AGAINST_A_SCENARIO, view=view if compares(view) else "diff", id=scenario_id)
        before, in_tree = earlier_map(against, found, terms_of(None, planned, as_of), lang, Color.auto)
        maps += [] if in_tree is None else [in_tree]
    elif scenario is not None and compares(view):
        before = project.taken(replace(terms, scenario=None))
    language = language_of(lang, project)
    render_options = Options(
        language=language,
        theme=theme,
        page=page,
        area=area,
        title=title,
        legend=legend,
        dpi=dpi,
        engine=engine,
        timeout=timeout,
        dialect=dialect and dialect.value,
    )
    with gc_paused():
        picture = project.picture(view, focus, by=by, before=before, explored=shows_explorer(ending))
        rendered = rendered_picture(picture, ending, render_options)
    write_bytes(rendered.content, output, maps)
    note_language(project, lang)
    note_untranslated(project, (language,), language)
    for each in (*picture.notices, *rendered.remarks):
        note(each, language)
    if (page != "none" or area is not None) and not renderer_of(ending).paged:
        words = {"option": "--page" if area is None else "--width", "formats": ", ".join(paged_formats())}
        note(Sentence(_NO_PAPER, {**words, "ending": ending}), language)
    return DONE


def _format_of(output: Path | None) -> str:
    """The format by the ending of the file; SVG for standard output, unless that is a terminal."""
    from dataflow.renderers import formats

    if output is None and sys.stdout.isatty():
        raise CliError(_NAME_A_FILE)
    if output is None or str(output) == "-":
        return "svg"
    if output.is_dir():
        raise CliError(_IS_A_FOLDER, path=str(output), file=str(output / "overview.svg"))
    ending = ending_of(output)
    if not ending:
        raise CliError(_NO_ENDING, path=str(output))
    if ending not in formats():
        raise no_such_ending(output, formats())
    return ending


COMMAND = Command(
    render,
    "Draw a view of the map.",
    example="dataflow render specs/ihd --view overview --lang da -o overview.svg",
    order=50,
)
