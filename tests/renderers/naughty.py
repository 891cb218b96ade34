"""Labels that are meant to be more than labels, or come out as less; and what may be seen of each."""

import unicodedata

from dataflow.renderers.primitives.text import safe

NAUGHTY = (
    '<script>alert("x")</script>',
    '"><svg onload=alert(1)>',
    "]]>&lt;!--<!DOCTYPE x [<!ENTITY a 'b'>]>&a;",
    "<b>bold</b> <i>not</i> R&D &amp; &#65; #35; #quot;",
    "javascript:alert(1)",
    "https://example.org www.example.org mailto:a@example.org",
    "back\\slash \\N \\G \\L \"quoted\" 'single' trailing \\",
    '"];x->y["',
    "end",
    "subgraph x",
    "click n1 href",
    "graph TD; a-->b",
    "%%{init: {'theme': 'dark'}}%%",
    "---",
    "1. one",
    "1) one",
    "- one",
    "`md **bold** _italic_ ~~gone~~`",
    "$$x^2$$ $$$ fa:fa-car @{shape: rect}",
    "(x) [y] {z} |p| <q>",
    "(parens) \\( \\) endstream endobj %%EOF",
    "=1+2",
    "\x1b[31mred\x1b[0m",
    "\x01\x7f\x85\u2028 next",
    "\u202eright to left\u2066",
    "\ufffe\uffff",
    "zero\u200bwidth soft\u00adhyphen no\u00a0break",
    "{blank} %s $(id) `id` ::error file=x::y",
    "e\u0301 å a\u030a æøåÆØÅ ß ﬁ",
    "漢字 \N{GRINNING FACE} שלום",
    "\ud800",
    "NULL None nan true 0740 3E4",
    " ",
    "x" * 300,
)
SMALL_PRINT = ("\N{REPLACEMENT CHARACTER}", "…", "-")


def gist(text: str) -> str:
    """What is left of a text wherever and however its lines are broken, and letters are put together."""
    whole = unicodedata.normalize("NFKC", safe(text))
    return "".join(letter for letter in whole if not letter.isspace() and letter not in SMALL_PRINT)
