"""Whether a change is for the better: the needs that both maps state, before and after."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.needs import Needs
from dataflow.change.findings import matched
from dataflow.change.meaning import Facts, Renamed, meaning_of
from dataflow.language.statement_specs import LEVELS
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Need


class Verdict(StrEnum):
    """Whether more or fewer needs are met."""

    BETTER = "better"
    WORSE = "worse"
    MIXED = "mixed"
    SAME = "same"


class Met(IntEnum):
    """Whether a need is met: certainly, if the unknown statements hold, or not."""

    NO = 0
    POSSIBLY = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class NeedChange:
    """A need that both maps state and that is met otherwise now; ``members`` are those of a role, None where all.

    ``level`` is the higher one of the two maps.
    """

    actor: str
    members: tuple[str, ...] | None
    field: str
    phase: str
    level: str
    before: Met
    after: Met

    @property
    def rank(self) -> tuple[int, bool]:
        """How much it matters, the least first: its level, then whether it is certain."""
        return LEVELS.index(self.level), Met.POSSIBLY in (self.before, self.after)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and the needs that it rests on.

    ``new`` and ``gone`` count needs that one of the maps alone states, with how many of them are met. ``altered``
    counts those of which the two maps require different things, such as another time limit, with how many are met
    before and after. None of these count for the verdict.
    """

    verdict: Verdict
    needs: tuple[NeedChange, ...] = ()
    new: tuple[int, int] = (0, 0)
    gone: tuple[int, int] = (0, 0)
    altered: tuple[int, int, int] = (0, 0, 0)


_Key = tuple[str, str, str, Facts]
"""A concrete actor, a field, a phase and what is required of the value."""


def judgement_of(old: Needs, new: Needs, before: Assumptions, after: Assumptions, renamed: Renamed) -> Judgement:
    """The verdict, by the needs that matter most among those that are met otherwise.

    Must needs matter more than should and may, and certain answers more than possible ones. Where the changes that
    matter most go both ways, it is mixed.
    """
    then, now = _needs_of(old, before, renamed), _needs_of(new, after, {})
    changes = sorted(
        _grouped(then, now, new.map_as_of.data_map),
        key=lambda each: (each.rank, each.actor, each.field, each.phase, each.before, each.after),
    )
    new_alone, old_alone = (
        sorted((key for key in those if key not in others), key=repr) for those, others in ((now, then), (then, now))
    )
    pairs = matched(((key[:3], key) for key in old_alone), ((key[:3], key) for key in new_alone))
    kept = {key for pair in pairs for key in pair}
    return Judgement(
        _verdict(changes),
        tuple(changes),
        _counted(now[key] for key in new_alone if key not in kept),
        _counted(then[key] for key in old_alone if key not in kept),
        (len(pairs), _counted(then[one] for one, _ in pairs)[1], _counted(now[other] for _, other in pairs)[1]),
    )


def _verdict(changes: Sequence[NeedChange]) -> Verdict:
    if not changes:
        return Verdict.SAME
    first = changes[0].rank
    ways = {each.after > each.before for each in changes if each.rank == first}
    return Verdict.MIXED if len(ways) > 1 else Verdict.BETTER if True in ways else Verdict.WORSE


def _counted(needs: Iterator[tuple[str, Met]]) -> tuple[int, int]:
    met = [answer for _, answer in needs]
    return len(met), met.count(Met.YES)


def _needs_of(needs: Needs, assumptions: Assumptions, renamed: Renamed) -> dict[_Key, tuple[str, Met]]:
    """The level of each need, and whether it is met."""
    map_as_of, names = needs.map_as_of, renamed.get("actors", {})
    known = replace(assumptions, unknown=frozenset())
    everything = replace(assumptions, unknown=frozenset(map_as_of.unknown))
    required: dict[Need, tuple[str, str, Facts]] = {}
    found: dict[_Key, tuple[str, Met]] = {}
    for actor, need in map_as_of.of_type(known, Need):
        if need not in required:
            said = meaning_of(need, renamed)
            required[need] = said.field, said.phase, tuple(each for each in said.facts if each[0] in _REQUIRED)
        met = Met.YES if needs.is_met(actor, need, known) else Met.NO
        if met is Met.NO and map_as_of.unknown and needs.is_met(actor, need, everything):
            met = Met.POSSIBLY
        key = (names.get(actor, actor), *required[need])
        level = need.entry.level
        if key in found:
            level = min(level, found[key][0], key=LEVELS.index)
        found[key] = level, met
    return found


_REQUIRED = frozenset({"form", "code_systems", "recorded_since", "recorded_in", "within", "received"})


def _grouped(
    then: Mapping[_Key, tuple[str, Met]], now: Mapping[_Key, tuple[str, Met]], data_map: DataMap
) -> Iterator[NeedChange]:
    members: dict[NeedChange, list[str]] = {}
    for key in now:
        if key in then and then[key][1] != now[key][1]:
            actor, field, phase, _ = key
            level = min(then[key][0], now[key][0], key=LEVELS.index)
            change = NeedChange(data_map.role_of(actor), None, field, phase, level, then[key][1], now[key][1])
            members.setdefault(change, []).append(actor)
    for change, those in members.items():
        whole = set(data_map.members.get(change.actor, (change.actor,))) <= set(those)
        yield change if whole else replace(change, members=tuple(dict.fromkeys(those)))
