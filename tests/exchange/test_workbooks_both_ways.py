"""Out into a workbook and back: nothing changes, over real and random maps; answers change just what they say."""

import os
import random
from collections.abc import Iterable
from typing import Any

import pytest
from conftest import ROOT
from exchange.workbooks import MAP, Book, brought, exported, made, project_of
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from twin.random_maps import DrawnMap, as_yaml, maps

from dataflow.base.text import LANGUAGES, Label
from dataflow.exchange.to_xlsx import template
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Entry, Statement
from dataflow.project import Project

QUICK = settings(
    max_examples=int(os.environ.get("DATAFLOW_RANDOM_WORKBOOKS", "12")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a workbook takes long to write, and is not made smaller
)


def meaning(data_map: DataMap) -> dict[str, Any]:
    """Everything that a map says, without the places in files and without the order of statements."""
    languages = data_map.languages
    return {
        "map": (
            data_map.id,
            said(data_map.title, languages),
            data_map.languages,
            data_map.as_of,
            data_map.severities,
            data_map.costs,
        ),
        **{
            section: [about(entity, languages) for entity in getattr(data_map, section).values()]
            for section in ("phases", "purposes", "legal_bases", "sources", "groups", "code_systems", "fields")
        },
        **{
            section: sorted((about(each, languages) for each in getattr(data_map, section).values()), key=repr)
            for section in ("channels", "actors", "clusters")
        },
        "statements": {
            actor: sorted((stated(each, languages) for each in statements), key=repr)
            for actor, statements in data_map.statements.items()
        },
        "waivers": [about(each, languages) for each in data_map.waivers],
    }


def said(value: Any, languages: Iterable[str]) -> Any:
    """A value, a text in every language of the map."""
    if isinstance(value, Label):
        return tuple(value.in_language(language) for language in languages)
    if hasattr(value, "__dataclass_fields__"):
        return about(value, languages)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(said(each, languages) for each in value)
    return {key: said(each, languages) for key, each in value.items()} if hasattr(value, "items") else value


def about(entity: Any, languages: Iterable[str]) -> tuple[tuple[str, Any], ...]:
    names = [name for name in entity.__dataclass_fields__ if name not in ("place", "dated")]
    return tuple((name, said(getattr(entity, name), languages)) for name in names)


def stated(statement: Statement, languages: Iterable[str]) -> tuple[Any, ...]:
    entry: Entry = statement.entry
    in_any_order = {"purposes", "legal_bases", "code_systems", "recorded_in"}
    details = [(name, sorted(value) if name in in_any_order else value) for name, value in about(entry, languages)]
    return (*statement[1:], details)


@pytest.mark.parametrize("language", ["en", "da"])
def test_the_real_map_comes_back_as_it_was(language: str) -> None:
    """As a new map, and as no change of the old one."""
    project = Project.open(ROOT / "specs" / "ihd")
    book = exported(project, language)
    back = made(book)
    assert [each.in_language("en") for each in back.problems] == []
    again = Project({file: text.encode() for file, text in back.texts.items()})
    assert meaning(again.data_map) == meaning(project.data_map)
    changes = brought(book, project)
    assert (changes.said, changes.conflicts, changes.problems, changes.texts) == ((), (), (), {})


def test_all_of_what_a_map_says_of_itself_comes_back() -> None:
    own = "evidence_years: 7, rules: {DF502: off}, costs: {slot: 2, new-record: 20}, meta: {owner: The region}"
    project = project_of(MAP.replace("map: {id: heart,", f"map: {{id: heart, {own},"))
    assert project.data_map.costs == {"slot": 2, "new-record": 20}
    new = made(exported(project))
    assert new.problems == ()
    assert meaning(project_of(new.texts).data_map) == meaning(project.data_map)


def test_a_map_on_top_of_another_has_no_changes() -> None:
    """The country builds on the map of one disease; only its own rows are in the workbook."""
    project = Project.open(ROOT / "specs" / "denmark")
    changes = brought(exported(project, "da"), project)
    assert (changes.said, changes.conflicts, changes.problems, changes.texts) == ((), (), (), {})


@pytest.mark.parametrize(
    ("unseen", "shown"), [("\\u2028", "\n"), ("\\u2029", "\n"), ("\\ufffe", ""), ("\\uffff", "")]
)
def test_what_no_cell_can_show_is_left_out_and_is_no_change(unseen: str, shown: str) -> None:
    """Separators of lines and paragraphs are line ends in a cell, and what is no character is not there."""
    project = project_of(
        f"""
        map: {{id: m, title: "T{unseen}t"}}
        phases: {{a: {{label: "P{unseen}p"}}}}
        sources: {{s: {{title: "S{unseen}s"}}}}
        fields: {{x: {{label: "X{unseen}x", definition: "D{unseen}d", codes: {{icd10: I20}}}}}}
        actors: {{one: {{label: "O{unseen}o", records: [
          {{fields: x, phase: a, source: {{ref: s, at: "p.{unseen}3"}}, note: "N{unseen}n"}}]}}}}
        """
    )
    book = exported(project)
    changes = brought(book, project)
    assert (changes.said, changes.conflicts, changes.problems, changes.texts) == ((), (), (), {})
    back = made(book)
    assert [each.in_language("en") for each in back.problems] == []
    again = Project({file: text.encode() for file, text in back.texts.items()}).data_map
    assert again.fields["x"].label.in_language("en") == f"X{shown}x"
    assert again.title.in_language("en") == f"T{shown}t"


@given(maps(scenarios=False), st.sampled_from(["en", "da"]))
@settings(QUICK)
def test_any_map_comes_back_as_it_was(drawn: DrawnMap, language: str) -> None:
    project = project_of(as_yaml(drawn))
    book = exported(project, language)
    changes = brought(book, project)
    assert (changes.said, changes.conflicts, changes.problems) == ((), (), ())
    back = made(book)
    assert [each.in_language("en") for each in back.problems] == []
    again = Project({file: text.encode() for file, text in back.texts.items()})
    assert meaning(again.data_map) == meaning(project.data_map)


@given(maps(scenarios=False), st.integers(0, 2**32))
@settings(QUICK)
def test_random_answers_change_just_what_they_say(drawn: DrawnMap, seed: int) -> None:
    """Cells of statements are filled in at random; the map then says these, and everything else as before."""
    dice = random.Random(seed)
    project = project_of(as_yaml(drawn))
    book = Book(exported(project))
    expected = 0
    for sheet in ("records", "needs", "uses", "shares"):
        for line in book.lines(sheet):
            if dice.random() < 0.4:
                before = book.cell(sheet, line, "confidence").value
                new = dice.choice([each for each in ("high", "medium", "low") if each != before])
                book.put(sheet, line, confidence=new, coverage="3/7")
                expected += 1
    changes = brought(book.saved(), project)
    if changes.problems:
        # A share with the sender among others that is split up may leave one with the sender alone (DF105).
        assert all("nobody but itself" in each.in_language("en") for each in changes.problems)
        return
    texts = {**project.texts, **changes.texts}
    assert bool(changes.texts) == bool(expected)
    changed = project_of({path: text.decode() for path, text in texts.items()})
    fresh = Book(exported(changed))
    answered = 0
    for sheet in ("records", "needs", "uses", "shares"):
        answered += sum(fresh.cell(sheet, line, "coverage").value == "3/7" for line in fresh.lines(sheet))
    assert answered >= expected
    again = brought(book.saved(), changed)
    assert (again.said, again.conflicts, again.problems) == ((), (), ())


def test_headings_say_what_columns_are_and_sources_go_by_their_titles() -> None:
    project = project_of()
    book = Book(exported(project, language="da"))
    heads = [cell.value for cell in book.tabs["shares"][2]]
    assert len(set(heads)) == len(heads)
    assert {"Til", "Gælder fra", "Gælder til"} <= set(heads)
    line = book.line("needs", actor="Almen praksis")
    assert book.tabs["needs"].cell(line, book.column("needs", "source")).value == "Samtale (p. 2)"
    assert brought(book.saved(), project).said == ()
    empty = Book(template("da"))
    assert [cell.value for cell in empty.tabs["fields"][1] if "@en" in str(cell.value)] == []
    assert empty.tabs["waivers"].title == "Dispensationer"


def test_columns_are_as_wide_as_what_they_hold() -> None:
    """An empty sheet, to be filled in, keeps its widths. The heads stay in sight."""

    def widths(data: bytes) -> dict[str, float]:
        book = Book(data)
        assert book.tabs["needs"].freeze_panes == "E3"
        found = {key: book.dimension("needs", key) for key in book.keys("needs")}
        return {key: each.width for key, each in found.items() if not each.hidden}

    filled, empty = widths(exported(project_of())), widths(template("en"))
    assert 2 * filled["note@en"] < empty["note@en"]
    assert sum(filled.values()) < 205


def test_ticks_and_columns_that_are_seldom_used_are_narrow() -> None:
    """Their headings stand upright; what people fill in most keeps its width."""
    book = Book(exported(project_of(), "da"))
    tab = book.tabs["records"]

    def is_upright(key: str) -> bool:
        return bool(tab.cell(2, book.column("records", key)).alignment.textRotation == 90)

    assert all(map(is_upright, ("phase=stay", "phase=home", "method", "completeness", "meta")))
    assert not any(map(is_upright, ("actor", "fields", "form", "status", "source", "note@da")))
    assert tab.column_dimensions["D"].width < 7 < tab.column_dimensions["C"].width
    assert tab.cell(2, book.column("records", "completeness")).value == "Komplethed"


def shown_pixels(tab: Any) -> float:
    """The width of the columns that are shown, at 100 %."""
    wide = 0.0
    for dimension in tab.column_dimensions.values():
        columns = min(dimension.max, tab.max_column) - dimension.min + 1
        wide += 0 if dimension.hidden else max(columns, 0) * dimension.width * 7
    return wide


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_fits_on_a_screen(language: str) -> None:
    """Texts of the other language are folded; the rest is on several lines."""
    ihd = Project.open(ROOT / "specs" / "ihd")
    book = Book(exported(ihd, language))
    assert {id_: wide for id_, tab in book.tabs.items() if (wide := shown_pixels(tab)) > 1500} == {}
    other = next(each for each in LANGUAGES if each != language)
    folded = {key for key in book.keys("needs") if book.dimension("needs", key).hidden}
    assert {f"note@{other}", f"called@{other}"} <= folded
    assert f"note@{language}" not in folded
    assert all(cell.value for tab in book.tabs.values() if tab["A2"].value == "Id" for cell in tab[2])


def test_a_text_in_the_other_language_alone_is_shown_and_a_folded_one_is_read() -> None:
    project = project_of(MAP.replace("title: {en: Talk, da: Samtale}", "title: {en: Talk}"))
    assert not Book(exported(project, "da")).dimension("sources", "title@en").hidden
    book = Book(exported(project_of(), "da"))
    assert book.dimension("fields", "label@en").hidden
    book.put("fields", book.line("fields", id="weight"), label__en="Body weight")
    assert any("Body weight" in each for each in brought(book.saved(), project_of()).said)


WORDS = """\
map: {id: words, title: Ord, languages: [da]}
phases:
  stay: {label: Ophold, responsible: [{actor: hospital, valid_to: 2026-12-31}, {actor: gp, valid_from: 2027-01-01}]}
  home: {label: Hjemme, responsible: gp}
groups: {blood: {label: Blod}}
fields: {ldl: {label: LDL, group: blood}, weight: {label: Vægt}, pulse: {label: Puls}}
channels:
  letter: {label: Brev, mode: push, expects_reply: true, slots: {ldl: coded, "group:blood": structured}}
  portal: {label: Portal, mode: pull, expects_reply: letter, slots: {weight: free-text}}
actors:
  hospital:
    label: Sygehus
    records: [{fields: [ldl, weight, pulse], phase: stay}]
    shares: [{fields: [ldl, weight, pulse], phase: stay, to: gp, via: letter}]
  north:
    extends: hospital
    label: Nord
    omits: [{shares: [ldl, weight], to: gp}, {records: [pulse], phase: all}, {records: weight, phase: {to: stay}}]
  south: {extends: hospital, label: Syd}
  gp: {label: Almen praksis}
"""


def test_values_of_several_parts_are_shown_in_words_and_come_back() -> None:
    """What has no words, a range of phases, is shown as it is written."""
    project = project_of(WORDS)
    book = Book(exported(project, "da"))
    letter, portal = book.lines("channels")
    assert [book.cell("channels", letter, key).value for key in ("mode", "slots", "expects_reply")] == [
        *("kommer af sig selv", "LDL: kodet; Gruppe: Blod: struktureret", "ja")
    ]
    assert [book.cell("channels", portal, key).value for key in ("mode", "slots", "expects_reply")] == [
        *("hentes", "Vægt: fritekst", "Brev")
    ]
    assert [book.cell("omits", line, "omits").value for line in book.lines("omits")] == [
        "Deler: LDL; Vægt\nTil: Almen praksis",
        "Registrerer: Puls\nFaser: alle",
        "records: weight, phase: {to: stay}",
    ]
    assert [book.cell("phases", line, "responsible").value for line in book.lines("phases")] == [
        *("Sygehus (til 2026-12-31); Almen praksis (fra 2027-01-01)", "Almen praksis")
    ]
    for saved in (book.saved(), exported(project, "en")):
        changes = brought(saved, project, delete=True)
        assert (changes.said, changes.conflicts, changes.problems) == ((), (), ())
    book.put("channels", portal, slots="Vægt: kodet; puls : Struktureret", expects_reply="ja")
    book.put("omits", book.lines("omits")[0], omits="Deler: Vægt\nVia: Brev")
    after = brought(book.saved(), project, delete=True).texts["map.yaml"].decode()
    assert "slots: {weight: coded, pulse: structured}" in after
    assert after.count("expects_reply: true") == 2
    assert "{shares: weight, via: letter}" in after


def test_what_workbooks_had_before_is_read() -> None:
    project = project_of(WORDS)
    book = Book(exported(project, "da"))
    letter, portal = book.lines("channels")
    book.put("channels", letter, mode="push (det kommer af sig selv)", slots='ldl: coded, "group:blood": structured')
    book.put("channels", portal, mode="pull (det hentes)", slots="weight: free-text", expects_reply="letter")
    for line, text in zip(
        book.lines("omits"), ("shares: [ldl, weight], to: gp", "records: [pulse], phase: all"), strict=False
    ):
        book.put("omits", line, omits=text)
    first = book.lines("phases")[0]
    book.put(
        "phases",
        first,
        responsible="[{actor: hospital, valid_to: 2026-12-31}, {actor: gp, valid_from: 2027-01-01}]",
    )
    changes = brought(book.saved(), project, delete=True)
    assert (changes.said, changes.conflicts, changes.problems) == ((), (), ())


@pytest.mark.parametrize(
    ("sheet", "key", "text", "said"),
    [
        ("channels", "slots", "Vægtt: kodet", 'Mente du "Vægt (weight)"?'),
        ("channels", "slots", "Vægt: kodt", 'Mente du "kodet (coded)"?'),
        ("channels", "slots", "Vægt", "Skriv det, som noten på overskriften siger"),
        ("omits", "omits", "Vægt", "Skriv det, som noten på overskriften siger"),
        ("omits", "omits", "Deler: Vægtt", 'Mente du "Vægt (weight)"?'),
    ],
)
def test_a_slip_in_words_has_its_cell(sheet: str, key: str, text: str, said: str) -> None:
    project = project_of(WORDS)
    book = Book(exported(project, "da"))
    line = book.lines(sheet)[0]
    book.put(sheet, line, **{key: text})
    (problem,) = brought(book.saved(), project).problems
    assert problem.where == f"{book.tabs[sheet].title}!{book.cell(sheet, line, key).coordinate}"
    assert said in problem.in_language("da")
