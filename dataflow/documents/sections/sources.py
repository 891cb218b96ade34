"""The sources: the bibliography as cited."""

from collections import Counter
from collections.abc import Iterator

from dataflow.base.text import Text
from dataflow.documents import Analysed, Order, Section
from dataflow.documents.model import Block, Column, Row, Run, Table, line
from dataflow.wording.dates import in_words

TITLE = Text(en="Sources", da="Kilder")
_NONE = Text(en="The map cites no source.", da="Kortet henviser ikke til nogen kilder.")
_CAPTION = Text(en="Sources that statements cite", da="Kilder, som udsagn henviser til")
_HEADS = (
    (Text(en="Title", da="Titel"), 4.0),
    (Text(en="Kind", da="Art"), 1.2),
    (Text(en="Date", da="Dato"), 1.0),
)
_CITED = Text(en="Citations", da="Henvisninger")


def write(source: Analysed, order: Order) -> Iterator[Block]:
    """The cited sources in the order of declaration."""
    data_map, language = source.data_map, order.language
    cited = Counter(citation.source for entry in data_map.entries for citation in entry.citations)
    cited += Counter(citation.source for channel in data_map.channels.values() for citation in channel.citations)
    found = [each for each in data_map.sources.values() if cited[each.id]]
    if not found:
        return
    columns = tuple(Column(text.in_language(language), width) for text, width in _HEADS)
    rows = tuple(
        Row(
            (
                line(Run(each.title.in_language(language), target=each.url or "")),
                line(each.kind.in_language(language) if each.kind else ""),
                line(in_words(each.date).in_language(language) if each.date else ""),
                line(str(cited[each.id])),
            ),
            anchor=f"source-{each.id}",
        )
        for each in found
    )
    number = Column(_CITED.in_language(language), 1.1, figures=True)
    yield Table("sources-table", _CAPTION.in_language(language), (*columns, number), rows)


SECTION = Section(TITLE, 130, write, _NONE)
