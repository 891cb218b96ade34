"""Lines of text that fit: made safe, wrapped at word ends, measured."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from dataflow.drawings.ink.typeface import LINE, width

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set."""

    size: float
    weight: int = 400

    @property
    def leading(self) -> float:
        """From one line to the next."""
        return round(self.size * LINE, 2)

    def width(self, text: str) -> float:
        """How wide a line is."""
        return width(text, self.size, self.weight)


@dataclass(frozen=True, slots=True)
class Lines:
    """Wrapped text, ready to be set."""

    lines: tuple[str, ...]
    style: Style

    @property
    def width(self) -> float:
        """That of the longest line."""
        return max((self.style.width(line) for line in self.lines), default=0.0)

    @property
    def height(self) -> float:
        """All lines together."""
        return self.style.leading * len(self.lines)


def safe(text: str) -> str:
    """One line in which nothing is hidden: control and direction characters show as a replacement character."""
    spaced = " ".join(text.split())
    return "".join(REPLACEMENT if unicodedata.category(letter) in HIDDEN else letter for letter in spaced)


def wrapped(text: str, style: Style, room: float) -> Lines:
    """The text in lines no wider than ``room``; a word that is wider is broken where it must be."""
    lines: list[str] = []
    for word in _pieces(safe(text), style, room):
        if lines and style.width(f"{lines[-1]} {word}") <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return Lines(tuple(lines), style)


def _pieces(text: str, style: Style, room: float) -> list[str]:
    """The words; those that are too wide cut after a hyphen or slash, else anywhere."""
    pieces: list[str] = []
    for word in text.split(" "):
        while style.width(word) > room and len(word) > 1:
            fits = next((end for end in range(len(word) - 1, 1, -1) if style.width(word[:end]) <= room), 1)
            soft = max(word.rfind(mark, 0, fits) for mark in "-/_") + 1
            pieces.append(word[: soft if soft > 2 else fits])
            word = word[len(pieces[-1]) :]
        pieces.append(word)
    return [piece for piece in pieces if piece]


def listed(names: Sequence[str], style: Style, room: float, most: int) -> Lines:
    """As many names as fit into ``most`` lines, then how many more there are ("+2"); a lone long name is cut."""
    for count in range(len(names), 0, -1):
        more = f" +{len(names) - count}" if count < len(names) else ""
        lines = wrapped(", ".join(names[:count]) + more, style, room)
        if len(lines.lines) <= most:
            return lines
    if not names:
        return Lines((), style)
    more = f"… +{len(names) - 1}" if len(names) > 1 else "…"
    lines = wrapped(names[0], style, room)
    last = lines.lines[most - 1]
    while last and style.width(last.rstrip() + more) > room:
        last = last[:-1]
    return Lines((*lines.lines[: most - 1], last.rstrip() + more), style)
