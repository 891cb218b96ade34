"""The roles of actors in a picture: the patient, the actors that care for the patient, and suppliers of data."""

from collections.abc import Collection, Sequence

from dataflow.base.naming import Usage, spoken
from dataflow.base.text import Label, Text
from dataflow.model.data_map import DataMap
from dataflow.model.statements import DEMANDS, DemandEntry, Need, Record
from dataflow.views import Focus
from dataflow.views._exchanges import Pair, statements

SECTORS = {
    "primary": Text(en="Primary care", da="Primærsektor"),
    "regional": Text(en="Region", da="Region"),
    "municipal": Text(en="Municipality", da="Kommune"),
    "national": Text(en="National", da="Nationalt"),
    "private": Text(en="Private", da="Privat"),
    "citizen": Text(en="Citizen", da="Borger"),
}
CARING = ("primary", "regional", "municipal", None)


def carers(data_map: DataMap) -> tuple[str, ...]:
    """The patient and the caring actors, in the order of the phases that they are responsible for.

    A caring actor is an organisation that is responsible for a phase, or one of health care (sector primary,
    regional, municipal, or not stated) that records data, or needs them for care. One that is responsible for no
    phase stands after the first of its sector.
    Where no actor certainly cares, all organisations count that do more than pass data on, or else all actors.
    """
    everyone = tuple(data_map.presented)
    found = [actor for actor in everyone if data_map.actors[actor].is_citizen or _cares(data_map, actor)]
    # An actor that only needs data for care counts only where others certainly care.
    if not any(_certainly_cares(data_map, actor) for actor in found):
        organisations = [actor for actor in everyone if _has_data_of_its_own(data_map, actor)]
        found = [actor for actor in everyone if actor in found or actor in organisations] or list(everyone)
    return tuple(sorted(found, key=_pathway_order(data_map, found).__getitem__))


def _cares(data_map: DataMap, actor: str) -> bool:
    about = data_map.actors[actor]
    if _certainly_cares(data_map, actor):
        return True
    needs = statements(data_map, actor, Need, Focus())
    may_care = about.kind == "organisation" and about.sector in CARING
    return may_care and any(_is_for_care(data_map, need.entry) for need in needs)


def _certainly_cares(data_map: DataMap, actor: str) -> bool:
    """Whether an actor is an organisation responsible for a phase, or one of health care that records data."""
    about = data_map.actors[actor]
    if about.kind != "organisation" or data_map.actors[actor].is_citizen:
        return False
    if actor in {data_map.role_of(phase.responsible) for phase in data_map.phases.values() if phase.responsible}:
        return True
    return about.sector in CARING and any(statements(data_map, actor, Record, Focus()))


def _has_data_of_its_own(data_map: DataMap, actor: str) -> bool:
    """Whether an actor is an organisation that records, needs or uses data."""
    return data_map.actors[actor].kind == "organisation" and any(
        any(statements(data_map, actor, type_, Focus())) for type_ in (Record, *DEMANDS)
    )


def _is_for_care(data_map: DataMap, need: DemandEntry) -> bool:
    """Whether a need has a primary purpose; a need without purposes is for every purpose."""
    purposes = [data_map.purposes[purpose] for purpose in need.purposes]
    return not purposes or any(not purpose.secondary for purpose in purposes)


def _pathway_order(data_map: DataMap, actors: Sequence[str]) -> dict[str, tuple[int, ...]]:
    phases = sorted(data_map.phases.values(), key=lambda phase: (phase.position, phase.order))
    leading = list(
        dict.fromkeys(data_map.role_of(each.responsible) for each in phases if each.responsible is not None)
    )

    def rank(actor: str) -> int:
        if data_map.actors[actor].kind == "patient":
            return -1
        return leading.index(actor) if actor in leading else len(leading)

    def anchor(actor: str) -> str:
        """The first actor of the sector for one that is responsible for no phase; else the actor itself."""
        sector = data_map.actors[actor].sector
        of_sector = [each for each in actors if data_map.actors[each].sector == sector]
        return actor if rank(actor) < len(leading) or sector is None else min(of_sector, key=rank)

    place = {actor: (rank(actor), index) for index, actor in enumerate(actors)}
    return {actor: (*place[anchor(actor)], *place[actor]) for actor in actors}


def suppliers(others: Collection[str], found: Sequence[Pair], row: Collection[str]) -> frozenset[str]:
    """The other actors from which something reaches the main row, directly or through other such actors."""
    giving: set[str] = set()
    reached = set(row)
    while more := {pair.source for pair in found if pair.source in others and pair.target in reached} - giving:
        giving |= more
        reached |= more
    return frozenset(giving)


def sector(data_map: DataMap, actor: str) -> Text | Label | None:
    """The label of an actor's sector; None where the actor's own label says the same in a language of the map."""
    about = data_map.actors[actor]
    if about.sector is None:
        return None
    name = SECTORS.get(about.sector, Label(about.sector))
    return None if any(_are_same(name, about.label, each) for each in data_map.languages) else name


def _are_same(one: Text | Label, other: Label, language: str) -> bool:
    """Whether two labels are the same noun, with or without its article and a parenthesis."""
    nouns = (each.in_language(language).partition(" (")[0] for each in (one, other))
    return len({spoken(noun, Usage.ACTOR, language) for noun in nouns}) == 1
