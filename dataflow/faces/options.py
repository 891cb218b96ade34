"""The options that commands share, each with its help."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Level(StrEnum):
    """How results are given."""

    role = "role"
    member = "member"


class Language(StrEnum):
    """The languages of findings, reports and diagrams."""

    en = "en"
    da = "da"


class FailOn(StrEnum):
    """From which severity on findings fail a run."""

    error = "error"
    warning = "warning"
    info = "info"
    never = "never"


class Color(StrEnum):
    """When to write in colour."""

    auto = "auto"
    always = "always"
    never = "never"


MapPath = Annotated[
    Path | None,
    typer.Argument(
        metavar="PATH", help="A map's folder or file; else the folder you stand in, or the map in specs/."
    ),
]
MapPaths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="PATH", help="Maps; a folder of several maps is taken map by map."),
]
ScenarioOption = Annotated[str | None, typer.Option("--scenario", metavar="ID", help="Lay a scenario over the map.")]
PlannedOption = Annotated[bool, typer.Option("--planned", help="Planned statements count as current.")]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="The date to take the map at, such as 2026-11-01.")
]
LevelOption = Annotated[Level, typer.Option("--level", help="Results by role, or by member.")]
LanguageOption = Annotated[Language | None, typer.Option("--lang", help="The language; else the map's first.")]
OutputOption = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file; - is standard output.")
]
FormatOption = Annotated[str, typer.Option("--format", metavar="FORMAT", help="How to write it: text, json, ...")]
ColorOption = Annotated[Color, typer.Option("--color", help="Colours in text; NO_COLOR switches them off too.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but the result.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Show the trace of a bug in dataflow itself.")]
