"""A cell's value as people read and write it."""

from collections.abc import Mapping

from dataflow.exchange.tables.cells import read_cell
from dataflow.exchange.tables.kinds import CHOICE, CITATIONS, FLAG, NUMBER, PHASES, REF, REFS, Column
from dataflow.exchange.tables.names import YES_OR_NO, Names
from dataflow.exchange.tables.problems import Cell
from dataflow.exchange.tables.rows import Value
from dataflow.exchange.tables.worded import BETWEEN, in_words


def shown(column: Column, value: Value, names: Mapping[str, Names], language: str) -> str:
    """The text of a cell: names instead of ids, words in the language."""
    if isinstance(value, tuple):
        return BETWEEN.join(shown(column, each, names, language) for each in value)
    words = YES_OR_NO if column.kind == FLAG else column.choices if column.kind == CHOICE else None
    if words and value in words:
        return words[value].in_language(language)
    if column.kind in (REF, REFS, PHASES) and column.section in names:
        return names[column.section].shown.get(value, value)
    if column.kind == CITATIONS and "sources" in names:
        return _cited(value, names["sources"])
    if column.kind == NUMBER and language == "da":
        return value.replace(".", ",")
    worded = in_words(column, value, names, language)
    # What would come back as another value is shown as it is written.
    same = worded is not None and read_cell(column, Cell(worded, ""), names, language).value == value
    return worded if worded is not None and same else value


def _cited(citation: str, sources: Names) -> str:
    """A citation with the title of its source; a title with a bracket would be read as one with a spot."""
    source, bracket, spot = citation.partition(" (")
    name = sources.shown.get(source, source)
    return (source if "(" in name else name) + bracket + spot
