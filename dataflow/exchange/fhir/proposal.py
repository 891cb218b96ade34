"""The rows of a map that a standard stands for: new fields, channels, code systems and records."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dataflow.base.text import Text
from dataflow.exchange.fhir.matching import Match, Matcher
from dataflow.exchange.fhir.nodes import Wording
from dataflow.exchange.fhir.notes import closing_note, note, notes_of, translation_note, unit_notes
from dataflow.exchange.fhir.places import Place, Published
from dataflow.exchange.fhir.standard import Standard
from dataflow.exchange.fhir.systems import Systems, free_id
from dataflow.exchange.tables.problems import Problem
from dataflow.exchange.tables.rows import Row, Value, flow_cell
from dataflow.language.ids import id_meant, is_id
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.model.translations import is_danish

_MOST_OPTIONS = 50
_THERE_ALREADY = Text(
    en="The map has a channel {id} already. To compare it with this definition, use --channel {id}.",
    da="Kortet har allerede en kanal {id}. Brug --channel {id} for at sammenligne den med definitionen.",
)
_NO_FORM = Text(
    en="The form of this answer is open, so its record states none; a record without one counts as structured.",
    da="Svarets form er åben, så registreringen angiver ingen; en registrering uden form regnes for struktureret.",
)
_SAME_SYSTEM = Text(
    en="A concept map translates {id} into itself, which says nothing that a map holds.",
    da="Et concept map oversætter {id} til sig selv, og det siger intet, et kort rummer.",
)


@dataclass(frozen=True)
class Recorded:
    """Who records the answers of the questionnaires, and in which phases; no actor: nobody is stated."""

    actor: str = ""
    phases: tuple[str, ...] = ()


@dataclass
class Proposal:
    """The rows that come in, the code systems to which others are mapped, and what is said of it all."""

    languages: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    """The place of each new field in the files, by its id."""
    maps_to: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: list[Problem] = field(default_factory=list)


def languages_of(standard: Standard, of_map: Sequence[str], language: str | None = None) -> tuple[str, ...]:
    """The languages of a map, and then those that the imported texts say.

    Where neither is there it is ``language``; without it Danish where the letters of a text are, else English.
    """
    wordings = [each for published in standard.published for each in (published.label, *_wordings(published))]
    wordings += standard.code_systems.values()
    found = {each for wording in wordings for each in wording if each}
    return tuple(dict.fromkeys((*of_map, *sorted(found)))) or (language or _guessed(wordings),)


def _guessed(wordings: Iterable[Wording]) -> str:
    return "da" if any(is_danish(text) for wording in wordings for text in wording.values()) else "en"


def _wordings(published: Published) -> list[Wording]:
    return [wording for place in published.filled for wording in (place.label, place.definition)]


def systems_of(standard: Standard, data_map: DataMap | None) -> Systems:
    """The code systems of a map, and the names of those that come in."""
    stated = {each.id: each.url or "" for each in data_map.code_systems.values()} if data_map else {}
    names = {url: next(iter(wording.values()), "") for url, wording in standard.code_systems.items()}
    return Systems(stated, {url: name for url, name in names.items() if name})


class Proposer:
    """Makes rows of places; a place that is no field of the map becomes a new one, once."""

    def __init__(self, standard: Standard, data_map: DataMap | None, languages: tuple[str, ...]) -> None:
        self.data_map = data_map
        self.languages = languages
        self.systems = systems_of(standard, data_map)
        self.matcher = Matcher(data_map.fields if data_map else {}, self.systems)
        self.taken = set(data_map.fields if data_map else ())
        self.new: dict[str, Row] = {}
        self.places: dict[str, str] = {}
        self.by_content: dict[object, str] = {}
        self.matches: dict[int, Match] = {}

    def field_of(self, place: Place, published: Published) -> str:
        """The field of a place, a new one if need be; empty where several fields of the map would fit."""
        match = self.matches[id(place)] = self.matcher.field_of(place, published.id)
        if match.field is not None or match.several:
            return match.field or ""
        content = place.codes or (place.element, tuple(sorted(place.label.items())))
        found = self.by_content.get(content)
        if found is None:
            found = self.by_content[content] = free_id(self._id(place), self.taken)
            self.taken.add(found)
            self.new[found] = Row("fields", self._cells(found, place))
            self.places[found] = place.where
        return found

    def _id(self, place: Place) -> str:
        """An id from what the place is called: its label where that names it, its slice, else the path."""
        path = place.element.partition(".")[2].replace("[x]", "") or place.element
        last = path.rpartition(".")[2].partition(":")[2]
        label = next(iter(place.label.values()), "") if place.by_label else ""
        codes = (f"{self.systems.known(url) or 'code'}-{code}" for url, code in place.codes)
        wanted = (label, *codes, last, path.replace(".", "-"))
        for text in filter(None, (*wanted, f"field-{place.element}")):
            spaced = _spaced(text).lower()
            if is_id(spaced):
                return spaced
            if (meant := id_meant(spaced)) is not None:
                return meant
        return "field"

    def _cells(self, id_: str, place: Place) -> dict[str, Value]:
        cells: dict[str, Value] = {"id": id_, **worded("label", place.label, self.languages)}
        cells |= worded("definition", place.definition, self.languages)
        if place.kind:
            cells["kind"] = place.kind
        if place.unit is not None and place.unit.ucum is not None:
            cells["unit"] = place.unit.ucum
        codes: dict[str, list[str]] = {}
        for url, code in place.codes:
            if system := self.systems.id_of(url):
                codes.setdefault(system, []).append(code)
        if codes:
            cells["codes"] = flow_cell(
                "codes", {key: each if len(each) > 1 else each[0] for key, each in codes.items()}
            )
        if 0 < len(place.options) <= _MOST_OPTIONS:
            cells["meta"] = flow_cell("meta", {"options": list(place.options)})
        return cells

    def system_rows(self, wordings: Mapping[str, Wording]) -> list[Row]:
        """The code systems that were added."""
        return [
            Row("code_systems", {"id": id_, **worded("label", wordings.get(url, {}), self.languages), "url": url})
            for id_, url in self.systems.added.items()
        ]


def proposed(
    standard: Standard,
    data_map: DataMap | None,
    of_map: Sequence[str],
    recorded: Recorded,
    language: str | None = None,
) -> Proposal:
    """All that a standard adds to a map, or to none; ``language`` is that of texts that do not say theirs."""
    languages = languages_of(standard, of_map, language)
    proposal, proposer = Proposal(languages), Proposer(standard, data_map, languages)
    channels: list[Row] = []
    records: list[Row] = []
    recorded_fields: set[str] = set()
    for profile in standard.profiles:
        slots = slots_of(profile, proposer)
        channel = _channel(profile, slots, languages)
        known = data_map.channels.get(channel.text("id")) if data_map is not None else None
        is_closed = known is not None and known.closed
        proposal.notes += [*notes_of(profile, proposer.matches), *closing_note(profile, is_closed)]
        if known is not None:
            proposal.notes.append(note(profile.file, _THERE_ALREADY, id=channel.text("id")))
        elif all(each.text("id") != channel.text("id") for each in channels):
            channels.append(channel)
    for questionnaire in standard.questionnaires:
        for place in questionnaire.filled:
            id_ = proposer.field_of(place, questionnaire)
            if recorded.actor and id_ and id_ not in recorded_fields:
                recorded_fields.add(id_)
                records.append(_record(id_, place, recorded, proposer.systems))
                if place.form is None:
                    proposal.notes.append(note(place.where, _NO_FORM))
        proposal.notes += notes_of(questionnaire, proposer.matches)
    proposal.notes += unit_notes([place for each in standard.published for place in each.filled])
    for url in standard.code_systems:
        proposer.systems.id_of(url)
    _translate(standard, proposer.systems, proposal)
    proposal.places = proposer.places
    proposal.rows += [*proposer.system_rows(standard.code_systems), *proposer.new.values(), *channels, *records]
    return proposal


def slots_of(profile: Published, proposer: Proposer) -> dict[str, Form]:
    """The slot of each field that a profile has a place for, in a form that it says; of several forms the highest."""
    slots: dict[str, Form] = {}
    for place in profile.filled:
        id_ = proposer.field_of(place, profile)
        if id_ and place.form is not None:
            slots[id_] = max(place.form, slots.get(id_, place.form))
    return slots


def slots_cell(slots: Mapping[str, Form]) -> str:
    """Slots as a cell."""
    return flow_cell("slots", {field: form.word for field, form in slots.items()})


def _channel(profile: Published, slots: Mapping[str, Form], languages: Sequence[str]) -> Row:
    id_ = profile.id.lower()
    cells: dict[str, Value] = {"id": id_ if is_id(id_) else id_meant(id_) or id_meant(f"channel-{id_}") or "channel"}
    cells |= worded("label", profile.label, languages)
    cells |= worded("standard", {"": profile.standard}, languages)
    if slots:
        cells["slots"] = slots_cell(slots)
    if profile.closed:
        cells["closed"] = "true"
    return Row("channels", cells)


def _record(field_: str, place: Place, recorded: Recorded, systems: Systems) -> Row:
    cells: dict[str, Value] = {"actor": recorded.actor, "fields": field_, "phase": recorded.phases}
    if place.form is not None:
        cells["form"] = place.form.word
    if place.form == Form.CODED and (system := systems.id_of(place.code_system)):
        cells["code_system"] = (system,)
    return Row("records", cells)


def _translate(standard: Standard, systems: Systems, proposal: Proposal) -> None:
    for each in standard.translations:
        source, target = systems.id_of(each.source), systems.id_of(each.target)
        if not source or not target or not each.rows:
            continue
        if source == target:
            proposal.notes.append(note("", _SAME_SYSTEM, id=source))
            continue
        proposal.notes.append(translation_note(source, target, each))
        proposal.maps_to[source] = tuple(dict.fromkeys((*proposal.maps_to.get(source, ()), target)))


def worded(key: str, wording: Wording, languages: Sequence[str]) -> dict[str, Value]:
    """The cells of a text; one whose language is not stated serves every language."""
    found = {f"{key}@{language}": wording[""] for language in languages} if "" in wording else {}
    return {**found, **{f"{key}@{language}": text for language, text in wording.items() if language}}


def _spaced(text: str) -> str:
    """A name in camel case as words."""
    return "".join(
        f" {each}" if each.isupper() and number and text[number - 1].islower() else each
        for number, each in enumerate(text)
    )
