"""The figures of the map, as tables."""

from collections.abc import Iterator

from dataflow.base.text import Text
from dataflow.documents import Analysed, Order, Section
from dataflow.documents.model import Block, Paragraph, line, table_of
from dataflow.reports import FigureSheet
from dataflow.reports._stats_tables import goals_of, icf_of, patient_of, tables_of

TITLE = Text(en="Figures", da="Nøgletal")


def write(source: Analysed, order: Order) -> Iterator[Block]:
    """Every table of figures with its explanation."""
    language = order.language
    sheet = FigureSheet(order.level, source.figures(order.level), source.data_map)
    # What the patient sees and the goals stand in the section on the patient, ICF components in that on the ICF.
    elsewhere = {table(sheet, language).title for table in (patient_of, goals_of, icf_of)}
    tables = [table for table in tables_of(sheet, language) if table.title not in elsewhere]
    for number, table in enumerate(tables, start=1):
        if table.rows:
            yield table_of(f"figures-{number}", table.title, table.full_head, table.rows)
        if table.note:
            yield Paragraph(line(table.note), "note")


SECTION = Section(TITLE, 80, write)
