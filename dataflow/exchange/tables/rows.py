"""The rows of a map as written, from its spec files and back to the values of spec files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dataflow.exchange.tables.columns import SHEETS
from dataflow.exchange.tables.kinds import CITATIONS, FLAG, FLOW, PHASES, REFS, WORDING, Column, Sheet
from dataflow.exchange.yaml_text import flow_text, pairs_text
from dataflow.language.nodes import MappingNode, Scalar, SequenceNode
from dataflow.language.parse import parse
from dataflow.language.statement_specs import STATEMENTS

Value = str | tuple[str, ...]
"""A cell: a text, or several ids."""

Cells = Mapping[str, Value]
"""The cells of a row that are not empty, by key; a text for one language by ``key@language``."""

MAPPINGS = frozenset(("codes", "slots", "meta", "rules", "costs", "omits"))
"""The keys whose values are mappings, written in a cell without the outer brackets."""

_LISTS = frozenset(("languages",))
_UNSEEN = str.maketrans(
    {"\xa0": " ", "\u2028": "\n", "\u2029": "\n", **dict.fromkeys("\u200b\ufeff\ufffe\uffff", "")}
)
"""What no cell shows: separators of lines become line ends, no-break spaces blanks, and all else is left out."""


@dataclass(frozen=True)
class Origin:
    """Where a row comes from: a file, and the keys and numbers that lead to its mapping."""

    file: str
    path: tuple[str | int, ...]


@dataclass(frozen=True)
class Row:
    """A row of a sheet."""

    sheet: str
    cells: Cells
    origin: Origin | None = None

    def key(self) -> tuple[Value, ...]:
        """By what the row is known."""
        return tuple(self.cells.get(key, "") for key in SHEETS[self.sheet].identity)

    def text(self, key: str) -> str:
        """The text of a cell that has one."""
        return str(self.cells.get(key, ""))


@dataclass(frozen=True)
class Pathway:
    """The phases of a map with their positions, to expand ranges."""

    positions: Mapping[str, int]

    def named(self, written: Any) -> tuple[str, ...]:
        """The phases that a value of ``phase`` names, in the order of the pathway."""
        if isinstance(written, Mapping):
            start, end = (written.get(key) for key in ("from", "to"))
            low = self.positions[start] if start is not None else -1
            high = self.positions[end] if end is not None else len(self.positions)
            return tuple(phase for phase, position in self.positions.items() if low <= position <= high)
        ids = set(written if isinstance(written, list) else [written])
        return tuple(phase for phase in self.positions if phase in ids or "all" in ids)


def rows_of(texts: Mapping[str, bytes], pathway: Pathway, languages: Sequence[str]) -> tuple[Row, ...]:
    """The rows of the files of a map, those of scenarios left out, in the order of files and lines."""
    found: list[Row] = []
    for file in sorted(texts):
        root = parse(file, texts[file]).root
        if isinstance(root, MappingNode) and "scenario" not in root:
            found += _rows_in(file, root, pathway, languages)
    return tuple(_joined(found))


def _joined(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, those of an actor or a map that is spread over files as one, at the place with most of its keys."""
    parts: dict[tuple[str, str], list[Row]] = {}
    rows = list(rows)
    for row in rows:
        if row.sheet in ("actors", "map"):
            parts.setdefault((row.sheet, row.text("id") if row.sheet == "actors" else ""), []).append(row)
    whole = {
        id(own[0]): Row(sheet, {key: value for each in own for key, value in each.cells.items()}, _main(own).origin)
        for (sheet, _), own in parts.items()
    }
    for row in rows:
        if row.sheet not in ("actors", "map"):
            yield row
        elif id(row) in whole:
            yield whole[id(row)]


def _main(rows: Sequence[Row]) -> Row:
    return max(rows, key=lambda row: len(row.cells))


def _rows_in(file: str, root: MappingNode, pathway: Pathway, languages: Sequence[str]) -> Iterator[Row]:
    def row(sheet: str, about: Any, *path: str | int, **more: str) -> Row:
        cells: dict[str, Value] = dict(more)
        for column in SHEETS[sheet].columns:
            if column.key not in cells and isinstance(about, Mapping) and about.get(column.key) is not None:
                cells.update(_cells(column, about[column.key], pathway, languages))
        return Row(sheet, cells, Origin(file, path))

    if isinstance(root.get("map"), MappingNode):
        yield row("map", root["map"], "map")
    for section, sheet in SHEETS.items():
        if sheet.identity != ("id",) or section == "actors":
            continue
        for id_, about in (root.get(section) or {}).items():
            yield row(section, about, section, id_, id=str(id_))
    for number, waiver in enumerate(root.get("waivers") or ()):
        yield row("waivers", waiver, "waivers", number)
    for id_, about in (root.get("actors") or {}).items():
        actor = str(id_)
        yield row("actors", about, "actors", actor, id=actor)
        for system, details in ((about or {}).get("systems") or {}).items():
            yield row("systems", details, "actors", actor, "systems", system, actor=actor, id=str(system))
        for number, omitted in enumerate((about or {}).get("omits") or ()):
            yield row("omits", {}, "actors", actor, "omits", number, actor=actor, omits=flow_cell("omits", omitted))
        for kind in STATEMENTS:
            for number, written in enumerate((about or {}).get(kind) or ()):
                whole = row(kind, {**written, "fields": None, "to": None}, "actors", actor, kind, number, actor=actor)
                for own in _combinations(written):
                    yield Row(kind, {"actor": actor, **own, **whole.cells}, whole.origin)


def _combinations(written: Mapping[str, Any]) -> Iterator[dict[str, Value]]:
    """The field and receiver of each row of a statement."""
    fields, receivers = _several(written["fields"]), _several(written.get("to"))
    for field in dict.fromkeys(fields):
        if not receivers:
            yield {"fields": field}
        for to in dict.fromkeys(receivers):
            yield {"fields": field, "to": to}


def _cells(column: Column, value: Any, pathway: Pathway, languages: Sequence[str]) -> Iterator[tuple[str, Value]]:
    """The cells of a value: several for a text in several languages."""
    key, kind = column.key, column.kind
    if kind == WORDING:
        texts = value if isinstance(value, Mapping) else dict.fromkeys(languages, value)
        yield from (
            (f"{key}@{language}", clean_text(text)) for language, text in texts.items() if text and clean_text(text)
        )
    elif kind == PHASES:
        yield key, pathway.named(value)
    elif kind == REFS or key in _LISTS:
        yield key, _several(value)
    elif kind == CITATIONS:
        yield key, tuple(_citation(each) for each in (value if isinstance(value, SequenceNode) else [value]))
    elif kind == FLOW:
        yield key, flow_cell(key, value)
    else:
        yield key, str(value).lower() if kind == FLAG else clean_text(value)


def clean_text(text: str) -> str:
    """A text as it stands in a cell and is compared: no blanks around it, and no characters that can't be seen."""
    return text.replace("\r\n", "\n").translate(_UNSEEN).strip()


def _several(value: Any) -> tuple[str, ...]:
    return () if value is None else tuple(str(each) for each in (value if isinstance(value, list) else [value]))


def flow_cell(key: str, value: Any) -> str:
    """The text of a cell for a value that is written as in YAML; a list of one in what is omitted is that one."""
    if key == "omits" and isinstance(value, Mapping):
        value = {
            each: about[0] if isinstance(about, list) and len(about) == 1 else about for each, about in value.items()
        }
    return pairs_text(value) if isinstance(value, Mapping) and key in MAPPINGS else flow_text(value)


def _citation(value: Any) -> str:
    if isinstance(value, Mapping):
        return (
            f"{value['ref']} ({clean_text(str(value['at']))})" if value.get("at") is not None else str(value["ref"])
        )
    return str(value)


def languages_in(texts: Mapping[str, bytes], stated: Sequence[str]) -> tuple[str, ...]:
    """The languages of a map, and any others in which it has texts."""
    found = dict.fromkeys(stated)
    wordings = {column.key for sheet in SHEETS.values() for column in sheet.columns if column.kind == WORDING}

    def look(node: Any) -> None:
        if isinstance(node, MappingNode):
            for key, value in node.items():
                if key in wordings and isinstance(value, MappingNode):
                    found.update(dict.fromkeys(str(language) for language in value))
                else:
                    look(value)
        elif isinstance(node, SequenceNode):
            for value in node:
                look(value)

    for file in sorted(texts):
        root = parse(file, texts[file]).root
        if isinstance(root, MappingNode) and "scenario" not in root:
            look(root)
    return tuple(found)


def value_of(sheet: Sheet, cells: Cells, key: str, languages: Sequence[str], phases: Sequence[str]) -> Any:
    """The value of a key for a spec file; None where the cells leave it out."""
    column = sheet.column(key)
    if column.kind == WORDING:
        return _wording(cells, key, languages)
    value = cells.get(key)
    if value is None or value in ("", ()):
        return None
    if isinstance(value, tuple):
        return _of_several(column, value, phases)
    if column.kind == FLOW:
        return parsed_flow(value, key in MAPPINGS)
    return value == "true" if column.kind == FLAG else value


def _of_several(column: Column, value: tuple[str, ...], phases: Sequence[str]) -> Any:
    if column.kind == PHASES and len(value) > 1 and set(value) == set(phases):
        return "all"
    if column.kind == CITATIONS:
        citations = [_cited(each) for each in value]
        return citations[0] if len(citations) == 1 else citations
    return value[0] if len(value) == 1 and column.key not in _LISTS else list(value)


def _cited(text: str) -> Any:
    source, spot, at = text.partition(" (")
    return {"ref": source, "at": at.removesuffix(")")} if spot else source


def _wording(cells: Cells, key: str, languages: Sequence[str]) -> Any:
    texts = {language: str(cells[f"{key}@{language}"]) for language in languages if cells.get(f"{key}@{language}")}
    same = len(set(texts.values())) == 1 and len(texts) == len(languages)
    return (next(iter(texts.values())) if same else texts) if texts else None


def parsed_flow(text: str, as_mapping: bool) -> Any:
    """The value that a text in YAML stands for; None if it can't be read."""
    parsed = parse("", ("value: " + ("{" + text + "}" if as_mapping else text)).encode())
    if parsed.findings or not isinstance(parsed.root, MappingNode):
        return None
    value = parsed.root.get("value")
    if as_mapping and not (isinstance(value, MappingNode) and all(each is not None for each in value.values())):
        return None
    return value if as_mapping or isinstance(value, Scalar | SequenceNode | MappingNode) else None


def merged(sheet: Sheet, rows: Sequence[Row]) -> list[tuple[list[Row], dict[str, Value]]]:
    """Rows that are one statement, with their common cells: neighbours that differ in field or receiver alone."""
    with_receivers: list[tuple[list[Row], dict[str, Value]]] = []
    for row in rows:
        cells = dict(row.cells)
        to = cells.pop("to", None)
        last = with_receivers[-1] if with_receivers else None
        if last is not None and {**last[1], "to": None} == {**cells, "to": None} and to not in last[1]["to"]:
            last[0].append(row)
            last[1]["to"] = (*last[1]["to"], str(to))
        else:
            with_receivers.append(([row], {**cells, "to": () if to is None else (str(to),)}))
    found: list[tuple[list[Row], dict[str, Value]]] = []
    for members, cells in with_receivers:
        field = str(cells.pop("fields", ""))
        last = found[-1] if found else None
        if (
            last is not None
            and {**last[1], "fields": None} == {**cells, "fields": None}
            and field not in last[1]["fields"]
        ):
            last[0].extend(members)
            last[1]["fields"] = (*last[1]["fields"], field)
        else:
            found.append((list(members), {**cells, "fields": (field,)}))
    return found


def statement_of(sheet: Sheet, cells: Cells, languages: Sequence[str], phases: Sequence[str]) -> dict[str, Any]:
    """The values of a statement of merged cells, in the order of its columns."""
    written: dict[str, Any] = {}
    for column in sheet.columns:
        if column.key in ("fields", "to"):
            named = cells.get(column.key) or ()
            value: Any = named[0] if len(named) == 1 else list(named) or None
        elif column.key == "actor":
            continue
        else:
            value = value_of(sheet, cells, column.key, languages, phases)
        if value is not None:
            written[column.key] = value
    return written


def entity_of(sheet: Sheet, cells: Cells, languages: Sequence[str], phases: Sequence[str]) -> dict[str, Any]:
    """The values of something declared, without its id and its actor."""
    left_out = ("id", "actor") if sheet.id not in ("waivers", "map") else ()
    values = (
        (column.key, value_of(sheet, cells, column.key, languages, phases))
        for column in sheet.columns
        if column.key not in left_out
    )
    return {key: value for key, value in values if value is not None}
