"""Which field of a map a place of a definition is: by code, then by name."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dataflow.exchange.fhir.places import Place
from dataflow.exchange.fhir.systems import ELEMENTS, Systems
from dataflow.exchange.tables.names import folded
from dataflow.model.entities import Field


class Match(NamedTuple):
    """The field of a place, and how it was found (``code`` or ``name``); ``several`` if more than one would fit.

    Of several fields, the only one whose label is that of the place is the field.
    """

    field: str | None
    by: str = ""
    several: tuple[str, ...] = ()


class Matcher:
    """The fields of a map by their codes and names."""

    def __init__(self, fields: Mapping[str, Field], systems: Systems) -> None:
        self._systems = systems
        self._by_code: dict[tuple[str, str], dict[str, None]] = {}
        self._by_name: dict[str, dict[str, None]] = {}
        self._by_label: dict[str, dict[str, None]] = {}
        for field in fields.values():
            for code in field.codes:
                self._by_code.setdefault((code.system, code.value.casefold()), {})[field.id] = None
            labels = [field.label.in_language(language) for language in ("en", "da")]
            for name in (field.id, *labels):
                self._by_name.setdefault(_key(name), {})[field.id] = None
            for label in labels:
                self._by_label.setdefault(_key(label), {})[field.id] = None
        self._elements = systems.known(ELEMENTS)

    def field_of(self, place: Place, definition: str) -> Match:
        """The field of a place in a definition of an id."""
        codes = [(self._systems.known(url), code) for url, code in place.codes]
        codes += [(self._elements, place.element), (self._elements, f"{definition}#{place.element}")]
        by_code = _together(
            self._by_code.get((system, code.casefold()), {}) for system, code in codes if system is not None
        )
        if len(by_code) == 1:
            return Match(by_code[0], "code")
        by_name = _together(self._by_name.get(_key(name), {}) for name in place.names)
        by_label = _together(self._by_label.get(_key(label), {}) for label in place.label.values())
        if by_code:
            return _only(by_code, "code", by_name, by_label)
        return _only(by_name, "name", by_name, by_label)


def _only(fields: Sequence[str], by: str, *sharper: Sequence[str]) -> Match:
    """The only one of some fields, or the only one of them that is among sharper ones."""
    for others in (fields, *sharper):
        both = [field for field in fields if field in others]
        if len(both) == 1:
            return Match(both[0], by)
    return Match(None, several=tuple(fields))


def _together(found: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(field for each in found for field in each))


def _key(name: str) -> str:
    """A name as it is compared: letters and digits alone."""
    return "".join(each for each in folded(name) if each.isalnum())
