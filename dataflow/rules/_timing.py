"""The steps by which a value first comes to an actor, with the time of each."""

from collections.abc import Mapping

from dataflow.analysis.closure.arrivals import Arrival
from dataflow.analysis.lineage.timing import TimedStep, timed_steps
from dataflow.analysis.needs.needs import Needs
from dataflow.base.text import Filling, Sentence
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Demand
from dataflow.wording.durations import duration
from dataflow.wording.lists import SEMICOLON, chained
from dataflow.wording.times import step


def timed(needs: Needs, need: Demand, first: Arrival | None) -> Mapping[str, Filling]:
    """The words of a need that is met too slowly: its limit, the arrival, its steps and the slowest of them."""
    if first is None:
        return {"limit": "", "arrival": "", "steps": "", "slowest": ""}
    data_map = needs.map_as_of.data_map
    found = timed_steps(data_map, first, need.phase)
    return {
        "limit": duration(need.entry.within or 0),
        "arrival": duration(first.hours),
        "steps": chained(SEMICOLON, [_in_words(data_map, each, need.field) for each in found]),
        "slowest": _in_words(data_map, max(found, key=lambda each: each.takes), need.field),
    }


def _in_words(data_map: DataMap, done: TimedStep, field: str) -> Sentence:
    return step(
        done,
        field,
        data_map.actors[done.role].name,
        data_map.channels[done.channel].name if done.channel else "",
        data_map.fields[done.field].name,
    )
