"""``dataflow diff``: what differs between two maps, and what it means."""

from enum import StrEnum
from typing import Annotated

import typer

from dataflow.cli import options
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE, FINDINGS
from dataflow.cli.inputs import options_of, report_for, terms_of, write_text
from dataflow.cli.options import Color, Level


class FailOnChange(StrEnum):
    """What of a difference fails a run."""

    worse = "worse"
    changed = "changed"
    never = "never"


_SIDES = (
    "The older and the newer map: a path, git:REV, git:REV:PATH or scenario:ID; one alone: against the last commit."
)


def diff(
    sides: Annotated[list[str] | None, typer.Argument(metavar="OLD NEW", help=_SIDES)] = None,
    planned: options.PlannedOption = False,
    as_of: options.AsOfOption = None,
    level: options.LevelOption = Level.role,
    format_: "Annotated[str | None, options.format_option('diff')]" = None,
    output: options.OutputOption = None,
    lang: options.LanguageOption = None,
    wording: Annotated[
        bool, typer.Option("--wording", help="List what differs in labels, notes and other texts too.")
    ] = False,
    fail_on: Annotated[
        FailOnChange,
        typer.Option(help="Exit with 1 where fewer needs are met (worse, or mixed), or where anything changed."),
    ] = FailOnChange.never,
    color: options.ColorOption = Color.auto,
    verbose: options.VerboseOption = False,
) -> int:
    """Compare two maps: statements by meaning, findings opened and closed, figures before and after, a verdict."""
    from dataflow.change.verdict import Verdict
    from dataflow.cli.sides import sides_of
    from dataflow.reports import Comparison
    from dataflow.rules import all_rules

    report = report_for("diff", format_, output, lang)
    compared = sides_of(sides or [], terms_of(None, planned, as_of), lang, color)
    difference = compared.new.difference(compared.old, level.value)
    comparison = Comparison(difference, compared.names, level.value, all_rules(), wording)
    write_text(report.write(comparison, options_of(lang, compared.new, color, output)), output, compared.maps)
    worse = difference.judgement.verdict in (Verdict.WORSE, Verdict.MIXED)
    fails = {FailOnChange.worse: worse, FailOnChange.changed: not difference.is_empty, FailOnChange.never: False}
    return FINDINGS if fails[fail_on] else DONE


COMMAND = Command(
    diff, "What differs between two maps.", example="dataflow diff specs/ihd scenario:municipal-results", order=47
)
