"""The causes of findings in words."""

from collections.abc import Mapping

from dataflow.base.kinds import KINDS
from dataflow.base.text import Text
from dataflow.wording.causes import CELL
from dataflow.wording.statements import DOES

_OTHER_CAUSES: Mapping[str, Text] = {
    "although-received": Text(en="although received", da="selv om det modtages"),
    "not-received": Text(en="not received", da="modtages ikke"),
    "two-systems": Text(en="in two systems", da="i to systemer"),
    "method": Text(en="method", da="metode"),
    "exclude": Text(en="exclude", da="udelukkelse"),
}
CAUSES: Mapping[str, Text] = {
    **{str(cause): words for cause, words in CELL.items()},
    **{name.replace(" ", "-"): kind.word for name, kind in KINDS.items()},
    **DOES,
    **_OTHER_CAUSES,
}
"""The causes of findings in a few words."""


def cause_in_words(cause: str, language: str) -> str:
    """The cause of a finding: its id, in Danish in words."""
    return CAUSES[cause].da if language == "da" and cause in CAUSES else cause
