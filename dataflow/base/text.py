"""Sentences in English and Danish, and the labels that authors write."""

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from dataflow.base.naming import SUBJECTS, Usage, capitalised, in_the_plural, is_plural, spoken
from dataflow.base.visible import visible

LANGUAGES = ("en", "da")


@dataclass(frozen=True, slots=True)
class Text:
    """A template of a sentence in English and Danish; both have the same placeholders, such as ``{actor}``.

    ``plain`` is a variant for readers of documents, where the sentence itself names a key of the spec language.
    """

    en: str
    da: str
    plain: "Text | None" = field(default=None, kw_only=True)

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
    """A text with the words for its blanks, in both languages.

    ``opens`` is true of a whole sentence: where it begins with a name, that has a capital.
    """

    text: Text
    words: Mapping[str, "Filling"] = field(default_factory=dict)
    opens: bool = False

    def in_language(self, language: str) -> str:
        """The finished sentence."""
        return self._filled(language, _InLanguage(self.words, language))

    def shown(self, language: str) -> str:
        """The finished sentence for a terminal or a log: what fills its blanks is visible, and breaks no line."""
        return self._filled(language, _Shown(self.words, language))

    def _filled(self, language: str, words: "_InLanguage") -> str:
        template = self.text.in_language(language)
        if language != "da":
            template = self._agreeing(template)
        sentence = template.format_map(words)
        return capitalised(sentence) if self.opens and self._begins_with_label(language) else sentence

    def _agreeing(self, template: str) -> str:
        """The English sentence with verbs that agree with subjects in the plural, such as "the relatives"."""
        for blank in SUBJECTS & self.words.keys():
            if _is_plural(self.words[blank]):
                template = in_the_plural(template, blank)
        return template

    def _begins_with_label(self, language: str) -> bool:
        """Whether the first word is that of a label; an id is never capitalised."""
        template = self.text.in_language(language)
        first = self.words.get(template[1 : template.find("}")]) if template.startswith("{") else None
        if isinstance(first, Sentence):
            return first._begins_with_label(language)
        return isinstance(first, Enumeration | Name) and first.has_label

    def with_words(self, **words: "Filling") -> "Sentence":
        """The same sentence with other words for some blanks."""
        return replace(self, words={**self.words, **words})

    @property
    def for_readers(self) -> "Sentence":
        """The same sentence for those who read documents: with no key of the language and no id behind a label."""
        text = self.text if self.text.plain is None else self.text.plain
        return replace(self, text=text, words={name: _for_readers(word) for name, word in self.words.items()})

    @property
    def with_ids(self) -> "Sentence":
        """The same sentence with the id behind the label of whatever it names."""
        return replace(
            self,
            words={
                name: word.with_ids if isinstance(word, Sentence | Enumeration | Name) else word
                for name, word in self.words.items()
            },
        )


def _is_plural(word: "Filling") -> bool:
    """Whether it is shown as one actor with a label in the plural."""
    if isinstance(word, Enumeration):
        return len(word.ids) == 1 and any(map(_is_plural, word.names))
    if isinstance(word, Sentence):
        role = word.words.get("role")
        return role is not None and word.text.en.startswith("{role}") and _is_plural(role)
    if isinstance(word, Name):
        return word.usage is Usage.ACTOR and word.has_label and is_plural(word.label.in_language("en"))
    return isinstance(word, Label) and bool(word.texts) and is_plural(word.in_language("en"))


def _for_readers(word: "Filling") -> "Filling":
    if isinstance(word, Sentence):
        return word.for_readers
    if isinstance(word, Text):
        return word if word.plain is None else word.plain
    if isinstance(word, Name):
        return replace(word, shows_id=False)
    return replace(word, shows_ids=False) if isinstance(word, Enumeration) else word


LONGEST_LABEL = 200
LONGEST_WORD = 2_000
"""The most characters of a label and of other words, such as a list, within a sentence."""


def shortened(text: str, most: int) -> str:
    """A text with at most so many characters, and an ellipsis where some are left out."""
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


class _InLanguage:
    """Words by name in a language; a template may use few of them, so each is worded when it is used."""

    __slots__ = ("_language", "_words")

    def __init__(self, words: Mapping[str, "Filling"], language: str) -> None:
        self._words = words
        self._language = language

    def __getitem__(self, name: str) -> str:
        word = self._words[name]
        if isinstance(word, str):
            return shortened(word, LONGEST_WORD)
        return word.within_sentence(self._language) if isinstance(word, Label) else word.in_language(self._language)


class _Shown(_InLanguage):
    """The same, visible."""

    __slots__ = ()

    def __getitem__(self, name: str) -> str:
        word = self._words[name]
        if isinstance(word, Sentence):
            return word.shown(self._language)
        return super().__getitem__(name) if isinstance(word, Text) else visible(super().__getitem__(name))


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

    def within_sentence(self, language: str) -> str:
        """The text in ``language``, shortened where it would drown the sentence."""
        return shortened(self.in_language(language), LONGEST_LABEL)


@dataclass(frozen=True, slots=True)
class Name:
    """The label of something declared, in the form that it takes within a sentence; its id where it has no label.

    ``shows_id`` puts the id behind it: where the reader has to write it, or wants to see it.
    """

    label: Label
    usage: Usage
    shows_id: bool = False

    def __str__(self) -> str:
        """The id."""
        return self.label.id

    @property
    def name(self) -> "Name":
        """Itself, so that names can be enumerated."""
        return self

    @property
    def has_label(self) -> bool:
        """Whether it is shown by a label."""
        return bool(self.label.texts)

    @property
    def with_ids(self) -> "Name":
        """The same with its id."""
        return replace(self, shows_id=True)

    @property
    def as_written(self) -> "Name":
        """The same by its label as written, for headings and lists."""
        return replace(self, usage=Usage.PROPER)

    def in_language(self, language: str) -> str:
        """The name within a sentence."""
        if not self.has_label:
            return self.label.id
        shown = spoken(self.label.within_sentence(language), self.usage, language)
        return f"{shown} ({self.label.id})" if self.shows_id and shown != self.label.id else shown


class Declared(Protocol):
    """Something that a spec declares."""

    @property
    def name(self) -> Name:
        """Its name within a sentence."""


AND = Text(en="{all} and {last}", da="{all} og {last}")
OR = Text(en="{all} or {last}", da="{all} eller {last}")
AND_MORE = Text(en="{first} and {count} more", da="{first} og {count} til")


def joined(words: Sequence[str], language: str, last: Text = AND, apart: str = ", ") -> str:
    """Words as a list, with "and" or "or" before the last: ``a, b and c``."""
    *most, end = words or ("",)
    return last.in_language(language).format(all=apart.join(most), last=end) if most else end


def cut_short(words: Sequence[str], shown: int) -> "Filling":
    """The first words of a list and the number of the others: ``a, b and 3 more``."""
    first = ", ".join(words[:shown])
    return first if len(words) <= shown else Sentence(AND_MORE, {"first": first, "count": str(len(words) - shown)})


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list of declared things by name (``a``, ``b and c``), in the order of ``declared``: all of their kind."""

    ids: frozenset[str]
    declared: Mapping[str, Declared] = field(compare=False, repr=False)
    either: bool = False
    """Whether they are alternatives: ``b or c``."""
    shows_ids: bool = False

    @property
    def names(self) -> list[Name]:
        """The names, in order."""
        names = [self.declared[id_].name for id_ in self._in_order]
        return [name.with_ids for name in names] if self.shows_ids else names

    @property
    def has_label(self) -> bool:
        """Whether the first is shown by a label."""
        return next((self.declared[id_].name.has_label for id_ in self._in_order), False)

    @property
    def _in_order(self) -> list[str]:
        # Most lists are of one, which needs no look at all that is declared.
        if len(self.ids) == 1:
            return [id_ for id_ in self.ids if id_ in self.declared]
        return [id_ for id_ in self.declared if id_ in self.ids]

    @property
    def with_ids(self) -> "Enumeration":
        """The same with their ids."""
        return replace(self, shows_ids=True)

    def in_language(self, language: str) -> str:
        """The names with commas, and "and" or "or" before the last."""
        names = [name.in_language(language) for name in self.names]
        # Labels that contain commas are separated by semicolons.
        apart = "; " if len(names) > 1 and any("," in name for name in names) else ", "
        return joined(names, language, OR if self.either else AND, apart)

    def with_others(self, other: "Enumeration") -> "Enumeration":
        """The union with another enumeration."""
        return replace(self, ids=self.ids | other.ids)


@dataclass(frozen=True, slots=True)
class Actors(Enumeration):
    """A list of actors in words; their ids are references, see ``ActorRef``."""


class ActorRef(str):
    """The id of an actor in a sentence, replaced by the name of the actor, of its role or of an equivalent actor."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Count:
    """The number of needs that a finding is about (``Finding.needs``), with its noun for one and for several."""

    number: int
    nouns: tuple[Text, Text]

    def in_language(self, language: str) -> str:
        """The number with its noun."""
        return self.nouns[self.number != 1].in_language(language).format(count=self.number)


Filling = str | Text | Label | Name | Sentence | Enumeration | Count
"""The types that may fill a blank."""
