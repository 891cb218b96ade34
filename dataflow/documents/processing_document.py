"""The record of processing activities (GDPR Art. 30); what the map does not say is left blank, and counted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dataflow.analysis.lineage.processing import Processing, processings
from dataflow.base.text import Text
from dataflow.base.visible import visible
from dataflow.documents import Analysed
from dataflow.documents.assembly import tied
from dataflow.documents.labelled import label
from dataflow.documents.model import Block, Bullets, Column, Document, Heading, Paragraph, Row, Table, line
from dataflow.model.data_map import DataMap
from dataflow.wording.counts import ROWS, counted
from dataflow.wording.dates import in_words

TITLE = Text(en="Record of processing activities", da="Fortegnelse over behandlingsaktiviteter")
_OF = Text(en="{record}: {title}", da="{record}: {title}")
_ACTIVITIES = Text(en="Processing activities", da="Behandlingsaktiviteter")
_CATEGORIES = Text(en="Categories of data", da="Kategorier af oplysninger")
_BLANK = Text(en="What is left blank", da="Det, der er tomt")
_LEAD = Text(
    en="According to GDPR Art. 30, as the map “{title}” has it. A row is what one actor processes for one purpose on"
    " one legal basis.",
    da="Efter databeskyttelsesforordningens artikel 30, som kortet »{title}« viser det. En række er det, én aktør"
    " behandler til ét formål med én hjemmel.",
)
_SUBJECTS = Text(en="Data subjects: {population}.", da="Registrerede: {population}.")
_AS_OF = Text(en="As of {date}.", da="Opgjort pr. {date}.")
_PLANNED = Text(en="Planned statements count as current.", da="Planlagte udsagn regnes for gældende.")
_NOTHING = Text(en="The map states no processing of data.", da="Kortet viser ingen behandling af oplysninger.")
_EACH_ITSELF = Text(en="Each of the {count} for itself", da="Hver af de {count} for sig")
_IN_SYSTEM = Text(en="{what} ({system})", da="{what} ({system})")
HEADS: Mapping[str, tuple[Text, float]] = {
    "actor": (Text(en="Actor", da="Aktør"), 1.3),
    "controller": (Text(en="Data controller", da="Dataansvarlig"), 1.1),
    "purpose": (Text(en="Purpose", da="Formål"), 1.3),
    "legal basis": (Text(en="Legal basis", da="Hjemmel"), 1.5),
    "special": (Text(en="Special categories (Art. 9)", da="Følsomme oplysninger (art. 9)"), 1.7),
    "other": (Text(en="Other personal data", da="Almindelige oplysninger"), 1.2),
    "recipients": (Text(en="Categories of recipients", da="Kategorier af modtagere"), 1.5),
    "processors": (Text(en="Data processors", da="Databehandlere"), 1.2),
    "retention": (Text(en="Time limits for erasure", da="Slettefrister"), 1.1),
    "transfers": (Text(en="Third countries", da="Tredjelande"), 1.0),
    "security": (Text(en="Security measures", da="Sikkerhed"), 0.9),
}
"""The columns, with their width. The map has no words for ``BY_HAND``."""
BY_HAND = ("transfers", "security")
_NOT_SAID = Text(en="{column}: blank in {rows} of {all}", da="{column}: tom i {rows} ud af {all}")
_HAS_NO_KEY = Text(
    en="A map can't say what goes to third countries, how data are secured, and how to reach the controller and its"
    " data protection officer. Add this by hand. A blank cell among recipients or personal data means that the map"
    " states none.",
    da="Et kort kan ikke vise, hvad der overføres til tredjelande, hvordan oplysningerne er sikret, og hvordan den"
    " dataansvarlige og dennes databeskyttelsesrådgiver kontaktes. Det tilføjes i hånden. En tom celle under"
    " modtagere eller oplysninger betyder, at kortet ikke angiver nogen.",
)
_SAYS_ALL = Text(en="Nothing that a map can say is left blank.", da="Intet, som et kort kan vise, er tomt.")
_CATEGORY_HEADS = (
    (Text(en="Category", da="Kategori"), 1.3),
    (Text(en="Special category (Art. 9)", da="Følsomme (art. 9)"), 2.4),
    (Text(en="Other", da="Almindelige"), 1.3),
)
_MAY_BE_BLANK = ("actor", "special", "other", "recipients")
"""The columns in which a blank cell says that there is none."""


def processing_document(source: Analysed, language: str, version: str, as_sheets: bool) -> Document:
    """The record, what is left blank in it, and what each category of data holds.

    ``as_sheets`` has the record first, and the rest as sections of their own.
    """
    data_map = source.data_map
    title = _OF.in_language(language).format(
        record=TITLE.in_language(language), title=visible(data_map.title.in_language(language))
    )
    blocks = tuple(_blocks(source, language, as_sheets))
    return tied(Document(title, language, blocks, date=source.needs.map_as_of.as_of or "", version=version))


def blanks(source: Analysed, language: str) -> tuple[str, ...]:
    """A line for each column with cells that the map leaves blank: in how many rows."""
    return tuple(_counted(_rows(source, language), language))


def _blocks(source: Analysed, language: str, as_sheets: bool) -> Iterator[Block]:
    rows = _rows(source, language)
    level = 1 if as_sheets else 2
    yield Heading(1, _ACTIVITIES.in_language(language), "activities")
    yield Paragraph(line(" ".join(_lead(source, language))))
    if not rows:
        yield Paragraph(line(_NOTHING.in_language(language)))
        return
    columns = tuple(Column(text.in_language(language), width) for text, width in HEADS.values())
    cells = (Row(tuple(line(row.get(key, "")) for key in HEADS)) for row in rows)
    record = Table("activities-table", "", columns, tuple(cells), wide=True)
    said = tuple(line(each) for each in _counted(rows, language))
    blank = (
        Heading(level, _BLANK.in_language(language), "blank"),
        Bullets(said) if said else Paragraph(line(_SAYS_ALL.in_language(language))),
        Paragraph(line(_HAS_NO_KEY.in_language(language))),
    )
    yield from (record, *blank) if as_sheets else (*blank, record)
    yield Heading(level, _CATEGORIES.in_language(language), "categories")
    yield _categories(source, language)


def _lead(source: Analysed, language: str) -> Iterator[str]:
    data_map, date = source.data_map, source.needs.map_as_of.as_of
    yield _LEAD.in_language(language).format(title=visible(data_map.title.in_language(language)))
    if data_map.population is not None:
        population = visible(data_map.population.in_language(language)).rstrip(".")
        yield _SUBJECTS.in_language(language).format(population=population)
    if date:
        yield _AS_OF.in_language(language).format(date=in_words(date).in_language(language))
    if source.assumptions.planned:
        yield _PLANNED.in_language(language)


def _rows(source: Analysed, language: str) -> list[dict[str, str]]:
    words = _Words(source.data_map, language)
    return [words.row(each) for each in processings(source.needs, source.assumptions)]


def _counted(rows: Sequence[Mapping[str, str]], language: str) -> Iterator[str]:
    for key, (heading, _) in HEADS.items():
        missing = sum(not row.get(key) for row in rows)
        if missing and key not in (*_MAY_BE_BLANK, *BY_HAND):
            words = {
                "column": heading.in_language(language),
                "rows": str(missing),
                "all": counted(len(rows), ROWS).in_language(language),
            }
            yield _NOT_SAID.in_language(language).format_map(words)


class _Words:
    """The cells of a row in a language."""

    def __init__(self, data_map: DataMap, language: str) -> None:
        self.data_map = data_map
        self.language = language

    def row(self, each: Processing) -> dict[str, str]:
        """The cells for which the map has a value, by column; the others stay blank."""
        special = [field for field in each.fields if self.data_map.fields[field].special_category]
        other = [field for field in each.fields if not self.data_map.fields[field].special_category]
        return {
            "actor": self.name("actors", each.actor),
            "controller": self.controllers(each.actor),
            "purpose": self.name("purposes", each.purpose),
            "legal basis": self.name("legal_bases", each.legal_basis),
            "special": _listed(self.categories(special)),
            "other": _listed(self.categories(other)),
            "recipients": _listed(self.name("actors", actor) for actor in each.recipients),
            "processors": self.processors(each),
            "retention": self.retention(each),
        }

    def name(self, section: str, id_: str | None) -> str:
        """The label of an id; empty for None."""
        return "" if id_ is None else label(self.data_map, section, id_, self.language)

    def categories(self, fields: Iterable[str]) -> Iterator[str]:
        """The groups of fields; a field without a group by its own label."""
        for field in fields:
            group = self.data_map.fields[field].group
            yield self.name("fields", field) if group is None else self.name("groups", group)

    def controllers(self, actor: str) -> str:
        """The data controllers of an actor; of a role those of all its members."""
        concrete = self.data_map.presented[actor]
        named = {each: self.data_map.actors[each].controllers for each in concrete}
        if len(concrete) > 1 and all(controllers == (each,) for each, controllers in named.items()):
            return _EACH_ITSELF.in_language(self.language).format(count=len(concrete))
        return _listed(self.name("actors", each) for controllers in named.values() for each in controllers)

    def processors(self, each: Processing) -> str:
        """The data processors of an activity, those of a system with its name."""
        return _listed(
            self.within(self.name("actors", processor), system)
            for system, processors in self.of_systems(each, "processors", ())
            for processor in processors
        )

    def retention(self, each: Processing) -> str:
        """How long the data of an activity are kept, those of a system with its name."""
        return _listed(
            self.within(visible(retention.in_language(self.language)), system)
            for system, retention in self.of_systems(each, "retention", None)
            if retention is not None
        )

    def of_systems(self, each: Processing, key: str, none: object) -> Iterator[tuple[str | None, Any]]:
        """What the systems of an activity say, each with its name; without one what the actor says of the rest."""
        rest = each.has_more
        for actor in dict.fromkeys((each.actor, *self.data_map.presented[each.actor])):
            about = self.data_map.actors[actor]
            for system in each.systems:
                if system in about.systems:
                    said = getattr(about.systems[system], key)
                    rest = rest or said in (None, ())
                    yield about.systems[system].label.in_language(self.language), said or none
            if rest:
                yield None, getattr(about, key) or none

    def within(self, what: str, system: str | None) -> str:
        """A word with the system that it holds for."""
        return (
            what
            if system is None
            else _IN_SYSTEM.in_language(self.language).format(what=what, system=visible(system))
        )


def _listed(words: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(words))


def _categories(source: Analysed, language: str) -> Table:
    """What each category of data holds, of the fields that are processed."""
    data_map = source.data_map
    words = _Words(data_map, language)
    processed = {field for each in processings(source.needs, source.assumptions) for field in each.fields}
    groups: dict[str, tuple[list[str], list[str]]] = {}
    for field in data_map.fields:
        if field in processed:
            (category,) = words.categories([field])
            special, other = groups.setdefault(category, ([], []))
            (special if data_map.fields[field].special_category else other).append(words.name("fields", field))
    rows = (
        Row((line(category), line(_listed(special)), line(_listed(other))))
        for category, (special, other) in groups.items()
    )
    columns = tuple(Column(text.in_language(language), width) for text, width in _CATEGORY_HEADS)
    return Table("categories-table", "", columns, tuple(rows), wide=True)
