"""Labels, citations and own keys as they are written of anything that is declared or stated."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from dataflow.base.text import Label
from dataflow.language.nodes import Scalar
from dataflow.model.entities import NO_META, Citation, Meta
from dataflow.model.references import References


def label_of(declared_id: str, wording: Mapping[Scalar, Scalar | None] | None) -> Label:
    """The label of something declared, which shows the id if there is no text, or nothing to see of it."""
    texts = [(str(lang), str(text)) for lang, text in wording.items() if text and _shows(text)] if wording else ()
    return Label(declared_id, tuple(texts))


def _shows(text: str) -> bool:
    """Whether anything of a text is seen: not only spaces, and marks that only guide a line or a letter."""
    return any(unicodedata.category(letter)[0] not in "ZC" for letter in text)


def text_of(wording: Mapping[Scalar, Scalar | None] | None) -> Label | None:
    """An optional text as a label."""
    return None if wording is None else label_of("", wording)


def citations_of(references: References, file: str, citations: Iterable[Any] | None) -> tuple[Citation, ...]:
    """The citations whose sources are declared."""
    if not citations:
        return ()
    found = [(references.one(file, each.ref, "sources"), each.at) for each in citations]
    said = tuple([(source, None if at is None else str(at)) for source, at in found if source is not None])
    # Cached, as a large map cites few sources very often.
    if said not in references.cited:
        references.cited[said] = tuple(Citation(source, at) for source, at in said)
    return references.cited[said]


def meta_of(written: Mapping[Scalar, Scalar | tuple[Scalar, ...] | None] | None) -> Meta:
    """The author's own keys, without those that are left open."""
    if not written:
        return NO_META
    return {
        str(key): str(value) if isinstance(value, Scalar) else tuple(map(str, value))
        for key, value in written.items()
        if value is not None
    }
