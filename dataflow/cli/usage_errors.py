"""Errors in the arguments of a command, in both languages. The option parser words them in English alone."""

import re
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dataflow.base.nearest import nearest
from dataflow.base.text import Sentence, Text
from dataflow.base.visible import visible

_REST = Text(en="{said}", da="Kommandoen kan ikke forstås: {said}")
_SAID = Text(en="{said}", da="{said}")
_SEE = Text(en="See: {command} --help", da="Se: {command} --help")
_WORDED = tuple(
    (re.compile(pattern, re.DOTALL), danish)
    for pattern, danish in (
        (r"Missing argument '?(?P<name>[^']+?)'?\.", "{name} mangler."),
        (r"Missing option '?(?P<name>[^']+?)'?\.", "Tilvalget {name} mangler."),
        (r"Missing command\.", "Der mangler en kommando."),
        (r"No such option: (?P<name>\S+)", "Der er intet tilvalg {name}."),
        (
            r"No such option: (?P<name>\S+) (?:\(Possible options: |Did you mean )(?P<near>[^)?]+)[)?]",
            "Der er intet tilvalg {name}. Mente du {near}?",
        ),
        (r"No such command '(?P<name>[^']*)'\.", "Der er ingen kommando {name}."),
        (
            r"No such command '(?P<name>[^']*)'\. Did you mean (?P<near>.+)\?",
            "Der er ingen kommando {name}. Mente du {near}?",
        ),
        (r"Option '(?P<name>[^']+)' requires an argument\.", "Tilvalget {name} skal have en værdi."),
        (r"Option '(?P<name>[^']+)' does not take a value\.", "Tilvalget {name} kan ikke have en værdi."),
        (
            r"Got unexpected extra arguments?(?:\(s\))? \((?P<words>.+)\)",
            "Her er mere, end kommandoen kan bruge: {words}. En tekst på flere ord skal stå i citationstegn.",
        ),
        (
            r"Invalid value for (?P<name>.+?): (?P<value>'.*') is not one of (?P<options>.+)\.",
            "{name} kan ikke være {value}. Vælg en af: {options}.",
        ),
        (
            r"Invalid value for (?P<name>.+?): (?P<value>'.*') is not a valid (?:int|integer|float)(?: range)?\.",
            "{name} kan ikke være {value}: skriv et tal.",
        ),
        (
            r"Invalid value for (?P<name>.+?): (?P<value>\S+) is not in the range (?P<range>.+)\.",
            "{name} kan ikke være {value}: værdien x skal opfylde {range}.",
        ),
    )
)
"""The parser's messages, and what they mean in Danish."""
_NEAR = re.compile(r"(No such option: \S+) (?:\(Possible options: |Did you mean )([^)?]+)[)?]")
_ONE_EXTRA = re.compile(r"Got unexpected extra argument(?:\(s\))? \((\S+)\)")
_FIELD = Text(en="A field is named by --field {word}", da="Et felt angives med --field {word}")
_FIELD_OR_ACTOR = Text(
    en="A field is named by --field {word}, an actor by --actor {word}",
    da="Et felt angives med --field {word}, en aktør med --actor {word}",
)
_OF_THE_VIEW = Text(
    en="What the view is of stands after a colon: --view {view}",
    da="Det, som visningen gælder, står efter et kolon: --view {view}",
)
_VIEW = Text(
    en="What to draw is named by --view: {command} {map} --view {view}",
    da="Det, der skal tegnes, angives med --view: {command} {map} --view {view}",
)
_ONE_MAP = Text(
    en="{command} takes one map at a time. dataflow diff compares two.",
    da="{command} tager ét kort ad gangen. dataflow diff sammenligner to.",
)
_AFTER_THE_COMMAND = Text(
    en="Options stand after the command: dataflow {command} {rest}",
    da="Tilvalg skrives efter kommandoen: dataflow {command} {rest}",
)
_COMMAND = Text(en="COMMAND", da="KOMMANDO")
_UNNEEDED: Mapping[tuple[str, str], Text] = {
    ("stats", "--actor"): Text(
        en="stats has no option --actor: its table by actor has a line for each actor, with --level member for each"
        " member of a role.",
        da="stats har intet tilvalg --actor: tabellen efter aktør har en linje for hver aktør, med --level member for"
        " hvert medlem af en rolle.",
    ),
}
"""What is said of an option that a command lacks because its result has what is looked for."""
_NO_SUCH_OPTION = re.compile(r"No such option: (\S+).*", re.DOTALL)
_QUOTES = re.compile(r"Got unexpected extra argument")
_IN_QUOTES = "{said}. A text of several words needs quotation marks."
"""What the parser does not say in English: why there may be too many arguments."""


def named_by(context: Any, said: str) -> Sentence | None:
    """What to write for one word too many: the view, one map, or an option for a field or an actor."""
    extra = _ONE_EXTRA.fullmatch(said)
    if extra is None:
        return None
    options = {option for each in context.command.params for option in each.opts}
    word, view, first = extra[1], context.params.get("view"), str(context.params.get("path"))
    for drawn, map_ in ((first, word), (word, first)) if "--view" in options else ():
        if _is_view(drawn) and not Path(drawn).exists():
            words = {"command": context.command_path, "map": visible(map_), "view": visible(drawn)}
            return Sentence(_VIEW, words)
    if Path(word).exists():
        return Sentence(_ONE_MAP, {"command": context.command_path})
    if view is not None and _is_of_one(view):
        return Sentence(_OF_THE_VIEW, {"view": visible(f"{view}:{word}")})
    if "--field" not in options:
        return None
    return Sentence(_FIELD_OR_ACTOR if "--actor" in options else _FIELD, {"word": visible(word)})


def _is_view(word: str) -> bool:
    from dataflow.views import view_names

    return word.partition(":")[0] in {name.partition(":")[0] for name in view_names()}


def _is_of_one(view: str) -> bool:
    from dataflow.views import view_names

    return f"{view}:ID" in view_names()


def instead(context: Any, said: str, arguments: Sequence[str]) -> Sentence | None:
    """What is said of an option that is not the command's, if more is known than the option parser knows."""
    match = _NO_SUCH_OPTION.fullmatch(said)
    if match is None or context is None:
        return None
    if context.parent is not None:
        text = _UNNEEDED.get((context.info_name, match[1]))
        return None if text is None else Sentence(text)
    return _with_options_last(match[1], arguments)


def _with_options_last(option: str, arguments: Sequence[str]) -> Sentence | None:
    """The command line to write where an option stands before the command; None if the command has no such option."""
    from dataflow.cli.app import command
    from dataflow.cli.commands import is_command

    at = next((index for index, each in enumerate(arguments) if is_command(each)), None)
    known = command(None if at is None else arguments[at]).commands.values()
    if not any(option in param.opts for each in known for param in each.params):
        return None
    if at is None:
        rest = [each for each in arguments if each not in ("-h", "--help")]
    else:
        rest = [*arguments[at + 1 :], *arguments[:at]]
    words = {"command": _COMMAND if at is None else arguments[at], "rest": visible(shlex.join(rest))}
    return Sentence(_AFTER_THE_COMMAND, words)


def worded(said: str) -> Sentence:
    """A message of the option parser in both languages; in its own words where it is not a usual one."""
    said = _with_near_options(visible(re.sub(r"\n\s*", " ", said)))
    for pattern, danish in _WORDED:
        match = pattern.fullmatch(said)
        if match:
            english = _IN_QUOTES.format(said=said) if _QUOTES.match(said) else said
            return Sentence(_SAID, {"said": Text(en=english, da=danish.format_map(match.groupdict()))})
    return Sentence(_REST, {"said": said})


def _with_near_options(said: str) -> str:
    """The message about an unknown option without the far-off options that the parser offers."""
    match = _NEAR.fullmatch(said)
    if match is None:
        return said
    unknown, offered = match[1], match[2].split(", ")
    near = nearest(unknown.rpartition(" ")[2], offered)
    return f"{unknown} (Possible options: {', '.join(near)})" if near else unknown


def see(command: str) -> Sentence:
    """Where to read about a command."""
    return Sentence(_SEE, {"command": command})
