"""Goals: who records them, who needs or uses them, and whether those needs and uses are met."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.analysis.figures.counting import Observation
from dataflow.analysis.needs.needs import Needs
from dataflow.model.entities import Field
from dataflow.model.statements import DEMANDS, Record

# The language has no kind of field for goals, so they are found by name, by whole words: the Danish "formål"
# (purpose), "måling" (measurement) and "spørgsmål" (question) are not goals.
_GOAL = re.compile(r"(?<![^\W_])(goals?|mål|målsætning(er)?|behandlingsmål)(?![^\W_])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class GoalCoverage:
    """A field that is named as a goal.

    ``patients_own`` is true where a record of it is ``patient_reported`` or made by a patient. ``recorders`` are the
    roles or actors that record it, ``acting`` those other than patients that need or use it.
    """

    field: str
    patients_own: bool
    recorders: tuple[str, ...]
    acting: tuple[str, ...]


def goal_coverage_of(map_as_of: MapAsOf, assumptions: Assumptions) -> tuple[GoalCoverage, ...]:
    """The goals of a map without its unknown statements, in the order in which the fields are declared."""
    assumptions = replace(assumptions, unknown=frozenset())
    data_map = map_as_of.data_map
    patients = frozenset(data_map.patients)
    records = list(map_as_of.of_type(assumptions, Record))
    acting = [
        (actor, statement)
        for type_ in DEMANDS
        for actor, statement in map_as_of.of_type(assumptions, type_)
        if actor not in patients
    ]

    def roles(stating: list[str]) -> tuple[str, ...]:
        found = {data_map.role_of(actor) for actor in stating}
        return tuple(actor for actor in data_map.actors if actor in found)

    return tuple(
        GoalCoverage(
            field.id,
            any(
                record.entry.patient_reported or actor in patients
                for actor, record in records
                if record.field == field.id
            ),
            roles([actor for actor, record in records if record.field == field.id]),
            roles([actor for actor, statement in acting if statement.field == field.id]),
        )
        for field in data_map.fields.values()
        if _is_named_goal(field)
    )


def goals_reached(needs: Needs, assumptions: Assumptions) -> Iterator[Observation]:
    """For each goal, which needs and uses of it by others than patients are met."""
    data_map = needs.map_as_of.data_map
    goals = {field.id for field in data_map.fields.values() if _is_named_goal(field)}
    for type_ in DEMANDS:
        for actor, statement in needs.map_as_of.of_type(assumptions, type_):
            if statement.field in goals and data_map.actors[actor].kind != "patient":
                item = (data_map.role_of(actor), statement.phase)
                met = needs.is_met(actor, statement, assumptions)
                yield Observation("goal", (statement.field,), "reach", item, (actor, statement), met)


def _is_named_goal(field: Field) -> bool:
    return any(_GOAL.search(text) for text in (field.id, *(text for _, text in field.label.texts)))
