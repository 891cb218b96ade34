"""The words that every format of a document needs."""

from dataflow.base.text import Text
from dataflow.documents.model import Document
from dataflow.wording.dates import in_words

FIGURE = Text(en="Figure", da="Figur")
TABLE = Text(en="Table", da="Tabel")
CONTENTS = Text(en="Contents", da="Indhold")
FIGURES = Text(en="Figures", da="Figurer")
TABLES = Text(en="Tables", da="Tabeller")


def byline(document: Document) -> str:
    """The author and the date of the map."""
    date = in_words(document.date).in_language(document.language) if document.date else ""
    return " · ".join(part for part in (document.author, date) if part)
