"""SVG: a page of its own, with its own letters, that a screen reader can read."""

from dataflow.base.picture import Picture
from dataflow.renderers import Options, Rendered, Renderer
from dataflow.renderers.page.markup import STYLE, page_markup
from dataflow.renderers.page.page import Page, page_of
from dataflow.renderers.primitives.subset import font_face


def render(picture: Picture, options: Options) -> Rendered:
    """The page as an SVG file."""
    page = page_of(picture, options)
    return Rendered(page_markup(page, _font_faces(page) + STYLE).encode("utf-8"), page.remarks)


def _font_faces(page: Page) -> str:
    used: dict[int, set[str]] = {400: set(), 600: set()}
    for run in page.text_runs:
        used[run.weight] |= set(run.text)
    return "".join(font_face(letters, weight) for weight, letters in used.items() if letters)


RENDERER = Renderer(render, paged=True)
