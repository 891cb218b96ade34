"""The life of a field as sentences in both languages, phase by phase, to be read beside a drawing."""

from collections.abc import Callable, Iterable

from dataflow.analysis.lineage.timeline import Timeline
from dataflow.base.explorer import Line, Passage
from dataflow.base.text import Text
from dataflow.reports._trace_life import END, OPEN, kept_told, told_of, unsettled_told
from dataflow.reports._trace_words import Namer

Told = Iterable[tuple[str, str]]


def timeline_passages(timeline: Timeline) -> tuple[Passage, ...]:
    """A passage for each phase in which something happens, then what is not settled, then the end."""
    data_map = timeline.data_map
    en, da = Namer(data_map, "en"), Namer(data_map, "da")

    def both(tell: Callable[[Namer], Told]) -> tuple[Line, ...]:
        return tuple(
            Line(role, Text(en=english, da=danish))
            for (role, english), (_, danish) in zip(tell(en), tell(da), strict=True)
        )

    phases = (
        Passage(
            data_map.phases[events.phase].label,
            both(lambda names, events=events: told_of(events, timeline.field, names)),  # type: ignore[misc]
            f"phase:{events.phase}",
        )
        for events in timeline.phases
    )
    unsettled = both(lambda names: (("unsettled", unsettled_told(each, names)) for each in timeline.pending))
    end = both(lambda names: (("kept", line) for line in kept_told(timeline, names)))
    return tuple(passage for passage in (*phases, Passage(OPEN, unsettled), Passage(END, end)) if passage.lines)
