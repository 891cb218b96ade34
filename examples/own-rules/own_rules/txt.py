"""The format txt of pictures: the title and the description, a line for each."""

from dataflow.base.picture import Picture
from dataflow.renderers import Options, Rendered, Renderer
from dataflow.renderers.primitives.text import safe


def render(picture: Picture, options: Options) -> Rendered:
    """The words of a picture, without the picture."""
    lines = (words.in_language(options.language) for words in (picture.title, *picture.description))
    return Rendered("".join(f"{safe(line)}\n" for line in lines).encode())


RENDERER = Renderer(render)
