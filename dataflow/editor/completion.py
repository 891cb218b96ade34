"""What may be written where the cursor is: keys of the language, its words, and ids with their labels."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dataflow.editor.cursor import Cursor, cursor_at
from dataflow.editor.known import Known
from dataflow.editor.occurrences import Id
from dataflow.editor.shapes import Shape, shape_at
from dataflow.language.fast_reader import keys_of, required_in
from dataflow.language.reference import explained
from dataflow.language.word_texts import meaning_of

_NOTHING_YET = re.compile(r"(?:[ \t]*(?:#.*)?\r?\n)*[a-z_]*\s*")
"""Comments and empty lines, and at most the beginning of a word."""
_NEW_MAP = "dataflow: 1\nmap:\n  id: my-map\n  title: My map\n  languages: [en]\n"


class Completion(NamedTuple):
    """What may be written instead of the text between two offsets.

    ``kind`` is "key", "word", "id", or "start" for the first lines of a map; ``detail`` is a label, ``means`` the
    description of a key or a word. A needed key comes before the others.
    """

    word: str
    start: int
    end: int
    kind: str
    text: str
    detail: str = ""
    means: str = ""
    needed: bool = False


def completions(known: Known, text: str, offset: int) -> tuple[Completion, ...]:
    """What may be written at an offset of a text, in the order to show it."""
    cursor = cursor_at(text, offset)
    shape = shape_at(cursor.path)
    owner = str(cursor.path[1]) if cursor.path[:1] == ("actors",) and len(cursor.path) > 1 else None
    colon = "" if text[cursor.end : cursor.end + 1] == ":" else ": "
    found: list[Completion] = []
    if cursor.may_be_key:
        found += _keys(shape, cursor, colon, known.language)
        if shape.key is not None:
            found += _ids(known, _section_of(shape, cursor), None, cursor, behind=colon)
    if cursor.may_be_value:
        found += _words(shape, cursor, known.language)
        if shape.names is not None:
            found += _ids(known, shape.names.section, owner, cursor)
            if "group:" in shape.names.words:
                found += _ids(known, "groups", None, cursor, before="group:")
    return tuple(found)


def beginnings(text: str, offset: int) -> tuple[Completion, ...]:
    """How a map may begin, in a text that holds nothing yet: its first lines, or any section."""
    if not _NOTHING_YET.fullmatch(text):
        return ()
    keys = completions(Known({}), text, offset)
    new = [each._replace(word="new map", kind="start", text=_NEW_MAP, means=_NEW_MAP) for each in keys[:1]]
    return (*new, *keys)


def _words(shape: Shape, cursor: Cursor, language: str) -> Iterator[Completion]:
    for options in (shape.words, shape.names.words if shape.names is not None else ()):
        for word in options:
            if word != "group:":
                means = meaning_of(options, word)
                said = "" if means is None else means.in_language(language)
                yield Completion(word, cursor.start, cursor.end, "word", word, means=said[:1].upper() + said[1:])


def _section_of(shape: Shape, cursor: Cursor) -> str:
    """The section whose ids are the keys of a mapping: those that it names, or those that it declares."""
    if shape.key is not None and shape.key.names is not None:
        return shape.key.names.section
    return str(cursor.path[-1]) if cursor.path[-1:] in (("actors",), ("clusters",)) else ""


def _keys(shape: Shape, cursor: Cursor, colon: str, language: str) -> Iterator[Completion]:
    if shape.spec is None:
        return
    keys: Mapping[str, tuple[str, object]] = keys_of(shape.spec)
    needed = required_in(shape.spec)
    for key, (name, _) in sorted(keys.items(), key=lambda each: each[1][0] not in needed):
        if key not in cursor.written:
            means = explained(shape.spec, key, language)
            yield Completion(key, cursor.start, cursor.end, "key", key + colon, "", means, name in needed)


def _ids(
    known: Known, section: str, owner: str | None, cursor: Cursor, before: str = "", behind: str = ""
) -> Iterator[Completion]:
    for id_ in known.declared(section, owner if section == "systems" else None):
        word = before + id_.name
        if not behind or word not in cursor.written:
            yield Completion(word, cursor.start, cursor.end, "id", word + behind, _detail(known, id_))


def _detail(known: Known, id_: Id) -> str:
    label = known.label(id_)
    return label if label != id_.name else known.kind(id_.section)
