"""Errors in the arguments of a command, in both languages. The option parser words them in English alone."""

import re
from typing import Any

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
_ONE_EXTRA = re.compile(r"Got unexpected extra argument(?:\(s\))? \((\S+)\)")
_FIELD = Text(en="A field is named by --field {word}", da="Et felt angives med --field {word}")
_QUOTES = re.compile(r"Got unexpected extra argument")
_IN_QUOTES = "{said}. A text of several words needs quotation marks."
"""What the parser does not say in English: why there may be too many arguments."""


def field_named(context: Any, said: str) -> Sentence | None:
    """What to write where a command has one word too many, and an option for a field."""
    extra = _ONE_EXTRA.fullmatch(said)
    options = {option for each in context.command.params for option in each.opts} if extra is not None else ()
    return Sentence(_FIELD, {"word": visible(extra[1])}) if extra is not None and "--field" in options else None


def worded(said: str) -> Sentence:
    """A message of the option parser in both languages; in its own words where it is not a usual one."""
    said = visible(re.sub(r"\n\s*", " ", said))
    for pattern, danish in _WORDED:
        match = pattern.fullmatch(said)
        if match:
            english = _IN_QUOTES.format(said=said) if _QUOTES.match(said) else said
            return Sentence(_SAID, {"said": Text(en=english, da=danish.format_map(match.groupdict()))})
    return Sentence(_REST, {"said": said})


def see(command: str) -> Sentence:
    """Where to read about a command."""
    return Sentence(_SEE, {"command": command})
