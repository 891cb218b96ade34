"""``dataflow rules``: the rules there are."""

from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE
from dataflow.cli.options import Language, LanguageOption, VerboseOption


def rules(lang: LanguageOption = None, verbose: VerboseOption = False) -> int:
    """List the rules: code, severity, name and what each finds."""
    from dataflow.rules import all_rules

    language = (lang or Language.en).value
    for rule in all_rules().values():
        print(f"{rule.code}  {rule.severity:<7}  {rule.name:<21}  {rule.title.in_language(language)}")
    return DONE


COMMAND = Command(rules, "List the rules.", example="dataflow rules", order=60)
