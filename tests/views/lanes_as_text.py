"""A picture of lanes as text, without sizes and colours."""

from collections.abc import Iterator

from dataflow.base.lanes import Lanes
from dataflow.base.picture import Words


def as_text(picture: Lanes, language: str = "da") -> str:
    """A line for each part, in the order of the picture."""

    def joined(*words: Words | None) -> str:
        return " / ".join(word.in_language(language) for word in words if word is not None)

    def lines() -> Iterator[str]:
        yield joined(picture.title, *picture.subtitle)
        for column in picture.columns:
            yield f"phase {column.id}: {joined(column.label, column.kicker)}"
        for change in picture.changes:
            yield f"handover {change.column}: {joined(change.caption, change.figure)}"
        for lane in picture.lanes:
            yield f"{'thin ' if lane.thin else ''}lane {lane.id}: {joined(lane.label, lane.kicker)}"
        for mark in picture.marks:
            until = "" if mark.last in (None, mark.column) else f"..{mark.last}"
            yield f"{mark.lane} {mark.column}{until} {mark.role}: {joined(mark.caption, *mark.names)}"
        for arrow in picture.arrows:
            number = "" if arrow.count is None else f" {arrow.count}"
            words = joined(*arrow.names, arrow.time, arrow.flaw) + (" (on request)" if arrow.on_request else "")
            yield f"{arrow.column} {arrow.source} > {arrow.target}{number} {arrow.form} {arrow.status}: {words}"
        for hold in picture.holds:
            yield f"{hold.lane} {hold.column} has it {hold.form}{' from here' if hold.first else ''}"
        for key in picture.legend:
            yield f"key {key.subject} {key.value}: {joined(key.label)}"
        for notice in picture.notices:
            yield f"notice: {joined(notice)}"

    return "\n".join(line.rstrip(": ") for line in lines()) + "\n"
