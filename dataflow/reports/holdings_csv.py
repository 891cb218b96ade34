"""Holdings as CSV; members are joined by spaces."""

from dataflow.reports import HoldingRow, HoldingTable, Report, ReportOptions
from dataflow.reports._csv import csv_of, label_of

_COLUMNS = ("actor", "actor_label", "field", "field_label", "phase", "phase_label", "form", "code_system", "recorded")


def write(table: HoldingTable, options: ReportOptions) -> str:
    """The table as text; by role with the columns ``members`` and ``of``."""
    columns = (*_COLUMNS, "members", "of") if table.level == "role" else _COLUMNS
    rows = (_row(table, row, options.language)[: len(columns)] for row in table.rows)
    return csv_of(columns, rows, options)


def _row(table: HoldingTable, row: HoldingRow, language: str) -> tuple[object, ...]:
    def label(section: str, id_: str) -> str:
        return label_of(table.data_map, section, id_, language)

    return (
        row.actor,
        label("actors", row.actor),
        row.field,
        label("fields", row.field),
        row.phase,
        label("phases", row.phase),
        row.form,
        row.code_system,
        row.recorded,
        " ".join(row.members or ()),
        row.of,
    )


REPORT = Report(write)
