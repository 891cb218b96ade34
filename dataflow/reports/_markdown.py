"""Text of people in Markdown, as text and never as markup."""

import re
from collections.abc import Iterable, Sequence

from dataflow.base.escaping import one_line

# An entity also where a backslash would do: what tables, links, mentions and mathematics are found by.
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "@": "&#64;", "$": "&#36;", "`": "&#96;"}
_MARKUP = re.compile(r"[\\*_\[\]~#&<>|@$`]|:(?=//)|(?<=www)\.", re.IGNORECASE)


def plain(text: str) -> str:
    """The text on one line, that Markdown shows as it is."""
    shown = one_line(text).strip()
    return _MARKUP.sub(lambda match: _ENTITIES.get(match[0], f"\\{match[0]}"), shown)


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of texts."""
    lines = [heading, ["---"] * len(heading), *([plain(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
