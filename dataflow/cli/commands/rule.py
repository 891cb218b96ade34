"""``dataflow rule``: one rule's page."""

from typing import Annotated

import typer

from dataflow.cli import completions
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE
from dataflow.cli.inputs import spoken
from dataflow.cli.options import LanguageOption, VerboseOption


def rule(
    code: Annotated[
        str,
        typer.Argument(metavar="CODE", help="Such as DF301, or its name.", autocompletion=completions.rules()),
    ],
    lang: LanguageOption = None,
    verbose: VerboseOption = False,
) -> int:
    """Print one rule's page: what, why it matters, an example, how to fix it, when it may be a false positive."""
    from dataflow.base.nearest import Unknown
    from dataflow.fixes.by_rule import correction_of
    from dataflow.rules import rule_names, rule_of
    from dataflow.rules._page import page_of

    names = rule_names()
    found = next((each for each, name in names.items() if each == code.upper() or name == code.lower()), None)
    if found is None:
        raise Unknown("rule", code, names)
    print(page_of(rule_of(found), spoken(lang), correction_of(found)), end="")
    return DONE


COMMAND = Command(rule, "Print one rule's page.", example="dataflow rule DF301 --lang da", order=61)
