"""The open questions of a map: its unknown statements, each with the rows that it stands for."""

from collections.abc import Sequence

from dataflow.base.text import Text
from dataflow.exchange.tables.rows import Row
from dataflow.language.statement_specs import STATEMENTS

ANSWERS = {
    "yes": Text(en="yes", da="ja"),
    "no": Text(en="no", da="nej"),
    "varies": Text(en="differs locally", da="forskelligt lokalt"),
    "open": Text(en="don't know", da="ved ikke"),
}
HEADINGS = {
    "actor": Text(en="Actor", da="Aktør"),
    "question": Text(en="Is it so today?", da="Er det sådan i dag?"),
    "answer": Text(en="Answer", da="Svar"),
    "answered_by": Text(en="Answered by", da="Besvaret af"),
    "answered_on": Text(en="Answered on", da="Besvaret den"),
    "source": Text(en="Source", da="Kilde"),
    "comment": Text(en="Comment", da="Kommentar"),
}
"""The columns of the sheet."""

FILLED_IN = ("answer", "answered_by", "answered_on", "source", "comment")


def questions_of(rows: Sequence[Row]) -> tuple[tuple[int, ...], ...]:
    """The numbers, among the statements, of the rows of each unknown statement as written."""
    stated = [row for row in rows if row.sheet in STATEMENTS]
    found: dict[object, list[int]] = {}
    for number, row in enumerate(stated):
        if row.text("status") == "unknown":
            found.setdefault(row.origin, []).append(number)
    return tuple(tuple(numbers) for numbers in found.values())
