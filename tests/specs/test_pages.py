"""The numbers on the pages about the real maps are those of the maps."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT
from pages import Table, blocks_and_tables, prose

import dataflow
from dataflow.analysis.figures.figures import Figure
from dataflow.base.finding import Finding
from dataflow.cli.exits import run
from dataflow.model.statements import Entry
from dataflow.project import Project

IHD, DENMARK = ROOT / "docs" / "ihd.md", ROOT / "docs" / "denmark.md"
SEVERITIES = ("error", "warning", "info")


@cache
def project(name: str) -> Project:
    return dataflow.open(str(ROOT / "specs" / name))


def table(page: Path, *header: str) -> list[tuple[str, ...]]:
    """The rows of the one table with this header."""
    (found,) = (each for each in blocks_and_tables(page) if isinstance(each, list) and each[0] == header)
    return found[1:]


def text(page: Path) -> str:
    """The page without line breaks and marks of emphasis."""
    return " ".join(prose(page).replace("**", "").replace("`", "").split())


def entries(data_map_project: Project) -> list[Entry]:
    """The statements in the files of the actors, each as written."""
    written: dict[Entry, None] = {}
    for statements in data_map_project.data_map.statements.values():
        written.update(dict.fromkeys(statement.entry for statement in statements))
    return [entry for entry in written if entry.place.file.startswith("actors/")]


def not_waived(name: str) -> list[Finding]:
    return [finding for finding in project(name).gaps("role") if not finding.waived]


def test_what_the_map_covers() -> None:
    """Every number of the first table."""
    data_map, stated = project("ihd").data_map, entries(project("ihd"))
    members = {member for each in data_map.members.values() for member in each}
    kinds, status = Counter(entry.list_key for entry in stated), Counter(entry.status for entry in stated)
    confidence = Counter(str(entry.confidence) for entry in stated)
    expected = {
        f"fields, in {len(data_map.groups)} groups": [len(data_map.fields)],
        "channels": [len(data_map.channels)],
        "sources (79 of the fact base, 13 looked up since, and background)": [len(data_map.sources)],
        "actors, one file each": [len(set(data_map.actors) - members)],
        "members: municipalities, hospitals": [len(data_map.members[role]) for role in ("municipality", "hospital")],
        "health clusters": [len(data_map.clusters)],
        "phases": [len(data_map.phases)],
        "purposes, legal bases, code systems": [
            *(len(data_map.purposes), len(data_map.legal_bases), len(data_map.code_systems))
        ],
        "statements: records, needs, uses, shares": [kinds[key] for key in ("records", "needs", "uses", "shares")],
        "of these unknown, planned": [status["unknown"], status["planned"]],
        "of these of high, medium, low confidence": [confidence[level] for level in ("high", "medium", "low")],
        "waivers": [len(data_map.waivers)],
        "scenarios": [len(data_map.scenarios)],
    }
    shown = {
        what.replace("`", ""): [int(number) for number in re.findall(r"\d+", numbers)]
        for what, numbers, _ in table(IHD, "", "number", "where")
    }
    assert shown == expected


def test_where_the_map_is_weak() -> None:
    """Low confidence, general knowledge and inference."""
    stated = entries(project("ihd"))
    low = [entry for entry in stated if str(entry.confidence) == "low"]
    current = sum(entry.status == "current" for entry in low)
    background = sum([each.source for each in entry.citations] == ["background"] for entry in stated)
    inferred = sum("nferred" in entry.note.in_language("en") for entry in stated if entry.note is not None)
    page = text(IHD)
    assert current == 3
    assert f"{len(low)} statements, all but three unknown as well" in page
    assert f"{background} statements cite nothing but general knowledge, and {inferred} say that they" in page


def met(figure: Figure | None) -> str:
    """As the page writes it: ``26–29 of 31``, or nothing where there is no such need."""
    if figure is None or not figure.known.whole:
        return ""
    known, at_most = figure.known.part, figure.all.part
    return f"{known if known == at_most else f'{known}–{at_most}'} of {figure.known.whole}"


ACTORS = {
    "hospital": "hospital",
    "municipality": "municipality",
    "general practice": "gp",
    "patient": "patient",
    "DHRD": "dhrd",
    "HjerteKom": "hjertekom",
    "KL Gateway": "kl_gateway",
}
LEVELS = ("must", "should", "may")


def test_needs_met_by_actor() -> None:
    """Each cell, and nobody with needs is left out."""
    figures = project("ihd").figures()
    by_actor, total = figures.of("actor"), figures.of("total")[()]
    shown = {row[0]: row[1:] for row in table(IHD, "who needs", "`must` met", "`should` met", "`may` met")}
    expected = {label: tuple(met(by_actor[actor,].get(level)) for level in LEVELS) for label, actor in ACTORS.items()}
    assert shown == expected | {"all": tuple(met(total.get(level)) for level in LEVELS)}
    needing = {actor for (actor,), row in by_actor.items() if any(met(row.get(level)) for level in LEVELS)}
    assert needing == set(ACTORS.values())


def test_needs_met_in_words() -> None:
    """The sentences above and below the table."""
    figures = project("ihd").figures()
    total, page = figures.of("total")[()], text(IHD)
    levels = [total[level] for level in LEVELS]
    known, at_most = sum(each.known.part for each in levels), sum(each.all.part for each in levels)
    whole = sum(each.known.whole for each in levels)
    must = total["must"]
    assert f"so the {len(list_of_needs())} needs are {whole} single needs" in page
    assert (
        f"of {whole} single needs {known} are met whatever the unknown turns out to be, {whole - at_most} are not met"
        f" whatever it turns out to be, and {at_most - known} hang on it. Of the {must.known.whole} must needs,"
        f" {must.known.whole - must.all.part} are certainly and {must.all.part - must.known.part} possibly not met."
    ) in page


def list_of_needs() -> list[Entry]:
    return [entry for entry in entries(project("ihd")) if entry.list_key == "needs"]


def in_words(findings: Sequence[Finding]) -> str:
    """``20 errors, 25 warnings, 1 info``, or the severity alone where there is one."""
    counted = Counter(str(finding.severity) for finding in findings)
    if len(counted) == 1:
        return next(iter(counted))
    plural = {"error": "errors", "warning": "warnings", "info": "info"}
    return ", ".join(f"{counted[each]} {plural[each]}" for each in SEVERITIES if counted[each])


def test_findings_rule_by_rule() -> None:
    """Every rule that finds something, with its severity and numbers."""
    found: dict[str, list[Finding]] = {}
    for finding in not_waived("ihd"):
        found.setdefault(finding.code, []).append(finding)
    shown: Table = [
        (rule.split()[0], severity, number, possible)
        for rule, severity, number, possible, _ in table(
            IHD, "rule", "severity", "found", "of these possible", "in short"
        )
    ]
    assert shown == [
        (code, in_words(each), str(len(each)), str(sum(not finding.certain for finding in each)))
        for code, each in sorted(found.items())
    ]
    every, page = not_waived("ihd"), text(IHD)
    by_severity = Counter(str(finding.severity) for finding in every)
    waived = len(project("ihd").gaps("role")) - len(every)
    assert (
        f"has {len(every)} findings by role that are to be acted on or asked about: {by_severity['error']} errors,"
        f" {by_severity['warning']} warnings and {by_severity['info']} for information; {waived} more are waived"
    ) in page
    assert f"{sum(not finding.certain for finding in every)} of the {len(every)} are only possible" in page


def test_what_is_recorded_again_adds_up() -> None:
    """The table of DF401 has each finding once."""
    rows = table(IHD, "which", "findings", "of these possible", "what to make of it")
    found = [finding for finding in not_waived("ihd") if finding.code == "DF401"]
    assert sum(int(row[1]) for row in rows) == len(found)
    assert sum(int(row[2]) for row in rows) == sum(not finding.certain for finding in found)


@pytest.mark.parametrize(("name", "page"), [("ihd", IHD), ("denmark", DENMARK)])
def test_warnings_that_stand(name: str, page: Path) -> None:
    """How many, and how many of them are possible only."""
    found = project(name).warnings("role")
    possible = sum(not finding.certain for finding in found)
    assert f"finds no error and {len(found)} warnings, {possible} of them possible only" in text(page)


def test_warnings_rule_by_rule() -> None:
    """Each rule that warns is explained, with its number."""
    counted = Counter(finding.code for finding in project("ihd").warnings("role"))
    assert dict(re.findall(r"\((DF12\d)\), (\d+)\.", text(IHD))) == {
        code: str(each) for code, each in counted.items()
    }


def test_the_whole_country_beside_its_region() -> None:
    """How many findings it has, and how many more than the map below."""
    country, region = len(not_waived("denmark")), len(not_waived("ihd"))
    assert f"gaps has {country} findings by role that are not waived, {country - region} more than specs/ihd" in text(
        DENMARK
    )


@pytest.mark.parametrize(("page", "language"), [("ihd-in-brief.md", "en"), ("da/iskaemisk-hjertesygdom.md", "da")])
def test_the_handovers_in_brief(page: str, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The first table is what ``dataflow stats`` says of them."""
    assert run(["stats", str(ROOT / "specs" / "ihd"), "--lang", language]) == 0
    printed = capsys.readouterr().out
    rows = re.findall(r"^  (\S.* → .*?) {2,}(\S+) +(\S+) +(\S+) +(\S+)$", printed, re.MULTILINE)
    shown = next(each for each in blocks_and_tables(ROOT / "docs" / page) if isinstance(each, list))
    assert len(rows) == 3
    assert shown[1:] == rows
