"""What tables share: the words of a cell, the legend, and the description in sentences."""

from collections.abc import Iterable, Mapping, Sequence

from dataflow.analysis.needs.outcomes import Answer, Outcome
from dataflow.base.grid import Block, Cell, Column, Row, Slice
from dataflow.base.picture import Key, Words
from dataflow.base.text import Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Field
from dataflow.views import Focus
from dataflow.views._exchanges import in_focus
from dataflow.wording.causes import CELL, CELL_UNKNOWN
from dataflow.wording.counts import COLUMNS, ROWS, counted
from dataflow.wording.lists import COMMA, SEMICOLON, chained
from dataflow.wording.members import MET_FOR, count_of
from dataflow.wording.numbers import for_some
from dataflow.wording.statements import DOES

ROLES: Mapping[str, Text] = {
    "records": DOES["records"],
    "receives": Text(en="receives", da="modtager"),
    "derives": Text(en="works it out", da="beregner det"),
    "sends": Text(en="sends", da="sender"),
    "met": Text(en="need met", da="behov opfyldt"),
    "later": Text(en="comes later in the phase", da="kommer senere i fasen"),
    "degraded": Text(en="need partly met", da="behov delvist opfyldt"),
    "unmet": Text(en="need not met", da="behov ikke opfyldt"),
    "open": Text(en="need perhaps met", da="behov måske opfyldt"),
    "equivalent": Text(en="as all of the role", da="som alle i rollen"),
}
"""The words of each role of a cell, in the order in which a cell lists them."""
LEGEND: Mapping[str, Text] = {
    **ROLES,
    "derives": Text(en="works it out from other fields", da="beregner det ud fra andre felter"),
    "later": Text(
        en="comes later in the phase: not there yet at the handover",
        da="kommer senere i fasen: er der ikke endnu ved overgangen",
    ),
    "degraded": Text(
        en="need partly met (too old, too low a form, other codes, or only for some)",
        da="behov delvist opfyldt (for gammelt, for lav form, andre koder eller kun for nogle)",
    ),
    "open": Text(en="need perhaps met: nobody has found out", da="behov måske opfyldt: uafklaret"),
}
COUNTED_AS_MET = Text(
    en="need met only for some (counted as met), or partly (not counted)",
    da="behov kun opfyldt for nogle (talt som opfyldt) eller delvist (ikke talt)",
)
OUTCOMES = tuple(
    str(outcome) for outcome in (Outcome.UNMET, Outcome.DEGRADED, Outcome.OPEN, Outcome.LATER, Outcome.MET)
)
"""The outcomes in the order of a summary: unmet first."""
PERHAPS_LATER = Text(en="perhaps later in the phase", da="måske senere i fasen")
LATER_BUT = Text(en="later in the phase, but {why}", da="senere i fasen, men {why}")
WHY = Text(en="{what} ({why})", da="{what} ({why})")
UNCLEAR = Text(en="{what}: {why}", da="{what}: {why}")
MEANING = Text(en="{row}, {column}: {what}.", da="{row}, {column}: {what}.")
IN_SECTION = Text(en="{section}, {column}", da="{section}, {column}")
SAID = Text(en="{column} ({what})", da="{column} ({what})")
ROW = Text(en="{row}: {cells}.", da="{row}: {cells}.")
CROWDED = Text(
    en="{rows} and {columns} are more than one can read on a page: draw a part of the map (a phase, group or actor).",
    da="{rows} og {columns} er mere, end man kan læse på en side: tegn en del af kortet"
    " (én fase, gruppe eller aktør).",
)
MOST_COLUMNS = 60
MOST_PLACES = 2000
"""The most columns and cells on a page that a reader can read."""
NO_GROUP = Block("", Text(en="No group", da="Uden gruppe"))
FIELD = Text(en="Field", da="Felt")


def content(roles: Sequence[str], answer: Answer | None = None, met_for: tuple[int, int] | None = None) -> Words:
    """The words of a cell: ``records; need not met (not shared, met for 1 of 2)``.

    ``met_for`` is for how many members of how many the need is met, where not for all.
    """
    words: list[Words] = [ROLES[role] for role in roles]
    why = None if answer is None else reason(answer)
    if met_for is not None:
        some = Sentence(MET_FOR, {"members": count_of(*met_for)})
        why = some if why is None else chained(COMMA, [why, some])
    if why is not None:
        is_open = answer is not None and answer.outcome is Outcome.OPEN
        words[-1] = Sentence(UNCLEAR if is_open else WHY, {"what": words[-1], "why": why})
    return chained(SEMICOLON, words)


def reason(answer: Answer) -> Words | None:
    """Why a need is not fully met, in a few words; None where it is met, or is later in the phase."""
    if answer.extent is not None:
        return for_some(answer.extent)
    if answer.perhaps_later:
        return PERHAPS_LATER
    if answer.then is not None:
        return Sentence(LATER_BUT, {"why": CELL[answer.then]})
    if answer.cause is None or answer.outcome is Outcome.LATER:
        return None
    return (CELL_UNKNOWN if answer.outcome is Outcome.OPEN else CELL)[answer.cause]


def full_name(column: Column, sections: Iterable[Block]) -> Words:
    """The name of a column with the name of its section."""
    section = next((each for each in sections if each.id == column.section), None)
    return (
        column.label if section is None else Sentence(IN_SECTION, {"section": section.label, "column": column.label})
    )


def meaning(row: Words, column: Words, what: Words) -> Sentence:
    """The words of a cell with the names of its row and column."""
    return Sentence(MEANING, {"row": row, "column": column, "what": what})


def in_sentences(
    rows: Mapping[str, Words], columns: Sequence[Column], sections: Sequence[Block], cells: Iterable[Cell]
) -> tuple[Words, ...]:
    """A sentence for each row, by id, that has cells: ``LDL: Hospital (records), Municipality (need not met).``"""
    names = {column.id: full_name(column, sections) for column in columns}
    sentence: dict[str, list[Words]] = {}
    for cell in cells:
        sentence.setdefault(cell.row, []).append(Sentence(SAID, {"column": names[cell.column], "what": cell.what}))
    return tuple(
        Sentence(ROW, {"row": name, "cells": chained(COMMA, sentence[row])})
        for row, name in rows.items()
        if row in sentence
    )


def legend(
    cells: Iterable[Cell], summaries: Iterable[Sequence[Slice]] = (), answers: Iterable[Answer] = ()
) -> tuple[Key, ...]:
    """The keys of the symbols that occur in the table.

    Of the ``answers`` that its numbers count, those for some only count as met, and the legend says so.
    """
    texts = LEGEND
    if any(each.extent is not None for each in answers):
        texts = {**LEGEND, "degraded": COUNTED_AS_MET}
    found = {role for cell in cells for role in cell.roles}
    found |= {each.role for summary in summaries for each in summary if each.count}
    return tuple(Key("cell", role, text) for role, text in texts.items() if role in found)


def size_notice(
    rows: Sequence[Row], columns: Sequence[Column], most_columns: int = MOST_COLUMNS
) -> tuple[Words, ...]:
    """A notice where the table is too large for a page."""
    if len(columns) <= most_columns and len(rows) * len(columns) <= MOST_PLACES:
        return ()
    return (Sentence(CROWDED, {"rows": counted(len(rows), ROWS), "columns": counted(len(columns), COLUMNS)}),)


def labels(rows: Iterable[Row]) -> Mapping[str, Words]:
    """The labels of rows by their ids."""
    return {row.id: row.label for row in rows}


def tally(answers: Iterable[Answer]) -> tuple[Slice, ...]:
    """The number of answers by outcome."""
    outcomes = [str(each.outcome) for each in answers]
    return tuple(Slice(role, outcomes.count(role)) for role in OUTCOMES if role in outcomes)


def in_order(roles: Iterable[str]) -> tuple[str, ...]:
    """Roles in the order of ``ROLES``."""
    given = set(roles)
    return tuple(role for role in ROLES if role in given)


def fields_in(data_map: DataMap, focus: Focus) -> tuple[Field, ...]:
    """The fields in focus, by group in the order of declaration; fields without a group last."""
    order = {group: rank for rank, group in enumerate(data_map.groups)}
    shown = [field for field in data_map.fields.values() if in_focus(data_map, focus, field.id)]
    return tuple(sorted(shown, key=lambda field: order.get(field.group or "", len(order))))


def group_of(field: Field) -> str:
    """The id of the block of a field."""
    return field.group or ""


def groups_of(data_map: DataMap, fields: Iterable[Field]) -> tuple[Block, ...]:
    """The groups of the fields as blocks, in the order of declaration; empty where no field has a group."""
    used = {group_of(field) for field in fields}
    if used <= {""}:
        return ()
    found = tuple(
        Block(group.id, group.label, (f"group:{group.id}",)) for group in data_map.groups.values() if group.id in used
    )
    return (*found, NO_GROUP) if "" in used else found
