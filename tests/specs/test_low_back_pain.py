"""The map of a second disease: sound, in two languages, and its page tells what is in it."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT
from pages import blocks_and_tables, prose

from dataflow.model.statements import Entry
from dataflow.project import Project
from dataflow.terms import Terms

MAP, PAGE = ROOT / "specs" / "low-back-pain", ROOT / "docs" / "low-back-pain.md"


@cache
def project(scenario: str | None = None) -> Project:
    return Project.open(MAP, Terms(scenario))


def entries() -> list[Entry]:
    """The statements, each as written."""
    written: dict[Entry, None] = {}
    for statements in project().data_map.statements.values():
        written.update(dict.fromkeys(statement.entry for statement in statements))
    return list(written)


def table(*header: str) -> list[tuple[str, ...]]:
    """The rows of the one table of the page with this header."""
    (found,) = (each for each in blocks_and_tables(PAGE) if isinstance(each, list) and each[0] == header)
    return found[1:]


def test_the_map_is_sound() -> None:
    """No error and no warning, in the map and in its scenario."""
    assert project().problems == ()
    assert project().warnings() == ()
    assert set(project().data_map.scenarios) == {"work-description"}


def test_every_statement_cites_a_source_and_every_source_says_how_much_of_it_was_read() -> None:
    """General knowledge is a source that says that it is none."""
    assert [entry.place for entry in entries() if not entry.citations] == []
    sources = project().data_map.sources
    kind = sources["background"].kind
    assert kind is not None
    assert kind.in_language("en") == "no source"
    read = {id_: source.meta.get("read") for id_, source in sources.items() if id_ != "background"}
    assert set(read.values()) == {"opening", "whole", "listed"}


def test_what_people_read_is_in_both_languages() -> None:
    """Labels, and the notes that questions quote."""
    data_map = project().data_map
    kinds = (data_map.fields, data_map.channels, data_map.phases, data_map.purposes, data_map.groups, data_map.actors)
    for things in kinds:
        for thing in things.values():
            assert {language for language, _ in thing.label.texts} == {"en", "da"}, thing.place
    questions = project().questions()
    assert questions
    for question in questions:
        note = question.entry.note
        assert note is not None, question.entry.place
        assert {language for language, _ in note.texts} == {"en", "da"}, question.entry.place


def test_the_employer_does_not_get_the_diagnosis_as_a_routine() -> None:
    """It may not ask for it; whether it is told is unknown."""
    holdings = project().needs.holdings(project().assumptions)
    assert holdings.elements("employer", "diagnosis", "staying") == ()
    assert not any(
        statement.field == "diagnosis"
        for statement in project().data_map.statements["employer"]
        if statement.entry.list_key == "needs"
    )


def test_what_the_page_counts() -> None:
    """Every number of the first table, and how the sources were read."""
    data_map, stated = project().data_map, entries()
    kinds, status = Counter(entry.list_key for entry in stated), Counter(entry.status for entry in stated)
    confidence = Counter(str(entry.confidence) for entry in stated)
    alone = [entry for entry in stated if {each.source for each in entry.citations} == {"background"}]
    expected = {
        f"fields, in {len(data_map.groups)} groups": [len(data_map.fields)],
        "channels": [len(data_map.channels)],
        "sources, with background": [len(data_map.sources)],
        "actors, one file each": [len(data_map.actors)],
        "phases": [len(data_map.phases)],
        "purposes, legal bases, code systems": [
            *(len(data_map.purposes), len(data_map.legal_bases), len(data_map.code_systems))
        ],
        "statements: records, needs, uses, shares": [kinds[key] for key in ("records", "needs", "uses", "shares")],
        "of these unknown": [status["unknown"]],
        "of these of high, medium, low confidence": [confidence[level] for level in ("high", "medium", "low")],
        "of these that cite general knowledge alone": [len(alone)],
        "scenarios": [len(data_map.scenarios)],
    }
    shown = {
        what.replace("`", ""): [int(number) for number in re.findall(r"\d+", numbers)]
        for what, numbers, _ in table("", "number", "where")
    }
    assert shown == expected
    read = Counter(source.meta.get("read") for source in data_map.sources.values())
    words = " ".join(prose(PAGE).split())
    assert f"of {read['opening']} sources the opening, of {read['whole']} the whole" in words
    assert f"of {read['listed']} only the title" in words


def test_what_the_page_says_was_found() -> None:
    """Rule by rule: how many, of what severity, and how many only possible."""
    found = project().gaps("role")
    possible = sum(not each.certain for each in found)
    assert f"has {len(found)} findings, {possible} of them possible only" in " ".join(prose(PAGE).split())
    shown = {
        rule.split()[0]: (severities, int(number), int(perhaps))
        for rule, severities, number, perhaps, _ in table(
            "rule", "severity", "found", "of these possible", "in short"
        )
    }
    assert shown == {
        code: (
            ", ".join(
                f"{count} {severity}{'s' if count > 1 and severity != 'info' else ''}"
                for severity in ("error", "warning", "info")
                for count in [sum(str(each.severity) == severity for each in own)]
                if count
            ),
            len(own),
            sum(not each.certain for each in own),
        )
        for code in sorted({each.code for each in found})
        for own in [[each for each in found if each.code == code]]
    }


def test_every_must_need_is_met_and_five_only_on_request() -> None:
    """As the page says."""
    figure = project().figures().of("total")[()]["must"]
    assert (figure.known.part, figure.known.whole) == (26, 26)
    assert sum(each.code == "DF305" for each in project().gaps()) == 5
    code = project().figures().of("total")[()]["code"]
    assert (code.known.part, code.known.whole) == (5, 10)


def test_the_scenario_brings_the_description_of_the_work_to_the_clinic() -> None:
    """Physiotherapist and hospital lack it without, and have it with the scenario."""

    def lacking(scenario: str | None) -> set[tuple[str | None, str | None]]:
        gaps = (each for each in project(scenario).gaps() if each.code == "DF301")
        return {(each.subject.actor, each.subject.phase) for each in gaps if each.subject.field == "physical_demands"}

    assert lacking(None) == {
        ("physiotherapist", "new-pain"),
        ("physiotherapist", "long-course"),
        ("hospital", "long-course"),
    }
    assert lacking("work-description") == set()


def test_the_commands_of_the_page_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each of its console blocks."""
    from dataflow.cli.exits import run

    commands = re.findall(r"^dataflow (.+)$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert len(commands) > 4
    for command in commands:
        words = command.replace("specs/low-back-pain", str(MAP)).replace("-o ", f"-o {tmp_path}/").split()
        assert run(words) == 0, (command, capsys.readouterr().err)
