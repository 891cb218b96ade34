"""Every table of a map as CSV: a file for each sheet of a workbook, and what was exported beside them."""

import io
import zipfile
from collections.abc import Mapping

from dataflow.base.csv_dialect import Dialect, csv_text, dialect_for
from dataflow.exchange import Export, ExportOptions, Outgoing
from dataflow.exchange.csv_files import KEPT_FILE, protected
from dataflow.exchange.labels import pathway_of
from dataflow.exchange.tables.columns import SHEETS
from dataflow.exchange.tables.kinds import NUMBER, WORDING, Column
from dataflow.exchange.tables.rows import Row, Value, languages_in, rows_of
from dataflow.exchange.tables.worded import BETWEEN
from dataflow.exchange.workbook.kept import Kept, kept_text

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def files_of(outgoing: Outgoing, options: ExportOptions) -> Mapping[str, bytes]:
    """The files by name: one for each sheet that has rows, its first line being the keys of the language."""
    data_map, dialect = outgoing.data_map, dialect_for(options.dialect, options.language)
    languages = languages_in(outgoing.own_texts, data_map.languages)
    rows = rows_of(outgoing.own_texts, pathway_of(data_map), languages)
    sheets = tuple(sheet for sheet in SHEETS if any(row.sheet == sheet for row in rows))
    files = {
        f"{sheet}.csv": _table(sheet, [row for row in rows if row.sheet == sheet], languages, dialect)
        for sheet in sheets
    }
    kept = Kept(data_map.id, options.language, languages, sheets, rows)
    return {**files, KEPT_FILE: "".join(f"{line}\n" for line in kept_text(kept)).encode()}


def write(outgoing: Outgoing, options: ExportOptions) -> bytes:
    """The files in one archive."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files_of(outgoing, options).items()):
            about = zipfile.ZipInfo(name, _FIRST_DAY)
            about.external_attr = 0o644 << 16
            archive.writestr(about, content, zipfile.ZIP_DEFLATED)
    return found.getvalue()


def _table(sheet: str, rows: list[Row], languages: tuple[str, ...], dialect: Dialect) -> bytes:
    columns = [
        (key, column)
        for column in SHEETS[sheet].columns
        for key in ([f"{column.key}@{each}" for each in languages] if column.kind == WORDING else [column.key])
    ]
    lines = [[_cell(column, row.cells.get(key, ""), dialect) for key, column in columns] for row in rows]
    return csv_text([[key for key, _ in columns], *lines], dialect).encode()


def _cell(column: Column, value: Value, dialect: Dialect) -> str:
    text = BETWEEN.join(value) if isinstance(value, tuple) else value
    return protected(text.replace(".", dialect.decimal_mark) if column.kind == NUMBER else text)


EXPORT = Export(write, files=files_of)
