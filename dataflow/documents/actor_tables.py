"""The tables of an actor: what it records, sends, receives and needs, for how many that is so, and their notes."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dataflow.analysis.assumptions import extent
from dataflow.analysis.lineage.some_members import Doers, some_members_of
from dataflow.analysis.lineage.travels import NOT_HELD, Travel, senders_by_way
from dataflow.analysis.needs.outcomes import Answer, answer, worst
from dataflow.base.text import Text
from dataflow.base.visible import visible
from dataflow.documents import Analysed
from dataflow.documents.labelled import label, linked, linked_all, linked_in_part, phases_of, some_of_role
from dataflow.documents.model import Column, Line, Paragraph, Row, Table, line
from dataflow.documents.sections.handovers import LEVEL_NAMES, verdict
from dataflow.model.statements import Entry, Need, NeedEntry, Record
from dataflow.model.translations import written_in
from dataflow.views._tables import reason
from dataflow.wording.choices import STATUSES
from dataflow.wording.members import MET_FOR, RECORDED_BY, SENT_BY, SENT_BY_OF_STATUS
from dataflow.wording.numbers import stated_extent

_PHASE = Text(en="Phase", da="Fase")
FIELDS = Text(en="Fields", da="Felter")
_FIELD = Text(en="Field", da="Felt")
_FROM = Text(en="From", da="Fra")
_TO = Text(en="To", da="Til")
_BY = Text(en="Channel", da="Kanal")
_EXTENT = Text(en="Extent", da="Omfang")
_STATUS = Text(en="Status", da="Status")
_LEVEL = Text(en="Level", da="Niveau")
_LEVEL_FOR = Text(en="{level}, {extent}", da="{level}, {extent}")
_VERDICT = Text(en="Verdict", da="Vurdering")
_WHY = Text(en="Why not", da="Hvorfor ikke")
_STATUSES = {
    "current": Text(en="in force", da="gælder"),
    "planned": STATUSES["planned"],
    "unknown": STATUSES["unknown"],
    NOT_HELD: Text(en="stated, but the sender does not have it", da="angivet, men afsenderen har det ikke"),
}
_NAMED = 2
"""The most fields that are named before a note."""


class Asked(NamedTuple):
    """A need of an actor: the worst answer of all its members, the entries that state it, and who has it met."""

    answer: Answer
    entries: Sequence[NeedEntry]
    met: frozenset[str]


Needed = Mapping[tuple[str, str, str], Asked]
"""Each need by field, level and phase."""


def records_of(source: Analysed, actor: str) -> tuple[tuple[str, Record], ...]:
    """The records of an actor or of all members of a role, each with who makes it."""
    active = source.needs.map_as_of.statements(source.assumptions)
    return tuple(
        (concrete, record)
        for concrete in source.data_map.presented[actor]
        if concrete in active
        for record in active[concrete].of(Record)
    )


def needs_of(source: Analysed, actor: str) -> Needed:
    """The needs of an actor or of all members of a role; the answer is the worst of all members."""
    answers: dict[tuple[str, str, str], dict[str, Answer]] = {}
    entries: dict[tuple[str, str, str], dict[NeedEntry, None]] = {}
    active = source.needs.map_as_of.statements(source.assumptions)
    for concrete in source.data_map.presented[actor]:
        for need in active[concrete].of(Need) if concrete in active else ():
            key = need.field, need.entry.level, need.phase
            given = answer(source.needs, concrete, need, source.assumptions)
            own = answers.setdefault(key, {})
            own[concrete] = worst([own[concrete], given]) if concrete in own else given
            entries.setdefault(key, {})[need.entry] = None
    return {
        key: Asked(
            worst(given.values()),
            tuple(entries[key]),
            frozenset(concrete for concrete, each in given.items() if each.is_met),
        )
        for key, given in answers.items()
    }


def records_table(source: Analysed, actor: str, records: Iterable[tuple[str, Record]], language: str) -> Table:
    """A row for each phase, and for the fields of one extent, in the order of the pathway."""
    data_map = source.data_map
    doing: dict[tuple[str, str], set[str]] = {}
    extents: dict[tuple[str, str], dict[str, None]] = {}
    for concrete, record in records:
        key = record.phase, record.field
        doing.setdefault(key, set()).add(concrete)
        extents.setdefault(key, {})[_extent(record.entry, language)] = None
    rows: dict[tuple[str, str], set[str]] = {}
    ordered = sorted(data_map.phases.values(), key=lambda phase: (phase.position, phase.order))
    for phase in (each.id for each in ordered):
        for (when, field), found in extents.items():
            if when == phase:
                some = some_members_of(data_map, actor, doing[when, field])
                for each in found:
                    said = _joined(each, some_of_role(data_map, RECORDED_BY, some, language))
                    rows.setdefault((phase, said), set()).add(field)
    return Table(
        f"records-{actor}",
        "",
        _columns(language, (_PHASE, 1.2), (FIELDS, 3.4), (_EXTENT, 1.4)),
        tuple(
            Row(
                (
                    line(label(data_map, "phases", phase, language)),
                    linked_all(data_map, "fields", fields, language),
                    line(said),
                )
            )
            for (phase, said), fields in rows.items()
        ),
    )


def travels_table(source: Analysed, anchor: str, found: Collection[Travel], language: str) -> Table:
    """A row for each other actor, channel, extent and status, with the fields."""
    data_map = source.data_map
    is_incoming = anchor.startswith("gets")
    senders = senders_by_way(found)
    groups: dict[tuple[str, str, str, str], set[str]] = {}
    for each in found:
        some = some_members_of(data_map, each.source, senders[each.way])
        sent_by = SENT_BY_OF_STATUS.get(each.status, SENT_BY)
        said = _joined(_extent(each.share.entry, language), some_of_role(data_map, sent_by, some, language))
        other = each.source if is_incoming else each.target
        groups.setdefault((other, each.share.entry.via, said, each.status), set()).add(each.share.field)
    all_today = {status for *_, status in groups} == {"current"}
    rows = tuple(
        Row(
            (
                line(linked(data_map, "actors", other, language)),
                line(label(data_map, "channels", channel, language)),
                linked_all(data_map, "fields", fields, language),
                line(_joined("" if all_today else _STATUSES[status].in_language(language), said)),
            )
        )
        for (other, channel, said, status), fields in groups.items()
    )
    # In one column with the extent: with two of them long words of the others would be broken.
    remark = (_EXTENT, 1.4) if all_today else (_STATUS, 1.2)
    heads = (_FROM if is_incoming else _TO, 1.3), (_BY, 1.4), (FIELDS, 3.4), remark
    return Table(anchor, "", _columns(language, *heads), rows)


def needs_table(source: Analysed, actor: str, needs: Needed, doers: Callable[[str], Doers], language: str) -> Table:
    """A row for each field, level and verdict, with its phases; ``doers`` are those of a field."""
    data_map = source.data_map
    groups: dict[tuple[str, str, str, str], list[str]] = {}
    fields, levels = list(data_map.fields), list(LEVEL_NAMES)
    for (field, level, phase), (given, entries, met) in sorted(
        needs.items(), key=lambda item: (levels.index(item[0][1]), fields.index(item[0][0]))
    ):
        why = reason(given)
        some = doers(field).only_senders(actor, phase) if given.is_met else None
        met_for = some_members_of(data_map, actor, met) if met and not given.is_met else None
        remarks = (
            "" if why is None else why.in_language(language),
            some_of_role(data_map, SENT_BY, some, language),
            some_of_role(data_map, MET_FOR, met_for, language),
        )
        said = verdict(given).in_language(language)
        groups.setdefault((field, _level(level, entries, language), said, _joined(*remarks)), []).append(phase)
    rows = tuple(
        Row(
            (
                line(linked(data_map, "fields", field, language)),
                line(level),
                line(phases_of(data_map, phases, language)),
                line(said),
                line(why),
            )
        )
        for (field, level, said, why), phases in groups.items()
    )
    heads = (_FIELD, 2.4), (_LEVEL, 0.7), (_PHASE, 2.0), (_VERDICT, 1.1), (_WHY, 1.6)
    return Table(f"needs-{actor}", "", _columns(language, *heads), rows)


def notes(source: Analysed, stated: Iterable[tuple[str, Entry]], language: str) -> Iterator[Paragraph]:
    """The notes of current statements, each with the fields that it is about; none in another language."""
    data_map, found = source.data_map, dict[str, set[str]]()
    for field, entry in stated:
        if entry.note is not None and entry.status == "current":
            note = written_in(entry.note, language, data_map.languages)
            if note:
                found.setdefault(visible(note), set()).add(field)
    for note, fields in found.items():
        yield Paragraph(line(_named(source, fields, language), f": {note}"), "note")


def _named(source: Analysed, fields: Collection[str], language: str) -> Line:
    declared = [field for field in source.data_map.fields if field in fields]
    return linked_in_part(source.data_map, "fields", declared, _NAMED, language)


def _extent(entry: Entry, language: str) -> str:
    found = stated_extent(entry)
    return "" if found is None else found.in_language(language)


def _level(level: str, entries: Sequence[NeedEntry], language: str) -> str:
    """The level of a need, with its own extent: that of the widest where several entries state it."""
    name, said = LEVEL_NAMES[level].in_language(language), _extent(max(entries, key=extent), language)
    return _LEVEL_FOR.in_language(language).format(level=name, extent=said) if said else name


def _joined(*remarks: str) -> str:
    return "; ".join(each for each in remarks if each)


def _columns(language: str, *heads: tuple[Text, float]) -> tuple[Column, ...]:
    return tuple(Column(text.in_language(language), width) for text, width in heads)
