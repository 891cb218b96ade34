"""Findings about keys that are indented too far, so that they belong to the key above them.

``actors: {gp: {hospital: {label: Hospital}}}`` has the actor ``hospital`` within the actor ``gp``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic_core import ErrorDetails

from dataflow.base.finding import Finding
from dataflow.base.text import Text
from dataflow.language.diagnostics import refusal
from dataflow.language.error_paths import Loc, keys_at, node_at, steps_in
from dataflow.language.everyday_words import nearest_keys
from dataflow.language.ids import id_meant, is_id
from dataflow.language.nodes import MappingNode, Scalar, SequenceNode, place_of
from dataflow.language.slips.words import SLIPS

_TOO_FAR = Text(
    en='"{key}" is indented too far: it belongs under {above}:, and stands under {within}:.',
    da='"{key}" er rykket for langt ind: det hører til under {above}: og står under {within}:.',
)
_MOVE = Text(
    en="Move it and the lines that belong to it to the left, into the column of {within}:.",
    da="Ryk det og de linjer, der hører til, mod venstre til samme kolonne som {within}:.",
)
_SECTION_TOO_FAR = Text(
    en='"{key}" is indented too far: it is a section of its own, and stands under {within}:.',
    da='"{key}" er rykket for langt ind: det er et afsnit for sig og står under {within}:.',
)


@dataclass(frozen=True)
class Indented:
    """The findings, and the paths of what is indented too far: all errors there have this reason."""

    findings: tuple[Finding, ...]
    paths: frozenset[Loc]

    def explains(self, loc: Loc) -> bool:
        """Whether an error at a path is due to the indentation."""
        return any(loc[:end] in self.paths for end in range(1, len(loc) + 1))


def indented(file: str, root: MappingNode, errors: Sequence[ErrorDetails]) -> Indented:
    """What is indented too far among the keys that the schema does not allow."""
    found: dict[Loc, Finding] = {}
    for error in errors:
        if error["type"] == "extra_forbidden":
            for path, finding in _of_key(file, root, error["loc"]):
                found.setdefault(path, finding)
    return Indented(tuple(found.values()), frozenset(found))


def is_indented(finding: Finding) -> bool:
    """Whether a finding says that something is indented too far."""
    return finding.message.text in (_TOO_FAR, _SECTION_TOO_FAR, SLIPS["id in first column"][0])


def _of_key(file: str, root: MappingNode, loc: Loc) -> Iterator[tuple[Loc, Finding]]:
    """The finding about an unknown key, and the path of what is indented too far."""
    if steps_in(root, loc) == loc and len(loc) == 1:
        yield from _of_section(file, root, str(loc[0]))
    if steps_in(root, loc) != loc or len(loc) < 3:
        return
    section, entry, key = loc[0], str(loc[1]), str(loc[-1])
    if entry in keys_at(()) and len(loc) == 3 and _begins_line(root, loc[:2]):
        place = place_of(file, root[str(section)].key(entry))
        words = {"key": entry, "within": str(section)}
        yield loc[:2], refusal("DF005", place, _SECTION_TOO_FAR, _MOVE, **words)
        return
    value = node_at(root, loc)
    if not _begins_line(root, loc) or not isinstance(value, MappingNode | SequenceNode):
        return
    place = place_of(file, node_at(root, loc[:-1]).key(key))
    if len(loc) == 3 and isinstance(value, MappingNode) and set(value) & set(keys_at(loc[:-1])):
        if is_id(key) or id_meant(key) is not None:
            words = {"key": key, "above": str(section), "within": entry}
            yield loc, refusal("DF005", place, _TOO_FAR, _MOVE, **words)
    elif len(loc) == 5 and isinstance(loc[3], int) and key in keys_at(loc[:2]):
        words = {"key": key, "above": entry, "within": str(loc[2])}
        yield loc, refusal("DF005", place, _TOO_FAR, _MOVE, **words)


def _of_section(file: str, root: MappingNode, key: str) -> Iterator[tuple[Loc, Finding]]:
    """The finding about an entry of a section that begins in the column of the section."""
    value, above = root[key], list(root)[: list(root).index(key)]
    section = next((str(each) for each in reversed(above) if each in keys_at(())), None)
    if section is None or not isinstance(value, MappingNode) or nearest_keys(key, keys_at(())):
        return
    entries = node_at(root, (section,)) or {}
    if not isinstance(entries, dict) or not set(value) & set(keys_at((section, key))):
        return
    written = root.key(key)
    columns = [each.column for each in entries if isinstance(each, Scalar) and each.column > written.column]
    words = {"key": key, "column": str(min(columns, default=written.column + 2))}
    message, hint = SLIPS["id in first column"]
    yield (key,), refusal("DF005", place_of(file, written), message, hint, **words)


def _begins_line(root: MappingNode, path: Loc) -> bool:
    """Whether the key at the end of a path stands on another line than the one that it is under."""
    above, node = node_at(root, path[:-2]), node_at(root, path[:-1])
    key: Scalar = node.key(str(path[-1]))
    parent = above.key(str(path[-2])) if isinstance(above, MappingNode) else node
    others = [each for each in node if each != key and isinstance(each, Scalar)]
    return key.line != parent.line and all(each.line != key.line for each in others)
