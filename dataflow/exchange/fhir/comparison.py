"""A channel of a map beside the profiles of its standard: what differs, and what the standard leaves open."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dataflow.exchange.fhir.places import Place, Published
from dataflow.exchange.fhir.proposal import Proposer
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Channel, Form
from dataflow.model.statements import Share


class Kind(StrEnum):
    """The kinds of differences, in the order in which they are shown."""

    OTHER_FORM = "other-form"
    NO_SLOT = "no-slot"
    NO_FIELD = "no-field"
    RULED_OUT = "ruled-out"
    NOT_SHARED = "not-shared"
    NOT_CLOSED = "not-closed"


@dataclass(frozen=True)
class Difference:
    """Something on which a standard and a channel differ. ``carried`` is the form in the map, None for not at all."""

    kind: Kind
    place: Place | None
    field: str = ""
    standard: Form | None = None
    carried: Form | None = None


@dataclass(frozen=True)
class Comparison:
    """What a channel and its standard disagree on.

    ``same`` are the fields on which they agree; ``unfound`` those with a slot in the map for which the files have no
    place. ``uncertain`` are those with a slot that fit a place, as other fields do too, and ``left_open`` those for
    which the files have a place without saying in what form. ``slots`` are those of the standard: of fields of the
    map, and of new ones.
    """

    channel: Channel
    profiles: tuple[Published, ...]
    differences: tuple[Difference, ...]
    same: tuple[str, ...]
    unfound: tuple[str, ...]
    uncertain: tuple[str, ...]
    left_open: tuple[str, ...]
    slots: Mapping[str, Form]
    ruled_out: tuple[str, ...]
    closes: bool


def compared(data_map: DataMap, channel: Channel, profiles: tuple[Published, ...], proposer: Proposer) -> Comparison:
    """The differences; a field for which several places stand has the highest of their forms."""
    places: dict[str, Place] = {}
    slots: dict[str, Form] = {}
    required: dict[str, Place] = {}
    for profile in profiles:
        for place in profile.filled:
            id_ = "" if place.form is None else proposer.field_of(place, profile)
            if place.form is None or not id_:
                continue
            if id_ not in slots or place.form > slots[id_]:
                slots[id_], places[id_] = place.form, place
            if place.required:
                required.setdefault(id_, place)
    ruled_out = dict(_ruled_out(profiles, proposer, slots))
    shared = {
        share.field
        for statements in data_map.statements.values()
        for share in statements.of(Share)
        if share.entry.via == channel.id
    }
    found = [*_of_slots(channel, slots, places, data_map.fields)]
    found += [
        Difference(Kind.RULED_OUT, place, id_, carried=_carried(channel, id_))
        for id_, place in ruled_out.items()
        if id_ in channel.slots or id_ in shared
    ]
    found += [
        Difference(Kind.NOT_SHARED, place, id_, slots[id_])
        for id_, place in required.items()
        if id_ in data_map.fields and id_ not in shared
    ]
    closes = bool(profiles) and all(profile.closed is True for profile in profiles)
    if closes and not channel.closed:
        found.append(Difference(Kind.NOT_CLOSED, None))
    missing = [id_ for id_ in channel.slots if id_ not in slots and id_ not in ruled_out]
    fitting = {id_ for match in proposer.matches.values() for id_ in match.several}
    left_open = _left_open(profiles, proposer)
    order = list(Kind)
    return Comparison(
        channel,
        profiles,
        tuple(sorted(found, key=lambda each: order.index(each.kind))),
        tuple(id_ for id_, form in slots.items() if id_ in data_map.fields and _carried(channel, id_) == form),
        tuple(id_ for id_ in missing if id_ not in fitting and id_ not in left_open),
        tuple(id_ for id_ in missing if id_ in fitting and id_ not in left_open),
        tuple(id_ for id_ in missing if id_ in left_open),
        slots,
        tuple(id_ for id_ in ruled_out if id_ in channel.slots),
        closes,
    )


def _of_slots(
    channel: Channel, slots: Mapping[str, Form], places: Mapping[str, Place], known: Iterable[str]
) -> Iterator[Difference]:
    fields = set(known)
    for id_, form in slots.items():
        carried = _carried(channel, id_)
        if id_ not in fields:
            yield Difference(Kind.NO_FIELD, places[id_], id_, form)
        elif carried != form:
            kind = Kind.OTHER_FORM if id_ in channel.slots else Kind.NO_SLOT
            yield Difference(kind, places[id_], id_, form, carried)


def _carried(channel: Channel, field: str) -> Form | None:
    """The form in which a channel carries a field; None where it does not."""
    return channel.slots.get(field, None if channel.closed else channel.form)


def _left_open(profiles: Iterable[Published], proposer: Proposer) -> frozenset[str]:
    """The fields of the map that have a place in the files, in a form that they do not say."""
    places = (
        (place, profile.id)
        for profile in profiles
        for place in (*profile.unsettled, *(each for each in profile.filled if each.form is None))
    )
    found = (proposer.matcher.field_of(place, definition).field for place, definition in places)
    return frozenset(field for field in found if field is not None)


def _ruled_out(
    profiles: Iterable[Published], proposer: Proposer, slots: Mapping[str, Form]
) -> Iterator[tuple[str, Place]]:
    """The fields of the map whose elements have max 0, and that no other profile has a place for."""
    for profile in profiles:
        for place in profile.places:
            match = proposer.matcher.field_of(place, profile.id) if place.forbidden else None
            if match is not None and match.field is not None and match.field not in slots:
                yield match.field, place
