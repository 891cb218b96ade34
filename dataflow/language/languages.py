"""The codes of languages: which there are, which were probably meant, and which a map with mistakes names."""

import re
from collections.abc import Iterator, Mapping


def _codes(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_TWO_LETTERS = _codes("""
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu
ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na
nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so
sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
""")
"""The codes of ISO 639-1."""
_MEANT: Mapping[str, str] = {
    **dict.fromkeys(("dk", "dan", "dansk", "danish", "dk-dk"), "da"),
    **dict.fromkeys(("gb", "us", "eng", "engelsk", "english", "uk-en"), "en"),
    **dict.fromkeys(("swe", "svensk", "swedish"), "sv"),
    **dict.fromkeys(("nor", "norsk", "norwegian"), "no"),
    **dict.fromkeys(("ger", "deu", "tysk", "german"), "de"),
    **dict.fromkeys(("fao", "faroese"), "fo"),
    **dict.fromkeys(("kal", "greenlandic"), "kl"),
}
"""Codes of countries, codes of three letters and names that are written for a language."""
LANGUAGE_PATTERN = (
    f"^(?!(?:{'|'.join(sorted(code for code in _MEANT if len(code) == 3))})(?:-|$))"
    f"(?:{'|'.join(sorted(_TWO_LETTERS))}|[a-z]{{3}})(?:-[A-Za-z0-9]{{2,8}})*$"
)
"""The pattern of a code: that of ISO 639-1 where there is one, else one of three letters."""
_NAMED = re.compile(
    rb"""(?:^|[{,])[ \t]*languages:[ \t]*\[?((?:[ \t\r\n]*(?:-[ \t]+)?["']?[A-Za-z-]+["']?[ \t]*,?)+)""", re.MULTILINE
)


def is_language(code: str) -> bool:
    """Whether a text is the code of a language."""
    return re.fullmatch(LANGUAGE_PATTERN, code) is not None


def language_meant(text: str) -> str | None:
    """The code of the language that a text which is none probably means; None where it could be any."""
    return _MEANT.get(text.lower()) or (
        text.lower() if text.lower() in _TWO_LETTERS and text != text.lower() else None
    )


def languages_named(data: bytes) -> Iterator[str]:
    """The languages that a file names under ``languages:``, read without YAML, as the file may be none."""
    for match in _NAMED.finditer(data):
        for word in re.findall(r"[A-Za-z-]{2,}", match[1].decode()):
            if (meant := language_meant(word) or word) and is_language(meant):
                yield meant
