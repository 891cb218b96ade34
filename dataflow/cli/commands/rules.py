"""``dataflow rules``: the rules there are."""

from typing import Annotated

from dataflow.cli import options
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE
from dataflow.cli.inputs import report_for, spoken, write_text


def rules(
    format_: "Annotated[str | None, options.format_option('rules')]" = None,
    output: options.OutputOption = None,
    lang: options.LanguageOption = None,
    dialect: options.DialectOption = None,
    verbose: options.VerboseOption = False,
) -> int:
    """List the rules: code, severity, name, what each finds, and which are off by default."""
    from dataflow.reports import ReportOptions
    from dataflow.rules import all_rules

    report = report_for("rules", format_, output, lang, dialect)
    report_options = ReportOptions(spoken(lang), dialect=dialect and dialect.value)
    write_text(report.write(tuple(all_rules().values()), report_options), output, [])
    return DONE


COMMAND = Command(rules, "List the rules.", example="dataflow rules", order=60)
