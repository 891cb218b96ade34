"""The rules of ``analysis.md`` about what is declared and how it is written down, each read literally.

What only looks at declarations takes every statement as stated, whatever its status and dates.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from itertools import combinations
from typing import Any

from .closure import Run, carried
from .expansion import ExpandedMap, Statement, listed
from .findings import Finding, Found


def unused(run: Run) -> Found:
    """DF122: something declared that nothing refers to."""
    expanded, sections = run.expanded, run.expanded.sections
    stated = expanded.statements
    referred: dict[str, list[Any]] = {
        "fields": [s.field for s in stated] + _said(expanded, "fields", "derived_from"),
        "channels": [s.via for s in stated] + _said(expanded, "channels", "expects_reply"),
        "sources": [source for s in stated for source in s.sources] + _said(expanded, "channels", "source"),
        "purposes": [p for s in stated for p in s.purposes] + _said(expanded, "legal_bases", "purposes"),
        "legal_bases": [basis for s in stated for basis in s.bases],
        "code_systems": [c for s in stated for c in s.codes]
        + _said(expanded, "code_systems", "maps_to")
        + [system for field in sections["fields"].values() for system in field.get("codes") or {}],
        "groups": _said(expanded, "fields", "group") + _said(expanded, "groups", "parent"),
    }
    for section, ids in referred.items():
        kind = {"legal_bases": "legal-basis", "code_systems": "code-system"}.get(section, section.removesuffix("s"))
        for id_ in sections[section]:
            if id_ not in ids:
                place = {"fields": "field", "channels": "channel"}.get(section, "other")
                finding = Finding("DF122", cause=kind, **{place: id_})  # type: ignore[arg-type]
                yield (kind, id_), finding


def clashes(run: Run) -> Found:
    """DF123: two actors record one field in code systems that no map joins, or by different methods."""
    for one, other in combinations(run.of("records"), 2):
        if one.field != other.field or one.actor == other.actor:
            continue
        if one.codes and other.codes and not _joined(run.expanded, *one.codes, *other.codes):
            yield (one.field, "code-system"), Finding("DF123", field=one.field, cause="code-system")
        if one.method and other.method and one.method != other.method:
            yield (one.field, "method"), Finding("DF123", field=one.field, cause="method")


def unevidenced(run: Run) -> Found:
    """DF124: a statement, as written, without a source; one that nobody has found out about needs none."""
    written: dict[object, list[Statement]] = {}
    for s in run.expanded.statements:
        if not s.sources and s.status != "unknown":
            written.setdefault(s.origin, []).append(s)
    for origin, said in written.items():
        finding = Finding(
            "DF124",
            said[0].origin[1],
            only({s.field for s in said}),
            only({s.phase for s in said}),
            said[0].level,
            said[0].kind,
            said[0].via,
            only({s.to for s in said}),
        )
        yield origin, finding


def stale_evidence(run: Run) -> Found:
    """DF125: a source whose last possible day lies more than the map's number of years before its date."""
    if run.as_of is None:
        return
    years = int(run.expanded.map.get("evidence_years") or 5)
    today = datetime.date.fromisoformat(run.as_of)
    for source, raw in run.expanded.sections["sources"].items():
        if not raw.get("date"):
            continue
        day = _last_day(str(raw["date"]))
        # A leap day has its anniversary on the first of March.
        leap = (day.month, day.day) == (2, 29)
        due = datetime.date(day.year + years, 3, 1) if leap else day.replace(year=day.year + years)
        if due < today:
            yield source, Finding("DF125", other=source)


def not_carried(run: Run) -> Found:
    """DF126: a share over a closed channel that has no place for the field."""
    for s in run.of("shares"):
        if carried(run.expanded, s) is None:
            finding = Finding("DF126", s.actor, s.field, s.phase, channel=s.via)
            yield finding, finding


RULES: dict[str, Callable[[Run], Found]] = {
    "DF122": unused,
    "DF123": clashes,
    "DF124": unevidenced,
    "DF125": stale_evidence,
    "DF126": not_carried,
}


def only(found: set[str | None] | set[str]) -> str | None:
    """The one that there is, if there is but one."""
    return next(iter(found)) if len(found) == 1 else None


def _said(expanded: ExpandedMap, section: str, key: str) -> list[str]:
    """All that the objects of a section say under a key; of a source with its page, the source."""
    said = (word for raw in expanded.sections[section].values() for word in listed(raw.get(key)))
    return [word["ref"] if isinstance(word, dict) else str(word) for word in said]


def _joined(expanded: ExpandedMap, one: str, other: str) -> bool:
    maps = {code: listed(expanded.sections["code_systems"][code].get("maps_to")) for code in (one, other)}
    return one == other or other in maps[one] or one in maps[other]


def _last_day(date: str) -> datetime.date:
    """The last day of a year, a month or a day."""
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 3:
        return datetime.date(*parts)
    year, month = [*parts, 12][:2]
    first_of_next = datetime.date(year + month // 12, month % 12 + 1, 1)
    return first_of_next - datetime.timedelta(days=1)
