"""The commands that may stand in a document, with the options that each takes; nothing else is carried out."""

import hashlib
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field

from dataflow.base.text import Text
from dataflow.base.user_error import UserError

HASH = "--hash"
"""The option in which a document keeps the hash of what was written."""
_EVERYWHERE = ("--lang", "--scenario", "--as-of", "--level")
_PARTS = ("--actor", "--field", "--group", "--phase", "--channel", "--purpose")
_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "render": (*_EVERYWHERE, *_PARTS, "--view", "--by", "--theme", "--width", "--alt", "--title"),
    "gaps": (*_EVERYWHERE, "--actor", "--field", "--phase", "--confidence"),
    "stats": (*_EVERYWHERE, "--table"),
    "questions": _EVERYWHERE,
    "fields": (*_EVERYWHERE, "--group"),
}
_FLAGS: Mapping[str, tuple[str, ...]] = {"render": ("--inline", "--no-legend")}
COMMANDS = tuple(_OPTIONS)
_SEVERAL = frozenset(_PARTS)

BAD_COMMAND = Text(
    en="{command} can't stand in a document; these can: {known}.",
    da="{command} kan ikke stå i et dokument; det kan disse: {known}.",
)
BAD_OPTION = Text(
    en="{command} has no option {option} in a document. It has: {known}.",
    da="{command} har ikke tilvalget {option} i et dokument. Det har: {known}.",
)
NO_VALUE = Text(en="{option} lacks its value.", da="{option} mangler sin værdi.")
TWICE = Text(en="{option} stands twice; write it once.", da="{option} står to gange; skriv det én gang.")
TWO_PATHS = Text(
    en="A command is of one map, and here are two: {one} and {other}. Put a value with blanks in quotes.",
    da="En kommando gælder ét kort, og her er to: {one} og {other}. Sæt en værdi med mellemrum i citationstegn.",
)
OF_TWO_MAPS = Text(
    en="The view {view} compares two maps, and a command in a document is of one. Draw it with dataflow render, and"
    " insert the file.",
    da="Visningen {view} sammenligner to kort, og en kommando i et dokument gælder ét. Tegn den med dataflow render,"
    " og indsæt filen.",
)
BAD_QUOTES = Text(
    en="A quotation mark is not closed, or the command can't be read.",
    da="Et citationstegn er ikke afsluttet, eller kommandoen kan ikke læses.",
)
_SMART = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "»": '"', "«": '"', "’": "'", "‘": "'", "–": "--", "—": "--", "\u00a0": " "}
)
"""What Word makes of quotation marks and of two hyphens while one types."""


class BadCommand(UserError):
    """A command in a document that can't be carried out."""


@dataclass(frozen=True)
class EmbedCommand:
    """A command as it stands in a document; ``written`` is its text without the hash."""

    name: str
    path: str | None
    options: Mapping[str, tuple[str, ...]]
    flags: frozenset[str]
    written: str
    hash: str | None = field(default=None, compare=False)

    def one(self, option: str) -> str | None:
        """The value of an option that stands once."""
        return next(iter(self.options.get(option, ())), None)

    def all(self, option: str) -> tuple[str, ...]:
        """The values of an option."""
        return self.options.get(option, ())

    @property
    def lang(self) -> str | None:
        """The language that it asks for."""
        return self.one("--lang")


def read_command(text: str, from_word: bool = False) -> EmbedCommand:
    """The command of a text such as ``render specs/ihd --view gaps``. Raises BadCommand."""
    if from_word:
        text = text.translate(_SMART)
    try:
        words = shlex.split(text)
    except ValueError:
        raise BadCommand(BAD_QUOTES) from None
    name, *rest = words or [""]
    if name not in _OPTIONS:
        raise BadCommand(BAD_COMMAND, command=name or "-", known=", ".join(COMMANDS))
    own, flags = (*_OPTIONS[name], HASH), (*_FLAGS.get(name, ()), "--planned")
    options: dict[str, list[str]] = {}
    found_flags: set[str] = set()
    path: str | None = None
    while rest:
        word = rest.pop(0)
        option, has_value, value = word.partition("=") if word.startswith("--") else (word, "", "")
        if not word.startswith("-"):
            if path is not None:
                raise BadCommand(TWO_PATHS, one=path, other=word)
            path = word
        elif option in flags and not has_value:
            found_flags.add(option)
        elif option in own:
            if not has_value and not rest:
                raise BadCommand(NO_VALUE, option=option)
            if option in options and option not in _SEVERAL:
                raise BadCommand(TWICE, option=option)
            options.setdefault(option, []).append(value if has_value else rest.pop(0))
        else:
            known = ", ".join(sorted((*_OPTIONS[name], *flags)))
            raise BadCommand(BAD_OPTION, command=name, option=option, known=known)
    found_hash = next(iter(options.pop(HASH, [])), None)
    given = {option: tuple(values) for option, values in options.items()}
    return EmbedCommand(name, path, given, frozenset(found_flags), _without_hash(text), found_hash)


def _without_hash(text: str) -> str:
    """The text as it was written, but for the hash."""
    before, mark, after = text.rpartition(HASH)
    if not mark:
        return text.strip()
    _, _, rest = after.lstrip(" =").partition(" ")
    return f"{before.strip()} {rest.strip()}".strip()


def hash_of(content: str) -> str:
    """The hash of what was written, whatever the ends of its lines."""
    return hashlib.sha256(content.replace("\r\n", "\n").encode()).hexdigest()[:12]
