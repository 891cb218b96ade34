"""The overview: who shares data with whom."""

from collections.abc import Iterator

from dataflow.analysis.lineage.travels import travels
from dataflow.base.text import Text
from dataflow.documents import Analysed, Order, Section
from dataflow.documents.labelled import label, linked
from dataflow.documents.model import Block, Column, Paragraph, Row, Table, line
from dataflow.documents.pictures import figure

TITLE = Text(en="Overview", da="Overblik")
_INTRO = Text(
    en="The picture after the table shows the actors and what they share. The thicker the arrow, the more fields; its"
    " pattern shows in what form most of them arrive. The table lists the exchanges with the most fields.",
    da="Billedet efter tabellen viser aktørerne, og hvad de deler. Jo tykkere pil, jo flere felter; mønstret viser, i"
    " hvilken form de fleste når frem. Tabellen viser de delinger, der har flest felter.",
)
_NOTHING_SHARED = Text(
    en="The picture shows the actors. Nothing is shared.",
    da="Billedet viser aktørerne. Der deles ikke noget.",
)
_CAPTION = Text(en="Who shares data with whom", da="Hvem der deler data med hvem")
_LARGEST = Text(en="The largest exchanges", da="De største delinger")
_HEADS = (
    (Text(en="From", da="Fra"), 2.0, False),
    (Text(en="To", da="Til"), 2.0, False),
    (Text(en="Channels", da="Kanaler"), 3.2, False),
    (Text(en="Fields", da="Felter"), 0.8, True),
)
_SHOWN = 12


def write(source: Analysed, order: Order) -> Iterator[Block]:
    """The largest exchanges, and a picture of the whole map."""
    language = order.language
    picture = source.picture("overview")
    largest = _largest(source, language)
    yield Paragraph(line((_INTRO if largest.rows else _NOTHING_SHARED).in_language(language)))
    yield largest
    yield figure("figure-overview", _CAPTION.in_language(language), picture, language)


def _largest(source: Analysed, language: str) -> Table:
    data_map = source.data_map
    fields: dict[tuple[str, str], set[str]] = {}
    channels: dict[tuple[str, str], set[str]] = {}
    for travel in travels(source.needs, source.assumptions):
        if travel.status == "current" and travel.source != travel.target:
            fields.setdefault((travel.source, travel.target), set()).add(travel.share.field)
            channels.setdefault((travel.source, travel.target), set()).add(travel.share.entry.via)
    declared = list(data_map.channels)
    rows = tuple(
        Row(
            (
                line(linked(data_map, "actors", pair[0], language)),
                line(linked(data_map, "actors", pair[1], language)),
                line(
                    ", ".join(
                        label(data_map, "channels", each, language) for each in declared if each in channels[pair]
                    )
                ),
                line(str(len(fields[pair]))),
            )
        )
        for pair in sorted(fields, key=lambda pair: (-len(fields[pair]), pair))[:_SHOWN]
    )
    columns = tuple(Column(text.in_language(language), width, figures) for text, width, figures in _HEADS)
    return Table("overview-largest", _LARGEST.in_language(language), columns, rows)


SECTION = Section(TITLE, 30, write)
