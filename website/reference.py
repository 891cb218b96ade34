"""The pages of reference that are made from the code: rules and commands."""

from collections.abc import Iterator
from typing import Any

from dataflow.base.rule import CORRECTION, FALSE_POSITIVES, FIX, WHY, Example, RuleDescription
from dataflow.base.text import Text
from dataflow.cli.app import command
from dataflow.fixes.by_rule import correction_of
from dataflow.rules import all_rules
from dataflow.rules._page import FIXED, REPORTED
from dataflow.wording.remarks import SEVERITIES

_RULES = Text(
    en="# Rules\n\n*[På dansk](../da/regler.md)*\n\nEvery rule of dataflow, as `dataflow rule CODE` prints it: what"
    " it finds, why that matters, an example with the mistake and without, and when it may be a false positive. What"
    " to do with a finding is in [Reading what the tool finds](../analysis.md).",
    da="# Regler\n\n*[In English](../reference/rules.md)*\n\nAlle regler i dataflow, som `dataflow rule CODE --lang"
    " da` viser dem: hvad reglen finder, hvorfor det er vigtigt, et eksempel med fejlen og uden, og hvornår"
    " fundet kan være forkert.",
)
_OFF = Text(
    en="The rule is off until the map, or `--select`, turns it on.",
    da="Reglen er slået fra, indtil kortet eller `--select` slår den til.",
)
_COLUMNS = Text(en="| rule | finds | severity |", da="| regel | finder | alvor |")
_COMMANDS = """\
# Commands

Every command with its options, as `dataflow COMMAND --help` prints them. Options that write or read a file take its
format from the ending of its name.
"""


def rules_page(language: str) -> str:
    """A list of all rules, and then each rule's page."""
    rules = all_rules().values()
    rows = (
        f"| [{rule.code}](#{_anchor(rule)}) `{rule.name}` | {rule.title.in_language(language)} |"
        f" {SEVERITIES[rule.severity].in_language(language)} |"
        for rule in rules
    )
    listed = "\n".join((_COLUMNS.in_language(language), "| --- | --- | --- |", *rows))
    pages = ("\n\n".join(_rule(rule, language)) for rule in rules)
    return "\n\n".join((_RULES.in_language(language), listed, *pages)) + "\n"


def _anchor(rule: RuleDescription) -> str:
    return rule.code.lower()


def _rule(rule: RuleDescription, language: str) -> Iterator[str]:
    def say(text: Text) -> str:
        return text.in_language(language)

    yield f"## {rule.code} {rule.name}: {say(rule.title)} {{#{_anchor(rule)}}}"
    yield f"*{say(SEVERITIES[rule.severity])}.* {say(rule.what)}"
    if not rule.on_by_default:
        yield say(_OFF)
    yield f"**{say(WHY)}.** {say(rule.why)}"
    yield f"**{say(REPORTED)}:**"
    yield from _example(rule.reported)
    yield f"**{say(FIXED)}:**"
    yield from _example(rule.fixed)
    yield f"**{say(FIX)}.** {say(rule.fix)}"
    yield f"**{say(CORRECTION)}.** {say(correction_of(rule.code))}"
    yield f"**{say(FALSE_POSITIVES)}.** {say(rule.false_positives)}"


def _example(example: Example) -> Iterator[str]:
    for name, text in example.items():
        title = f' title="{name}"' if len(example) > 1 else ""
        yield f"````yaml{title}\n{text.rstrip()}\n````"


def commands_page() -> str:
    """A list of all commands, and then the help of each."""
    group = command()
    found = list(_with_kinds(group, "dataflow"))
    rows = "".join(f"| [`{name}`](#{_slug(name)}) | {each.get_short_help_str(200)} |\n" for name, each, _ in found)
    parts = [_COMMANDS, f"| command | what it does |\n| --- | --- |\n{rows}".rstrip()]
    parts += ["\n\n".join(_command(name, each, context)) for name, each, context in found]
    return "\n\n".join(parts) + "\n"


def _with_kinds(group: Any, name: str) -> Iterator[tuple[str, Any, Any]]:
    """The commands of a group in its order, and behind one with kinds its kinds."""
    for each in group.commands.values():
        full = f"{name} {each.name}"
        yield full, each, each.context_class(each, info_name=full)
        if hasattr(each, "commands"):
            yield from _with_kinds(each, full)


def _slug(name: str) -> str:
    return name.replace(" ", "-")


def _command(name: str, each: Any, context: Any) -> Iterator[str]:
    yield f"## {name} {{#{_slug(name)}}}"
    yield _prose((each.help or "").replace("``", "`"))
    yield f"```text\n{each.get_usage(context).removeprefix('Usage: ')}\n```"
    if each.epilog:
        yield f"{each.epilog.partition(': ')[0]}:\n\n```console\n{each.epilog.partition(': ')[2]}\n```"
    rows = [record for param in each.get_params(context) if (record := param.get_help_record(context))]
    if rows:
        lines = "".join(f"| `{' '.join(left.split())}` | {_cell(right)} |\n" for left, right in rows)
        yield f"| option | meaning |\n| --- | --- |\n{lines}".rstrip()


def _prose(text: str) -> str:
    """A text as a paragraph: in code spans as it is, elsewhere without marks that would be markup."""
    spans = " ".join(text.split()).split("`")
    return "`".join(span if number % 2 else span.replace("<", "&lt;") for number, span in enumerate(spans))


def _cell(text: str) -> str:
    """A text in a cell of a table: no line break, and no mark that would be read as markup."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")
