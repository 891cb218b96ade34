"""What an import from FHIR says beside its changes: what was matched, left open, corrected and not taken over."""

from collections.abc import Iterator, Mapping, Sequence

from dataflow.base.picture import Words
from dataflow.base.text import AND_MORE, Filling, Label, Sentence, Text, cut_short
from dataflow.exchange.fhir.concept_maps import Translation
from dataflow.exchange.fhir.matching import Match
from dataflow.exchange.fhir.places import REASONS, Place, Published
from dataflow.exchange.tables.problems import Problem
from dataflow.wording.counts import Nouns, counted
from dataflow.wording.lists import COMMA, chained

_SHOWN = 4
_OPEN: Nouns = (
    Text(
        en="{count} element is left open ({ids}): {reason}.", da="{count} element er ikke fastlagt ({ids}): {reason}."
    ),
    Text(
        en="{count} elements are left open ({ids}): {reason}.",
        da="{count} elementer er ikke fastlagt ({ids}): {reason}.",
    ),
)
_LINK_IDS = Text(en="linkId {ids}", da="linkId {ids}")
_PLACES: Nouns = (
    Text(
        en="{count} place for data: {by_code} matched by code, {by_name} by name, {new} not in the map{several}.",
        da="{count} plads til data: {by_code} genkendt på kode, {by_name} på navn, {new} ikke i kortet{several}.",
    ),
    Text(
        en="{count} places for data: {by_code} matched by code, {by_name} by name, {new} not in the map{several}.",
        da="{count} pladser til data: {by_code} genkendt på kode, {by_name} på navn, {new} ikke i kortet{several}.",
    ),
)
_OF_SEVERAL: Nouns = (
    Text(en=", {count} with several fields that fit", da=", {count} med flere felter, der passer"),
    Text(en=", {count} with several fields that fit", da=", {count} med flere felter, der passer"),
)
_SEVERAL = Text(
    en="Several fields of the map fit, so it is matched with none: {fields}. Give the right one a code of its own.",
    da="Flere af kortets felter passer, så det er ikke knyttet til noget: {fields}. Giv det rigtige en kode for sig.",
)
_MENDED = Text(
    en='The unit is published as "{published}" and written in UCUM: {ucum}.',
    da='Enheden er udgivet som "{published}" og skrevet i UCUM: {ucum}.',
)
_NO_UCUM = Text(
    en='The unit "{published}" is not UCUM, and it is not known what is meant, so it is left out.',
    da='Enheden "{published}" er ikke UCUM, og det vides ikke, hvad der menes, så den er udeladt.',
)
_TRANSLATED: Nouns = (
    Text(
        en="{source} to {target}: {count} code is translated, {part} of them one-to-one.",
        da="{source} til {target}: {count} kode oversættes, {part} af dem en-til-en.",
    ),
    Text(
        en="{source} to {target}: {count} codes are translated, {part} of them one-to-one.",
        da="{source} til {target}: {count} koder oversættes, {part} af dem en-til-en.",
    ),
)
_UNITS: Nouns = (
    Text(
        en="{count} code has its unit from a concept map to UCUM, which is no translation.",
        da="{count} kode får sin enhed fra et concept map til UCUM, som ikke er nogen oversættelse.",
    ),
    Text(
        en="{count} codes have their unit from a concept map to UCUM, which is no translation.",
        da="{count} koder får deres enhed fra et concept map til UCUM, som ikke er nogen oversættelse.",
    ),
)
_OF_FHIR = Text(
    en="A concept map to {target} is passed over: that is FHIR's own, and no code system of data.",
    da="Et concept map til {target} er sprunget over: det er FHIRs eget og ikke et kodesystem for data.",
)
_RULED_OUT: Nouns = (
    Text(en="{count} element is ruled out (max 0): {names}.", da="{count} element er udelukket (max 0): {names}."),
    Text(
        en="{count} elements are ruled out (max 0): {names}.", da="{count} elementer er udelukket (max 0): {names}."
    ),
)
_CLOSED_OR_NOT = {
    True: Text(en="Nothing else may be there (closed).", da="Andet må der ikke være (closed)."),
    None: Text(
        en="The file does not say whether anything else may be there, so the channel is not closed.",
        da="Filen angiver ikke, om der må være andet, så kanalen er ikke lukket.",
    ),
}
_STAYS_CLOSED = Text(
    en="The file does not say whether anything else may be there. The channel is closed in the map, and stays so.",
    da="Filen angiver ikke, om der må være andet. Kanalen er lukket i kortet og forbliver lukket.",
)


def note(where: str, text: Text, **words: Filling) -> Problem:
    """Something to know that stops nothing."""
    return Problem(where, Sentence(text, words), hard=False)


def notes_of(published: Published, matches: Mapping[int, Match]) -> Iterator[Problem]:
    """What a definition comes to: its places, and what it leaves open; ``matches`` are by the place's identity."""
    where = f"{published.file} ({published.id})"
    found = [matches[id(place)] for place in published.filled if id(place) in matches]
    counts = {by: str(sum(each.by == by and not each.several for each in found)) for by in ("code", "name", "")}
    words: dict[str, Filling] = {"by_code": counts["code"], "by_name": counts["name"], "new": counts[""]}
    several = sum(bool(each.several) for each in found)
    words["several"] = counted(several, _OF_SEVERAL) if several else ""
    yield Problem(where, counted(len(found), _PLACES, **words), hard=False)
    forbidden = [place for place in published.places if place.forbidden]
    if forbidden:
        yield Problem(where, counted(len(forbidden), _RULED_OUT, names=_names_of(forbidden)), hard=False)
    yield from open_notes(published, where)
    for place in published.filled:
        match = matches.get(id(place))
        if match is not None and match.several:
            yield note(place.where, _SEVERAL, fields=cut_short(match.several, _SHOWN))


def _names_of(places: Sequence[Place]) -> Words:
    """The labels of places, the first of many."""
    names: list[Words] = [Label(place.element, tuple(place.label.items())) for place in places[:_SHOWN]]
    listing = chained(COMMA, names)
    more = len(places) - _SHOWN
    return Sentence(AND_MORE, {"first": listing, "count": str(more)}) if more > 0 else listing


def open_notes(published: Published, where: str) -> Iterator[Problem]:
    """What a definition leaves open, by the reason."""
    for reason, text in REASONS.items():
        ids = published.open.get(reason, ())
        if ids:
            shown = cut_short(ids, _SHOWN)
            words: dict[str, Filling] = {
                "reason": text,
                "ids": Sentence(_LINK_IDS, {"ids": shown}) if published.has_items else shown,
            }
            yield Problem(where, counted(len(ids), _OPEN, **words), hard=False)


def closing_note(published: Published, is_closed: bool = False) -> Iterator[Problem]:
    """Whether a profile is closed, where that is so or is not said; ``is_closed``: the map's channel is closed."""
    text = _CLOSED_OR_NOT.get(published.closed)
    if published.closed is None and is_closed:
        text = _STAYS_CLOSED
    if text is not None:
        yield note(f"{published.file} ({published.id})", text)


def unit_notes(places: Sequence[Place]) -> Iterator[Problem]:
    """The units that were corrected, and those that could not be."""
    for place in places:
        if place.unit is not None and place.unit.ucum is None:
            yield note(place.where, _NO_UCUM, published=place.unit.published)
        elif place.unit is not None and place.unit.is_mended:
            yield note(place.where, _MENDED, published=place.unit.published, ucum=place.unit.ucum or "")


def concept_map_notes(units: int, of_fhir: Sequence[str]) -> Iterator[Problem]:
    """The concept maps that are no translations: to units, and to code systems of FHIR itself."""
    if units:
        yield Problem("", counted(units, _UNITS), hard=False)
    for target in of_fhir:
        yield note("", _OF_FHIR, target=target)


def translation_note(source: str, target: str, translation: Translation) -> Problem:
    """How many rows of a concept map are one-to-one."""
    words = {"source": source, "target": target, "part": str(translation.one_to_one)}
    return Problem("", counted(translation.rows, _TRANSLATED, **words), hard=False)
