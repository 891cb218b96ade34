"""A field's group, unit and codes, for the head of a picture of one field."""

from collections.abc import Iterator

from dataflow.base.picture import Words
from dataflow.base.text import Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.wording.field_language import codes_in_words
from dataflow.wording.units import unit_in_words

UNIT = Text(en="{group} ({unit})", da="{group} ({unit})")
ONLY_UNIT = Text(en="unit: {unit}", da="enhed: {unit}")


def definition(data_map: DataMap, field: str) -> Iterator[Words]:
    """The group with the unit, then the codes by code system."""
    about = data_map.fields[field]
    if about.group is not None:
        group = data_map.groups[about.group].label
        yield group if about.unit is None else Sentence(UNIT, {"group": group, "unit": unit_in_words(about.unit)})
    elif about.unit is not None:
        yield Sentence(ONLY_UNIT, {"unit": unit_in_words(about.unit)})
    yield from codes_in_words(data_map, field)
