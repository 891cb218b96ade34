"""Names of files, arguments and labels forge no line and act on no terminal, in whatever a command says."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran

from dataflow.base.text import LONGEST_LABEL
from dataflow.cli.exits import run

NAME = "a\n::error::forged\n\x1b[31m##[error]y\x9b\u202e"
"""What a CI service and a terminal would act on, with line breaks."""
MAP = """\
map: {id: %s, title: A map}
phases: {p: {}, q: {}}
fields: {x: {}}
channels: {l: {}}
actors: {a: {records: [{fields: x, phase: p}]}, b: {needs: [{fields: x, phase: q}]}}
"""


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs the command in this process, in a folder with a sound map, a broken one and others with a hostile name."""
    for folder, text in {
        f"{NAME}/one": MAP % "one",
        f"{NAME}/two": MAP % "two",
        f"{NAME}-broken": MAP % "three" + "oops: 1\n",
        "ok": MAP % "ok",
    }.items():
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "map.yaml").write_text(text, "utf-8")
    (tmp_path / f"{NAME}.md").write_text("<!-- dataflow: gaps ok -->\n<!-- /dataflow -->\n", "utf-8")
    (tmp_path / f"{NAME}.json").write_text("[]", "utf-8")
    monkeypatch.chdir(tmp_path)

    def go(*arguments: str) -> Ran:
        capsys.readouterr()
        code = run(list(arguments))
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return go


LINES = [
    ["validate", NAME],
    ["validate", f"{NAME}-broken"],
    ["validate", f"{NAME}-none"],
    ["validate", f"{NAME}.md"],
    ["gaps", f"{NAME}-broken"],
    ["gaps", NAME, "--format", "github"],
    ["gaps", NAME, "--format", "table"],
    ["gaps", "ok", "--baseline", f"{NAME}.json"],
    ["gaps", "ok", "--baseline", f"{NAME}.new.json", "--write-baseline"],
    ["gaps", "ok", "--actor", NAME],
    ["gaps", "ok", "-o", f"/nosuch/{NAME}"],
    ["gaps", "ok", f"--{NAME}"],
    ["gaps", "ok", "--as-of", NAME],
    ["stats", NAME],
    ["stats", NAME, "--format", "markdown"],
    ["render", NAME],
    ["render", f"{NAME}/one", "-o", f"{NAME}.xyz"],
    ["render", f"{NAME}/one", "-o", f"{NAME}.svg", "--format", "html"],
    ["questions", NAME],
    ["diff", f"{NAME}/one", f"{NAME}-none"],
    ["plan", "ok", "-o", f"{NAME}/one/map.yaml"],
    ["report", f"{NAME}/one", "-o", f"{NAME}.md"],
    ["report", f"{NAME}/one", "-o", f"{NAME}.html"],
    ["export", NAME, "-o", f"{NAME}.json"],
    ["export", f"{NAME}/one", "-o", f"{NAME}.csv"],
    ["import", f"{NAME}.xlsx", "-o", "new"],
    ["import", "csv", f"{NAME}.csv", "-o", "new"],
    ["embed", f"{NAME}.md", "--map", "ok", "--check"],
    ["embed", f"{NAME}.md", "--map", "ok"],
    ["init", f"{NAME}/one"],
    ["init", f"{NAME}-new"],
    ["rule", NAME],
    [NAME],
]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0][:8])
@pytest.mark.parametrize("language", ["en", "da"])
def test_a_name_forges_no_line(
    cli: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, line: list[str], language: str
) -> None:
    """Not in a result, an error, a note or a summary."""
    monkeypatch.setenv("LANG", language)
    ran = cli(*line)
    for said in (ran.out, ran.err):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said)
        assert not re.search(r"##\w*\[", said)
        lines = [each for each in said.split("\n") if not re.match(r"::(error|warning|notice) file=", each)]
        assert not [each for each in lines if each.lstrip().startswith(("::", "error::"))]
    assert ran.code in (0, 1, 2)
    assert ran.err.count("forged") == len(re.findall(r"forged(?:<U\+000A>|\\n|\\x0a| )", ran.err))


@pytest.mark.parametrize("format_", ["text", "json", "github", "markdown", "csv", "junit", "sarif", "gitlab"])
def test_a_long_label_is_shortened_in_messages(cli: Callable[..., Ran], format_: str) -> None:
    """So that what is wrong is still seen."""
    label = "long label " * 1000
    Path("ok/map.yaml").write_text((MAP % "ok").replace("fields: {x: {}}", f"fields: {{x: {{label: {label}}}}}"))
    ran = cli("gaps", "ok", "--format", format_, "--lang", "en")
    assert "long label" in ran.out
    longest = max(map(len, re.findall(r"(?:long label ?)+", ran.out)))
    assert longest <= LONGEST_LABEL or format_ in ("json", "csv")  # which have the label as a value of its own
    assert "…" in ran.out or "\\u2026" in ran.out


@pytest.mark.parametrize(
    "text",
    [
        "map: !<" + "x" * 1_000_000 + "> {id: a, title: A}\n",
        "map: {id: a, title: A}\n" + "x" * 100_000 + ": 1\n",
        "map: {id: " + "X" * 100_000 + ", title: A}\n",
        "map: {id: a, title: A}\nphases: {p: {}}\nactors: {a: {needs: [{fields: "
        + "x" * 100_000
        + ", phase: p}]}}\n",
    ],
    ids=["tag", "key", "id", "reference"],
)
@pytest.mark.parametrize("format_", ["text", "json", "github"])
def test_what_is_quoted_is_shortened(cli: Callable[..., Ran], text: str, format_: str) -> None:
    """A tag of 1 MB gives no message of 1 MB."""
    Path("ok/map.yaml").write_text(text)
    ran = cli("validate", "ok", "--format", format_)
    assert (ran.code, len(ran.out) < 10_000) == (1, True)
