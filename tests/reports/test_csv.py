"""CSV: rows that read back, and no cell that a spreadsheet reads as a formula."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from dataflow.base.visible import visible
from dataflow.reports import Findings
from dataflow.reports.findings_csv import COLUMNS

Written = Callable[..., str]


def rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=delimiter == ","))


def test_every_finding_is_a_row_of_all_columns(batches: tuple[Findings, ...], written: Written) -> None:
    """And a line of its own, whatever is in the labels."""
    text = written("csv", *batches)
    found = rows(text)
    assert len(found) == sum(len(batch.findings) for batch in batches)
    assert all(set(row) == set(COLUMNS) and None not in row.values() for row in found)
    assert text.count("\n") == len(found) + 1
    assert text.count("\r") == text.count("\r\n") == text.count("\n")


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_no_cell_is_a_formula(hostile: Findings, written: Written, delimiter: str) -> None:
    """Read with commas, or with semicolons as a Danish spreadsheet does."""
    text = written("csv", hostile)
    cells = [cell for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in line]
    assert not [cell for cell in cells if re.match(r"\s*[=+\-@＝＋－＠\t\r\0]", cell)]


def test_a_cell_that_begins_as_a_formula_is_guarded(small: Findings, written: Written) -> None:
    """By one apostrophe, which a reader removes."""
    for text in ("=1+1", "+45", "-2", "@SUM(A1)", "  =1", "＝1", "x;=1"):
        first = small.findings[0]
        subject = replace(first.subject, other=text)
        (row,) = rows(written("csv", replace(small, findings=(replace(first, subject=subject),))))
        assert row["other"] != text
        assert re.sub(r"(^|;)'(?=\s*[=+\-@＝])", r"\1", row["other"]) == text


def test_labels_read_back(hostile: Findings, written: Written) -> None:
    """With visible control characters; a formula with its apostrophe."""
    for finding, row in zip(hostile.findings, rows(written("csv", hostile)), strict=True):
        said = visible(finding.message.in_language("en")).replace("\ufffe", "<U+FFFE>")
        said = re.sub(r"##(?=\w*\[)", "#<U+0023>", said)
        assert re.sub(r"(^|;)'(?=\s*[=+\-@＝])", r"\1", row["message"]) == said


def test_waived_and_known_are_columns(small: Findings, written: Written) -> None:
    """Known is empty where no baseline was given."""
    assert {row["known"] for row in rows(written("csv", small))} == {""}
    known = replace(small, known=frozenset({small.findings[0].fingerprint}))
    found = rows(written("csv", known))
    assert [row["waived"] for row in found] == ["true" if each.waived else "false" for each in small.findings]
    assert found[0]["known"] == "true"
    assert {row["known"] for row in found[1:]} == {"false"}
