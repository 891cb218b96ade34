"""Text escaped for Markdown, so that it is never read as markup."""

import re
from collections.abc import Iterable, Sequence

from dataflow.base.escaping import one_line

# Entities, as a backslash does not hide these from extensions: tables, links, mentions and mathematics.
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "@": "&#64;", "$": "&#36;", "`": "&#96;"}
_MARKUP = re.compile(r"[\\*_\[\]~#&<>|@$`]|:(?=//)|(?<=www)\.", re.IGNORECASE)


def plain(text: str) -> str:
    """The text on one line, with markup as entities or behind backslashes."""
    shown = one_line(text).strip()
    return _MARKUP.sub(lambda match: _ENTITIES.get(match[0], f"\\{match[0]}"), shown)


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with escaped cells."""
    lines = [heading, ["---"] * len(heading), *([plain(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
