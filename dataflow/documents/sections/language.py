"""The common language: how each actor writes the fields for which they do not have one."""

from collections.abc import Iterator

from dataflow.base.text import Text
from dataflow.documents import Analysed, Order, Section
from dataflow.documents.language_table import TITLE, common_language, language_table
from dataflow.documents.model import Block, Paragraph, line
from dataflow.reports._language_rows import NOT_COMMON, counted_in_words, rows_of

_INTRO = Text(
    en="Actors have a common language for a field where what one of them writes can be read by the others as it was"
    " meant: in the same form, codes and method, or with a map between them.",
    da="Aktører har et fælles sprog for et felt, når det, én af dem skriver, kan læses af de andre, som det var ment:"
    " i samme form, koder og metode eller med en oversættelse imellem.",
)
_READ = Text(
    en=" The table has the fields for which that is not so everywhere. Read the rows of a field together: how each"
    " actor writes it, to whom it sends it in what form, and in the last column what is lost and why.",
    da=" Tabellen viser de felter, hvor det ikke er sådan alle steder. Læs et felts rækker sammen: hvordan hver"
    " aktør skriver det, hvem den sender det til i hvilken form, og i sidste kolonne hvad der går tabt og hvorfor.",
)
_CAPTION = Text(
    en="Fields for which the actors have no common language everywhere",
    da="Felter, som aktørerne ikke alle steder har et fælles sprog for",
)


def write(source: Analysed, order: Order) -> Iterator[Block]:
    """How to read it, how many fields there are, and a table of those without a common language."""
    language, data_map = order.language, source.data_map
    common = common_language(source, data_map.fields)
    rows = rows_of(common, language)
    if not any(each.is_common for each in rows):
        return
    lossy = [each for each in rows if not each.translates]
    yield Paragraph(line(_INTRO.in_language(language), _READ.in_language(language) if lossy else ""))
    yield Paragraph(line(counted_in_words(rows, language)))
    if lossy:
        yield language_table(data_map, lossy, language, "language-table", _CAPTION.in_language(language))


SECTION = Section(TITLE, 102, write, NOT_COMMON)
