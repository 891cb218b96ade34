"""A workbook that was filled in: as a new map, or as changes of the map that it was written from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from dataflow.base.text import Filling, Sentence, Text
from dataflow.exchange.apply import Surroundings
from dataflow.exchange.changes import Changes, Check, NewMap, errors_at, written
from dataflow.exchange.labels import labels_in, labels_in_all, pathway_of
from dataflow.exchange.new_map import texts_of
from dataflow.exchange.tables.columns import SHEETS
from dataflow.exchange.tables.compare import Change, Theirs, compare
from dataflow.exchange.tables.names import section_names
from dataflow.exchange.tables.problems import Problem
from dataflow.exchange.tables.rows import Pathway, Row, Value, languages_in, rows_of
from dataflow.exchange.tables.words import Wording
from dataflow.exchange.workbook.answers import answered, kept_as_retired
from dataflow.exchange.workbook.declared import Known
from dataflow.exchange.workbook.filled import Filled, FilledRow, filled_in
from dataflow.exchange.workbook.reader import SheetRead, read_sheets
from dataflow.language.ids import id_meant
from dataflow.language.read import read_file
from dataflow.language.statement_specs import STATEMENTS
from dataflow.model.data_map import DataMap

_NO_MAP_ROW = Text(
    en="The sheet Map has no id, and none can be made from a title. Fill them in first.",
    da="Arket Kort har intet id, og der kan ikke dannes et ud fra en titel. Udfyld dem først.",
)
_NOTHING_THERE = Text(
    en="{name} has no sheets that dataflow wrote. Begin with dataflow export --to xlsx.",
    da="{name} har ingen ark, som dataflow har skrevet. Begynd med dataflow export --to xlsx.",
)
_NO_RECORD = Text(
    en="What this workbook was written from is missing or was changed, so it can't be told what is new in it. Export"
    " again, and copy the answers over.",
    da="Det, projektmappen blev skrevet ud fra, mangler eller er ændret, så det ikke kan ses, hvad der er nyt i den."
    " Eksportér igen, og kopiér svarene over.",
)
_OTHER_MAP = Text(
    en="This workbook was written from the map {theirs}, and this is {ours}.",
    da="Projektmappen er skrevet ud fra kortet {theirs}, og dette er {ours}.",
)


def new_map(data: bytes, name: str, check: Check) -> NewMap:
    """The map of a workbook. Raises ``UserError`` for a file that is no workbook."""
    return new_map_in(read_sheets(data, name), name, check)


def new_map_in(sheets: Sequence[SheetRead], name: str, check: Check, language: str | None = None) -> NewMap:
    """The map of sheets; ``language`` is theirs, where they do not say it."""
    filled = _with_map_id(filled_in(sheets, {}, language))
    problems = [*filled.problems, *_unfit(filled, name)]
    if any(each.hard for each in problems):
        return NewMap(filled.language, {}, (*problems, *_wrong_values(filled, problems, check)))
    rows = [each.row for each in filled.rows]
    languages = _languages(rows, filled)
    phases = [row.text("id") for row in rows if row.sheet == "phases"]
    texts = texts_of(rows, languages, phases)
    encoded = {file: text.encode() for file, text in texts.items()}
    pathway = Pathway({phase: number for number, phase in enumerate(phases)})
    problems += errors_at(encoded, check(encoded), filled.rows, pathway, languages)
    return NewMap(filled.language, texts, tuple(problems))


def _with_map_id(filled: Filled) -> Filled:
    """The same, with an id of the map that is made from its title where it is blank."""

    def named(each: FilledRow) -> FilledRow:
        titles = (text for key, text in each.row.cells.items() if key.startswith("title@"))
        made = next(filter(None, (id_meant(str(title)) for title in titles)), None)
        if each.row.sheet != "map" or each.row.cells.get("id") or made is None:
            return each
        return replace(each, row=replace(each.row, cells={"id": made, **each.row.cells}))

    return replace(filled, rows=tuple(map(named, filled.rows)))


def _languages(rows: Sequence[Row], filled: Filled) -> tuple[str, ...]:
    """The languages in which the workbook has texts, those that the map names first."""
    stated = next((row.cells.get("languages", ()) for row in rows if row.sheet == "map"), ())
    return tuple(dict.fromkeys((*(each for each in stated if each in filled.languages), *filled.languages)))


_MOVED = Text(
    en='{column} was "{before}" in this row, and can\'t be changed here. Write it again as it was; what is new gets a'
    " row of its own.",
    da='{column} var "{before}" i rækken og kan ikke ændres her. Skriv det igen, som det var; det nye får sin egen'
    " række.",
)
_ANY = {"actor": "x", "fields": "x", "to": "x", "via": "x"}
"""What stands for a reference that could not be read."""


_OF_ONE_CELL = frozenset(("DF107", "DF108"))
"""The rules about codes and units, which need nothing of a map but the value itself and its code system."""


def _wrong_values(
    filled: Filled, problems: Iterable[Problem], check: Check, more: Iterable[Row] = ()
) -> list[Problem]:
    """What is wrong with the values in other cells than those of the problems, so that all are told at once.

    ``more`` are rows of the map that the values may refer to.
    """
    phases = [row.row.text("id") for row in filled.rows if row.row.sheet == "phases"]
    phases = phases or list(filled.kept.names.get("phases", ()) if filled.kept else ()) or ["x"]
    rows = [replace(each, row=Row(each.row.sheet, _whole(each.row, phases[0]))) for each in filled.rows]
    declared = {(each.row.sheet, each.row.text("id")) for each in rows}
    added = [each for each in more if (each.sheet, each.text("id")) not in declared]
    texts = {
        file: text.encode()
        for file, text in texts_of([*(each.row for each in rows), *added], filled.languages, phases).items()
    }
    findings = [finding for file, text in texts.items() for finding in read_file(file, text)[1]]
    findings += [finding for finding in check(texts) if finding.code in _OF_ONE_CELL]
    pathway = Pathway({phase: number for number, phase in enumerate(phases)})
    told = {each.where for each in problems}
    cells = {where for each in filled.rows for where in each.cells.values()} - told
    return [each for each in errors_at(texts, findings, rows, pathway, filled.languages) if each.where in cells]


def _whole(row: Row, phase: str) -> Mapping[str, Value]:
    """The cells of a row, with anything in the place of what it has to refer to and could not be read."""
    if row.sheet not in STATEMENTS:
        return {**({"id": "x"} if SHEETS[row.sheet].identity == ("id",) else {}), **row.cells}
    needed = {key: text for key, text in _ANY.items() if key in SHEETS[row.sheet].identity}
    return {**needed, "phase": (phase,), **{key: value for key, value in row.cells.items() if value}}


def _unfit(filled: Filled, name: str) -> Iterable[Problem]:
    if not filled.sheets:
        yield Problem("", Sentence(_NOTHING_THERE, {"name": name}))
    elif not any(each.row.sheet == "map" and "id" in (*each.row.cells, *each.cells) for each in filled.rows):
        yield Problem("", Sentence(_NO_MAP_ROW))


def changes_of(
    data: bytes, name: str, data_map: DataMap, texts: Mapping[str, bytes], check: Check, delete: bool, language: str
) -> Changes:
    """What a workbook changes in a map. Raises ``UserError`` for a file that is no workbook.

    ``texts`` are the map's own files, ``check`` gives the errors that they have with others in their place.
    """
    return changes_in(read_sheets(data, name), name, Target(data_map, texts, check, language), delete)


class Target(NamedTuple):
    """The map to change: linked, its own files, what gives the errors of other texts, and the language to speak."""

    data_map: DataMap
    texts: Mapping[str, bytes]
    check: Check
    language: str


def changes_in(
    read: Sequence[SheetRead], name: str, target: Target, delete: bool, needs_kept: bool = True
) -> Changes:
    """What sheets change in a map.

    Unless one ``needs_kept``, sheets without what was exported are compared with the map: what they lack stays.
    """
    data_map, texts, check, language = target
    known = labels_in(data_map, language)
    filled = filled_in(read, known, language, labels_in_all(data_map))
    problems = [*filled.problems, *_not_of(filled, data_map, name, needs_kept)]
    kept = filled.kept
    if any(each.hard for each in problems):
        systems = [
            row for row in rows_of(texts, pathway_of(data_map), data_map.languages) if row.sheet == "code_systems"
        ]
        # Of the map's own files nothing counts but its code systems, as the workbook has its own rows of the rest.
        alone = dict.fromkeys(texts, b"")
        wrong = _wrong_values(filled, problems, lambda new: check({**alone, **new}), systems)
        return Changes(language, (), 0, (), (*problems, *wrong), {})
    pathway, languages = (
        pathway_of(data_map),
        tuple(dict.fromkeys((*languages_in(texts, data_map.languages), *filled.languages))),
    )
    ours = rows_of(texts, pathway, languages)
    theirs, sheets, more = _theirs(filled, delete)
    problems += more
    if any(each.hard for each in more):
        return Changes(language, (), 0, (), tuple(problems), {})
    here = [row for row in ours if row.sheet in sheets]
    changes, conflicts = compare(here if kept is None else kept.rows, theirs, here, sheets)
    if kept is not None and kept.questions:
        # An answer is brought in whole or not at all: a note says what was answered.
        clashing = {id(each.row) for each in conflicts}
        changes = tuple(change for change in changes if id(change.row) not in clashing)
        retired = kept_as_retired(changes)
        problems += [] if retired is None else [Problem("", retired, hard=False)]
    if kept is None and not delete:
        changes = tuple(change for change in changes if change.theirs is not None)
    unknown = [each.row for each in theirs if each.row.text("id") not in known.get(each.row.sheet, ())]
    names = section_names(unknown, known, language, languages)
    wording = Wording(language, names)
    lasting = [change for change in changes if delete or change.theirs is not None]
    moved = list(_moved(lasting, filled, known))
    if moved:
        return Changes(language, (), 0, (), (*problems, *moved), {})
    about = Surroundings(languages, tuple(pathway.positions))
    new, failed = written(texts, ours, lasting, about, pathway, wording)
    if new and not failed:
        rows = tuple(
            FilledRow(None, change.result(), change.where, {}) for change in lasting if change.theirs is not None
        )
        cells = {each.where: each for each in filled.rows}
        rows = tuple(replace(row, cells=cells[row.where].cells) if row.where in cells else row for row in rows)
        failed = errors_at({**texts, **new}, check({**texts, **new}), rows, pathway, languages)
    return Changes(
        language,
        wording.changes(changes),
        sum(change.theirs is None for change in changes),
        wording.conflicts(conflicts),
        (*problems, *failed),
        {} if failed else new,
    )


def _moved(changes: Iterable[Change], filled: Filled, known: Known) -> Iterable[Problem]:
    """What is declared under another id, or of another actor, than when it was written."""
    cells = {each.where: each.cells for each in filled.rows}
    for change in changes:
        sheet = SHEETS[change.row.sheet]
        if change.ours is None or sheet.states or sheet.upright:
            continue
        for key in ("id", "actor"):
            if key in change.differences and key in sheet.identity and sheet.id != "waivers":
                where = cells.get(change.where, {}).get(key, change.where)
                id_ = change.row.text(key)
                before = known["actors"].get(id_, id_) if key == "actor" else id_
                words: dict[str, Filling] = {"column": sheet.column(key).heading, "before": before}
                yield Problem(where, Sentence(_MOVED, words))


def _not_of(filled: Filled, data_map: DataMap, name: str, needs_kept: bool) -> Iterable[Problem]:
    """Why sheets can't be compared with a map."""
    if not filled.sheets and not filled.answers and filled.kept is None:
        yield Problem("", Sentence(_NOTHING_THERE, {"name": name}))
    elif filled.kept is None and needs_kept:
        yield Problem("", Sentence(_NO_RECORD))
    elif filled.kept is not None and filled.kept.map_id and filled.kept.map_id != data_map.id:
        yield Problem("", Sentence(_OTHER_MAP, {"theirs": filled.kept.map_id, "ours": data_map.id}))


def _theirs(filled: Filled, delete: bool) -> tuple[list[Theirs], tuple[str, ...], list[Problem]]:
    """The rows as filled in, or as the answers to the open questions make them."""
    if filled.kept is not None and filled.kept.questions:
        rows, problems = answered(filled, delete)
        return rows, STATEMENTS, problems
    return [Theirs(each.number, each.row, each.where, each.lacking) for each in filled.rows], filled.sheets, []
