"""A field's group, unit and codes, for the head of a picture of one field."""

from collections.abc import Iterator

from dataflow.base.picture import Words
from dataflow.base.text import Sentence, Text, cut_short
from dataflow.model.data_map import DataMap

UNIT = Text(en="{group} ({unit})", da="{group} ({unit})")
ONLY_UNIT = Text(en="unit: {unit}", da="enhed: {unit}")
CODES = Text(en="{system} {codes}", da="{system} {codes}")
FEW = 3
"""The most codes of a system that are named."""


def definition(data_map: DataMap, field: str) -> Iterator[Words]:
    """The group with the unit, then the codes by code system."""
    about = data_map.fields[field]
    if about.group is not None:
        group = data_map.groups[about.group].label
        yield group if about.unit is None else Sentence(UNIT, {"group": group, "unit": about.unit.in_writing})
    elif about.unit is not None:
        yield Sentence(ONLY_UNIT, {"unit": about.unit.in_writing})
    by_system: dict[str, list[str]] = {}
    for code in about.codes:
        by_system.setdefault(code.system, []).append(code.value)
    for name, codes in by_system.items():
        system = data_map.code_systems.get(name)
        named = name if system is None else system.label
        yield Sentence(CODES, {"system": named, "codes": cut_short(codes, FEW)})
