"""``dataflow stats``: the figures of a map."""

from typing import Annotated

from dataflow.cli import options
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE
from dataflow.cli.inputs import options_of, report_for, sound_project, terms_of, write_text
from dataflow.cli.options import Color, Level


def stats(
    path: options.MapPath = None,
    scenario: options.ScenarioOption = None,
    planned: options.PlannedOption = False,
    as_of: options.AsOfOption = None,
    level: options.LevelOption = Level.role,
    format_: "Annotated[str | None, options.format_option('stats')]" = None,
    output: options.OutputOption = None,
    lang: options.LanguageOption = None,
    dialect: options.DialectOption = None,
    color: options.ColorOption = Color.auto,
    verbose: options.VerboseOption = False,
) -> int:
    """Count: needs met, structure kept, double records, handovers, ICF, what the patient sees.

    Where unknown statements make a difference the range is given, from the map without them to the map with all of
    them.
    """
    from dataflow.cli.places import maps_at
    from dataflow.reports import FigureSheet

    report = report_for("stats", format_, output, lang, dialect)
    found = maps_at(path)
    terms = terms_of(scenario, planned, as_of)
    projects = [sound_project(each, terms, lang, color) for each in found]
    sheets = [FigureSheet(level.value, project.figures(level.value), project.data_map) for project in projects]
    write_text(report.write(sheets, options_of(lang, projects[0], color, output, dialect=dialect)), output, found)
    return DONE


COMMAND = Command(stats, "The figures of the map.", example="dataflow stats specs/ihd --lang en", order=44)
