"""What every file says of its picture: a title and a description."""

from dataflow.base.picture import Picture
from dataflow.renderers import Options
from dataflow.renderers.primitives.text import safe


def title_of(picture: Picture, options: Options) -> str:
    """The requested title, else the picture's own."""
    return safe(options.title or picture.title.in_language(options.language))


def description_of(picture: Picture, options: Options) -> str:
    """What a picture shows, in words and numbers, for those who do not see it."""
    return safe(" ".join(line.in_language(options.language) for line in picture.description))
