"""Runs of whole processes, and what they cost."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable


@dataclass(frozen=True)
class Cost:
    """What a process used: processor time in seconds, memory at most in bytes, and what it printed."""

    seconds: float
    memory: int
    printed: str = ""


def run(*arguments: str, fails: bool = False) -> Cost:
    """Runs a program of its own. Raises RuntimeError where it fails, unless it may."""
    read, write = os.pipe()
    # Without what is set for other work: that would compile every import anew.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment["PYTHONPATH"] = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    process = subprocess.Popen(
        arguments, stdout=write, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL
    )
    os.close(write)
    with os.fdopen(read, encoding="utf-8", errors="replace") as pipe:
        printed = pipe.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1) and not fails:
        raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}")
    # Kilobytes on Linux, bytes on macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * unit, printed)


def dataflow(*arguments: str) -> tuple[str, ...]:
    """The arguments of a run of dataflow."""
    return (PYTHON, "-m", "dataflow", *arguments)


def task(*arguments: str) -> tuple[str, ...]:
    """The arguments of a run of ``tasks.py``."""
    return (PYTHON, "-m", "bench.tasks", *arguments)


def floor(folder: Path) -> tuple[str, ...]:
    """The arguments of a run of the floor on the files of a map."""
    return (PYTHON, str(ROOT / "bench" / "floor.py"), *(str(file) for file in sorted(folder.glob("*.yaml"))))


def in_turns(cases: Mapping[str, Sequence[str]], rounds: int) -> dict[str, Cost]:
    """The median cost of each, run one after the other, and all of that again and again."""
    costs: dict[str, list[Cost]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, arguments in cases.items():
            costs[name].append(run(*arguments))
    return {
        name: Cost(median(each.seconds for each in found), max(each.memory for each in found), found[-1].printed)
        for name, found in costs.items()
    }
