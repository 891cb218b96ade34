"""Carries out a page of docs/ as a reader does: its files are written and its commands run, in the order of the page.

A page asks for it by its first line, which says what is there before: ``<!-- carried out in: an empty folder -->`` or
``<!-- carried out in: a folder with specs/ihd, ... -->``. What is done with a fenced block, its first line says:

- ``yaml FILE``: the reader makes that file. ``yaml more FILE`` is written at its end. ``yaml old FILE`` and, behind
  it, ``yaml new FILE``: the one text, which is in the file once, is replaced by the other. ``json`` and ``markdown``
  likewise.
- ``text typed FILE.xlsx``: what the reader types into a workbook, as ``Sheet!Cell: value``; ``text typed FILE.docx``:
  the paragraphs of a document that the reader makes.
- ``console``: commands, one on a line, that end with 0; ``console exit 1``: with 1. Those of dataflow run in the
  test, ``cd`` leads into a folder, all others are given to bash. ``powershell`` and ``sh``: how dataflow is installed
  on each system, before all that; not run.
- ``text printed``: all that the commands of the block above print. ``DATAFLOW_UPDATE_DOCS=1`` writes these blocks
  anew, to be read. ``text printed part``: some lines of it, one after the other.
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
from pages import Block, blocks

from dataflow.cli.exits import run

UPDATE = os.environ.get("DATAFLOW_UPDATE_DOCS") == "1"
ROOT = Path(__file__).resolve().parent.parent
_PLACE = re.compile(r"<!-- carried out in: (?:an empty folder|a folder with (?P<there>.+)) -->\n")
_FILES = ("yaml", "json", "markdown")


def is_walk(document: Path) -> bool:
    """Whether a page is one that is carried out."""
    return _PLACE.match(document.read_text("utf-8")) is not None


def carry_out(document: Path, folder: Path) -> None:
    """Does in a folder what the page says, and compares what is printed with what it shows."""
    found = _PLACE.match(document.read_text("utf-8"))
    assert found, f"{document.name} does not say where it is carried out"
    for path in (found["there"] or "").split(", ") if found["there"] else ():
        shutil.copytree(ROOT / path, folder / path)
    printed = ""
    old: Block | None = None
    fresh: list[tuple[Block, str]] = []
    for block in blocks(document):
        where = f"{document.name}, line {block.line}"
        kind, *words = block.words
        if kind in _FILES:
            assert words, f"{where}: the block does not name its file"
            old = written(block, old, where)
        elif kind == "console":
            printed = printed_by(block, where)
        elif kind == "text" and words[:1] == ["typed"]:
            typed(block)
        elif kind == "text" and words[:1] == ["printed"]:
            if words == ["printed", "part"]:
                assert block.text.strip()
                assert f"\n{block.text}" in f"\n{printed}", (where, printed)
            else:
                assert UPDATE or block.text == printed, (
                    where,
                    "stale: DATAFLOW_UPDATE_DOCS=1 writes it anew",
                    printed,
                )
                fresh.append((block, printed))
        else:
            installs = "uv" in block.text
            assert kind in ("powershell", "sh") and installs, f"{where}: what is {' '.join(block.words)}?"
    if UPDATE:
        write_anew(document, fresh)


def written(block: Block, old: Block | None, where: str) -> Block | None:
    """Writes or changes the file of a block; gives the block if it is the old text of a change."""
    path = Path(block.words[-1])
    how = block.words[1] if len(block.words) == 3 else ""
    before = path.read_text("utf-8") if path.exists() else ""
    if how == "old":
        assert before.count(block.text) == 1, f"{where}: the text is not in {path.name} once"
        return block
    if how == "new":
        assert old is not None and old.words[-1] == block.words[-1], f"{where}: new text without the old above it"
        text = before.replace(old.text, block.text)
    else:
        assert bool(before) == (how == "more"), f"{where}: {path.name} is there already, or not yet"
        text = before + block.text
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return None


def typed(block: Block) -> None:
    """Types the lines of a block into a workbook that is there, or into a new document."""
    name = block.words[-1]
    if name.endswith(".docx"):
        document = docx.Document()
        for line in block.text.splitlines():
            document.add_paragraph(line)
        document.save(name)
        return
    workbook = openpyxl.load_workbook(name)
    for line in block.text.splitlines():
        cell, _, value = line.partition(": ")
        sheet, _, place = cell.partition("!")
        workbook[sheet][place] = value
    workbook.save(name)


def printed_by(block: Block, where: str) -> str:
    """What the commands of a block print, on both streams in their order."""
    expected = int(block.words[2]) if "exit" in block.words else 0
    printed = ""
    for line in lines_of(block):
        words = shlex.split(line, comments=True)
        if words[:1] == ["cd"]:
            os.chdir(words[1])
        elif words[:1] == ["dataflow"] and not {"|", ">", "&&"} & set(words):
            code, said = in_process(words[1:])
            assert code == expected, (where, line, said)
            printed += said
        else:
            done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
            assert done.returncode == expected, (where, line, done.stderr)
            printed += done.stdout
    return printed


def lines_of(block: Block) -> Iterator[str]:
    """The commands of a block."""
    yield from filter(None, block.text.replace("\\\n", " ").splitlines())


def in_process(arguments: list[str]) -> tuple[int, str]:
    """The exit code of a call of dataflow, and what it prints."""
    stream = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
        code = run(arguments)
    buffer = stream.detach()
    assert isinstance(buffer, io.BytesIO)
    return code, buffer.getvalue().decode()


def write_anew(document: Path, fresh: list[tuple[Block, str]]) -> None:
    """Puts what is printed now into the blocks that show it, the last one first, as lines move."""
    lines = document.read_text("utf-8").split("\n")
    for block, printed in reversed(fresh):
        lines[block.line : lines.index("```", block.line)] = printed.removesuffix("\n").split("\n")
    document.write_text("\n".join(lines), "utf-8")
