"""What the figures of a map count, one function a figure, in one world."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.lineage.repetitions import repetitions_of
from dataflow.analysis.needs.needs import Needs
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.model.statements import Need, Record, Statement

COMPONENTS = ("b", "s", "d", "e", "pf")
"""The ICF components: body functions and structures, activities and participation, environment, personal factors."""
NONE = "-"
"""The row of what has no purpose, group or ICF component."""

Shown = Callable[[str], str]
"""The actor under which a concrete actor is counted: its role, or itself."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One sighting of a thing that is counted in a row of a table.

    A thing has the quality where each of its ways has it; a way has it where one sighting of it says so.
    """

    table: str
    row: tuple[str, ...]
    measure: str
    thing: Hashable
    way: Hashable
    has_it: bool


def needs_met(needs: Needs, assumptions: Assumptions, shown: Shown) -> Iterator[Counted]:
    """Needs met of needs stated, must, should and may apart; in all, by actor, phase, purpose and field group.

    A need is what an actor needs of a field in a phase at a level, however many statements say so: as DF301 counts.
    It is met where all those statements are, of every member that makes them. A need for several purposes counts
    under each; a group has the fields that name it themselves.
    """
    data_map = needs.map_as_of.data_map
    for actor, need in needs.map_as_of.of_type(assumptions, Need):
        thing = (shown(actor), need.field, need.phase)
        met = needs.is_met(actor, need, assumptions)
        measure = need.entry.level
        for table, row in _rows(data_map, shown(actor), need):
            yield Counted(table, row, measure, thing, (actor, need), met)


def hops_keeping_structure(needs: Needs, assumptions: Assumptions, shown: Shown) -> Iterator[Counted]:
    """Of the hops whose sender has structured or coded data, those that pass it on so; and coded data as coded.

    A hop is one field shared between two actors over one channel, in however many phases, where the sender holds it.
    In all, by sender, phase, purpose, field group and channel; by role it counts once. It keeps the structure where
    it does in every phase, and between all the members, that have some to keep.
    """
    holdings, data_map = needs.holdings(assumptions), needs.map_as_of.data_map
    for field in data_map.fields:
        for hop in needs.sharing(assumptions, field).hops:
            share, channel = hop.statement, hop.statement.entry.via
            held = holdings.elements(hop.sender, field, share.phase)
            best = max((element.form for element in held), default=Form.FREE_TEXT)
            thing = (shown(hop.sender), shown(hop.receiver), field, channel)
            way = (hop.sender, hop.receiver, share.phase)
            rows = [*_rows(data_map, shown(hop.sender), share), ("channel", (channel,))]
            for measure, least in (("structure", Form.STRUCTURED), ("code", Form.CODED)):
                if best >= least:
                    for table, row in rows:
                        yield Counted(table, row, measure, thing, way, hop.form >= least)


def records_doubled(needs: Needs, assumptions: Assumptions, shown: Shown) -> Iterator[Counted]:
    """Of the fields that are recorded, those recorded more than once (``repetitions_of``); identifiers left out.

    In all, by field group, by the actor that records again what another role has, or in two systems of its own, and
    by the phase in which that is.
    """
    data_map = needs.map_as_of.data_map
    for field in (each.id for each in data_map.fields.values() if each.kind != "identifier"):
        found = repetitions_of(needs, field, assumptions)
        repeated = {(each.actor, needs.position(each.phase)) for each in found}
        for actor, record in needs.sharing(assumptions, field).records:
            doubled = (actor, needs.position(record.phase)) in repeated
            for table, row in _rows(data_map, shown(actor), record):
                if table != "purpose":
                    yield Counted(table, row, "twice", field, field, doubled)


def by_component(needs: Needs, assumptions: Assumptions) -> Iterator[Counted]:
    """By ICF component: of its fields those that somebody records and needs; of those needed, those that are met.

    A field counts as recorded where a record of itself says so, and as met where every need of it is.
    """
    map_as_of = needs.map_as_of
    recorded = {record.field for _, record in map_as_of.of_type(assumptions, Record)}
    needed = {need.field for _, need in map_as_of.of_type(assumptions, Need)}
    component = {field.id: component_of(field.icf) for field in map_as_of.data_map.fields.values()}
    for field, row in component.items():
        yield Counted("icf", (row,), "recorded", field, field, field in recorded)
        yield Counted("icf", (row,), "needed", field, field, field in needed)
    for actor, need in map_as_of.of_type(assumptions, Need):
        met = needs.is_met(actor, need, assumptions)
        yield Counted("icf", (component[need.field],), "met", need.field, (actor, need), met)


def component_of(icf: str | None) -> str:
    """The component of an ICF code."""
    return next((each for each in COMPONENTS if icf and icf.startswith(each)), NONE)


def seen_by_patients(needs: Needs, assumptions: Assumptions) -> Iterator[Counted]:
    """Of the fields that are recorded (identifiers left out), those that a patient ever holds; by group too.

    ``seen`` is of all that anybody records; ``seen-of-others`` of what others than patients record.
    """
    map_as_of, holdings = needs.map_as_of, needs.holdings(assumptions)
    data_map = map_as_of.data_map
    patients = data_map.patients
    last = max(data_map.phases.values(), key=lambda phase: phase.position, default=None)
    if not patients or last is None:
        return
    seen = frozenset[str]().union(*(holdings.held_anyhow(patient, last.id) for patient in patients))
    for actor, record in map_as_of.of_type(assumptions, Record):
        field = data_map.fields[record.field]
        if field.kind != "identifier":
            for measure in ("seen",) if actor in patients else ("seen", "seen-of-others"):
                for row in ((), (field.group or NONE,)):
                    yield Counted("patient", row, measure, field.id, field.id, field.id in seen)


def _rows(data_map: DataMap, actor: str, statement: Statement) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "total", ()
    yield "actor", (actor,)
    yield "phase", (statement.phase,)
    purposes = () if isinstance(statement, Record) else statement.entry.purposes
    for purpose in purposes or (NONE,):
        yield "purpose", (purpose,)
    yield "group", (data_map.fields[statement.field].group or NONE,)
