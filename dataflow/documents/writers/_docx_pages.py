"""Pages of a Word document: which blocks stand on pages on their side, and the sections that hold them."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from docx.oxml.ns import qn

from dataflow.documents.drawing import Drawn
from dataflow.documents.model import Block, Bullets, Figure, Heading, Paragraph, Table
from dataflow.documents.widths import breaks_words, fitted, most_lines
from dataflow.documents.writers._docx_parts import element
from dataflow.documents.writers._docx_room import TWIPS, Paper

_NARROW = 4
"""The most columns of a table that always has room on an upright page."""
_HIGHEST = 9
"""The most lines of a row of a wide table on an upright page."""
A4 = (210.0, 297.0)
MARGINS = (18.0, 20.0, 18.0, 20.0)
"""Top, right, bottom and left of the base document, in millimetres."""
_MARGIN = 15.0
"""Of a page on its side, in millimetres, where no template says otherwise."""


def complete_paper(document: Any) -> None:
    """Gives the last section of a template the size and margins that it lacks: it may say nothing of its paper."""
    from docx.shared import Mm

    document.element.body.get_or_add_sectPr()
    section = document.sections[-1]
    sizes = zip(("page_width", "page_height"), A4, strict=True)
    if not (section.page_width and section.page_height):
        for name, size in sizes:
            setattr(section, name, Mm(size))
    sides = ("top_margin", "right_margin", "bottom_margin", "left_margin")
    for name, margin in zip(sides, MARGINS, strict=True):
        if getattr(section, name) is None:
            setattr(section, name, Mm(margin))


def paper_of(section: Any, is_base: bool) -> Paper:
    """The paper of a section; on their side, pages of the base document have narrower margins."""
    width, height = section.page_width.mm, section.page_height.mm
    left, right, top, bottom = (
        side.mm for side in (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    )
    if is_base:
        return Paper(width - left - right, height - top - bottom, height - 2 * _MARGIN, width - 2 * _MARGIN - 5)
    return Paper(width - left - right, height - top - bottom, height - top - bottom, width - left - right)


@dataclass(frozen=True)
class Group:
    """Blocks that stand on pages of one kind."""

    is_wide: bool
    blocks: tuple[Block, ...]


def groups_of(blocks: Sequence[Block], drawn: Mapping[str, Drawn], paper: Paper) -> list[Group]:
    """The blocks in groups: what follows a heading up to the next one stays together, but for wide figures.

    A heading of a section with text alone stands with what follows it: with a wide figure, where both have room.
    """
    turned = frozenset(_turned(blocks, drawn, paper))
    parts: list[list[Block]] = []
    for block in blocks:
        if not parts or (isinstance(block, Heading) and block.level <= 2 and not _is_opening(parts[-1])):
            parts.append([])
        if isinstance(block, Figure) and block.anchor in turned:
            joins = _is_opening(parts[-1]) and paper.has_room_for(parts[-1], drawn[block.anchor])
            parts += [[*(parts.pop() if joins else ()), block], []]
        else:
            parts[-1].append(block)
    found: list[Group] = []
    for part in filter(None, parts):
        tables = [block for block in part if isinstance(block, Table)]
        wide = any(isinstance(block, Figure | Table) and block.anchor in turned for block in part)
        wide = wide or (bool(found) and found[-1].is_wide and any(map(_is_narrow, tables)))
        if found and found[-1].is_wide == wide:
            found[-1] = Group(wide, (*found[-1].blocks, *part))
        else:
            found.append(Group(wide, tuple(part)))
    return found


def _turned(blocks: Sequence[Block], drawn: Mapping[str, Drawn], paper: Paper) -> Iterator[str]:
    """The anchors of what stands on its side: figures, and all wide tables of a section where one of them has to."""
    for section in _sections(blocks):
        yield from (each.anchor for each in section if isinstance(each, Figure) and paper.is_wide(drawn[each.anchor]))
        tables = [each for each in section if isinstance(each, Table) and each.wide and not _is_narrow(each)]
        room = round(paper.width * TWIPS)
        if any(breaks_words(each, room) or most_lines(each, fitted(each, room)) > _HIGHEST for each in tables):
            yield from (each.anchor for each in tables)


def _sections(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    starts = [place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1]
    for start, end in pairwise([0, *starts, len(blocks)]):
        yield blocks[start:end]


def _is_opening(part: Sequence[Block]) -> bool:
    if not part:
        return False
    first = part[0]
    is_section = isinstance(first, Heading) and first.level == 1
    return is_section and all(isinstance(block, Paragraph | Bullets) for block in part[1:])


def _is_narrow(table: Table) -> bool:
    """Whether a table for a page on its side has so few columns that it suits an upright one too."""
    return table.wide and len(table.columns) <= _NARROW


def section_of(prototype: Any, is_wide: bool, is_first: bool, is_base: bool) -> Any:
    """The properties of a section like those of the prototype, on its side or upright."""
    made = deepcopy(prototype)
    if not is_first:
        for tag in ("w:titlePg", "w:pgNumType"):
            for old in made.findall(qn(tag)):
                made.remove(old)
    kind = made.find(qn("w:type"))
    if kind is not None:
        made.remove(kind)
    size, margins = made.find(qn("w:pgSz")), made.find(qn("w:pgMar"))
    if is_wide and size is not None and margins is not None:
        width, height = size.get(qn("w:w")), size.get(qn("w:h"))
        size.set(qn("w:w"), height)
        size.set(qn("w:h"), width)
        size.set(qn("w:orient"), "landscape")
        sides = {name: margins.get(qn(f"w:{name}")) for name in ("top", "right", "bottom", "left")}
        turned = {"top": sides["left"], "right": sides["top"], "bottom": sides["right"], "left": sides["bottom"]}
        for name, value in turned.items():
            margins.set(qn(f"w:{name}"), str(round(_MARGIN * TWIPS)) if is_base else value)
    return made


def end_section(body: Any, properties: Any) -> None:
    """Ends a section after the last block: in its last paragraph, or in a small one after a table."""
    last = [child for child in body if child.tag != qn("w:sectPr")][-1]
    if last.tag != qn("w:p"):
        after = element("p")
        spacing = element("pPr")
        spacing.append(element("spacing", before=0, after=0, line=20, lineRule="exact"))
        after.append(spacing)
        last.addnext(after)
        last = after
    last.get_or_add_pPr().append(properties)
