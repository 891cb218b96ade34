"""What an import comes to: a new map, or changes of one, in words and as spec text."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dataflow.base.finding import Finding, Severity
from dataflow.base.text import Sentence, Text
from dataflow.exchange.apply import Surroundings, applied
from dataflow.exchange.tables.compare import Change
from dataflow.exchange.tables.places import InCells, cell_of
from dataflow.exchange.tables.problems import Problem
from dataflow.exchange.tables.rows import Pathway, Row, rows_of
from dataflow.exchange.tables.words import Wording
from dataflow.exchange.yaml_edit import CannotEdit

Check = Callable[[Mapping[str, bytes]], Sequence[Finding]]
"""Gives the errors that spec texts have."""

_AS_READ = Text(en="{message}", da="{message}")
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


def written(
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


def errors_at(
    texts: Mapping[str, bytes],
    findings: Sequence[Finding],
    rows: Sequence[InCells],
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
