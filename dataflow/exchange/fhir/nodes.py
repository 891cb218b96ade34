"""JSON of FHIR, read with its paths: a value of another type than FHIR says is an error with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dataflow.base.text import Text

TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"

Wording = Mapping[str, str]
"""A text by language; under the empty language one whose language is not stated."""


_TEXT = Text(en="a text", da="en tekst")
_TEXTS = Text(en="a list of texts", da="en liste af tekster")
_WHOLE = Text(en="a whole number", da="et helt tal")
_OBJECT = Text(en="an object", da="et objekt")
_OBJECTS = Text(en="a list of objects", da="en liste af objekter")


class Malformed(Exception):
    """A value is of another type than FHIR says; ``path`` is where, ``wanted`` what should be there."""

    def __init__(self, path: str, wanted: Text) -> None:
        super().__init__(f"{path}: {wanted.en}")
        self.path = path
        self.wanted = wanted


@dataclass(frozen=True, slots=True)
class Node:
    """An object of a FHIR file, and the path that leads to it."""

    value: Mapping[str, Any]
    path: str = ""

    def path_of(self, key: str) -> str:
        """The path of a key."""
        return f"{self.path}.{key}" if self.path else key

    def text(self, key: str) -> str:
        """A text on one line, without characters that can't be seen; empty where there is none."""
        value = self.value.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise Malformed(self.path_of(key), _TEXT)
        return one_line(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        values = self.value.get(key) or []
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            raise Malformed(self.path_of(key), _TEXTS)
        return tuple(map(one_line, values))

    def whole(self, key: str) -> int | None:
        """A whole number; None where there is none."""
        value = self.value.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise Malformed(self.path_of(key), _WHOLE)
        return value

    def node(self, key: str) -> "Node | None":
        """An object; None where there is none."""
        value = self.value.get(key)
        if value is not None and not isinstance(value, dict):
            raise Malformed(self.path_of(key), _OBJECT)
        return None if value is None else Node(value, self.path_of(key))

    def nodes(self, key: str) -> "tuple[Node, ...]":
        """The objects of a list."""
        values = self.value.get(key)
        if values is None:
            return ()
        if not isinstance(values, list) or not all(isinstance(each, dict) for each in values):
            raise Malformed(self.path_of(key), _OBJECTS)
        return tuple(Node(each, f"{self.path_of(key)}[{number}]") for number, each in enumerate(values))

    def beginning(self, start: str) -> Iterator[tuple[str, Any]]:
        """The keys that begin with a word and go on with a type, such as ``fixedCode``, and their values."""
        for key, value in self.value.items():
            if key.startswith(start) and key[len(start) : len(start) + 1].isupper():
                yield key[len(start) :], value

    def extensions(self, url: str) -> "tuple[Node, ...]":
        """The extensions of a kind."""
        return tuple(each for each in self.nodes("extension") if each.text("url") == url)

    def wording(self, key: str, language: str = "") -> Wording:
        """A text with its translations; ``language`` is that of the file."""
        found = {language: text} if (text := self.text(key)) else {}
        beside = self.node(f"_{key}")
        for each in beside.extensions(TRANSLATION) if beside else ():
            parts = {part.text("url"): part for part in each.nodes("extension")}
            if "lang" in parts and "content" in parts:
                code = parts["lang"].text("valueCode") or parts["lang"].text("valueString")
                content = parts["content"].text("valueString") or parts["content"].text("valueMarkdown")
                if code and content:
                    found.setdefault(language_of(code), content)
        return found


def language_of(code: str) -> str:
    """The language of a code of BCP 47, such as ``da`` for ``da-DK``; empty where it is no such code."""
    language = code.partition("-")[0].lower()
    return language if language.isascii() and language.isalpha() and len(language) in (2, 3) else ""


def one_line(text: str) -> str:
    """A text on one line, without characters that can't be seen."""
    return "".join(each for each in " ".join(text.split()) if each.isprintable())
