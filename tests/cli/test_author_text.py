"""No text of an author commands a terminal, a log or a page, whichever command prints it in whichever format."""

import json
import re
from pathlib import Path

import pytest

from dataflow import reports as reports_folder
from dataflow.base.plugins import names_in
from dataflow.cli.exits import run
from dataflow.reports import formats

HOSTILE = (
    "::error::forged",
    "  ::add-mask::all",
    "a ##[error]b",
    "##vso[task.setvariable variable=A]b",
    "first\nsecond\r\n::error::third",
    "\u202eturned\u202c \u200f \u2066",
    "\u2028::error::separator\u2029",
    "\x85::error::next line",
    "\ufeff",
    "https://evil.example/x www.evil.example",
    "<script>alert(1)</script> ![i](x) | a |",
    "=1+1",
)

# How each kind of report is asked for; MAP and OTHER are two maps.
COMMANDS = {
    "findings": ("gaps", "MAP"),
    "holdings": ("holdings", "MAP"),
    "language": ("language", "MAP"),
    "stats": ("stats", "MAP"),
    "questions": ("questions", "MAP"),
    "trace": ("trace", "MAP", "f0"),
    "plan": ("plan", "MAP"),
    "impact": ("impact", "MAP"),
    "diff": ("diff", "OTHER", "MAP"),
    "rules": ("rules",),
}
KINDS = sorted({name.partition("_")[0] for name in names_in(reports_folder)})
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def spec(text: str) -> str:
    """A map in which a hostile text is every title, label, definition, note and name at an actor."""
    named = {"label": text, "definition": text}
    return json.dumps(
        {
            "map": {"id": "study", "title": text},
            "phases": {"p0": {"label": text}, "p1": {}},
            "fields": {"f0": named, "f1": {"label": text}},
            "channels": {"c0": {"label": text, "form": "coded"}},
            "actors": {
                "a0": {
                    "label": text,
                    "records": [{"fields": "f0", "phase": "p0", "status": "unknown", "note": text, "called": text}],
                    "shares": [{"fields": "f0", "phase": "p0", "to": "a1", "via": "c0"}],
                },
                "a1": {
                    "label": text,
                    "needs": [{"fields": ["f0", "f1"], "phase": "p1", "level": "must", "note": text, "called": text}],
                },
            },
        }
    )


def test_every_kind_of_report_is_tried() -> None:
    """A new one needs a line above."""
    assert sorted(COMMANDS) == KINDS


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize(("what", "format_"), [(what, format_) for what in KINDS for format_ in formats(what)])
def test_author_text_commands_nothing(
    what: str, format_: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No control characters, marks of direction or commands of GitHub and Azure; no link and no tag in Markdown."""
    for number, text in enumerate(HOSTILE):
        paths = {"MAP": tmp_path / f"{number}.yaml", "OTHER": tmp_path / f"{number}-old.yaml"}
        paths["MAP"].write_text(spec(text), encoding="utf-8")
        paths["OTHER"].write_text(spec("old"), encoding="utf-8")
        capsys.readouterr()
        run([*(str(paths.get(each, each)) for each in COMMANDS[what]), "--format", format_, "--lang", language])
        out = capsys.readouterr().out.removeprefix("\ufeff").replace("\r\n", "\n")
        assert out, (what, format_, text)
        assert not ACTING.search(out), (text, out)
        lines = out.split("\n")
        if format_ == "github":
            lines = [line for line in lines if not re.match(r"::(error|warning|notice) file=", line)]
        assert not [line for line in lines if line.lstrip().startswith("::")], (text, out)
        assert not re.search(r"##\w*\[", out), (text, out)
        if format_ == "markdown" and what != "rules":
            assert not re.search(r"<script|(?<!\\):(?=//evil)|www\.evil", out), (text, out)
