"""Labels within a sentence: without their capital, with an article or in quotation marks, as the language has it.

Labels are what authors wrote, so all of this is by rules of thumb: what fits no rule stays as written.
"""

import re
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache


class Usage(Enum):
    """How a label is used in a sentence."""

    ACTOR = "actor"
    """A common noun for an organisation or person: ``the municipality``, ``kommunen``."""
    PROPER = "proper"
    """The name of one: as written."""
    REGISTER = "register"
    """The name of a register: as written, in English with an article where it has several words."""
    TERM = "term"
    """A field, purpose or group: a noun without article, in lower case."""
    TITLE = "title"
    """A phase, source and the like: as written, in quotation marks."""
    THING = "thing"
    """A channel or system: ``the discharge letter``, ``epikrisen``."""


@cache
def spoken(label: str, usage: Usage, language: str) -> str:
    """A label within a sentence."""
    return _SPOKEN[usage](label, language)


def capitalised(text: str) -> str:
    """The text with a capital: at the beginning of a sentence; one like "eGFR" or "pH" keeps its small letter."""
    return text if _SMALL_FIRST.match(text) else text[:1].upper() + text[1:]


def at_the_start(label: str) -> str:
    """A label at the beginning of a cell or heading: with a capital, but for a web address."""
    first = label.split(" ", 1)[0]
    return label if "." in first[1:-1] else capitalised(label)


def mid_sentence(label: str) -> str:
    """A label without its capital, unless it looks like a name or an abbreviation."""
    first, *others = label.split() or ("",)
    is_plain = len(first) > 1 and first[0].isupper() and first[1:].islower() and not any(map(str.isdigit, first))
    is_name = "." in first[1:-1] or any(word[:1].isupper() and word[1:2].islower() for word in others)
    is_name = is_name or _NAMED_AFTER.match(label) is not None
    return label[:1].lower() + label[1:] if is_plain and not is_name else label


_SMALL_FIRST = re.compile(r"[a-zæøå][A-ZÆØÅ]")
_NAMED_AFTER = re.compile(
    r"(?:Apgar|Barthel|Berg|Borg|Braden|Charlson|Doppler|Glasgow|Holter|Karnofsky|Likert|Morse|Norton|Rankin|Tinetti)"
    r"s?(?:[- ]|$)"
    "|\\w+['\N{RIGHT SINGLE QUOTATION MARK}]s (?:disease|syndrome|sign)\\b"
    r"|(?!\w+(?:ens|ets|nes) )\w+s (?:sygdom|syndrom|tegn|kriterier|\w*skala|\w*score|\w*test|\w*indeks)\b"
)
"""What is named after somebody: a scale or method in common use, or "Somebody's disease"."""


def _actor(label: str, language: str) -> str:
    name = mid_sentence(label)
    first, _, more = name.partition(" (")
    if language == "da":
        return (_definite_actor(first) or first) + (f" ({more}" if more else "")
    if " " not in first:
        return f"the {name}" if first.islower() else name
    return _with_article(name) if first[:1].islower() and _COUNTED.search(_head(first)) else name


def _head(name: str) -> str:
    """The noun of an English name, without what stands behind it: the nurse of "nurse in general practice"."""
    return _BEHIND.split(name, maxsplit=1)[0]


_BEHIND = re.compile(r" (?:of|in|at|for|from|with|to|on) ")
_COUNTED = re.compile(
    r"(?:\A|[ -])(?:clinic|hospital|centre|center|department|ward|unit|team|office|nurse|doctor|physician"
    r"|\w*therapist|\w*practor|pharmacy|pharmacist|laboratory|municipality|region|agency|authority|ministry|company"
    r"|employer|home|board|school|citizen"
    r"|patient|person|surgeon|midwife|dentist|podiatrist|psychologist|dietitian|specialist|practitioner"
    r"|worker|administration|council|manager|coordinator|secretary|register|registry|database"
    r"|provider|service|hospice|insurer|carer|institute|university|association|organi[sz]ation)\Z"
)
"""How English nouns end that have an article also behind other words; "general practice" has none."""


@cache
def is_plural(label: str) -> bool:
    """Whether an English label that is no proper name stands for several: "relatives", "nurses in the home"."""
    first = _head(mid_sentence(label).partition(" (")[0])
    return first[:1].islower() and first.endswith("s") and not first.endswith(("ss", "us", "is"))


SUBJECTS = frozenset({"actor", "who", "sender", "receiver", "taker", "other", "source", "target"})
"""The blanks in which an actor may be the subject of a sentence."""


@cache
def in_the_plural(template: str, blank: str) -> str:
    """An English sentence whose subject is a blank, for a subject in the plural: with other verbs and pronouns.

    Verbs behind "but", "and" and the like are changed too where the sentence has no other subject of this kind.
    """
    changed = re.sub(rf"(\{{{blank}\}} {_ADVERBS})({_VERBS})\b", _as_plural, template)
    if changed == template or len(_SUBJECT.findall(template)) > 1:
        return changed
    changed = re.sub(rf"((?:,? but|,? and|,? or|,|neither|nor) {_ADVERBS})({_VERBS})\b", _as_plural, changed)
    return re.sub(rf"\b((?:that|what) )it ({_VERBS}|may)\b", _they, changed)


def agreeing(template: str, language: str, words: Mapping[str, object]) -> str:
    """A sentence with verbs that agree with the labels for its blanks, where these are in the plural in English."""
    if language != "da":
        for blank in SUBJECTS & words.keys():
            if is_plural(str(words[blank])):
                template = in_the_plural(template, blank)
    return template


_PLURALS = {"is": "are", "has": "have", "does": "do", "passes": "pass", "reaches": "reach"}
_SINGULARS = (
    *("adds", "begins", "expects", "gets", "gives", "holds", "lacks", "needs", "plans", "receives", "records"),
    *("reports", "sends", "shares", "takes", "uses", "works"),
)
_VERBS = "|".join((*_PLURALS, *_SINGULARS))
_ADVERBS = "(?:(?:now|no longer|perhaps|already|neither) )?"
_SUBJECT = re.compile(rf"\{{\w+\}} {_ADVERBS}(?:{_VERBS})\b")


def _plural_of(verb: str) -> str:
    return _PLURALS.get(verb, verb.removesuffix("s"))


def _as_plural(match: re.Match[str]) -> str:
    return match[1] + _plural_of(match[2])


def _they(match: re.Match[str]) -> str:
    return f"{match[1]}they {match[2] if match[2] == 'may' else _plural_of(match[2])}"


def _definite_actor(name: str) -> str | None:
    """The definite form of a Danish actor, also of one with a place behind it: "fysioterapeuten i praksis"."""
    if name[:1] != name[:1].lower():
        return None
    placed = _AT_A_PLACE.match(name)
    definite = _definite(placed["noun"] if placed else name)
    return definite + placed["place"] if definite and placed else definite


def _thing(label: str, language: str) -> str:
    name = mid_sentence(label)
    first, _, more = name.partition(" (")
    if language == "da":
        definite = _definite(first)
        if definite is None and " " in first:
            return _title(label, language)
        return (definite or first) + (f" ({more}" if more else "")
    return _with_article(name) if " " in first or first.islower() else name


def _with_article(name: str) -> str:
    """An English name with its article, unless the author wrote one."""
    return name if name.startswith("the ") else f"the {name}"


def _title(label: str, language: str) -> str:
    return f"»{label}«" if language == "da" else f"“{label}”"


def _register(label: str, language: str) -> str:
    if _REPORT.match(label) and mid_sentence(label) != label:
        return _thing(label, language)
    return f"the {label}" if language == "en" and " " in label.partition(" (")[0] else label


_REPORT = re.compile(r"\S+ (?:to|til) ")
"""How the label of a report begins, which is no name of a register: "Report to the register"."""
_SPOKEN: Mapping[Usage, Callable[[str, str], str]] = {
    Usage.ACTOR: _actor,
    Usage.PROPER: lambda label, language: label,
    Usage.REGISTER: _register,
    Usage.TERM: lambda label, language: mid_sentence(label),
    Usage.TITLE: _title,
    Usage.THING: _thing,
}

_COMMON: Mapping[str, str] = {
    **dict.fromkeys(("else", "epikrise", "base", "analyse", "samtale", "liste", "aftale", "læge", "pleje"), "n"),
    **dict.fromkeys(("sygeplejerske",), "n"),
    **dict.fromkeys(("kommune", "tavle", "mappe", "pjece", "konference", "skole", "stue", "flade"), "n"),
    **dict.fromkeys(("ing", "plan", "tion", "besked", "portal", "journal", "rapport", "oversigt", "formular"), "en"),
    **dict.fromkeys(("attest", "telefon", "mail", "fil", "recept", "region", "patient", "borger", "giver"), "en"),
    **dict.fromkeys(("terapeut", "praktor", "handler", "leder", "vagt", "enhed", "assistent", "konsulent"), "en"),
    **dict.fromkeys(("koordinator", "sekretær", "specialist", "virksomhed", "psykiatri", "fuldmagt", "app"), "en"),
    **dict.fromkeys(("klinik",), "ken"),
    **dict.fromkeys(("protokol",), "len"),
    **dict.fromkeys(("praksis",), "sen"),
}
"""How nouns of common gender end, and what their definite form adds."""
_NEUTER: Mapping[str, str] = {
    **dict.fromkeys(
        ("brev", "notat", "skema", "svar", "kort", "modul", "system", "opslag", "papir", "dokument", "opkald"), "et"
    ),
    **dict.fromkeys(("hus", "hospital", "apotek", "selskab", "team", "kontor", "sted", "advis", "abonnement"), "et"),
    **dict.fromkeys(("møde",), "t"),
    **dict.fromkeys(("udvalg", "arkiv", "sekretariat", "nævn", "råd", "indeks", "besøg"), "et"),
    **dict.fromkeys(("afsnit", "institut"), "tet"),
    **dict.fromkeys(("tilbud",), "det"),
    **dict.fromkeys(("hjem",), "met"),
}
"""The same of neuter gender."""
_IRREGULAR: Mapping[str, tuple[str, bool]] = {
    "register": ("registret", True),
    "center": ("centret", True),
    "laboratorium": ("laboratoriet", True),
    "ambulatorium": ("ambulatoriet", True),
    "patient/borger": ("patienten/borgeren", False),
}
"""Endings with a definite form that is no addition, and whether they are neuter."""
_ADJECTIVE = ("isk", "al", "el", "ig", "ær", "iv")
_ADJECTIVES_IN_T = ("privat",)
_INVARIABLE = ("fælles",)
_AT_A_PLACE = re.compile(r"(?P<noun>\S+)(?P<place> (?:i|på|ved|for) .+)", re.DOTALL)


def _definite(name: str) -> str | None:
    """The definite form of a Danish noun, with adjectives before it; None where no rule fits."""
    with_first_half, half, noun = name.rpartition("- og ")
    if half and " " not in with_first_half:
        found = _definite_noun(noun)
        return None if found is None or " " in noun else f"{with_first_half}{half}{found[0]}"
    *adjectives, noun = name.split() or ("",)
    found = _definite_noun(noun)
    if found is None:
        return None
    definite, is_neuter = found
    if not adjectives:
        return definite
    forms = [form for each in adjectives if (form := _definite_adjective(each, is_neuter))]
    return " ".join(["det" if is_neuter else "den", *forms, noun]) if len(forms) == len(adjectives) else None


def _definite_adjective(adjective: str, is_neuter: bool) -> str | None:
    """The form of an adjective before a definite noun; None where it is none that is known."""
    if adjective.endswith("ende") or adjective in _INVARIABLE:
        return adjective
    stem = adjective.removesuffix("t") if is_neuter and adjective not in _ADJECTIVES_IN_T else adjective
    is_known = stem.endswith(_ADJECTIVE) or stem in _ADJECTIVES_IN_T
    return f"{stem}e" if is_known and stem.islower() else None


def _definite_noun(noun: str) -> tuple[str, bool] | None:
    """The definite form of a noun without adjectives, and whether it is neuter."""
    for ending, (definite, is_neuter) in _IRREGULAR.items():
        if noun.endswith(ending):
            return noun.removesuffix(ending) + definite, is_neuter
    for endings, is_neuter in ((_COMMON, False), (_NEUTER, True)):
        for ending in sorted(endings, key=len, reverse=True):
            if noun.endswith(ending):
                return noun + endings[ending], is_neuter
    return None
