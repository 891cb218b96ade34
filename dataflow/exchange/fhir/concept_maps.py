"""Concept maps: between which code systems, and how many of their rows are one-to-one."""

from collections import Counter
from typing import NamedTuple

from dataflow.exchange.fhir.files import ResourcesRead

UCUM = "http://unitsofmeasure.org"
_SAME = ("equal", "equivalent")
_OF_FHIR = "http://hl7.org/fhir/"
"""Where the addresses of FHIR's own code systems begin, such as that of its data types."""


class Translation(NamedTuple):
    """From one code system to another: how many codes are translated, and how many of them one-to-one."""

    source: str
    target: str
    rows: int
    one_to_one: int


def translations_in(read: ResourcesRead) -> tuple[Translation, ...]:
    """The translations of all concept maps, those between the same code systems taken together."""
    pairs: dict[tuple[str, str], dict[str, set[tuple[str, bool]]]] = {}
    for resource in read.of("ConceptMap"):
        content = resource.content
        for group in content.nodes("group"):
            source = group.text("source") or content.text("sourceUri")
            target = group.text("target") or content.text("targetUri")
            rows = pairs.setdefault((source.partition("|")[0], target.partition("|")[0]), {})
            for element in group.nodes("element"):
                for each in element.nodes("target"):
                    if element.text("code") and each.text("code") and _is_translated(each.text("equivalence")):
                        same = each.text("equivalence") in _SAME
                        rows.setdefault(element.text("code"), set()).add((each.text("code"), same))
    return tuple(
        _translation(source, target, rows)
        for (source, target), rows in pairs.items()
        if source and target and target != UCUM and not target.startswith(_OF_FHIR)
    )


def no_translations_in(read: ResourcesRead) -> tuple[str, ...]:
    """The targets of concept maps that are code systems of FHIR itself, such as its data types."""
    targets = (group.text("target") for each in read.of("ConceptMap") for group in each.content.nodes("group"))
    return tuple(dict.fromkeys(target for target in targets if target.startswith(_OF_FHIR)))


def units_in(read: ResourcesRead) -> dict[tuple[str, str], str]:
    """The units of codes, by the URL of their code system, of concept maps from codes to UCUM."""
    found: dict[tuple[str, str], set[str]] = {}
    for resource in read.of("ConceptMap"):
        for group in resource.content.nodes("group"):
            if group.text("target").partition("|")[0] == UCUM:
                for element in group.nodes("element"):
                    key = (group.text("source").partition("|")[0], element.text("code"))
                    found.setdefault(key, set()).update(each.text("code") for each in element.nodes("target"))
    return {key: unit for key, units in found.items() for unit in units if unit and len(units) == 1}


def _is_translated(equivalence: str) -> bool:
    return equivalence not in ("unmatched", "disjoint")


def _translation(source: str, target: str, rows: dict[str, set[tuple[str, bool]]]) -> Translation:
    times = Counter(code for targets in rows.values() for code in {code for code, _ in targets})
    one_to_one = sum(
        len(targets) == 1 and all(same and times[code] == 1 for code, same in targets) for targets in rows.values()
    )
    return Translation(source, target, len(rows), one_to_one)
