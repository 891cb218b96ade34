"""Numbers and lists in words, and what stands at the head and foot of every page."""

from collections.abc import Sequence

from dataflow.base.picture import Words
from dataflow.base.text import Label, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.views import Focus

Nouns = tuple[Text, Text]
"""For one and for several."""
FIELDS: Nouns = (Text(en="{count} field", da="{count} felt"), Text(en="{count} fields", da="{count} felter"))
ACTORS: Nouns = (Text(en="{count} actor", da="{count} aktør"), Text(en="{count} actors", da="{count} aktører"))
ARROWS: Nouns = (Text(en="{count} arrow", da="{count} pil"), Text(en="{count} arrows", da="{count} pile"))

AS_OF = Text(en="As of {date}", da="Pr. {date}")
SOURCE = Text(en="Map {id}", da="Kort {id}")
SCENARIO = Text(en="Map {id}, scenario {scenario}", da="Kort {id}, scenarie {scenario}")
ONLY = Text(en="Only {part}", da="Kun {part}")
_TWO = Text(en="{before} and {last}", da="{before} og {last}")
_MORE = Text(en="{first}, {rest}", da="{first}, {rest}")
_PLAIN = Text(en="{words}", da="{words}")
_STOP = Text(en="{words}.", da="{words}.")


def counted(count: int, nouns: Nouns = FIELDS) -> Sentence:
    """A number of fields (or of something else) in words."""
    return Sentence(nouns[count != 1], {"count": str(count)})


def listed(words: Sequence[Words]) -> Words:
    """Several words as a list: a, b and c."""
    if not words:
        return Sentence(_PLAIN, {"words": ""})
    if len(words) == 1:
        return words[0]
    if len(words) == 2:
        return Sentence(_TWO, {"before": words[0], "last": words[1]})
    return Sentence(_MORE, {"first": words[0], "rest": listed(words[1:])})


def stopped(words: Words) -> Sentence:
    """Words as a sentence of their own."""
    return Sentence(_STOP, {"words": words})


def source_of(data_map: DataMap) -> tuple[Words, ...]:
    """Which map a picture is of, and as of when."""
    named = (
        Sentence(SOURCE, {"id": data_map.id})
        if data_map.scenario is None
        else Sentence(SCENARIO, {"id": data_map.id, "scenario": data_map.scenario})
    )
    return (named,) if data_map.as_of is None else (named, Sentence(AS_OF, {"date": data_map.as_of}))


def part_of(data_map: DataMap, focus: Focus) -> tuple[Words, ...]:
    """Which part of the map is looked at; nothing for the whole."""
    named: list[Words] = []
    for ids, known in (
        (focus.phases, data_map.phases),
        (focus.groups, data_map.groups),
        (focus.fields, data_map.fields),
        (focus.actors, data_map.actors),
        (focus.channels, data_map.channels),
        (focus.purposes, data_map.purposes),
    ):
        named += [known[each].label if each in known else Label(each) for each in ids]
    return (Sentence(ONLY, {"part": listed(named)}),) if named else ()


def population_of(data_map: DataMap) -> tuple[Words, ...]:
    """Whom a map is about, where it says so."""
    return () if data_map.population is None else (data_map.population,)
