"""``dataflow questions``: which unknown statements to find out first."""

from typing import Annotated

from dataflow.cli import options
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE
from dataflow.cli.inputs import options_of, report_for, sound_project, terms_of, write_text
from dataflow.cli.languages import note_language
from dataflow.cli.options import Color, Level


def questions(
    path: options.MapPath = None,
    scenario: options.ScenarioOption = None,
    planned: options.PlannedOption = False,
    as_of: options.AsOfOption = None,
    level: options.LevelOption = Level.role,
    format_: "Annotated[str | None, options.format_option('questions')]" = None,
    output: options.OutputOption = None,
    lang: options.LanguageOption = None,
    color: options.ColorOption = Color.auto,
    verbose: options.VerboseOption = False,
) -> int:
    """Rank the unknown statements by how many possible findings an answer settles, and ask how long it takes where
    a time limit hangs on it: an interview guide for each actor.
    """
    from dataflow.cli.places import one_map_at

    report = report_for("questions", format_, output, lang)
    found = one_map_at(path)
    project = sound_project(found, terms_of(scenario, planned, as_of), lang, color)
    note_language(project, lang)
    write_text(
        report.write(project.interview(level.value), options_of(lang, project, color, output)), output, [found]
    )
    return DONE


COMMAND = Command(
    questions,
    "What to find out first, as an interview guide.",
    example="dataflow questions specs/ihd --lang da --format markdown -o questions.md",
    order=46,
)
