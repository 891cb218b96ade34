"""The ICF: how many fields of each component are recorded, shared and needed, and which these are."""

from collections.abc import Iterator

from dataflow.analysis.figures.counting import NONE
from dataflow.base.naming import capitalised
from dataflow.base.text import Text
from dataflow.documents import Analysed, Order, Section
from dataflow.documents.labelled import linked_all
from dataflow.documents.model import Block, Column, Paragraph, Row, Run, Table, line
from dataflow.reports import FigureSheet
from dataflow.reports._stats_tables import icf_of, name_of_row

TITLE = Text(en="ICF coverage", da="ICF-dækning")
_INTRO = Text(
    en="The ICF describes functioning from five sides: body functions (b), body structures (s), activities and"
    " participation (d), environmental factors (e) and personal factors. Read a row from left to right: how many"
    " fields of the map belong to that side, and how many of these are recorded, shared and needed. Where a number"
    " falls along the row, data that exist do not travel, or are not asked for. A row of zeros is a side of"
    " functioning on which the map has nothing.",
    da="ICF beskriver funktionsevne fra fem sider: kroppens funktioner (b), kroppens anatomi (s), aktiviteter og"
    " deltagelse (d), omgivelsesfaktorer (e) og personlige faktorer. Læs en række fra venstre mod højre: hvor mange"
    " af kortets felter der hører til den side, og hvor mange af dem der registreres, deles og er behov for. Hvor"
    " tallet falder hen ad rækken, bliver data ikke delt, eller ingen har brug for dem. En række med nuller er en"
    " side af funktionsevnen, som kortet ikke har noget om.",
)
_STATED = Text(
    en="Which component a field belongs to is what the authors of the map state with it. Fields without such a"
    " statement have a row of their own. The ICF has no codes for personal factors, so a field is only said to be"
    " one.",
    da="Hvilken komponent et felt hører til, er det, kortets forfattere har angivet ved feltet. Felter uden den"
    " angivelse har deres egen række. ICF har ingen koder for personlige faktorer, så et felt er kun angivet som en"
    " sådan.",
)
_SOURCE = Text(
    en="Source: World Health Organization, International Classification of Functioning, Disability and Health (ICF),"
    " 2001.",
    da="Kilde: WHO, International Classification of Functioning, Disability and Health (ICF), 2001; på dansk:"
    " International klassifikation af funktionsevne, funktionsevnenedsættelse og helbredstilstand (ICF).",
)
_NOTHING = Text(
    en="The map says of no field to which component of the ICF it belongs.",
    da="Kortet angiver ikke for noget felt, hvilken ICF-komponent det hører til.",
)
_COMPONENT = Text(en="Component", da="Komponent")
_FIELDS = Text(en="The fields of each component", da="Felterne i hver komponent")
_FIELDS_HEAD = Text(en="Fields", da="Felter")
_WIDE = 2.2


def write(source: Analysed, order: Order) -> Iterator[Block]:
    """How to read it, the table of figures, and the fields of each component."""
    language = order.language
    if not any(field.icf for field in source.data_map.fields.values()):
        return
    sheet = FigureSheet(order.level, source.figures(order.level), source.data_map)
    table = icf_of(sheet, language)
    yield Paragraph(line(_INTRO.in_language(language)))
    heads = (_COMPONENT.in_language(language), *table.head[1:])
    last = len(heads) - 1
    columns = tuple(
        Column(capitalised(head), _WIDE if index in (0, last) else 0.9, figures=index not in (0, last))
        for index, head in enumerate(heads)
    )
    rows = tuple(Row(tuple(line(cell) for cell in row)) for row in table.rows)
    yield Table("icf-figures", table.title, columns, rows, wide=True)
    for text in (table.note, _STATED.in_language(language), _SOURCE.in_language(language)):
        yield Paragraph(line(text), "note")
    yield Table(
        "icf-fields",
        _FIELDS.in_language(language),
        (Column(_COMPONENT.in_language(language), 1.0), Column(_FIELDS_HEAD.in_language(language), 4.0)),
        tuple(
            Row(
                (
                    line(Run(name_of_row(sheet, "icf", (each.component,), language), strong=True)),
                    linked_all(source.data_map, "fields", each.fields, language),
                )
            )
            for each in sheet.figures.icf
            if each.component != NONE and each.fields
        ),
    )


SECTION = Section(TITLE, 105, write, _NOTHING)
