"""``dataflow render``: a view of the map, drawn."""

from pathlib import Path
from typing import Annotated

import typer

from dataflow.faces.asking import language_of, sound_project, terms_of, write_bytes
from dataflow.faces.commands import Command
from dataflow.faces.exits import DONE, CouldNot
from dataflow.faces.options import (
    AsOfOption,
    Color,
    LanguageOption,
    MapPath,
    PlannedOption,
    ScenarioOption,
    VerboseOption,
)


def render(
    path: MapPath = None,
    view: Annotated[str, typer.Option(metavar="VIEW", help="What to draw: overview.")] = "overview",
    scenario: ScenarioOption = None,
    planned: PlannedOption = False,
    as_of: AsOfOption = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Its ending decides the format: .svg, .png, .dot."),
    ] = None,
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="svg, png or dot; else by the file's ending.")
    ] = None,
    lang: LanguageOption = None,
    title: Annotated[str | None, typer.Option(help="Another title.")] = None,
    legend: Annotated[bool, typer.Option("--legend/--no-legend", help="With or without the legend.")] = True,
    dpi: Annotated[int, typer.Option(min=36, max=1200, help="Dots per inch of a PNG.")] = 200,
    engine: Annotated[
        str, typer.Option(metavar="ENGINE", help="embedded, or dot: the Graphviz of this machine.")
    ] = "embedded",
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that the layout may take.")] = 30.0,
    verbose: VerboseOption = False,
) -> int:
    """Draw a view of the map."""
    from dataflow.drawings import CouldNotDraw
    from dataflow.faces.places import one_map_at
    from dataflow.project import Unknown

    found = one_map_at(path)
    ending = format_ or (output.suffix.lstrip(".").lower() if output is not None and str(output) != "-" else "svg")
    if engine not in ("embedded", "dot"):
        raise CouldNot(f"There is no engine {engine!r}. There are: dot, embedded.")
    project = sound_project(found, terms_of(scenario, planned, as_of), lang, Color.auto)
    language = language_of(lang, project)
    try:
        drawn = project.draw(
            view, ending, language=language, title=title, legend=legend, dpi=dpi, engine=engine, timeout=timeout
        )
    except Unknown as error:
        raise CouldNot(str(error)) from error
    except CouldNotDraw as error:
        raise CouldNot(f"{error.message.en} {error.hint.en}") from error
    write_bytes(drawn, output, [found])
    return DONE


COMMAND = Command(
    render,
    "Draw a view of the map.",
    example="dataflow render specs/ihd --view overview --lang da -o overview.svg",
    order=50,
)
