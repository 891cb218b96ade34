"""The actors: what an actor records, receives, sends and needs."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from dataflow.analysis.lineage.some_members import Doers
from dataflow.analysis.lineage.travels import Travel, travels
from dataflow.analysis.needs.outcomes import Outcome
from dataflow.base.text import Filling, Sentence, Text
from dataflow.base.visible import visible
from dataflow.documents import Analysed, Order, Section
from dataflow.documents.actor_tables import (
    FIELDS,
    needs_of,
    needs_table,
    notes,
    records_of,
    records_table,
    travels_table,
)
from dataflow.documents.labelled import label, linked_all, whole
from dataflow.documents.member_differences import Difference, differences
from dataflow.documents.model import Block, Column, Heading, Line, Paragraph, Row, Run, Table, joined, line, plain
from dataflow.model.data_map import DataMap
from dataflow.wording.counts import MEMBERS, NEEDS, Nouns, are, counted, for_some_of
from dataflow.wording.lists import listed
from dataflow.wording.members import partly

TITLE = Text(en="Actors", da="Aktører")
_SAID = Text(en="{actor} {does}.", da="{actor} {does}.")
_DOES = {
    "records": Text(en="records {count}", da="registrerer {count}"),
    "gets": Text(en="receives {count}", da="modtager {count}"),
    "gives": Text(en="sends {count}", da="sender {count}"),
}
_HAS_NEEDS = Text(
    en="has {count}, of which {met} {are} met{some}", da="har {count}, hvoraf {met} {are} opfyldt{some}"
)
_HAS_NEEDS_UNMET: Nouns = (
    Text(en="has {count}, not met", da="har {count}, der ikke er opfyldt"),
    Text(en="has {count}, none of them met", da="har {count}, hvoraf ingen er opfyldt"),
)
_HAS_OPEN = Text(
    en="has {count}, of which {met} {are} met{some}, and {open} perhaps",
    da="har {count}, hvoraf {met} {are} opfyldt{some}, og {open} måske",
)
_HAS_NEEDS_OPEN: Nouns = (
    Text(en="has {count}, perhaps met", da="har {count}, der måske er opfyldt"),
    Text(
        en="has {count}, none of them surely met, and {open} perhaps",
        da="har {count}, hvoraf ingen med sikkerhed er opfyldt, og {open} måske",
    ),
)
_NOTHING = Text(
    en="The map says nothing of what {actor} records, receives, sends or needs.",
    da="Kortet siger intet om, hvad {actor} registrerer, modtager, sender eller har brug for.",
)
_CONTROLS = Text(en="{actor} is the data controller of {others}.", da="{actor} er dataansvarlig for {others}.")
_PROCESSES = Text(en="{actor} processes data for {others}.", da="{actor} er databehandler for {others}.")
_MEMBERS = Text(en="{members} of this role: {names}.", da="{members} af rollen: {names}.")
_RECORDS = Text(en="What {actor} records", da="Hvad {actor} registrerer")
_GETS = Text(en="What {actor} receives", da="Hvad {actor} modtager")
_GIVES = Text(en="What {actor} sends", da="Hvad {actor} sender")
_NEEDS = Text(
    en="What {actor} needs, and whether it is there", da="Hvad {actor} har brug for, og om det er til stede"
)
_DIFFER = Text(en="{actor}: what only some members do", da="{actor}: hvad kun nogle medlemmer gør")
_WHAT = Text(en="What", da="Hvad")
_KINDS = {
    "records": Text(en="records", da="registrerer"),
    "gives": Text(en="sends", da="sender"),
    "needs": Text(en="needs", da="har brug for"),
}
_SENT_TO = Text(en="to", da="til")
_WHO = Text(en="Members", da="Medlemmer")
_MORE_DIFFERENCES = Text(
    en="There are {count} more such differences; dataflow gaps --level member lists what each lacks.",
    da="Der er {count} flere af den slags forskelle; dataflow gaps --level member viser, hvad hver mangler.",
)
_SHOWN_DIFFERENCES = 12
_NAMED = 30
"""The most members of a role that are named."""


def write(source: Analysed, order: Order) -> Iterator[Block]:
    """A heading, a sentence and up to four tables for each actor."""
    found = travels(source.needs, source.assumptions)
    doers = cache(partial(Doers, source.needs, source.assumptions))
    for actor in source.data_map.presented:
        yield from _actor(source, actor, found, doers, order.language)


def _actor(
    source: Analysed, actor: str, found: Iterable[Travel], doers: Callable[[str], Doers], language: str
) -> Iterator[Block]:
    data_map = source.data_map
    name = label(data_map, "actors", actor, language)
    recorded = records_of(source, actor)
    gets = [each for each in found if each.target == actor and each.source != actor]
    gives = [each for each in found if each.source == actor and each.target != actor]
    needs = needs_of(source, actor)
    yield Heading(2, name, f"actor-{actor}", explore=f"actor={actor}")
    counts = {
        "records": len({record.field for _, record in recorded}),
        "gets": len({each.share.field for each in gets if each.status == "current"}),
        "gives": len({each.share.field for each in gives if each.status == "current"}),
    }
    does = [Sentence(_DOES[key], {"count": counted(count)}) for key, count in counts.items() if count]
    if needs:
        met = sum(need.answer.is_met for need in needs.values())
        some = sum(need.answer.extent is not None for need in needs.values() if need.answer.is_met)
        open_ = sum(need.answer.outcome is Outcome.OPEN for need in needs.values())
        words: dict[str, Filling] = {
            "count": counted(len(needs), NEEDS),
            "met": str(met),
            "are": are(met),
            "some": for_some_of(met, some),
            "open": str(open_),
        }
        one = len(needs) == 1
        if met:
            text = _HAS_OPEN if open_ else _HAS_NEEDS
        else:
            text = (_HAS_NEEDS_OPEN if open_ else _HAS_NEEDS_UNMET)[not one]
        does.append(Sentence(text, words))
    members = data_map.members.get(actor, ())
    if does:
        # The verbs stand in one template, where they agree with an actor in the plural.
        text = Text(
            en=_SAID.en.replace("{does}", listed(does).in_language("en")),
            da=_SAID.da.replace("{does}", listed(does).in_language("da")),
        )
        said = [whole(Sentence(text, {"actor": data_map.actors[actor].name}), language)]
    else:
        said = [whole(each, language) for each in _process(data_map, actor)]
        said = said or [_of_actor(_NOTHING, data_map, actor, language)]
    if 0 < len(members) <= _NAMED:
        names = ", ".join(label(data_map, "actors", member, language) for member in members)
        count = counted(len(members), MEMBERS).in_language(language)
        said.append(_MEMBERS.in_language(language).format(members=count, names=names))
    yield Paragraph(line(" ".join(said)))
    # Under headings, not numbered captions: the list of tables would name up to four for each actor.
    if needs:
        yield _heading(_NEEDS, f"needs-{actor}", data_map, actor, language)
        yield needs_table(source, actor, needs, doers, language)
        yield from notes(
            source, ((field, each) for (field, *_), need in needs.items() for each in need.entries), language
        )
    if gets:
        yield from _part(_GETS, travels_table(source, f"gets-{actor}", gets, language), data_map, actor, language)
    if gives:
        yield from _part(_GIVES, travels_table(source, f"gives-{actor}", gives, language), data_map, actor, language)
        yield from notes(source, ((each.share.field, each.share.entry) for each in gives), language)
    if recorded:
        yield from _part(_RECORDS, records_table(source, actor, recorded, language), data_map, actor, language)
        yield from notes(source, ((record.field, record.entry) for _, record in recorded), language)
    yield from _differing(source, actor, found, name, language)


def _part(text: Text, table: Table, data_map: DataMap, actor: str, language: str) -> Iterator[Block]:
    """A heading and a table; of one row, a sentence: the fields, and in brackets what else the row says."""
    if len(table.rows) > 1:
        yield _heading(text, table.anchor, data_map, actor, language)
        yield table
        return
    (row,) = table.rows
    fields = next(place for place, column in enumerate(table.columns) if column.title == FIELDS.in_language(language))
    others = [cell for place, cell in enumerate(row.cells) if place != fields and plain(cell)]
    said = _of_actor(text, data_map, actor, language)
    yield Paragraph(line(Run(f"{said}: ", strong=True), row.cells[fields], " (", joined(others, "; "), ")."))


def _differing(
    source: Analysed, role: str, travelling: Iterable[Travel], name: str, language: str
) -> Iterator[Block]:
    """What only some members of a role do; the other tables are of all of them together."""
    data_map, found = source.data_map, differences(source, role, travelling)
    if not found:
        return
    yield Heading(3, _DIFFER.in_language(language).format(actor=name), f"differ-{role}")
    heads = ((_WHAT, 2.0), (FIELDS, 3.0), (_WHO, 2.0))
    rows = tuple(
        Row(
            (
                _does(data_map, each, language),
                linked_all(data_map, "fields", each.fields, language),
                line(visible(partly(data_map, each.members, names_others=False).in_language(language))),
            )
        )
        for each in found[:_SHOWN_DIFFERENCES]
    )
    columns = tuple(Column(text.in_language(language), width) for text, width in heads)
    yield Table(f"differ-{role}-table", "", columns, rows)
    if more := len(found) - len(rows):
        yield Paragraph(line(_MORE_DIFFERENCES.in_language(language).format(count=more)), "note")


def _does(data_map: DataMap, each: Difference, language: str) -> Line:
    """What only some do, with the receivers of what they send."""
    does = _KINDS[each.kind].in_language(language)
    if not each.to:
        return line(does)
    return line(f"{does} {_SENT_TO.in_language(language)} ", linked_all(data_map, "actors", each.to, language))


def _process(data_map: DataMap, actor: str) -> Iterator[Sentence]:
    """For whom an actor is data controller, and for whom data processor."""
    shown = [each for each in map(data_map.actors.__getitem__, data_map.presented) if each.id != actor]
    controlled = [each.name for each in shown if actor in each.controllers]
    processed = [
        each.name
        for each in shown
        if actor in {*each.processors, *(one for system in each.systems.values() for one in system.processors)}
    ]
    for text, labels in ((_CONTROLS, controlled), (_PROCESSES, processed)):
        if labels:
            yield Sentence(text, {"actor": data_map.actors[actor].name, "others": listed(labels)})


def _heading(text: Text, table: str, data_map: DataMap, actor: str, language: str) -> Heading:
    """The heading of a table of an actor."""
    return Heading(3, _of_actor(text, data_map, actor, language), f"{table}-heading")


def _of_actor(text: Text, data_map: DataMap, actor: str, language: str) -> str:
    return whole(Sentence(text, {"actor": data_map.actors[actor].name}), language)


SECTION = Section(TITLE, 90, write)
