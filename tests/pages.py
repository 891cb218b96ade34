"""What stands in a document: fenced blocks, tables, prose and headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Table = list[tuple[str, ...]]


@dataclass(frozen=True)
class Block:
    """A fenced block: the words behind the fence, its lines, and the line number of the fence."""

    words: tuple[str, ...]
    text: str
    line: int

    @property
    def codes(self) -> set[str]:
        """The codes that reading it should report."""
        return {word for word in self.words if re.fullmatch(r"DF\d{3}", word)}

    @property
    def file(self) -> str | None:
        """The name under which the commands find it."""
        return next((word for word in self.words if word.endswith(".yaml")), None)


def blocks_and_tables(document: Path) -> Iterator[Block | Table]:
    """The fenced blocks and the tables of a document, in its order; a table begins with its header."""
    lines = document.read_text("utf-8").split("\n")
    number = 0
    while number < len(lines):
        if lines[number].startswith("```"):
            end = lines.index("```", number + 1)
            words = tuple(lines[number].removeprefix("```").split())
            yield Block(words, "\n".join([*lines[number + 1 : end], ""]), number + 1)
            number = end
        elif lines[number].startswith("|"):
            end = next(at for at in range(number, len(lines)) if not lines[at].startswith("|"))
            rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines[number:end]]
            yield [rows[0], *rows[2:]]
            number = end
        number += 1


def blocks(document: Path, *first: str) -> list[Block]:
    """Its fenced blocks whose words begin so."""
    found = (block for block in blocks_and_tables(document) if isinstance(block, Block))
    return [block for block in found if block.words[: len(first)] == first]


def prose(document: Path) -> str:
    return re.sub(r"^```.*?^```$", "", document.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


def headings(document: Path) -> set[str]:
    """As GitHub names them in links."""
    titles = re.findall(r"^#+ (.*)$", prose(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
