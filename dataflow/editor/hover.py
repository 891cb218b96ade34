"""About the word under the cursor: of an id its label, definition and holders; else what the word means."""

from collections.abc import Iterator
from typing import NamedTuple

from dataflow.base.text import Text
from dataflow.editor.cursor import cursor_at
from dataflow.editor.known import Known
from dataflow.editor.occurrences import Id, Occurrence, written_label
from dataflow.editor.shapes import shape_at
from dataflow.language.fast_reader import keys_of
from dataflow.language.nodes import MappingNode
from dataflow.language.reference import explained
from dataflow.language.word_texts import meaning_of

_HELD_BY = Text(en="Held by", da="Haves af")
_NOBODY = Text(en="Nobody holds it.", da="Ingen har det.")
_NOT_DECLARED = Text(en="not declared", da="ikke angivet")
_MORE = Text(en="and {count} more", da="og {count} til")
_SHOWN = 20
"""How many holders are shown."""
_SPECIAL = frozenset("\\`*_{}[]()#+-.!|<>~")


class Hover(NamedTuple):
    """Markdown about the text between two offsets."""

    text: str
    start: int
    end: int


def hover(known: Known, file: str, text: str, offset: int) -> Hover | None:
    """What is known of the word at an offset of a file's text; None for a word that means nothing."""
    read = known.files.get(file)
    occurrence = read.at(offset) if read is not None and read.positions.text == text else None
    if occurrence is None:
        occurrence = _by_cursor(known, file, text, offset)
    if occurrence is not None:
        return Hover("\n\n".join(_about(known, occurrence.id)), occurrence.start, occurrence.end)
    return _key(text, offset, known.language) or _value(text, offset, known.language)


def _by_cursor(known: Known, file: str, text: str, offset: int) -> Occurrence | None:
    """The id under the cursor of a text that can't be read."""
    cursor = cursor_at(text, offset)
    word = text[cursor.start : cursor.end]
    shape = shape_at(cursor.path)
    section = shape.names.section if shape.names is not None and cursor.may_be_value else ""
    owner = str(cursor.path[1]) if section == "systems" and len(cursor.path) > 1 else None
    id_ = Id("groups", word[6:]) if word.startswith("group:") else Id(section, word, owner)
    if not section or not known.declarations(id_):
        return None
    return Occurrence(id_, file, cursor.start, cursor.end, exact=True, declares=False)


def _key(text: str, offset: int, language: str) -> Hover | None:
    """What the key under the cursor means."""
    cursor = cursor_at(text, offset)
    at_end = cursor_at(text, cursor.end)
    word = text[at_end.start : at_end.end]
    spec = shape_at(at_end.path).spec if at_end.may_be_key else None
    if spec is None or word not in keys_of(spec):
        return None
    return Hover(f"**{word}**\n\n{_plain(explained(spec, word, language))}", at_end.start, at_end.end)


def _value(text: str, offset: int, language: str) -> Hover | None:
    """What the word of the language under the cursor means; of true and false, what their key means."""
    cursor = cursor_at(text, offset)
    at_end = cursor_at(text, cursor.end)
    word = text[at_end.start : at_end.end].strip("\"'")
    shape = shape_at(at_end.path)
    choices = (shape.words, shape.names.words if shape.names is not None else ())
    options = next((each for each in choices if word in each), ())
    if not at_end.may_be_value or not options:
        return None
    means = meaning_of(options, word)
    if means is not None:
        said = means.in_language(language)
        return Hover(f"**{word}**\n\n{_plain(said[:1].upper() + said[1:])}.", at_end.start, at_end.end)
    *above, key = at_end.path
    spec = shape_at(above).spec
    if spec is None or key not in keys_of(spec):
        return None
    return Hover(f"**{key}**\n\n{_plain(explained(spec, str(key), language))}", at_end.start, at_end.end)


def _about(known: Known, id_: Id) -> Iterator[str]:
    language = known.language
    declared = known.declarations(id_)
    label, kind = known.label(id_), known.kind(id_.section)
    state = "" if declared or id_.section == "rules" else f", {_NOT_DECLARED.in_language(language)}"
    yield f"**{_plain(label)}** (`{id_.name}`, {kind}{state})"
    node = next((each.node for each in declared if isinstance(each.node, MappingNode)), None)
    for key in ("definition", "note"):
        written = written_label(node.get(key) if node is not None else None, "")
        if written.texts:
            yield _plain(written.in_language(language))
    if id_.section == "fields" and known.holders:
        yield "\n".join(_held(known, id_.name))


def _held(known: Known, field: str) -> Iterator[str]:
    holders = known.holders.get(field, ())
    if not holders:
        yield _NOBODY.in_language(known.language)
        return
    yield f"{_HELD_BY.in_language(known.language)}:\n"
    for holder in holders[:_SHOWN]:
        yield f"- {_plain(holder.actor)}, {holder.form}: {_plain(', '.join(holder.phases))}"
    if len(holders) > _SHOWN:
        yield f"- {_MORE.in_language(known.language).format(count=len(holders) - _SHOWN)}"


def _plain(text: str) -> str:
    """A text that Markdown shows as it is."""
    return "".join(f"\\{character}" if character in _SPECIAL else character for character in " ".join(text.split()))
