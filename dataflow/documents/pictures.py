"""Figures of views, with their captions and what they show in words."""

from collections.abc import Iterator

from dataflow.base.picture import Picture
from dataflow.documents.model import Block, Bullets, Figure, line
from dataflow.renderers.primitives.text import safe

_IN_WORDS = 4
"""How many sentences of a picture's description stand below it; the alternative text has as many as fit."""
_LONGEST = 900
"""The most characters of an alternative text: a screen reader reads it in one go."""


def figure(anchor: str, caption: str, picture: Picture, language: str) -> Figure:
    """A picture with its caption and alternative text."""
    sentences = _description(picture, language)
    alternative = caption + "."
    for sentence in sentences:
        if len(alternative) + len(sentence) > _LONGEST:
            break
        alternative += f" {sentence}"
    return Figure(anchor, caption, picture, alternative)


def shown_in(picture: Picture, language: str, first: int = 0) -> Iterator[Block]:
    """What to see in a picture: the first sentences of its description from one on."""
    sentences = _description(picture, language)[first : first + _IN_WORDS]
    if sentences:
        yield Bullets(tuple(line(sentence) for sentence in sentences))


def _description(picture: Picture, language: str) -> list[str]:
    return [safe(words.in_language(language)) for words in picture.description]
