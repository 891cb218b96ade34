"""From whom that could come which an actor needs and lacks: the place where its way ends today."""

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
    """A need of a concrete actor that is not met, by its ids."""

    actor: str
    field: str
    phase: str
    level: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a field stops: the role (or lone actor) that has it, None where nobody has what is needed.

    ``form`` is the best in which it gets to the actor all the same.
    """

    holder: str | None
    form: Form | None = None


def stop_of(needs: Needs, assumptions: Assumptions, shortfall: Shortfall) -> Stop:
    """Where the field that is lacking stops."""

    def ask(needs: Needs, actor: str) -> Stop:
        for need, taken in _stated(needs, assumptions, replace(shortfall, actor=actor)):
            evidence = needs.evidence(actor, need, shortfall.cause, taken)
            form = max((element.form for element in evidence.held), default=None)
            sender = sender_of(needs, actor, need, shortfall.cause, evidence, taken)
            return Stop(None if sender is None else needs.map_as_of.data_map.role_of(sender), form)
        return Stop(None)

    return needs.about(shortfall.actor, ask)


def _stated(needs: Needs, assumptions: Assumptions, shortfall: Shortfall) -> Iterator[tuple[Need, Assumptions]]:
    """The statement of the need, and the world without or with all unknown statements that it is unmet in."""
    map_as_of = needs.map_as_of
    assumption_sets = (
        replace(assumptions, unknown=frozenset()),
        replace(assumptions, unknown=frozenset(map_as_of.unknown)),
    )
    for taken in assumption_sets:
        for each in map_as_of.statements(taken)[shortfall.actor].of(Need):
            if (each.field, each.phase, each.entry.level) == (shortfall.field, shortfall.phase, shortfall.level):
                if needs.cause(shortfall.actor, each, taken) == shortfall.cause:
                    yield each, taken
