"""The patient: what the patient sees, the patient's own goals, and what the patient reports."""

from collections.abc import Iterator

from dataflow.base.text import Text
from dataflow.documents import Analysed, Order, Section
from dataflow.documents.labelled import linked, linked_all
from dataflow.documents.model import Block, Column, Heading, Paragraph, Row, Table, line, table_of
from dataflow.documents.sections.fields import stated_by
from dataflow.model.statements import Need, Record, Use
from dataflow.reports import FigureSheet
from dataflow.reports._stats_tables import goals_of, patient_of

TITLE = Text(en="The patient", da="Borgeren")
_SEES = Text(en="What the patient can see", da="Hvad borgeren kan se")
_GOALS = Text(en="Goals, and where they get to", da="Mål, og hvor de når hen")
_REPORTS = Text(
    en="What the patient reports, and who needs it", da="Hvad borgeren selv oplyser, og hvem der har brug for det"
)
_NOTHING = Text(
    en="The map has no actor that is a patient, no goals, and no record that is marked as reported by the patient.",
    da="Kortet har ingen aktør, der er borger, ingen mål og ingen registrering, der er mærket som oplyst af"
    " borgeren.",
)
_GROUP = Text(en="Group", da="Gruppe")
_FIELD = Text(en="Field", da="Felt")
_BY = Text(en="Recorded by", da="Registreres af")
_USED = Text(en="Needed or used by", da="Har brug for eller bruger det")
_NOBODY = Text(en="nobody", da="ingen")


def write(source: Analysed, order: Order) -> Iterator[Block]:
    """Up to three parts, each with a table."""
    language = order.language
    sheet = FigureSheet(order.level, source.figures(order.level), source.data_map)
    if source.data_map.patients:
        seen = patient_of(sheet, language)
        yield Heading(2, _SEES.in_language(language), "patient-sees")
        yield table_of("patient-sees-table", seen.title, [_GROUP.in_language(language), *seen.head[1:]], seen.rows)
        yield Paragraph(line(seen.note), "note")
    goals = goals_of(sheet, language)
    if goals.rows:
        yield Heading(2, _GOALS.in_language(language), "patient-goals")
        columns = tuple(
            Column(head[:1].upper() + head[1:], 2.0 if index == 0 else 1.5) for index, head in enumerate(goals.head)
        )
        rows = tuple(Row(tuple(line(cell) for cell in row)) for row in goals.rows)
        yield Table("patient-goals-table", _GOALS.in_language(language), columns, rows)
    if goals.rows or source.data_map.patients:
        yield Paragraph(line(goals.note), "note")
    reported = _reported(source, language)
    if reported.rows:
        yield Heading(2, _REPORTS.in_language(language), "patient-reports")
        yield reported


def _reported(source: Analysed, language: str) -> Table:
    """A row for each field that the patient reports; none where nothing is reported."""
    data_map = source.data_map
    patients = set(data_map.patients)
    recorders: dict[str, set[str]] = {}
    for actor, record in source.needs.map_as_of.of_type(source.assumptions, Record):
        if record.entry.patient_reported or actor in patients:
            recorders.setdefault(record.field, set()).add(data_map.role_of(actor))
    users = stated_by(source, Need, Use)
    own = {data_map.role_of(patient) for patient in patients}
    rows = []
    for field in data_map.fields:
        if field in recorders:
            used = linked_all(data_map, "actors", users.get(field, set()) - own, language)
            by = linked_all(data_map, "actors", recorders[field], language)
            cells = (
                line(linked(data_map, "fields", field, language)),
                by,
                used or line(_NOBODY.in_language(language)),
            )
            rows.append(Row(cells))
    columns = tuple(
        Column(text.in_language(language), width) for text, width in ((_FIELD, 2.0), (_BY, 1.5), (_USED, 2.0))
    )
    return Table("patient-reports-table", _REPORTS.in_language(language), columns, tuple(rows))


SECTION = Section(TITLE, 110, write, _NOTHING)
