"""A workbook that was filled in: as a new map, or as changes of the map that it was written from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dataflow.base.finding import Finding, Severity
from dataflow.base.text import Sentence, Text
from dataflow.exchange.apply import Surroundings, applied
from dataflow.exchange.labels import labels_in, pathway_of
from dataflow.exchange.new_map import texts_of
from dataflow.exchange.tables.compare import Change, Theirs, compare
from dataflow.exchange.tables.names import section_names
from dataflow.exchange.tables.places import cell_of
from dataflow.exchange.tables.problems import Problem
from dataflow.exchange.tables.rows import Pathway, Row, languages_in, rows_of
from dataflow.exchange.tables.words import Wording
from dataflow.exchange.workbook.answers import answered
from dataflow.exchange.workbook.filled import Filled, FilledRow, filled_in
from dataflow.exchange.workbook.reader import read_sheets
from dataflow.exchange.yaml_edit import CannotEdit
from dataflow.language.schema import STATEMENTS
from dataflow.model.data_map import DataMap

Check = Callable[[Mapping[str, bytes]], Sequence[Finding]]
"""Gives the errors that spec texts have."""

_AS_READ = Text(en="{message}", da="{message}")
_NO_MAP_ROW = Text(
    en="The sheet Map has no id and title. Fill them in first.",
    da="Arket Kort har intet id og ingen titel. Udfyld dem først.",
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
_CANNOT_EDIT = Text(
    en="{subject}: this stands in {file}:{line} in a way that can't be changed here, such as behind an alias (*name)."
    " Change it by hand.",
    da="{subject}: det står i {file}:{line} på en måde, der ikke kan ændres her, fx bag et alias (*navn). Ret det i"
    " hånden.",
)
_NOT_EXACT = Text(
    en="The changes can't be written into these files as they stand. Nothing was written.",
    da="Ændringerne kan ikke skrives i filerne, som de er. Intet blev skrevet.",
)


@dataclass(frozen=True)
class NewMap:
    """The files of a new map, and the problems; without hard ones it can be written."""

    language: str
    texts: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Changes:
    """What a workbook changes in a map: in words, and as new content of its files.

    ``taken_away`` counts the changes that delete something. ``texts`` are the files that change.
    """

    language: str
    said: tuple[str, ...]
    taken_away: int
    conflicts: tuple[str, ...]
    problems: tuple[Problem, ...]
    texts: Mapping[str, bytes]


def new_map(data: bytes, name: str, check: Check) -> NewMap:
    """The map of a workbook. Raises ``UserError`` for a file that is no workbook."""
    filled = filled_in(read_sheets(data, name), {})
    problems = [*filled.problems, *_unfit(filled, name)]
    if any(each.hard for each in problems):
        return NewMap(filled.language, {}, tuple(problems))
    rows = [each.row for each in filled.rows]
    languages = _languages(rows, filled)
    phases = [row.text("id") for row in rows if row.sheet == "phases"]
    texts = texts_of(rows, languages, phases)
    encoded = {file: text.encode() for file, text in texts.items()}
    pathway = Pathway({phase: number for number, phase in enumerate(phases)})
    problems += _errors(encoded, check(encoded), filled.rows, pathway, languages)
    return NewMap(filled.language, texts, tuple(problems))


def _languages(rows: Sequence[Row], filled: Filled) -> tuple[str, ...]:
    """The languages in which the workbook has texts, those that the map names first."""
    stated = next((row.cells.get("languages", ()) for row in rows if row.sheet == "map"), ())
    return tuple(dict.fromkeys((*(each for each in stated if each in filled.languages), *filled.languages)))


def _unfit(filled: Filled, name: str) -> Iterable[Problem]:
    if not filled.sheets:
        yield Problem("", Sentence(_NOTHING_THERE, {"name": name}))
    elif not any(each.row.sheet == "map" and each.row.cells.get("id") for each in filled.rows):
        yield Problem("", Sentence(_NO_MAP_ROW))


def changes_of(
    data: bytes, name: str, data_map: DataMap, texts: Mapping[str, bytes], check: Check, delete: bool, language: str
) -> Changes:
    """What a workbook changes in a map. Raises ``UserError`` for a file that is no workbook.

    ``texts`` are the map's own files, ``check`` gives the errors that they have with others in their place.
    """
    known = labels_in(data_map, language)
    filled = filled_in(read_sheets(data, name), known)
    problems = [*filled.problems, *_not_of(filled, data_map, name)]
    kept = filled.kept
    if kept is None or any(each.hard for each in problems):
        return Changes(language, (), 0, (), tuple(problems), {})
    pathway, languages = (
        pathway_of(data_map),
        tuple(dict.fromkeys((*languages_in(texts, data_map.languages), *kept.languages))),
    )
    ours = rows_of(texts, pathway, languages)
    theirs, sheets, more = _theirs(filled)
    problems += more
    changes, conflicts = compare(kept.rows, theirs, [row for row in ours if row.sheet in sheets], sheets)
    unknown = [each.row for each in theirs if each.row.text("id") not in known.get(each.row.sheet, ())]
    names = section_names(unknown, known, language, languages)
    wording = Wording(language, names)
    lasting = [change for change in changes if delete or change.theirs is not None]
    about = Surroundings(languages, tuple(pathway.positions))
    new, failed = _written(texts, ours, lasting, about, pathway, wording)
    if new and not failed:
        rows = tuple(
            FilledRow(None, change.result(), change.where, {}) for change in lasting if change.theirs is not None
        )
        cells = {each.where: each for each in filled.rows}
        rows = tuple(replace(row, cells=cells[row.where].cells) if row.where in cells else row for row in rows)
        failed = _errors({**texts, **new}, check({**texts, **new}), rows, pathway, languages)
    return Changes(
        language,
        wording.changes(changes),
        sum(change.theirs is None for change in changes),
        tuple(
            f"{each.where}: {line}" if each.where else line for each in conflicts for line in wording.conflict(each)
        ),
        (*problems, *failed),
        {} if failed else new,
    )


def _not_of(filled: Filled, data_map: DataMap, name: str) -> Iterable[Problem]:
    """Why a workbook can't be compared with a map."""
    if not filled.sheets and not filled.answers and filled.kept is None:
        yield Problem("", Sentence(_NOTHING_THERE, {"name": name}))
    elif filled.kept is None:
        yield Problem("", Sentence(_NO_RECORD))
    elif filled.kept.map_id and filled.kept.map_id != data_map.id:
        yield Problem("", Sentence(_OTHER_MAP, {"theirs": filled.kept.map_id, "ours": data_map.id}))


def _theirs(filled: Filled) -> tuple[list[Theirs], tuple[str, ...], list[Problem]]:
    """The rows as filled in, or as the answers to the open questions make them."""
    assert filled.kept is not None  # noqa: S101  # the caller looked
    if filled.kept.questions:
        rows, problems = answered(filled)
        return rows, STATEMENTS, problems
    return [Theirs(each.number, each.row, each.where, each.lacking) for each in filled.rows], filled.sheets, []


def _written(
    texts: Mapping[str, bytes],
    ours: Sequence[Row],
    changes: Sequence[Change],
    about: Surroundings,
    pathway: Pathway,
    wording: Wording,
) -> tuple[dict[str, bytes], list[Problem]]:
    """The new content of the files, checked to say exactly what is meant; or why there is none."""
    try:
        new = applied(texts, ours, changes, about)
    except CannotEdit as error:
        changed = [change for change in changes if change.ours is not None]
        first = next(
            (each for each in changed if _refuses(texts, ours, each, about)), changed[0] if changed else changes[0]
        )
        file = first.row.origin.file if first.row.origin else ""
        words = {"subject": wording.subject(first.row), "file": file, "line": str(error.line)}
        return {}, [Problem(first.where, Sentence(_CANNOT_EDIT, words))]
    positions = dict(pathway.positions)
    for change in changes:
        if change.ours is None and change.row.sheet == "phases":
            positions.setdefault(change.row.text("id"), len(positions))
    expected = _expected(ours, changes)
    found = rows_of({**texts, **new}, Pathway(positions), about.languages)
    if sorted(map(_comparison, found)) != sorted(map(_comparison, expected)):
        return {}, [Problem("", Sentence(_NOT_EXACT))]
    return new, []


def _refuses(texts: Mapping[str, bytes], ours: Sequence[Row], change: Change, about: Surroundings) -> bool:
    try:
        applied(texts, ours, [change], about)
    except CannotEdit:
        return True
    return False


def _expected(ours: Sequence[Row], changes: Iterable[Change]) -> list[Row]:
    rows: dict[int, Row] = {id(row): row for row in ours}
    new: list[Row] = []
    for change in changes:
        if change.ours is None:
            new.append(change.row)
        elif change.theirs is None:
            del rows[id(change.ours)]
        else:
            rows[id(change.ours)] = change.result()
    return [*rows.values(), *new]


def _comparison(row: Row) -> tuple[str, ...]:
    return (row.sheet, *(f"{key}={value}" for key, value in sorted(row.cells.items()) if value))


def _errors(
    texts: Mapping[str, bytes],
    findings: Sequence[Finding],
    rows: Sequence[FilledRow],
    pathway: Pathway,
    languages: Sequence[str],
) -> list[Problem]:
    """The errors that the reader finds, each at the cell that it comes from."""
    errors = [each for each in findings if each.severity == Severity.ERROR]
    if not errors:
        return []
    now = rows_of(texts, pathway, languages)
    return [
        Problem(
            cell_of(texts, now, rows, each.place) or str(each.place),
            Sentence(_AS_READ, {"message": each.message}) if each.hint is None else _with_hint(each),
        )
        for each in errors
    ]


_WITH_HINT = Text(en="{message} {hint}", da="{message} {hint}")


def _with_hint(finding: Finding) -> Sentence:
    hint = finding.hint
    return Sentence(_WITH_HINT, {"message": finding.message, "hint": hint if hint is not None else ""})
