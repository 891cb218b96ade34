"""How actors write fields, as CSV: a row for each statement about a field, and for each receiver and channel."""

from collections.abc import Iterator, Sequence

from dataflow.model.statements import RecordEntry, code_systems_of
from dataflow.reports import CommonLanguage, Report, ReportOptions
from dataflow.reports._csv import csv_of, label_of
from dataflow.reports._language_rows import rows_of

_COLUMNS = (
    *("field", "field_label", "unit", "actor", "actor_label", "does", "status", "called", "form"),
    *("code_system", "method", "system", "receiver", "receiver_label", "channel", "channel_label", "untranslated"),
)


def write(table: CommonLanguage, options: ReportOptions) -> str:
    """The table as text; several code systems are joined by spaces."""
    return csv_of(_COLUMNS, _rows(table, options.language), options)


def _rows(table: CommonLanguage, language: str) -> Iterator[Sequence[object]]:
    def label(section: str, id_: str) -> str:
        return label_of(table.data_map, section, id_, language)

    for rows in rows_of(table, language):
        unit = table.data_map.fields[rows.field].unit
        about = (rows.field, label("fields", rows.field), None if unit is None else unit.value)
        for each in rows.actors:
            for row in each.rows:
                way, transfer = row.way, row.transfer
                if way is not None:
                    codes = " ".join(sorted(code_systems_of(way)))
                    record = (way.method, way.system) if isinstance(way, RecordEntry) else (None, None)
                    name = "" if way.called is None else way.called.in_language(language)
                    said: tuple[object, ...] = (way.status, name, way.form.word, codes, *record, None, "", None, "")
                elif transfer is not None:
                    form = None if transfer.form is None else transfer.form.word
                    to = (transfer.receiver, label("actors", transfer.receiver))
                    via = (transfer.channel, label("channels", transfer.channel))
                    said = (transfer.status, "", form, "", None, None, *to, *via)
                yield *about, each.actor, label("actors", each.actor), row.does, *said, " ".join(row.untranslated)


REPORT = Report(write)
