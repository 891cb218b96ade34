"""The options that several commands have, each with its help."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from dataflow.cli import completions


class Level(StrEnum):
    """Whether results are by role or by member."""

    role = "role"
    member = "member"


class Language(StrEnum):
    """The languages of findings, reports and diagrams."""

    en = "en"
    da = "da"


class FailOn(StrEnum):
    """The lowest severity that fails a run."""

    error = "error"
    warning = "warning"
    info = "info"
    new = "new"
    never = "never"


class Sureness(StrEnum):
    """The confidence of the statements behind a finding."""

    high = "high"
    medium = "medium"
    low = "low"


class Certainty(StrEnum):
    """Whether findings depend on unknown statements."""

    certain = "certain"
    possible = "possible"


class CsvDialect(StrEnum):
    """The dialects of CSV."""

    excel_da = "excel-da"
    excel_en = "excel-en"
    rfc4180 = "rfc4180"


class Color(StrEnum):
    """When to use colours."""

    auto = "auto"
    always = "always"
    never = "never"


MapPath = Annotated[
    Path | None,
    typer.Argument(
        metavar="PATH",
        help="A map's folder or file, or - for standard input; else the current folder, or the map in specs/.",
    ),
]
MapPaths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PATH", help="Maps, or - for standard input; a folder of several maps is taken map by map."
    ),
]
ScenarioOption = Annotated[
    str | None,
    typer.Option(
        "--scenario", metavar="ID", help="Lay a scenario over the map.", autocompletion=completions.scenarios()
    ),
]
PlannedOption = Annotated[bool, typer.Option("--planned", help="Planned statements count as current.")]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="The date to take the map at, such as 2026-11-01.")
]
LevelOption = Annotated[Level, typer.Option("--level", help="Results by role, or by member.")]
LanguageOption = Annotated[
    Language | None, typer.Option("--lang", help="The language; else the map's first, or the system's.")
]
OutputOption = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file; - is standard output.")
]
RootOption = Annotated[
    Path | None,
    typer.Option(
        "--root",
        metavar="DIR",
        help="What paths in reports for services start from; else the root of the repository.",
    ),
]
StdinNameOption = Annotated[
    str | None,
    typer.Option(
        "--stdin-name", metavar="FILE", help="The file that standard input stands for, in paths and extends."
    ),
]
DialectOption = Annotated[
    CsvDialect | None, typer.Option("--dialect", help="How CSV is written; else for Excel in the language.")
]
ColorOption = Annotated[Color, typer.Option("--color", help="Colours in text; NO_COLOR switches them off too.")]
IdsOption = Annotated[bool, typer.Option("--ids", help="Show ids beside the labels.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but the result.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Show the trace of a bug in dataflow itself.")]
SelectOption = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="CODES",
        help="Only these rules, such as DF3,DF401.",
        autocompletion=completions.rules(),
    ),
]
IgnoreOption = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="CODES", help="All rules but these.", autocompletion=completions.rules()),
]


def _only(section: str, what: str) -> Any:
    """A command-line option that filters by things of a section, such as ``--actor``, with shell completion."""
    shown = f"Only {what}, by its id or label; may be given again."
    return typer.Option(
        f"--{section.removesuffix('s')}", metavar="ID", help=shown, autocompletion=completions.ids(section)
    )


OnlyActorOption = Annotated[list[str] | None, _only("actors", "this actor or role")]
OnlyFieldOption = Annotated[list[str] | None, _only("fields", "this field")]
OnlyPhaseOption = Annotated[list[str] | None, _only("phases", "this phase")]
OnlyGroupOption = Annotated[list[str] | None, _only("groups", "fields of this group")]
OnlyChannelOption = Annotated[list[str] | None, _only("channels", "shares over this channel")]
OnlyPurposeOption = Annotated[list[str] | None, _only("purposes", "statements for this purpose")]
ConfidenceOption = Annotated[
    Sureness | None, typer.Option("--confidence", help="Only findings that rest on statements at least this sure.")
]
CertaintyOption = Annotated[
    Certainty | None, typer.Option("--certainty", help="Only certain findings, or only those that hang on unknowns.")
]
BaselineOption = Annotated[
    Path | None, typer.Option("--baseline", metavar="FILE", help="Findings that this file holds fail nothing.")
]
WriteBaselineOption = Annotated[
    bool, typer.Option("--write-baseline", help="Take what is found now into the file of --baseline.")
]


OnlyNewOption = Annotated[
    bool, typer.Option("--only-new", help="With --baseline: list only the findings that it does not hold.")
]


def format_option(what: str, *more: str) -> Any:
    """The option for the format of a report; its help lists the formats, and ``more`` of the command's own.

    Use it in a quoted annotation, so that the folder is listed only for the command that is run.
    """
    from dataflow.reports import formats

    names = (*formats(what), *more)
    shown = f"How to write it, else by the file's ending: {', '.join(names)}."
    return typer.Option("--format", metavar="FORMAT", help=shown, autocompletion=completions.names(lambda: names))


FAIL_ON = "Exit with 1 from this severity on; new: at any finding that is not in the baseline."
