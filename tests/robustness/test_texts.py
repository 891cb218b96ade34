"""No text of an author changes what an output consists of: every naughty string through every output there is."""

import json
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import docx
import pytest
from cli.test_author_text import HOSTILE as COMMANDING
from conftest import PREAMBLE, Ran
from renderers.naughty import NAUGHTY
from reports.conftest import HOSTILE as FORGING
from robustness.maps import SLOTS, spec
from robustness.outputs import Output, outputs
from robustness.structure import STRUCTURES, Structure, inert

from dataflow.project import Project
from dataflow.reports import formats as report_formats

LISTED = json.loads((Path(__file__).parent / "data/naughty_strings.json").read_text("utf-8"))["strings"]
STRINGS = tuple(dict.fromkeys((*LISTED, *NAUGHTY, *FORGING, *COMMANDING)))


@cache
def accepted(text: str) -> bool:
    """Whether the reader takes a text as a label; control characters and empty texts it does not."""
    return not Project({"map.yaml": spec(["a", text]).encode("utf-8", "surrogatepass")}).is_broken


def seen(text: str) -> bool:
    """Whether anything of a text is seen; a label of which nothing is counts as none."""
    return any(unicodedata.category(letter)[0] not in "ZC" for letter in text)


def batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    return (texts[start : start + SLOTS] for start in range(0, len(texts), SLOTS))


def written(output: Output, map_: Path, folder: Path, ran: Callable[..., Ran]) -> bytes:
    """What a command gives for a map."""
    out = folder / f"out.{output.format}"
    out.unlink(missing_ok=True)
    if output.arguments[0] == "embed":
        put_document(out, map_.name)
    names = {"map": map_, "plain": folder / "plain.yaml", "out": out, "book": folder / f"{map_.stem}.xlsx"}
    language = () if output.arguments[0] == "embed" else ("--lang", "en")
    found = ran(*(each.format(**names) for each in output.arguments), *language)
    assert found.code in (0, 1), (output, found)
    inert(found.err)
    return out.read_bytes() if output.writes else (found.out or found.err).encode()


def put_document(path: Path, map_: str) -> None:
    """A document of the user with every command that may stand in one."""
    commands = ("gaps", "stats", "questions", "render")
    if path.suffix == ".docx":
        document = docx.Document()
        for each in commands:
            document.add_paragraph(f"dataflow: {each} {map_} --lang en")
        document.save(str(path))
    else:
        blocks = "\n\n".join(f"<!-- dataflow: {each} {map_} --lang en -->\n<!-- /dataflow -->" for each in commands)
        path.write_text(f"<html><body>{blocks}</body></html>" if path.suffix == ".html" else blocks, "utf-8")


def structure_of(output: Output, data: bytes) -> Structure:
    return STRUCTURES[output.format](data)


@pytest.mark.usefixtures("each_map_once")
def test_through_every_output(tmp_path: Path, ran: Callable[..., Ran], counted: Callable[..., None]) -> None:
    """With plain texts and with naughty ones, each output consists of the same."""
    shown = [text for text in STRINGS if accepted(text) and seen(text)]
    naughty = {f"naughty{number}": texts for number, texts in enumerate(batches(shown))}
    plain = {word: [f"{word} {number}" for number in range(SLOTS)] for word in ("plain", "other")}
    for name, texts in (plain | naughty).items():
        (tmp_path / f"{name}.yaml").write_text(spec(texts), "utf-8")
        assert ran("export", tmp_path / f"{name}.yaml", "-o", tmp_path / f"{name}.xlsx").code == 0
    wrong, tried = [], 0
    every = outputs()
    for output in every:
        expected = structure_of(output, written(output, tmp_path / "other.yaml", tmp_path, ran))
        for name in naughty:
            tried += 1
            try:
                found = structure_of(output, written(output, tmp_path / f"{name}.yaml", tmp_path, ran))
                assert found == expected
            except Exception as error:
                wrong.append(f"{name} {' '.join(output.arguments)} {output.format}: {error!r:.600}")
    assert not wrong, "\n".join(wrong)
    planted = sum(fault(format_, data) for format_, data in PLANTED)
    assert planted == len(PLANTED)
    figures = {"strings": len(STRINGS), "formats": len({each.format for each in every}), "command lines": len(every)}
    counted("texts", {**figures, "outputs read": tried, "planted faults found": planted})


PLANTED = (
    ("text", b"a\n::error::forged\n"),
    ("text", b"a ##vso[task.complete]\n"),
    ("text", "\u202eturned\n".encode()),
    ("github", b"::warning file=a,line=1,endLine=1,col=1::a ##[error]b\n"),
    ("json", b'{"a": 1, "a\n": "\x1b"}'),
    ("csv", b"a,=1+1\r\n"),
    ("csv", b"a,b\r\n-2+3|cmd,c\r\n"),
    ("markdown", b'<a href="javascript:alert(1)">a</a> <img src=x onerror=alert(1)>\n'),
    ("markdown", b"a <script>alert(1)</script>\n"),
    ("markdown", b"see www.evil.example\n"),
    ("html", b'<html><body><p onclick="alert(1)">a</p></body></html>'),
    ("html", b'<html><body><a href="javascript:alert(1)">a</a></body></html>'),
    ("svg", b'<svg xmlns="http://www.w3.org/2000/svg"><a href="https://evil.example"/></svg>'),
    ("junit", b"<testsuite><testcase></testsuite>"),
    ("dot", b'graph { a [label="b"] "c }'),
)
"""Outputs in which a text of an author has become more than a text, each of which has to be seen."""


def fault(format_: str, data: bytes) -> bool:
    try:
        STRUCTURES[format_](data)
    except Exception:
        return True
    return False


def test_texts_that_are_refused_act_nowhere(tmp_path: Path, ran: Callable[..., Ran]) -> None:
    """Control characters and the like: in the findings that refuse them, in every format."""
    refused = [text for text in STRINGS if not accepted(text)]
    assert len(refused) >= 10
    for number, text in enumerate(refused):
        data = PREAMBLE + f"actors: {{gp: {{label: {json.dumps(text)}}}}}\n"
        (tmp_path / f"file{number}.yaml").write_bytes(data.encode("utf-8", "surrogatepass"))
    for format_ in report_formats("findings"):
        found = ran("validate", tmp_path, "--format", format_)
        assert found.code == 1
        STRUCTURES[format_](found.out.encode())
        inert(found.err)
