"""The gaps of maps as a document of their own: needs that are not met, and what else was found."""

from collections.abc import Iterator, Sequence

from dataflow.base.finding import Finding
from dataflow.base.text import Text
from dataflow.base.visible import visible
from dataflow.documents.accepted_table import not_shown
from dataflow.documents.assembly import tied
from dataflow.documents.gap_table import NEEDS, gap_table
from dataflow.documents.model import Block, Document, Heading, Paragraph, line
from dataflow.documents.sections.gaps import other_findings
from dataflow.model.data_map import DataMap

TITLE = Text(en="Who lacks what", da="Hvem mangler hvad")
_NONE = Text(en="Nothing was found.", da="Intet fund.")


def gap_document(found: Sequence[tuple[DataMap, Sequence[Finding]]], language: str, version: str) -> Document:
    """The findings of each map; of accepted ones, their number."""
    first = found[0][0]
    blocks = [block for data_map, findings in found for block in _of_map(data_map, findings, language)]
    title = TITLE.in_language(language)
    return tied(Document(title, language, tuple(blocks), date=first.as_of or "", version=version))


def _of_map(data_map: DataMap, findings: Sequence[Finding], language: str) -> Iterator[Block]:
    shown = [finding for finding in findings if not finding.waived]
    needs = [finding for finding in shown if finding.code in NEEDS]
    yield Heading(1, visible(data_map.title.in_language(language)), f"gaps-{data_map.id}")
    if not findings:
        yield Paragraph(line(_NONE.in_language(language)))
    if needs:
        yield gap_table(needs, data_map, language, f"gaps-{data_map.id}-table", "", names_actor=True)
    yield from other_findings(data_map, shown, language)
    if said := not_shown(findings, language):
        yield Paragraph(line(said), "note")
