"""A diagram's words in formats that are text: lines of words, and signs instead of symbols."""

from dataflow.base.picture import Node, Words
from dataflow.base.text import Sentence, Text

SIGNS = {
    "missing": "\N{MULTIPLICATION SIGN} ",
    "doubtful": "? ",
    "not-held": "\N{EMPTY SET} ",
    "added": "+ ",
    "removed": "\N{MINUS SIGN} ",
    "changed": "\N{GREEK CAPITAL LETTER DELTA} ",
}
"""What stands before an edge's label, as the symbol in its badge does in the picture."""
LACK = Text(en="\N{MULTIPLICATION SIGN} {words}", da="\N{MULTIPLICATION SIGN} {words}")


def node_lines(node: Node) -> tuple[Words, ...]:
    """All that a node says, from top to bottom."""
    above = (words for words in (node.flag, node.kicker) if words is not None)
    sections = (words for section in node.sections for words in (section.heading, *section.lines))
    lacks = (Sentence(LACK, {"words": words}) for words in node.lacks)
    return (*above, node.label, *node.facts, *sections, *lacks)
