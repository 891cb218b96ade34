"""The page ``robustness.md`` says what the tests counted, and each of its rows belongs to a test."""

import os
import re
from pathlib import Path

from conftest import ROOT
from robustness.counts import FOLDER, FUZZED, ROWS, page, read_count, too_few

PAGE = ROOT / "docs/robustness.md"


def test_the_page_is_as_counted() -> None:
    if os.environ.get("DATAFLOW_UPDATE_DOCS"):
        PAGE.write_text(page(), "utf-8")
    assert PAGE.read_text("utf-8") == page(), "DATAFLOW_UPDATE_DOCS=1 with tests/robustness writes it"


def test_each_row_is_counted_by_one_test() -> None:
    """And reaches its floor as it stands in the page."""
    text = "".join(each.read_text("utf-8") for each in sorted(Path(__file__).parent.rglob("*.py")))
    assert sorted(re.findall(r'counted\(\s*f?"([\w-]+)"', text)) == sorted(ROWS)
    assert {each.stem for each in FOLDER.glob("*.json")} == {"kills", *ROWS, *(f"fuzz-{name}" for name in FUZZED)}
    assert [said for row in ROWS for said in too_few(row, read_count(row), {})] == []


def test_a_weaker_test_is_seen() -> None:
    """One that tries less than its floor, less than the page says, or does not count a thing any more."""
    floor = dict(ROWS["yaml-suite"].least)
    assert too_few("yaml-suite", floor, floor) == []
    assert too_few("yaml-suite", floor | {"cases": 401}, {}) == ["yaml-suite: 401 cases, and not at least 402"]
    assert too_few("yaml-suite", floor, floor | {"runs": 5000}) == ["yaml-suite: 1206 runs, and not at least 5000"]
    assert len(too_few("yaml-suite", {"cases": 402}, {})) == 3
