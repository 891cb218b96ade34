"""What some FHIR files say: profiles, questionnaires, code systems and translations between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dataflow.base.text import Sentence
from dataflow.exchange.fhir.concept_maps import Translation, no_translations_in, translations_in, units_in
from dataflow.exchange.fhir.files import MALFORMED, Given, Resource, ResourcesRead, resources_in
from dataflow.exchange.fhir.nodes import Malformed, Wording
from dataflow.exchange.fhir.notes import concept_map_notes
from dataflow.exchange.fhir.places import Published, unit_of
from dataflow.exchange.fhir.profiles import is_profile, profile_of
from dataflow.exchange.fhir.questionnaires import questionnaire_of
from dataflow.exchange.fhir.value_sets import systems_of
from dataflow.exchange.tables.problems import Problem


@dataclass(frozen=True)
class Standard:
    """What some files say, and what is wrong with them.

    ``code_systems`` are the names of code systems by URL; one that a value set names only has none.
    """

    profiles: tuple[Published, ...]
    questionnaires: tuple[Published, ...]
    code_systems: Mapping[str, Wording]
    translations: tuple[Translation, ...]
    problems: tuple[Problem, ...]

    @property
    def published(self) -> tuple[Published, ...]:
        """The profiles and the questionnaires."""
        return (*self.profiles, *self.questionnaires)


def standard_of(files: Iterable[Given]) -> Standard:
    """What files say."""
    read = resources_in(files)
    problems = list(read.problems)
    profiles: list[Published] = []
    questionnaires: list[Published] = []
    systems: dict[str, Wording] = {}
    for resource in read.resources:
        try:
            if resource.type == "StructureDefinition" and is_profile(resource):
                profile, more = profile_of(resource, read)
                profiles.append(profile)
                problems += more
            elif resource.type == "Questionnaire":
                questionnaires.append(questionnaire_of(resource, read))
            elif resource.type in ("CodeSystem", "ValueSet"):
                systems.update(_systems_in(resource, systems))
        except Malformed as error:
            problems.append(_malformed(resource, error))
    maps = _sound_maps(read, problems)
    units = units_in(maps)
    problems += concept_map_notes(len(units), no_translations_in(maps))
    return Standard(
        tuple(_with_units(each, units) for each in profiles),
        tuple(_with_units(each, units) for each in questionnaires),
        systems,
        translations_in(maps),
        tuple(problems),
    )


def _with_units(published: Published, units: Mapping[tuple[str, str], str]) -> Published:
    """A definition with the units that concept maps give to the codes of its places."""
    places = []
    for place in published.places:
        found = next((units[code] for code in place.codes if code in units), "")
        places.append(replace(place, unit=unit_of(found)) if place.unit is None and found else place)
    return replace(published, places=tuple(places))


def _systems_in(resource: Resource, known: Mapping[str, Wording]) -> Mapping[str, Wording]:
    if resource.type == "CodeSystem":
        wording = resource.content.wording("title", resource.language) or {"": resource.name}
        return {resource.url: wording} if resource.url else {}
    return {url: known.get(url, {}) for url in systems_of(resource)}


def _sound_maps(read: ResourcesRead, problems: list[Problem]) -> ResourcesRead:
    """The concept maps that can be read."""
    sound: list[Resource] = []
    for resource in read.of("ConceptMap"):
        try:
            translations_in(ResourcesRead((resource,), ()))
            units_in(ResourcesRead((resource,), ()))
            sound.append(resource)
        except Malformed as error:
            problems.append(_malformed(resource, error))
    return ResourcesRead(tuple(sound), ())


def _malformed(resource: Resource, error: Malformed) -> Problem:
    return Problem(resource.at(error.path), Sentence(MALFORMED, {"wanted": error.wanted}))
