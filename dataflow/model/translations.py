"""In which languages the texts of a map are written."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from dataflow.base.text import Label
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Named

_OF_NAMED = ("label", "definition", "standard")


class MapText(NamedTuple):
    """A text of a map: the key under which it stands, and the id of what it belongs to (empty for the map)."""

    key: str
    id: str
    text: Label


def untranslated(data_map: DataMap, language: str) -> tuple[MapText, ...]:
    """The texts that are written in other languages, and not in this one."""
    return tuple(each for each in _texts(data_map) if _lacks(each.text, language))


_DANISH = frozenset("æøåÆØÅ")


def written_in(text: Label, language: str, languages: Sequence[str]) -> str | None:
    """The text in a language; None where it is only written in others."""
    texts = dict(text.texts)
    plain = texts.get("")
    if texts.get(language) or not plain:
        return texts.get(language) or None
    return plain if language == plain_language(plain, languages) else None


def plain_language(text: str, languages: Sequence[str]) -> str:
    """The language of a plain text: the only one of its map; of several, Danish by its letters, else English."""
    return languages[0] if len(languages) == 1 else "da" if is_danish(text) else "en"


def is_danish(text: str) -> bool:
    """Whether a text has letters of Danish."""
    return not _DANISH.isdisjoint(text)


def has_danish_letters(data_map: DataMap) -> bool:
    """Whether a text that is not marked with a language has letters of Danish."""
    return any(is_danish(dict(each.text.texts).get("", "")) for each in _texts(data_map))


def _lacks(text: Label, language: str) -> bool:
    languages = {each for each, written in text.texts if written}
    return bool(languages) and language not in languages and "" not in languages


def _texts(data_map: DataMap) -> Iterator[MapText]:
    for key in ("title", "population"):
        yield from _text(key, "", getattr(data_map, key))
    declared: tuple[Iterable[Named], ...] = (
        data_map.phases.values(),
        data_map.purposes.values(),
        data_map.legal_bases.values(),
        data_map.groups.values(),
        data_map.code_systems.values(),
        data_map.fields.values(),
        data_map.channels.values(),
        data_map.actors.values(),
        data_map.clusters.values(),
    )
    for named in (each for section in declared for each in section):
        for key in _OF_NAMED:
            yield from _text(key, named.id, getattr(named, key, None))
    for source in data_map.sources.values():
        yield from _text("title", source.id, source.title)
    for actor in data_map.actors.values():
        yield from _text("retention", actor.id, actor.retention if actor.role is None else None)
        for system in actor.systems.values() if actor.role is None else ():
            yield from _text("label", system.id, system.label)
            yield from _text("retention", system.id, system.retention)
    for author, statements in {id(each): (of, each) for of, each in data_map.statements.items()}.values():
        for entry in dict.fromkeys(statement.entry for statement in statements):
            yield from _text("called", author, getattr(entry, "called", None))
    for waiver in data_map.waivers:
        yield from _text("reason", waiver.rule, waiver.reason)


def _text(key: str, of: str, text: Any) -> Iterator[MapText]:
    if isinstance(text, Label):
        yield MapText(key, of, text)
