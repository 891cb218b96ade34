"""The types of values in a spec: what each accepts, and its JSON Schema.

Every scalar arrives as text (``language.md``, "Writing YAML without surprises"). An invalid value raises a
``PydanticCustomError`` (a ValueError), which ``explain.py`` turns into a message; pydantic is imported only then.
"""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from dataflow.base.rule import CODE
from dataflow.language.durations import PATTERN as DURATION
from dataflow.language.durations import hours_of
from dataflow.language.ids import ID
from dataflow.language.languages import LANGUAGE_PATTERN, is_language
from dataflow.language.nodes import MappingNode, Scalar

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import PydanticCustomError, core_schema

JsonSchema = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Read:
    """An annotation: ``function`` reads a value, and ``schema`` is the JSON Schema of what it accepts."""

    function: Callable[[Any], Any]
    schema: JsonSchema

    def __get_pydantic_core_schema__(self, source: Any, handler: "GetCoreSchemaHandler") -> "core_schema.CoreSchema":
        """Validates with the function alone: every scalar is text and needs no conversion."""
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(self.function)


class OneOrMany:
    """An annotation of a list: a single value is read as a list of one."""

    def __get_pydantic_core_schema__(self, source: Any, handler: "GetCoreSchemaHandler") -> "core_schema.CoreSchema":
        """The core schema of the list, with single values wrapped first."""
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(as_list, handler(source))


@dataclass(frozen=True, eq=False)
class Shorthand:
    """An annotation of a mapping: a scalar is short for the mapping with that ``key``; ``short`` is its schema."""

    key: Scalar
    short: JsonSchema

    def __get_pydantic_core_schema__(self, source: Any, handler: "GetCoreSchemaHandler") -> "core_schema.CoreSchema":
        """The core schema of the mapping, with scalars wrapped first."""
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(self.spelt_out, handler(source))

    def spelt_out(self, value: Any) -> Any:
        """The value; a scalar as the mapping that it is short for."""
        return {self.key: value} if isinstance(value, Scalar) else value


@dataclass(frozen=True)
class Key:
    """An annotation of an attribute whose key can't be its name in Python: how an author writes the key."""

    written: str


@dataclass(frozen=True)
class Names:
    """An annotation of references: the section that declares the ids, and words that may stand there too.

    It decides nothing when a file is read: a reference is resolved when the files are linked.
    """

    section: str
    words: tuple[str, ...] = ()


class AtLeastOne:
    """An annotation of a list that may not be empty."""


class RangeOrIds:
    """An annotation of phases: a mapping is a range, everything else is ids."""


def objection(type_: str, **context: Any) -> "PydanticCustomError":
    """The error that pydantic reports and ``explain.py`` turns into a message."""
    from pydantic_core import PydanticCustomError

    return PydanticCustomError(type_, type_, context)


def malformed(kind: str) -> "PydanticCustomError":
    """The error for a scalar of the wrong format (``explain.EXPECTED``)."""
    return objection("malformed", kind=kind)


def _word(value: Any) -> Scalar:
    if not isinstance(value, Scalar):
        raise objection("not_a_word")
    return value


def matching(kind: str, pattern: str) -> Read:
    """A scalar that matches a pattern."""
    compiled = re.compile(pattern, re.ASCII)

    def read(value: Any) -> Scalar:
        if not compiled.fullmatch(_word(value)):
            raise malformed(kind)
        return _word(value)

    return Read(read, {"type": "string", "pattern": f"^(?:{pattern})$"})


def choice(*options: str) -> Read:
    """One of some words."""

    def read(value: Any) -> str:
        if _word(value) not in options:
            raise objection("not_an_option", options=options)
        return str(value)

    return Read(read, {"enum": list(options)})


def _flag(value: Any) -> bool:
    word = _word(value)
    if not word.plain or word not in ("true", "True", "TRUE", "false", "False", "FALSE"):
        raise malformed("boolean")
    return word.lower() == "true"


def _figures(pattern: str, value: Any) -> re.Match[str] | None:
    """The match of a whole scalar; ``\\d`` is 0 to 9, not a digit of another script."""
    return re.fullmatch(pattern, _word(value), re.ASCII)


def _day(value: Any) -> str:
    try:
        if _figures(r"\d{4}-\d\d-\d\d", value):
            return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise malformed("day")


def _date(value: Any) -> str:
    if _figures(r"\d{4}(-(0[1-9]|1[0-2]))?", value):
        return str(value)
    try:
        return _day(value)
    except ValueError:
        raise malformed("date") from None


def _coverage(value: Any) -> tuple[int, int]:
    match = _figures(r"(\d{1,9})/(\d{1,9})", value)
    if not match or int(match[1]) > int(match[2]) or int(match[2]) == 0:
        raise malformed("coverage")
    return int(match[1]), int(match[2])


def _completeness(value: Any) -> float:
    if not _figures(r"\d{1,9}(\.\d{1,9})?|\.\d{1,9}", value) or float(value) > 1:
        raise malformed("completeness")
    return float(value)


def _years(value: Any) -> int:
    if not _figures(r"[1-9]\d?", value):
        raise malformed("years")
    return int(value)


def _price(value: Any) -> int:
    if not _figures(r"0|[1-9]\d{0,3}", value):
        raise malformed("price")
    return int(value)


def _duration(value: Any) -> int:
    hours = hours_of(_word(value))
    if hours is None:
        raise malformed("duration")
    return hours


def _meta(value: Any) -> Scalar | tuple[Scalar, ...]:
    if isinstance(value, Scalar):
        return value
    if not isinstance(value, list) or not all(isinstance(item, Scalar) for item in value):
        raise objection("not_meta")
    return tuple(value)


def _version(value: Any) -> int:
    if _word(value) != "1":
        raise malformed("version")
    return 1


def _reply(value: Any) -> Scalar | bool:
    word = _word(value)
    return _flag(word) if word.plain and word.lower() in ("true", "false") else word


_SINGLE = (Scalar, MappingNode)


def as_list(value: Any) -> Any:
    """The value; a single one as a list."""
    return [value] if isinstance(value, _SINGLE) else value


# An editor's YAML parser may take unquoted text for a number or a boolean; the reader takes it as text.
_TEXT: JsonSchema = {"type": ["string", "number", "boolean"]}
# The JSON Schema asks for an id; the reader takes any scalar, as a misspelt reference is an unknown one (DF101).
_REF: JsonSchema = {"type": "string", "pattern": f"^{ID}$"}
_FIELDS: JsonSchema = {"type": "string", "pattern": f"^(?:group:)?{ID}$"}
_ANY_LANGUAGE = Scalar.at("", 0, 0, 0, True)


def _language(value: Any) -> Scalar:
    if value is not _ANY_LANGUAGE and not is_language(_word(value)):
        raise malformed("language")
    return _word(value)


Id = Annotated[Scalar, matching("id", ID)]
PhaseId = Annotated[Scalar, Read(matching("id", ID).function, {"type": "string", "pattern": f"^(?!all$)(?:{ID})$"})]
"""The id of a phase, which can't be ``all``; the reader asks that when the files are linked."""
Ref = Annotated[Scalar, Read(_word, _REF)]
FieldsRef = Annotated[Scalar, Read(_word, _FIELDS), Names("fields", ("group:",))]
Line = Annotated[Scalar, Read(_word, _TEXT)]
RuleCode = Annotated[Scalar, Read(_word, {"type": "string", "pattern": f"^{CODE.pattern}$"}), Names("rules")]
Language = Annotated[Scalar, Read(_language, {"type": "string", "pattern": LANGUAGE_PATTERN})]
# Relative and portable: no drive, no root, no home, and / on Windows too.
Way = Annotated[Scalar, matching("way", r"[^/\\:~][^\\:]*")]
Glob = Annotated[Scalar, matching("glob", r"[^/\\:~][^\\:]*")]
Icf = Annotated[Scalar, matching("icf", "(b|s|d|e)([1-9][0-9]{0,4})?|pf")]
Form = Annotated[str, choice("free-text", "structured", "coded")]
Flag = Annotated[bool, Read(_flag, {"type": "boolean"})]

_LEAP = r"(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)-02-29"
_MONTHS = (
    r"(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))"
)
_DAY = rf"(?!0000)(?:\d{{4}}-{_MONTHS}|{_LEAP})"
"""A day that exists."""
Day = Annotated[str, Read(_day, {"type": "string", "pattern": f"^{_DAY}$"})]
_YEAR: JsonSchema = {"type": "integer", "minimum": 1000, "maximum": 9999}
_DATE: JsonSchema = {"anyOf": [{"type": "string", "pattern": rf"^({_DAY}|\d{{4}}(-(0[1-9]|1[0-2]))?)$"}, _YEAR]}
Date = Annotated[str, Read(_date, _DATE)]
Coverage = Annotated[tuple[int, int], Read(_coverage, {"type": "string", "pattern": r"^\d{1,9}/0*[1-9]\d{0,8}$"})]
_SHARE: JsonSchema = {"type": "string", "pattern": r"^(0*\.\d{1,9}|0+(\.\d{1,9})?|0*1(\.0{1,9})?)$"}
Completeness = Annotated[
    float, Read(_completeness, {"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, _SHARE]})
]
_YEARS: JsonSchema = {
    "anyOf": [{"type": "integer", "minimum": 1, "maximum": 99}, {"type": "string", "pattern": r"^[1-9]\d?$"}]
}
Years = Annotated[int, Read(_years, _YEARS)]
_PRICE: JsonSchema = {
    "anyOf": [
        {"type": "integer", "minimum": 0, "maximum": 9999},
        {"type": "string", "pattern": r"^(0|[1-9]\d{0,3})$"},
    ]
}
Price = Annotated[int, Read(_price, _PRICE)]
_DURATION: JsonSchema = {"type": "string", "pattern": f"^{DURATION}$"}
Duration = Annotated[int, Read(_duration, _DURATION)]
"""A duration in hours."""
Version = Annotated[int, Read(_version, {"enum": [1, "1"]})]
Reply = Annotated[Scalar | bool, Read(_reply, {"anyOf": [{"type": "boolean"}, _REF]}), Names("channels")]

Refs = Annotated[tuple[Ref, ...], OneOrMany()]
SomeRefs = Annotated[tuple[Ref, ...], AtLeastOne(), OneOrMany()]
FieldsRefs = Annotated[tuple[FieldsRef, ...], OneOrMany()]
SomeFieldsRefs = Annotated[tuple[FieldsRef, ...], AtLeastOne(), OneOrMany()]
Lines = Annotated[tuple[Line, ...], OneOrMany()]
Wording = Annotated[dict[Language, Line | None], Shorthand(_ANY_LANGUAGE, _TEXT)]
"""A text for people: a plain string, or one for each language."""

citation_shorthand = Shorthand(Scalar.at("ref", 0, 0, 0, True), _REF)
"""``dhrd-2024`` for ``{ref: dhrd-2024}``."""

responsible_shorthand = Shorthand(Scalar.at("actor", 0, 0, 0, True), _REF)
"""``hospital`` for ``{actor: hospital}``."""

_META: JsonSchema = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
Meta = dict[Line, Annotated[Scalar | tuple[Scalar, ...], Read(_meta, _META)] | None]
"""The author's own keys, which the tool keeps and does not interpret."""
