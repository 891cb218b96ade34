"""Whether a YAML file may belong to a map, as far as its text says: other programs keep YAML beside maps."""

import re
from enum import IntEnum

from dataflow.base.nearest import nearest
from dataflow.language.fast_reader import keys_of
from dataflow.language.nodes import MappingNode
from dataflow.language.parse import parse
from dataflow.language.schema import FileSpec

_PLAIN = re.compile(rb"^(?:\xef\xbb\xbf)?map:", re.MULTILINE)
# In a file that can't be read as YAML; without the zero bytes of UTF-16, and with any line ends.
_MAP_SECTION = re.compile(rb"""(?:^|[{,\r\n])\s*["']?map["']?\s*:""")
_OWN_SECTION = re.compile(rb"""(?:^|[{,\r\n])["']?(?:phases|fields|actors)["']?\s*:""")


class FileClass(IntEnum):
    """Whether a file belongs to a map, and whether it names the map; the surer, the higher."""

    FOREIGN = 0
    """Of another program: a list, or a mapping of which most keys are unknown."""
    PART = 1
    """It has sections of a map, but none that says which map it is."""
    MAP = 2
    """It has the section ``map``, or a key that is nearly called so."""


def is_plainly_a_map(text: bytes) -> bool:
    """Whether a line begins with ``map:``, tested by a regular expression without parsing."""
    return _PLAIN.search(text) is not None


def class_of(text: bytes) -> FileClass:
    """The class of a file, by its text; one with mistakes is classified by what can be read of it."""
    if is_plainly_a_map(text):
        return FileClass.MAP
    parsed = parse("", text)
    if isinstance(parsed.root, MappingNode):
        return _of_keys([str(key) for key in parsed.root])
    if parsed.whole:
        return FileClass.FOREIGN
    readable = text.replace(b"\0", b"")
    if _MAP_SECTION.search(readable):
        return FileClass.MAP
    return FileClass.PART if _OWN_SECTION.search(readable) else FileClass.FOREIGN


def _of_keys(keys: list[str]) -> FileClass:
    known = keys_of(FileSpec)
    meant = [(key,) if key in known else nearest(key, known) for key in keys[:100]]
    if any("map" in each for each in meant):
        return FileClass.MAP
    own = sum(map(bool, meant))
    # One word in common is chance: other programs have "channels" and "groups" too.
    return FileClass.PART if own and 2 * own >= len(meant) else FileClass.FOREIGN
