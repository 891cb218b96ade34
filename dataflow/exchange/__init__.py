"""Other formats in and out: one file each.

Law: a way in gives spec text, which only the one reader reads; a way out gives the bytes of one file.

A new format to write is a new file ``to_FORMAT.py`` here that ends in ``EXPORT = Export(write)``; the command line
offers it by the name of its file and imports no other.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dataflow.base.nearest import Unknown
from dataflow.base.plugins import names_in, plugin_in

if TYPE_CHECKING:
    import networkx as nx

    from dataflow.analysis.lineage.processing import Processing
    from dataflow.analysis.needs.questions import Question
    from dataflow.base.text import Sentence
    from dataflow.model.data_map import DataMap


@dataclass(frozen=True)
class Outgoing:
    """A map to write in another format: linked, as its own texts, as a graph, as processing activities, as questions.

    ``own_texts`` leaves out those of the map that it builds on. The last three are computed when they are used; the
    questions are in the order in which to ask them.
    """

    data_map: "DataMap"
    own_texts: Mapping[str, bytes]
    find_graph: "Callable[[], nx.MultiDiGraph[Any]]"
    find_processings: "Callable[[], Sequence[Processing]]"
    find_questions: "Callable[[], Sequence[Question]]"


@dataclass(frozen=True)
class ExportOptions:
    """The language of headings, the dialect of CSV, and what a workbook shows: one actor, or the open questions."""

    language: str = "en"
    dialect: str | None = None
    actor: str | None = None
    questions: bool = False


@dataclass(frozen=True)
class Export:
    """A format to write a map in.

    One that people fill in has a ``template`` for a new map, in a language; ``files`` gives the files of an archive.
    ``lacks`` says what there is nothing of in what is written, where that is so.
    """

    write: Callable[[Outgoing, ExportOptions], bytes]
    template: Callable[[str], bytes] | None = None
    files: Callable[[Outgoing, ExportOptions], Mapping[str, bytes]] | None = None
    lacks: "Callable[[Outgoing, ExportOptions], Sentence | None] | None" = None


def export_formats() -> tuple[str, ...]:
    """The formats in which a map can be written, from file names; no file is imported."""
    return tuple(name.removeprefix("to_") for name in names_in(sys.modules[__name__]) if name.startswith("to_"))


def export_of(format_: str) -> Export:
    """One format; no other is imported. Raises ``Unknown``."""
    if format_ not in export_formats():
        raise Unknown("format", format_, export_formats())
    found: Export = plugin_in(sys.modules[__name__], f"to_{format_}").EXPORT
    return found
