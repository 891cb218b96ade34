"""Another id for what a map declares, in every file that names it."""

from collections.abc import Iterable
from typing import NamedTuple

from dataflow.base.text import Text
from dataflow.base.user_error import UserError
from dataflow.editor.known import Known
from dataflow.editor.occurrences import Id, Occurrence
from dataflow.language.ids import id_meant, is_id

_NO_ID = Text(
    en='"{name}" can\'t be an id: small letters a-z, digits, - and _, beginning with a letter, 64 at most.{meant}',
    da='"{name}" kan ikke være et id: små bogstaver a-z, cifre, - og _, først et bogstav, højst 64 tegn.{meant}',
)
_MEANT = Text(en=' "{meant}" can.', da=' "{meant}" kan.')
_TAKEN = Text(
    en='The id "{name}" is taken ({kind}). Choose another.', da='Id\'et "{name}" er optaget ({kind}). Vælg et andet.'
)
_NOT_DECLARED = Text(
    en='"{name}" is declared nowhere, so it can\'t be renamed. Correct the word, or declare it.',
    da='"{name}" er ikke angivet nogen steder og kan derfor ikke omdøbes. Ret ordet, eller angiv det.',
)
_ONLY_IDS = Text(en="There is no id here that can be renamed.", da="Her er intet id, der kan omdøbes.")
_UNREAD = Text(
    en="{file} can't be read, and may name it. Correct the file first.",
    da="{file} kan ikke læses og nævner det måske. Ret filen først.",
)
_NOT_AS_WRITTEN = Text(
    en="{file}, line {line}, writes the id with escapes or over several lines. Write it plainly first.",
    da="{file}, linje {line}, skriver id'et med koder eller over flere linjer. Skriv det ligefremt først.",
)
_ALL = frozenset({"all"})
"""What no phase may be called."""


class CannotRename(UserError):
    """Why an id keeps its name."""


class Replacement(NamedTuple):
    """A text to write between two offsets of a file."""

    file: str
    start: int
    end: int
    text: str


def renamable(known: Known, occurrence: Occurrence | None) -> Occurrence:
    """The occurrence, if its id can be renamed at all. Raises CannotRename."""
    if occurrence is None or occurrence.id.section == "rules":
        raise CannotRename(_ONLY_IDS)
    if not known.declarations(occurrence.id):
        raise CannotRename(_NOT_DECLARED, name=occurrence.id.name)
    return occurrence


def renamed(known: Known, id_: Id, name: str, unread: Iterable[str] = ()) -> tuple[Replacement, ...]:
    """The text replacements that rename an id everywhere.

    ``unread`` are the files with a syntax error, in which occurrences cannot be found. Raises ``CannotRename`` for a
    name that is no id or is taken, and where files are unread.
    """
    if not is_id(name) or (id_.section == "phases" and name in _ALL):
        meant = id_meant(name)
        shown = "" if meant is None else _MEANT.in_language(known.language).format(meant=meant)
        raise CannotRename(_NO_ID, name=name, meant=shown)
    other = id_._replace(name=name)
    if name != id_.name and known.declarations(other):
        raise CannotRename(_TAKEN, kind=known.kind(id_.section), name=name)
    for file in unread:
        raise CannotRename(_UNREAD, file=file)
    found = known.occurrences(id_)
    for each in found:
        if not each.exact:
            line, _ = known.files[each.file].positions.place_at(each.start)
            raise CannotRename(_NOT_AS_WRITTEN, file=each.file, line=str(line))
    return tuple(Replacement(each.file, each.start, each.end, name) for each in found)
