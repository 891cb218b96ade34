"""Findings about keys that are none because of a slip in the YAML around them.

``{fields: mri, xray}`` has the keys ``fields`` and ``xray``; ``{phase:a}`` has the key ``phase:a``, and
``{phase a}`` the key ``phase a``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, get_args, get_origin

from pydantic_core import ErrorDetails

from dataflow.base.finding import Finding, Severity
from dataflow.base.place import Place
from dataflow.base.text import LANGUAGES, Sentence, Text
from dataflow.language.broken import colon_without_space, key_without_colon
from dataflow.language.completeness import nearest_completeness
from dataflow.language.diagnostics import refusal
from dataflow.language.error_paths import Loc, annotation_at, keys_at, node_at, steps_in
from dataflow.language.expected import EXPECTED
from dataflow.language.lookalikes import lookalike_in_word
from dataflow.language.nodes import MappingNode, Scalar, SequenceNode, place_of
from dataflow.language.several import as_list, one_each
from dataflow.language.slips.words import SLIPS
from dataflow.language.value_types import Completeness, Coverage, Line, OneOrMany, Wording

_SEVERAL = Text(en="Several values stand here without brackets.", da="Her står flere værdier uden parenteser.")
_QUOTES = Text(
    en="A comma ends a text in brackets, unless the text stands in quotes.",
    da="Et komma afslutter en tekst i parenteser, medmindre teksten står i citationstegn.",
)
_WRITE = Text(en="Write {key}: {value}", da="Skriv {key}: {value}")
_MALFORMED = Text(en='"{value}" is not {expected}.', da='"{value}" er ikke {expected}.')
_POINT = Text(en="A number has a point, not a comma.", da="Et tal skrives med punktum, ikke med komma.")
_TAKES_ONE = Text(
    en='"{key}" takes one value, and several stand here.', da='"{key}" har én værdi, og her står flere.'
)


@dataclass(frozen=True)
class KeySlips:
    """The findings, and the paths of the errors that they explain."""

    findings: tuple[Finding, ...]
    explained: frozenset[Loc]


def key_slips(file: str, root: MappingNode, errors: Sequence[ErrorDetails]) -> KeySlips:
    """The slips among the keys that the schema does not allow: without a colon, or without a value."""
    findings: list[Finding] = []
    explained: set[Loc] = set()
    open_keys: dict[Loc, list[Loc]] = {}
    for error in errors:
        loc = error["loc"]
        path = loc[:-1] if loc[-1] == "[key]" else loc
        if error["type"] != "extra_forbidden" and loc[-1] != "[key]":
            continue
        slip = _before_bracket(file, root, path) or _without_colon(file, root, path)
        if slip is not None:
            findings.append(slip[0])
            explained.update((loc, *((*path[:-1], key) for key in slip[1])))
        elif _is_open(root, path):
            open_keys.setdefault(path[:-1], []).append(loc)
    for above, locs in open_keys.items():
        for finding, done in _in_mapping(file, node_at(root, steps_in(root, above)), above, locs):
            findings.append(finding)
            explained.update(done)
    return KeySlips(tuple(findings), frozenset(explained))


def _before_bracket(file: str, root: MappingNode, path: Loc) -> tuple[Finding, tuple[str, ...]] | None:
    """The finding about a key such as ``gp:{label``, whose colon stands before a bracket without a space."""
    node = node_at(root, steps_in(root, path[:-1]))
    if not isinstance(node, MappingNode) or path[-1] not in node:
        return None
    written = node.key(str(path[-1]))
    words = colon_without_space(written)
    if not words or words["value"][:1] not in ("{", "["):
        return None
    words["value"] = f"{words['value']}: {_shown(node[written])}"
    place = place_of(file, written)._replace(width=len(words["key"]) + 1)
    message, hint = SLIPS["space after colon"]
    return refusal("DF005", place, message, hint, **words), (str(written), words["key"])


def _without_colon(file: str, root: MappingNode, path: Loc) -> tuple[Finding, tuple[str, ...]] | None:
    """The finding about a key such as ``phase discharge``, and the keys that it explains: the one that is meant, and
    what follows a comma in its text; None where it is another slip.

    Behind a text for people, several words belong to the text rather than to a key.
    """
    node = node_at(root, steps_in(root, path[:-1]))
    if not isinstance(node, MappingNode) or path[-1] not in node:
        return None
    written = node.key(str(path[-1]))
    words = key_without_colon(written, keys_at(path[:-1]) or LANGUAGES)
    if not words or words["key"] in node:
        return None
    if node[written] is None and " " in words["value"] and _text_before(node, written, path[:-1]):
        return None
    _, comma, other = written.partition(",")
    kind = "colon and line missing" if comma and other.strip() else "colon missing"
    words["other"] = f"{other.strip()}: {_shown(node[written])}"
    behind = _rest_of_text(node, written, (*path[:-1], words["key"]))
    if behind:
        words["value"] = _in_quotes((written[len(words["key"]) :].strip(), *behind))
    place = place_of(file, written)._replace(width=len(words["key"]))
    message, hint = SLIPS[kind]
    return refusal("DF005", place, message, hint, **words), (words["key"], *behind)


def _rest_of_text(node: MappingNode, written: Scalar, path: Loc) -> tuple[str, ...]:
    """The keys behind one without its colon that belong to its text, as they are none and have no value."""
    if not any(_is(annotation_at(path), text) for text in (Wording, Line)):
        return ()
    keys = list(node)
    behind = takewhile(
        lambda each: (
            isinstance(each, Scalar)
            and node[each] is None
            and each.line == written.line
            and not key_without_colon(each, keys_at(path[:-1]))
        ),
        keys[keys.index(written) + 1 :],
    )
    return tuple(map(str, behind))


def _in_quotes(parts: Iterable[str]) -> str:
    text = ", ".join(parts)
    quote = "'" if '"' in text else '"'
    return f"{quote}{text}{quote}"


def _text_before(node: MappingNode, key: Scalar, above: Loc) -> bool:
    """Whether the key before a key in the same line has a text for people."""
    keys = list(node)
    before = keys[keys.index(key) - 1] if keys.index(key) else None
    if before is None or _line_of(node[before]) != key.line:
        return False
    return any(_is(annotation_at((*above, str(before))), text) for text in (Wording, Line))


def _shown(value: Any) -> str:
    return value if isinstance(value, Scalar) else "..."


def _is_open(root: MappingNode, path: Loc) -> bool:
    steps = steps_in(root, path)
    return bool(steps) and steps[-1] == path[-1] and node_at(root, steps) is None


def _in_mapping(
    file: str, node: MappingNode, above: Loc, locs: Iterable[Loc]
) -> Iterator[tuple[Finding, tuple[Loc, ...]]]:
    """The slips in one mapping, each with the paths of the errors that it explains."""
    wrong = {loc[len(above)]: loc for loc in locs}
    known = keys_at(above) or LANGUAGES
    before: Scalar | None = None  # the last key with a value
    behind: list[Scalar] = []  # the keys behind its value that are no keys
    for key in (*node, None):
        if key is not None and key in wrong and isinstance(key, Scalar):
            odd = lookalike_in_word("DF005", file, key)
            colon = colon_without_space(key)
            if odd is not None:
                yield odd, (wrong[key],)
            elif colon and colon["key"] in known:
                message, hint = SLIPS["space after colon"]
                yield (
                    refusal("DF005", place_of(file, key), message, hint, **colon),
                    (
                        wrong[key],
                        (*above, colon["key"]),
                    ),
                )
            elif before is not None and _line_of(node[before]) == key.line:
                behind.append(key)
            continue
        if before is not None and behind:
            yield (
                _behind_comma(file, node, above, before, behind),
                (
                    *(wrong[each] for each in behind),
                    (*above, str(before)),
                ),
            )
        before, behind = (key if key is not None and isinstance(key, Scalar) and node[key] is not None else None), []


def _line_of(value: Any) -> int | None:
    if isinstance(value, SequenceNode) and value and isinstance(value[-1], Scalar):
        return value[-1].line
    return value.line if isinstance(value, Scalar) else None


def _behind_comma(file: str, node: MappingNode, above: Loc, before: Scalar, behind: Sequence[Scalar]) -> Finding:
    """The finding about the text behind a comma that belongs to the value before it."""
    value, key = node[before], str(before)
    annotation = annotation_at((*above, key))
    first = value if isinstance(value, Scalar) else behind[0]
    last = behind[-1]
    place = Place(file, first.line, first.column, last.column + last.width - first.column)
    parts = (*(value if isinstance(value, SequenceNode) else [value]), *behind)
    if _is(annotation, Wording) or _is(annotation, Line):
        words = {"key": key, "value": _in_quotes(parts)}
        return refusal("DF005", place, _QUOTES, _WRITE, **words)
    if _is(annotation, Coverage) and (share := nearest_completeness(",".join(parts))) is not None:
        expected, how = EXPECTED["share as coverage"]
        return refusal("DF005", place, _MALFORMED, how, value=",".join(parts), expected=expected, share=share)
    if _is(annotation, Completeness):
        return refusal("DF005", place, _POINT, _WRITE, key=key, value=".".join(parts))
    if _takes_several(annotation):
        return _finding(place, Sentence(_SEVERAL), as_list(parts))
    return _finding(place, Sentence(_TAKES_ONE, {"key": key}), one_each(above))


def _finding(place: Place, message: Sentence, hint: Sentence) -> Finding:
    return Finding("DF005", Severity.ERROR, place, message, hint)


def _is(annotation: Any, other: Any) -> bool:
    return annotation == other or any(each == other for each in get_args(annotation))


def _takes_several(annotation: Any) -> bool:
    if get_origin(annotation) in (tuple, dict):
        return get_origin(annotation) is tuple
    marks = getattr(annotation, "__metadata__", ())
    return any(isinstance(mark, OneOrMany) for mark in marks) or any(map(_takes_several, get_args(annotation)))
