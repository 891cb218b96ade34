"""Characters that look like those of YAML or of an id, and are others: the dashes, spaces and quotation marks of a
word processor, characters that can't be seen, and letters of other alphabets.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dataflow.base.finding import Finding
from dataflow.base.place import Place
from dataflow.base.text import Text
from dataflow.language.diagnostics import refusal
from dataflow.language.nodes import Scalar, place_of

_NAMES: Mapping[str, Text] = {
    "\N{NO-BREAK SPACE}": Text(en="a no-break space", da="et hårdt mellemrum"),
    "\N{ZERO WIDTH SPACE}": Text(en="a zero-width space", da="et mellemrum uden bredde"),
    "\N{EN DASH}": Text(en="an en dash", da="en tankestreg"),
    "\N{BULLET}": Text(en="a bullet", da="et punkttegn"),
}
"""The names of the usual ones; others have the name that Unicode gives them."""
_UNICODE_NAME = Text(en='the character "{name}"', da='tegnet "{name}"')
_BULLETS = "•‣◦⁃∙▪▫●○■□·"
QUOTATION_MARKS = tuple("“”‘’„‟‚‛″′«»")
"""The quotation marks of word processors."""
_PUNCTUATION = "：﹕，、；｛｝［］＃"


@dataclass(frozen=True)
class _Kind:
    """What is said of a kind of lookalike, what to do, and what to write instead where that is clear."""

    message: Text
    hint: Text
    instead: str | None = None


_UNSEEN = _Kind(
    Text(
        en="There is {name} (U+{number}) here, which can't be seen and makes this another word.",
        da="Her er der {name} (U+{number}), som ikke kan ses, og som gør ordet til et andet.",
    ),
    Text(
        en="Delete it; it comes with text pasted from a web page or a document.",
        da="Slet det; det følger med tekst, der er sat ind fra en webside eller et dokument.",
    ),
    "",
)
_SPACE = _Kind(
    Text(
        en="This is {name} (U+{number}), which YAML does not take for a space.",
        da="Dette er {name} (U+{number}), som YAML ikke regner for et mellemrum.",
    ),
    Text(
        en="Replace it with an ordinary space; it comes with text pasted from Word or a web page.",
        da="Erstat det med et almindeligt mellemrum; det følger med tekst fra Word eller en webside.",
    ),
    " ",
)
_DASH = _Kind(
    Text(
        en="This is {name} (U+{number}), which is another character than the hyphen (-).",
        da="Dette er {name} (U+{number}), som er et andet tegn end bindestregen (-).",
    ),
    Text(
        en="Write the hyphen of the keyboard; word processors put other characters in its place.",
        da="Skriv tastaturets bindestreg; tekstbehandling sætter andre tegn i stedet.",
    ),
    "-",
)
_QUOTATION_MARK = _Kind(
    Text(
        en="This is a quotation mark of a word processor ({character}, U+{number}); in YAML it is part of the text.",
        da="Dette er et citationstegn fra tekstbehandling ({character}, U+{number}); i YAML er det en del af"
        " teksten.",
    ),
    Text(
        en='Write straight quotation marks (") on both sides, or none.',
        da='Skriv lige citationstegn (") på begge sider, eller ingen.',
    ),
)
_OTHER = _Kind(
    Text(
        en="This is {name} (U+{number}), which looks like another character.",
        da="Dette er {name} (U+{number}), som ligner et andet tegn.",
    ),
    Text(en="Write the character anew on your keyboard.", da="Skriv tegnet igen på tastaturet."),
)


@dataclass(frozen=True)
class Lookalike:
    """A character at ``index`` of a text that looks like another one."""

    index: int
    character: str
    kind: _Kind


NO_BREAK_SPACE = Lookalike(0, "\N{NO-BREAK SPACE}", _SPACE)


def lookalike_in(text: str) -> Lookalike | None:
    """The first character of a text that looks like another one; None where there is none."""
    if text.isascii():
        return None
    found = ((index, character, _kind_of(character)) for index, character in enumerate(text))
    return next((Lookalike(index, character, kind) for index, character, kind in found if kind is not None), None)


def _kind_of(character: str) -> _Kind | None:
    if character.isascii():
        return None
    category = unicodedata.category(character)
    if category == "Cf":
        return _UNSEEN
    if category == "Zs":
        return _SPACE
    if category == "Pd" or character == "\N{MINUS SIGN}" or character in _BULLETS:
        return _DASH
    if character in QUOTATION_MARKS:
        return _QUOTATION_MARK
    foreign = category.startswith("L") and not unicodedata.name(character, "").startswith("LATIN")
    return _OTHER if foreign or character in _PUNCTUATION else None


def lookalike_finding(code: str, place: Place, found: Lookalike) -> Finding:
    """The finding about a lookalike; ``place`` is that of the character."""
    name = _NAMES.get(found.character) or _unicode_name(found.character)
    number = f"{ord(found.character):04X}"
    finding = refusal(
        code, place, found.kind.message, found.kind.hint, name=name, number=number, character=found.character
    )
    instead = found.kind.instead
    return finding if instead is None else replace(finding, corrections=(instead,))


def lookalike_in_word(code: str, file: str, word: Scalar) -> Finding | None:
    """The finding about the first lookalike in a word of a file; None where there is none."""
    found = lookalike_in(word)
    if found is None:
        return None
    place = place_of(file, word)
    # In quotes, or over several lines, the character may stand elsewhere than its index says.
    exact = word.plain and place.width == len(word)
    if exact:
        return lookalike_finding(code, place._replace(column=place.column + found.index, width=1), found)
    return replace(lookalike_finding(code, place, found), corrections=())


def _unicode_name(character: str) -> Text:
    name = unicodedata.name(character, "?").lower()
    return Text(en=_UNICODE_NAME.en.format(name=name), da=_UNICODE_NAME.da.format(name=name))
