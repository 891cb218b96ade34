"""The impact: what carries most, as bars of the needs that would no longer be met without it."""

from collections.abc import Sequence
from dataclasses import replace

from dataflow.base.grid import Cell, Column, Grid, Row, Slice
from dataflow.base.picture import Words
from dataflow.base.text import Sentence, Text
from dataflow.change.impact import AffectedNeed, Impact, impacts_of
from dataflow.change.things import Thing
from dataflow.model.data_map import DataMap
from dataflow.views import Focus, Scene, View
from dataflow.views._exchanges import in_focus
from dataflow.views._tables import in_sentences, labels, legend, meaning
from dataflow.views._words import part_of, population_of, source_of
from dataflow.wording.counts import MET_FOR_ANY, NEEDS, counted
from dataflow.wording.things import thing_name, thing_with_kind
from dataflow.wording.when import when

TITLE = Text(en="What carries most", da="Det, som mest afhænger af")
HEADING = Text(
    en="{map}: which needs would be lost if one thing fell away",
    da="{map}: hvilke behov der ville gå tabt, hvis én ting faldt væk",
)
FIGURES = Text(
    en="{met} met{when}. Each bar shows how many of them depend on what the row names, and how many do not.",
    da="{met} er opfyldt{when}. Hver bjælke viser, hvor mange af dem der afhænger af det, rækken nævner, og hvor"
    " mange der ikke gør.",
)
THING = Text(en="Without", da="Uden")
STATEMENTS_OF = Text(en="What “{source}” alone says", da="Det, som kun »{source}« siger")
"""Of a source: no need is lost because there is no source, but because of the statements that rest on it alone."""
KEYS = {
    "met": Text(en="would still be met", da="ville stadig være opfyldt"),
    "unmet": Text(en="would be lost", da="ville gå tabt"),
}
SOURCES = Text(
    en="The row of a source is without the statements that have no other source: it shows how much rests on one"
    " source alone.",
    da="Rækken for en kilde er uden de udsagn, der ikke har andre kilder: den viser, hvor meget der bygger på én"
    " kilde alene.",
)
LOST = Text(en="Needs that would be lost", da="Behov, der ville gå tabt")
NOTHING = Text(
    en="Nothing to show: every need that is met{when} would still be met without any one thing.",
    da="Intet at vise: alle behov, der er opfyldt{when}, ville stadig være det uden hvilken som helst enkelt ting.",
)
LEFT_OUT = (
    Text(
        en="{count} more thing that needs depend on is not shown.",
        da="{count} mere, som behov afhænger af, er ikke vist.",
    ),
    Text(
        en="{count} more things that needs depend on are not shown.",
        da="{count} mere, som behov afhænger af, er ikke vist.",
    ),
)
MOST = 20
"""The most rows."""


def draw(scene: Scene) -> Grid:
    """A row for each of the things that carry most, a column for each actor that would lack something."""
    data_map, focus = scene.data_map, scene.focus
    impacts, then = impacts_of(scene.needs, scene.assumptions), when(data_map, scene.assumptions.planned)
    nothing = Sentence(NOTHING, {"when": then})
    shown = [(each, _needs(data_map, focus, each)) for each in impacts.things if _is_in_focus(focus, each.thing)]
    carrying = [(each, needs) for each, needs in shown if needs]
    left_out = len(carrying) - MOST
    carrying = sorted(carrying, key=lambda pair: -len(pair[1]))[:MOST]
    rows = tuple(_row(data_map, number, each, needs, impacts.met) for number, (each, needs) in enumerate(carrying))
    losing = {need.actor for _, needs in carrying for need in needs}
    columns = tuple(
        Column(actor, "", data_map.actors[actor].label, about=(f"actor:{actor}",))
        for actor in data_map.presented
        if actor in losing
    )
    cells = tuple(
        cell
        for row, (each, needs) in zip(rows, carrying, strict=True)
        for column in columns
        if (cell := _cell(data_map, row, column, each, needs)) is not None
    )
    return Grid(
        id="impact",
        title=Sentence(HEADING, {"map": data_map.title}),
        subtitle=(
            *part_of(data_map, focus),
            *population_of(data_map),
            Sentence(FIGURES, {"met": counted(impacts.met, NEEDS), "when": then}),
        ),
        description=in_sentences(labels(rows), columns, (), cells) if rows else (nothing,),
        legend=tuple(replace(key, label=KEYS[key.value]) for key in legend(cells, [row.summary for row in rows])),
        notices=_notices(data_map, carrying, left_out) if carrying else (nothing,),
        footer=source_of(data_map),
        languages=data_map.languages,
        head=THING,
        answers=LOST if rows else None,
        rows=rows,
        columns=columns,
        cells=cells,
    )


def _is_in_focus(focus: Focus, thing: Thing) -> bool:
    return not focus.channels or (thing.kind == "channel" and thing.id in focus.channels)


def _needs(data_map: DataMap, focus: Focus, impact: Impact) -> Sequence[AffectedNeed]:
    """The needs of an impact that are in focus."""
    return [
        need
        for need in impact.needs
        if in_focus(data_map, focus, need.field)
        and (not focus.actors or need.actor in focus.actors)
        and (not focus.phases or need.phase in focus.phases)
    ]


def _notices(
    data_map: DataMap, carrying: Sequence[tuple[Impact, Sequence[AffectedNeed]]], left_out: int
) -> tuple[Words, ...]:
    return (
        *((counted(left_out, LEFT_OUT),) if left_out > 0 else ()),
        *((MET_FOR_ANY,) if data_map.members else ()),
        *((SOURCES,) if any(each.thing.kind == "source" for each, _ in carrying) else ()),
    )


def _name(data_map: DataMap, thing: Thing) -> Words:
    """The name of a thing with its kind; of a source, that it is about the statements that rest on it alone."""
    if thing.kind == "source":
        return Sentence(STATEMENTS_OF, {"source": thing_name(data_map, thing)})
    return thing_with_kind(data_map, thing)


def _row(data_map: DataMap, number: int, impact: Impact, needs: Sequence[AffectedNeed], met: int) -> Row:
    thing = impact.thing
    about = (f"{thing.kind}:{thing.id}",) if thing.kind in ("channel", "actor") else ()
    bar = (Slice("unmet", len(needs)), Slice("met", met - len(needs)))
    return Row(f"thing-{number}", "", _name(data_map, thing), summary=bar, about=about)


def _cell(data_map: DataMap, row: Row, column: Column, impact: Impact, needs: Sequence[AffectedNeed]) -> Cell | None:
    own = [need for need in needs if need.actor == column.id]
    if not own:
        return None
    what = counted(len(own), NEEDS)
    about = tuple(sorted({f"field:{need.field}" for need in own}))
    name = _name(data_map, impact.thing)
    note = Text(en=str(len(own)), da=str(len(own)))
    return Cell(row.id, column.id, ("unmet",), what, meaning(name, column.label, what), note, about)


VIEW = View(id="impact", title=TITLE, draw=draw)
