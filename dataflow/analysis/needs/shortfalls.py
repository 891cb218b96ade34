"""The last holder of a field that an actor needs and does not have."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.causes import Cause
from dataflow.analysis.needs.needs import Needs
from dataflow.analysis.needs.senders import sender_of
from dataflow.model.entities import Form
from dataflow.model.statements import Need


@dataclass(frozen=True, slots=True)
class Shortfall:
    """An unmet need of a concrete actor, by ids."""

    actor: str
    field: str
    phase: str
    level: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class LastHolder:
    """The role (or actor without one) that the needed field should come from; None where nobody has it.

    ``form`` is the best form in which the actor itself holds the field.
    """

    holder: str | None
    form: Form | None = None


def last_holder_of(needs: Needs, assumptions: Assumptions, shortfall: Shortfall) -> LastHolder:
    """The last holder of the field of an unmet need."""

    def ask(needs: Needs, actor: str) -> LastHolder:
        for need, found_under in _stated(needs, assumptions, replace(shortfall, actor=actor)):
            evidence = needs.evidence(actor, need, shortfall.cause, found_under)
            form = max((element.form for element in evidence.held), default=None)
            sender = sender_of(needs, actor, need, shortfall.cause, evidence, found_under)
            return LastHolder(None if sender is None else needs.map_as_of.data_map.role_of(sender), form)
        return LastHolder(None)

    return needs.about(shortfall.actor, ask)


def _stated(needs: Needs, assumptions: Assumptions, shortfall: Shortfall) -> Iterator[tuple[Need, Assumptions]]:
    """The statements of the need, with the assumptions (no or all unknown statements) under which it is unmet."""
    map_as_of = needs.map_as_of
    assumption_sets = (
        replace(assumptions, unknown=frozenset()),
        replace(assumptions, unknown=frozenset(map_as_of.unknown)),
    )
    for within in assumption_sets:
        for each in map_as_of.statements(within)[shortfall.actor].of(Need):
            if (each.field, each.phase, each.entry.level) == (shortfall.field, shortfall.phase, shortfall.level):
                if needs.cause(shortfall.actor, each, within) == shortfall.cause:
                    yield each, within
