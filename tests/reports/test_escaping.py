"""No author text has an effect on a terminal or on the log of a CI service, in any format."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from dataflow.cli.inputs import batch_of
from dataflow.cli.options import Level
from dataflow.project import Project
from dataflow.reports import Findings, reports

Written = Callable[..., str]
FORMATS = tuple(reports("findings"))


def test_there_is_every_format_of_the_interface() -> None:
    """One file each in dataflow/reports/."""
    assert set(FORMATS) >= {"text", "json", "sarif", "junit", "github", "gitlab", "csv", "markdown"}


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("format_", FORMATS)
def test_no_output_has_side_effects(
    format_: str, language: str, hostile: Findings, broken: Findings, written: Written
) -> None:
    """No control characters, no marks of text direction, no commands of GitHub or Azure, and valid UTF-8."""
    text = written(format_, hostile, replace(broken, rules=hostile.rules), language=language)
    text.encode()
    text = text.replace("\r\n", "\n") if format_ == "csv" else text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]", text)
    lines = text.split("\n")
    commands = [line for line in lines if line.lstrip().startswith("::")]
    if format_ == "github":
        assert len(commands) == len(hostile.findings) + len(broken.findings)
        lines = [line for line in lines if line not in commands]
    else:
        assert commands == []
    # Within a ``::`` command GitHub does not look for ``##[...]``.
    assert not [line for line in lines if re.search(r"##\w*\[", line)]


def test_only_the_tool_sets_colours(hostile: Findings, written: Written) -> None:
    """Without colours the text has no escape sequence; with them only those that set and end a colour."""
    assert "\x1b" not in written("text", hostile)
    colored = written("text", hostile, color=True)
    assert re.sub(r"\x1b\[[0-9]+m", "", colored) == written("text", hostile)


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_findings_give_the_same_bytes(format_: str, batches: tuple[Findings, ...], written: Written) -> None:
    """Written twice."""
    assert written(format_, *batches) == written(format_, *batches)


def test_text_marks_what_is_known(small: Findings, written: Written) -> None:
    """In the line of the finding and in the summary line."""
    known = replace(small, known=frozenset({small.findings[0].fingerprint}))
    text = written("text", known)
    assert re.search(r"DF301 unmet-need \[.*known\]", text)
    assert "1 of them known: it is in the baseline" in text
    assert "kendt" in written("text", known, language="da")
    assert "known]" not in written("text", small)
    assert "baseline" not in written("text", small)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_file_whose_name_is_no_text_is_reported_in_every_format(
    project: Callable[..., Project], written: Written, format_: str
) -> None:
    """On Linux the name of a file need not be UTF-8."""
    wrong = project({"map.yaml": "map: {id: a, title: A}\n", "b\udcff.yaml": "oops: 1\n"})
    batch = batch_of(wrong, wrong.problems, Level.role, task="validate")
    assert "oops" in written(format_, batch).encode("utf-8").decode("utf-8")
