"""The timeline of a field as passages in both languages, for the explorer."""

from collections.abc import Callable, Iterable

from dataflow.analysis.lineage.timeline import PendingSupply, Timeline
from dataflow.base.explorer import Line, Passage
from dataflow.base.text import Text
from dataflow.reports._trace_labels import Labels
from dataflow.reports._trace_timeline import END, OPEN, end_sentences, event_sentences, unsettled_sentence

RoleSentences = Iterable[tuple[str, str]]


def timeline_passages(timeline: Timeline) -> tuple[Passage, ...]:
    """A passage for each phase with events, then what is unsettled, then who has the field in the end."""
    data_map = timeline.data_map
    en, da = Labels(data_map, "en"), Labels(data_map, "da")

    def both(write: Callable[[Labels], RoleSentences]) -> tuple[Line, ...]:
        return tuple(
            Line(role, Text(en=english, da=danish))
            for (role, english), (_, danish) in zip(write(en), write(da), strict=True)
        )

    phases = (
        Passage(
            data_map.phases[events.phase].label,
            both(lambda names, events=events: event_sentences(events, timeline.field, names)),  # type: ignore[misc]
            f"phase:{events.phase}",
        )
        for events in timeline.phases
    )
    unsettled = both(lambda names: ((_role(each), unsettled_sentence(each, names)) for each in timeline.pending))
    end = both(lambda names: (("kept", line) for line in end_sentences(timeline, names)))
    return tuple(passage for passage in (*phases, Passage(OPEN, unsettled), Passage(END, end)) if passage.lines)


def _role(pending: PendingSupply) -> str:
    """How a line about a planned or an unknown statement is drawn: ``planned`` or ``unsettled``."""
    return "planned" if pending.status == "planned" else "unsettled"
