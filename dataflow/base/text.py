"""Sentences in English and Danish, and the labels that authors write."""

import string
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

LANGUAGES = ("en", "da")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages, with the same ``{blanks}``."""

    en: str
    da: str

    def in_language(self, language: str) -> str:
        """The sentence in ``da``, and in English for every other language."""
        return self.da if language == "da" else self.en

    def capitalised(self) -> "Text":
        """The same with a capital first letter."""
        return Text(en=self.en[:1].upper() + self.en[1:], da=self.da[:1].upper() + self.da[1:])

    def blanks(self) -> tuple[frozenset[str], frozenset[str]]:
        """The names of the blanks in English and in Danish."""
        return _blanks(self.en), _blanks(self.da)


def _blanks(template: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text with the words for its blanks, in both languages."""

    text: Text
    words: Mapping[str, "Filling"] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        """The finished sentence."""
        shown = {
            name: word if isinstance(word, str) else word.in_language(language) for name, word in self.words.items()
        }
        return self.text.in_language(language).format_map(shown)

    def with_words(self, **words: "Filling") -> "Sentence":
        """The same sentence with other words for some blanks."""
        return replace(self, words={**self.words, **words})


@dataclass(frozen=True, slots=True)
class Label:
    """The label of something declared in a spec (``language.md``, "Ids, labels and notes").

    ``texts`` holds (language, text) pairs in the order written; the language is ``""`` where the author wrote a
    plain string, which then serves every language. Without any text the id is shown.
    """

    id: str
    texts: tuple[tuple[str, str], ...] = ()

    def in_language(self, language: str) -> str:
        """The text in ``language``, else the plain or first one written, else the id."""
        texts = dict(self.texts)
        return texts.get(language) or texts.get("") or next((text for _, text in self.texts if text), self.id)


AND = Text(en="{all} and {last}", da="{all} og {last}")
OR = Text(en="{all} or {last}", da="{all} eller {last}")
_AND_MORE = Text(en="{first} and {count} more", da="{first} og {count} til")


def joined(words: Sequence[str], language: str, last: Text = AND) -> str:
    """Words as a list, with "and" or "or" before the last: ``a, b and c``."""
    *most, end = words or ("",)
    return last.in_language(language).format(all=", ".join(most), last=end) if most else end


def cut_short(words: Sequence[str], shown: int) -> "Filling":
    """The first words of a list and the number of the others: ``a, b and 3 more``."""
    first = ", ".join(words[:shown])
    return first if len(words) <= shown else Sentence(_AND_MORE, {"first": first, "count": str(len(words) - shown)})


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list of ids in words (``a``, ``b and c``), in the order of ``declared``, all ids of their kind."""

    ids: frozenset[str]
    declared: Collection[str] = field(compare=False, repr=False)
    either: bool = False
    """Whether the ids are alternatives: ``b or c``."""

    def in_language(self, language: str) -> str:
        """The ids with commas, and "and" or "or" before the last."""
        return joined([each for each in self.declared if each in self.ids], language, OR if self.either else AND)

    def with_others(self, other: "Enumeration") -> "Enumeration":
        """The union with another enumeration."""
        return replace(self, ids=self.ids | other.ids)


@dataclass(frozen=True, slots=True)
class Actors(Enumeration):
    """A list of actors in words; their ids are references, see ``ActorRef``."""


class ActorRef(str):
    """The id of an actor in a sentence, replaced where a finding is shown for a role or for an equivalent actor."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Count:
    """The number of needs that a finding is about (``Finding.needs``)."""

    number: int

    def in_language(self, language: str) -> str:
        """The number."""
        return str(self.number)


Filling = str | Text | Label | Sentence | Enumeration | Count
"""The types that may fill a blank."""
