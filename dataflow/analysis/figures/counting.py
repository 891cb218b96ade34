"""What the figures of a map count under given assumptions, one function a figure."""

from collections.abc import Callable, Collection, Hashable, Iterator
from typing import NamedTuple

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.sharing import carried
from dataflow.analysis.lineage.repetitions import repetitions_of
from dataflow.analysis.needs.needs import Needs
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Field, Form
from dataflow.model.statements import Need, Record, Share, Statement

COMPONENTS = ("b", "s", "d", "e", "pf")
"""The ICF components: body functions and structures, activities and participation, environment, personal factors."""
NONE = "-"
"""The row of items without a purpose, group or ICF component."""


def component_of(field: Field) -> str:
    """The ICF component of a field; ``NONE`` where the map states none."""
    return next((each for each in COMPONENTS if field.icf and field.icf.startswith(each)), NONE)


Shown = Callable[[str], str]
"""The actor under which a concrete actor is counted: its role, or itself."""


class Observation(NamedTuple):
    """One observation of an item that is counted in a row of a table.

    An item has the quality where each of its cases has it; a case has it where one observation says so.
    """

    table: str
    row: tuple[str, ...]
    measure: str
    item: Hashable
    case: Hashable
    has_quality: bool


def needs_met(needs: Needs, assumptions: Assumptions, shown: Shown) -> Iterator[Observation]:
    """Needs met of needs stated, by level: in all, by actor, phase, purpose, field group and ICF component.

    A need is an actor, field, phase and level, however many statements there are of it. It is met where all of them
    are, for every member that makes them. A need for several purposes counts under each; a group has the fields that
    name it themselves.
    """
    data_map = needs.map_as_of.data_map
    for actor, need in needs.map_as_of.of_type(assumptions, Need):
        item = (shown(actor), need.field, need.phase)
        met = needs.is_met(actor, need, assumptions)
        measure = need.entry.level
        rows = [*_rows(data_map, shown(actor), need), ("icf", (component_of(data_map.fields[need.field]),))]
        for table, row in rows:
            yield Observation(table, row, measure, item, (actor, need), met)


def hops_keeping_structure(needs: Needs, assumptions: Assumptions, shown: Shown) -> Iterator[Observation]:
    """Of the hops whose sender holds structured data, those that keep the structure; of coded data, the code.

    A hop is a field, sender, receiver and channel, in however many phases. In all, by sender, phase, purpose, field
    group and channel. It keeps the structure where it does so in every phase, and between all members of the two
    roles, in which the sender holds structured data.
    """
    holdings, data_map = needs.holdings(assumptions), needs.map_as_of.data_map
    for field in data_map.fields:
        shares = needs.sharing(assumptions, field).shares
        named: dict[str, dict[str, None]] = {}
        for sender, share in shares:
            if share.to not in data_map.members:
                named.setdefault(sender, {})[share.to] = None
        for sender, share in shares:
            form, channel = carried(data_map, share), share.entry.via
            if form is None:
                continue
            held = holdings.elements(sender, field, share.phase)
            best = max((element.form for element in held), default=Form.FREE_TEXT)
            measures = [each for each in (("structure", Form.STRUCTURED), ("code", Form.CODED)) if best >= each[1]]
            if not measures:
                continue
            rows = [*_rows(data_map, shown(sender), share), ("channel", (channel,))]
            for receiver, reached in _receivers(data_map, sender, share, shown, named.get(sender, {})):
                item, case = (shown(sender), receiver, field, channel), (sender, reached, share.phase)
                for measure, least in measures:
                    for table, row in rows:
                        yield Observation(table, row, measure, item, case, form >= least)


def _receivers(
    data_map: DataMap, sender: str, share: Share, shown: Shown, named: Collection[str]
) -> Iterator[tuple[str, str]]:
    """The receivers of a share, as shown, each with what tells it from the others.

    ``named`` are those that shares of the sender name themselves. The other members of a role, shown as that role,
    receive the same: they are one, and not one each, as each member of a role may share with all of its others.
    """
    if share.to not in data_map.members or shown(share.to) != shown(data_map.members[share.to][0]):
        yield from ((shown(each), each) for each in data_map.receivers(sender, share.to))
        return
    own = [each for each in named if each in data_map.actors and data_map.actors[each].role == share.to]
    yield from ((share.to, each) for each in data_map.each_receiver(sender, share.to, own))
    if any(each not in named for each in data_map.each_receiver(sender, share.to)):
        yield share.to, share.to


def records_doubled(needs: Needs, assumptions: Assumptions, shown: Shown) -> Iterator[Observation]:
    """Of the fields that are recorded, those recorded more than once (``repetitions_of``), without identifiers."""
    data_map = needs.map_as_of.data_map
    for field in (each.id for each in data_map.fields.values() if each.kind != "identifier"):
        found = repetitions_of(needs, field, assumptions, needs.map_as_of.data_map.statements)
        repeated = {(each.actor, needs.position(each.phase)) for each in found}
        for actor, record in needs.sharing(assumptions, field).records:
            doubled = (actor, needs.position(record.phase)) in repeated
            for table, row in _rows(data_map, shown(actor), record):
                if table != "purpose":
                    yield Observation(table, row, "twice", field, field, doubled)


def recorded_anew(needs: Needs, assumptions: Assumptions) -> bool:
    """Whether several roles record a field that is measured anew as a matter of course."""
    data_map = needs.map_as_of.data_map
    recorders: dict[str, set[str]] = {}
    for actor, record in needs.map_as_of.of_type(assumptions, Record):
        if data_map.fields[record.field].repeats:
            recorders.setdefault(record.field, set()).add(data_map.role_of(actor))
    return any(len(roles) > 1 for roles in recorders.values())


def seen_by_patients(needs: Needs, assumptions: Assumptions) -> Iterator[Observation]:
    """Of the fields that are recorded (without identifiers), those that a patient ever holds: in all and by group."""
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
                    yield Observation("patient", row, measure, field.id, field.id, field.id in seen)


def _rows(data_map: DataMap, actor: str, statement: Statement) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "total", ()
    yield "actor", (actor,)
    yield "phase", (statement.phase,)
    purposes = () if isinstance(statement, Record) else statement.entry.purposes
    for purpose in purposes or (NONE,):
        yield "purpose", (purpose,)
    yield "group", (data_map.fields[statement.field].group or NONE,)
