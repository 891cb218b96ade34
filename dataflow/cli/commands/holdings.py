"""``dataflow holdings``: who holds what, when and in what form."""

from typing import Annotated

import typer

from dataflow.cli import options
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE
from dataflow.cli.inputs import options_of, report_for, sound_project, terms_of, write_text
from dataflow.cli.languages import note_language
from dataflow.cli.options import Color, Level


def holdings(
    path: options.MapPath = None,
    actor: Annotated[list[str] | None, typer.Option(help="Only this actor; may be given again.")] = None,
    field: Annotated[list[str] | None, typer.Option(help="Only this field; may be given again.")] = None,
    phase: Annotated[list[str] | None, typer.Option(help="Only this phase; may be given again.")] = None,
    scenario: options.ScenarioOption = None,
    planned: options.PlannedOption = False,
    as_of: options.AsOfOption = None,
    level: options.LevelOption = Level.role,
    format_: "Annotated[str | None, options.format_option('holdings')]" = None,
    output: options.OutputOption = None,
    lang: options.LanguageOption = None,
    dialect: options.DialectOption = None,
    color: options.ColorOption = Color.auto,
    verbose: options.VerboseOption = False,
) -> int:
    """List who holds what, when and in what form."""
    from dataflow.base.nearest import ids_of
    from dataflow.cli.places import one_map_at
    from dataflow.reports import HoldingRow, HoldingTable

    report = report_for("holdings", format_, output, lang, dialect)
    found = one_map_at(path)
    project = sound_project(found, terms_of(scenario, planned, as_of), lang, color)
    note_language(project, lang)
    data_map = project.data_map
    actors = {*ids_of("actor", actor, data_map.actors)}
    fields, phases = ids_of("field", field, data_map.fields), ids_of("phase", phase, data_map.phases)
    rows = tuple(
        HoldingRow(
            row.actor,
            row.field,
            row.phase,
            row.element.form.word,
            row.element.code_system,
            row.element.recorded,
            each.members,
            each.of,
        )
        for each in project.holding_rows(level.value)
        for row in (each.row,)
        if (not fields or row.field in fields)
        and (not phases or row.phase in phases)
        and (not actors or not actors.isdisjoint((row.actor, data_map.role_of(row.actor), *(each.members or ()))))
    )
    table = HoldingTable(data_map, level.value, rows)
    write_text(report.write(table, options_of(lang, project, color, output, dialect=dialect)), output, [found])
    return DONE


COMMAND = Command(
    holdings,
    "List who holds what, and when.",
    example="dataflow holdings specs/ihd --actor municipality --field lvef",
    order=40,
)
