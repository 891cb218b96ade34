"""Words for the things of a map that could fall away."""

from collections.abc import Mapping

from dataflow.base.picture import Words
from dataflow.base.text import AND_MORE, Label, Sentence, Text
from dataflow.change.things import Thing
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Entry, Share, Statement
from dataflow.wording.lists import listed

KIND: Mapping[str, Text] = {
    "channel": Text(en="channel", da="kanal"),
    "share": Text(en="share", da="deling"),
    "actor": Text(en="actor", da="aktør"),
    "system": Text(en="system", da="system"),
    "record": Text(en="record", da="registrering"),
    "source": Text(en="only source", da="eneste kilde"),
}
_NAMED = Text(en="{name} ({kind})", da="{name} ({kind})")
_SYSTEM = Text(en="{name} of {actor}", da="{name} hos {actor}")
_RECORD = Text(en="{field} at {actor}", da="{field} hos {actor}")
_SHARE = Text(en="{actor} to {to} over {channel}: {fields}", da="{actor} til {to} via {channel}: {fields}")


def thing_name(data_map: DataMap, thing: Thing) -> Words:
    """The name of a thing: ``LDL at the hospital``."""
    if thing.kind == "channel":
        return data_map.channels[thing.id].label
    if thing.kind == "source":
        return data_map.sources[thing.id].title
    actor = data_map.actors[thing.actor or ""]
    if thing.kind == "actor":
        return actor.label
    if thing.kind == "record":
        return Sentence(_RECORD, {"field": data_map.fields[thing.field or ""].label, "actor": actor.label})
    if thing.kind == "system":
        system = thing.id.partition("/")[2]
        label = actor.systems[system].label if system in actor.systems else Label(system)
        return Sentence(_SYSTEM, {"name": label, "actor": actor.label})
    return _share(data_map, thing)


def thing_with_kind(data_map: DataMap, thing: Thing) -> Sentence:
    """The name of a thing and what it is: ``Letter (channel)``."""
    return Sentence(_NAMED, {"name": thing_name(data_map, thing), "kind": KIND[thing.kind]})


def entry_words(data_map: DataMap, entry: Entry) -> Words:
    """A record or share as written, in short: ``Hospital to GP over Letter: LDL and 2 more``."""
    stated = _statements_of(data_map, entry)
    fields = [data_map.fields[each].label for each in dict.fromkeys(each.field for each in stated)]
    shown: Words = listed(fields[:1])
    if len(fields) > 1:
        shown = Sentence(AND_MORE, {"first": shown, "count": str(len(fields) - 1)})
    actor = data_map.actors[entry.author].label
    shares = [each for each in stated if isinstance(each, Share)]
    if not shares:
        return Sentence(_RECORD, {"field": shown, "actor": actor})
    to = [data_map.actors[each].label for each in dict.fromkeys(share.to for share in shares)]
    channel = data_map.channels[shares[0].entry.via].label
    return Sentence(_SHARE, {"actor": actor, "to": listed(to), "channel": channel, "fields": shown})


def _share(data_map: DataMap, thing: Thing) -> Words:
    return entry_words(data_map, next(iter(thing.entries)))


def _statements_of(data_map: DataMap, entry: Entry) -> list[Statement]:
    sets = ([each for each in statements if each.entry is entry] for statements in data_map.statement_sets)
    return next((found for found in sets if found), [])
