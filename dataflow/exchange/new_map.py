"""The spec files of a new map, from rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from dataflow.exchange.tables.columns import SHEETS
from dataflow.exchange.tables.rows import Row, entity_of, merged, parsed_flow, statement_of
from dataflow.exchange.yaml_text import section_text
from dataflow.language.statement_specs import STATEMENTS

_FILES = {
    "map.yaml": ("map", "phases", "purposes", "legal_bases", "groups", "code_systems", "clusters", "waivers"),
    "fields.yaml": ("fields",),
    "channels.yaml": ("channels",),
    "sources.yaml": ("sources",),
    "actors.yaml": ("actors",),
}


def texts_of(rows: Sequence[Row], languages: Sequence[str], phases: Sequence[str]) -> dict[str, str]:
    """The files by name; one without anything to say is left out."""
    sections = sections_of(rows, languages, phases)
    texts = {
        file: "\n".join(section_text(name, sections[name]) for name in names if sections.get(name))
        for file, names in _FILES.items()
    }
    return {file: text for file, text in texts.items() if text}


def sections_of(rows: Sequence[Row], languages: Sequence[str], phases: Sequence[str]) -> dict[str, Any]:
    """The sections of a map as values."""
    sections: dict[str, Any] = {}
    for row in rows:
        sheet = SHEETS[row.sheet]
        if row.sheet == "map":
            sections["map"] = entity_of(sheet, row.cells, languages, phases)
        elif row.sheet == "waivers":
            sections.setdefault("waivers", []).append(entity_of(sheet, row.cells, languages, phases))
        elif sheet.identity == ("id",):
            about = entity_of(sheet, row.cells, languages, phases)
            sections.setdefault(row.sheet, {}).setdefault(row.text("id"), {}).update(about)
    actors: dict[str, Any] = sections.setdefault("actors", {})
    for row in rows:
        if row.sheet == "systems":
            systems = actors.setdefault(row.text("actor"), {}).setdefault("systems", {})
            systems[row.text("id")] = entity_of(SHEETS["systems"], row.cells, languages, phases)
        elif row.sheet == "omits":
            omitted = parsed_flow(row.text("omits"), as_mapping=True)
            actors.setdefault(row.text("actor"), {}).setdefault("omits", []).append(omitted)
    for kind in STATEMENTS:
        _add_statements(actors, kind, rows, languages, phases)
    return sections


def _add_statements(
    actors: dict[str, Any], kind: str, rows: Sequence[Row], languages: Sequence[str], phases: Sequence[str]
) -> None:
    by_actor: dict[str, list[Row]] = {}
    for row in rows:
        if row.sheet == kind:
            by_actor.setdefault(row.text("actor"), []).append(row)
    for actor, own in by_actor.items():
        statements = [statement_of(SHEETS[kind], cells, languages, phases) for _, cells in merged(SHEETS[kind], own)]
        actors.setdefault(actor, {})[kind] = statements


def is_whole(sections: Mapping[str, Any]) -> bool:
    """Whether there is a map among the sections."""
    return "map" in sections
