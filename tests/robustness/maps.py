"""Maps in which every text is a given one: labels, definitions, notes, titles, reasons, meta data."""

import itertools
import json
from collections.abc import Iterator, Sequence

FIELDS, ACTORS = 56, 14


def spec(texts: Sequence[str]) -> str:
    """A map whose texts are the given ones in turn, so that each stands somewhere if there are at most ``SLOTS``."""
    return json.dumps(_content(itertools.cycle(texts)), indent=1)


def _content(texts: Iterator[str]) -> dict[str, object]:
    def named(*keys: str) -> dict[str, object]:
        return {key: next(texts) for key in ("label", *keys)}

    def noted() -> dict[str, str]:
        # A plain note may be taken for one in another language than the report's, which leaves it out.
        return {"en": next(texts)}

    fields = [f"f{number}" for number in range(FIELDS)]
    actors = [f"a{number}" for number in range(ACTORS)]
    return {
        "map": {"id": "study", "title": next(texts), "population": next(texts), "languages": ["en", "da"]},
        "phases": {"p0": {**named(), "responsible": "a0"}, "p1": {**named(), "responsible": "a1"}, "p2": named()},
        "purposes": {"care": named()},
        "legal_bases": {"law": named("note")},
        "sources": {"talk": {"title": next(texts), "note": next(texts), "kind": next(texts)}},
        "groups": {"g0": named(), "g1": {**named(), "parent": "g0"}},
        "code_systems": {"s0": named()},
        "fields": {
            each: {**named("definition", "note"), "group": f"g{number % 2}", "unit": "kg"}
            for number, each in enumerate(fields)
        },
        "channels": {
            "c0": {**named("standard", "note"), "form": "coded"},
            "c1": {**named("standard"), "form": "free-text", "kind": "paper"},
        },
        "clusters": {"k0": {**named(), "members": actors[:2]}},
        "actors": {
            "a0": {
                **named("note", "retention"),
                "systems": {"journal": named("retention")},
                "records": [
                    {"fields": each, "phase": "p0", "note": noted(), "in": "journal", "source": _cited(texts)}
                    for each in fields[:10]
                ],
                "shares": [
                    {
                        "fields": fields[:8],
                        "phase": "p1",
                        "to": actors[1:5],
                        "via": "c0",
                        "for": "care",
                        "legal_basis": "law",
                        "note": noted(),
                    },
                    {
                        "fields": fields[8],
                        "phase": "p1",
                        "to": "a1",
                        "via": "c1",
                        "status": "unknown",
                        "note": noted(),
                    },
                    {
                        "fields": fields[9],
                        "phase": "p1",
                        "to": "a2",
                        "via": "c1",
                        "status": "planned",
                        "note": noted(),
                    },
                ],
            },
            **{
                each: {
                    **named("note"),
                    "kind": "organisation",
                    "needs": [
                        {
                            "fields": fields[number * 4 : number * 4 + 3],
                            "phase": "p2",
                            "level": "must",
                            "note": noted(),
                        }
                    ],
                    "records": [
                        {"fields": fields[number * 4 + 3], "phase": "p2", "status": "unknown", "note": noted()}
                    ],
                }
                for number, each in enumerate(actors)
                if number
            },
        },
        "waivers": [
            {"rule": "DF301", "reason": next(texts), "actor": "a4", "field": fields[17], "by": next(texts)},
            {"rule": "DF302", "reason": next(texts), "actor": "a8", "field": fields[1]},
        ],
    }


def _cited(texts: Iterator[str]) -> dict[str, str]:
    return {"ref": "talk", "at": next(texts)}


def _slots() -> int:
    texts = itertools.count()
    _content(map(str, texts))
    return next(texts)


SLOTS = _slots()
"""How many texts a map has."""
