"""Reports: sections yield blocks, writers turn a document into files.

Law: a section says what a document contains, a writer how it looks; neither computes what the analysis knows.

A section is a file of ``sections/`` that ends in ``SECTION = Section(...)``, a format a file of ``writers/`` that
ends in ``WRITER = Writer(...)``; both are found by the names of their files. ``embeds/`` refreshes pictures and
tables in documents of the user.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from dataflow.base.nearest import Unknown
from dataflow.base.plugins import names_in, plugin_in
from dataflow.base.text import Sentence, Text
from dataflow.base.user_error import UserError
from dataflow.documents.model import Block, Document

if TYPE_CHECKING:
    from dataflow.analysis.assumptions import Assumptions
    from dataflow.analysis.figures.figures import Figures
    from dataflow.analysis.needs.needs import Needs
    from dataflow.base.finding import Confidence, Finding
    from dataflow.base.picture import Picture
    from dataflow.change.first import FirstChanges
    from dataflow.change.targets import Wish
    from dataflow.model.data_map import DataMap
    from dataflow.reports import Interview
    from dataflow.views import Focus


class Analysed(Protocol):
    """A map with the results of its analysis; a ``Project`` is one."""

    @property
    def language(self) -> str:
        """The language of the map."""

    @property
    def data_map(self) -> "DataMap":
        """The linked map."""

    @property
    def needs(self) -> "Needs":
        """The analysis."""

    @property
    def assumptions(self) -> "Assumptions":
        """Which statements count."""

    def gaps(self, level: str = "role", only_possible: bool = False) -> "tuple[Finding, ...]":
        """The findings about the care that the map describes; possible ones are also not waived."""

    def figures(self, level: str = "role") -> "Figures":
        """The figures."""

    def interview(self, level: str = "role") -> "Interview":
        """The questions: what nobody has found out yet."""

    def possible(self, level: str = "role") -> int:
        """How many findings are possible and not waived."""

    def first_changes(self, wish: "Wish", count: int) -> "FirstChanges":
        """The single changes that help most, one after another, checked on the map."""

    def picture(self, view: str = "overview", focus: "Focus | None" = None, *, by: str | None = None) -> "Picture":
        """The picture of a view."""


@dataclass(frozen=True)
class Order:
    """What is asked of a document.

    ``confidence`` leaves out findings that rest on less sure statements. ``command`` is the command line that makes
    the same document again, ``version`` that of dataflow; both are printed in the section on the method.
    """

    language: str = "en"
    title: str | None = None
    author: str | None = None
    level: str = "role"
    confidence: "Confidence | None" = None
    command: str = ""
    version: str = ""


@dataclass(frozen=True)
class Section:
    """A section of a report: its heading, its place among the others, and what it contains.

    A section without blocks is left out; one that was asked for by its name then says ``nothing``.
    """

    title: Text
    place: int
    write: Callable[[Analysed, Order], Iterable[Block]]
    nothing: Text | None = None


@dataclass(frozen=True)
class Styling:
    """How a document is written: the ``template`` is a Word document, ``theme`` the colours of pictures.

    ``name`` is the name of the file without its ending: files beside it are named after it. ``template_name`` is the
    path of the template, for messages.
    """

    name: str = "report"
    theme: str = "default"
    template: bytes | None = None
    template_name: str = ""


@dataclass(frozen=True)
class Written:
    """The bytes of a document, of the files beside it by their path from it, and remarks for its author."""

    content: bytes
    beside: Mapping[str, bytes]
    remarks: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Writer:
    """A format. ``is_own`` says whether a file was written by it and not changed by anybody since."""

    write: Callable[[Document, Styling], Written]
    is_own: Callable[[bytes], bool]
    templates: bool = False


class DocumentError(UserError):
    """A document that was given can't be read or used."""


def section_names() -> tuple[str, ...]:
    """The names of all sections, in the order of a report."""
    from dataflow.documents import sections

    return tuple(sorted(names_in(sections), key=lambda name: _section(name).place))


def _section(name: str) -> Section:
    from dataflow.documents import sections

    found: Section = plugin_in(sections, name).SECTION
    return found


def endings() -> tuple[str, ...]:
    """The endings of the formats of documents; no format is loaded."""
    from dataflow.documents import writers

    return names_in(writers)


def writer_of(ending: str) -> Writer:
    """The writer of a format; no other is loaded. Raises ``Unknown``."""
    from dataflow.documents import writers

    if ending not in endings():
        raise Unknown("format", ending, endings())
    found: Writer = plugin_in(writers, ending).WRITER
    return found


def document_of(source: Analysed, order: Order, names: Iterable[str] = ()) -> Document:
    """The document with the named sections, by default all of which the map says anything. Raises ``Unknown``."""
    from dataflow.documents.assembly import assembled

    known = section_names()
    wanted = tuple(names) or known
    for name in wanted:
        if name not in known:
            raise Unknown("section", name, known)
    return assembled(source, order, {name: _section(name) for name in wanted}, are_named=wanted is not known)
