"""Author text made safe to show: it can't move a cursor or change the direction of text."""

import re

# C0 and C1 controls, line and paragraph separators, and marks of text direction.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def visible(text: str) -> str:
    """The text on one line, with control characters written as <U+XXXX>."""
    return _UNSEEN.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)
