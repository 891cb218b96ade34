"""What of a field counts for a need, where its conditions leave out values that the actor may have."""

from collections.abc import Mapping
from dataclasses import replace

from dataflow.analysis.needs.causes import Cause
from dataflow.base.text import Filling, Sentence, Text
from dataflow.model.statements import Demand
from dataflow.wording.causes import WHY

_NOT_ITS_OWN = Text(
    en="what it records itself does not count, as it is needed from others",
    da="det, den selv registrerer, tæller ikke, da der er brug for det fra andre",
)
_SINCE = Text(
    en="what was recorded before {since} does not count", da="det, der er registreret før {since}, tæller ikke"
)
_IN = Text(en="only what is recorded in {there} counts", da="kun det, der er registreret i {there}, tæller")
_AND = Text(en="{said}; {counts}", da="{said}; {counts}")
_SILENT = (Cause.FORM_TOO_LOW, Cause.FORM_LOST, Cause.CODE_SYSTEM_MISMATCH, Cause.TOO_SLOW)
"""The causes that do not tell when a value has to be recorded, and by whom."""


def and_what_counts(message: Sentence, need: Demand, cause: Cause, *, records_it: bool) -> Sentence:
    """The finding of an unmet need, with what counts; ``records_it`` is so of an actor with values of its own."""
    clauses = (
        (_NOT_ITS_OWN, need.entry.received and records_it),
        (_SINCE, need.entry.recorded_since is not None),
        (_IN, bool(need.entry.recorded_in)),
    )
    clause = next((text for text, is_so in clauses if is_so and cause in _SILENT), None)
    if clause is None:
        return message
    text = Text(*(f"{said.removesuffix('.')}; {{counts}}." for said in (message.text.en, message.text.da)))
    return replace(message, text=text).with_words(counts=Sentence(clause, message.words))


def why_in_short(cause: Cause, words: Mapping[str, Filling]) -> Sentence:
    """The cause in few words, with the words of the finding, and what counts."""
    said = Sentence(WHY[cause], words)
    return Sentence(_AND, {"said": said, "counts": words["counts"]}) if "counts" in words else said
