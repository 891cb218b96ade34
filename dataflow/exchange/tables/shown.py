"""A cell's value as people read and write it."""

from collections.abc import Mapping

from dataflow.exchange.tables.kinds import CHOICE, FLAG, NUMBER, PHASES, REF, REFS, Column
from dataflow.exchange.tables.names import YES_OR_NO, Names
from dataflow.exchange.tables.rows import Value

BETWEEN = "; "
"""What separates several values in a cell."""


def shown(column: Column, value: Value, names: Mapping[str, Names], language: str) -> str:
    """The text of a cell: names instead of ids, words in the language."""
    if isinstance(value, tuple):
        return BETWEEN.join(shown(column, each, names, language) for each in value)
    if column.kind == CHOICE and column.choices and value in column.choices:
        return column.choices[value].in_language(language)
    if column.kind in (REF, REFS, PHASES) and column.section in names:
        return names[column.section].shown.get(value, value)
    if column.kind == FLAG:
        return YES_OR_NO[value].in_language(language) if value in YES_OR_NO else value
    if column.kind == NUMBER and language == "da":
        return value.replace(".", ",")
    return value
