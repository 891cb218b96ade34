"""The members: which of them do the same, and in what the others differ."""

from collections.abc import Sequence
from dataclasses import replace

from dataflow.base.grid import Block, Cell, Column, Grid, Row
from dataflow.base.picture import Words
from dataflow.base.text import Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.views import Scene, View
from dataflow.views._found import found_in
from dataflow.views._members import Done, Kind, kinds_in, over_channels, with_fields
from dataflow.views._tables import crowded, fields_in, group_of, groups_of, in_sentences, legend, meaning
from dataflow.views._words import part_of, population_of, source_of, stopped
from dataflow.wording.lists import SEMICOLON, chained, listed

TITLE = Text(en="Which members do the same", da="Hvilke medlemmer gør det samme")
HEADING = Text(en="{map}: which members do the same?", da="{map}: hvem gør det samme?")
ALL_ALIKE = Text(en="{role}: all {count} do the same", da="{role}: alle {count} gør det samme")
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
ALIKE = Text(en="{count} alike", da="{count} ens")
ONE_OF = Text(en="{role} ({count})", da="{role} ({count})")
ONLY_ONE = Text(en="{role}: only {count}", da="{role}: kun {count}")
NAMED = Text(en="{role} ({row}, with {first})", da="{role} ({row}, med {first})")
MEMBERS = Text(en="{row}: {names}.", da="{row}: {names}.")
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
OTHERWISE = Text(en="otherwise than most", da="på anden vis end de fleste")
UNEQUAL = Text(en="≠", da="≠")
UNEQUAL_MEANS = Text(
    en="≠: in another form, phase or system, to another receiver or by another channel than most of the role.",
    da="≠: i en anden form, fase eller et andet system, til en anden modtager eller ad en anden kanal end de fleste.",
)
NO_DIFFERENCE = Text(
    en="By what the map says, all members of each role do the same.",
    da="Efter det, kortet siger, gør alle medlemmer af hver rolle det samme.",
)
NO_MEMBERS = Text(en="Nothing to show: no role has members.", da="Intet at vise: ingen rolle har medlemmer.")


def draw(scene: Scene) -> Grid:
    """A row for all members that do the same, a column for each thing in which members of a role differ."""
    data_map = scene.data_map
    found = found_in(scene, str)
    kinds = kinds_in(scene, over_channels(scene) if scene.by == "channel" else with_fields(scene, found), found)
    things = _channels(data_map) if scene.by == "channel" else _fields(scene)
    columns = tuple(thing for thing in things if _tells_apart(kinds, thing.id))
    rows = tuple(_row(data_map, kind) for kind in kinds)
    names = {row.id: _name(data_map, kind, row) for row, kind in zip(rows, kinds, strict=True)}
    cells = tuple(_cells(rows, kinds, columns, names))
    varieties = [_variety(data_map, role, kinds) for role in dict.fromkeys(kind.role for kind in kinds)]
    sections = () if scene.by == "channel" else _groups(data_map, columns)
    heading = Sentence(HEADING, {"map": data_map.title})
    return Grid(
        id="clusters",
        title=heading,
        subtitle=(*part_of(data_map, scene.focus), *population_of(data_map), *varieties),
        description=(
            *(() if kinds else (heading, NO_MEMBERS)),
            *(stopped(variety) for variety in varieties),
            *(Sentence(MEMBERS, {"row": names[row.id], "names": listed(row.names)}) for row in rows if row.names),
            *in_sentences(names, columns, (), cells),
        ),
        legend=legend(cells, [row.summary for row in rows]),
        notices=_notices(scene, rows, things, columns, cells),
        footer=source_of(data_map),
        languages=data_map.languages,
        head=MEMBER,
        answers=NEEDS if any(row.summary for row in rows) else None,
        blocks=_roles(data_map, kinds),
        rows=rows,
        sections=sections,
        columns=columns,
        cells=cells,
    )


def _fields(scene: Scene) -> list[Column]:
    fields = fields_in(scene.data_map, scene.focus)
    return [Column(each.id, group_of(each), each.label, about=(f"field:{each.id}",)) for each in fields]


def _channels(data_map: DataMap) -> list[Column]:
    return [Column(each.id, "", each.label, about=(f"channel:{each.id}",)) for each in data_map.channels.values()]


def _groups(data_map: DataMap, columns: Sequence[Column]) -> tuple[Block, ...]:
    return groups_of(data_map, [data_map.fields[column.id] for column in columns])


def _tells_apart(kinds: Sequence[Kind], thing: str) -> bool:
    """Whether members of some role do different things with a field or channel."""
    first = {kind.role: kind.does.get(thing) for kind in reversed(kinds)}
    return any(kind.does.get(thing) != first[kind.role] for kind in kinds)


def _row(data_map: DataMap, kind: Kind) -> Row:
    labels = tuple(data_map.actors[member].label for member in kind.members)
    alone = len(labels) == 1
    about = (f"actor:{kind.role}", *(f"actor:{member}" for member in kind.members))
    return Row(
        kind.members[0],
        kind.role,
        labels[0] if alone else Sentence(ALIKE, {"count": str(len(labels))}),
        () if alone else labels,
        kind.needs,
        tuple(sorted(about)),
    )


def _name(data_map: DataMap, kind: Kind, row: Row) -> Words:
    """What the row is called where the name of its role does not stand above it."""
    if not row.names:
        return row.label
    role = data_map.actors[kind.role].label
    with_first = {"role": role, "row": row.label, "first": row.names[0]}
    return Sentence(NAMED, with_first)


def _cells(
    rows: Sequence[Row], kinds: Sequence[Kind], columns: Sequence[Column], names: dict[str, Words]
) -> list[Cell]:
    cells = []
    for row, kind in zip(rows, kinds, strict=True):
        for column in columns:
            done = kind.does.get(column.id)
            if done is None:
                continue
            of_role = [other for other in kinds if other.role == kind.role]
            what, note = done.what, done.note
            if not _tells_apart(of_role, column.id):
                done = replace(done, roles=("alike",), answer=None, counts=())
                what, note = done.what, done.note
            elif note is None and _looks_the_same(done, of_role[0].does.get(column.id)):
                what, note = chained(SEMICOLON, (what, OTHERWISE)), UNEQUAL
            said = meaning(names[row.id], column.label, what)
            about = tuple(sorted({*row.about, *done.about}))
            cells.append(Cell(row.id, column.id, done.roles, what, said, note, about))
    return cells


def _looks_the_same(done: Done, most: Done | None) -> bool:
    """Whether two states differ only in what no symbol shows: a form, phase, receiver, channel or purpose."""
    return most is not None and most.stated != done.stated and replace(most, stated=done.stated) == done


def _variety(data_map: DataMap, role: str, kinds: Sequence[Kind]) -> Sentence:
    """``Municipality: 97 of 98 do the same, 1 differs``."""
    counts = [len(kind.members) for kind in kinds if kind.role == role]
    words: dict[str, Words | str] = {"role": data_map.actors[role].label, "count": str(sum(counts))}
    if len(counts) == 1:
        return Sentence(ALL_ALIKE if counts[0] > 1 else ONLY_ONE, words)
    others = sum(counts[1:])
    return Sentence(VARIETY[others != 1], {**words, "most": str(counts[0]), "others": str(others)})


def _roles(data_map: DataMap, kinds: Sequence[Kind]) -> tuple[Block, ...]:
    blocks = []
    for role in dict.fromkeys(kind.role for kind in kinds):
        count = sum(len(kind.members) for kind in kinds if kind.role == role)
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
    return (differ, *unequal, *crowded(rows, columns))


VIEW = View(id="clusters", title=TITLE, draw=draw, by=("channel",))
