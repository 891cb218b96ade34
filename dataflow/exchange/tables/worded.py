"""Values of several parts, written in words and names: slots, what a member omits, who is responsible and when."""

from collections.abc import Callable, Mapping
from typing import Any

from dataflow.base.text import Text
from dataflow.exchange.tables.columns import SHEETS
from dataflow.exchange.tables.kinds import CHOICE, FLOW, REFS, Column
from dataflow.exchange.tables.names import YES_OR_NO, Names
from dataflow.exchange.tables.rows import MAPPINGS, parsed_flow
from dataflow.language.statement_specs import STATEMENTS
from dataflow.wording.choices import CHOICES

BETWEEN = "; "
"""What separates several values in a cell."""

ALL = Text(en="all", da="alle")
"""All phases."""

RESPONSIBLE_DAYS = {
    "valid_from": Text(en="from {day}", da="fra {day}"),
    "valid_to": Text(en="to {day}", da="til {day}"),
}
"""The first and last day on which an actor is responsible, in brackets behind its name."""

_FIELDS = SHEETS["records"].column("fields")
SLOT = (_FIELDS, Column("form", CHOICE, _FIELDS.heading, _FIELDS.means, choices=CHOICES["form"]))
"""The columns as which the two parts of a slot are read."""


def _several(sheet: str, key: str) -> Column:
    column = SHEETS[sheet].column(key)
    return Column(key, REFS, column.heading, column.means, column.section)


OMITTED: Mapping[str, Column] = {
    **{kind: Column(kind, REFS, SHEETS[kind].tab, SHEETS[kind].means, "fields") for kind in STATEMENTS},
    **{key: _several("shares", key) for key in ("phase", "to", "via")},
    "in": SHEETS["records"].column("in"),
}
"""The columns as which the lines on what is omitted are read, by the key of the language that begins each."""


def in_words(column: Column, text: str, names: Mapping[str, Names], language: str) -> str | None:
    """The words for a value that is written as in YAML; None where there are none, as for a range of phases."""
    if column.kind != FLOW:
        return None
    if column.section and text in YES_OR_NO:
        return YES_OR_NO[text].in_language(language)
    word = _WORDS.get(column.key)
    value = parsed_flow(text, column.key in MAPPINGS) if word is not None else None
    return word(column, value, names, language) if word is not None and value is not None else None


def _list(column: Column, value: Any, names: Mapping[str, Names], language: str) -> str | None:
    items = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) for item in items):
        return None
    return BETWEEN.join(_name(column.section, str(item), names) for item in items)


def _responsible(column: Column, value: Any, names: Mapping[str, Names], language: str) -> str | None:
    found = []
    for item in value if isinstance(value, list) else [value]:
        about = item if isinstance(item, Mapping) else {"actor": item}
        days = [
            text.in_language(language).format(day=about[key])
            for key, text in RESPONSIBLE_DAYS.items()
            if key in about
        ]
        name = _name(column.section, str(about["actor"]), names)
        found.append(f"{name} ({' '.join(days)})" if days else name)
    return BETWEEN.join(found)


def _slots(column: Column, value: Any, names: Mapping[str, Names], language: str) -> str | None:
    forms = CHOICES["form"]
    if not all(str(form) in forms for form in value.values()):
        return None
    return BETWEEN.join(
        f"{_name('fields', str(field), names)}: {forms[str(form)].in_language(language)}"
        for field, form in value.items()
    )


def _omitted(column: Column, value: Any, names: Mapping[str, Names], language: str) -> str | None:
    lines = []
    for key, about in value.items():
        part = OMITTED.get(str(key))
        words = _list(part, about, names, language) if part is not None else None
        if part is None or words is None:
            return None
        heading, is_all = part.heading.in_language(language), key == "phase" and about == "all"
        lines.append(f"{heading}: {ALL.in_language(language) if is_all else words}")
    return "\n".join(lines)


_WORDS: Mapping[str, Callable[[Column, Any, Mapping[str, Names], str], str | None]] = {
    "expects_reply": _list,
    "responsible": _responsible,
    "slots": _slots,
    "omits": _omitted,
}


def _name(section: str, id_: str, names: Mapping[str, Names]) -> str:
    return names[section].shown.get(id_, id_) if section in names else id_
