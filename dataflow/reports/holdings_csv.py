"""Holdings as CSV: commas, UTF-8, one header; members are joined by spaces.

Every cell is an id of the language, so no spreadsheet reads one as a formula.
"""

import csv
import io

from dataflow.reports import HoldingTable, Report, ReportOptions

_COLUMNS = ("actor", "field", "phase", "form", "code_system", "recorded")


def write(table: HoldingTable, options: ReportOptions) -> str:
    """The table as text; by role with the columns ``members`` and ``of``."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    by_role = table.level == "role"
    writer.writerow((*_COLUMNS, "members", "of") if by_role else _COLUMNS)
    for row in table.rows:
        cells = (row.actor, row.field, row.phase, row.form, row.code_system or "", row.recorded)
        own = (" ".join(row.members or ()), "" if row.of is None else row.of)
        writer.writerow((*cells, *own) if by_role else cells)
    return text.getvalue()


REPORT = Report(write)
