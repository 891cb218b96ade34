"""Corrections of findings as edits of the text that they are about.

Law: changes what is written at the places of findings, and where that is named, and nothing else.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from dataflow.base.finding import Finding
from dataflow.base.place import Place
from dataflow.base.text import Sentence, Text
from dataflow.language.broken import in_brackets, language_keys
from dataflow.language.expected import WORDED
from dataflow.language.ids import id_meant, is_id
from dataflow.language.lookalikes import lookalike_in
from dataflow.language.nodes import MappingNode, Scalar, SequenceNode, place_of
from dataflow.language.parse import parse
from dataflow.project import Project
from dataflow.wording.counts import Nouns, counted

_REPLACE = Text(en='"{written}" becomes "{meant}"', da='"{written}" bliver til "{meant}"')
_EVERYWHERE = Text(
    en='"{written}" becomes "{meant}" wherever it is named ({count})',
    da='"{written}" bliver til "{meant}" alle de steder, det nævnes ({count})',
)
_TABS = Text(
    en="each tab at the beginning of a line becomes two spaces ({lines})",
    da="hver tabulator i begyndelsen af en linje bliver til to mellemrum ({lines})",
)
_SPACE = Text(en='"{written}" becomes "{meant}"{lines}', da='"{written}" bliver til "{meant}"{lines}')
_ALSO = Text(en=", and so in the lines below it ({lines})", da=", og sådan også i linjerne under ({lines})")
_LINES: Nouns = (Text(en="{count} line", da="{count} linje"), Text(en="{count} lines", da="{count} linjer"))
_DELETE = Text(en="the character that can't be seen goes", da="tegnet, der ikke kan ses, fjernes")
SYNTAX = "DF002"
"""The rule whose findings hide all others of the file after them."""
UNKNOWN_KEY = "DF005"
"""The rule whose findings hide all others below the key."""
_NOT_READ = frozenset((SYNTAX, "DF003", "DF004"))
"""The rules whose findings say that a text is no longer read as it was meant."""
_NEEDS_QUOTES = re.compile(r"[\[\]{},#&*!|>'\"%@`]|[-?:](?:\s|$)|.*(?::\s|:$|\s#)")
_OF_BRACKETS = frozenset("[]{},")
_GROUP = "group:"
_LINE_ENDS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


_GLUED = re.compile(
    r"(?P<before>\s*(?:- +)*)(?P<sign>-(?=[{\[])|-(?=[A-Za-z_][\w-]*:(?:\s|$))|(?P<key>[\w-]+):(?=[^\s:/\\]))"
)
"""A dash, or the colon of a key, at the beginning of a line, that lacks its space."""
_NEAREST_WORD = Text(
    en="dataflow validate --fix corrects a word that differs from the right one only in case, spaces or hyphens,"
    " characters of word processors, and a colon without its space. Where there is just one nearest word, --fix asks"
    " at a terminal, and --fix-unsure takes it without asking. The rest is for you to correct.",
    da="dataflow validate --fix retter et ord, der kun afviger i store og små bogstaver, mellemrum eller"
    " bindestreger, tegn fra tekstbehandling og et kolon uden mellemrum efter. Er der netop ét nærmeste ord, spørger"
    " --fix i en terminal, og --fix-unsure tager det uden at spørge. Resten må du selv rette.",
)
_CORRECTED: Mapping[str, Text] = {
    SYNTAX: Text(
        en="dataflow validate --fix replaces characters of word processors that look like those of YAML, and tabs in"
        " a file that is indented with tabs alone, and writes the space that is missing after a dash or a colon. The"
        " rest is for you to correct.",
        da="dataflow validate --fix erstatter tegn fra tekstbehandling, der ligner dem i YAML, og tabulatorer i en"
        " fil, der kun er rykket ind med tabulatorer, og skriver det mellemrum, der mangler efter en bindestreg eller"
        " et kolon. Resten må du selv rette.",
    ),
    UNKNOWN_KEY: _NEAREST_WORD,
    "DF007": _NEAREST_WORD,
    "DF101": _NEAREST_WORD,
    "DF108": Text(
        en="dataflow validate --fix corrects a unit that differs from UCUM only in capitals or signs; --fix-unsure"
        " also takes the unit that is probably meant. The rest is for you to correct.",
        da="dataflow validate --fix retter en enhed, der kun afviger fra UCUM i store og små bogstaver eller tegn;"
        " --fix-unsure tager også den enhed, der nok menes. Resten må du selv rette.",
    ),
}
"""What is corrected of the findings of each rule; the findings of all others have no corrections."""
_BY_HAND = Text(
    en="dataflow validate --fix does not change this: what is right is for you to say.",
    da="dataflow validate --fix ændrer ikke dette: hvad der er rigtigt, må du selv afgøre.",
)


def correction_of(code: str) -> Text:
    """Whether the findings of a rule are corrected, and how, in words for the rule's page."""
    return _CORRECTED.get(code, _BY_HAND)


@dataclass(frozen=True)
class Edit:
    """What is to be written instead of the text at a place; a width of 0 inserts before it."""

    place: Place
    text: str


@dataclass(frozen=True)
class Fix:
    """One way to correct a finding. ``sure`` means that no other is right, so that nobody need be asked."""

    finding: Finding
    title: Sentence
    edits: tuple[Edit, ...]
    sure: bool


Choose = Callable[[Finding, Sequence[Fix]], Fix | None]
"""Which of the fixes of a finding to make; None for none of them."""


@dataclass(frozen=True)
class Corrected:
    """A project with fixes made, and the fixes, each finding at the place where it was then.

    ``refused`` are those that were chosen and left out, as the map would not be better with them.
    """

    project: Project
    made: tuple[Fix, ...]
    refused: tuple[Fix, ...] = ()


def corrected(project: Project, choose: Choose) -> Corrected:
    """The project after the chosen fixes in the map's own files, until no new finding has one.

    A fix that does not lower the number of problems, or after which a text can be read less well, is left out; that
    of a syntax error need only end this one, as the rest of the file can be read after it. Problems below a key that
    was not known do not count: they were there, and were not seen.
    """
    made: list[Fix] = []
    refused: list[Fix] = []
    asked: set[tuple[str, ...]] = set()
    while True:
        chosen: list[Fix] = []
        for finding in project.problems:
            fixes = () if _identity(finding) in asked else tuple(corrections_of(project, finding))
            if fixes and finding.place.file in project.specs.own_texts and (fix := choose(finding, fixes)):
                chosen.append(fix)
        asked.update(map(_identity, project.problems))
        if not chosen:
            return Corrected(project, tuple(made), tuple(refused))
        whole = _with(project, chosen)
        if _is_better(project, whole, chosen):
            project, made = whole, [*made, *chosen]
            continue
        for fix in reversed(chosen):  # from the end, so that the places of the others stay
            single = _with(project, [fix])
            if _is_better(project, single, [fix]):
                project = single
                made.append(fix)
            else:
                refused.append(fix)


def _with(project: Project, fixes: Iterable[Fix]) -> Project:
    """The project with the edits of fixes made in its texts."""
    edits: dict[str, list[Edit]] = {}
    for fix in fixes:
        for edit in fix.edits:
            edits.setdefault(edit.place.file, []).append(edit)
    changed = {file: edited(project.texts[file], some) for file, some in edits.items()}
    return replace(project, texts={**project.texts, **changed}, _known={})


def _is_better(before: Project, after: Project, fixes: Sequence[Fix]) -> bool:
    if _not_read(after) - _not_read(before):
        return False
    remaining = set(map(_identity, after.problems))
    syntax = [fix.finding for fix in fixes if fix.finding.code == SYNTAX]
    if syntax and not any(_identity(each) in remaining for each in syntax):
        return True
    known = set(map(_identity, before.problems))
    below = [fix.finding.place for fix in fixes if fix.finding.code == UNKNOWN_KEY]
    left = [each for each in after.problems if _identity(each) in known or not _is_below(after, each.place, below)]
    return len(left) <= len(before.problems) - len(fixes)


def _is_below(project: Project, place: Place, keys: Iterable[Place]) -> bool:
    """Whether a place is one of some keys, or in its value: to the right in its line, or further in below it."""
    for key in keys:
        if place.file != key.file or (place.line, place.column) < (key.line, key.column):
            continue
        below = project.lines(key.file)[key.line : place.line]
        if all(_is_further_in(line, key.column) for line in below):
            return True
    return False


def _is_further_in(line: str, column: int) -> bool:
    """Whether a line belongs to the value of a key in a column: indented further, or a list item in that column."""
    text = line.lstrip()
    indent = len(line) - len(text) + 1
    return not text or text.startswith("#") or indent > column or (indent == column and text.startswith("-"))


def _not_read(project: Project) -> set[str]:
    return {finding.place.file for finding in project.problems if finding.code in _NOT_READ}


def _identity(finding: Finding) -> tuple[str, ...]:
    """What a finding is known by while words of its line change."""
    return finding.place.file, str(finding.place.line), finding.code, finding.message.in_language("en")


def corrections_of(project: Project, finding: Finding) -> Iterator[Fix]:
    """The fixes that replace the word at the place of a finding, one for each text that may be meant.

    There is none for a word that is written with escapes or over several lines. Quotes are kept, and added where the
    text needs them. An id that is declared is replaced wherever it is named. Tabs become spaces in the whole file.
    """
    lines = project.lines(finding.place.file)
    yield from _spaces_after_signs(finding, lines)
    if finding.code == SYNTAX and lines[finding.place.line - 1][finding.place.column - 1 :].startswith("\t"):
        yield from _spaces_for_tabs(finding, lines)
    written = _written(lines, finding.place) if finding.corrections else None
    if written is None:
        return
    place, word = written
    for meant in finding.corrections:
        places = _named_at(project, finding, word) if id_meant(word) == meant else ()
        edits = tuple(Edit(each, meant) for each in places)
        words = {"written": word, "meant": meant, "count": str(1 + len(places))}
        title = Sentence(_DELETE if not word.isprintable() else _EVERYWHERE if places else _REPLACE, words)
        sure = len(finding.corrections) == 1 and _letters(word) == _letters(meant)
        text = meant if place != finding.place else _as_scalar(project.texts[place.file], place, word, meant)
        yield Fix(finding, title, (Edit(place, text), *edits), sure)


def _spaces_after_signs(finding: Finding, lines: Sequence[str]) -> Iterator[Fix]:
    """The fix of a dash or colon without its space; lines of such keys are one text to YAML, so they go together."""
    if finding.code not in (SYNTAX, UNKNOWN_KEY, "DF007") or finding.corrections:
        return
    at = finding.place
    glued: dict[int, re.Match[str]] = {}
    for number, line in enumerate(lines[at.line - 1 :], at.line):
        match = _GLUED.match(line)
        value = "" if match is None else line[match.end() : match.end() + 1]
        if match is None or (match["key"] is not None and value not in "{[" and match["key"] not in language_keys()):
            break
        glued[number] = match
    first = glued.get(at.line)
    if first is None or at.column not in (first.start("sign") + 1, first.end("sign") + 1):
        return
    edits = tuple(Edit(Place(at.file, number, each.end() + 1, 0), " ") for number, each in glued.items())
    also = Sentence(_ALSO, {"lines": counted(len(edits) - 1, _LINES)}) if len(edits) > 1 else ""
    words = {"written": first["sign"], "meant": f"{first['sign']} ", "lines": also}
    yield Fix(finding, Sentence(_SPACE, words), edits, sure=True)


def _spaces_for_tabs(finding: Finding, lines: Sequence[str]) -> Iterator[Fix]:
    """Two spaces for each tab of the indentation; not sure in a file with spaces too, where a tab may be wider."""
    indents = {
        number: line[: len(line) - len(line.lstrip(" \t"))] for number, line in enumerate(lines, 1) if line.strip()
    }
    edits = tuple(
        Edit(Place(finding.place.file, number, 1, len(indent)), indent.replace("\t", "  "))
        for number, indent in indents.items()
        if "\t" in indent
    )
    if edits:
        sure = not any(" " in indent for indent in indents.values())
        yield Fix(finding, Sentence(_TABS, {"lines": counted(len(edits), _LINES)}), edits, sure)


def _as_scalar(data: bytes, place: Place, word: str, meant: str) -> str:
    """The text as it is written at a place: in quotes where YAML would not read it as one text."""
    if len(word) == 1 and lookalike_in(word) is not None:  # a character within a word
        return meant
    needs = _NEEDS_QUOTES.match(meant) or (_OF_BRACKETS.intersection(meant) and in_brackets(data, place))
    return f"'{meant}'" if needs and '"' in meant else f'"{meant}"' if needs else meant


def _named_at(project: Project, finding: Finding, word: str) -> tuple[Place, ...]:
    """Where the map names what is declared at the place of a finding by a word that is no id."""
    at = finding.place
    if is_id(word) or at not in _no_ids(at.file, project.texts[at.file]).keys.get(word, ()):
        return ()
    found = (_no_ids(file, project.texts[file]) for file in project.specs.own_texts)
    return tuple(place for each in found for place in each.all.get(word, ()) if place != _inside(at, word))


@dataclass(frozen=True)
class _NoIds:
    """The places of the words of a file that are no ids and may be meant as such: of the keys, and of all."""

    keys: Mapping[str, Sequence[Place]]
    all: Mapping[str, Sequence[Place]]


@lru_cache(maxsize=8)
def _no_ids(file: str, data: bytes) -> _NoIds:
    keys: dict[str, list[Place]] = {}
    every: dict[str, list[Place]] = {}
    for scalar, is_key in _words_of(parse(file, data).root):
        word = scalar.removeprefix(_GROUP)
        place = place_of(file, scalar)
        if is_id(word) or place.width < len(scalar):
            continue
        inside = _inside(place, scalar)
        every.setdefault(word, []).append(
            inside._replace(column=inside.column + len(scalar) - len(word), width=len(word))
        )
        if is_key:
            keys.setdefault(word, []).append(place)
    return _NoIds(keys, every)


def _inside(place: Place, word: str) -> Place:
    """The place of a word without the quotes around it."""
    return place._replace(column=place.column + (place.width - len(word)) // 2, width=len(word))


def _words_of(node: Any) -> Iterator[tuple[Scalar, bool]]:
    """The scalars of a node that are not texts for people, and whether each is a key."""
    if isinstance(node, MappingNode):
        for key, value in node.items():
            assert isinstance(key, Scalar)  # noqa: S101  # the parser makes no other
            yield key, True
            if key not in WORDED and key != "meta":
                yield from _words_of(value)
    elif isinstance(node, SequenceNode):
        for item in node:
            yield from _words_of(item)
    elif isinstance(node, Scalar):
        yield node, False


def _written(lines: Sequence[str], place: Place) -> tuple[Place, str] | None:
    """The place within the quotes, and the word that stands there."""
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    word = line[place.column - 1 : place.column - 1 + place.width]
    if len(word) < place.width:
        return None
    if word[0] in "\"'" and place.width > 1:
        if word[-1] != word[0] or "\\" in word or word[0] in word[1:-1]:
            return None
        return place._replace(column=place.column + 1, width=place.width - 2), word[1:-1]
    return place, word


def _letters(word: str) -> str:
    return "".join(filter(str.isalnum, word.casefold()))


def edited(text: bytes, edits: Iterable[Edit]) -> bytes:
    """The text of a file with the edits made; one that overlaps an earlier place is left out.

    Byte order mark, line ends and all else stay as they are. Raises UnicodeDecodeError for what is not UTF-8.
    """
    plain = text.decode("utf-8")
    mark = len(plain) - len(plain.removeprefix("\ufeff"))
    starts = [mark, *(match.end() for match in _LINE_ENDS.finditer(plain, mark))]
    parts: list[str] = []
    done = 0
    for edit in sorted(set(edits), key=lambda each: (each.place, each.text)):
        begin = starts[edit.place.line - 1] + edit.place.column - 1
        if begin < done:
            continue
        parts += plain[done:begin], edit.text
        done = begin + edit.place.width
    return "".join((*parts, plain[done:])).encode("utf-8")
