"""What a workbook keeps of the map that it was written from: its rows, with a hash."""

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dataflow.exchange.tables.rows import Row, flow_cell, parsed_flow

SHEET = "dataflow"
"""The hidden sheet that keeps it."""

MARK = "dataflow:"
"""Begins the first cell of every sheet that dataflow wrote; the id of the sheet follows."""

KEY = "#"
"""The heading of the hidden column with the number that a row has among those kept."""

PHASE = "phase="
"""Begins the key of a column for one phase."""

QUESTIONS = "questions"
"""The id of the sheet of open questions."""

HEAD = 2
"""The first row below the headings, counted from 0: a hidden row of keys and the headings stand above it."""

VERSION = 1
_CHUNK = 30000
_LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True)
class Kept:
    """The rows that were written, by number; the questions name those that they are about."""

    map_id: str
    language: str
    languages: tuple[str, ...]
    sheets: tuple[str, ...]
    rows: tuple[Row, ...]
    questions: tuple[tuple[int, ...], ...] = ()
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The names that cells show instead of ids, by section."""


def kept_text(kept: Kept) -> list[str]:
    """The hash, and the content in pieces that fit in cells."""
    document = {
        "version": VERSION,
        "map": kept.map_id,
        "language": kept.language,
        "languages": kept.languages,
        "sheets": kept.sheets,
        "rows": [[row.sheet, dict(row.cells)] for row in kept.rows],
        "questions": kept.questions,
        "names": kept.names,
    }
    content = json.dumps(document, ensure_ascii=False).encode()
    packed = base64.b64encode(zlib.compress(content, 9)).decode()
    return [hashlib.sha256(content).hexdigest(), *(packed[at : at + _CHUNK] for at in range(0, len(packed), _CHUNK))]


def kept_in(cells: Sequence[str]) -> Kept | None:
    """What the cells keep; None where they were changed, or are none."""
    if len(cells) < 2:
        return None
    try:
        unpacker = zlib.decompressobj()
        content = unpacker.decompress(base64.b64decode("".join(cells[1:]), validate=True), _LARGEST)
        if unpacker.unconsumed_tail or hashlib.sha256(content).hexdigest() != cells[0]:
            return None
        document: dict[str, Any] = json.loads(content)
        if document["version"] != VERSION:
            return None
        rows = tuple(
            Row(sheet, {key: _value(key, value) for key, value in about.items()}) for sheet, about in document["rows"]
        )
        return Kept(
            document["map"],
            document["language"],
            tuple(document["languages"]),
            tuple(document["sheets"]),
            rows,
            tuple(tuple(numbers) for numbers in document["questions"]),
            document["names"],
        )
    except (ValueError, KeyError, TypeError, zlib.error):
        return None


def _value(key: str, value: Any) -> str | tuple[str, ...]:
    if key == "omits":  # older versions kept a list of one as a list
        return flow_cell(key, parsed_flow(str(value), as_mapping=True)) or str(value)
    return tuple(str(each) for each in value) if isinstance(value, list) else str(value)
