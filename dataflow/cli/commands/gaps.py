"""``dataflow gaps``: the needs that are not met, and why."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dataflow.base.escaping import guarded
from dataflow.base.text import Text
from dataflow.cli import options
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import CliError
from dataflow.cli.inputs import batch_of, language_of, options_of, report_for, sound_project, terms_of, write_text
from dataflow.cli.languages import note_language
from dataflow.cli.options import Color, FailOn, Level

if TYPE_CHECKING:
    from dataflow.cli.baseline_gate import GateResult

_NO_BASELINE = Text(
    en="--only-new needs --baseline FILE, which says what is not new.",
    da="--only-new kræver --baseline FIL, som siger, hvad der ikke er nyt.",
)
TABLE = "table"
"""The format for people: who lacks what, when, why, and what to do, in the format of the file's ending."""


def gaps(
    path: options.MapPath = None,
    scenario: options.ScenarioOption = None,
    planned: options.PlannedOption = False,
    as_of: options.AsOfOption = None,
    level: options.LevelOption = Level.role,
    format_: "Annotated[str | None, options.format_option('findings', TABLE)]" = None,
    output: options.OutputOption = None,
    root: options.RootOption = None,
    stdin_name: options.StdinNameOption = None,
    lang: options.LanguageOption = None,
    dialect: options.DialectOption = None,
    select: options.SelectOption = None,
    ignore: options.IgnoreOption = None,
    actor: options.OnlyActorOption = None,
    field: options.OnlyFieldOption = None,
    phase: options.OnlyPhaseOption = None,
    confidence: options.ConfidenceOption = None,
    certainty: options.CertaintyOption = None,
    baseline: options.BaselineOption = None,
    write_baseline: options.WriteBaselineOption = False,
    only_new: options.OnlyNewOption = False,
    fail_on: Annotated[FailOn, typer.Option(help=options.FAIL_ON)] = FailOn.never,
    ids: options.IdsOption = False,
    color: options.ColorOption = Color.auto,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
) -> int:
    """Find the needs that are not met, why, and what the nearest repair is (DF3xx to DF5xx)."""
    from dataflow.cli.baseline_gate import check_maps, conclude, gate_of
    from dataflow.cli.documents import is_for_people, table_ending
    from dataflow.cli.filters import selection_of
    from dataflow.cli.places import maps_at
    from dataflow.cli.plugins import note_rules_not_installed
    from dataflow.cli.stdin import path_shown

    is_table = is_for_people(format_, output)
    ending = table_ending(output) if is_table else ""
    report = None if is_table else report_for("findings", format_, output, lang, dialect)
    selection = selection_of("gaps", select, ignore, actor, field, phase, confidence, certainty)
    gate = gate_of("gaps", selection, fail_on, baseline, write_baseline, output)
    if only_new and baseline is None:
        raise CliError(_NO_BASELINE)
    found = maps_at(path)
    terms = terms_of(scenario, planned, as_of, selection.named)
    projects = [sound_project(each, terms, lang, color, stdin_name) for each in found]
    shown = [path_shown(each, stdin_name) for each in found]
    if not quiet:
        note_rules_not_installed(projects, language_of(lang, projects[0]))
        note_language(projects[0], lang)
    result = check_maps([(project, project.gaps(level.value)) for project in projects], gate)
    if only_new:
        result = result.only_new()
    if quiet and gate.writes and format_ is None and output is None:
        return conclude(result, gate, shown, quiet, language_of(lang, projects[0]))  # the baseline is the result
    if report is None:
        _write_table(result, lang, output, ending, found)
        return conclude(result, gate, found, quiet, language_of(lang, projects[0]))
    batches = [
        batch_of(
            looked.project,
            looked.shown,
            level,
            by_actor=True,
            path=path,
            compared=compared,
            task="gaps",
            ids=ids,
            root=root,
        )
        for path, looked, compared in zip(shown, result.maps, result.compared, strict=True)
    ]
    write_text(report.write(batches, options_of(lang, projects[0], color, output, dialect=dialect)), output, shown)
    return conclude(result, gate, shown, quiet, language_of(lang, projects[0]))


def _write_table(
    result: "GateResult", lang: options.Language | None, output: Path | None, ending: str, maps: list[Path]
) -> None:
    """Writes the findings as a table for people."""
    from dataflow import __version__
    from dataflow.cli.documents import ANOTHER_FILE, put
    from dataflow.documents import Styling, writer_of
    from dataflow.documents.gap_document import gap_document

    language = language_of(lang, result.maps[0].project)
    found = [(checked.project.data_map, checked.shown) for checked in result.maps]
    document = gap_document(found, language, __version__)
    target = None if output is None or str(output) == "-" else output
    if target is None:
        from dataflow.documents.writers.md import bare_text

        write_text(guarded("markdown", bare_text(document)), None, maps)
    else:
        written = writer_of(ending).write(document, Styling(target.stem))
        put(written, target, ending, maps, force=False, how=ANOTHER_FILE)


COMMAND = Command(
    gaps, "Find the needs that are not met.", example="dataflow gaps specs/ihd --lang en --level member", order=30
)
