"""Every cause, form, barrier and kind of statement has words in every table, in both languages, and nowhere else."""

import ast
from collections.abc import Collection, Iterator, Mapping
from types import ModuleType

import pytest
from conftest import ROOT

from dataflow.analysis.lineage.blocked_hops import NEVER, SLOW
from dataflow.analysis.needs.causes import Cause
from dataflow.analysis.needs.certificates import CLOSED, LATE, LOWERED, NOT_REACHED, NOT_YET
from dataflow.base.text import Text
from dataflow.model.entities import Form
from dataflow.model.statements import NeedEntry, RecordEntry, ShareEntry, UseEntry
from dataflow.wording import barriers, causes, forms, statements
from dataflow.wording.causes import Caption

KINDS = {each.list_key for each in (RecordEntry, NeedEntry, UseEntry, ShareEntry)}
ABOVE_THE_LOWEST = set(Form) - {min(Form)}
BARRIERS = {CLOSED, NOT_REACHED, LATE, NOT_YET}


def tables(module: ModuleType) -> dict[str, Mapping[object, Text | Caption]]:
    """The tables of a module by their names."""
    return {name: value for name, value in vars(module).items() if name.isupper() and isinstance(value, Mapping)}


@pytest.mark.parametrize("name", tables(causes))
def test_each_cause_is_worded_for_each_place(name: str) -> None:
    """A cause without words fails here."""
    assert set(tables(causes)[name]) == set(Cause)


@pytest.mark.parametrize("name", tables(forms))
def test_each_form_is_worded_for_each_use(name: str) -> None:
    """Every form but the lowest has words for its loss."""
    of_what_is_lost = name in ("LOST", "SO_IT_IS_LOST")
    assert set(tables(forms)[name]) == (ABOVE_THE_LOWEST if of_what_is_lost else set(Form))


def test_each_barrier_is_worded_for_each_place() -> None:
    """An arrow words a lowered form by what is lost; a timeline has only some barriers."""
    assert set(barriers.ARROW) == {*BARRIERS, NEVER, SLOW}
    assert set(barriers.CLAUSE) == {*BARRIERS, LOWERED}
    assert set(barriers.SENTENCE) == {CLOSED, NOT_REACHED, NOT_YET}


def test_each_kind_of_statement_is_worded() -> None:
    """Only records and shares are shown as places beside a finding."""
    for name in ("DOES", "DOES_TO", "HEADING", "HEADING_TO"):
        assert set(tables(statements)[name]) == KINDS
    assert set(statements.STATED) == {"records", "shares"}
    assert set(statements.WANTS) == {"must", "should", "may", None}


def texts() -> Iterator[tuple[str, Text]]:
    for module in (causes, forms, barriers, statements):
        for name, table in tables(module).items():
            for key, words in table.items():
                each_of = words if isinstance(words, Caption) else (words,)
                yield from ((f"{module.__name__}.{name}[{key}]", text) for text in each_of)


@pytest.mark.parametrize(("name", "text"), list(texts()), ids=lambda value: value if isinstance(value, str) else "")
def test_words_in_both_languages_with_the_same_blanks(name: str, text: Text) -> None:
    """None is empty, and Danish differs from English."""
    english, danish = text.blanks()
    assert english == danish
    assert text.en.strip()
    assert text.da.strip()
    assert text.en != text.da or english, name


def worded(tree: ast.AST, enums: Collection[str]) -> Iterator[str]:
    """The tables of a file from members of an enumeration to texts."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Dict):
            continue
        keys = {ast.unparse(part) for key in node.keys if key for part in ast.walk(key)}
        calls = {
            ast.unparse(part.func) for value in node.values for part in ast.walk(value) if isinstance(part, ast.Call)
        }
        if "Text" in calls and keys & set(enums):
            yield f"line {node.lineno}"


DEFINITIONS = "language/word_texts.py"
"""What the words of the language mean, for its reference: definitions, and no words for a sentence."""


def test_no_other_module_words_a_cause_or_a_form() -> None:
    """Found as tables from ``Cause`` or ``Form`` (or their words in a spec) to texts."""
    enums = ["Cause", "Form", *(repr(form.word) for form in Form), *(repr(str(cause)) for cause in Cause)]
    package = ROOT / "dataflow"
    found = {
        f"{file.relative_to(package)} {line}"
        for file in package.rglob("*.py")
        if file.parent.name != "wording" and file.relative_to(package).as_posix() != DEFINITIONS
        for line in worded(ast.parse(file.read_text("utf-8")), enums)
    }
    assert found == set()


def test_a_caption_depends_on_number_and_certainty() -> None:
    """In Danish "forældet" for one field, "forældede" for several."""
    stale = causes.CAPTION[Cause.STALE]
    assert [stale.of(count, is_certain=True).da for count in (1, 2)] == ["forældet", "forældede"]
    assert [stale.of(count, is_certain=False).da for count in (1, 2)] == ["måske forældet", "måske forældede"]


@pytest.mark.parametrize("cause", [Cause.ARRIVES_LATE, Cause.TOO_SLOW])
def test_the_verb_of_a_caption_follows_the_number(cause: Cause) -> None:
    """One arrives too late, two arrive too late."""
    caption = causes.CAPTION[cause]
    for is_certain in (True, False):
        assert "arrives too" in caption.of(1, is_certain).en
        assert "arrive too" in caption.of(2, is_certain).en
