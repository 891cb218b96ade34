"""The matrix: which actor records, receives and needs which field, and whether what it needs is there."""

from collections.abc import Mapping, Sequence

from dataflow.analysis.needs.outcomes import Outcome
from dataflow.base.grid import Block, Cell, Column, Grid, Row
from dataflow.base.picture import Words
from dataflow.base.text import Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.views import Scene, View
from dataflow.views._actors import carers
from dataflow.views._exchanges import keys_of
from dataflow.views._field_states import CellKey, FieldState, field_states
from dataflow.views._tables import (
    FIELD,
    content,
    fields_in,
    full_name,
    group_of,
    groups_of,
    in_sentences,
    labels,
    legend,
    meaning,
    size_notice,
)
from dataflow.views._words import part_of, population_of, source_of, stopped
from dataflow.wording.counts import ACTORS, NEEDS, UNKNOWN, are, counted
from dataflow.wording.lists import COMMA, chained, listed

TITLE = Text(en="Who records, receives and needs what", da="Hvem registrerer, modtager og har brug for hvad")
HEADING = Text(
    en="{map}: who records, receives and needs what", da="{map}: hvem registrerer, modtager og har brug for hvad"
)
FIGURES = Text(
    en="{fields}, {actors}; {met} of {needs} {are} met{of_them}, {partly}, {unmet} not",
    da="{fields}, {actors}; {met} af {needs} {are} opfyldt{of_them}, {partly}, {unmet} ikke",
)
OF_THEM = Text(en=" ({which})", da=" (heraf {which})")
LATER = Text(en="{count} later in the phase than the handover", da="{count} senere i fasen end overgangen")
FOR_SOME = Text(en="{count} only for some", da="{count} kun for nogle")
PARTLY = Text(en="{degraded} partly", da="{degraded} delvist")
EMPTY = Text(
    en="Nothing to show: nobody records or needs a field.",
    da="Intet at vise: ingen registrerer eller har brug for et felt.",
)


def draw(scene: Scene) -> Grid:
    """Fields as rows, actors as columns; split by phase, the actors of each phase."""
    data_map = scene.data_map
    found = field_states(scene, data_map.role_of, by_phase=scene.by == "phase", at_handovers=True)
    shown = {field for field, _, _ in found}
    fields = [each for each in fields_in(data_map, scene.focus) if each.id in shown]
    rows = tuple(Row(each.id, group_of(each), each.label, about=(f"field:{each.id}",)) for each in fields)
    columns = tuple(_columns(data_map, found))
    phases = dict.fromkeys(column.section for column in columns if column.section)
    sections = tuple(Block(phase, data_map.phases[phase].label, (f"phase:{phase}",)) for phase in phases)
    cells = tuple(_cells(rows, columns, sections, found))
    figures = _figures(rows, found)
    return Grid(
        id="matrix",
        title=Sentence(HEADING, {"map": data_map.title}),
        subtitle=(*part_of(data_map, scene.focus), *population_of(data_map), figures),
        description=(stopped(figures), *in_sentences(labels(rows), columns, sections, cells)),
        legend=legend(cells, answers=(each for state in found.values() for each in state.per_need)),
        notices=size_notice(rows, columns) if rows else (EMPTY,),
        footer=source_of(data_map),
        languages=data_map.languages,
        head=FIELD,
        blocks=groups_of(data_map, fields),
        rows=rows,
        sections=sections,
        columns=columns,
        cells=cells,
    )


def _columns(data_map: DataMap, found: Mapping[CellKey, FieldState]) -> Sequence[Column]:
    """The actors with cells, caring actors first; for each phase where the table is split by phase."""
    used = {(phase, actor) for _, phase, actor in found}
    row = carers(data_map)
    actors = (*row, *(actor for actor in data_map.presented if actor not in row))
    return [
        Column(
            f"{phase}.{actor}" if phase else actor,
            phase,
            data_map.actors[actor].label,
            about=keys_of(actor=(actor,), phase=(phase,) if phase else ()),
        )
        for phase in ("", *sorted(data_map.phases, key=lambda phase: data_map.phases[phase].position))
        for actor in actors
        if (phase, actor) in used
    ]


def _cells(
    rows: Sequence[Row], columns: Sequence[Column], sections: Sequence[Block], found: Mapping[CellKey, FieldState]
) -> Sequence[Cell]:
    cells = []
    for row in rows:
        for column in columns:
            state = found.get((row.id, column.section, column.id.rpartition(".")[2]))
            if state is not None:
                what = content(state.roles, state.answer, state.met_for)
                sentence = meaning(row.label, full_name(column, sections), what)
                cells.append(Cell(row.id, column.id, state.roles, what, sentence, about=tuple(sorted(state.about))))
    return cells


def _figures(rows: Sequence[Row], found: Mapping[CellKey, FieldState]) -> Words:
    """The counts of the subtitle; a need is counted per actor, field, phase and level.

    As in every figure, one that is met for some only counts as met.
    """
    answers = [each for state in found.values() for each in state.per_need]
    outcomes = [each.outcome for each in answers]
    some = sum(each.extent is not None for each in answers)
    later = outcomes.count(Outcome.LATER)
    met = outcomes.count(Outcome.MET) + later + some
    which = [Sentence(text, {"count": str(count)}) for text, count in ((LATER, later), (FOR_SOME, some)) if count]
    words: dict[str, Words | str] = {
        "fields": counted(len(rows)),
        "actors": counted(len({actor for _, _, actor in found}), ACTORS),
        "needs": counted(len(outcomes), NEEDS),
        "met": str(met),
        "are": are(1 if len(outcomes) == 1 else met),
        "of_them": Sentence(OF_THEM, {"which": listed(which)}) if which else "",
        "partly": Sentence(PARTLY, {"degraded": str(outcomes.count(Outcome.DEGRADED) - some)}),
        "unmet": str(outcomes.count(Outcome.UNMET)),
    }
    figures = Sentence(FIGURES, words)
    unsettled = outcomes.count(Outcome.OPEN)
    return chained(COMMA, [figures, counted(unsettled, UNKNOWN)]) if unsettled else figures


VIEW = View(id="matrix", title=TITLE, draw=draw, by=("phase",), takes_members=True)
