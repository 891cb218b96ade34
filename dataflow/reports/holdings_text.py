"""Holdings as text: by actor and field, the forms held and their phases."""

from itertools import groupby

from dataflow.base.text import Text
from dataflow.model.entities import Form
from dataflow.reports import HoldingRow, HoldingTable, Report, ReportOptions
from dataflow.wording.forms import CODED_IN, ENTRY
from dataflow.wording.members import some_members

_RECORDED = Text(en="recorded in {phase}", da="registreret i {phase}")
_NOTHING = Text(en="Nobody holds anything.", da="Ingen har noget.")


def write(table: HoldingTable, options: ReportOptions) -> str:
    """A block for each actor; a line for each form in which it holds a field."""
    if not table.rows:
        return _NOTHING.in_language(options.language) + "\n"
    blocks = []
    for actor, rows in groupby(table.rows, key=lambda row: row.actor):
        by_form: dict[tuple[str, str], list[str]] = {}
        for row in rows:
            by_form.setdefault((row.field, _form(row, options.language)), []).append(row.phase)
        width = max(len(field) for field, _ in by_form)
        lines = [f"  {field:<{width}}  {form}: {', '.join(phases)}" for (field, form), phases in by_form.items()]
        blocks.append("\n".join((options.bold(actor), *lines)))
    return "\n\n".join(blocks) + "\n"


def _form(row: HoldingRow, language: str) -> str:
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
