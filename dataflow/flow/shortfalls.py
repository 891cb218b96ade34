"""From whom that could come which an actor needs and lacks: the place where its way ends today."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from dataflow.flow.needs import Cause, Evidence, Needs
from dataflow.flow.sharing import Sharing
from dataflow.flow.worlds import World
from dataflow.model.entities import Form, Statement


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


def stop_of(needs: Needs, world: World, shortfall: Shortfall) -> Stop:
    """Where the field that is lacking stops.

    That is the sender at the share where it comes too late, too old or in too low a form; where there is none, one
    who has the field in time: rather who records it than who was given it, and of those who recorded it last.
    """
    here = needs.of_crowd
    actor = needs.first_alike[shortfall.actor]
    for need, taken in _stated(here, world, replace(shortfall, actor=actor)):
        evidence = here.evidence(actor, need, shortfall.cause, taken)
        form = max((element.form for element in evidence.held), default=None)
        return Stop(_holder(here, actor, need, shortfall.cause, evidence), form)
    return Stop(None)


def _stated(needs: Needs, world: World, shortfall: Shortfall) -> Iterator[tuple[Statement, World]]:
    """The statement of the need, and the world without or with all unknown statements that it is unmet in."""
    standing = needs.standing
    worlds = (replace(world, unknown=frozenset()), replace(world, unknown=frozenset(standing.unknown)))
    for taken in worlds:
        for each in standing.statements(taken)[shortfall.actor]:
            told = (each.entry.kind, each.field, each.phase, each.entry.level or "must")
            if told == ("needs", shortfall.field, shortfall.phase, shortfall.level):
                if needs.cause(shortfall.actor, each, taken) == shortfall.cause:
                    yield each, taken


def _holder(needs: Needs, actor: str, need: Statement, cause: Cause, evidence: Evidence) -> str | None:
    data_map, now = needs.standing.data_map, needs.position(need.phase)
    if evidence.hops:
        hop = min(evidence.hops, key=lambda hop: (needs.position(hop.statement.phase), hop.statement.entry.place))
        return data_map.role_of(hop.sender)
    since = need.entry.recorded_since if cause == Cause.STALE else None
    earliest = 0 if since is None else needs.position(since)
    latest = max(map(needs.position, data_map.phases)) if cause == Cause.RECORDED_LATE else now
    recorded = _last_recorded(needs, evidence.sharing, earliest, latest)
    known = recorded.keys() if since is not None else {*recorded, *evidence.holders}
    order = {each: index for index, each in enumerate(data_map.presented)}
    others = _of_others(needs, actor, known)
    ranked = sorted(others, key=lambda each: (-recorded.get(each, -1), order[data_map.role_of(each)], each))
    return data_map.role_of(ranked[0]) if ranked else None


def _of_others(needs: Needs, actor: str, known: Collection[str]) -> Collection[str]:
    """Those of another role, else others of its own, else the actor itself."""
    role_of = needs.standing.data_map.role_of
    apart = [each for each in known if role_of(each) != role_of(actor)]
    return apart or [each for each in known if each != actor] or known


def _last_recorded(needs: Needs, sharing: Sharing, earliest: int, latest: int) -> dict[str, int]:
    """For each who records the field in that part of the pathway, how far along the last time is."""
    found: dict[str, int] = {}
    for actor, record in sharing.records:
        position = needs.position(record.phase)
        if earliest <= position <= latest:
            found[actor] = max(position, found.get(actor, position))
    return found
