"""Every command that writes files, and what is there before and after it."""

import contextlib
import io
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

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
BESIDE = OTHER.replace("id: study", "id: other").replace("clinic", "ward")
PAGE = (
    "# Page\n\n<!-- dataflow: gaps map -->\n<!-- /dataflow -->\n\n<!-- dataflow: stats map -->\n<!-- /dataflow -->\n"
)
PARTS = tuple(str(Path(dataflow.__file__).parent / each) for each in ("base/whole_file.py", "cli/output.py"))
"""The files whose lines are the steps of the writer."""
Files = Mapping[str, bytes]


class Writer(NamedTuple):
    """A command that writes, with the files that are there; before them, ``first`` was run on the map ``old``.

    ``beside`` is another command that writes the same files.
    """

    command: str
    files: Mapping[str, str] = {}
    first: str = ""
    old: str = MAP
    beside: str = ""


def _over(command: str) -> Writer:
    """A command whose result replaces one that another map had."""
    return Writer(command, first=command, old=OTHER, beside=command.replace(" map ", " other "))


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
        "gaps map --baseline base.json --write-baseline",
        {"base.json": '{"version": 1, "findings": []}'},
        beside="validate other --baseline base.json --write-baseline",
    ),
    "corrections": Writer("validate map --fix-unsure", {"map/map.yaml": MAP.replace("languages", "langages")}),
    "import": Writer(
        "import csv list.csv --into map --write",
        {
            "list.csv": "actor,field,phase,statement\ngp,smoking,visit,records\n",
            "list2.csv": "actor,field,phase,statement\nclinic,weight,later,records\n",
        },
        beside="import csv list2.csv --into map --write",
    ),
    "document": Writer("embed page.md", {"page.md": PAGE}),
    "first map": Writer("init new"),
}


def prepare(writer: Writer) -> Files:
    """Puts the files of a writer into the folder that one stands in, and gives them."""
    put({"map/map.yaml": writer.old.encode()})
    if writer.first:
        done(writer.first)
    put(
        {
            "map/map.yaml": MAP.encode(),
            "other/map.yaml": BESIDE.encode(),
            **{name: text.encode() for name, text in writer.files.items()},
        }
    )
    return files()


def done(command: str) -> None:
    """Runs a command that has to succeed."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = run(command.split())
    assert code in (0, 1), (command, code, out.buffer.getvalue())  # type: ignore[attr-defined]


def is_temporary(name: str) -> bool:
    """Whether a file is one that a writer makes on its way."""
    last = Path(name).name
    return last.startswith(".") and last.endswith((".tmp", ".lock"))


def files() -> Files:
    """What lies in the folder that one stands in."""
    return {path.as_posix(): path.read_bytes() for path in sorted(Path().rglob("*")) if path.is_file()}


def put(found: Files) -> None:
    """Writes files."""
    for name, content in found.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content)


def restore(found: Files) -> None:
    """Puts these files into the folder, and nothing else."""
    for path in Path().iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    put(found)
