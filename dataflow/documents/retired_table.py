"""The retired statements as a table: what was so once, or was answered with no."""

from collections.abc import Iterator

from dataflow.base.text import Text
from dataflow.documents.labelled import label, linked, linked_all, phases_of
from dataflow.documents.model import Column, Row, Table, line
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Entry, Share, ShareEntry, Statement
from dataflow.wording.statements import HEADING

_CAPTION = Text(
    en="Retired statements: no longer so, or answered with no",
    da="Udgåede udsagn: ikke længere sådan eller besvaret med nej",
)
_HEADS = (
    (Text(en="Actor", da="Aktør"), 1.2),
    (Text(en="Statement", da="Udsagn"), 1.0),
    (Text(en="Fields", da="Felter"), 2.2),
    (Text(en="Phase", da="Fase"), 1.2),
    (Text(en="To", da="Til"), 1.2),
    (Text(en="Channel", da="Kanal"), 1.2),
    (Text(en="Note", da="Note"), 2.0),
)


def retired_table(data_map: DataMap, language: str) -> Table:
    """A row for each retired entry of an actor or role; none where there is none."""
    columns = tuple(Column(text.in_language(language), width) for text, width in _HEADS)
    rows = tuple(
        Row(
            (
                line(linked(data_map, "actors", actor, language)),
                line(HEADING[entry.list_key].in_language(language)),
                linked_all(data_map, "fields", {each.field for each in stated}, language),
                line(phases_of(data_map, {each.phase for each in stated}, language)),
                linked_all(data_map, "actors", {each.to for each in stated if isinstance(each, Share)}, language),
                line(label(data_map, "channels", entry.via, language) if isinstance(entry, ShareEntry) else ""),
                line("" if entry.note is None else entry.note.in_language(language)),
            )
        )
        for actor, entry, stated in _retired(data_map)
    )
    return Table("scope-retired", _CAPTION.in_language(language), columns, rows)


def _retired(data_map: DataMap) -> Iterator[tuple[str, Entry, list[Statement]]]:
    """Each retired entry with its actor or role, and its statements."""
    for actor, members in data_map.presented.items():
        found: dict[Entry, list[Statement]] = {}
        for own in dict.fromkeys(data_map.statements[member] for member in members):
            for statement in own:
                if statement.entry.status == "retired":
                    found.setdefault(statement.entry, []).append(statement)
        yield from ((actor, entry, stated) for entry, stated in found.items())
