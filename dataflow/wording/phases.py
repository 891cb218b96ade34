"""Words for the phases in which something happens."""

from collections.abc import Sequence

from dataflow.base.picture import Words
from dataflow.base.text import Sentence, Text, joined

_IN = Text(en="in {first}", da="i {first}")
_FROM_TO = Text(en="from {first} to {last}", da="fra {first} til {last}")
_IN_PHASE = Text(en="in the phase {phases}", da="i fasen {phases}")
_IN_PHASES = Text(en="in the phases {phases}", da="i faserne {phases}")
_FROM_PHASE_ON = Text(en="from the phase {phases} on", da="fra fasen {phases} og frem")
_IN_EVERY_PHASE = Text(en="in every phase", da="i alle faser")
EVERY_PHASE = Text(en="every phase", da="alle faser")


def from_to(first: Words, last: Words) -> Sentence:
    """A range of phases, in a picture: ``in discharge``, ``from referral to discharge``."""
    return Sentence(_IN if first == last else _FROM_TO, {"first": first, "last": last})


def in_question(labels: Sequence[str], is_all: bool, is_to_the_end: bool, language: str) -> str:
    """The phases of a question: all, all from one on, or a list."""
    if len(labels) > 1 and is_all:
        return _IN_EVERY_PHASE.in_language(language)
    if len(labels) > 1 and is_to_the_end:
        return _FROM_PHASE_ON.in_language(language).format(phases=labels[0])
    text = _IN_PHASE if len(labels) == 1 else _IN_PHASES
    return text.in_language(language).format(phases=joined(labels, language))
