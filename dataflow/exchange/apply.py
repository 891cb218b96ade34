"""Brings changes of rows into the spec files that they come from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dataflow.exchange.tables.columns import SHEETS
from dataflow.exchange.tables.compare import Change
from dataflow.exchange.tables.rows import Origin, Row, entity_of, merged, parsed_flow, statement_of, value_of
from dataflow.exchange.yaml_edit import SpecText
from dataflow.language.nodes import MappingNode
from dataflow.language.parse import parse


@dataclass(frozen=True)
class Surroundings:
    """What values are written with: the languages of texts, and all phases in their order."""

    languages: Sequence[str]
    phases: Sequence[str]


def applied(
    texts: Mapping[str, bytes], ours: Sequence[Row], changes: Iterable[Change], about: Surroundings
) -> dict[str, bytes]:
    """The files that change, with their new content. Raises ``CannotEdit``."""
    return _Applied(texts, ours, about).apply(tuple(changes))


class _Applied:
    def __init__(self, texts: Mapping[str, bytes], ours: Sequence[Row], about: Surroundings) -> None:
        self.texts = texts
        self.about = about
        self.edited: dict[str, SpecText] = {}
        self.by_origin: dict[Origin, list[Row]] = {}
        for row in ours:
            if row.origin is not None:
                self.by_origin.setdefault(row.origin, []).append(row)

    def apply(self, changes: Sequence[Change]) -> dict[str, bytes]:
        of_statements: dict[Origin, dict[int, Row | None]] = {}
        added: list[Row] = []
        others: list[Change] = []
        for change in changes:
            row = change.row
            if change.ours is None:
                added.append(row)
            elif SHEETS[row.sheet].states and row.origin is not None:
                new = None if change.theirs is None else change.result()
                if new is not None and new.text("actor") != row.text("actor"):
                    added.append(new)
                    new = None
                of_statements.setdefault(row.origin, {})[id(row)] = new
            else:
                others.append(change)
        # From the end of each list, so that the numbers of the items before stay right.
        for origin in sorted(of_statements, key=_backwards, reverse=True):
            self._statement(origin, of_statements[origin])
        for change in sorted(others, key=lambda each: _backwards(each.row.origin), reverse=True):
            self._entity(change)
        self._add([row for row in added if not SHEETS[row.sheet].states])
        self._add_statements([row for row in added if SHEETS[row.sheet].states])
        return {file: text.whole().encode() for file, text in self.edited.items()}

    def _text(self, file: str) -> SpecText:
        if file not in self.edited:
            self.edited[file] = SpecText(self.texts[file].decode())
        return self.edited[file]

    # Statements

    def _statement(self, origin: Origin, changed: Mapping[int, Row | None]) -> None:
        rows = self.by_origin[origin]
        results = [(row, changed.get(id(row), row)) for row in rows]
        left = [new for _, new in results if new is not None]
        text = self._text(origin.file)
        if not left:
            text.remove(origin.path)
        elif len(left) == len(rows) and (keys := _same_changes(results)) is not None:
            for key in keys:
                value = value_of(SHEETS[left[0].sheet], left[0].cells, key, self.about.languages, self.about.phases)
                text.set_value(origin.path, key, value)
        elif (fields := _untouched_fields(results)) is not None:
            text.keep_items((*origin.path, "fields"), fields)
            moved = [new for row, new in results if new is not None and new is not row]
            text.insert_after(origin.path, self._statements(moved))
        else:
            first, *more = self._statements(left)
            text.replace_item(origin.path, first)
            text.insert_after(origin.path, more)

    def _statements(self, rows: Sequence[Row]) -> list[dict[str, Any]]:
        if not rows:
            return []
        sheet = SHEETS[rows[0].sheet]
        return [
            statement_of(sheet, cells, self.about.languages, self.about.phases) for _, cells in merged(sheet, rows)
        ]

    def _add_statements(self, rows: Sequence[Row]) -> None:
        groups: dict[tuple[str, str], list[Row]] = {}
        for row in rows:
            groups.setdefault((row.text("actor"), row.sheet), []).append(row)
        for (actor, kind), own in groups.items():
            file = self._file_with("actors", actor, kind) or self._file_of(actor)
            self._text(file).append(("actors", actor), kind, self._statements(own))

    def _file_of(self, actor: str) -> str:
        """The file in which an actor is declared, now if it was not before."""
        found = self._file_with("actors", actor)
        if found is None:
            found = self._file_with("actors") or self._main_file()
            self._add_pair(found, (), "actors", actor, {})
        return found

    # What is declared

    def _entity(self, change: Change) -> None:
        row = change.row
        assert row.origin is not None  # noqa: S101  # it is in the map
        text = self._text(row.origin.file)
        if change.theirs is None:
            text.remove(row.origin.path)
        elif row.sheet == "omits":
            omitted = parsed_flow(change.result().text("omits"), as_mapping=True)
            text.replace_item(row.origin.path, omitted or {})
        else:
            sheet, cells = SHEETS[row.sheet], change.result().cells
            for key in dict.fromkeys(each.partition("@")[0] for each in change.differences):
                text.set_value(
                    row.origin.path, key, value_of(sheet, cells, key, self.about.languages, self.about.phases)
                )

    def _add(self, rows: Sequence[Row]) -> None:
        declared: dict[str, dict[str, Any]] = {}
        for row in rows:
            about = entity_of(SHEETS[row.sheet], row.cells, self.about.languages, self.about.phases)
            actor = row.text("actor")
            if row.sheet == "waivers":
                file = self._file_with("waivers") or self._main_file()
                self._text(file).append((), "waivers", [about])
            elif row.sheet in ("systems", "omits"):
                file = self._file_of(actor)
                if row.sheet == "omits":
                    omitted = parsed_flow(row.text("omits"), as_mapping=True)
                    self._text(file).append(("actors", actor), "omits", [omitted or {}])
                else:
                    self._add_pair(file, ("actors", actor), "systems", row.text("id"), about)
            else:
                declared.setdefault(row.sheet, {})[row.text("id")] = about
        for section, pairs in declared.items():
            file = self._file_with(section) or self._main_file()
            (first, value), *more = pairs.items()
            self._add_pair(file, (), section, first, value)
            if more:
                self._text(file).add_pairs((section,), dict(more))

    def _add_pair(self, file: str, path: tuple[str, ...], section: str, key: str, value: Any) -> None:
        text = self._text(file)
        if text.node((*path, section)) is None:
            text.set_value(path, section, {key: value})
        else:
            text.add_pair((*path, section), key, value)

    def _file_with(self, *path: str) -> str | None:
        """The first file with a value at a path, those of scenarios left out."""
        for file in sorted(self.texts):
            node: Any = parse(file, self._now(file)).root
            if not isinstance(node, MappingNode) or "scenario" in node:
                continue
            for step in path:
                node = node.get(step, _ABSENT) if isinstance(node, MappingNode) else _ABSENT
            if node is not _ABSENT and (node is not None or len(path) > 1):
                return file
        return None

    def _now(self, file: str) -> bytes:
        return self.edited[file].whole().encode() if file in self.edited else self.texts[file]

    def _main_file(self) -> str:
        return self._file_with("map") or min(self.texts)


_ABSENT = object()


def _backwards(origin: Origin | None) -> tuple[str, tuple[tuple[int, str], ...]]:
    if origin is None:
        return "", ()
    return origin.file, tuple((step, "") if isinstance(step, int) else (0, step) for step in origin.path)


def _same_changes(results: Sequence[tuple[Row, Row | None]]) -> list[str] | None:
    """The keys that all rows of a statement change in the same way; None where they differ, or move elsewhere."""
    found: set[frozenset[tuple[str, object]]] = set()
    for row, new in results:
        if new is None:
            return None
        keys = {key for key in (*row.cells, *new.cells) if row.cells.get(key) != new.cells.get(key)}
        found.add(frozenset((key, new.cells.get(key)) for key in keys))
    if len(found) != 1:
        return None
    keys = {key.partition("@")[0] for key, _ in next(iter(found))}
    return None if keys & {"fields", "to"} else sorted(keys)


def _untouched_fields(results: Sequence[tuple[Row, Row | None]]) -> list[str] | None:
    """The fields that a statement keeps; None where it does not keep, or give up, whole fields."""
    untouched = {row.text("fields") for row, new in results if new is row}
    touched = {row.text("fields") for row, new in results if new is not row}
    return sorted(untouched) if untouched and not untouched & touched else None
