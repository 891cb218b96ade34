"""The handovers: which needs of the new responsible actor are met when it takes over."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dataflow.analysis.figures.handovers import Handover, answers_at, handovers_of, met_at_handover
from dataflow.analysis.needs.outcomes import Answer, Outcome, worst
from dataflow.base.grid import Cell, Column, Grid, Row
from dataflow.base.picture import Words
from dataflow.base.text import Filling, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Field
from dataflow.views import Scene, View
from dataflow.views._exchanges import fits, keys_of
from dataflow.views._tables import (
    FIELD,
    content,
    fields_in,
    group_of,
    groups_of,
    in_sentences,
    labels,
    legend,
    meaning,
    reason,
    size_notice,
    tally,
)
from dataflow.views._words import part_of, population_of, source_of, stopped, whatever_channel
from dataflow.wording.counts import HANDOVERS, NEEDS, are, counted, for_some_of
from dataflow.wording.lists import listed
from dataflow.wording.numbers import span

MOST_COLUMNS = 8
MANY = 30
"""The most rows shown in full; with more, rows where everything is met are only counted."""

TITLE = Text(en="What is known at each handover", da="Hvad man ved ved hver overgang")
HEADING = Text(
    en="{map}: does the actor that takes over have what it needs?",
    da="{map}: har den, der overtager, det nødvendige?",
)
TAKES_OVER = Text(
    en="Needs of {taker}: {phase} (taken over from {givers})",
    da="Behov hos {taker}: {phase} (overtaget fra {givers})",
)
WHOSE = Text(
    en="Each column: what an actor needs when it takes over, whoever is to send it",
    da="Hver kolonne: hvad en aktør har brug for, når den overtager, uanset hvem der skal sende det",
)
FIGURES = Text(
    en="Of {needs} at {handovers} {met} {are} met at that moment{some}{later}",
    da="Af {needs} ved {handovers} {are} {met} opfyldt på det tidspunkt{some}{later}",
)
LATER = Text(en=", {count} later in the phase", da=", {count} senere i fasen")
IN_NUMBERS = Text(en="{handover}: {numbers}.", da="{handover}: {numbers}.")
NUMBER = {
    "met": Text(en="{count} met", da="{count} opfyldt"),
    "later": Text(en="{count} later in the phase", da="{count} senere i fasen"),
    "some": Text(en="{count} met for some only", da="{count} kun opfyldt for nogle"),
    "degraded": Text(en="{count} partly met", da="{count} delvist opfyldt"),
    "unmet": Text(en="{count} not met", da="{count} ikke opfyldt"),
    "open": Text(en="{count} perhaps met", da="{count} måske opfyldt"),
}
LEFT_OUT = (
    Text(
        en="{count} field that is there at every handover where it is needed is not listed.",
        da="{count} felt, der er til stede ved alle de overgange, hvor det er nødvendigt, er ikke vist.",
    ),
    Text(
        en="{count} fields that are there at every handover where they are needed are not listed.",
        da="{count} felter, der er til stede ved alle de overgange, hvor de er nødvendige, er ikke vist.",
    ),
)
NO_HANDOVER = Text(
    en="No handover: no phase has another responsible than the phase before it.",
    da="Ingen overgange: ingen fase har en anden ansvarlig end fasen før.",
)
NO_NEED = Text(
    en="Nothing to show: those who take over need nothing of this.",
    da="Intet at vise: de, der overtager, har ikke brug for noget af dette.",
)

_Answers = Mapping[str, Mapping[str, Mapping[str, list[Answer]]]]
"""Answers by handover (its phase), field and level."""


def draw(scene: Scene) -> Grid:
    """Fields as rows, handovers as columns in the order of the pathway."""
    data_map = scene.data_map
    handovers = [each for each in handovers_of(data_map) if _is_in_focus(scene, each)]
    answers = {each.phase: _answers_at(scene, each) for each in handovers}
    needed = [
        field for field in fields_in(data_map, scene.focus) if any(field.id in found for found in answers.values())
    ]
    fields = _shown(needed, answers)
    rows = tuple(Row(field.id, group_of(field), field.label, about=(f"field:{field.id}",)) for field in fields)
    columns = tuple(_column(data_map, each, answers[each.phase]) for each in handovers if answers[each.phase])
    cells = tuple(_cells(rows, columns, answers))
    figures = _figures(columns, answers)
    return Grid(
        id="handover",
        title=Sentence(HEADING, {"map": data_map.title}),
        subtitle=(
            *part_of(data_map, replace(scene.focus, channels=())),
            *whatever_channel(scene.focus),
            *population_of(data_map),
            figures,
            *((WHOSE,) if columns else ()),
        ),
        description=(
            stopped(figures),
            *((stopped(WHOSE),) if columns else ()),
            *(_in_numbers(column, _answered(answers[column.id])) for column in columns),
            *in_sentences(labels(rows), columns, (), cells),
        ),
        legend=legend(
            cells,
            [column.summary for column in columns],
            [given for found in answers.values() for given in _answered(found)],
        ),
        notices=_notices(handovers, needed, rows, columns),
        footer=source_of(data_map),
        languages=data_map.languages,
        head=FIELD,
        blocks=groups_of(data_map, fields),
        rows=rows,
        columns=columns,
        cells=cells,
    )


def _is_in_focus(scene: Scene, handover: Handover) -> bool:
    focus = scene.focus
    involved = {handover.taker, *handover.givers}
    involved |= {member for role in involved for member in scene.data_map.members.get(role, ())}
    return (not focus.phases or handover.phase in focus.phases) and (
        not focus.actors or not involved.isdisjoint(focus.actors)
    )


def _answers_at(scene: Scene, handover: Handover) -> dict[str, dict[str, list[Answer]]]:
    focus = replace(scene.focus, phases=())
    return answers_at(scene.needs, scene.assumptions, handover, lambda need: fits(scene.data_map, focus, need))


def _of_all(levels: Mapping[str, Sequence[Answer]]) -> Answer:
    return worst(answered for level in levels.values() for answered in level)


def _shown(needed: Sequence[Field], answers: _Answers) -> Sequence[Field]:
    """All fields; where there are many, the fields with a need that is not met."""
    if len(needed) <= MANY:
        return needed
    lacking = {
        field
        for found in answers.values()
        for field, levels in found.items()
        if _of_all(levels).outcome is not Outcome.MET
    }
    return [field for field in needed if field.id in lacking]


def _column(data_map: DataMap, handover: Handover, found: Mapping[str, Mapping[str, list[Answer]]]) -> Column:
    words = {
        "givers": listed([data_map.actors[giver].label for giver in handover.givers]),
        "taker": data_map.actors[handover.taker].label,
        "phase": data_map.phases[handover.phase].label,
    }
    return Column(
        handover.phase,
        "",
        Sentence(TAKES_OVER, words),
        summary=tally(_answered(found)),
        about=keys_of(phase=(handover.phase,), actor=(handover.taker, *handover.givers)),
    )


def _answered(found: Mapping[str, Mapping[str, list[Answer]]]) -> list[Answer]:
    """The answer to each need at a handover: the worst of its members."""
    return [worst(level) for levels in found.values() for level in levels.values()]


def _cells(rows: Sequence[Row], columns: Sequence[Column], answers: _Answers) -> list[Cell]:
    cells = []
    for row in rows:
        for column in columns:
            levels = answers[column.id].get(row.id)
            if levels:
                given = _of_all(levels)
                what = content((str(given.outcome),), given)
                about = tuple(sorted({*row.about, *column.about}))
                sentence = meaning(row.label, column.label, what)
                cells.append(Cell(row.id, column.id, (str(given.outcome),), what, sentence, reason(given), about))
    return cells


def _in_numbers(column: Column, answers: Sequence[Answer]) -> Sentence:
    some = sum(each.extent is not None for each in answers)
    counts = {each.role: each.count for each in column.summary}
    if some:
        counts = {"some": some, **counts, "degraded": counts["degraded"] - some}
    numbers = [Sentence(NUMBER[role], {"count": str(count)}) for role, count in counts.items() if count]
    return Sentence(IN_NUMBERS, {"handover": column.label, "numbers": listed(numbers)})


def _figures(columns: Sequence[Column], answers: _Answers) -> Sentence:
    shown = [answers[column.id] for column in columns]
    counts = met_at_handover(each for found in shown for levels in found.values() for each in levels.values())
    words: Mapping[str, Filling] = {
        "needs": counted(counts.needs, NEEDS),
        "handovers": counted(len(columns), HANDOVERS),
        "met": span(counts.met, counts.met_with_all),
        "are": are(counts.met),
        "some": for_some_of(counts.met, counts.some),
        "later": Sentence(LATER, {"count": str(counts.later)}) if counts.later else "",
    }
    return Sentence(FIGURES, words)


def _notices(
    handovers: Sequence[Handover], needed: Sequence[Field], rows: Sequence[Row], columns: Sequence[Column]
) -> tuple[Words, ...]:
    if not handovers:
        return (NO_HANDOVER,)
    if not needed:
        return (NO_NEED,)
    left_out = len(needed) - len(rows)
    return (*((counted(left_out, LEFT_OUT),) if left_out else ()), *size_notice(rows, columns, MOST_COLUMNS))


VIEW = View(id="handover", title=TITLE, draw=draw)
