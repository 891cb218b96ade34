"""Turns pydantic's validation errors into findings (DF005, DF006, DF007)."""

import types
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic_core import ErrorDetails

from dataflow.base.finding import Finding, Severity
from dataflow.base.nearest import did_you_mean, nearest
from dataflow.base.place import Place
from dataflow.base.text import Filling, Sentence, Text
from dataflow.language.fast_reader import keys_of
from dataflow.language.nodes import MappingNode, Scalar, place_of
from dataflow.language.schema import FileSpec, Spec

# For each value type: what a scalar of the wrong format should look like, and what to write.
EXPECTED: Mapping[str, tuple[Text, Text]] = {
    "id": (
        Text(en="an id", da="et id"),
        Text(
            en="Use small letters a-z, digits, - and _, beginning with a letter, 64 at most; æ, ø and å go into"
            " the label.",
            da="Brug små bogstaver a-z, cifre, - og _, først et bogstav, højst 64; æ, ø og å hører til i label.",
        ),
    ),
    "language": (
        Text(en="a language code", da="en sprogkode"),
        Text(en="Write en for English, da for Danish.", da="Skriv da for dansk, en for engelsk."),
    ),
    "boolean": (
        Text(en="true or false without quotes", da="true eller false uden citationstegn"),
        Text(en="Write true for yes, false for no.", da="Skriv true for ja, false for nej."),
    ),
    "day": (
        Text(en="a date written year-month-day", da="en dato skrevet som år-måned-dag"),
        Text(
            en="Write it like 2026-11-01, and check that the day exists.",
            da="Skriv den som 2026-11-01, og se efter, at dagen findes.",
        ),
    ),
    "date": (
        Text(en="a day, a month or a year in figures", da="en dag, en måned eller et år i tal"),
        Text(en="Write 2026-11-01, 2026-11 or 2026.", da="Skriv 2026-11-01, 2026-11 eller 2026."),
    ),
    "coverage": (
        Text(en="a coverage such as 56/98", da="en dækning som 56/98"),
        Text(
            en="Write how many of the units do it, a slash and how many there are; the first can't be the larger.",
            da="Skriv, hvor mange enheder der gør det, en skråstreg og hvor mange der er; det første kan ikke være"
            " størst.",
        ),
    ),
    "completeness": (
        Text(en="a share of the patients from 0 to 1", da="en andel af patienterne fra 0 til 1"),
        Text(en="Write 80 % as 0.8, with a point.", da="Skriv 80 % som 0.8, med punktum."),
    ),
    "years": (
        Text(en="a number of years", da="et antal år"),
        Text(en="Write a whole number from 1 to 99.", da="Skriv et helt tal fra 1 til 99."),
    ),
    "version": (
        Text(en="the version of the language", da="sprogets version"),
        Text(
            en="Write dataflow: 1; this is the only one so far.",
            da="Skriv dataflow: 1; det er den eneste indtil nu.",
        ),
    ),
    "way": (
        Text(en="the path to another map", da="stien til et andet kort"),
        Text(
            en="Write it from this map's folder and with /, such as ../ihd; it can't begin with / or name a disk.",
            da="Skriv den fra kortets egen mappe med /, fx ../ihd; den kan ikke begynde med / eller nævne et drev.",
        ),
    ),
    "icf": (
        Text(en="an ICF component or code", da="en ICF-komponent eller -kode"),
        Text(
            en="Write b, s, d or e, alone or with the digits of a code (such as b410), or pf for personal factors.",
            da="Skriv b, s, d eller e, alene eller med en kodes cifre (fx b410), eller pf for personlige faktorer.",
        ),
    ),
}

_SHAPES: Mapping[str, tuple[Text, Text]] = {
    "not_a_word": (
        Text(en="a single value is expected here", da="her ventes en enkelt værdi"),
        Text(
            en="Write one word or text; if it holds a colon or a bracket, put it in quotes.",
            da="Skriv ét ord eller én tekst; er der kolon eller parentes i, så sæt den i citationstegn.",
        ),
    ),
    "list": (
        Text(en="a list is expected here", da="her ventes en liste"),
        Text(
            en="Begin each item with a dash (- ...), or put them in square brackets.",
            da="Begynd hvert punkt med en bindestreg (- ...), eller sæt dem i kantede parenteser.",
        ),
    ),
    "mapping": (
        Text(en="keys with values are expected here", da="her ventes nøgler med værdier"),
        Text(
            en="Write key: value, with a space after the colon, one on each line and indented, or all in curly"
            " brackets.",
            da="Skriv nøgle: værdi, med mellemrum efter kolonet, én på hver linje og rykket ind, eller alle i"
            " krøllede parenteser.",
        ),
    ),
    "text": (
        Text(
            en="a text is expected here, or one for each language", da="her ventes en tekst eller én for hvert sprog"
        ),
        Text(
            en="Write the text, in quotes if it begins with a bracket, or {{en: ..., da: ...}}.",
            da="Skriv teksten, i citationstegn hvis den begynder med en parentes, eller {{da: ..., en: ...}}.",
        ),
    ),
    "empty": (
        Text(en="the list is empty", da="listen er tom"),
        Text(en="Name at least one, or take the statement out.", da="Nævn mindst én, eller fjern udsagnet."),
    ),
}

_SHAPE_OF: Mapping[str, str] = {
    "not_a_word": "not_a_word",
    "is_instance_of": "not_a_word",
    "tuple_type": "list",
    "list_type": "list",
    "dict_type": "mapping",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "too_short": "empty",
}

_WORDED = frozenset(("label", "title", "note", "definition", "population", "standard", "retention", "reason"))
"""The keys whose values are texts for people."""

CONTRADICTIONS: Mapping[str, tuple[Text, Text]] = {
    "dates": (
        Text(en="the date valid_to lies before valid_from", da="datoen valid_to ligger før valid_from"),
        Text(en="Swap them, or correct the year.", da="Byt om på dem, eller ret årstallet."),
    ),
    "form_below_code": (
        Text(
            en="a code system means form: coded, and a lower form is given",
            da="et kodesystem betyder form: coded, og her står en lavere form",
        ),
        Text(en="Take out form, or take out code_system.", da="Fjern form, eller fjern code_system."),
    ),
    "empty_range": (
        Text(en="a range needs from or to", da="et interval skal have from eller to"),
        Text(en="Write {{from: PHASE, to: PHASE}}, or all.", da="Skriv {{from: FASE, to: FASE}}, eller all."),
    ),
    "omits_no_kind": (
        Text(en="it is not said what is omitted", da="det fremgår ikke, hvad der udelades"),
        Text(
            en="Write records:, needs:, uses: or shares: with the fields.",
            da="Skriv records:, needs:, uses: eller shares: med felterne.",
        ),
    ),
    "omits_two_kinds": (
        Text(en="an omits entry takes one kind of statement", da="et punkt under omits tager én slags udsagn"),
        Text(en="Write one entry for each kind.", da="Skriv et punkt for hver slags."),
    ),
    "omits_receiver": (
        Text(en="only shares have a receiver and a channel", da="kun shares har modtager og kanal"),
        Text(en="Take out to: and via:.", da="Fjern to: og via:."),
    ),
    "omits_system": (
        Text(en="only records name a system", da="kun records nævner et system"),
        Text(en="Take out in:.", da="Fjern in:."),
    ),
}

_LEFT_OPEN = Text(en="Nothing stands here, and something must.", da="Her står ingenting, og der skal stå noget.")
_EMPTY_ITEM = Text(en="Item {number} of this list is empty.", da="Punkt {number} på denne liste er tomt.")
_FILL_IN = Text(
    en="Write the value, or take the key or the dash out.", da="Skriv værdien, eller fjern nøglen eller stregen."
)
_UNKNOWN_KEY = Text(en='"{key}" is not a key that can stand here.', da='"{key}" er ikke en nøgle, der kan stå her.')
_COMMA = Text(
    en='If "{key}" belongs to the text or number before it: a text with a comma needs quotes, a number a point.',
    da='Hører "{key}" til teksten eller tallet foran: tekst med komma skal i citationstegn, tal skal have punktum.',
)
_KEYS = Text(en="What may stand here: {keys}.", da="Her kan stå: {keys}.")
_MISSING = Text(en='"{key}" is missing here.', da='"{key}" mangler her.')
_ADD = Text(en="Write {key}: and its value.", da="Skriv {key}: og værdien.")
_ADD_SO: Mapping[str, Text] = {
    "fields": Text(
        en="Write fields: with a field, a list of them, or group: and the name of a group.",
        da="Skriv fields: med et felt, en liste af dem eller group: og navnet på en gruppe.",
    ),
    "phase": Text(
        en="Write phase: and when it is so; phase: all if it is so throughout.",
        da="Skriv phase: og hvornår det er sådan; phase: all, hvis det gælder hele forløbet.",
    ),
    "to": Text(
        en="Write to: with the actor or actors who receive it.",
        da="Skriv to: med den eller de aktører, der modtager.",
    ),
    "via": Text(
        en="Write via: with the channel that carries it.", da="Skriv via: med den kanal, der bringer det frem."
    ),
    "title": Text(en="Write title: and what people read.", da="Skriv title: og det, som folk skal læse."),
    "reason": Text(
        en="Write reason: and why the finding is accepted.", da="Skriv reason: og hvorfor fundet accepteres."
    ),
}
_MALFORMED = Text(en='"{value}" is not {expected}.', da='"{value}" er ikke {expected}.')
_NOT_AN_OPTION = Text(en='"{value}" is not one of {options}.', da='"{value}" er ikke en af {options}.')
_CHOOSE = Text(en="Choose one of them.", da="Vælg en af dem.")
_WRONG_SHAPE = Text(en="{what}.", da="{what}.")


def findings_of(file: str, root: MappingNode, errors: Iterable[ErrorDetails]) -> list[Finding]:
    """A finding for each validation error; one only where an alias repeats the value.

    A key that is missing because it is misspelt is reported once, as misspelt. A list whose items are all wrong is
    not reported as empty.
    """
    errors = list(errors)
    misspelt = {
        (*error["loc"][:-1], key)
        for error in errors
        if error["type"] == "extra_forbidden"
        for key in nearest(str(error["loc"][-1]), _keys_at(error["loc"][:-1]))
    }
    found = (
        _finding_of(file, root, error)
        for error in errors
        if not (error["type"] == "missing" and error["loc"] in misspelt)
        and not (error["type"] == "too_short" and _has_items(root, error["loc"]))
    )
    return list({(each.place, each.code, each.message.in_language("en")): each for each in found}.values())


def is_absence(error: ErrorDetails) -> bool:
    """Whether the error is that something is missing."""
    absent = error["type"] in ("missing", "too_short")
    return absent or error.get("ctx", {}).get("kind") in ("empty_range", "omits_no_kind")


def _has_items(root: MappingNode, loc: tuple[int | str, ...]) -> bool:
    node: Any = root
    for step in steps_in(root, loc):
        node = node[step]
    return isinstance(node, list) and bool(node)


def steps_in(root: MappingNode, loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """The leading steps of an error's path that exist in the tree.

    Pydantic's paths also hold the names of union branches, and steps into a shorthand's long form.
    """
    steps: list[int | str] = []
    node: Any = root
    for step in loc:
        inside = isinstance(node, MappingNode) and step in node
        item = isinstance(node, list) and isinstance(step, int)
        if inside or item:
            node = node[step]
            steps.append(step)
    return tuple(steps)


def _finding_of(file: str, root: MappingNode, error: ErrorDetails) -> Finding:
    kind, loc, context = error["type"], error["loc"], error.get("ctx", {})
    steps = steps_in(root, loc)
    if kind == "extra_forbidden":
        left_open = error["input"] is None
        return _unknown_key(_place(file, root, steps, of_key=True), str(loc[-1]), _keys_at(loc[:-1]), left_open)
    if kind == "missing" or error["input"] is None:
        return _absent(_place(file, root, steps), loc[-1], kind == "missing")
    if kind == "contradiction":
        what, hint = CONTRADICTIONS[context["kind"]]
        place = _place(file, root, steps_in(root, (*steps, context["at"])), of_key=bool(context["at"]))
        return _finding("DF007", place, Sentence(_WRONG_SHAPE, {"what": what.capitalised()}), Sentence(hint))
    place = _place(file, root, steps, of_key=loc[-1] == "[key]")
    if kind == "malformed":
        expected, hint = EXPECTED[context["kind"]]
        words: dict[str, Filling] = {"value": _shown(error["input"]), "expected": expected}
        return _finding("DF007", place, Sentence(_MALFORMED, words), Sentence(hint))
    if kind == "not_an_option":
        options, value = context["options"], _shown(error["input"])
        return _finding(
            "DF007",
            place,
            Sentence(_NOT_AN_OPTION, {"value": value, "options": ", ".join(options)}),
            did_you_mean(value, options, Sentence(_CHOOSE)),
        )
    worded = kind == "dict_type" and loc[-1] in _WORDED
    what, hint = _SHAPES["text" if worded else _SHAPE_OF[kind]]
    return _finding("DF007", place, Sentence(_WRONG_SHAPE, {"what": what.capitalised()}), Sentence(hint))


def _absent(place: Place, step: int | str, missing: bool) -> Finding:
    """DF006 for a key that is missing or has no value."""
    if missing:
        words = {"key": str(step)}
        return _finding("DF006", place, Sentence(_MISSING, words), Sentence(_ADD_SO.get(str(step), _ADD), words))
    # An empty item has no place of its own, so the message gives its number.
    empty = Sentence(_EMPTY_ITEM, {"number": str(step + 1)}) if isinstance(step, int) else Sentence(_LEFT_OPEN)
    return _finding("DF006", place, empty, Sentence(_FILL_IN))


def _finding(code: str, place: Place, message: Sentence, hint: Sentence) -> Finding:
    return Finding(code, Severity.ERROR, place, message, hint)


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _unknown_key(place: Place, key: str, known: tuple[str, ...], left_open: bool) -> Finding:
    message = Sentence(_UNKNOWN_KEY, {"key": _shown(key)})
    # In a flow mapping a comma ends an unquoted text, and the rest becomes a key without a value.
    if left_open and key not in known and not nearest(key, known):
        return _finding("DF005", place, message, Sentence(_COMMA, {"key": _shown(key)}))
    keys = Sentence(_KEYS, {"keys": ", ".join(sorted(known, key=lambda each: each == "note"))})
    return _finding("DF005", place, message, did_you_mean(key, known, keys))


def _place(file: str, root: MappingNode, steps: tuple[int | str, ...], of_key: bool = False) -> Place:
    """The place of the value at the end of a path; of its key if ``of_key`` is set or there is no value."""
    node: Any = root
    place = place_of(file, root)
    for index, step in enumerate(steps):
        last = index == len(steps) - 1
        if isinstance(step, str):
            key = node.key(step)
            node = node[step]
            at_key = node is None or (last and (of_key or not isinstance(node, Scalar)))
            place = place_of(file, key if at_key else node)
        else:
            node = node[step]
            place = place if node is None else place_of(file, node)
    return place


def _keys_at(loc: tuple[int | str, ...]) -> tuple[str, ...]:
    annotation: Any = FileSpec
    for step in loc:
        annotation = _inside(annotation, step)
    model = _model_in(annotation)
    return tuple(keys_of(model)) if model else ()


def _inside(annotation: Any, step: int | str) -> Any:
    model, origin, arguments = _model_in(annotation), get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _inside(arguments[0], step)
    if origin in (Union, types.UnionType):
        # A step may be the name of a union branch, which is not in the annotations.
        inner = [argument for argument in arguments if argument is not type(None)]
        return _inside(inner[0], step) if len(inner) == 1 else annotation
    if origin in (dict, tuple):
        return arguments[1] if origin is dict else arguments[0]
    if isinstance(annotation, type) and model is not None:
        return keys_of(model).get(str(step), (None, None))[1]
    return annotation


def _model_in(annotation: Any) -> type[Any] | None:
    if isinstance(annotation, type) and issubclass(annotation, Spec):
        return annotation
    found = (_model_in(argument) for argument in get_args(annotation))
    return next((model for model in found if model is not None), None)
