"""What the unknown and the planned statements make of a finding (``language.md``, "What is not known")."""

from collections.abc import Sequence
from dataclasses import replace

from dataflow.analysis.assumptions import MapAsOf
from dataflow.analysis.needs.certainty import Key, Query, Value, Verdict, planned_would_fix
from dataflow.base.finding import Finding, UnknownStatement
from dataflow.base.text import Sentence, Text
from dataflow.model.statements import Entry
from dataflow.rules._words import VERBS, listed

_UNKNOWN = Text(en="{actor} {does} {fields}: not known", da="{actor} {does} {fields}: ikke afklaret")


def with_certainty(
    finding: Finding, map_as_of: MapAsOf, query: Query[Key, Value], verdicts: Sequence[Verdict[Key, Value]]
) -> Finding:
    """A finding with all that its verdicts say of it: certain where one of them is."""
    certain = any(verdict.certain for verdict in verdicts)
    planned = all(planned_would_fix(map_as_of, verdict, query) for verdict in verdicts)
    if certain and not planned:
        return finding
    entries = {entry for verdict in verdicts for entry in verdict.hangs_on if not certain}
    return replace(
        finding,
        certain=certain,
        hangs_on=tuple(_unknown(map_as_of, entry) for entry in sorted(entries, key=lambda entry: entry.place)),
        planned=planned,
    )


def _unknown(map_as_of: MapAsOf, entry: Entry) -> UnknownStatement:
    fields = listed(map_as_of.fields_of_unknown[entry], map_as_of.data_map.fields)
    return UnknownStatement(
        entry.place, Sentence(_UNKNOWN, {"actor": entry.author, "does": VERBS[entry.list_key], "fields": fields})
    )
