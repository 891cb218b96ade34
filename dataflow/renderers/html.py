"""HTML: one page in which one clicks and searches, that works from disk and asks for nothing from any network.

The drawings are those of ``svg.py``, in both languages: the one that is opened stands in the page, the others wait
in templates. What there is to read stands in a block of JSON, and becomes text by ``textContent`` alone, so that no
label of a map is ever markup. The policy in the head lets nothing else run, load or be sent.
"""

import base64
import hashlib
import re
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

from dataflow.base.explorer import ExplorerDocument, Plate
from dataflow.base.picture import Picture
from dataflow.base.text import LANGUAGES
from dataflow.renderers import Drawing, LayoutTooSlow, Options
from dataflow.renderers.explorer.contents import contents
from dataflow.renderers.explorer.words import WORDS
from dataflow.renderers.primitives.subset import subset
from dataflow.renderers.primitives.typeface import FAMILY
from dataflow.renderers.primitives.xml import element, words
from dataflow.renderers.svg import page

FOLDER = Path(__file__).parent / "explorer"
SCRIPTS = ("index.js", "place.js", "drawing.js", "reading.js", "explorer.js")
"""One module, in parts that one can read; each uses those before it."""
MOST_BYTES = 1_900_000
"""A page that would grow beyond so many leaves out further drawings than the one that is opened."""
FACES_BYTES = 180_000
LEAST_ROOM = 600_000
"""What further drawings may take, however much there is to read."""
KEYBOARD = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) + "–—“”‘’»«…·×→←−≥≤µ•✓✗"


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A plate drawn in every language, the page's own first."""

    plate: Plate
    sheets: tuple[tuple[str, str], ...]


def draw(picture: Picture, options: Options) -> bytes:
    """The page as an HTML file."""
    atlas = picture if isinstance(picture, ExplorerDocument) else _alone(picture)
    drawn, left_out = _drawn(atlas, options)
    told = contents(atlas, [each.plate for each in drawn], left_out, options.language, options.title)
    style = _faces(told, drawn) + _read("explorer.css")
    script = "\n".join(_read(name) for name in SCRIPTS)
    opened, *others = [(each.plate.picture.id, language, sheet) for each in drawn for language, sheet in each.sheets]
    title = options.title or atlas.title.in_language(options.language)
    templates = (
        element("template", {"data-plate": name, "data-language": language}, sheet)
        for name, language, sheet in others
    )
    shell = _read("explorer.html")
    parts = {
        "LANGUAGE": options.language,
        "THEME": words(options.theme),
        "POLICY": _policy(style, script),
        "TITLE": words(title),
        "STYLE": style,
        "NO-SCRIPT": words(WORDS["no-script"].in_language(options.language)),
        "OPENED": opened[2],
        "TEMPLATES": "\n".join(templates),
        "CONTENTS": told,
        "SCRIPT": script,
    }
    return re.sub(r"\{\{([A-Z-]+)\}\}", lambda blank: parts[blank[1]], shell).encode("utf-8")


def _alone(picture: Picture) -> ExplorerDocument:
    """A picture of which there is nothing more to read."""
    return ExplorerDocument(
        id=picture.id,
        title=picture.title,
        subtitle=picture.subtitle,
        description=picture.description,
        plates=(Plate(picture.title, picture),),
    )


def _drawn(atlas: ExplorerDocument, options: Options) -> tuple[tuple[_Drawn, ...], tuple[Plate, ...]]:
    """The plates that fit into the page, drawn, and those that do not."""
    drawn: list[_Drawn] = []
    left_out: list[Plate] = []
    read = len(contents(atlas, atlas.plates, (), options.language).encode("utf-8"))
    room = max(MOST_BYTES - FACES_BYTES - read, LEAST_ROOM)
    order = sorted(LANGUAGES, key=lambda language: language != options.language)
    for number, plate in enumerate(atlas.plates):
        # Another title is one for the picture that was asked for.
        own = options if number == 0 else replace(options, title=None)
        try:
            sheets = tuple((each, _sheet(plate.picture, replace(own, language=each))) for each in order)
        except LayoutTooSlow:
            if number == 0:
                raise
            left_out.append(plate)
            continue
        size = sum(len(sheet.encode("utf-8")) for _, sheet in sheets)
        if number and size > room:
            left_out.append(plate)
        else:
            drawn.append(_Drawn(plate, sheets))
            room -= size
    return tuple(drawn), tuple(left_out)


def _sheet(picture: Picture, options: Options) -> str:
    """The drawing as a part of the page, which brings the letters and their style for all of them."""
    return re.sub(r"<style>[^<]*</style>", "", page(picture, options, own_letters=False), count=1)


def _faces(told: str, drawn: tuple[_Drawn, ...]) -> str:
    """The letters of the page and of its drawings, as typeface rules."""
    used = (
        set(KEYBOARD)
        | set(told)
        | {letter for each in drawn for _, sheet in each.sheets for letter in unescape(sheet)}
    )
    rules = []
    for weight in (400, 600):
        data = base64.b64encode(subset(sorted(used), weight)).decode("ascii")
        rules.append(
            f"@font-face{{font-family:{FAMILY};font-weight:{weight};src:url(data:font/ttf;base64,{data})"
            " format('truetype')}\n"
        )
    return "".join(rules)


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


DRAWING = Drawing(ending="html", draw=draw, kinds=(Picture, ExplorerDocument))
