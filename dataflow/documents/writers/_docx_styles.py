"""The styles of a Word report: those of a template, and Word's built-in ones where it has none."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, NamedTuple

from dataflow.base.text import Sentence, Text

PARAGRAPHS = (
    *("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Caption", "List Bullet", "List Number"),
    *("TOC Heading", "Footer"),
)
TABLE_STYLE = "Table Grid"
TABLE_TEXT, NOTE, LEAD = "dataflow Table", "dataflow Note", "dataflow Lead"
"""Our own styles, based on Normal: no program has any for these."""
ACCENT, QUIET = "0B4F6C", "4A5560"
MISSING = (
    Text(
        en="The template has no style {names}; Word's own is used.",
        da="Skabelonen mangler typografien {names}; Words egen er brugt.",
    ),
    Text(
        en="The template has no styles {names}; Word's own are used.",
        da="Skabelonen mangler typografierne {names}; Words egne er brugt.",
    ),
)
"""For one and for several."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Built in, but not in the template that python-docx brings along.
_MORE = {
    "toc 1": ("TOC1", 'w:spacing w:before="60" w:after="0"', "w:b"),
    "toc 2": ("TOC2", 'w:spacing w:after="0"', None),
    "table of figures": ("TableofFigures", 'w:spacing w:after="0"', None),
}
_SIZES = {"Title": 52, "Subtitle": 24, "Heading 1": 34, "Heading 2": 25, "Heading 3": 22, "Caption": 18, "Footer": 17}
_SPACES = {
    "Title": (0, 60),
    "Subtitle": (0, 160),
    "Heading 1": (0, 120),
    "Heading 2": (200, 80),
    "Heading 3": (160, 60),
}


def use_base_look(document: Any) -> None:
    """Gives the base document the look of a report: one typeface, few colours, tables with fine lines."""
    from docx.enum.text import WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor, Twips

    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    normal.paragraph_format.line_spacing = 1.1
    for name in PARAGRAPHS:
        style = styles[name]
        properties = style.element.get_or_add_rPr()
        for fonts in properties.findall(qn("w:rFonts")):
            properties.remove(fonts)
        style.font.name = "Calibri"
        if name in _SIZES:
            style.font.size = Pt(_SIZES[name] / 2)
        if name in _SPACES:
            before, after = _SPACES[name]
            style.paragraph_format.space_before, style.paragraph_format.space_after = Twips(before), Twips(after)
        if name.startswith(("Title", "Heading", "Caption", "TOC")):
            style.font.color.rgb = RGBColor.from_string(ACCENT)
            style.font.bold, style.font.italic = True, False
        for border in style.element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
    for spacing in list(styles["Subtitle"].element.rPr.iter(qn("w:spacing"))):
        spacing.getparent().remove(spacing)
    styles["Subtitle"].font.color.rgb = RGBColor.from_string(QUIET)
    styles["Subtitle"].font.bold, styles["Subtitle"].font.italic = False, False
    styles["Caption"].paragraph_format.space_before = Pt(8)
    styles["Caption"].paragraph_format.space_after = Pt(4)
    for border in styles[TABLE_STYLE].element.iter(qn("w:tblBorders")):
        for side in border:
            inner = side.tag in (qn("w:left"), qn("w:right"), qn("w:insideV"))
            side.set(qn("w:val"), "nil" if inner else "single")
            side.set(qn("w:color"), "B8C4CC")


class StyleIds(NamedTuple):
    """The ids of the styles of a report by their names, and what is to be said of those that a template lacked.

    A style is known by its id alone: office programs write the names of built-in styles in either case.
    """

    paragraphs: Mapping[str, str]
    table: str
    hyperlink: str | None
    remarks: tuple[Sentence, ...]


def complete(document: Any, base: Any) -> StyleIds:
    """Adds the styles that a document lacks from the base, and says which; and our own."""
    own = document.styles.element
    known = {(kind, name.lower()): identifier for kind, name, identifier in _known(own)}
    missing = [name for name in PARAGRAPHS if ("paragraph", name.lower()) not in known]
    missing += [] if ("table", TABLE_STYLE.lower()) in known else [TABLE_STYLE]
    added: dict[str, str] = {}
    for name in missing:
        added[name] = _add(own, _copied(base.styles[name].element, own))
    for name, (identifier, spacing, emphasis) in _MORE.items():
        if ("paragraph", name) not in known:
            added[name] = _add(own, _style(name, identifier, spacing, emphasis))
    for name, size, color in ((TABLE_TEXT, 9.0, None), (NOTE, 8.5, QUIET), (LEAD, 11.5, None)):
        if ("paragraph", name.lower()) not in known:
            added[name] = _add_own(document, name, size, color)
    paragraphs = (*PARAGRAPHS, *_MORE, TABLE_TEXT, NOTE, LEAD)
    return StyleIds(
        {name: added[name] if name in added else known["paragraph", name.lower()] for name in paragraphs},
        added[TABLE_STYLE] if TABLE_STYLE in added else known["table", TABLE_STYLE.lower()],
        known.get(("character", "hyperlink")),
        (Sentence(MISSING[len(missing) > 1], {"names": ", ".join(missing)}),) if missing else (),
    )


def _known(styles: Any) -> Iterator[tuple[str, str, str]]:
    """Kind, name and id of the styles of a document that have all three."""
    from docx.oxml.ns import qn

    for style in styles.findall(qn("w:style")):
        name = style.find(qn("w:name"))
        said = None if name is None else name.get(qn("w:val"))
        identifier = style.get(qn("w:styleId"))
        if said and identifier:
            yield style.get(qn("w:type"), "paragraph"), said, identifier


def _add(styles: Any, style: Any) -> str:
    """Adds a style and gives its id; where a style of another kind has its id or name, it gets one of its own."""
    from docx.oxml.ns import qn

    names = {name.lower() for _, name, _ in _known(styles)}
    name = style.find(qn("w:name"))
    while name.get(qn("w:val")).lower() in names:
        name.set(qn("w:val"), f"dataflow {name.get(qn('w:val'))}")
    identifiers = {each.get(qn("w:styleId")) for each in styles.findall(qn("w:style"))}
    identifier: str = style.get(qn("w:styleId"))
    while identifier in identifiers:
        identifier = f"dataflow{identifier}"
    style.set(qn("w:styleId"), identifier)
    styles.append(style)
    return identifier


def _add_own(document: Any, name: str, size: float, color: str | None) -> str:
    """Adds one of our own styles, which is like the ordinary text of the document but for its size."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.shared import Pt, RGBColor
    from docx.styles.style import ParagraphStyle

    made = parse_xml(
        f'<w:style xmlns:w="{_W}" w:type="paragraph" w:customStyle="1" w:styleId="{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/></w:style>'
    )
    identifier = _add(document.styles.element, made)
    style = ParagraphStyle(made)
    style.base_style = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    style.font.size = Pt(size)
    style.paragraph_format.space_after = Pt(1 if name == TABLE_TEXT else 6)
    style.paragraph_format.space_before = Pt(1 if name == TABLE_TEXT else 0)
    style.paragraph_format.line_spacing = 1.0
    if color:
        style.font.color.rgb = RGBColor.from_string(color)
    return identifier


def _copied(style: Any, styles: Any) -> Any:
    """A style of the base without links to styles and lists that the document may lack."""
    from docx.oxml.ns import qn

    copy = deepcopy(style)
    known = {identifier for _, _, identifier in _known(styles)}
    for tag in ("w:link", "w:next", "w:basedOn"):
        for found in copy.findall(qn(tag)):
            if found.get(qn("w:val")) not in known:
                copy.remove(found)
    for found in list(copy.iter(qn("w:numPr"))):
        found.getparent().remove(found)
    return copy


def _style(name: str, identifier: str, spacing: str, emphasis: str | None) -> Any:
    from docx.oxml import parse_xml

    indent = '<w:ind w:left="220"/>' if identifier == "TOC2" else ""
    tabs = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9638"/></w:tabs>'
    run = f"<w:rPr><{emphasis}/></w:rPr>" if emphasis else ""
    return parse_xml(
        f'<w:style xmlns:w="{_W}" w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="39"/><w:unhideWhenUsed/>'
        f"<w:pPr>{tabs}<{spacing}/>{indent}</w:pPr>{run}</w:style>"
    )
