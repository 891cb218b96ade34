"""How actors write fields, as a table for people and as a document of its own."""

from collections.abc import Iterable, Sequence

from dataflow.analysis.lineage.field_language import UNTRANSLATED, field_languages
from dataflow.analysis.needs.causes import Cause
from dataflow.base.finding import Finding
from dataflow.base.text import Text
from dataflow.base.visible import visible
from dataflow.documents import Analysed
from dataflow.documents.assembly import tied
from dataflow.documents.gap_table import UNMET
from dataflow.documents.labelled import linked
from dataflow.documents.model import Block, Column, Document, Heading, Paragraph, Row, Table, line
from dataflow.model.data_map import DataMap
from dataflow.reports import CommonLanguage
from dataflow.reports._language_rows import (
    HEADS,
    NOTHING,
    ActorRows,
    FieldRows,
    about_field,
    counted_in_words,
    rows_of,
)

_TEXT_ONLY = "DF307"
"""The rule about needs that are met as free text only."""
TITLE = Text(en="Common language", da="Fælles sprog")
_WIDTHS = {"field": 1.3, "actor": 1.0, "how": 2.2, "sent": 2.2, "untranslated": 2.0}


def common_language(source: Analysed, fields: Iterable[str]) -> CommonLanguage:
    """How each actor (by role) writes some fields, with what the rules find about it; without waived findings."""
    languages = field_languages(source.needs, source.assumptions, fields)
    findings = tuple(each for each in source.gaps() if not each.waived and _is_about_writing(each))
    return CommonLanguage(source.data_map, languages, findings)


def _is_about_writing(finding: Finding) -> bool:
    if finding.code == _TEXT_ONLY:
        return True
    return finding.code == UNMET and finding.cause is not None and Cause(finding.cause) in UNTRANSLATED


def language_table(
    data_map: DataMap, rows: Sequence[FieldRows], language: str, anchor: str, caption: str = ""
) -> Table:
    """A row for each field and actor; the first of a field has its unit and codes."""
    columns = tuple(Column(HEADS[key].in_language(language), width) for key, width in _WIDTHS.items())
    cells = (
        _row(data_map, each.field, actor, language, is_first=actor is each.actors[0])
        for each in rows
        for actor in each.actors
    )
    return Table(anchor, caption, columns, tuple(cells), wide=True)


def _row(data_map: DataMap, field: str, rows: ActorRows, language: str, is_first: bool) -> Row:
    about = about_field(data_map, field, language) if is_first else ""
    return Row(
        (
            line(linked(data_map, "fields", field, language), f" ({about})" if about else ""),
            line(linked(data_map, "actors", rows.actor, language)),
            line("; ".join(rows.done_in_words(data_map, language))),
            line("; ".join(rows.sent_in_words(data_map, language))),
            line(visible(" ".join(rows.untranslated))),
        ),
        explore=f"field={field}",
    )


def language_document(common: CommonLanguage, language: str, version: str) -> Document:
    """The table of all fields that are asked for, as a document."""
    data_map = common.data_map
    rows = rows_of(common, language)
    title = visible(data_map.title.in_language(language))
    blocks: list[Block] = [Heading(1, title, f"language-{data_map.id}")]
    if rows:
        blocks.append(Paragraph(line(counted_in_words(rows, language))))
        blocks.append(language_table(data_map, rows, language, "language-table"))
    else:
        blocks.append(Paragraph(line(NOTHING.in_language(language))))
    document = Document(
        TITLE.in_language(language), language, tuple(blocks), date=data_map.as_of or "", version=version
    )
    return tied(document)
