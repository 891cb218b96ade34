"""The matrix: who records, receives and needs which field."""

from collections.abc import Iterator, Sequence

from dataflow.base.grid import Grid
from dataflow.base.text import Text
from dataflow.documents import Analysed, Order, Section
from dataflow.documents.labelled import label
from dataflow.documents.model import Block, Paragraph, line
from dataflow.documents.pictures import figure
from dataflow.model.data_map import DataMap
from dataflow.views import Focus

TITLE = Text(en="Matrix", da="Matrix")
_INTRO = Text(
    en="Each row is a field and each column an actor. The symbols say who records and receives the field, and whether"
    " needs are met.",
    da="Hver række er et felt, og hver kolonne er en aktør. Symbolerne viser, hvem der registrerer og modtager"
    " feltet, og om behov er opfyldt.",
)
_CAPTION = Text(en="Who records, receives and needs what", da="Hvem der registrerer, modtager og har brug for hvad")
_PART = Text(en="{caption}: {groups}", da="{caption}: {groups}")
_ROWS = 26
"""The most fields of a picture that can be read when printed."""


def write(source: Analysed, order: Order) -> Iterator[Block]:
    """Pictures with as many groups of fields in each as can be read."""
    language = order.language
    yield Paragraph(line(_INTRO.in_language(language)))
    caption = _CAPTION.in_language(language)
    for number, groups in enumerate(_parts(source.data_map), start=1):
        picture = source.picture("matrix", Focus(groups=groups))
        if isinstance(picture, Grid) and picture.rows:
            names = ", ".join(label(source.data_map, "groups", group, language) for group in groups)
            part = _PART.in_language(language).format(caption=caption, groups=names) if groups else caption
            yield figure(f"figure-matrix-{number}", part, picture, language)


def _parts(data_map: DataMap) -> Sequence[tuple[str, ...]]:
    """The groups in as few parts as there is room for; one part of everything where some field has no group."""
    sizes: dict[str, int] = {group.id: 0 for group in data_map.groups.values() if group.parent is None}
    for field in data_map.fields:
        above = data_map.groups_of(field)
        if not above:
            return [()]
        sizes[above[-1]] += 1
    parts: list[tuple[str, ...]] = []
    room = 0
    for group, size in sizes.items():
        if size and (not parts or size > room):
            parts.append((group,))
            room = _ROWS - size
        elif size:
            parts[-1] += (group,)
            room -= size
    return parts or [()]


SECTION = Section(TITLE, 50, write)
