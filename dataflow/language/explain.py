"""Turns pydantic's validation errors into findings (DF005, DF006, DF007)."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from pydantic_core import ErrorDetails

from dataflow.base.finding import Finding, Severity
from dataflow.base.nearest import did_you_mean, nearest
from dataflow.base.place import Place
from dataflow.base.text import Filling, Sentence, Text
from dataflow.language.broken import colon_without_space, key_without_colon, word_before_bracket
from dataflow.language.completeness import nearest_completeness
from dataflow.language.dates import nearest_date
from dataflow.language.diagnostics import refusal
from dataflow.language.durations import nearest_duration
from dataflow.language.error_paths import Loc, keys_at, node_at, place_at, steps_in
from dataflow.language.everyday_words import meant_by, nearest_keys
from dataflow.language.expected import ADD, CONTRADICTIONS, EXPECTED, SHAPE_OF, SHAPES, WORDED
from dataflow.language.explain_indentation import indented
from dataflow.language.explain_keys import key_slips
from dataflow.language.ids import id_meant
from dataflow.language.languages import language_meant
from dataflow.language.lookalikes import lookalike_in_word
from dataflow.language.nodes import MappingNode, Scalar, SequenceNode, place_of
from dataflow.language.omits_entries import NAMES_FIELDS, entry_meant, entry_of_statements
from dataflow.language.several import as_list, one_each, parts_of
from dataflow.language.slips.words import SLIPS
from dataflow.language.statement_specs import STATEMENTS

_LEFT_OPEN = Text(en="Nothing stands here, and something must.", da="Her står ingenting, og der skal stå noget.")
_EMPTY_ITEM = Text(en="Item {number} of this list is empty.", da="Punkt {number} på denne liste er tomt.")
_FILL_IN = Text(
    en="Write the value, or take the key or the dash out.", da="Skriv værdien, eller fjern nøglen eller stregen."
)
_UNKNOWN_KEY = Text(en='"{key}" is not a key that can stand here.', da='"{key}" er ikke en nøgle, der kan stå her.')
_KEYS = Text(en="What may stand here: {keys}.", da="Her kan stå: {keys}.")
_MEMBERS = Text(
    en="An actor is a member of a role by extends: write extends: {role} at each of the members. Actors that work"
    " together are named under members: of a cluster, in the section clusters:.",
    da="En aktør er medlem af en rolle ved extends: skriv extends: {role} ved hvert af medlemmerne. Aktører, der"
    " arbejder sammen, nævnes under members: i en klynge i afsnittet clusters:.",
)
_LAST = ("note", "meta")
"""The keys that may stand nearly everywhere, and that are listed last."""
_MISSING = Text(en='"{key}" is missing here.', da='"{key}" mangler her.')
_ADD = Text(en="Write {key}: and its value.", da="Skriv {key}: og værdien.")
_MALFORMED = Text(en='"{value}" is not {expected}.', da='"{value}" er ikke {expected}.')
_WRITE_DURATION = Text(
    en='Did you mean "{meant}"? A duration is a whole number and h, d or w, for hours, days or weeks.',
    da='Mente du "{meant}"? En varighed er et helt tal og h, d eller w for timer, dage eller uger.',
)
_NOT_AN_OPTION = Text(en='"{value}" is not one of {options}.', da='"{value}" er ikke en af {options}.')
_CHOOSE = Text(en="Choose one of them.", da="Vælg en af dem.")
_WRITE_ID = Text(
    en="Write {id}, in all places that name it: an id has small letters a-z, digits, - and _, begins with a letter"
    " and has 64 characters at most; what people read goes into label.",
    da="Skriv {id} alle de steder, det nævnes: et id har små bogstaver a-z, cifre, - og _, begynder med et bogstav"
    " og har højst 64 tegn; det, som folk læser, hører til i label.",
)
_DID_YOU_MEAN = Text(en='Did you mean "{meant}"?', da='Mente du "{meant}"?')
_WRITE_DATE = Text(
    en='Did you mean "{meant}"? A date is written with the year first.',
    da='Mente du "{meant}"? En dato skrives med året først.',
)
_NOT_A_LIST = Text(en='"{key}" takes one value, not a list.', da='"{key}" har én værdi, ikke en liste.')
_NOT_A_MAPPING = Text(
    en='"{key}" takes one value, not keys with values of their own.',
    da='"{key}" har én værdi, ikke nøgler med hver sin værdi.',
)
_THE_VALUE = Text(en="Write {key}: {value}.", da="Skriv {key}: {value}.")
_WITHOUT_BRACKETS = Text(en="Write {key}: {value}, without brackets.", da="Skriv {key}: {value} uden parenteser.")
_WRONG_SHAPE = Text(en="{what}.", da="{what}.")


_NEAREST: Mapping[str, tuple[Callable[[str], str | None], Text]] = {
    "duration": (nearest_duration, _WRITE_DURATION),
    "day": (partial(nearest_date, to_the_day=True), _WRITE_DATE),
    "date": (partial(nearest_date, to_the_day=False), _WRITE_DATE),
    "language": (language_meant, _DID_YOU_MEAN),
    "completeness": (nearest_completeness, _DID_YOU_MEAN),
}
"""What finds the value that is meant by one in another format, and how it is offered."""


def findings_of(file: str, root: MappingNode, errors: Iterable[ErrorDetails]) -> list[Finding]:
    """A finding for each validation error; one only where an alias repeats the value.

    A key that is missing because it is misspelt is reported once, as misspelt. A list whose items are all wrong is
    not reported as empty.
    """
    errors = list(errors)
    too_far = indented(file, root, errors)
    errors = [error for error in errors if not too_far.explains(error["loc"])]
    slips = key_slips(file, root, errors)
    misspelt = {
        (*error["loc"][:-1], key)
        for error in errors
        if error["type"] == "extra_forbidden"
        for key in nearest_keys(str(error["loc"][-1]), keys_at(error["loc"][:-1]))
    }
    found = [
        _finding_of(file, root, error)
        for error in errors
        if error["loc"] not in slips.explained
        and not (error["type"] == "missing" and error["loc"] in misspelt)
        and not (error["type"] == "too_short" and _has_items(root, error["loc"]))
    ]
    findings = (*too_far.findings, *slips.findings, *found)
    return list({(each.place, each.code, each.message.in_language("en")): each for each in findings}.values())


def is_absence(error: ErrorDetails) -> bool:
    """Whether the error is that something is missing."""
    absent = error["type"] in ("missing", "too_short")
    return absent or error.get("ctx", {}).get("kind") in ("empty_range", "omits_no_kind")


def _has_items(root: MappingNode, loc: Loc) -> bool:
    node = node_at(root, steps_in(root, loc))
    return not isinstance(node, list) or bool(node)


def _finding_of(file: str, root: MappingNode, error: ErrorDetails) -> Finding:
    kind, loc, value = error["type"], error["loc"], error["input"]
    steps = steps_in(root, loc)
    if kind == "extra_forbidden":
        return _unknown_key(file, root, steps, str(loc[-1]), keys_at(loc[:-1]))
    if kind == "missing" or value is None:
        return _absent(place_at(file, root, steps), loc[-1], kind == "missing")
    if kind == "contradiction":
        what, hint = CONTRADICTIONS[error["ctx"]["kind"]]
        at = error["ctx"]["at"]
        place = place_at(file, root, steps_in(root, (*steps, at)), of_key=bool(at))
        return _finding("DF007", place, Sentence(_WRONG_SHAPE, {"what": what.capitalised()}), Sentence(hint))
    odd = lookalike_in_word("DF007", file, value) if isinstance(value, Scalar) else None
    if odd is not None:
        return odd
    place = place_at(file, root, steps, of_key=loc[-1] == "[key]")
    if kind in ("malformed", "not_an_option"):
        return _wrong_format(place, value, kind, error["ctx"], node_at(root, steps[:-1]))
    return _wrong_shape(file, place, value, kind, loc)


def _wrong_format(place: Place, value: str, kind: str, context: Any, around: Any) -> Finding:
    """DF007 for a scalar that is not written as its type asks for."""
    if kind == "not_an_option":
        words = {"value": _shown(value), "options": ", ".join(context["options"])}
        near = meant_by(value, context["options"]) or nearest(value, context["options"])
        return _finding("DF007", place, Sentence(_NOT_AN_OPTION, words), did_you_mean(near, Sentence(_CHOOSE)), near)
    expected, how = EXPECTED[context["kind"]]
    filled: dict[str, Filling] = {"value": _shown(value), "expected": expected}
    if context["kind"] in _NEAREST:
        find, advice = _NEAREST[context["kind"]]
        if (meant := find(value)) is not None:
            hint = Sentence(advice, {"meant": meant})
            return _finding("DF007", place, Sentence(_MALFORMED, filled), hint, (meant,))
    if context["kind"] == "coverage" and (share := nearest_completeness(value)) is not None:
        how = EXPECTED["share as coverage"][1]
        return _finding("DF007", place, Sentence(_MALFORMED, filled), Sentence(how, {"share": share}))
    if context["kind"] == "id" and (slip := word_before_bracket(value)):
        text, advice = SLIPS["colon before bracket"]
        return refusal("DF007", place, text, advice, **slip)
    meant = id_meant(value) if context["kind"] == "id" else None
    if meant is None or meant in around:
        return _finding("DF007", place, Sentence(_MALFORMED, filled), Sentence(how))
    return _finding("DF007", place, Sentence(_MALFORMED, filled), Sentence(_WRITE_ID, {"id": meant}), (meant,))


def _wrong_shape(file: str, place: Place, value: Any, kind: str, loc: Loc) -> Finding:
    """DF007 for a list, a mapping or a scalar where another of the three is expected."""
    shape = "text" if kind == "dict_type" and loc[-1] in WORDED else SHAPE_OF[kind]
    what, hint = SHAPES[shape]
    message, advice = Sentence(_WRONG_SHAPE, {"what": what.capitalised()}), Sentence(hint)
    if shape == "list" and isinstance(value, MappingNode):
        first = next(iter(value), "")
        odd = lookalike_in_word("DF007", file, first) if isinstance(first, Scalar) else None
        place = place_of(file, value)
        if odd is None and loc[-1] == "omits" and (meant := entry_meant(value)) is not None:
            return _finding("DF007", place, Sentence(SLIPS["dash missing"][0]), meant)
        return odd or refusal("DF007", place, *SLIPS["dash missing"])
    if shape == "list" and isinstance(value, Scalar) and (parts := parts_of(value)):
        advice = as_list(parts)
    elif shape == "mapping" and isinstance(value, Scalar) and (slip := colon_without_space(value)):
        text, how = SLIPS["space after colon"]
        return refusal("DF007", place, text, how, **slip)
    elif shape == "mapping" and isinstance(value, Scalar) and (slip := key_without_colon(value, keys_at(loc))):
        text, how = SLIPS["colon missing"]
        return refusal("DF007", place, text, how, **slip)
    elif shape == "not_a_word" and (entry := _omitted(value, loc)) is not None:
        message, advice = Sentence(NAMES_FIELDS), entry
    elif shape == "not_a_word" and isinstance(value, SequenceNode) and isinstance(loc[-1], str):
        message, advice = Sentence(_NOT_A_LIST, {"key": loc[-1]}), one_each(loc)
        if len(value) == 1 and isinstance(value[0], Scalar):
            advice = Sentence(_WITHOUT_BRACKETS, {"key": loc[-1], "value": value[0]})
    elif shape == "not_a_word" and isinstance(value, MappingNode) and len(value) == 1 and isinstance(loc[-1], str):
        ((inner, written),) = value.items()
        if written is None or isinstance(written, Scalar):
            message = Sentence(_NOT_A_MAPPING, {"key": loc[-1]})
            bare = f'"{{{inner}}}"' if loc[-1] == "unit" else inner  # what is counted stands in braces, in UCUM too
            advice = Sentence(_THE_VALUE, {"key": loc[-1], "value": bare if written is None else written})
    return _finding("DF007", place, message, advice)


def _omitted(value: Any, loc: Loc) -> Sentence | None:
    """The entry that is meant by a statement under a kind of statement in ``omits``."""
    kind = next((str(step) for step in reversed(loc) if step in STATEMENTS), None)
    if kind is None or "omits" not in loc or not isinstance(value, MappingNode):
        return None
    return entry_of_statements(kind, value)


def _absent(place: Place, step: int | str, missing: bool) -> Finding:
    """DF006 for a key that is missing or has no value."""
    if missing:
        words = {"key": str(step)}
        return _finding("DF006", place, Sentence(_MISSING, words), Sentence(ADD.get(str(step), _ADD), words))
    # An empty item has no place of its own, so the message gives its number.
    empty = Sentence(_EMPTY_ITEM, {"number": str(step + 1)}) if isinstance(step, int) else Sentence(_LEFT_OPEN)
    return _finding("DF006", place, empty, Sentence(_FILL_IN))


def _finding(
    code: str, place: Place, message: Sentence, hint: Sentence, corrections: tuple[str, ...] = ()
) -> Finding:
    return Finding(code, Severity.ERROR, place, message, hint, corrections=corrections)


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _unknown_key(file: str, root: MappingNode, steps: Loc, key: str, known: tuple[str, ...]) -> Finding:
    node = node_at(root, steps[:-1])
    word = node.key(key) if isinstance(node, MappingNode) and key in node else None
    odd = lookalike_in_word("DF005", file, word) if word is not None else None
    message = Sentence(_UNKNOWN_KEY, {"key": _shown(key)})
    keys = Sentence(
        _KEYS,
        {
            "keys": ", ".join(
                (*(each for each in known if each not in _LAST), *(each for each in _LAST if each in known))
            )
        },
    )
    place = place_at(file, root, steps, of_key=True)
    near = nearest_keys(key, known)
    if steps[:1] == ("actors",) and len(steps) == 3 and "members" in nearest_keys(key, ("members", *known)):
        return odd or _finding("DF005", place, message, Sentence(_MEMBERS, {"role": str(steps[1])}))
    return odd or _finding("DF005", place, message, did_you_mean(near, keys), near)
