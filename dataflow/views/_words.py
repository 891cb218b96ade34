"""The words at the head and foot of every picture."""

from dataflow.base.picture import Words
from dataflow.base.text import Label, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.views import Focus
from dataflow.wording.dates import in_words
from dataflow.wording.lists import listed

AS_OF = Text(en="{map} as of {date}", da="{map} pr. {date}")
SOURCE = Text(en="Map “{title}”", da="Kortet »{title}«")
SCENARIO = Text(en="Map “{title}”, scenario “{scenario}”", da="Kortet »{title}«, scenariet »{scenario}«")
ONLY = Text(en="Only {part}", da="Kun {part}")
_ANY_CHANNEL = Text(en="Needs are counted whatever the channel", da="Behov tæller uanset kanal")
_STOP = Text(en="{words}.", da="{words}.")


def stopped(words: Words) -> Sentence:
    """Words with a full stop."""
    return Sentence(_STOP, {"words": words})


def source_of(data_map: DataMap) -> tuple[Words, ...]:
    """The map (and scenario) of a picture, and its date."""
    named = Sentence(SOURCE, {"title": data_map.title})
    if data_map.scenario is not None:
        named = Sentence(
            SCENARIO, {"title": data_map.title, "scenario": data_map.scenario_label or data_map.scenario}
        )
    if data_map.as_of is None:
        return (named,)
    return (Sentence(AS_OF, {"map": named, "date": in_words(data_map.as_of)}),)


def part_of(data_map: DataMap, focus: Focus) -> tuple[Words, ...]:
    """The part of the map in focus; empty for the whole map."""
    named: list[Words] = []
    for kind in ("phases", "groups", "fields", "actors", "channels", "purposes"):
        known = getattr(data_map, kind)
        named += [known[each].label if each in known else Label(each) for each in getattr(focus, kind)]
    return (Sentence(ONLY, {"part": listed(named)}),) if named else ()


def whatever_channel(focus: Focus) -> tuple[Words, ...]:
    """That needs are counted whatever the channel, where one was chosen: they may be met by another, or by none."""
    return (_ANY_CHANNEL,) if focus.channels else ()


def population_of(data_map: DataMap) -> tuple[Words, ...]:
    """The population of a map; empty where none is stated."""
    return () if data_map.population is None else (data_map.population,)
