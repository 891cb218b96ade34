"""The words for the keys whose values differ between two maps, and for these values."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from dataflow.base.picture import Words
from dataflow.base.text import Filling, Label, Sentence, Text
from dataflow.change.meaning import Plain
from dataflow.change.statements import Alteration
from dataflow.model.entities import Form
from dataflow.wording.choices import CHOICES, CONFIDENCES, STATUSES
from dataflow.wording.dates import in_words
from dataflow.wording.durations import duration
from dataflow.wording.forms import ADVERB
from dataflow.wording.languages import LANGUAGE_NAMES
from dataflow.wording.lists import COMMA, SEMICOLON, chained, listed
from dataflow.wording.statements import FROM_OTHERS, LEVELS, ON_REQUEST

Names = Callable[[str, str], Words]
"""The label of an id in a section."""

WHAT: Mapping[str, Text] = {
    "status": Text(en="status", da="status"),
    "valid_from": Text(en="valid from", da="gælder fra"),
    "valid_to": Text(en="valid to", da="gælder til"),
    "coverage": Text(en="coverage", da="dækning"),
    "completeness": Text(en="completeness", da="fuldstændighed"),
    "confidence": Text(en="confidence", da="tillid"),
    "source": Text(en="source", da="kilde"),
    "form": Text(en="form", da="form"),
    "code_system": Text(en="code system", da="kodesystem"),
    "code_systems": Text(en="code systems", da="kodesystemer"),
    "patient_reported": Text(en="reported by the patient", da="oplyst af borgeren"),
    "method": Text(en="method", da="metode"),
    "after": Text(en="at the earliest after", da="tidligst efter"),
    "takes": Text(en="time on the way", da="tid undervejs"),
    "within": Text(en="limit of time", da="tidsfrist"),
    "level": Text(en="level", da="niveau"),
    "purposes": Text(en="purposes", da="formål"),
    "legal_bases": Text(en="legal basis", da="hjemmel"),
    "recorded_since": Text(en="recorded since", da="registreret siden"),
    "recorded_in": Text(en="recorded in", da="registreret i"),
    "received": FROM_OTHERS,
    "on_request": ON_REQUEST,
    "via": Text(en="by", da="via"),
    "in": Text(en="in the system", da="i systemet"),
    "phases": Text(en="in", da="i"),
    "controllers": Text(en="data controller", da="dataansvarlig"),
    "processors": Text(en="data processor", da="databehandler"),
    "retention": Text(en="retention", da="opbevaring"),
    "systems": Text(en="record systems", da="systemer"),
    "order": Text(en="order of phases", da="fasernes rækkefølge"),
    "label": Text(en="label", da="betegnelse"),
    "title": Text(en="title", da="titel"),
    "definition": Text(en="definition", da="definition"),
    "note": Text(en="note", da="note"),
    "called": Text(en="name for it", da="betegnelse for det"),
    "scenario_label": Text(en="name of the scenario", da="scenariets navn"),
    "meta": Text(en="keys of your own", da="egne nøgler"),
    "standard": Text(en="standard", da="standard"),
    "population": Text(en="population", da="målgruppe"),
    "kind": Text(en="kind", da="slags"),
    "sector": Text(en="sector", da="sektor"),
    "mode": Text(en="mode", da="måde"),
    "group": Text(en="group", da="gruppe"),
    "parent": Text(en="group above", da="overgruppe"),
    "unit": Text(en="unit", da="enhed"),
    "icf": Text(en="ICF component", da="ICF-komponent"),
    "codes": Text(en="codes", da="koder"),
    "derived_from": Text(en="derived from", da="udledt af"),
    "maps_to": Text(en="codes mapped to", da="koder oversættes til"),
    "members": Text(en="members", da="medlemmer"),
    "role": Text(en="member of the role", da="medlem af rollen"),
    "citations": Text(en="source", da="kilde"),
    "url": Text(en="address", da="adresse"),
    "date": Text(en="date", da="dato"),
    "responsible_by_date": Text(en="responsible", da="ansvarlig"),
    "as_of": Text(en="date of the map", da="kortets dato"),
    "evidence_years": Text(en="years that evidence counts", da="år, som belæg gælder"),
    "languages": Text(en="languages", da="sprog"),
    "rules": Text(en="severity of rules", da="reglernes alvor"),
    "costs": Text(en="costs of changes", da="hvad ændringer koster"),
    "expects_reply": Text(en="reply by", da="svar via"),
}
"""By key; a key that is not here is shown as it is written."""

_YES: Mapping[str, Text] = {
    "on_request": WHAT["on_request"],
    "patient_reported": WHAT["patient_reported"],
    "received": WHAT["received"],
    "closed": Text(en="closed to what has no slot in it", da="lukket for det, der ikke har en plads i den"),
    "repeats": Text(en="measured anew as a matter of course", da="noget, der måles igen som en selvfølge"),
    "special_category": Text(
        en="of a special category of personal data", da="en særlig kategori af personoplysninger"
    ),
    "secondary": Text(en="a secondary purpose", da="et sekundært formål"),
    "expects_reply": Text(en="expecting a reply", da="noget, der ventes svar på"),
}
"""What is true of a thing with such a key."""
_NOW = Text(en="now {what}", da="nu {what}")
_NO_LONGER = Text(en="no longer {what}", da="ikke længere {what}")
_ALTERED = Text(en="{what} {after} instead of {before}", da="{what} {after} i stedet for {before}")
_FIRST_STATED = Text(en="{what} {after} (not stated before)", da="{what} {after} (før ikke angivet)")
_NOT_STATED = Text(
    en="{what} not stated any more (before: {before})", da="{what} ikke længere angivet (før: {before})"
)
_OF_SYSTEM = Text(en="{what} of the system {system}", da="{what} for systemet {system}")
_ALTERED_FORM = Text(en="{after} instead of {before}", da="{after} i stedet for {before}")
_FORM_STATED = Text(en="now {after}; before, no form was stated", da="nu {after}; før var formen ikke angivet")
_FORM_NOT_STATED = Text(
    en="the form is not stated any more; before, it was {before}",
    da="formen er ikke længere angivet; før var den {before}",
)
_SLOT = Text(en="{fields} now {after} instead of {before}", da="{fields} kommer nu {after} i stedet for {before}")
_NEW_SLOT = Text(
    en="a new place for {fields}, {after}",
    da="ny plads til {fields}, {after}",
)
_SLOT_GONE = Text(
    en="no place for {fields} any more; before, it was {before}",
    da="ingen plads til {fields} længere; før var den {before}",
)
_IN = Text(en="{source} ({at})", da="{source} ({at})")
_DATED = Text(en="{actor} ({dates})", da="{actor} ({dates})")
_DAYS = {
    "valid_from": Text(en="from {day}", da="fra {day}"),
    "valid_to": Text(en="to {day}", da="til {day}"),
}
_WORDS: Mapping[str, Text] = {
    **STATUSES,
    **LEVELS,
    **CONFIDENCES,
    **{form.word: ADVERB[form] for form in Form},
}
_KINDS = {"channels": "channel kind", "fields": "field kind", "actors": "actor kind"}
"""The values of ``kind``, by section (``CHOICES``)."""
_LABELLED: Mapping[str, str] = {
    "via": "channels",
    "expects_reply": "channels",
    "phases": "phases",
    "recorded_since": "phases",
    "recorded_in": "phases",
    "order": "phases",
    "code_system": "code_systems",
    "code_systems": "code_systems",
    "maps_to": "code_systems",
    "purposes": "purposes",
    "legal_bases": "legal_bases",
    "controllers": "actors",
    "processors": "actors",
    "members": "actors",
    "role": "actors",
    "group": "groups",
    "parent": "groups",
    "derived_from": "fields",
}
_TEXTS = frozenset(
    {"label", "title", "definition", "note", "called", "standard", "population", "retention", "scenario_label"}
)
"""The keys of texts for people, by language."""
_IN_LANGUAGE = Text(en="{what} ({language})", da="{what} ({language})")
_QUOTED = Text(en="“{text}”", da="»{text}«")
_SAME_TEXT = Text(en="{what} the same, written for other languages", da="{what} den samme, skrevet for andre sprog")
_HOURS = frozenset({"after", "takes", "within"})
_DATES = frozenset({"valid_from", "valid_to", "as_of", "date"})


def altered(each: Alteration, name: Names, section: str | None = None) -> Words:
    """What of a statement, or of an object in a section, differs: ``coded instead of as free text``."""
    system, _, key = each.what.rpartition("/")
    if key == "slots":
        return _altered_slots(each, name)
    if key in _TEXTS and isinstance(each.before if each.after is None else each.after, tuple):
        what = Sentence(_OF_SYSTEM, {"what": _what(key), "system": system}) if system else _what(key)
        return _altered_texts(
            what, *({key: str(said) for key, said in _pairs(side)} for side in (each.before, each.after))
        )
    known = each.after if each.after is not None else each.before
    if isinstance(known, bool):
        return Sentence(_NOW if each.after else _NO_LONGER, {"what": _YES.get(key, _what(key))})
    values: dict[str, Filling] = {
        side: value_words(key, value, name, section)
        for side, value in (("before", each.before), ("after", each.after))
        if value is not None
    }
    if key == "form":
        texts = (_ALTERED_FORM, _FORM_STATED, _FORM_NOT_STATED)
    else:
        texts = (_ALTERED, _FIRST_STATED, _NOT_STATED)
        values["what"] = Sentence(_OF_SYSTEM, {"what": _what(key), "system": system}) if system else _what(key)
    return Sentence(texts[1 if each.before is None else 2 if each.after is None else 0], values)


def _altered_texts(what: Words, before: Mapping[str, str], after: Mapping[str, str]) -> Words:
    """The texts that differ, each with its language; a plain text serves every language."""
    found: list[Words] = []
    for language in sorted((before.keys() | after.keys()) - {""}) or [""]:
        then, now = (texts.get(language, texts.get("")) for texts in (before, after))
        if then != now:
            texts = (("before", then), ("after", now))
            words: dict[str, Filling] = {
                side: Sentence(_QUOTED, {"text": said}) for side, said in texts if said is not None
            }
            named = {"what": what, "language": LANGUAGE_NAMES.get(language, Label(language))}
            words["what"] = Sentence(_IN_LANGUAGE, named) if language else what
            found.append(Sentence(_FIRST_STATED if then is None else _NOT_STATED if now is None else _ALTERED, words))
    return chained(SEMICOLON, found) if found else Sentence(_SAME_TEXT, {"what": what})


def _what(key: str) -> Text:
    return WHAT.get(key, Text(en=key.replace("_", " "), da=key.replace("_", " ")))


def _altered_slots(each: Alteration, name: Names) -> Words:
    """The fields whose slots differ, those that differ in the same way together."""
    before, after = ({key: str(form) for key, form in _pairs(side)} for side in (each.before, each.after))
    moves = [
        ((before.get(field), after.get(field)), field)
        for field in dict.fromkeys((*after, *before))
        if before.get(field) != after.get(field)
    ]
    found: list[Words] = []
    for (then, now), group in groupby(sorted(moves, key=lambda move: (str(move[0]), move[1])), lambda move: move[0]):
        words: dict[str, Filling] = {"fields": listed([name("fields", field) for _, field in group])}
        words |= {side: _WORDS[form] for side, form in (("before", then), ("after", now)) if form is not None}
        found.append(Sentence(_NEW_SLOT if then is None else _SLOT_GONE if now is None else _SLOT, words))
    return chained(SEMICOLON, found)


def _pairs(value: Plain) -> Iterable[tuple[str, Plain]]:
    """The items of a mapping that was made plain."""
    return value if isinstance(value, tuple) else ()


def value_words(key: str, value: Plain, name: Names, section: str | None = None) -> Words:
    """The value of a key, as labels and words where it is one of an id or a word of the language."""
    several = value if isinstance(value, tuple) else (value,)
    if key in _HOURS and isinstance(value, int):
        found: Words = duration(value)
    elif key in _DATES:
        found = in_words(str(value))
    elif key in _LABELLED:
        found = listed([name(_LABELLED[key], str(each)) for each in _flat(several)])
    elif key in _ITEMS:
        found = listed([_ITEMS[key](each, name) for each in several])
    else:
        choices = CHOICES.get(_KINDS.get(section or "", "") if key == "kind" else key, _WORDS)
        found = choices.get(str(value)) or Label(_written(value))
    return found


def _flat(values: Iterable[Plain]) -> Iterator[Plain]:
    """The ids of a list, in which those of the same rank may be lists themselves."""
    for each in values:
        yield from each if isinstance(each, tuple) else (each,)


def _cited(source: str, at: str, name: Names) -> Words:
    shown = name("sources", source)
    return Sentence(_IN, {"source": shown, "at": at}) if at else shown


def _responsible(parts: Iterable[tuple[str, str]], name: Names) -> Words:
    """An actor, and the days from and to which it is responsible."""
    said = dict(parts)
    days = [Sentence(text, {"day": in_words(said[key])}) for key, text in _DAYS.items() if key in said]
    actor = name("actors", said["actor"])
    return Sentence(_DATED, {"actor": actor, "dates": chained(COMMA, days)}) if days else actor


_ITEMS: Mapping[str, Callable[[Any, Names], Words]] = {
    "source": lambda each, name: _cited(each.partition(" ")[0], each.partition(" ")[2], name),
    "citations": lambda each, name: _cited(dict(each)["source"], dict(each).get("at", ""), name),
    "unit": lambda each, _: Label(each[1]),
    "codes": lambda each, _: Label(" ".join(part for _, part in each)),
    "responsible_by_date": _responsible,
}
"""The words for an item of the values that are not ids alone, by key."""


def _written(value: Plain) -> str:
    """A list or mapping in short: ``a, b``, ``ldl: coded``."""
    if not isinstance(value, tuple):
        return str(value)
    if value and all(isinstance(each, tuple) and len(each) == 2 and isinstance(each[0], str) for each in value):
        return ", ".join(f"{each[0]}: {_written(each[1])}" if each[0] else _written(each[1]) for each in value)
    return ", ".join(_written(each) for each in value)
