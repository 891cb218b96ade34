"""JUnit: the schema of Jenkins, a reader, and unique cases."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import junitparser
import pytest
from lxml import etree

from dataflow.base.visible import visible
from dataflow.reports import Findings

Written = Callable[..., str]


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(__file__).parent / "junit-10.xsd"))


def read(text: str) -> etree._Element:
    """The document; lxml refuses characters that XML does not have."""
    document = etree.fromstring(text.encode())
    schema().assertValid(document)
    return document


@pytest.mark.parametrize("language", ["en", "da"])
def test_it_is_valid_and_counts_right(batches: tuple[Findings, ...], written: Written, language: str) -> None:
    """A suite for each map, with the numbers of its cases."""
    document = read(written("junit", *batches, language=language))
    assert len(document) == len(batches)
    for suite in document:
        assert int(suite.get("tests")) == len(suite)
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped"))
    assert int(document.get("tests")) == sum(len(suite) for suite in document)


def test_the_schema_catches_a_planted_fault(small: Findings, written: Written) -> None:
    """The check rejects an invalid document."""
    document = etree.fromstring(
        written("junit", small).replace("<testcase classname", "<testcase klassename").encode()
    )
    schema().assertValid(etree.fromstring(written("junit", small).encode()))
    assert not schema().validate(document)


def test_a_reader_finds_the_same(small: Findings, written: Written, tmp_path: Path) -> None:
    """Failures in force, skipped ones waived or known."""
    known = replace(small, known=frozenset({small.findings[0].fingerprint}))
    file = tmp_path / "report.xml"
    file.write_text(written("junit", known), "utf-8")
    (suite,) = junitparser.JUnitXml.fromfile(str(file))
    cases = list(suite)
    quiet = sum(finding.waived or known.knows(finding) for finding in known.findings)
    assert quiet == 2
    assert sum(case.is_skipped for case in cases) == quiet
    assert 'message="waived (accepted by The board until 1 February 2031: By telephone): ' in written("junit", small)
    assert sum(case.is_failure for case in cases) == len(known.findings) - quiet


def test_cases_are_unique(batches: tuple[Findings, ...], written: Written) -> None:
    """A service identifies them by file and name."""
    for suite in read(written("junit", *batches)):
        keys = [(case.get("classname"), case.get("name")) for case in suite]
        assert len(set(keys)) == len(keys)


def test_a_clean_run_is_not_empty(nothing: Findings, broken: Findings, written: Written) -> None:
    """Each file without findings is a case that passes, so that a clean report is not taken for a missing one."""
    (case,) = read(written("junit", nothing)).iter("testcase")
    assert (case.get("classname"), case.get("name"), len(case)) == ("maps/study/map.yaml", "No findings", 0)
    cases = list(read(written("junit", broken)).iter("testcase"))
    assert {case.get("classname") for case in cases} == {"a.yaml", "b.yaml", "c.yaml"}


def test_cases_keep_their_names_when_lines_move(small: Findings, written: Written) -> None:
    """Cases are named by the subjects of findings."""
    moved = replace(
        small,
        findings=tuple(replace(each, place=each.place._replace(line=each.place.line + 7)) for each in small.findings),
    )

    def names(batch: Findings) -> list[str | None]:
        return [case.get("name") for case in read(written("junit", batch)).iter("testcase")]

    assert names(moved) == names(small)


def test_labels_read_back(hostile: Findings, written: Written) -> None:
    """Whatever markup is in them; and no case is added."""
    cases = list(read(written("junit", hostile)).iter("testcase"))
    assert len(cases) == len(hostile.findings) + len(hostile.files)
    for finding, case in zip(hostile.findings, cases, strict=False):
        failure = case.find("failure")
        said = visible(finding.message.in_language("en")).replace("\ufffe", "<U+FFFE>")
        assert said in failure.get("message")
        assert said in failure.text.splitlines()
