"""The dialects of CSV: what separates cells, ends lines and marks decimals, and whether a byte order mark begins it.

Every table that is written as CSV is written here.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

BYTE_ORDER_MARK = "\ufeff"
"""Tells Excel that a file is UTF-8."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """A dialect; lines end as RFC 4180 says in all of them."""

    delimiter: str
    decimal_mark: str
    byte_order_mark: bool


DIALECTS: Mapping[str, Dialect] = {
    "excel-da": Dialect(";", ",", byte_order_mark=True),
    "excel-en": Dialect(",", ".", byte_order_mark=True),
    "rfc4180": Dialect(",", ".", byte_order_mark=False),
}
_BY_LANGUAGE = {"da": "excel-da"}


def dialect_for(name: str | None, language: str) -> Dialect:
    """The dialect of a name; without one, that of Excel in the language."""
    return DIALECTS[name or _BY_LANGUAGE.get(language, "excel-en")]


def csv_text(rows: Iterable[Sequence[str | float]], dialect: Dialect) -> str:
    """Rows as CSV; numbers with a fraction have the decimal mark of the dialect."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=dialect.delimiter, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_cell(cell, dialect) for cell in row])
    return (BYTE_ORDER_MARK if dialect.byte_order_mark else "") + text.getvalue()


def _cell(cell: str | float, dialect: Dialect) -> str:
    return str(cell).replace(".", dialect.decimal_mark) if isinstance(cell, float) else str(cell)
