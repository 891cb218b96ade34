"""Chance, read off one tape of bytes that Hypothesis draws and shrinks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

T = TypeVar("T")


class Dice:
    """Choices read off a tape of bytes; zero is the first of a choice, and what a failing example shrinks to.

    One long draw is some ten times faster than hundreds of short ones.
    """

    def __init__(self, tape: bytes) -> None:
        self._tape = iter(tape)

    def upto(self, least: int, most: int) -> int:
        """A number from least to most."""
        return least + next(self._tape, 0) % (most - least + 1) if most > least else least

    def one(self, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[self.upto(0, len(choices) - 1)]

    def some(self, choices: Sequence[T], most: int) -> list[T]:
        """One or several different ones, in any order."""
        left = list(choices)
        return [left.pop(self.upto(0, len(left) - 1)) for _ in range(min(len(left), self.upto(1, most)))]

    def seldom(self, one_in: int) -> bool:
        """True once in so many times."""
        return self.upto(0, one_in - 1) == one_in - 1

    def maybe(self, key: str, choices: Sequence[Any], one_in: int = 2) -> dict[str, Any]:
        """The key with one of the choices once in so many times, else nothing."""
        roll = self.upto(0, one_in * len(choices) - 1) - (one_in - 1) * len(choices)
        return {key: choices[roll]} if choices and roll >= 0 else {}
