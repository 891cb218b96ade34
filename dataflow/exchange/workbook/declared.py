"""The names that cells may use: those declared in tables, of the map, and of a workbook as it was written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dataflow.exchange.tables.columns import SHEETS
from dataflow.exchange.tables.kinds import Sheet
from dataflow.exchange.tables.names import Names, section_names, section_of
from dataflow.exchange.tables.rows import Row
from dataflow.exchange.workbook.kept import HEAD
from dataflow.exchange.workbook.reader import SheetRead
from dataflow.language.ids import id_meant, is_id

Known = Mapping[str, Mapping[str, str]]
"""The labels of a map by section and id."""
Labels = Mapping[str, tuple[tuple[str, str], ...]]
"""The ids of a map with their labels in all its languages, by section."""


def names_in(
    reads: Mapping[str, Sequence[SheetRead]],
    language: str,
    languages: Sequence[str],
    *,
    known: Known,
    of_map: Labels,
    kept: Known,
) -> dict[str, Names]:
    """The names by section; ``reads`` is what there is of each sheet, ``kept`` the names when it was written."""
    declared = [
        row
        for id_, sheet in SHEETS.items()
        if sheet.identity == ("id",)
        for read in reads[id_]
        for row in _rows(sheet, read, languages)
    ]
    actors = section_names(declared, known, language, languages).get("actors", Names({}))
    roles = {row.text("id"): actors.find(row.text("extends")) for row in declared if row.text("extends")}
    for read in reads["systems"]:
        declared += _of_actors(_rows(SHEETS["systems"], read, languages), actors, roles)
    now = section_names(declared, known, language, languages)
    found = {}
    for section in sorted({*now, *kept}):
        written = [row for row in declared if section_of(row) == section]
        others = [(row.text("id"), row.text(key)) for row in written for key in row.cells if "@" in key]
        others += list(kept.get(section, {}).items())
        shown = now[section].shown if section in now else {}
        on_sheet = {row.text("id") for row in written}
        all_on_sheet = all(id_ in on_sheet for id_ in shown if not id_.startswith("group:"))
        has_sheet = bool(reads.get(section.partition(":")[0]))
        found[section] = Names(shown, tuple(others), of_map.get(section, ()), has_sheet, all_on_sheet)
    return found


def label_keys(sheet: Sheet, languages: Iterable[str]) -> list[str]:
    """The keys of the columns with the label of what a row declares, one for each language."""
    word = "title" if sheet.id == "sources" else "label"
    return [f"{word}@{language}" for language in languages]


def _rows(sheet: Sheet, read: SheetRead, languages: Sequence[str]) -> Iterator[Row]:
    """The ids and labels of a sheet, actors and roles as written, without a word on what is wrong with them."""
    keys = {cell.text: column for column, cell in read.line(0).items()}
    for line in sorted({line for line, _ in read.cells if line >= HEAD}):
        texts = {
            key: read.cells[line, column].text.strip() for key, column in keys.items() if (line, column) in read.cells
        }
        label = next((texts[key] for key in label_keys(sheet, languages) if texts.get(key)), "")
        id_ = texts.get("id") or (label if is_id(label) else id_meant(label) or "")
        if id_:
            told = {key: text for key, text in texts.items() if "@" in key or key in ("actor", "extends")}
            yield Row(sheet.id, {**told, "id": id_})


def _of_actors(rows: Iterable[Row], actors: Names, roles: Mapping[str, str | None]) -> Iterator[Row]:
    """The rows of systems whose actor is known, with its id, and with those of its members: they have them too."""
    for row in rows:
        actor = actors.find(row.text("actor"))
        members = (member for member, role in roles.items() if role == actor)
        for each in () if actor is None else (actor, *members):
            yield Row(row.sheet, {**row.cells, "actor": each})
