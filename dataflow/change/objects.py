"""The objects of a map that were added, removed, changed or probably renamed, and what was only worded otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass

from dataflow.change.meaning import (
    SECTIONS,
    Renamed,
    attributes_of,
    objects_of,
    plain_of,
    wordings_of,
)
from dataflow.change.statements import Alteration, altered_keys
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Waiver


@dataclass(frozen=True, slots=True)
class ObjectChange:
    """A thing of a section that was ``added``, ``removed``, ``changed`` or ``renamed``.

    ``role`` is that of a member. ``was`` is the old id of a renamed thing; that it is one is a guess. Of a waiver,
    ``about`` says what ``id`` says: its keys with their values, in new ids.
    """

    change: str
    section: str
    id: str
    alterations: tuple[Alteration, ...] = ()
    role: str | None = None
    was: str | None = None
    about: tuple[tuple[str, str], ...] = ()


def object_changes(old: DataMap, new: DataMap, renamed: Renamed) -> tuple[ObjectChange, ...]:
    """The changes of the objects of all sections, and of what the map itself says."""
    return (*_of_the_map(old, new, renamed), *_of_sections(old, new, renamed), *_of_waivers(old, new, renamed))


def wording_changes(old: DataMap, new: DataMap, renamed: Renamed) -> tuple[ObjectChange, ...]:
    """What differs in labels, definitions and the author's own keys alone; see ``text_changes`` for statements."""
    found: list[ObjectChange] = []
    if own := altered_keys(wordings_of(old), wordings_of(new)):
        found.append(ObjectChange("changed", "map", new.id, own))
    for section in SECTIONS:
        then = {renamed.get(section, {}).get(id_, id_): each for id_, each in objects_of(old, section).items()}
        for id_, now in objects_of(new, section).items():
            if id_ in then and (words := altered_keys(wordings_of(then[id_]), wordings_of(now))):
                found.append(ObjectChange("changed", section, id_, words))
    return tuple(found)


def _of_the_map(old: DataMap, new: DataMap, renamed: Renamed) -> Iterator[ObjectChange]:
    then, now = (
        {
            "as_of": data_map.as_of,
            "evidence_years": data_map.evidence_years,
            "languages": data_map.languages,
            "rules": plain_of(
                {code: "off" if each is None else each for code, each in data_map.severities.items()}, {}
            )
            or None,
            "costs": plain_of(data_map.costs, {}) or None,
        }
        for data_map in (old, new)
    )
    altered = [*altered_keys(then, now)]
    names = renamed.get("phases", {})
    before = {names.get(phase, phase): old.phases[phase].position for phase in old.phases}
    after = {phase: each.position for phase, each in new.phases.items()}
    common = [phase for phase in after if phase in before]
    if _order(before, common) != _order(after, common):
        altered.append(Alteration("order", _order(before, common), _order(after, common)))
    if altered:
        yield ObjectChange("changed", "map", new.id, tuple(altered))


def _order(positions: dict[str, int], phases: list[str]) -> tuple[tuple[str, ...], ...]:
    """The phases in the order of the pathway; those alongside each other together."""
    return tuple(
        tuple(sorted(phase for phase in phases if positions[phase] == position))
        for position in sorted({positions[phase] for phase in phases})
    )


def _of_sections(old: DataMap, new: DataMap, renamed: Renamed) -> Iterator[ObjectChange]:
    for section in SECTIONS:
        names = renamed.get(section, {})
        was = {other: one for one, other in names.items()}
        then, now = objects_of(old, section), objects_of(new, section)
        for id_, each in now.items():
            role = getattr(each, "role", None)
            if id_ in was:
                yield ObjectChange("renamed", section, id_, (), role, was[id_])
            elif id_ not in then:
                yield ObjectChange("added", section, id_, (), role)
            elif altered := altered_keys(attributes_of(then[id_], renamed), attributes_of(each, {})):
                yield ObjectChange("changed", section, id_, altered, role)
        for id_, each in then.items():
            if id_ not in now and id_ not in names:
                yield ObjectChange("removed", section, id_, (), getattr(each, "role", None))


def _of_waivers(old: DataMap, new: DataMap, renamed: Renamed) -> Iterator[ObjectChange]:
    then, now = ({_waiver(each, how) for each in found.waivers} for found, how in ((old, renamed), (new, {})))
    for change, waivers in (("added", now - then), ("removed", then - now)):
        for about in sorted(waivers, key=_line):
            yield ObjectChange(change, "waivers", _line(about), about=about)


def _waiver(waiver: Waiver, renamed: Renamed) -> tuple[tuple[str, str], ...]:
    """What a waiver says beside its reason: its rule, what it is about, until when it holds."""
    said = (
        ("rule", waiver.rule),
        ("actors", waiver.actor),
        ("fields", waiver.field),
        ("phases", waiver.phase),
        ("channels", waiver.channel),
        ("valid_to", waiver.valid_to),
    )
    return tuple((key, renamed.get(key, {}).get(value, value)) for key, value in said if value is not None)


def _line(waiver: tuple[tuple[str, str], ...]) -> str:
    return " ".join(f"until {value}" if key == "valid_to" else value for key, value in waiver)
