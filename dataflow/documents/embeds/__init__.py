"""Pictures and tables in documents of the user. Law: nothing in a document is executed; all else in it stays.

``commands.py`` says which commands may stand in a document, ``contents.py`` what they give, ``marked_text.py`` and
``word.py`` where they stand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from dataflow.base.text import Sentence, Text

if TYPE_CHECKING:
    from dataflow.documents import Analysed
    from dataflow.documents.embeds.commands import EmbedCommand


class Status(StrEnum):
    """What is to be said of a block of a document."""

    FRESH = "fresh"
    STALE = "stale"
    MISSING = "missing"
    EDITED = "edited"


AT_LINE = Text(en="{name}:{line}", da="{name}:{line}")
"""The place of a block in a text."""
WORDS: Mapping[Status, Text] = {
    Status.FRESH: Text(en="up to date", da="ajour"),
    Status.STALE: Text(en="stale: the map says something else now", da="forældet: kortet siger noget andet nu"),
    Status.MISSING: Text(en="missing: not written yet", da="mangler: endnu ikke skrevet"),
    Status.EDITED: Text(
        en="edited by hand: left as it is; --force overwrites it",
        da="rettet i hånden: bliver stående; --force overskriver det",
    ),
}


@dataclass(frozen=True, slots=True)
class Embedded:
    """A block of a document: its place, with the name of the document, its command, and its status.

    ``shown`` is its command where its place does not show that, else nothing.
    """

    place: Sentence
    command: str
    status: Status
    shown: str


@dataclass(frozen=True)
class Refreshed:
    """A document with its blocks written anew, and the pictures beside it by their names."""

    content: bytes
    beside: Mapping[str, bytes]
    blocks: tuple[Embedded, ...]
    remarks: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Surroundings:
    """The surroundings of a document, ``name`` being its path for messages.

    ``open_map`` opens the map of a command, and raises ``BadCommand`` for one that the document may not name;
    ``read`` gives a file beside the document, or None. Where ``force``, blocks that somebody edited are written too.
    """

    name: str
    open_map: "Callable[[EmbedCommand], Analysed]"
    read: Callable[[str], bytes | None]
    force: bool = False
