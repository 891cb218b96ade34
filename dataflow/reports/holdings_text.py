"""Holdings for a person to read: who has what, by actor and field, with the phases in which it is had so."""

from itertools import groupby

from dataflow.base.text import Text
from dataflow.model.entities import Form
from dataflow.reports import HoldingRow, HoldingTable, Report, ReportOptions
from dataflow.wording.forms import CODED_IN, ENTRY
from dataflow.wording.members import some_members

_RECORDED = Text(en="recorded in {phase}", da="registreret i {phase}")
_NOTHING = Text(en="Nobody holds anything.", da="Ingen har noget.")


def write(table: HoldingTable, options: ReportOptions) -> str:
    """A block for each actor; a line for each way in which it holds a field."""
    if not table.rows:
        return _NOTHING.in_language(options.language) + "\n"
    blocks = []
    for actor, rows in groupby(table.rows, key=lambda row: row.actor):
        heading = f"\x1b[1m{actor}\x1b[0m" if options.color else actor
        ways: dict[tuple[str, str], list[str]] = {}
        for row in rows:
            ways.setdefault((row.field, _how(row, options.language)), []).append(row.phase)
        width = max(len(field) for field, _ in ways)
        lines = [f"  {field:<{width}}  {how}: {', '.join(phases)}" for (field, how), phases in ways.items()]
        blocks.append("\n".join((heading, *lines)))
    return "\n\n".join(blocks) + "\n"


def _how(row: HoldingRow, language: str) -> str:
    form = (
        CODED_IN.in_language(language).format(code=row.code_system)
        if row.code_system
        else ENTRY[Form.of(row.form)].in_language(language)
    )
    parts = [form, _RECORDED.in_language(language).format(phase=row.recorded)]
    if row.members is not None and row.of is not None and len(row.members) < row.of:
        parts.append(some_members(row.members, row.of).in_language(language))
    return ", ".join(parts)


REPORT = Report(write)
