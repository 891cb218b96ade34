"""The figures of the map, as tables."""

from collections.abc import Iterator

from dataflow.base.naming import capitalised
from dataflow.base.text import Text
from dataflow.documents import Analysed, Order, Section
from dataflow.documents.model import Block, Paragraph, line, table_of
from dataflow.reports import FigureSheet
from dataflow.reports._stats_tables import PART_OF_WHOLE, goals_of, icf_of, patient_of, phases_of, tables_of
from dataflow.wording.numbers import NO_FIGURE

TITLE = Text(en="Figures", da="Nøgletal")


def write(source: Analysed, order: Order) -> Iterator[Block]:
    """The tables of figures that are in no other section, each with its explanation; a single row is a sentence."""
    language = order.language
    sheet = FigureSheet(order.level, source.figures(order.level), source.data_map)
    # The patient, the goals and ICF components have sections of their own, and the phases are in the pathway.
    elsewhere = {table(sheet, language).title for table in (patient_of, goals_of, icf_of, phases_of)}
    tables = [table for table in tables_of(sheet, language) if table.title not in elsewhere]
    for number, table in enumerate(tables, start=1):
        if len(table.rows) == 1:
            found = zip(table.head[1:], table.rows[0][1:], strict=True)
            cells = (f"{head} {cell}" for head, cell in found if cell != NO_FIGURE)
            yield Paragraph(line(f"{table.title}: {table.rows[0][0]}: {', '.join(cells)}."))
        elif table.rows:
            heads = [head if head == PART_OF_WHOLE else capitalised(head) for head in table.full_head]
            yield table_of(f"figures-{number}", table.title, heads, table.rows)
        if table.note:
            yield Paragraph(line(table.note), "note")


SECTION = Section(TITLE, 80, write)
