"""``architecture.md`` is true: its names, files, links, tables and examples.

A name in backticks is looked up in the files and folders that its section, or its row of a table, names.
``DATAFLOW_UPDATE_DOCS=1`` rewrites the tables of folders and the output of the example. The examples of "How to add"
are tried in ``test_registries.py``.
"""

import ast
import os
import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT
from pages import Table, blocks, headings, prose

from dataflow.cli.commands import is_command
from dataflow.language import schema
from dataflow.language.fast_reader import keys_of
from dataflow.rules import rule_names

PAGE, README = ROOT / "docs" / "architecture.md", ROOT / "README.md"
PACKAGE = ROOT / "dataflow"
UPDATE = os.environ.get("DATAFLOW_UPDATE_DOCS") == "1"
FOLDERS = ("floor", "folder", "what it holds", "law")
KEYS = {key for each in vars(schema).values() if isinstance(each, type) for key in keys_of(each)}
EXAMPLES = frozenset(block.words[1] for block in blocks(PAGE, "python") if block.words[1:] != ("walk",))
"""The files that the page shows whole, as none of them is there."""


def test_every_name_is_there() -> None:
    """In one of the files that are named beside it."""
    wrong = [fault for passage in passages(prose(PAGE)) for fault in false_names(passage)]
    assert wrong == []
    assert len(list(passages(prose(PAGE)))) > 80


@pytest.mark.parametrize(
    ("passage", "wrong"),
    [
        ("`link` in `model/link.py`, and `DataMap.patients` in `model/`", []),
        ("`link`", ["link is not in one of []"]),
        ("`link` in `model/layers.py`", ["link is not in one of ['model/layers.py']"]),
        ("`DataMap.sick` in `model/`", ["DataMap.sick is not in one of ['model/']"]),
        ("`Context.nothing` (`rules/__init__.py`)", ["Context.nothing is not in one of ['rules/__init__.py']"]),
        ("`Linked` in `model/linked.py`", ["there is no model/linked.py", "Linked is not in one of []"]),
        ("`docs/testing.md`, `rules/df506_word_of_mouth.py`, `RULE`", []),
        ("`dataflow gaps`, `make test`, and `dataflow gap` and `make tests`", ["dataflow gap", "make tests"]),
        ("`shares`, `DF301`, `DATAFLOW_UPDATE_DOCS=1`, `DF999`", ["DF999 is not in one of []"]),
    ],
)
def test_a_false_name_is_seen(passage: str, wrong: list[str]) -> None:
    """The check would not let everything through."""
    assert list(false_names(passage)) == wrong


def passages(text: str) -> Iterator[str]:
    """The rows of tables, each by itself, and whole sections."""
    yield from re.findall(r"^\|.*$", text, re.MULTILINE)
    yield from re.split(r"^#+ ", text, flags=re.MULTILINE)


def false_names(passage: str) -> Iterator[str]:
    """The names of a passage that stand for nothing."""
    names = list(dict.fromkeys(re.findall(r"`([^`]+)`", passage)))
    paths = [name for name in names if re.fullmatch(r"[\w./-]+/|[\w./-]+\.(py|md|toml)", name)]
    there = [path for path in paths if path in known_examples() or exists(path)]
    yield from (f"there is no {path}" for path in paths if path not in there)
    for name in names:
        first, _, rest = name.partition(" ")
        if first in ("dataflow", "make"):
            if not (is_command(rest) if first == "dataflow" else rest in targets()):
                yield name
        elif name not in paths and not is_word(name) and not any(name in defined_in(path) for path in there):
            yield f"{name} is not in one of {there}"


def known_examples() -> frozenset[str]:
    """The paths of the examples, as the page's tables write them."""
    return frozenset(path.removeprefix("dataflow/") for path in EXAMPLES)


def is_word(name: str) -> bool:
    """Whether it is a key of the language, a rule, or a variable that the tests read."""
    if match := re.fullmatch(r"(DATAFLOW_\w+)=1", name):
        return any(match[1] in path.read_text("utf-8") for path in (ROOT / "tests").rglob("*.py"))
    return name in rule_names() or all(part in KEYS for part in name.split("."))


@cache
def targets() -> frozenset[str]:
    """What make can make."""
    return frozenset(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def exists(path: str) -> bool:
    """Whether it is in the repository or the package."""
    return any((folder / path).exists() for folder in (ROOT, PACKAGE))


@cache
def defined_in(path: str) -> frozenset[str]:
    """The functions, classes, constants and attributes of a file, or of a folder's files; and the files' names."""
    if path in known_examples():
        (text,) = (block.text for block in blocks(PAGE, "python") if block.words[1] == f"dataflow/{path}")
        return frozenset(defined_by(ast.parse(text).body))
    found = next(folder / path for folder in (ROOT, PACKAGE) if (folder / path).exists())
    files = [found] if found.is_file() else sorted(found.rglob("*.py"))
    texts = (file.read_text("utf-8") for file in files if file.suffix == ".py")
    return frozenset(file.stem for file in files) | {
        each for text in texts for each in defined_by(ast.parse(text).body)
    }


def defined_by(body: Sequence[ast.stmt], within: str = "") -> Iterator[str]:
    """The names that statements define, those of a class as ``Class.name`` too."""
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield within + node.name
        if isinstance(node, ast.ClassDef):
            yield from defined_by(node.body, f"{within}{node.name}.")
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        yield from (within + target.id for target in targets if isinstance(target, ast.Name))


@pytest.mark.parametrize("document", [PAGE, README], ids=lambda path: path.name)
def test_the_pipeline_names_folders_that_are_there(document: Path) -> None:
    """In the drawing above the table."""
    (drawing,) = (block.text for block in blocks(document) if "─►" in block.text)
    named = re.findall(r"(\w+)/", drawing)
    assert len(named) > 5
    assert [name for name in named if not (PACKAGE / name).is_dir()] == []


def test_every_link_leads_somewhere() -> None:
    """To a file that is there, and to a heading that it has."""
    targets = re.findall(r"\]\(([^)\s]+)\)", prose(PAGE))
    assert targets
    for target in targets:
        name, _, heading = target.partition("#")
        path = PAGE.parent / name if name else PAGE
        assert path.exists(), target
        assert not heading or heading in headings(path), target


@pytest.mark.parametrize("document", [PAGE, README], ids=lambda path: path.name)
def test_the_table_of_folders_is_fresh(document: Path) -> None:
    """It says of each folder what its docstring says; README has those that have a floor of their own."""
    head = f"| {' | '.join(FOLDERS)} |\n| --- | --- | --- | --- |\n"
    rows = "".join(f"| {' | '.join(row)} |\n" for row in folders() if row[0] or document == PAGE)
    fresh = re.sub(re.escape(head) + r"(\|.*\n)*", lambda _: head + rows, document.read_text("utf-8"))
    if UPDATE:
        document.write_text(fresh, "utf-8")
    assert head + rows in document.read_text("utf-8"), "stale: DATAFLOW_UPDATE_DOCS=1 writes it anew"


def folders() -> Table:
    """The folders of the package, and the pipeline: floor, path, summary and law."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each["containers"] == ["dataflow"])
    found: Table = []
    for floor, layer in enumerate(reversed(layers)):
        for name in layer.split(" | "):
            if (PACKAGE / f"{name}.py").exists():
                if name != "__main__":
                    found.append((str(floor), f"`{name}.py`", *said_in(PACKAGE / f"{name}.py")))
                continue
            for file in sorted((PACKAGE / name).rglob("__init__.py")):
                path = file.parent.relative_to(PACKAGE).as_posix()
                found.append(("" if "/" in path else str(floor), f"`{path}/`", *said_in(file)))
    return found


def said_in(file: Path) -> tuple[str, str]:
    """The summary and the law of a docstring."""
    docstring = " ".join((ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "").replace("``", "`").split())
    match = re.fullmatch(r"(.*?)\.? Law: (.*?)(?:\.(?: .*)?)?", docstring)
    assert match, f"{file} states no law"
    return match[1], match[2]


def test_the_walk_prints_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each step of the pipeline, called by itself."""
    (spec,), (walk,), (shown,) = (
        blocks(PAGE, "yaml", "walk.yaml"),
        blocks(PAGE, "python", "walk"),
        blocks(PAGE, "text", "walk"),
    )
    (tmp_path / "walk.yaml").write_text(spec.text, "utf-8")
    monkeypatch.chdir(tmp_path)
    exec(compile(walk.text, "walk", "exec"), {})
    printed = capsys.readouterr().out
    if UPDATE:
        text = PAGE.read_text("utf-8")
        PAGE.write_text(text.replace(f"```text walk\n{shown.text}```", f"```text walk\n{printed}```"), "utf-8")
    assert printed.strip()
    assert UPDATE or shown.text == printed
