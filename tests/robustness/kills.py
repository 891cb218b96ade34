"""``python -m robustness.kills``: ends every command that writes files at each step of the writer, then at random
moments. What is there afterwards is each time whole: each file is as it was before, or as the command writes it.
"""

import argparse
import contextlib
import io
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from robustness.counts import write_count

import dataflow
from dataflow.cli.exits import run

MAP = """\
map: {id: study, title: Study, languages: [en]}
phases: {visit: {}, later: {}}
fields: {weight: {label: Body weight}, smoking: {}}
channels: {letter: {}}
actors:
  clinic:
    records: [{fields: [weight, smoking], phase: visit}]
    shares: [{fields: smoking, phase: visit, to: gp, via: letter}]
  gp: {needs: [{fields: [weight, smoking], phase: later}]}
"""
OTHER = MAP.replace("Study", "Another study").replace("Body weight", "Mass").replace("[weight, smoking]", "smoking")
PAGE = (
    "# Page\n\n<!-- dataflow: gaps map -->\n<!-- /dataflow -->\n\n<!-- dataflow: stats map -->\n<!-- /dataflow -->\n"
)
PARTS = tuple(str(Path(dataflow.__file__).parent / each) for each in ("base/whole_file.py", "cli/output.py"))
"""The files whose lines are the steps of the writer."""
Files = Mapping[str, bytes]


class Writer(NamedTuple):
    """A command that writes, with the files that are there; before them, ``first`` was run on the map ``old``."""

    command: str
    files: Mapping[str, str] = {}
    first: str = ""
    old: str = MAP


def _over(command: str) -> Writer:
    """A command whose result replaces one that another map had."""
    return Writer(command, first=command, old=OTHER)


WRITERS: Mapping[str, Writer] = {
    "text": _over("gaps map -o out.txt"),
    "json": _over("gaps map -o out.json"),
    "sarif": _over("validate map --format sarif -o out.sarif"),
    "csv": _over("holdings map -o out.csv"),
    "svg": _over("render map -o out.svg"),
    "png": _over("render map -o out.png"),
    "pdf": _over("render map -o out.pdf"),
    "explorer": _over("render map --view explorer -o out.html"),
    "Word report": _over("report map -o out.docx"),
    "Markdown report and its pictures": _over("report map -o out.md"),
    "HTML report": _over("report map -o out.html"),
    "Excel report": _over("report map -o out.xlsx"),
    "workbook": _over("export map -o out.xlsx"),
    "JSON of the map": _over("export map -o out.json"),
    "tables": _over("export map --to csv -o tables.zip"),
    "baseline": Writer(
        "gaps map --baseline base.json --write-baseline", {"base.json": '{"version": 1, "findings": []}'}
    ),
    "corrections": Writer("validate map --fix-unsure", {"map/map.yaml": MAP.replace("languages", "langages")}),
    "import": Writer(
        "import csv list.csv --into map --write",
        {"list.csv": "actor,field,phase,statement\ngp,smoking,visit,records\n"},
    ),
    "document": Writer("embed page.md", {"page.md": PAGE}),
    "first map": Writer("init new"),
}


def main() -> None:
    """Tries all writers; ends with 1 where something was torn."""
    parser = argparse.ArgumentParser(prog="python -m robustness.kills")
    parser.add_argument("--kills", type=int, default=200, help="of each writer")
    parser.add_argument("--only", choices=WRITERS, help="one writer alone")
    parser.add_argument("--count", action="store_true", help="write what was tried into counts/")
    given = parser.parse_args()
    torn: list[str] = []
    at_steps = 0
    for name, writer in WRITERS.items():
        if given.only not in (None, name):
            continue
        with tempfile.TemporaryDirectory(prefix="dataflow-kills-") as folder, contextlib.chdir(folder):
            found = tried(writer, given.kills)
        at_steps += found.at_steps
        torn += [f"{name}: {each}" for each in found.torn]
        sys.stdout.write(f"{name}: {given.kills} kills, {found.at_steps} at a step of the writer\n")
        sys.stdout.flush()
    sys.stdout.write("".join(f"{each}\n" for each in torn))
    if given.count and not torn:
        figures = {"writers": len(WRITERS), "kills": len(WRITERS) * given.kills, "at a step of the writer": at_steps}
        write_count("kills", figures)
    sys.exit(bool(torn))


class Tried(NamedTuple):
    """How many kills were at a step of the writer, and what was torn."""

    at_steps: int
    torn: list[str]


def tried(writer: Writer, kills: int) -> Tried:
    """Ends a writer so many times, in the folder that one stands in."""
    _put({"map/map.yaml": writer.old.encode()})
    if writer.first:
        _run(writer.first)
    _put({"map/map.yaml": MAP.encode(), **{name: text.encode() for name, text in writer.files.items()}})
    before = _files()
    steps, seconds = _measured(writer.command)
    after = _files()
    assert before != after, f"{writer.command} writes nothing"
    dice = random.Random(writer.command)  # the same moments in each run
    stride = max(1, steps // max(1, kills // 2))
    moments: list[int | float] = list(range(1, steps + 1, stride))[:kills]
    at_steps = len(moments)
    moments += [dice.uniform(0.001, seconds) for _ in range(kills - at_steps)]
    torn: list[str] = []
    for moment in moments:
        _restore(before)
        _killed(writer.command, moment)
        for name, content in _files().items():
            whole = (before.get(name), after.get(name))
            if content not in whole and not _is_temporary(name):
                torn.append(f"{name} at {moment}")
        lost = before.keys() - _files().keys()
        torn += [f"{name} is lost at {moment}" for name in sorted(lost)]
    return Tried(at_steps, torn)


def _measured(command: str) -> tuple[int, float]:
    """The steps of the writer in a command, and the seconds that it takes once all that it needs is loaded."""
    before = _files()
    _run(command)
    _restore(before)
    steps = 0

    def count(*_: Any) -> None:
        nonlocal steps
        steps += 1

    with _each_step(count):
        _run(command)
    after = _files()
    _restore(before)
    begun = time.perf_counter()
    _run(command)
    assert _files() == after
    return steps, time.perf_counter() - begun


@contextlib.contextmanager
def _each_step(do: Callable[..., None]) -> Iterator[None]:
    def local(frame: FrameType, event: str, argument: Any) -> Any:
        if event == "line":
            do()
        return local

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        return local if frame.f_code.co_filename in PARTS else None

    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(None)


def _killed(command: str, moment: int | float) -> None:
    """Runs a command in a child, which is ended before a step of the writer (by its number) or after some seconds."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        left = moment

        def count_down() -> None:
            nonlocal left
            left -= 1
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        if isinstance(moment, float):
            signal.setitimer(signal.ITIMER_REAL, moment)
            _run(command)
        else:
            with _each_step(count_down):
                _run(command)
    finally:
        os._exit(0)


def _run(command: str) -> None:
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = run(command.split())
    assert code in (0, 1), (command, code, out.buffer.getvalue())  # type: ignore[attr-defined]


def _is_temporary(name: str) -> bool:
    last = Path(name).name
    return last.startswith(".") and last.endswith((".tmp", ".lock"))


def _files() -> Files:
    return {path.as_posix(): path.read_bytes() for path in sorted(Path().rglob("*")) if path.is_file()}


def _put(files: Files) -> None:
    for name, content in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content)


def _restore(files: Files) -> None:
    for path in Path().iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    _put(files)


if __name__ == "__main__":
    main()
