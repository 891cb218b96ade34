"""The steps by which a value first comes to an actor, with the time of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dataflow.analysis.closure.reachability import Arrival
from dataflow.analysis.needs.needs import Needs
from dataflow.base.text import Filling, Sentence, Text
from dataflow.model.statements import Demand
from dataflow.wording.durations import duration
from dataflow.wording.lists import SEMICOLON, chained

_RECORDS = Text(en="{actor} records it", da="{actor} registrerer det")
_RECORDS_AFTER = Text(en="{actor} records it after {hours}", da="{actor} registrerer det efter {hours}")
_RECORDS_PART = Text(en="{actor} records {field} after {hours}", da="{actor} registrerer {field} efter {hours}")
_SHARES = Text(en="{sender} shares it over {channel}", da="{sender} deler det via {channel}")
_SHARES_AFTER = Text(
    en="{sender} shares it over {channel}, there after {hours}",
    da="{sender} deler det via {channel}, fremme efter {hours}",
)


@dataclass(frozen=True)
class _Step:
    """A step in words, with how many hours later than the step before it is done."""

    words: Sentence
    takes: int


def _steps(needs: Needs, arrival: Arrival, phase: str) -> tuple[_Step, ...]:
    """The steps of the slowest part of a way that lie at the position of a phase, in their order."""
    position, done = needs.position(phase), 0
    found: list[_Step] = []
    for each in _slowest_way(needs, arrival):
        statement = each.record or (each.hop.statement if each.hop is not None else None)
        if statement is None or needs.position(each.phase) != position:
            continue
        found.append(_Step(_in_words(needs, each, arrival.field), each.hours - done))
        done = each.hours
    return tuple(found)


def timed(needs: Needs, need: Demand, first: Arrival | None) -> Mapping[str, Filling]:
    """The words of a need that is met too slowly: its limit, the arrival, its steps and the slowest of them."""
    if first is None:
        return {"limit": "", "arrival": "", "steps": "", "slowest": ""}
    found = _steps(needs, first, need.phase)
    return {
        "limit": duration(need.entry.within or 0),
        "arrival": duration(first.hours),
        "steps": chained(SEMICOLON, [step.words for step in found]),
        "slowest": max(found, key=lambda step: step.takes).words,
    }


def _slowest_way(needs: Needs, arrival: Arrival) -> Iterator[Arrival]:
    """The way of an arrival; where a value is derived, first the way of the part that is there last."""
    for each in arrival.way():
        if each.parts:
            last = max(each.parts, key=lambda part: (needs.position(part.phase), part.hours))
            yield from _slowest_way(needs, last)
        yield each


def _in_words(needs: Needs, arrival: Arrival, field: str) -> Sentence:
    data_map = needs.map_as_of.data_map
    words: dict[str, Filling] = {"hours": duration(arrival.hours)}
    if arrival.hop is not None:
        words["sender"] = data_map.role_of(arrival.hop.sender)
        words["channel"] = arrival.hop.statement.entry.via
        return Sentence(_SHARES_AFTER if arrival.hours else _SHARES, words)
    words |= {"actor": data_map.role_of(arrival.actor), "field": data_map.fields[arrival.field].label}
    if arrival.field != field:
        return Sentence(_RECORDS_PART, words)
    return Sentence(_RECORDS_AFTER if arrival.hours else _RECORDS, words)
