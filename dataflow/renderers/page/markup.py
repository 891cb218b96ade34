"""A page as an SVG document that a screen reader can read."""

from dataflow.renderers.page.page import Page
from dataflow.renderers.primitives.markup import ALONE, Within, group_markup
from dataflow.renderers.primitives.typeface import FAMILY
from dataflow.renderers.primitives.xml import Value, element, number, numbers, words

ROOT = "dataflow"
"""The class of a drawing's root."""


def typeface(prefix: str = "") -> str:
    """The rule for the typeface of all text in a drawing. ``prefix`` is that of its classes and of its typeface."""
    own = f"{prefix}{FAMILY}," if prefix else ""
    return f".{prefix}{ROOT} text{{font-family:{own}{FAMILY},'Helvetica Neue',Arial,sans-serif}}"


def page_markup(
    page: Page, style: str | None = None, size: tuple[int, int] | None = None, within: Within = ALONE
) -> str:
    """The document, with a stylesheet of its own if one is given; ``size`` is another than the page's, in pixels."""
    fit = page.fit
    width, height = (number(side) + fit.unit for side in (fit.across, fit.down)) if size is None else map(str, size)
    ground: dict[str, Value | None] = {
        "x": fit.left or None,
        "y": fit.top or None,
        "width": fit.width,
        "height": fit.height,
        "fill": page.ground,
    }
    parts = (
        element("title", {"id": f"{within.prefix}title"}, words(page.title)),
        element("desc", {"id": f"{within.prefix}desc"}, words(page.description)),
        "" if style is None else element("style", {}, style),
        element("rect", ground),
        group_markup(page.head, within=within),
        group_markup(page.picture, before="\n", within=within),
        group_markup(page.foot, within=within),
    )
    return element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": width,
            "height": height,
            "viewBox": numbers((fit.left, fit.top, fit.width, fit.height)),
            "lang": page.language,
            "xml:lang": page.language,
            "role": "graphics-document document",
            "aria-labelledby": f"{within.prefix}title {within.prefix}desc",
            "class": within.classes(f"{ROOT} {page.id}"),
        },
        *(f"\n{part}" for part in parts),
        "\n",
    )
