"""Lists of what is shown in either language: ``a, b and c``, ``a, b``, ``a; b``.

The words "and" and "or" stand in ``base/text.py``, as findings enumerate ids with them.
"""

from collections.abc import Sequence

from dataflow.base.picture import Words
from dataflow.base.text import AND, Label, Sentence, Text

COMMA = Text(en="{first}, {rest}", da="{first}, {rest}")
SEMICOLON = Text(en="{first}; {rest}", da="{first}; {rest}")


def listed(words: Sequence[Words]) -> Words:
    """Several words as a list: a, b and c."""
    *most, last = words or (Label(""),)
    return Sentence(AND, {"all": chained(COMMA, most), "last": last}) if most else last


def chained(joint: Text, words: Sequence[Words]) -> Words:
    """Several words in one, by a joint of ``first`` and ``rest``."""
    last = words[-1]
    for word in reversed(words[:-1]):
        last = Sentence(joint, {"first": word, "rest": last})
    return last
