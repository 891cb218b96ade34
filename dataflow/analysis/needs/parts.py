"""What a derived field is lacking to meet a need: which parts, and who records the parts recently enough."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.holdings import QualityRequirement
from dataflow.analysis.closure.searches import in_dependency_order
from dataflow.analysis.needs.causes import Cause
from dataflow.analysis.needs.needs import Evidence, Needs
from dataflow.model.entities import Form
from dataflow.model.statements import Demand, Entry, Record


@dataclass(frozen=True, slots=True)
class FreshRecords:
    """Who records a field, or else the ``parts`` from which it is derived, as recently as a need asks for."""

    recorders: tuple[str, ...]
    records: tuple[Record, ...]
    parts: frozenset[str] = frozenset()


def own_records(needs: Needs, actor: str) -> frozenset[Entry]:
    """The entries of what a concrete actor records; other members of its role have those of the role as well."""
    return frozenset(record.entry for record in needs.map_as_of.data_map.statements[actor].of(Record))


def fresh_records(
    needs: Needs, actor: str, need: Demand, evidence: Evidence, assumptions: Assumptions
) -> FreshRecords:
    """The records of other actors that are recent enough, and made no later than the phase of the need.

    A record that its role states for the actor too is its own.
    """
    own = own_records(needs, actor)
    span = range(needs.position(need.entry.recorded_since or need.phase), needs.position(need.phase) + 1)

    def recent(records: Iterable[tuple[str, Record]]) -> list[tuple[str, Record]]:
        return [each for each in records if each[1].entry not in own and needs.position(each[1].phase) in span]

    found = recent(evidence.sharing.records)
    if found:
        return FreshRecords(tuple(dict.fromkeys(each for each, _ in found)), tuple(record for _, record in found))
    within = needs.assumptions_for(actor, need, assumptions)
    derived = QualityRequirement(since=span.start)
    parts = [each for each in needs.map_as_of.data_map.parts[need.field] if each != need.field]
    found = [
        (recorder, record)
        for part in sorted(parts)
        for recorder, record in recent(needs.sharing(within, part).records)
        if needs.has(recorder, need.field, need.phase, derived, within)
    ]
    return FreshRecords(
        tuple(dict.fromkeys(each for each, _ in found)),
        tuple(dict.fromkeys(record for _, record in found)),
        frozenset(record.field for _, record in found),
    )


@dataclass(frozen=True, slots=True)
class LostPart:
    """A part of a derived field that an actor, who derives the field, does not have well enough, and why not.

    ``need`` is the need of the field, asked of the part.
    """

    actor: str
    need: Demand
    cause: Cause
    evidence: Evidence


_Lack = tuple[str, Demand, Cause]
"""An actor, what it needs, and why it does not have it."""


def lost_parts(
    needs: Needs, actor: str, need: Demand, cause: Cause, assumptions: Assumptions
) -> tuple[LostPart, ...]:
    """The parts because of which a derived field does not meet a need; parts that are derived are looked through."""

    @cache
    def lost(node: _Lack) -> tuple[_Lack, ...]:
        return tuple(_directly_lost(needs, *node, assumptions))

    return tuple(
        LostPart(who, of_part, why, needs.evidence(who, of_part, why, assumptions))
        for who, of_part, why in in_dependency_order((actor, need, cause), lost)
        if not lost((who, of_part, why)) and of_part is not need
    )


def _directly_lost(needs: Needs, actor: str, need: Demand, cause: Cause, assumptions: Assumptions) -> Iterator[_Lack]:
    """The parts of one field that are not good enough, each with the actor who derives the field, and why not."""
    field = needs.map_as_of.data_map.fields[need.field]
    deriving = _deriving(needs, actor, need, cause, assumptions) if field.derived_from else None
    if deriving is None:
        return
    for part in field.derived_from:
        of_part = need._replace(field=part)
        why = needs.cause(deriving, of_part, assumptions)
        if why is None or why == Cause.CODE_SYSTEM_MISMATCH or (cause == Cause.UNDERIVABLE) != (why in _ABSENT):
            continue
        yield deriving, of_part, why


_ABSENT = frozenset({Cause.UNDERIVABLE, Cause.UNRECORDED, Cause.RECORDED_LATE, Cause.NOT_SHARED, Cause.ARRIVES_LATE})
_LOOKED_THROUGH = frozenset({Cause.UNDERIVABLE, Cause.STALE, Cause.FORM_TOO_LOW, Cause.FORM_LOST})


def _deriving(needs: Needs, actor: str, need: Demand, cause: Cause, assumptions: Assumptions) -> str | None:
    """The actor at which a needed field is derived: the actor itself, else one from whom shares of it lead to it.

    None where parts of a sufficient quality would not help, as the field could not be derived in that form.
    """
    if cause not in _LOOKED_THROUGH:
        return None
    if cause == Cause.UNDERIVABLE:
        return actor
    if need.entry.code_systems or need.entry.form > Form.STRUCTURED:
        return None
    within = needs.assumptions_for(actor, need, assumptions)
    parts = needs.map_as_of.data_map.fields[need.field].derived_from

    def has_parts(other: str) -> bool:
        return all(needs.holds(other, part, need.phase, within) for part in parts)

    if has_parts(actor):
        return actor
    upstream = () if need.entry.received else needs.reachability.upstream(need.field, actor, within)
    return min((other for other in upstream if has_parts(other)), default=None)
