"""Lists of bilingual words: ``a, b and c``, ``a, b``, ``a; b``.

"And" and "or" are defined in ``base/text.py``, as findings enumerate ids with them.
"""

from collections.abc import Sequence

from dataflow.base.picture import Words
from dataflow.base.text import AND, Label, Sentence, Text

COMMA = Text(en="{first}, {rest}", da="{first}, {rest}")
SEMICOLON = Text(en="{first}; {rest}", da="{first}; {rest}")

_AND_OTHERS = (
    Text(en="{first} and {count} more", da="{first} og {count} mere"),
    Text(en="{first} and {count} more", da="{first} og {count} andre"),
)


def listed(words: Sequence[Words], joint: Text = AND) -> Words:
    """Several words as a list, with "and" or "or" before the last: ``a, b and c``."""
    *most, last = words or (Label(""),)
    return Sentence(joint, {"all": chained(COMMA, most), "last": last}) if most else last


def listed_in_part(words: Sequence[Words], most: int) -> Words:
    """The first words of a list and the number of the others: ``a, b and 3 more``."""
    if len(words) <= most:
        return listed(words)
    left = len(words) - most
    return Sentence(_AND_OTHERS[left != 1], {"first": chained(COMMA, words[:most]), "count": str(left)})


def chained(joint: Text, words: Sequence[Words]) -> Words:
    """Several words joined by a text with the blanks ``first`` and ``rest``."""
    last = words[-1]
    for word in reversed(words[:-1]):
        last = Sentence(joint, {"first": word, "rest": last})
    return last
