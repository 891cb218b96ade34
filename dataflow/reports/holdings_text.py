"""Holdings as text: by actor and field, the forms held and their phases."""

from itertools import groupby

from dataflow.base.text import Label, Text
from dataflow.base.visible import visible
from dataflow.model.data_map import DataMap
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
            phase = _shown(table.data_map.phases[row.phase].label, options.language)
            by_form.setdefault((row.field, _form(table.data_map, row, options.language)), []).append(phase)
        labels = {field: _shown(table.data_map.fields[field].label, options.language) for field, _ in by_form}
        width = max(map(len, labels.values()))
        lines = [
            f"  {labels[field]:<{width}}  {form}: {', '.join(phases)}" for (field, form), phases in by_form.items()
        ]
        name = _shown(table.data_map.actors[actor].label, options.language)
        blocks.append("\n".join((options.bold(name), *lines)))
    return "\n\n".join(blocks) + "\n"


def _shown(label: Label, language: str) -> str:
    return visible(label.in_language(language))


def _form(data_map: DataMap, row: HoldingRow, language: str) -> str:
    form = (
        CODED_IN.in_language(language).format(code=_shown(data_map.code_systems[row.code_system].label, language))
        if row.code_system
        else ENTRY[Form.of(row.form)].in_language(language)
    )
    recorded = _shown(data_map.phases[row.recorded].label, language)
    parts = [form, _RECORDED.in_language(language).format(phase=recorded)]
    if row.members is not None and row.of is not None and len(row.members) < row.of:
        parts.append(some_members(row.members, row.of).in_language(language))
    return ", ".join(parts)


REPORT = Report(write)
