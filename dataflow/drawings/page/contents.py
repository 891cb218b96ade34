"""What the page's script reads: the things, the findings and the parts of the drawings, as JSON."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from dataflow.base.atlas import Atlas, Explained, Line, Passage, Plate, Remark, Thing
from dataflow.base.picture import Words
from dataflow.drawings.ink.text import safe
from dataflow.drawings.page.words import WORDS

_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def contents(
    atlas: Atlas, plates: Iterable[Plate], left_out: Iterable[Plate], language: str, title: str | None = None
) -> str:
    """The contents of an atlas, of which some plates are shown, as JSON that can stand in a script element."""
    number = {thing.key: index for index, thing in enumerate(atlas.things)}
    told = {
        "language": language,
        "title": _both(atlas.title) if title is None else safe(title),
        "plates": [_plate(plate) for plate in plates],
        "leftOut": [_both(plate.name) for plate in left_out],
        "things": [_thing(thing, number) for thing in atlas.things],
        "remarks": [_remark(remark) for remark in atlas.remarks],
        "codes": {code.code: _code(code) for code in atlas.codes},
        "words": {name: _both(text) for name, text in WORDS.items()},
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True).translate(_ESCAPES)


def _plate(plate: Plate) -> dict[str, Any]:
    """Parts by mark; what many of them are about is said once and then counted off."""
    keys: dict[str, int] = {}
    parts = [[part.mark, *(keys.setdefault(key, len(keys)) for key in part.about)] for part in plate.picture.parts]
    return {"id": plate.picture.id, "name": _both(plate.name), "keys": list(keys), "parts": parts}


def _thing(thing: Thing, number: Mapping[str, int]) -> dict[str, Any]:
    """A thing; others that it names many of are given by their number among the things."""
    return _filled(
        key=thing.key,
        label=_both(thing.label),
        kicker=_maybe(thing.kicker),
        about=_maybe(thing.about),
        within=[number[key] for key in thing.within],
        ends=thing.ends,
        members=[_both(member) for member in thing.members],
        passages=[_passage(passage, number) for passage in thing.passages],
    )


def _passage(passage: Passage, number: Mapping[str, int]) -> dict[str, Any]:
    return _filled(title=_both(passage.title), key=passage.key, lines=[_line(line, number) for line in passage.lines])


def _line(line: Line, number: Mapping[str, int]) -> dict[str, Any]:
    return _filled(role=line.role, text=_maybe(line.text), lead=line.lead, links=[number[key] for key in line.links])


def _remark(remark: Remark) -> dict[str, Any]:
    return _filled(
        key=remark.key,
        code=remark.code,
        severity=remark.severity,
        message=_both(remark.message),
        hint=_maybe(remark.hint),
        about=remark.about,
        notes=[_both(note) for note in remark.notes],
    )


def _code(code: Explained) -> dict[str, Any]:
    return {name: _both(getattr(code, name)) for name in ("title", "what", "why", "mend", "doubt")}


def _filled(**parts: Any) -> dict[str, Any]:
    return {name: part for name, part in parts.items() if part}


def _maybe(words: Words | None) -> Any:
    return None if words is None else _both(words)


def _both(words: Words) -> Any:
    """The text where it is the same in both languages, else English and Danish."""
    english, danish = (safe(words.in_language(language)) for language in ("en", "da"))
    return english if english == danish else [english, danish]
