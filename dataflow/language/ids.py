"""What an id looks like, and the id that was probably meant by a text that is none."""

import re

ID = "[a-z][a-z0-9_-]{0,63}"
"""The pattern of an id."""

_ID = re.compile(ID)
_UNSEEN = ("Mn", "Cf")
"""The categories of characters that leave no trace in an id: accents, and characters without width."""
_SPELT_OUT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def is_id(text: str) -> bool:
    """Whether a text has the form of an id."""
    return _ID.fullmatch(text) is not None


def id_meant(text: str) -> str | None:
    """The id nearest to a text that is none, such as ``body-weight`` for ``Body weight``; None if nothing is left."""
    from unicodedata import category, normalize

    plain = normalize("NFC", text).lower().translate(_SPELT_OUT)
    bare = "".join(character for character in normalize("NFKD", plain) if category(character) not in _UNSEEN)
    words = re.findall("[a-z0-9_-]+", bare.replace("'", ""))
    meant = re.sub("-+", "-", "-".join(words)).lstrip("0123456789_-").rstrip("-_")[:64]
    return meant if is_id(meant) and meant != text else None
