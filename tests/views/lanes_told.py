"""A picture of lanes as text: what is where, whatever its size and ink."""

from collections.abc import Iterator

from dataflow.base.lanes import Lanes
from dataflow.base.picture import Words


def told(picture: Lanes, language: str = "da") -> str:
    """One line for each part, in the order of the picture."""

    def said(*words: Words | None) -> str:
        return " / ".join(word.in_language(language) for word in words if word is not None)

    def lines() -> Iterator[str]:
        yield said(picture.title, *picture.subtitle)
        for column in picture.columns:
            yield f"phase {column.id}: {said(column.label, column.kicker)}"
        for change in picture.changes:
            yield f"handover {change.column}: {said(change.caption, change.figure)}"
        for lane in picture.lanes:
            yield f"{'thin ' if lane.thin else ''}lane {lane.id}: {said(lane.label, lane.kicker)}"
        for mark in picture.marks:
            until = "" if mark.last in (None, mark.column) else f"..{mark.last}"
            yield f"{mark.lane} {mark.column}{until} {mark.role}: {said(mark.caption, *mark.names)}"
        for arrow in picture.arrows:
            number = "" if arrow.count is None else f" {arrow.count}"
            words = said(*arrow.names, arrow.flaw)
            yield f"{arrow.column} {arrow.source} > {arrow.target}{number} {arrow.form} {arrow.status}: {words}"
        for hold in picture.holds:
            yield f"{hold.lane} {hold.column} has it {hold.form}{' from here' if hold.first else ''}"
        for key in picture.legend:
            yield f"key {key.subject} {key.value}: {said(key.label)}"
        for notice in picture.notices:
            yield f"notice: {said(notice)}"

    return "\n".join(line.rstrip(": ") for line in lines()) + "\n"
