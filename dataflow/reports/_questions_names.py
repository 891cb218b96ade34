"""Names of actors, fields and channels for use within an English or Danish sentence."""

from dataflow.base.text import Label
from dataflow.base.visible import visible
from dataflow.model.entities import Actor

# The definite forms of common Danish words of the sector; other labels are used as written.
_DEFINITE = {
    "sygehus": "sygehuset",
    "hospital": "hospitalet",
    "kommune": "kommunen",
    "region": "regionen",
    "patient": "patienten",
    "borger": "borgeren",
    "patient/borger": "patienten/borgeren",
    "laboratorium": "laboratoriet",
    "apotek": "apoteket",
    "lægepraksis": "lægepraksissen",
    "læge": "lægen",
    "plejehjem": "plejehjemmet",
    "hjemmepleje": "hjemmeplejen",
    "hjemmesygepleje": "hjemmesygeplejen",
    "genoptræningscenter": "genoptræningscentret",
    "sundhedscenter": "sundhedscentret",
}


def named(actor: Actor, language: str) -> str:
    """An actor within a sentence: a role as a common noun, a registry or member by its name."""
    if actor.role is not None:
        return visible(actor.label.in_language(language))
    if actor.kind == "registry":
        return with_article(actor.label, language, is_name=True)
    name = mid_sentence(actor.label, language)
    first, *rest = name.split(" (", 1)
    if language == "da":
        return " (".join([_DEFINITE.get(first, first), *rest])
    return f"the {name}" if first.islower() and " " not in first else name


def with_article(label: Label, language: str, is_name: bool = False) -> str:
    """A label within a sentence, in English with its article; a name of one word has none."""
    name = visible(label.in_language(language)) if is_name else mid_sentence(label, language)
    first = name.split(" (", 1)[0]
    return f"the {name}" if language == "en" and (" " in first or first.islower()) else name


def mid_sentence(label: Label, language: str) -> str:
    """A label within a sentence: without its capital, unless it looks like a name or an abbreviation."""
    text = visible(label.in_language(language))
    first, *others = text.split() or ("",)
    is_plain = len(first) > 1 and first[0].isupper() and first[1:].islower() and not any(map(str.isdigit, first))
    is_name = any(word[:1].isupper() and word[1:2].islower() for word in others)
    return text[:1].lower() + text[1:] if is_plain and not is_name else text


def bare(label: Label, language: str) -> str:
    """A label in lower case without its part in brackets, for comparison."""
    return label.in_language(language).split(" (", 1)[0].lower()
