"""The data that the script of the explorer reads, as JSON: things, findings, and the parts of the pictures."""

import json
from collections.abc import Iterable
from typing import Any

from dataflow.base.explorer import ExplorerDocument, Line, Passage, Plate, Remark, Thing
from dataflow.base.picture import Words
from dataflow.base.rule import RuleDescription
from dataflow.renderers.explorer.words import WORDS
from dataflow.renderers.primitives.text import safe

_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def contents(
    document: ExplorerDocument,
    plates: Iterable[Plate],
    left_out: Iterable[Plate],
    language: str,
    title: str | None = None,
) -> str:
    """The data of an explorer document, of which some plates are shown, as JSON that is safe in a script element."""
    things = _Things(document)
    data = {
        "language": language,
        "title": _both(document.title) if title is None else safe(title),
        "plates": [_plate(plate) for plate in plates],
        "leftOut": [_both(plate.name) for plate in left_out],
        "things": [things.thing(thing) for thing in document.things],
        "texts": list(map(_pair, things.texts)),
        "remarks": [_remark(remark) for remark in document.remarks],
        "codes": {rule.code: _rule(rule) for rule in document.rules},
        "words": {name: _both(text) for name, text in WORDS.items()},
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).translate(_ESCAPES)


class _Things:
    """The things of an explorer document. Texts and other things are referred to by their numbers."""

    def __init__(self, document: ExplorerDocument) -> None:
        self.number = {thing.key: index for index, thing in enumerate(document.things)}
        self.texts: dict[tuple[str, str], int] = {}

    def thing(self, thing: Thing) -> dict[str, Any]:
        """One thing."""
        return _filled(
            key=thing.key,
            label=_both(thing.label),
            kicker=_maybe(thing.kicker),
            about=_maybe(thing.about),
            within=self._numbers(thing.within),
            ends=thing.ends,
            members=[_both(member) for member in thing.members],
            own=[_both(words) for words in thing.own],
            passages=[self._passage(passage) for passage in thing.passages],
        )

    def _passage(self, passage: Passage) -> dict[str, Any]:
        lines = [self._line(line) for line in passage.lines]
        return {"title": self._text(passage.title), "lines": lines} | _filled(key=passage.key)

    def _line(self, line: Line) -> dict[str, Any]:
        text = {} if line.text is None else {"text": self._text(line.text)}
        return text | _filled(role=line.role, lead=line.lead, links=self._numbers(line.links))

    def _numbers(self, keys: Iterable[str]) -> list[int]:
        return [self.number[key] for key in keys]

    def _text(self, words: Words) -> int:
        return self.texts.setdefault(_languages(words), len(self.texts))


def _plate(plate: Plate) -> dict[str, Any]:
    """A plate: its parts by mark, and the keys that they are about by number."""
    keys: dict[str, int] = {}
    parts = [[part.mark, *(keys.setdefault(key, len(keys)) for key in part.about)] for part in plate.picture.parts]
    return {"id": plate.picture.id, "name": _both(plate.name), "keys": list(keys), "parts": parts}


def _remark(remark: Remark) -> dict[str, Any]:
    return _filled(
        key=remark.key,
        code=remark.code,
        severity=remark.severity,
        message=_both(remark.message),
        hint=_maybe(remark.hint),
        about=remark.about,
        notes=[_both(note) for note in remark.notes],
        state=_maybe(remark.state),
        sign=remark.sign,
    )


def _rule(rule: RuleDescription) -> dict[str, Any]:
    texts = {
        "title": rule.title,
        "what": rule.what.plain or rule.what,
        "why": rule.why,
        "fix": rule.fix,
        "false_positives": rule.false_positives,
    }
    return {name: _both(text) for name, text in texts.items()}


def _filled(**parts: Any) -> dict[str, Any]:
    return {name: part for name, part in parts.items() if part}


def _maybe(words: Words | None) -> Any:
    return None if words is None else _both(words)


def _both(words: Words) -> Any:
    return _pair(_languages(words))


def _pair(texts: tuple[str, str]) -> Any:
    """The text where it is the same in both languages, else English and Danish."""
    return texts[0] if texts[0] == texts[1] else list(texts)


def _languages(words: Words) -> tuple[str, str]:
    return safe(words.in_language("en")), safe(words.in_language("da"))
