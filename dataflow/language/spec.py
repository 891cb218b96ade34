"""What every object of a spec file has, and citations (``language.md``, "Ids, labels and notes", "sources").

The classes are read by ``fast_reader.py`` and made into pydantic models by ``models.py``; see ``schema.py``.
"""

from typing import Annotated, Any, NoReturn

from dataflow.language.value_types import (
    Line,
    Meta,
    Names,
    OneOrMany,
    Ref,
    Wording,
    citation_shorthand,
)

Contradiction = tuple[str, str]
"""A contradiction between keys (``explain.CONTRADICTIONS``), and the key at which to report it."""


def dates_contradiction(start: str | None, end: str | None) -> Contradiction | None:
    """Dates that end before they begin."""
    return ("dates", "valid_to") if start and end and start > end else None


class Spec:
    """What is read of a mapping; its keys are the annotations of its class, and a key without a value is required.

    No dataclass: to make two dozen of those takes longer than to read a typical map by them (``make bench``).
    """

    def __init__(self, **read: Any) -> None:
        # One by one, so that all instances of a class share one table of names: half the memory of a dictionary each.
        for name, value in read.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"{name} is what the author wrote, and stays so")


class Written(Spec):
    """Anything that an author writes as a mapping. What is left out, or left open, is None."""

    note: Wording | None = None
    meta: Meta | None = None


class CitationSpec(Written):
    """A source, and the spot in it."""

    ref: Annotated[Ref, Names("sources")]
    at: Line | None = None


Citations = Annotated[tuple[Annotated[CitationSpec, citation_shorthand], ...], OneOrMany()]
