"""What was probably renamed: the same label, and the same said about it, under another id."""

from collections import Counter
from collections.abc import Mapping

from dataflow.base.text import Label
from dataflow.change.meaning import (
    SECTIONS,
    Plain,
    Renamed,
    attributes_of,
    meaning_of,
    objects_of,
    texts_of,
    tokens_of,
)
from dataflow.model.data_map import DataMap

_About = Mapping[tuple[str, str], frozenset[object]]
"""By section and id, what the statements of a map say about the thing."""


def renames_between(old: DataMap, new: DataMap) -> Renamed:
    """By section, the old ids with the new ones that probably name the same thing; a guess, never more.

    An id counts as renamed where one thing is gone and one is new, both have the same label, and what the map says
    of the one is what it says of the other, other renamed things taken into account.
    """
    found = {section: guessed for section in SECTIONS if (guessed := _same_label(old, new, section))}
    while found:
        before, after = _about(old, found), _about(new, {})
        kept = {
            section: {
                one: other
                for one, other in pairs.items()
                if before.get((section, other)) == after.get((section, other))
                and attributes_of(objects_of(old, section)[one], found)
                == attributes_of(objects_of(new, section)[other], {})
            }
            for section, pairs in found.items()
        }
        kept = {section: pairs for section, pairs in kept.items() if pairs}
        if kept == found:
            break
        found = kept
    return found


def _same_label(old: DataMap, new: DataMap, section: str) -> dict[str, str]:
    then, now = objects_of(old, section), objects_of(new, section)
    gone = {id_: _label(each) for id_, each in then.items() if id_ not in now}
    added = {id_: _label(each) for id_, each in now.items() if id_ not in then}
    once = {
        label
        for label, count in Counter(gone.values()).items()
        if label and count == 1 and list(added.values()).count(label) == 1
    }
    by_label = {label: id_ for id_, label in added.items()}
    return {id_: by_label[label] for id_, label in gone.items() if label in once}


def _label(thing: object) -> Plain:
    label = getattr(thing, "label", None) or getattr(thing, "title", None)
    return texts_of(label) if isinstance(label, Label) else ()


def _about(data_map: DataMap, renamed: Renamed) -> _About:
    found: dict[tuple[str, str], set[object]] = {}
    actors = renamed.get("actors", {})
    for actor, statements in data_map.statements.items():
        name = actors.get(actor, actor)
        for statement in statements:
            said = meaning_of(statement, renamed)
            for token in tokens_of(name, said):
                found.setdefault(token, set()).add((name, said))
    return {token: frozenset(said) for token, said in found.items()}
