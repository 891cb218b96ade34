"""Which field of a map a place of a definition is: by code, then by name."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dataflow.exchange.fhir.places import Place
from dataflow.exchange.fhir.systems import ELEMENTS, Systems
from dataflow.exchange.tables.names import folded
from dataflow.model.entities import Field


class Match(NamedTuple):
    """The field of a place, and how it was found (``code`` or ``name``); ``several`` if more than one would fit."""

    field: str | None
    by: str = ""
    several: tuple[str, ...] = ()


class Matcher:
    """The fields of a map by their codes and names."""

    def __init__(self, fields: Mapping[str, Field], systems: Systems) -> None:
        self._systems = systems
        self._by_code: dict[tuple[str, str], dict[str, None]] = {}
        self._by_name: dict[str, dict[str, None]] = {}
        for field in fields.values():
            for code in field.codes:
                self._by_code.setdefault((code.system, code.value.casefold()), {})[field.id] = None
            for name in (field.id, *(field.label.in_language(language) for language in ("en", "da"))):
                self._by_name.setdefault(_key(name), {})[field.id] = None
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
        if by_code:
            both = [field for field in by_name if field in by_code]
            return Match(both[0], "code") if len(both) == 1 else Match(None, several=tuple(by_code))
        return Match(by_name[0], "name") if len(by_name) == 1 else Match(None, several=tuple(by_name))


def _together(found: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(field for each in found for field in each))


def _key(name: str) -> str:
    """A name as it is compared: letters and digits alone."""
    return "".join(each for each in folded(name) if each.isalnum())
