"""HTML: one file with the report to read, and the explorer one click away, that loads nothing from any network."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

from dataflow.base.escaping import one_line
from dataflow.base.text import Text
from dataflow.documents import Styling, Writer, Written
from dataflow.documents.drawing import links_of, options_for
from dataflow.documents.model import Block, Bullets, Document, Figure, Heading, Line, Paragraph, Run, Table
from dataflow.documents.words import CONTENTS, FIGURE, TABLE, byline
from dataflow.renderers import render
from dataflow.renderers.page.markup import page_markup
from dataflow.renderers.page.page import page_of
from dataflow.renderers.primitives.markup import Within
from dataflow.renderers.primitives.subset import font_face
from dataflow.renderers.primitives.xml import element

_PARTS = Path(__file__).parent / "_html"
_MARK = re.compile(rb'<meta name="generator" content="dataflow ([0-9a-f]{16})">')
_BLANK = b'<meta name="generator" content="dataflow">'
_HTTP = re.compile(r"https?://", re.IGNORECASE)
_EXPLORE = Text(en="Show in the explorer", da="Vis i det interaktive kort")
_OPEN = Text(en="Explore the map", da="Udforsk kortet")
_CLOSE = Text(en="Back to the report", da="Tilbage til rapporten")
_FOUND = Text(en="Read about it in the report", da="Læs om det i rapporten")


def words(text: str) -> str:
    """A text as markup: escaped, with nothing hidden in it, and its blanks at both ends."""
    return escape(one_line(text), quote=False)


def write(document: Document, styling: Styling) -> Written:
    """The file."""
    language = document.language
    drawings = {figure.anchor: _drawing(document, figure, styling.theme) for figure in document.figures}
    explorer = None
    if document.explorer is not None:
        explorer = render(document.explorer(), "html", options_for(language, styling.theme)).content.decode()
    script = (_PARTS / "report.js").read_text("utf-8")
    shown = {
        "TITLE": words(document.title),
        "BYLINE": words(byline(document)),
        "EXPLORE": _button("explore", _OPEN, language) if explorer else "",
        "CONTENTS": _contents(document) if document.has_contents else "",
        "BODY": "\n".join(_body(document, drawings, explorer is not None)),
    }
    style = _fonts("".join(shown.values())) + (_PARTS / "report.css").read_text("utf-8")
    parts = {
        **shown,
        "LANGUAGE": language,
        "POLICY": _policy(style, script, explorer or ""),
        "STYLE": style,
        "EXPLORER": _explorer(document, explorer) if explorer else "",
        "SCRIPT": script if explorer else "",
    }
    shell = (_PARTS / "report.html").read_text("utf-8")
    content = re.sub(r"\{\{([A-Z-]+)\}\}", lambda blank: parts[blank[1]], shell).encode()
    mark = f'<meta name="generator" content="dataflow {_hash(content)}">'.encode()
    return Written(content.replace(_BLANK, mark, 1), {})


def is_own(content: bytes) -> bool:
    """Whether the file has the hash of everything else in it."""
    mark = _MARK.search(content)
    return mark is not None and mark[1].decode() == _hash(_MARK.sub(_BLANK, content, count=1))


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _explorer(document: Document, explorer: str) -> str:
    """The explorer, waiting to be opened, with the way back to the report."""
    language = document.language
    found = element("a", {"id": "found", "href": "#", "hidden": ""}, words(_FOUND.in_language(language)))
    bar = element("div", {"class": "bar"}, _button("back", _CLOSE, language), " ", found)
    frame = element("iframe", {"id": "frame", "title": document.title}, "")
    source = json.dumps(explorer).replace("<", "\\u003c")
    return element("section", {"id": "explorer", "hidden": ""}, bar, frame) + element(
        "script", {"type": "application/json", "id": "explorer-source"}, source
    )


def _button(name: str, text: Text, language: str) -> str:
    return element("button", {"type": "button", "id": name}, words(text.in_language(language)))


def _drawing(document: Document, figure: Figure, theme: str) -> str:
    page = page_of(figure.picture, options_for(document.language, theme))
    within = Within(links_of(figure, document), f"{figure.anchor}-")
    # The document brings the letters and their style for all drawings.
    return page_markup(page, within=within)


def _fonts(shown: str) -> str:
    """The typeface with all letters of the page: with those of the drawings alone, other text would mix it."""
    return "".join(f"{font_face(set(shown), weight)}\n" for weight in (400, 600))


def _policy(style: str, script: str, explorer: str) -> str:
    """What the page may do: run its own script and that of the explorer in it, and nothing else."""
    found = [re.findall(rf"{kind}-src ('sha256-[^']+')", explorer)[:1] for kind in ("script", "style")]
    scripts, styles = (
        " ".join((f"'sha256-{_digest(own)}'", *others)) for own, others in zip((script, style), found, strict=True)
    )
    policy = ("default-src 'none'", f"script-src {scripts}", f"style-src {styles}", "font-src data:")
    return "; ".join((*policy, "frame-src 'self'", "base-uri 'none'", "form-action 'none'"))


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def _contents(document: Document) -> str:
    items: list[str] = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.level <= 2:
            link = element("a", {"href": f"#{block.anchor}"}, words(block.text))
            items.append(element("li", {"class": f"level-{block.level}"}, link))
    title = element("h2", {"id": "contents"}, CONTENTS.in_language(document.language))
    return element("nav", {"aria-labelledby": "contents"}, title, element("ul", {}, "\n".join(items)))


def _body(document: Document, drawings: Mapping[str, str], explored: bool) -> Iterator[str]:
    language, numbers = document.language, document.numbers
    for block in document.blocks:
        match block:
            case Figure():
                caption = f"{FIGURE.in_language(language)} {numbers[block.anchor]}. {block.caption}"
                drawn = element("div", {"class": "picture"}, drawings[block.anchor])
                yield element("figure", {"id": block.anchor}, drawn, element("figcaption", {}, words(caption)))
            case Table():
                yield table_markup(block, language, numbers.get(block.anchor), explored)
            case _:
                yield _block(block, language, explored)


def _block(block: Block, language: str, explored: bool) -> str:
    match block:
        case Heading(level, text, anchor, explore):
            return element(
                f"h{level + 1}", {"id": anchor}, words(text), _explore(explore, language) if explored else ""
            )
        case Paragraph(runs, role):
            return element("p", {"class": None if role == "text" else role}, line_markup(runs))
        case Bullets(items, ordered):
            found = (element("li", {}, line_markup(item)) for item in items)
            return element("ol" if ordered else "ul", {}, *found)
        case _:
            raise TypeError(block)


def table_markup(
    table: Table, language: str, number: int | None = None, explored: bool = False, anchored: bool = True
) -> str:
    """A table with its caption, which has a number where one is given; its id only where it is ``anchored``."""
    caption = f"{TABLE.in_language(language)} {number}. {table.caption}" if number else table.caption
    widths = sum(column.width for column in table.columns)
    columns = "".join(element("col", {"width": f"{round(100 * column.width / widths)}%"}) for column in table.columns)
    heads = "".join(
        element("th", {"scope": "col", "class": "figures" if column.figures else None}, words(column.title))
        for column in table.columns
    )
    rows = []
    for row in table.rows:
        cells = [
            element("td", {"class": "figures" if column.figures else None}, line_markup(cell))
            for column, cell in zip(table.columns, row.cells, strict=True)
        ]
        if explored and row.explore:
            last = len(cells) - 1
            cells[last] = cells[last].removesuffix("</td>") + _explore(row.explore, language) + "</td>"
        rows.append(element("tr", {"id": row.anchor or None}, *cells))
    return element(
        "table",
        {"id": table.anchor if anchored else None, "class": "wide" if table.wide else None},
        element("caption", {}, words(caption)) if table.caption else "",
        element("colgroup", {}, columns),
        element("thead", {}, element("tr", {}, heads)),
        element("tbody", {}, "\n".join(rows)),
    )


def _explore(place: str, language: str) -> str:
    if not place:
        return ""
    label = words(_EXPLORE.in_language(language))
    return " " + element("button", {"type": "button", "class": "explore", "data-explore": place, "title": label}, "↗")


def line_markup(line: Line) -> str:
    """A line with its links; a web address is one only where it is http or https."""
    return "".join(map(_run, line))


def _run(run: Run) -> str:
    text = words(run.text)
    if run.strong:
        text = element("strong", {}, text)
    if run.target.startswith("#"):
        return element("a", {"href": run.target}, text)
    if _HTTP.match(run.target):
        return element("a", {"href": run.target, "rel": "noreferrer"}, text)
    return text


WRITER = Writer(write, is_own)
