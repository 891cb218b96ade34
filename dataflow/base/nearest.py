"""The known words nearest to an unknown one."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dataflow.base.kinds import KINDS
from dataflow.base.text import LANGUAGES, OR, Label, Sentence, Text, joined
from dataflow.base.user_error import UserError
from dataflow.base.visible import visible

_DID_YOU_MEAN = Text(en="Did you mean {words}?", da="Mente du {words}?")
# Numbered ids (s01 to s79) are equally near, and the right one should be among those named.
_MOST = 20


def nearest(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known words at the least optimal string alignment distance; empty where that is too large."""
    from rapidfuzz.distance import OSA

    most = max(1, len(word) // 3)
    lowered = word.lower()
    distances = {other: OSA.distance(lowered, other.lower(), score_cutoff=most) for other in dict.fromkeys(known)}
    best = min(distances.values(), default=most + 1)
    if best > most:
        return ()
    return tuple(sorted(other for other, distance in distances.items() if distance == best))[:_MOST]


def nearest_ids(word: str, labels: Mapping[str, Iterable[str]], part: bool = True) -> tuple[str, ...]:
    """The ids that a word may mean: those with this label, else the nearest ids, else those with the nearest labels.

    Else, with ``part``, those whose labels have it as a word. ``labels`` has the labels of each id, one for each
    language.
    """
    by_label: dict[str, list[str]] = {}
    for id_, texts in labels.items():
        for text in dict.fromkeys(map(_plain, texts)):
            by_label.setdefault(text, []).append(id_)
    if found := by_label.get(_plain(word)):
        return tuple(sorted(found))[:_MOST]
    if near := nearest(word, labels):
        return near
    texts = nearest(_plain(word), by_label) or (containing(word, by_label) if part else ())
    return tuple(sorted({id_ for text in texts for id_ in by_label[text]}))[:_MOST]


def containing(word: str, labels: Iterable[str]) -> tuple[str, ...]:
    """The labels that have all words of a text among their own: "Weight and BMI" for "weight"."""
    wanted = set(_WORD.findall(word.casefold()))
    return tuple(each for each in labels if wanted and wanted <= set(_WORD.findall(each.casefold())))


_WORD = re.compile(r"\w+")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def did_you_mean(near: Sequence[str], otherwise: Sentence) -> Sentence:
    """The question that names the nearest words; the sentence ``otherwise`` where there are none."""
    return Sentence(_DID_YOU_MEAN, {"words": in_quotes(near)}) if near else otherwise


def in_quotes(words: Sequence[str]) -> Text:
    """Words to choose from, each in quotation marks: "ldl" or "hdl"."""
    quoted = [f'"{word}"' for word in words]
    return Text(en=joined(quoted, "en", OR), da=joined(quoted, "da", OR))


_UNKNOWN = Text(en="There is {none} {name}. {hint}", da="Der er {none} {name}. {hint}")
_THERE_ARE = Text(en="There are: {known}.", da="Mulighederne er: {known}.")
_NONE = Text(en="none", da="ingen")


def _labels_of(known: Iterable[str] | Mapping[str, Any], id_: str) -> tuple[str, ...]:
    label = _label_of(known, id_)
    return () if label is None else tuple(text for _, text in label.texts)


def _label_of(known: Iterable[str] | Mapping[str, Any], id_: str) -> Label | None:
    declared = known[id_] if isinstance(known, Mapping) else None
    labels = (getattr(declared, key, None) for key in ("scenario_label", "label", "title"))
    return next((label for label in labels if isinstance(label, Label)), None)


def _with_labels(ids: Sequence[str], known: Iterable[str] | Mapping[str, Any], language: str) -> list[str]:
    """A list of ids, each followed by its label in brackets; without the labels where the list would be too long."""
    shown: list[str] = []
    for id_ in ids:
        label = _label_of(known, id_)
        text = id_ if label is None or len(ids) > _MOST else label.within_sentence(language)
        # What fills a Text is taken as it is, so that a label could forge a line.
        shown.append(id_ if _plain(text) == _plain(id_) else f"{id_} ({visible(text)})")
    return shown


def _ending_in(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """The ids that end in a word: DF301 for 301."""
    found = sorted(each for each in known if len(word) > 2 and each.lower().endswith(word.lower()))
    return tuple(found[:_MOST])


class Unknown(UserError):
    """A given name is unknown; the message names the nearest known ones. ``kind`` is one of ``KINDS``.

    ``known`` may be a mapping of ids to what they declare: then a label is answered with its id.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str] | Mapping[str, Any]) -> None:
        near = nearest_ids(name, {each: _labels_of(known, each) for each in known}) or _ending_in(name, known)
        ids = sorted(known)
        en, da = (", ".join(_with_labels(ids, known, language)) for language in LANGUAGES)
        listed = Sentence(_THERE_ARE, {"known": Text(en=en, da=da) if ids else _NONE})
        en, da = (joined(_with_labels(near, known, language), language, OR) for language in LANGUAGES)
        meant = Sentence(_DID_YOU_MEAN, {"words": Text(en=en, da=da)})
        super().__init__(_UNKNOWN, none=KINDS[kind].none, name=repr(name), hint=meant if near else listed)


def id_of(kind: str, name: str, known: Mapping[str, Any]) -> str:
    """The id that a name means: itself, or the only one with this label in any language. Raises ``Unknown``."""
    if name in known:
        return name
    wanted = _plain(name)
    found = [each for each in known if any(_plain(text) == wanted for text in _labels_of(known, each))]
    if len(found) != 1:
        raise Unknown(kind, name, known)
    return found[0]


def ids_of(kind: str, names: Iterable[str] | None, known: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids that several names mean, as ``id_of``."""
    return tuple(id_of(kind, each, known) for each in names or ())
