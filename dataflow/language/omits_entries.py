"""Entries of ``omits`` that are written as the lists of statements are, and how they are written instead."""

import json
import re
from collections.abc import Iterator
from typing import Any

from dataflow.base.text import Sentence, Text
from dataflow.language.nodes import MappingNode, Scalar, SequenceNode
from dataflow.language.statement_specs import STATEMENTS

NAMES_FIELDS = Text(
    en="An entry under omits names the fields themselves, and beside them what narrows it.",
    da="Et punkt under omits nævner selve felterne og ved siden af dem det, der afgrænser punktet.",
)
WRITE_ENTRY = Text(en="Write - {entry}", da="Skriv - {entry}")
WRITE_ENTRIES = Text(
    en="Write - {entry} and an entry like it for the rest.", da="Skriv - {entry} og et punkt som det for resten."
)

_NARROWED_BY = {"shares": ("to", "via", "phase"), "records": ("in", "phase")}
_LONGEST = 200
"""An entry of more characters is not written out."""
_BARE = re.compile(r"[\w.-]+")


def entry_meant(omits: MappingNode) -> Sentence | None:
    """What to write for a mapping in which each kind of statement has what is omitted; None if it is another."""
    kinds = [kind for kind in omits if kind in STATEMENTS]
    entries = [entry for kind in kinds for entry in _entries(kind, omits[kind], omits)]
    return _written(entries)


def entry_of_statements(kind: str, written: Any) -> Sentence | None:
    """What to write where a kind of statement has statements for fields; None if they name no fields."""
    return _written(list(_entries(kind, written, MappingNode())))


def _written(entries: list[str]) -> Sentence | None:
    if not entries:
        return None
    return Sentence(WRITE_ENTRY if len(entries) == 1 else WRITE_ENTRIES, {"entry": entries[0]})


def _entries(kind: str, written: Any, around: MappingNode) -> Iterator[str]:
    """The entries that take away fields, a statement or several of a kind, each as it is written in one line."""
    if isinstance(written, SequenceNode) and any(isinstance(each, MappingNode) for each in written):
        for each in written:
            yield from _entries(kind, each, around)
        return
    fields, narrowed = (written.get("fields"), written) if isinstance(written, MappingNode) else (written, around)
    if (named := _flow(fields)) is not None:
        beside = [(key, _flow(narrowed.get(key))) for key in _NARROWED_BY.get(kind, ("phase",))]
        parts = [f"{kind}: {named}", *(f"{key}: {value}" for key, value in beside if value is not None)]
        entry = f"{{{', '.join(parts)}}}"
        if len(entry) <= _LONGEST:
            yield entry


def _flow(node: Any) -> str | None:
    """A value in one line of YAML; None if there is none."""
    if isinstance(node, Scalar):
        return str(node) if _BARE.fullmatch(node) else json.dumps(node, ensure_ascii=False)
    parts: list[str | None] = []
    if isinstance(node, SequenceNode):
        parts = [_flow(each) for each in node]
        shown = f"[{', '.join(filter(None, parts))}]"
    elif isinstance(node, MappingNode):
        parts = [None if (value := _flow(node[key])) is None else f"{key}: {value}" for key in node]
        shown = f"{{{', '.join(filter(None, parts))}}}"
    return shown if parts and None not in parts else None
