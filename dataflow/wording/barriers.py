"""The words for why a field does not get from a sender to a receiver: a table for each use."""

from collections.abc import Mapping

from dataflow.analysis.lineage.blocked_hops import NEVER, SLOW
from dataflow.analysis.needs.certificates import CLOSED, LATE, LOWERED, NOT_REACHED, NOT_YET
from dataflow.base.text import Text

ARROW: Mapping[str, Text] = {
    CLOSED: Text(en="no place for it", da="ingen plads til det"),
    NOT_REACHED: Text(en="no shared cluster", da="ingen fælles klynge"),
    NOT_YET: Text(en="sender lacks it yet", da="afsender har det ikke endnu"),
    LATE: Text(en="too late", da="for sent"),
    NEVER: Text(en="not shared", da="deles ikke"),
    SLOW: Text(en="too slow", da="for langsomt"),
}
"""At an arrow; ``LOWERED`` is worded by what is lost (``forms.LOST``)."""

CLAUSE: Mapping[str, Text] = {
    LATE: Text(en="that is too late", da="det er for sent"),
    NOT_YET: Text(en="does not have it yet at that time", da="har det ikke endnu på det tidspunkt"),
    CLOSED: Text(en="the channel has no place for it", da="kanalen har ikke plads til det"),
    NOT_REACHED: Text(
        en="that share only goes to those in the same cluster", da="den deling går kun til dem i samme klynge"
    ),
    LOWERED: Text(en="the channel lowers its form", da="kanalen sænker formen"),
}
"""A clause of a trace to an actor: "the hospital shares it with ..., but ..."."""

SENTENCE: Mapping[str, Text] = {
    NOT_YET: Text(
        en="{sender} would share it with {receivers} by {channel}, but does not have it yet",
        da="{sender} ville dele det med {receivers} via {channel}, men har det ikke endnu",
    ),
    CLOSED: Text(
        en="{sender} would share it with {receivers} by {channel}, but that has no place for it",
        da="{sender} ville dele det med {receivers} via {channel}, men dér er der ikke plads til det",
    ),
    NOT_REACHED: Text(
        en="{sender} would share it with {receivers} by {channel}, but is in no cluster with any of them",
        da="{sender} ville dele det med {receivers} via {channel}, men er ikke i klynge med nogen af dem",
    ),
}
"""In the timeline of a field, which has only these barriers."""
