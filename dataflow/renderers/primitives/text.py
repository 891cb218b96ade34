"""Lines of text that fit: made safe, wrapped at word ends, measured."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, takewhile

from dataflow.renderers.primitives.typeface import LINE, width
from dataflow.wording.hyphenation import break_within

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
NO_BREAK = "\N{NO-BREAK SPACE}"
ASIDE = re.compile(r"\S{0,20}\([^()]{1,14}\)\S{0,20}")
"""A short parenthesis, such as "(phase II)": it stays in one line."""
OF_NUMBER = re.compile(r"\b(?:of|lacks|perhaps|af|mangler|muligvis) \d+\b")
"""A number of a count, as in "lacks 1, perhaps 2, of 8": it stays with its word."""
_AHEAD = 60
"""The letters after a possible break that may decide whether it is one."""
_LONG = 100
"""The letters of a word that is not measured as a whole before it is cut."""
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set."""

    size: float
    weight: int = 400

    @property
    def leading(self) -> float:
        """The distance from one line to the next."""
        return round(self.size * LINE, 2)

    def width(self, text: str) -> float:
        """How wide a line is."""
        return width(text, self.size, self.weight)


# Without slots, so that the measures, which a layout compares again and again, are kept.
@dataclass(frozen=True)
class Lines:
    """Wrapped text, ready to be set."""

    lines: tuple[str, ...]
    style: Style

    @cached_property
    def width(self) -> float:
        """The width of the longest line."""
        return max((self.style.width(line) for line in self.lines), default=0.0)

    @cached_property
    def height(self) -> float:
        """The height of all lines."""
        return self.style.leading * len(self.lines)


@lru_cache(maxsize=1 << 14)
def safe(text: str) -> str:
    """One line in which nothing is hidden: control and direction characters show as a replacement character."""
    spaced = " ".join(text.replace("\N{SOFT HYPHEN}", "").split())
    if spaced.isprintable():  # nothing of these categories is; most texts are
        return spaced
    return "".join(REPLACEMENT if _hidden(letter) else letter for letter in spaced)


def _hidden(letter: str) -> bool:
    """True for an invisible character, and for a code point that is no character and not allowed in XML."""
    return unicodedata.category(letter) in HIDDEN or ord(letter) & 0xFFFE == 0xFFFE


def one_line(text: str, style: Style) -> Lines:
    """The text in one line, however wide; no line for an empty text."""
    return Lines((safe(text),) if text else (), style)


# A page to click through sets the same names in many pictures.
@lru_cache(maxsize=1 << 14)
def wrapped(text: str, language: str, style: Style, room: float, stretch: float = 1.0) -> Lines:
    """The text in lines no wider than ``room``, or for the sake of a long word ``stretch`` times that.

    A word that is wider still is broken, between syllables of its language where possible.
    """
    shown = safe(text)
    if shown and style.width(shown) <= room:
        return one_line(shown, style)
    lines: list[str] = []
    longest = max((style.width(word) for word in shown.split(" ")), default=0.0)
    room = max(room, min(longest, stretch * room))
    for word in _pieces(shown, language, style, room):
        if lines and style.width(f"{lines[-1]} {word}") <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return Lines(tuple(line.replace(NO_BREAK, " ") for line in lines), style)


def _pieces(text: str, language: str, style: Style, room: float) -> list[str]:
    """The words, short parentheses and ``of 8`` whole; wide ones are cut after a hyphen or slash or by syllables."""

    def whole(aside: re.Match[str]) -> str:
        return aside[0].replace(" ", NO_BREAK) if style.width(aside[0]) <= room else aside[0]

    pieces: list[str] = []
    for word in OF_NUMBER.sub(whole, ASIDE.sub(whole, text)).split(" "):
        rest = word
        while len(rest) > 1 and (
            (len(rest) > _LONG and _letters_within(rest, style, room) < len(rest)) or style.width(rest) > room
        ):
            most = _letters_within(rest, style, room)
            ends = range(min(most, len(rest) - 1), 1, -1)
            fits = next((end for end in ends if style.width(f"{rest[:end]}-") <= room), 1)
            soft = max(rest.rfind(mark, 0, fits) for mark in "-/_") + 1
            end = soft if soft > 2 else break_within(rest[: fits + _AHEAD], fits, language)
            pieces.append(rest[:end] if soft > 2 else f"{rest[:end]}-")
            rest = rest[end:]
        pieces.append(rest)
    return [piece for piece in pieces if piece]


def _letters_within(word: str, style: Style, room: float) -> int:
    """A number of letters that is not exceeded by those of a word that fit, without measuring all of a long word."""
    lengths = accumulate(style.width(letter) for letter in word)
    return sum(1 for _ in takewhile(lambda length: length <= room + 1, lengths))


def listed(
    names: Sequence[str],
    language: str,
    style: Style,
    room: float,
    most: int,
    stretch: float = 1.0,
    between: str = ", ",
) -> Lines:
    """As many names as fit into ``most`` lines, then how many more there are ("+2").

    The first name may take a line more, and is cut if even that is not enough.
    """
    # Of hundreds of names, those that are too long together need not be wrapped to see it.
    room_for_all = most * (stretch**2 * room + style.size)
    so_long = accumulate(style.width(f"{safe(name)}, ") for name in names)
    at_most = max(sum(1 for length in so_long if length <= room_for_all + style.size), 1)
    for count in range(min(at_most, len(names)), 0, -1):
        more = f" +{len(names) - count}" if count < len(names) else ""
        for wider in (1.0, stretch):
            lines = wrapped(
                between.join(names[:count]) + more, language, style, wider * room, stretch if wider == 1 else 1
            )
            if len(lines.lines) <= most and (wider == 1 or count == 1):
                return lines
    if not names:
        return Lines((), style)
    more = f" +{len(names) - 1}" if len(names) > 1 else ""
    lines = wrapped(names[0] + more, language, style, room, stretch)
    if len(lines.lines) <= most + 1:
        return lines
    more = f"…{more}"
    lines = wrapped(names[0], language, style, room, stretch)
    last = lines.lines[most]
    while last and style.width(last.rstrip() + more) > max(room, lines.width):
        last = last[:-1]
    return Lines((*lines.lines[:most], last.rstrip(" ,;:-") + more), style)
