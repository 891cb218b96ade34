"""Text from specs made safe to show: nothing in it can move a cursor or turn a line around."""

import re

# C0 and C1 controls, line and paragraph separators, and the marks that change the direction of text.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def visible(text: str) -> str:
    """The text on one line, with every character that acts instead of showing written as <U+XXXX>."""
    return _UNSEEN.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)
