"""Whether findings are certain, and fixed by planned statements (``language.md``, "What is not known")."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from dataflow.analysis.assumptions import MapAsOf
from dataflow.analysis.needs.certainty import Key, Query, Value, Verdict, planned_would_fix, verdicts
from dataflow.base.finding import Finding, UnknownStatement
from dataflow.base.text import Filling, Sentence, Text
from dataflow.model.statements import Entry
from dataflow.rules import Context
from dataflow.rules._words import together
from dataflow.wording.statements import DOES

_UNKNOWN = Text(en="{actor} {does} {fields}: not known", da="{actor} {does} {fields}: ikke afklaret")


def judged(
    context: Context, query: Query[Key, Value], describe: Callable[[Verdict[Key, Value]], Finding]
) -> Iterator[Finding]:
    """The finding of each verdict on a query, with its certainty."""
    for verdict in verdicts(context.map_as_of, context.assumptions, query):
        yield with_certainty(describe(verdict), context.map_as_of, query, [verdict])


def judged_together(
    context: Context,
    query: Query[Key, Value],
    together: Callable[[Verdict[Key, Value]], Hashable],
    describe: Callable[[Sequence[Verdict[Key, Value]]], Finding],
) -> Iterator[Finding]:
    """The same, where verdicts that are equal in ``together`` make one finding."""
    for group in verdicts_together(context, query, together):
        yield with_certainty(describe(group), context.map_as_of, query, group)


def verdicts_together(
    context: Context, query: Query[Key, Value], together: Callable[[Verdict[Key, Value]], Hashable]
) -> Iterable[Sequence[Verdict[Key, Value]]]:
    """The verdicts on a query, in groups that are equal in ``together``."""
    groups: dict[Hashable, list[Verdict[Key, Value]]] = {}
    for verdict in verdicts(context.map_as_of, context.assumptions, query):
        groups.setdefault(together(verdict), []).append(verdict)
    return groups.values()


def with_certainty(
    finding: Finding, map_as_of: MapAsOf, query: Query[Key, Value], group: Sequence[Verdict[Key, Value]]
) -> Finding:
    """The finding of a group of verdicts with its certainty: certain where one of them is."""
    certain = any(verdict.certain for verdict in group)
    planned = all(planned_would_fix(map_as_of, verdict, query) for verdict in group)
    if certain and not planned:
        return finding
    entries = {entry for verdict in group for entry in verdict.hangs_on if not certain}
    return replace(
        finding,
        certain=certain,
        hangs_on=tuple(sorted((_unknown(map_as_of, entry) for entry in entries), key=attrgetter("order"))),
        planned=planned,
    )


def _unknown(map_as_of: MapAsOf, entry: Entry) -> UnknownStatement:
    data_map = map_as_of.data_map
    words: dict[str, Filling] = {
        "actor": data_map.actors[entry.author].name,
        "does": DOES[entry.list_key],
        "fields": together(map_as_of.fields_of_unknown[entry], data_map.fields),
    }
    return UnknownStatement(entry.place, entry.author, Sentence(_UNKNOWN, words))
