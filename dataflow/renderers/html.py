"""HTML: one interactive, searchable file that works from disk and loads nothing from any network.

The pictures are SVG, in both languages: the opened one is in the page, the others are in templates. The
texts are in a block of JSON, and are set through ``textContent`` alone, so that no label of a map is
ever markup. The policy in the head lets nothing else run, load or be sent.
"""

import base64
import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

from dataflow.base.explorer import ExplorerDocument, Plate
from dataflow.base.picture import Picture
from dataflow.base.text import LANGUAGES
from dataflow.renderers import LayoutTooSlow, Options, Rendered, Renderer
from dataflow.renderers.explorer.contents import contents
from dataflow.renderers.explorer.words import WORDS
from dataflow.renderers.page.markup import page_markup
from dataflow.renderers.page.page import Page, page_of
from dataflow.renderers.page.words import title_of
from dataflow.renderers.primitives.subset import font_face
from dataflow.renderers.primitives.xml import element, words

FOLDER = Path(__file__).parent / "explorer"
SCRIPTS = ("index.js", "place.js", "drawing.js", "reading.js", "explorer.js")
"""The parts of one script; each uses those before it."""
MOST_BYTES = 1_900_000
"""The most bytes of a file; pictures that do not fit are left out, except the one that is opened."""
FACES_BYTES = 180_000
LEAST_ROOM = 600_000
"""The least room for further pictures, however much text there is."""
KEYBOARD = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) + "–—“”‘’»«…·×→←−≥≤µ•✓✗"


@dataclass(frozen=True, slots=True)
class _DrawnPlate:
    """A plate drawn in every language, that of the document first: its pages, and their markup."""

    plate: Plate
    pages: tuple[Page, ...]
    markup: tuple[str, ...]


def render(picture: Picture, options: Options) -> Rendered:
    """The page as an HTML file."""
    document = picture if isinstance(picture, ExplorerDocument) else _alone(picture)
    drawn, left_out = _drawn(document, options)
    data = contents(document, [each.plate for each in drawn], left_out, options.language, options.title)
    style = _font_faces(data, drawn) + _read("explorer.css")
    script = "\n".join(_read(name) for name in SCRIPTS)
    (_, opened), *others = [
        (page, markup) for each in drawn for page, markup in zip(each.pages, each.markup, strict=True)
    ]
    templates = (
        element("template", {"data-plate": page.id, "data-language": page.language}, markup)
        for page, markup in others
    )
    parts = {
        "LANGUAGE": options.language,
        "THEME": words(options.theme),
        "POLICY": _policy(style, script),
        "TITLE": words(title_of(document, options)),
        "STYLE": style,
        "NO-SCRIPT": words(WORDS["no-script"].in_language(options.language)),
        "OPENED": opened,
        "TEMPLATES": "\n".join(templates),
        "CONTENTS": data,
        "SCRIPT": script,
    }
    shell = _read("explorer.html")
    return Rendered(re.sub(r"\{\{([A-Z-]+)\}\}", lambda blank: parts[blank[1]], shell).encode("utf-8"))


def _alone(picture: Picture) -> ExplorerDocument:
    return ExplorerDocument(
        id=picture.id,
        title=picture.title,
        subtitle=picture.subtitle,
        description=picture.description,
        plates=(Plate(picture.title, picture),),
    )


def _drawn(document: ExplorerDocument, options: Options) -> tuple[tuple[_DrawnPlate, ...], tuple[Plate, ...]]:
    """The plates that fit into the file, drawn, and those that do not."""
    drawn: list[_DrawnPlate] = []
    left_out: list[Plate] = []
    read = len(contents(document, document.plates, (), options.language).encode("utf-8"))
    room = max(MOST_BYTES - FACES_BYTES - read, LEAST_ROOM)
    order = sorted(LANGUAGES, key=lambda language: language != options.language)
    for number, plate in enumerate(document.plates):
        # Another title is one for the requested picture.
        own = options if number == 0 else replace(options, title=None)
        try:
            pages = tuple(page_of(plate.picture, replace(own, language=language)) for language in order)
        except LayoutTooSlow:
            if number == 0:
                raise
            left_out.append(plate)
            continue
        # The document brings the letters and their style for all pictures.
        markup = tuple(page_markup(page) for page in pages)
        size = sum(len(each.encode("utf-8")) for each in markup)
        if number and size > room:
            left_out.append(plate)
        else:
            drawn.append(_DrawnPlate(plate, pages, markup))
            room -= size
    return tuple(drawn), tuple(left_out)


def _font_faces(data: str, drawn: tuple[_DrawnPlate, ...]) -> str:
    used = set(KEYBOARD) | set(data)
    for each in drawn:
        used |= {letter for page in each.pages for text in page.texts for letter in text}
    return "".join(f"{font_face(used, weight)}\n" for weight in (400, 600))


def _policy(style: str, script: str) -> str:
    """What the page may do: run its own script and use its own stylesheet, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(style)}'",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"


def _read(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


RENDERER = Renderer(render, kinds=(Picture, ExplorerDocument))
