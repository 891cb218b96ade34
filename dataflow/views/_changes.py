"""The changes between two maps: their exchanges compared pair by pair."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dataflow.base.picture import Words
from dataflow.base.text import Sentence, Text
from dataflow.change.meaning import Renamed
from dataflow.change.statements import Alteration, statement_changes
from dataflow.model.data_map import DataMap
from dataflow.views import Focus, Scene
from dataflow.views._exchanges import UNSURE, Exchange, exchanges, in_focus
from dataflow.wording.alterations import names_in
from dataflow.wording.counts import Nouns, counted
from dataflow.wording.keys import altered
from dataflow.wording.lists import listed

MORE: Nouns = (
    Text(en="{count} new field", da="{count} nyt felt"),
    Text(en="{count} new fields", da="{count} nye felter"),
)
BEFORE: Mapping[str, Nouns] = {
    "planned": (
        Text(en="{count} field, only planned before", da="{count} felt, før kun planlagt"),
        Text(en="{count} fields, only planned before", da="{count} felter, før kun planlagt"),
    ),
    "unknown": (
        Text(en="{count} field, unknown before", da="{count} felt, før uafklaret"),
        Text(en="{count} fields, unknown before", da="{count} felter, før uafklarede"),
    ),
}
"""Of fields that are shared now, and of which the older map says that they may be or will be."""
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


_OF_SHARES = ("coverage", "completeness", "after", "takes", "valid_from", "valid_to", "purposes", "legal_bases")
"""The keys of shares that an exchange does not have, and that matter where they differ."""


@dataclass(frozen=True, slots=True)
class Change:
    """One exchange in the older and in the newer map; None in the map that does not have it.

    ``alterations`` are the keys of its shares that an exchange does not hold and that differ, such as ``coverage``.
    """

    before: Exchange | None
    after: Exchange | None
    alterations: tuple[Alteration, ...] = ()

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
        return self.after.status if unchanged and not self.alterations else "changed"


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
    altered = _alterations(old.data_map, new.data_map, focus, renamed)

    def of(pair: tuple[str, str, str]) -> tuple[Alteration, ...]:
        shown = after.get(pair)
        if shown is None or pair not in before:
            return ()
        found = [each for channel in shown.channels for each in altered.get((*pair[:2], channel), ())]
        return tuple(sorted(dict.fromkeys(found), key=repr))

    return tuple(Change(before.get(pair), after.get(pair), of(pair)) for pair in dict.fromkeys((*after, *before)))


def _alterations(
    old: DataMap, new: DataMap, focus: Focus, renamed: Renamed
) -> Mapping[tuple[str, str, str], list[Alteration]]:
    """What differs of shares of both maps that are in focus, by sender, receiver and channel."""
    found: dict[tuple[str, str, str], list[Alteration]] = {}
    for change in statement_changes(old, new, renamed):
        if change.kind != "shares" or (focus.phases and set(change.phases).isdisjoint(focus.phases)):
            continue
        if any(in_focus(new, focus, field) for field in change.fields if field in new.fields):
            for to in change.to:
                pair = (change.actor, new.role_of(to) if to in new.actors else to, change.at or "")
                found.setdefault(pair, []).extend(each for each in change.alterations if each.what in _OF_SHARES)
    return found


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


def differences(
    old: DataMap, new: DataMap, before: Exchange, after: Exchange, alterations: Iterable[Alteration] = ()
) -> Iterable[Words]:
    """The differences between two exchanges and of their shares, in a few words each."""
    name = names_in(new, old)
    yield from (altered(each, name) for each in alterations)
    if before.status != after.status:
        yield STATUS_CHANGES[before.status, after.status]
    if before.on_request != after.on_request:
        yield REQUEST_CHANGES[after.on_request]
    planned, unknown = (_along(before, status) for status in UNSURE)
    more, perhaps_now = (
        after.fields.keys() - before.fields.keys(),
        {each for one in after.along for each in one.fields},
    )
    for nouns, count in (
        (MORE, len(more - planned - unknown)),
        (BEFORE["planned"], len(more & planned)),
        (BEFORE["unknown"], len((more & unknown) - planned)),
        (FEWER, len(before.fields.keys() - after.fields.keys() - perhaps_now)),
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
