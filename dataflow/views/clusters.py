"""The members of roles, grouped by equal activities, and the fields or channels in which the groups differ."""

from collections.abc import Sequence
from dataclasses import replace

from dataflow.base.grid import Block, Cell, Column, Grid, Row
from dataflow.base.picture import Words
from dataflow.base.text import Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.views import Scene, View
from dataflow.views._field_states import field_states
from dataflow.views._members import (
    UNKNOWN,
    Activity,
    MemberGroup,
    channel_activities,
    field_activities,
    member_groups,
)
from dataflow.views._tables import fields_in, group_of, groups_of, in_sentences, legend, meaning, size_notice
from dataflow.views._words import part_of, population_of, source_of, stopped, whatever_channel
from dataflow.wording.counts import MEMBERS, counted
from dataflow.wording.lists import SEMICOLON, chained, listed

TITLE = Text(en="Which members do the same", da="Hvilke medlemmer gør det samme")
HEADING = Text(en="{map}: which members do the same?", da="{map}: hvem gør det samme?")
ALL_SAME = Text(en="{role}: {count} of {count} do the same", da="{role}: {count} af {count} gør det samme")
ALL_DIFFER = Text(en="{role}: no two of {count} do the same", da="{role}: ingen af de {count} gør det samme")
BOTH_DIFFER = Text(en="{role}: its {count} members differ", da="{role}: de {count} medlemmer er forskellige")
VARIETY = (
    Text(
        en="{role}: {most} of {count} do the same, {others} differs",
        da="{role}: {most} af {count} gør det samme, {others} afviger",
    ),
    Text(
        en="{role}: {most} of {count} do the same, {others} differ",
        da="{role}: {most} af {count} gør det samme, {others} afviger",
    ),
)
ONE_OF = Text(en="{role} ({count})", da="{role} ({count})")
ONLY_ONE = Text(en="{role}: only {count}", da="{role}: kun {count}")
NAMED = Text(en="{role} ({row}, with {first})", da="{role} ({row}, med {first})")
NAMES = Text(en="{row}: {names}.", da="{row}: {names}.")
NEEDS = Text(en="Needs", da="Behov")
MEMBER = Text(en="Members that do the same", da="Medlemmer, der gør det samme")
DIFFER = {
    "field": Text(
        en="Fields shown: {count} of {all}, those in which members of a role differ.",
        da="Viste felter: {count} af {all}, nemlig dem, hvor en rolles medlemmer afviger fra hinanden.",
    ),
    "channel": Text(
        en="Channels shown: {count} of {all}, those that members of a role use differently.",
        da="Viste kanaler: {count} af {all}, nemlig dem, som en rolles medlemmer bruger forskelligt.",
    ),
}
OTHERWISE = Text(en="otherwise than the largest group", da="på anden vis end den største gruppe")
UNEQUAL = Text(en="≠", da="≠")
UNEQUAL_MEANS = Text(
    en="≠: in another form, phase or system, to another receiver or by another channel than the largest group of the"
    " role.",
    da="≠: i en anden form, fase eller et andet system, til en anden modtager eller ad en anden kanal end den største"
    " gruppe i rollen.",
)
UNKNOWN_MEANS = Text(
    en="?: something here is unknown; members that differ in it count as different.",
    da="?: noget her er uafklaret; medlemmer, der er forskellige i det, tæller som forskellige.",
)
NO_DIFFERENCE = Text(
    en="By what the map says, all members of each role do the same.",
    da="Efter det, kortet siger, gør alle medlemmer af hver rolle det samme.",
)
NO_MEMBERS = Text(en="Nothing to show: no role has members.", da="Intet at vise: ingen rolle har medlemmer.")


def draw(scene: Scene) -> Grid:
    """A row for each group of members, a column for each field or channel in which groups of a role differ."""
    data_map = scene.data_map
    found = field_states(scene, str)
    groups = member_groups(
        scene, channel_activities(scene) if scene.by == "channel" else field_activities(scene, found), found
    )
    things = _channels(data_map) if scene.by == "channel" else _fields(scene)
    columns = tuple(thing for thing in things if _differs(groups, thing.id))
    rows = tuple(_row(data_map, group) for group in groups)
    names = {row.id: _name(data_map, group, row) for row, group in zip(rows, groups, strict=True)}
    cells = tuple(_cells(rows, groups, columns, names))
    agreements = [_agreement(data_map, role, groups) for role in dict.fromkeys(group.role for group in groups)]
    fields = [data_map.fields[column.id] for column in columns] if scene.by != "channel" else []
    heading = Sentence(HEADING, {"map": data_map.title})
    return Grid(
        id="clusters",
        title=heading,
        subtitle=(
            *part_of(data_map, scene.focus),
            *whatever_channel(scene.focus),
            *population_of(data_map),
            *agreements,
        ),
        description=(
            *(() if groups else (heading, NO_MEMBERS)),
            *(stopped(agreement) for agreement in agreements),
            *(Sentence(NAMES, {"row": names[row.id], "names": listed(row.names)}) for row in rows if row.names),
            *in_sentences(names, columns, (), cells),
        ),
        legend=legend(cells, [row.summary for row in rows]),
        notices=_notices(scene, rows, things, columns, cells),
        footer=source_of(data_map),
        languages=data_map.languages,
        head=MEMBER,
        answers=NEEDS if any(row.summary for row in rows) else None,
        blocks=_roles(data_map, groups),
        rows=rows,
        sections=groups_of(data_map, fields),
        columns=columns,
        cells=cells,
    )


def _fields(scene: Scene) -> list[Column]:
    fields = fields_in(scene.data_map, scene.focus)
    return [Column(each.id, group_of(each), each.label, about=(f"field:{each.id}",)) for each in fields]


def _channels(data_map: DataMap) -> list[Column]:
    return [Column(each.id, "", each.label, about=(f"channel:{each.id}",)) for each in data_map.channels.values()]


def _differs(groups: Sequence[MemberGroup], thing: str) -> bool:
    first = {group.role: group.activities.get(thing) for group in reversed(groups)}
    return any(group.activities.get(thing) != first[group.role] for group in groups)


def _row(data_map: DataMap, group: MemberGroup) -> Row:
    labels = tuple(data_map.actors[member].label for member in group.members)
    alone = len(labels) == 1
    about = (f"actor:{group.role}", *(f"actor:{member}" for member in group.members))
    return Row(
        group.members[0],
        group.role,
        labels[0] if alone else counted(len(labels), MEMBERS),
        () if alone else labels,
        group.needs,
        tuple(sorted(about)),
    )


def _name(data_map: DataMap, group: MemberGroup, row: Row) -> Words:
    if not row.names:
        return row.label
    return Sentence(NAMED, {"role": data_map.actors[group.role].label, "row": row.label, "first": row.names[0]})


def _cells(
    rows: Sequence[Row], groups: Sequence[MemberGroup], columns: Sequence[Column], names: dict[str, Words]
) -> list[Cell]:
    cells = []
    for row, group in zip(rows, groups, strict=True):
        for column in columns:
            activity = group.activities.get(column.id)
            if activity is None:
                continue
            of_role = [other for other in groups if other.role == group.role]
            what, note = activity.what, activity.note
            if not _differs(of_role, column.id):
                activity = replace(activity, roles=("equivalent",), answer=None, counts=(), unknown=frozenset())
                what, note = activity.what, activity.note
            elif note is None and _looks_the_same(activity, of_role[0].activities.get(column.id)):
                what, note = chained(SEMICOLON, (what, OTHERWISE)), UNEQUAL
            sentence = meaning(names[row.id], column.label, what)
            about = tuple(sorted({*row.about, *activity.about}))
            cells.append(Cell(row.id, column.id, activity.roles, what, sentence, note, about))
    return cells


def _looks_the_same(activity: Activity, most: Activity | None) -> bool:
    """Whether two activities differ but have the same symbols: in form, phase, receiver, channel or purpose."""
    return most is not None and most.stated != activity.stated and replace(most, stated=activity.stated) == activity


def _agreement(data_map: DataMap, role: str, groups: Sequence[MemberGroup]) -> Sentence:
    """How many members of a role do the same: ``Municipality: 97 of 98 do the same, 1 differs``."""
    counts = [len(group.members) for group in groups if group.role == role]
    words: dict[str, Words | str] = {"role": data_map.actors[role].label, "count": str(sum(counts))}
    if len(counts) == 1:
        return Sentence(ALL_SAME if counts[0] > 1 else ONLY_ONE, words)
    if max(counts) == 1:
        return Sentence(ALL_DIFFER if len(counts) > 2 else BOTH_DIFFER, words)
    others = sum(counts[1:])
    return Sentence(VARIETY[others != 1], {**words, "most": str(counts[0]), "others": str(others)})


def _roles(data_map: DataMap, groups: Sequence[MemberGroup]) -> tuple[Block, ...]:
    blocks = []
    for role in dict.fromkeys(group.role for group in groups):
        count = sum(len(group.members) for group in groups if group.role == role)
        label = Sentence(ONE_OF, {"role": data_map.actors[role].label, "count": str(count)})
        blocks.append(Block(role, label, (f"actor:{role}",)))
    return tuple(blocks)


def _notices(
    scene: Scene, rows: Sequence[Row], things: Sequence[Column], columns: Sequence[Column], cells: Sequence[Cell]
) -> tuple[Words, ...]:
    if not rows:
        return (NO_MEMBERS,)
    if not columns:
        return (NO_DIFFERENCE,)
    words = {"count": str(len(columns)), "all": str(len(things))}
    differ = Sentence(DIFFER["channel" if scene.by == "channel" else "field"], words)
    unequal = (UNEQUAL_MEANS,) if any(cell.note is UNEQUAL for cell in cells) else ()
    unknown = (UNKNOWN_MEANS,) if any(_has_unknown(cell) for cell in cells) else ()
    return (differ, *unequal, *unknown, *size_notice(rows, columns))


def _has_unknown(cell: Cell) -> bool:
    return cell.note is not None and cell.note.in_language("en").endswith(UNKNOWN)


VIEW = View(id="clusters", title=TITLE, draw=draw, by=("channel",), takes_members=True)
