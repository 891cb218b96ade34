"""Tables of statements that do not hold today: those that are planned, and those that are retired."""

from collections.abc import Iterator, Sequence

from dataflow.base.text import Text
from dataflow.documents.labelled import label, linked, linked_all, phases_of
from dataflow.documents.model import Column, Line, Row, Table, line
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Entry, Share, ShareEntry, Statement
from dataflow.wording.dates import in_words
from dataflow.wording.statements import HEADING

_RETIRED = Text(
    en="Retired statements: no longer so, or answered with no",
    da="Udgåede udsagn: ikke længere sådan eller besvaret med nej",
)
_PLANNED = Text(
    en="Planned statements: decided, but not yet so", da="Planlagte udsagn: besluttet, men endnu ikke sådan"
)
_FROM = (Text(en="From", da="Fra og med"), 1.2)
_PASSED = Text(en="{date} (has passed)", da="{date} (er overskredet)")
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
        Row((*_cells(data_map, actor, entry, stated, language), line(_note(entry, language))))
        for actor, entry, stated in _of_status(data_map, "retired")
    )
    return Table("scope-retired", _RETIRED.in_language(language), columns, rows)


def planned_table(data_map: DataMap, as_of: str | None, language: str) -> Table:
    """A row for each planned entry of an actor or role, with the day from which it is to be so."""
    heads = (*_HEADS[:-1], _FROM, _HEADS[-1])
    columns = tuple(Column(text.in_language(language), width) for text, width in heads)
    rows = tuple(
        Row(
            (
                *_cells(data_map, actor, entry, stated, language),
                line(_day(entry.valid_from, as_of, language)),
                line(_note(entry, language)),
            )
        )
        for actor, entry, stated in _of_status(data_map, "planned")
    )
    return Table("scope-planned", _PLANNED.in_language(language), columns, rows)


def _day(date: str | None, as_of: str | None, language: str) -> str:
    """A day in words, and whether it lies before the date of the map."""
    if date is None:
        return ""
    day = in_words(date).in_language(language)
    return _PASSED.in_language(language).format(date=day) if as_of is not None and date < as_of else day


def _note(entry: Entry, language: str) -> str:
    return "" if entry.note is None else entry.note.in_language(language)


def _cells(
    data_map: DataMap, actor: str, entry: Entry, stated: Sequence[Statement], language: str
) -> tuple[Line, ...]:
    """What an entry of an actor says, under all heads but the last."""
    return (
        line(linked(data_map, "actors", actor, language)),
        line(HEADING[entry.list_key].in_language(language)),
        linked_all(data_map, "fields", {each.field for each in stated}, language),
        line(phases_of(data_map, {each.phase for each in stated}, language)),
        linked_all(data_map, "actors", {each.to for each in stated if isinstance(each, Share)}, language),
        line(label(data_map, "channels", entry.via, language) if isinstance(entry, ShareEntry) else ""),
    )


def _of_status(data_map: DataMap, status: str) -> Iterator[tuple[str, Entry, list[Statement]]]:
    """Each entry of a status with its actor or role, and its statements."""
    for actor, members in data_map.presented.items():
        found: dict[Entry, list[Statement]] = {}
        for own in dict.fromkeys(data_map.statements[member] for member in members):
            for statement in own:
                if statement.entry.status == status:
                    found.setdefault(statement.entry, []).append(statement)
        yield from ((actor, entry, stated) for entry, stated in found.items())
