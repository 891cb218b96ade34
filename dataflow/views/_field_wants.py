"""What is needed in a cell of the picture of a field, by whom, and why it is not there."""

from collections.abc import Sequence
from dataclasses import replace

from dataflow.analysis.lineage.timeline import DemandEvent, TimelinePhase, Who
from dataflow.analysis.needs.causes import Cause
from dataflow.base.picture import Words
from dataflow.base.text import OR, Filling, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.views import Focus
from dataflow.wording.causes import MARK
from dataflow.wording.durations import duration
from dataflow.wording.forms import adverb_of
from dataflow.wording.lists import listed
from dataflow.wording.statements import RECEIVED, RECORDED_IN, SINCE, WANTS
from dataflow.wording.times import within

LIMITED = Text(en="{wants}{limit}", da="{wants}{limit}")
FOR = Text(en="{wants}: {purposes}", da="{wants}: {purposes}")


def demands_in(focus: Focus, events: TimelinePhase) -> tuple[DemandEvent, ...]:
    """The needs and uses of a phase in focus."""
    purposes = set(focus.purposes)
    return tuple(
        wanted
        for wanted in events.demands
        if not purposes or not wanted.purposes or not purposes.isdisjoint(wanted.purposes)
    )


def together(some: Sequence[Who]) -> Who:
    """All members that are meant by any of several sets of members of one role."""
    members = dict.fromkeys(member for each in some for member in each.members or ())
    return replace(some[0], members=tuple(members)) if members else some[0]


def wants(data_map: DataMap, group: Sequence[DemandEvent]) -> Words:
    """What equal needs ask for: how much it is needed, when, which values count, and for what."""
    purposes = [
        data_map.purposes[purpose].label
        for purpose in data_map.purposes
        if any(purpose in wanted.purposes for wanted in group)
    ]
    said: Words = WANTS[group[0].level]
    limits = [wanted.limit.within for wanted in group if wanted.limit is not None]
    if limits:
        said = Sentence(LIMITED, {"wants": said, "limit": within(min(limits))})
    first, conditions = group[0], {(wanted.since, wanted.recorded_in, wanted.received) for wanted in group}
    if first.cause is not None and len(conditions) == 1:
        for limit in _what_counts(data_map, first):
            said = Sentence(LIMITED, {"wants": said, "limit": limit})
    return said if not purposes else Sentence(FOR, {"wants": said, "purposes": listed(purposes)})


def _what_counts(data_map: DataMap, wanted: DemandEvent) -> tuple[Sentence, ...]:
    """Which values count for a need, where not all do: an actor may have one that does not."""
    found = []
    if wanted.since is not None:
        found.append(Sentence(SINCE, {"phase": data_map.phases[wanted.since].label}))
    if wanted.recorded_in:
        phases = listed([data_map.phases[phase].label for phase in wanted.recorded_in], OR)
        found.append(Sentence(RECORDED_IN, {"phases": phases}))
    if wanted.received:
        found.append(Sentence(RECEIVED, {}))
    return tuple(found)


def why(data_map: DataMap, wanted: DemandEvent, cause: Cause) -> Words:
    """Why a need is not met, in a few words."""
    words: dict[str, Filling] = {}
    if wanted.has:
        best = wanted.has[0]
        words = {"form": adverb_of(data_map, best), "recorded": data_map.phases[best.recorded].label}
    if wanted.limit is not None and wanted.limit.hours is not None:
        words |= {"arrival": duration(wanted.limit.hours), "late": duration(wanted.limit.late)}
    codes = [data_map.code_systems[code].label for code in wanted.code_systems]
    return Sentence(MARK[cause], {**words, "codes": listed(codes) if codes else ""})
