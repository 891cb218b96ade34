"""Formats are found by their files: each is one file, and only the requested one is loaded."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from dataflow.base.explorer import ExplorerDocument
from dataflow.base.nearest import Unknown
from dataflow.base.picture import Diagram
from dataflow.renderers import Options, engines, formats, paged_formats, render, renderer_of, shows_explorer

NEW = '''"""Names: what the boxes are called, one a line."""

from dataflow.base.picture import Diagram
from dataflow.renderers import Options, Rendered, Renderer


def render(diagram: Diagram, options: Options) -> Rendered:
    """The names."""
    return Rendered("".join(f"{node.label.in_language(options.language)}\\n" for node in diagram.nodes).encode())


RENDERER = Renderer(render, kinds=(Diagram,), paged=True)
'''
MAP = "map: {id: m, title: M}\nactors: {a: {label: Here}, b: {label: There}}\n"
LOADED = """
import json, sys
from dataflow.project import Project
project = Project({"map.yaml": b"map: {id: m, title: M}\\nactors: {a: {}}\\n"})
sys.stdout.buffer.write(project.draw(sys.argv[1], sys.argv[2])[:0])
print(json.dumps([name for name in sys.modules if name.startswith(("dataflow.renderers.", "graphviz"))]))
"""


@pytest.mark.parametrize(
    ("view", "ending", "painters"),
    [
        *(("overview", ending, {"diagram"}) for ending in ("svg", "png", "pdf")),
        *(("overview", ending, set()) for ending in ("dot", "mmd")),
        ("matrix", "svg", {"grid"}),
        ("matrix", "csv", set()),
        ("pathway", "svg", {"lanes"}),
    ],
)
def test_a_format_is_loaded_alone(view: str, ending: str, painters: set[str]) -> None:
    """And of the painters the one of the picture's kind; of the graphviz package nothing, unless DOT is requested."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, view, ending], capture_output=True, text=True, cwd=ROOT, check=True
    )
    loaded = set(json.loads(done.stdout))
    assert {name for name in formats() if f"dataflow.renderers.{name}" in loaded} == {ending}
    begin = "dataflow.renderers.painters."
    assert {name.removeprefix(begin) for name in loaded if name.startswith(begin)} == painters
    assert ("graphviz" in loaded) == (ending == "dot")


def test_the_formats_are_the_files_of_the_folder() -> None:
    assert formats() == ("csv", "dot", "html", "mmd", "pdf", "png", "svg")
    assert all(callable(renderer_of(ending).render) for ending in formats())
    assert paged_formats() == ("pdf", "png", "svg")
    assert [ending for ending in formats() if shows_explorer(ending)] == ["html"]
    assert not shows_explorer("gif")
    assert engines() == ("embedded", "dot")


def test_the_explorer_is_shown_only_by_what_is_made_for_it() -> None:
    """Though it is a picture too."""
    assert not renderer_of("svg").shows(ExplorerDocument)
    assert renderer_of("svg").shows(Diagram)
    assert not renderer_of("csv").shows(Diagram)


def test_an_unknown_format_is_said(small: Diagram) -> None:
    for ending in ("svgg", "painters", "layout", "__init__"):
        with pytest.raises(Unknown):
            render(small, ending, Options())


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command line of a copy of the package that has one more format, beside a map."""
    root = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "dataflow", root / "dataflow", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "dataflow" / "renderers" / "names.py").write_text(NEW, "utf-8")
    (root / "map.yaml").write_text(MAP, "utf-8")

    def process(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "dataflow", "render", *arguments]
        return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)

    return process


def test_a_new_format_is_one_file(run: Callable[..., Any], tmp_path: Path) -> None:
    """The command line offers it in its help, its advice and its notes."""
    target = tmp_path / "there.names"
    assert run("map.yaml", "-o", str(target)).returncode == 0
    assert target.read_text("utf-8") == "Here\nThere\n"
    assert run("map.yaml", "--format", "names").stdout == "Here\nThere\n"
    assert ".mmd, .names, .pdf" in " ".join(run("--help").stdout.split())
    assert "Did you mean names?" in run("map.yaml", "--format", "name").stderr
    assert "Formats that can: .dot, .html, .mmd, .names, .pdf" in run("map.yaml", "--format", "csv").stderr
    assert "can't show the view matrix" in run("map.yaml", "--view", "matrix", "--format", "names").stderr
    assert "--page" not in run("map.yaml", "--format", "names", "--page", "a4").stderr
    assert "--page is for names, pdf, png, svg" in run("map.yaml", "--format", "mmd", "--page", "a4").stderr
