"""The changes between two maps: their exchanges compared pair by pair."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dataflow.base.picture import Words
from dataflow.base.text import Sentence, Text
from dataflow.change.meaning import Renamed
from dataflow.model.data_map import DataMap
from dataflow.views import Focus, Scene
from dataflow.views._exchanges import UNSURE, Exchange, exchanges
from dataflow.wording.counts import Nouns, counted
from dataflow.wording.lists import listed

MORE: Nouns = (
    Text(en="{count} new field", da="{count} nyt felt"),
    Text(en="{count} new fields", da="{count} nye felter"),
)
FEWER: Nouns = (
    Text(en="{count} field gone", da="{count} felt udgår"),
    Text(en="{count} fields gone", da="{count} felter udgår"),
)
OTHER_FORM: Nouns = (
    Text(en="{count} field in another form", da="{count} felt i en anden form"),
    Text(en="{count} fields in another form", da="{count} felter i en anden form"),
)
NOW_VIA = Text(en="now by {channels}", da="nu via {channels}")
NOW_ALSO_VIA = Text(en="now also by {channels}", da="nu også via {channels}")
NO_LONGER_VIA = Text(en="no longer by {channels}", da="ikke længere via {channels}")
OTHER_PHASES = Text(en="in other phases", da="i andre faser")
NOW: Mapping[str, Nouns] = {
    "planned": (
        Text(en="{count} field planned", da="{count} felt planlagt"),
        Text(en="{count} fields planned", da="{count} felter planlagt"),
    ),
    "unknown": (
        Text(en="{count} field now unknown", da="{count} felt nu uafklaret"),
        Text(en="{count} fields now unknown", da="{count} felter nu uafklarede"),
    ),
}
NO_LONGER: Mapping[str, Nouns] = {
    "planned": (
        Text(en="{count} field no longer planned", da="{count} felt ikke længere planlagt"),
        Text(en="{count} fields no longer planned", da="{count} felter ikke længere planlagt"),
    ),
    "unknown": (
        Text(en="{count} unknown field is not shared", da="{count} uafklaret felt deles ikke"),
        Text(en="{count} unknown fields are not shared", da="{count} uafklarede felter deles ikke"),
    ),
}
"""Of fields that may go along with those of an arrow, and are not shared now."""
REQUEST_CHANGES = {
    True: Text(en="now only on request", da="nu kun efter anmodning"),
    False: Text(en="no longer only on request", da="ikke længere kun efter anmodning"),
}
STATUS_CHANGES = {
    ("planned", "current"): Text(en="put into force", da="sat i værk"),
    ("current", "planned"): Text(en="now only planned", da="nu kun planlagt"),
    ("unknown", "current"): Text(en="found out: it is shared", da="afklaret: det deles"),
    ("current", "unknown"): Text(en="now unknown", da="nu uafklaret"),
    ("unknown", "planned"): Text(en="now planned", da="nu planlagt"),
    ("planned", "unknown"): Text(en="now unknown", da="nu uafklaret"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """An exchange before and after; None where it did not exist."""

    before: Exchange | None
    after: Exchange | None

    @property
    def shown(self) -> Exchange:
        """The exchange after the change, or before it where it was removed."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change of nothing")
        return found

    @property
    def source(self) -> str:
        """The actor that gives."""
        return self.shown.source

    @property
    def target(self) -> str:
        """The actor that gets."""
        return self.shown.target

    @property
    def status(self) -> str:
        """``added``, ``removed`` or ``changed``; the status of the exchange where nothing differs."""
        if self.before is None or self.after is None:
            return "removed" if self.after is None else "added"
        same = replace(self.before, channels=(), along=()) == replace(self.after, channels=(), along=())
        same = same and all(_along(self.before, status) == _along(self.after, status) for status in UNSURE)
        unchanged = same and set(self.before.channels) == set(self.after.channels)
        return self.after.status if unchanged else "changed"


def _along(exchange: Exchange, status: str) -> frozenset[str]:
    return frozenset(field for each in exchange.along if each.status == status for field in each.fields)


def changes_between(old: Scene, new: Scene, focus: Focus, renamed: Renamed) -> tuple[Change, ...]:
    """The changes of all exchanges of either map, those of the newer map first; ``renamed`` is what has a new id."""
    after = {(each.source, each.target, each.key): each for each in exchanges(new, focus)}
    before: dict[tuple[str, str, str], Exchange] = {}
    for each in exchanges(old, focus):
        now = _in_new_ids(each, renamed)
        pair = now.source, now.target, now.key
        # What is gone keeps the ids of its own map.
        before[pair if pair in after else (each.source, each.target, each.key)] = now if pair in after else each
    return tuple(Change(before.get(pair), after.get(pair)) for pair in dict.fromkeys((*after, *before)))


def new_id(renamed: Renamed, section: str, id_: str) -> str:
    """The id that a thing has in the newer map."""
    return renamed.get(section, {}).get(id_, id_)


def _in_new_ids(exchange: Exchange, renamed: Renamed) -> Exchange:
    return replace(
        exchange,
        source=new_id(renamed, "actors", exchange.source),
        target=new_id(renamed, "actors", exchange.target),
        fields={new_id(renamed, "fields", field): form for field, form in exchange.fields.items()},
        channels=tuple(new_id(renamed, "channels", each) for each in exchange.channels),
        phases=tuple(new_id(renamed, "phases", each) for each in exchange.phases),
        along=tuple(_in_new_ids(each, renamed) for each in exchange.along),
    )


def differences(old: DataMap, new: DataMap, before: Exchange, after: Exchange) -> Iterable[Words]:
    """The differences between two exchanges, in a few words each."""
    if before.status != after.status:
        yield STATUS_CHANGES[before.status, after.status]
    if before.on_request != after.on_request:
        yield REQUEST_CHANGES[after.on_request]
    for nouns, count in (
        (MORE, len(after.fields.keys() - before.fields.keys())),
        (FEWER, len(before.fields.keys() - after.fields.keys())),
        (OTHER_FORM, sum(before.fields.get(field, form) != form for field, form in after.fields.items())),
    ):
        if count:
            yield counted(count, nouns)
    for status in UNSURE:
        then, now = _along(before, status), _along(after, status)
        for nouns, count in (
            (NOW[status], len(now - then)),
            (NO_LONGER[status], len(then - now - after.fields.keys())),
        ):
            if count:
                yield counted(count, nouns)
    stay = set(before.channels) & set(after.channels)
    for text, data_map, mine, others in (
        (NOW_ALSO_VIA if stay else NOW_VIA, new, after, before),
        (NO_LONGER_VIA, old, before, after),
    ):
        channels = [channel for channel in mine.channels if channel not in others.channels]
        if channels:
            yield Sentence(text, {"channels": listed([data_map.channels[each].label for each in channels])})
    if before.fields.keys() == after.fields.keys() and before.phases != after.phases:
        yield OTHER_PHASES
