"""Holdings as JSON, version 1."""

import json
from typing import Any

from dataflow.reports import HoldingRow, HoldingTable, Report, ReportOptions


def write(table: HoldingTable, options: ReportOptions) -> str:
    """An object for each row, on a line of its own; by role with ``members`` and ``of``."""
    head = json.dumps({"version": 1, "map": table.data_map.id, "level": table.level}, ensure_ascii=False)[:-1]
    rows = ",\n".join("  " + json.dumps(_row(row, table.level), ensure_ascii=False) for row in table.rows)
    return f'{head}, "holdings": [\n{rows}\n]}}\n' if rows else f'{head}, "holdings": []}}\n'


def _row(row: HoldingRow, level: str) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "actor": row.actor,
        "field": row.field,
        "phase": row.phase,
        "form": row.form,
        "code_system": row.code_system,
        "recorded": row.recorded,
    }
    if level == "role":
        shown["members"] = None if row.members is None else list(row.members)
        shown["of"] = row.of
    return shown


REPORT = Report(write)
