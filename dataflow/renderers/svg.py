"""SVG: a page of its own, with its own letters, that a screen reader can read.

Several may stand in one document: the ids, the classes and the typeface of a drawing have a prefix that follows from
what it shows, and its stylesheet has no rule for anything outside it.
"""

from hashlib import sha256

from dataflow.base.picture import Picture
from dataflow.renderers import Options, Rendered, Renderer
from dataflow.renderers.page.markup import page_markup, typeface
from dataflow.renderers.page.page import Page, page_of
from dataflow.renderers.primitives.markup import Within
from dataflow.renderers.primitives.subset import font_face
from dataflow.renderers.primitives.typeface import FAMILY


def render(picture: Picture, options: Options) -> Rendered:
    """The page as an SVG file."""
    page = page_of(picture, options)
    prefix = f"d{sha256(page_markup(page).encode('utf-8')).hexdigest()[:8]}-"
    style = _font_faces(page, prefix + FAMILY) + typeface(prefix)
    return Rendered(page_markup(page, style, within=Within({}, prefix)).encode("utf-8"), page.remarks)


def _font_faces(page: Page, family: str) -> str:
    used: dict[int, set[str]] = {400: set(), 600: set()}
    for run in page.text_runs:
        used[run.weight] |= set(run.text)
    return "".join(font_face(letters, weight, family) for weight, letters in used.items() if letters)


RENDERER = Renderer(render, paged=True)
