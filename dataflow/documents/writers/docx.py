"""Word: real Word, with styles, fields for contents and numbers, and pictures as SVG and PNG."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from dataflow.base.text import Sentence, Text
from dataflow.documents import DocumentError, Styling, Writer, Written
from dataflow.documents.drawing import Drawn, drawn
from dataflow.documents.model import Block, Bullets, Document, Figure, Heading, Paragraph, Table
from dataflow.documents.words import CONTENTS, FIGURE, FIGURES, TABLE, TABLES, byline
from dataflow.documents.writers._docx_blocks import ABOVE_SECTION, Blocks
from dataflow.documents.writers._docx_package import base_document, finish, from_template, is_own
from dataflow.documents.writers._docx_pages import (
    A4,
    MARGINS,
    Group,
    complete_paper,
    end_section,
    groups_of,
    paper_of,
    section_of,
)
from dataflow.documents.writers._docx_parts import element, field, internal_link, run_of
from dataflow.documents.writers._docx_room import Paper, height_of, text_before
from dataflow.documents.writers._docx_styles import StyleIds, complete
from dataflow.renderers.primitives.paper import LEAST_TYPE, small_at

_SUMMARY = "summary"
_NOT_USABLE = Text(
    en="{name} can't be used as a template: something in it is not as Word has it. Open it in Word, save it anew as a"
    " Word document (.docx, not “Strict Open XML”), and try again.",
    da="{name} kan ikke bruges som skabelon: noget i den er ikke, som Word har det. Åbn den i Word, gem den på ny som"
    " Word-dokument (.docx, ikke »Strict Open XML«), og prøv igen.",
)
_OF_FIGURE = Text(en="{name} {number} ({caption}): {remark}", da="{name} {number} ({caption}): {remark}")
_IN_PARTS = Text(
    en="dataflow render draws a part of it for a document of your own, such as one phase (--phase) or actor"
    " (--actor).",
    da="dataflow render tegner en del af den til dit eget dokument, fx én fase (--phase) eller aktør (--actor).",
)
_HARDLY = 0.05
"""How much smaller than the least, in points, type may be: it is told with one decimal."""
_PAGE = Text(en="Page {page} of {pages}", da="Side {page} af {pages}")
_WITH_PARTS = 60
"""From how many headings of sections and their parts on the contents name the parts too."""
_LISTED = 20
"""From how many figures, or tables, on there is a list of them."""


def write(document: Document, styling: Styling) -> Written:
    """The document, on the template where one is given. Raises DocumentError for a template that can't be used."""
    pictures = {figure.anchor: drawn(figure.picture, document.language, styling.theme) for figure in document.figures}
    if styling.template is None:
        target = base_document()
        known = complete(target, target)
        _set_paper(target)
        _add_footer(target, document, known.paragraphs["Footer"])
        return _written(target, known, document, pictures, is_base=True)
    try:
        target = from_template(styling.template, styling.template_name)
        known = complete(target, base_document())
        complete_paper(target)
        _remove_empty_end(target)
        return _written(target, known, document, pictures, is_base=False)
    except DocumentError:
        raise
    except Exception as error:  # a template is whatever somebody made, and the report alone is written without it
        raise DocumentError(_NOT_USABLE, name=styling.template_name) from error


def _written(
    target: Any, known: StyleIds, document: Document, pictures: Mapping[str, Drawn], is_base: bool
) -> Written:
    report = _Report(target, known, document, pictures, is_base)
    report.write()
    return Written(finish(target, document), {}, (*known.remarks, *report.remarks))


class _Report:
    def __init__(
        self, target: Any, known: StyleIds, document: Document, pictures: Mapping[str, Drawn], is_base: bool
    ) -> None:
        self.target = target
        self.document = document
        self.is_base = is_base
        self.body = target.element.body
        self.blocks = Blocks(target, known, document.language, document.numbers)
        self.paper: Paper = paper_of(target.sections[-1], is_base)
        self.prototype = deepcopy(self.body.sectPr)
        self.drawn = pictures
        self.remarks: list[Sentence] = []

    def write(self) -> None:
        """The title and the summary on the first page, then the contents, then everything else."""
        first, rest = _split(self.document.blocks)
        if any(child.tag != qn("w:sectPr") for child in self.body):
            self._break_page()
        self._title()
        for block in first:
            self._block(block, Group(False, ()), is_new_page=True)
        groups = groups_of(rest, self.drawn, self.paper)
        if self.document.has_contents:
            self._contents(opens_page=bool(first))
        if self.document.has_contents or first or not groups:
            groups = [Group(False, ()), *groups]
        for place, group in enumerate(groups):
            # A section of Word begins on a new page by itself.
            turns = place > 0 and groups[place - 1].is_wide != group.is_wide
            for number, block in enumerate(group.blocks):
                before, after = group.blocks[:number], group.blocks[number + 1 : number + 2]
                self._block(block, group, before, after, turns)
            if place + 1 < len(groups) and groups[place + 1].is_wide != group.is_wide:
                end_section(self.body, section_of(self.prototype, group.is_wide, place == 0, self.is_base))
        self.body.replace(
            self.body.sectPr, section_of(self.prototype, groups[-1].is_wide, len(groups) == 1, self.is_base)
        )

    def _title(self) -> None:
        self.blocks.add("Title")._p.append(run_of(self.document.title))
        said = byline(self.document)
        if said:
            self.blocks.add("Subtitle")._p.append(run_of(said))

    def _break_page(self) -> None:
        paragraph = self.target.add_paragraph()
        run = element("r")
        run.append(element("br", type="page"))
        paragraph._p.append(run)

    def _block(
        self,
        block: Block,
        group: Group,
        before: Sequence[Block] = (),
        after: Sequence[Block] = (),
        is_new_page: bool = False,
    ) -> None:
        """Writes a block of a group; ``is_new_page`` says whether the group begins a page."""
        width = self.paper.wide_width if group.is_wide else self.paper.width
        match block:
            case Heading():
                self.blocks.heading(block, follows=bool(before) or not is_new_page)
            case Paragraph():
                self.blocks.paragraph(
                    block, block.keeps_next or any(isinstance(each, Figure | Table) for each in after)
                )
            case Bullets():
                self.blocks.bullets(block)
            case Table():
                self.blocks.table(block, width)
            case Figure():
                picture = self.drawn[block.anchor]
                is_alone = not before or isinstance(before[-1], Figure)
                text = height_of(text_before(before), width)
                scale = self.paper.scale(picture, group.is_wide, is_alone, text)
                if is_new_page and not group.is_wide:
                    scale = self.paper.scale_after(picture, scale, before)
                self.blocks.figure(block, picture, scale)
                self._remark(block, picture, scale)

    def _remark(self, figure: Figure, picture: Drawn, scale: float) -> None:
        """Says where the type of a picture is too small on its page."""
        if picture.type * scale < LEAST_TYPE - _HARDLY:
            name, number = FIGURE.in_language(self.document.language), str(self.document.numbers[figure.anchor])
            small = small_at(picture.type * scale, picture.width * scale, _IN_PARTS)
            self.remarks.append(
                Sentence(_OF_FIGURE, {"name": name, "number": number, "caption": figure.caption, "remark": small})
            )

    def _contents(self, opens_page: bool) -> None:
        """The contents, and lists of figures and of tables where there are many, with their entries."""
        language, numbers = self.document.language, self.document.numbers
        headings = [block for block in self.document.blocks if isinstance(block, Heading) and block.level <= 2]
        deepest = 2 if len(headings) >= _WITH_PARTS else 1
        self._list(
            CONTENTS.in_language(language),
            f'TOC \\o "1-{deepest}" \\h \\z \\u',
            [(f"toc {each.level}", each.text, each.anchor) for each in headings if each.level <= deepest],
            opens_page,
        )
        captions: tuple[tuple[Text, Text, Sequence[Figure] | Sequence[Table]], ...] = (
            (FIGURES, FIGURE, self.document.figures),
            (TABLES, TABLE, [table for table in self.document.tables if table.caption]),
        )
        for title, name, found in captions:
            if len(found) >= _LISTED:
                label = name.in_language(language)
                entries = [
                    ("table of figures", f"{label} {numbers[each.anchor]}. {each.caption}", each.anchor)
                    for each in found
                ]
                self._list(title.in_language(language), f'TOC \\h \\z \\c "{label}"', entries, opens_page=False)

    def _list(self, title: str, instruction: str, entries: Sequence[tuple[str, str, str]], opens_page: bool) -> None:
        """A field with an entry for each line; Word fills in the pages."""
        heading = self.blocks.add("TOC Heading")
        heading._p.append(run_of(title))
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.page_break_before = opens_page
        if not opens_page:
            heading.paragraph_format.space_before = ABOVE_SECTION
        begin, instructed, separate, _, end = field(instruction, "")
        for place, (style, text, anchor) in enumerate(entries):
            paragraph = self.blocks.add(style)._p
            if place == 0:
                for run in (begin, instructed, separate):
                    paragraph.append(run)
            paragraph.append(internal_link(anchor, run_of(text)))
            if place == len(entries) - 1:
                paragraph.append(end)


def _split(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """The summary, where it is the first section, and the rest."""
    first = blocks[0] if blocks else None
    if not isinstance(first, Heading) or first.anchor != _SUMMARY:
        return (), blocks
    places = (
        place for place, block in enumerate(blocks) if place and isinstance(block, Heading) and block.level == 1
    )
    end = next(places, len(blocks))
    return blocks[:end], blocks[end:]


def _set_paper(target: Any) -> None:
    from docx.shared import Mm

    section = target.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in A4)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = (
        Mm(side) for side in MARGINS
    )
    section.header_distance = section.footer_distance = Mm(9)


def _add_footer(target: Any, document: Document, style: str) -> None:
    """The title and the page, in the middle, so that they suit pages of both kinds."""
    paragraph = target.sections[0].footer.paragraphs[0]
    own = paragraph._p
    own.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), style)
    own.get_or_add_pPr().append(parse_xml(f'<w:jc {nsdecls("w")} w:val="center"/>'))
    before, rest = _PAGE.in_language(document.language).split("{page}")
    between, after = rest.split("{pages}")
    own.append(run_of(f"{document.title} · {before}"))
    for run in field("PAGE", "1"):
        own.append(run)
    own.append(run_of(between))
    for run in field("NUMPAGES", "1"):
        own.append(run)
    if after:
        own.append(run_of(after))


def _remove_empty_end(target: Any) -> None:
    """Takes away the empty paragraphs at the end of a template, which every new document has."""
    body = target.element.body
    for child in reversed([child for child in body if child.tag != qn("w:sectPr")]):
        is_empty = child.tag == qn("w:p") and not any(True for _ in child.iter(qn("w:r"), qn("w:sectPr")))
        if not is_empty:
            break
        body.remove(child)


WRITER = Writer(write, is_own, templates=True)
