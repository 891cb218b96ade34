"""Changes and conflicts of rows in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dataflow.base.naming import agreeing
from dataflow.base.text import Text, joined
from dataflow.exchange.tables.columns import SHEETS
from dataflow.exchange.tables.compare import Change, Conflict
from dataflow.exchange.tables.kinds import WORDING
from dataflow.exchange.tables.names import Names, names_for
from dataflow.exchange.tables.rows import Row, Value
from dataflow.exchange.tables.shown import shown
from dataflow.exchange.tables.worded import BETWEEN
from dataflow.wording.languages import LANGUAGE_NAMES

STATED = {
    "records": Text(en="{actor} records {fields}{phases}", da="{actor} registrerer {fields}{phases}"),
    "needs": Text(en="{actor} needs {fields}{phases}", da="{actor} har brug for {fields}{phases}"),
    "uses": Text(en="{actor} uses {fields}{phases}", da="{actor} bruger {fields}{phases}"),
    "shares": Text(
        en="{actor} shares {fields} with {to} over {via}{phases}",
        da="{actor} deler {fields} med {to} via {via}{phases}",
    ),
}
"""What a statement says, by its kind."""
_IN_ALL = Text(en=" in all phases", da=" i alle faser")
_IN_PHASES = Text(en=" in {phases}", da=" i {phases}")
_DECLARED = Text(en="{sheet}: {name}", da="{sheet}: {name}")
_WAS = Text(en="{what} was {old}, now {new}", da="{what} var {old}, nu {new}")
_LONGER = Text(en='{what} gets "{text}"', da='{what} får tilføjet "{text}"')
_NOTHING = Text(en="blank", da="tom")
_CHANGED = Text(en="{subject}: {changes}", da="{subject}: {changes}")
_NEW = Text(en="new: {subject}", da="ny: {subject}")
_GONE = Text(en="to take away: {subject}", da="at fjerne: {subject}")
_BOTH = Text(
    en="{what} is {theirs} in the workbook, and by now {ours} in the map",
    da="{what} er {theirs} i projektmappen og nu {ours} i kortet",
)
_GONE_IN_MAP = Text(
    en="{subject}: changed in the workbook, and by now gone from the map",
    da="{subject}: ændret i projektmappen og nu fjernet fra kortet",
)
_GONE_IN_BOOK = Text(
    en="{subject}: taken away in the workbook, and changed in the map since",
    da="{subject}: fjernet i projektmappen og ændret i kortet siden",
)
_SHOWN = 60
_T = TypeVar("_T")


@dataclass(frozen=True)
class Wording:
    """The language, and the names for ids."""

    language: str
    names: Mapping[str, Names]

    def subject(self, row: Row) -> str:
        """What a row is about."""
        if row.sheet not in STATED:
            sheet = SHEETS[row.sheet]
            name = row.text("id")
            label = self.names[row.sheet].shown.get(name, name) if row.sheet in self.names else name
            label = label or self._identity(row)
            return _DECLARED.in_language(self.language).format(sheet=sheet.tab.in_language(self.language), name=label)
        return self.statement(row, [row.text("fields")])

    def _identity(self, row: Row) -> str:
        """What a row without an id is known by, in names: the first of it, and the rest in brackets."""
        sheet = SHEETS[row.sheet]
        told = [
            shown(
                sheet.column(key), row.cells[key], names_for(self.names, row.cells.get("actor")), self.language
            ).replace("\n", BETWEEN)
            for key in sheet.identity
            if row.cells.get(key)
        ]
        return f"{told[0]} ({BETWEEN.join(told[1:])})" if len(told) > 1 else "".join(told)

    def statement(self, row: Row, fields: Sequence[str]) -> str:
        """What a statement says of some fields."""
        words = {
            "actor": self._name("actors", row.text("actor")),
            "fields": joined([self._name("fields", field) for field in dict.fromkeys(fields)], self.language),
            "to": self._name("actors", row.text("to")),
            "via": self._name("channels", row.text("via")),
            "phases": self._phases(row),
        }
        template = STATED[row.sheet].in_language(self.language)
        return agreeing(template, self.language, words).format_map(words)

    def _phases(self, row: Row) -> str:
        named = row.cells.get("phase", ())
        every = self.names["phases"].shown if "phases" in self.names else {}
        if not named:
            return ""
        if len(named) > 1 and set(named) == set(every):
            return _IN_ALL.in_language(self.language)
        phases = joined([self._name("phases", phase) for phase in named], self.language)
        return _IN_PHASES.in_language(self.language).format(phases=phases)

    def changes(self, changes: Iterable[Change]) -> tuple[str, ...]:
        """A line for each change; statements of one actor that change in the same way are one line."""
        groups: dict[object, list[Change]] = {}
        for change in changes:
            cells = {**change.row.cells, "fields": ""} if SHEETS[change.row.sheet].states else change.row.cells
            same = (change.row.sheet, frozenset(cells.items()), tuple(change.differences.items()))
            groups.setdefault((same, change.ours is None, change.theirs is None), []).append(change)
        return tuple(self._line(group) for group in groups.values())

    def _line(self, group: Sequence[Change]) -> str:
        first = group[0]
        states = SHEETS[first.row.sheet].states
        fields = [change.row.text("fields") for change in group]
        subject = self.statement(first.row, fields) if states else self.subject(first.row)
        language = self.language
        if first.ours is None:
            return _NEW.in_language(language).format(subject=f"{subject}{self._details(first.row)}")
        if first.theirs is None:
            return _GONE.in_language(language).format(subject=subject)
        differences = _told_once(first.differences).items()
        parts = dict.fromkeys(self._was(first.row, key, old, new) for key, (old, new) in differences)
        return _CHANGED.in_language(language).format(subject=subject, changes="; ".join(parts))

    def _was(self, row: Row, key: str, old: Value, new: Value) -> str:
        if SHEETS[row.sheet].column(key.partition("@")[0]).kind == WORDING and _is_longer(old, new):
            what = self._what(row, key.partition("@")[0])
            return _LONGER.in_language(self.language).format(what=what, text=str(new)[len(old) :].strip())
        words = {"what": self._what(row, key), "old": self._value(row, key, old), "new": self._value(row, key, new)}
        return _WAS.in_language(self.language).format_map(words)

    def conflicts(self, conflicts: Iterable[Conflict]) -> tuple[str, ...]:
        """A line for each row with what both sides say; statements of one answer that say the same are one line."""
        groups: dict[object, list[Conflict]] = {}
        for conflict in conflicts:
            states = SHEETS[conflict.row.sheet].states
            same = frozenset({**conflict.row.cells, "fields": "" if states else conflict.row.text("fields")}.items())
            key = (conflict.where, conflict.row.sheet, same, conflict.gone, tuple(conflict.cells.items()))
            groups.setdefault(key, []).append(conflict)
        return tuple(self._conflict(group) for group in groups.values())

    def _conflict(self, group: Sequence[Conflict]) -> str:
        first, language = group[0], self.language
        fields = [each.row.text("fields") for each in group]
        subject = self.statement(first.row, fields) if SHEETS[first.row.sheet].states else self.subject(first.row)
        if first.where:
            subject = f"{first.where}: {subject}"
        if first.gone:
            text = _GONE_IN_MAP if first.gone == "map" else _GONE_IN_BOOK
            return text.in_language(language).format(subject=subject)
        parts = []
        for key, (theirs, ours) in _told_once(first.cells).items():
            values = (self._value(first.row, key, each) for each in (theirs, ours))
            words = dict(zip(("theirs", "ours"), values, strict=True)) | {"what": self._what(first.row, key)}
            parts.append(_BOTH.in_language(language).format_map(words))
        return _CHANGED.in_language(language).format(subject=subject, changes="; ".join(parts))

    def _details(self, row: Row) -> str:
        """What a new row says beside what it is about."""
        about = {*SHEETS[row.sheet].identity, "id"}
        parts = [
            f"{self._what(row, key)} {self._value(row, key, value)}"
            for key, value in _told_once(row.cells).items()
            if key not in about and not key.startswith("label@") and not key.startswith("title@")
        ]
        return f" ({'; '.join(parts)})" if parts else ""

    def _what(self, row: Row, key: str) -> str:
        name, _, language = key.partition("@")
        heading = SHEETS[row.sheet].column(name).heading.in_language(self.language)
        spoken = LANGUAGE_NAMES[language].in_language(self.language) if language in LANGUAGE_NAMES else language
        return (heading[:1].lower() + heading[1:]) + (f" ({spoken})" if language else "")

    def _value(self, row: Row, key: str, value: Value) -> str:
        column = SHEETS[row.sheet].column(key.partition("@")[0])
        value = value or column.default
        if not value:
            return _NOTHING.in_language(self.language)
        text = shown(column, value, names_for(self.names, row.cells.get("actor")), self.language)
        one_line = " ".join(text.split())
        if len(one_line) <= _SHOWN:
            return one_line
        cut = one_line[:_SHOWN]
        return (cut.rpartition(" ")[0] or cut).rstrip() + " …"

    def _name(self, section: str, id_: str) -> str:
        return self.names[section].shown.get(id_, id_) if section in self.names else id_


def _told_once(by_key: Mapping[str, _T]) -> Mapping[str, _T]:
    """The same, where all languages of a text have the same value under the key alone."""
    values: dict[str, list[_T]] = {}
    for key, value in by_key.items():
        values.setdefault(key.partition("@")[0], []).append(value)
    same = {name for name, each in values.items() if len(each) > 1 and all(value == each[0] for value in each)}
    return {(name if (name := key.partition("@")[0]) in same else key): value for key, value in by_key.items()}


def _is_longer(old: Value, new: Value) -> bool:
    """Whether a text that is too long to be shown whole is new, or has got something more at its end."""
    return str(new).startswith(str(old or "")) and len(str(new)) > _SHOWN
