"""The actors: what an actor records, receives, sends and needs."""

from collections.abc import Iterable, Iterator, Sequence

from dataflow.analysis.lineage.travels import NOT_HELD, Travel, travels
from dataflow.analysis.needs.outcomes import Answer, answer, worst
from dataflow.base.text import Filling, Sentence, Text
from dataflow.documents import Analysed, Order, Section
from dataflow.documents.labelled import label, linked, linked_all, phases_of, whole
from dataflow.documents.member_differences import Difference, differences, only_senders
from dataflow.documents.model import Block, Column, Heading, Line, Paragraph, Row, Run, Table, joined, line, plain
from dataflow.documents.sections.handovers import LEVEL_NAMES, verdict
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Need, Record
from dataflow.views._tables import reason
from dataflow.wording.choices import STATUSES
from dataflow.wording.counts import FIELDS, MEMBERS, NEEDS, Nouns, are, counted
from dataflow.wording.lists import listed

TITLE = Text(en="Actors", da="Aktører")
_SAID = Text(en="{actor} {does}.", da="{actor} {does}.")
_DOES = {
    "records": Text(en="records {count}", da="registrerer {count}"),
    "gets": Text(en="receives {count}", da="modtager {count}"),
    "gives": Text(en="sends {count}", da="sender {count}"),
}
_HAS_NEEDS = Text(en="has {count}, of which {met} {are} met", da="har {count}, hvoraf {met} {are} opfyldt")
_HAS_NEEDS_UNMET: Nouns = (
    Text(en="has {count}, not met", da="har {count}, der ikke er opfyldt"),
    Text(en="has {count}, none of them met", da="har {count}, hvoraf ingen er opfyldt"),
)
_HAS_SOME = Text(
    en="has {count}, of which {met} {are} met ({some} of them for some only)",
    da="har {count}, hvoraf {met} {are} opfyldt ({some} af dem kun for nogle)",
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
_SENT_BY = Text(en="sent by {members}", da="sendes af {members}")
_SENT_TO = Text(en="to", da="til")
_WHO = Text(en="Members", da="Medlemmer")
_SOME_OF = Text(en="{count} of {of}", da="{count} af {of}")
_SOME_NAMED = Text(en="{count} of {of}: {names}", da="{count} af {of}: {names}")
_MORE_DIFFERENCES = Text(
    en="There are {count} more such differences; dataflow gaps --level member lists what each lacks.",
    da="Der er {count} flere af den slags forskelle; dataflow gaps --level member viser, hvad hver mangler.",
)
_SHOWN_DIFFERENCES = 12
_FEW = 5
"""The most members that are named where only some do something."""
_PHASE = Text(en="Phase", da="Fase")
_FIELDS = Text(en="Fields", da="Felter")
_FIELD = Text(en="Field", da="Felt")
_FROM = Text(en="From", da="Fra")
_TO = Text(en="To", da="Til")
_BY = Text(en="Channel", da="Kanal")
_STATUS = Text(en="Status", da="Status")
_LEVEL = Text(en="Level", da="Niveau")
_VERDICT = Text(en="Verdict", da="Vurdering")
_WHY = Text(en="Why not", da="Hvorfor ikke")
_STATUSES = {
    "current": Text(en="in force", da="gælder"),
    "planned": STATUSES["planned"],
    "unknown": STATUSES["unknown"],
    NOT_HELD: Text(en="stated, but the sender does not have it", da="angivet, men afsenderen har det ikke"),
}
_NAMED = 30
"""The most members of a role that are named."""


def write(source: Analysed, order: Order) -> Iterator[Block]:
    """A heading, a sentence and up to four tables for each actor."""
    found = travels(source.needs, source.assumptions)
    for actor in source.data_map.presented:
        yield from _actor(source, actor, found, order.language)


def _actor(source: Analysed, actor: str, found: Iterable[Travel], language: str) -> Iterator[Block]:
    data_map = source.data_map
    name = label(data_map, "actors", actor, language)
    recorded = _recorded(source, actor)
    gets = [each for each in found if each.target == actor and each.source != actor]
    gives = [each for each in found if each.source == actor and each.target != actor]
    needs = _needs(source, actor)
    yield Heading(2, name, f"actor-{actor}", explore=f"actor={actor}")
    counts = {
        "records": len({field for fields in recorded.values() for field in fields}),
        "gets": len({each.share.field for each in gets if each.status == "current"}),
        "gives": len({each.share.field for each in gives if each.status == "current"}),
    }
    does = [Sentence(_DOES[key], {"count": counted(count, FIELDS)}) for key, count in counts.items() if count]
    if needs:
        met = sum(given.is_met for given in needs.values())
        some = sum(given.extent is not None for given in needs.values() if given.is_met)
        words: dict[str, Filling] = {
            "count": counted(len(needs), NEEDS),
            "met": str(met),
            "are": are(met),
            "some": str(some),
        }
        text = _HAS_SOME if some else _HAS_NEEDS if met else _HAS_NEEDS_UNMET[len(needs) != 1]
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
        yield _needs_table(source, actor, needs, language)
    if gets:
        yield from _part(_GETS, _travels_table(source, f"gets-{actor}", gets, language), data_map, actor, language)
    if gives:
        yield from _part(_GIVES, _travels_table(source, f"gives-{actor}", gives, language), data_map, actor, language)
    if recorded:
        columns = (Column(_PHASE.in_language(language), 1), Column(_FIELDS.in_language(language), 3))
        rows = tuple(
            Row((line(label(data_map, "phases", phase, language)), linked_all(data_map, "fields", fields, language)))
            for phase, fields in recorded.items()
        )
        yield from _part(_RECORDS, Table(f"records-{actor}", "", columns, rows), data_map, actor, language)
    yield from _differing(source, actor, name, language)


def _part(text: Text, table: Table, data_map: DataMap, actor: str, language: str) -> Iterator[Block]:
    """A heading and a table; of one row, a sentence: the fields, and in brackets what else the row says."""
    if len(table.rows) > 1:
        yield _heading(text, table.anchor, data_map, actor, language)
        yield table
        return
    (row,) = table.rows
    fields = next(
        place for place, column in enumerate(table.columns) if column.title == _FIELDS.in_language(language)
    )
    others = [cell for place, cell in enumerate(row.cells) if place != fields and plain(cell)]
    said = _of_actor(text, data_map, actor, language)
    yield Paragraph(line(Run(f"{said}: ", strong=True), row.cells[fields], " (", joined(others, "; "), ")."))


def _differing(source: Analysed, role: str, name: str, language: str) -> Iterator[Block]:
    """What only some members of a role do; the other tables are of all of them together."""
    data_map, found = source.data_map, differences(source, role)
    if not found:
        return
    yield Heading(3, _DIFFER.in_language(language).format(actor=name), f"differ-{role}")
    heads = ((_WHAT, 2.0), (_FIELDS, 3.0), (_WHO, 2.0))
    rows = tuple(
        Row(
            (
                _does(data_map, each, language),
                linked_all(data_map, "fields", each.fields, language),
                line(_these(source, role, each.members, language)),
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


def _these(source: Analysed, role: str, members: Sequence[str], language: str) -> str:
    """How many of a role, by name where they are few."""
    words = {"count": len(members), "of": len(source.data_map.members[role])}
    if len(members) > _FEW:
        return _SOME_OF.in_language(language).format(**words)
    names = ", ".join(label(source.data_map, "actors", member, language) for member in members)
    return _SOME_NAMED.in_language(language).format(**words, names=names)


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


def _recorded(source: Analysed, actor: str) -> dict[str, set[str]]:
    """The fields that an actor records in each phase, in the order of the pathway."""
    data_map, found = source.data_map, dict[str, set[str]]()
    ordered = sorted(data_map.phases.values(), key=lambda phase: (phase.position, phase.order))
    active = source.needs.map_as_of.statements(source.assumptions)
    for concrete in data_map.presented[actor]:
        for record in active[concrete].of(Record) if concrete in active else ():
            found.setdefault(record.phase, set()).add(record.field)
    return {phase.id: found[phase.id] for phase in ordered if phase.id in found}


def _needs(source: Analysed, actor: str) -> dict[tuple[str, str, str], Answer]:
    """The answer to each need by field, level and phase: the worst of all members."""
    data_map, answers = source.data_map, dict[tuple[str, str, str], list[Answer]]()
    active = source.needs.map_as_of.statements(source.assumptions)
    for concrete in data_map.presented[actor]:
        for need in active[concrete].of(Need) if concrete in active else ():
            given = answer(source.needs, concrete, need, source.assumptions)
            answers.setdefault((need.field, need.entry.level, need.phase), []).append(given)
    return {key: worst(given) for key, given in answers.items()}


def _needs_table(source: Analysed, actor: str, needs: dict[tuple[str, str, str], Answer], language: str) -> Table:
    """A row for each field, level and verdict, with its phases."""
    data_map = source.data_map
    groups: dict[tuple[str, str, str, str], list[str]] = {}
    fields, levels = list(data_map.fields), list(LEVEL_NAMES)
    for (field, level, phase), given in sorted(
        needs.items(), key=lambda item: (levels.index(item[0][1]), fields.index(item[0][0]))
    ):
        why = reason(given)
        remark = _sent_by(source, actor, field, phase, language) if why is None and given.is_met else ""
        key = (
            field,
            level,
            verdict(given).in_language(language),
            remark if why is None else why.in_language(language),
        )
        groups.setdefault(key, []).append(phase)
    rows = tuple(
        Row(
            (
                line(linked(data_map, "fields", field, language)),
                line(LEVEL_NAMES[level].in_language(language)),
                line(phases_of(data_map, phases, language)),
                line(said),
                line(why),
            )
        )
        for (field, level, said, why), phases in groups.items()
    )
    heads = ((_FIELD, 2.4), (_LEVEL, 0.7), (_PHASE, 2.0), (_VERDICT, 1.1), (_WHY, 1.6))
    return Table(
        f"needs-{actor}", "", tuple(Column(text.in_language(language), width) for text, width in heads), rows
    )


def _sent_by(source: Analysed, actor: str, field: str, phase: str, language: str) -> str:
    """Which members alone send a field to an actor whose need of it is met; nothing where all do."""
    some = only_senders(source, actor, field, phase)
    if not some:
        return ""
    return _SENT_BY.in_language(language).format(
        members=_these(source, source.data_map.role_of(some[0]), some, language)
    )


def _travels_table(source: Analysed, anchor: str, found: Iterable[Travel], language: str) -> Table:
    """A row for each other actor, channel and status, with the fields."""
    data_map = source.data_map
    is_incoming = anchor.startswith("gets")
    groups: dict[tuple[str, str, str], set[str]] = {}
    for each in found:
        other = each.source if is_incoming else each.target
        groups.setdefault((other, each.share.entry.via, each.status), set()).add(each.share.field)
    all_today = {status for _, _, status in groups} == {"current"}
    rows = tuple(
        Row(
            (
                line(linked(data_map, "actors", other, language)),
                line(label(data_map, "channels", channel, language)),
                linked_all(data_map, "fields", fields, language),
                line("" if all_today else _STATUSES[status].in_language(language)),
            )
        )
        for (other, channel, status), fields in groups.items()
    )
    heads = ((_FROM if is_incoming else _TO, 1.3), (_BY, 1.4), (_FIELDS, 3.6), (_STATUS, 0.9))
    return Table(anchor, "", tuple(Column(text.in_language(language), width) for text, width in heads), rows)


SECTION = Section(TITLE, 90, write)
