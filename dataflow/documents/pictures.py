"""Figures of views, with their captions and what they show in words."""

from collections.abc import Iterator

from dataflow.base.picture import Picture
from dataflow.base.text import Text
from dataflow.documents.model import Block, Bullets, Figure, line
from dataflow.renderers.primitives.text import safe

_IN_WORDS = 4
"""How many sentences of a picture's description stand below it; the alternative text has as many as fit."""
_LONGEST = 900
"""The most characters of an alternative text: a screen reader reads it in one go."""
_BESIDE_CAPTION = 250
"""The most where the alternative text is shown below the picture too."""
_REST = Text(en="The picture shows more than is told here.", da="Billedet viser mere, end der står her.")


def figure(anchor: str, caption: str, picture: Picture, language: str) -> Figure:
    """A picture with its caption and alternative text."""
    return Figure(anchor, caption, picture, alternative_text(caption, picture, language))


def alternative_text(caption: str, picture: Picture, language: str, is_shown: bool = False) -> str:
    """The caption and what the picture shows in words, as many sentences as fit; less where it ``is_shown``."""
    alternative = caption + "."
    for sentence in _description(picture, language):
        if len(alternative) + len(sentence) > (_BESIDE_CAPTION if is_shown else _LONGEST):
            return f"{alternative} {_REST.in_language(language)}"
        alternative += f" {sentence}"
    return alternative


def shown_in(picture: Picture, language: str, first: int = 0) -> Iterator[Block]:
    """What to see in a picture: the first sentences of its description from one on."""
    sentences = _description(picture, language)[first : first + _IN_WORDS]
    if sentences:
        yield Bullets(tuple(line(sentence) for sentence in sentences))


def _description(picture: Picture, language: str) -> list[str]:
    return [safe(words.in_language(language)) for words in picture.description]
