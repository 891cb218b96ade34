"""Runs of whole processes, and what they cost."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable


@dataclass(frozen=True)
class Cost:
    """What a process used: processor time in seconds, memory at most in bytes, and what it printed."""

    seconds: float
    memory: int
    printed: str = ""


def run(*arguments: str) -> Cost:
    """Runs a program of its own. Raises RuntimeError where it fails; a map with errors or gaps is no failure."""
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
    if process.returncode not in (0, 1):
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


Case = Callable[[], Cost]
"""Something that is measured."""


def process(*arguments: str, times: int = 1) -> Case:
    """A run of a program, or the mean of several where one is over too soon to be measured well."""

    def case() -> Cost:
        costs = [run(*arguments) for _ in range(times)]
        return Cost(fmean(each.seconds for each in costs), max(each.memory for each in costs))

    return case


def inside(name: str, folder: Path, times: int = 1) -> Case:
    """What a task of ``tasks.py`` says it took, or the mean of several."""

    def case() -> Cost:
        return Cost(fmean(float(json.loads(run(*task(name, str(folder))).printed)[name]) for _ in range(times)), 0)

    return case


class Turns:
    """What was run one after the other, and all of that again and again."""

    def __init__(self, cases: Mapping[str, Case], rounds: int) -> None:
        self._rounds: list[dict[str, Cost]] = []
        for _ in range(rounds):
            self._rounds.append({name: case() for name, case in cases.items()})

    def __getitem__(self, name: str) -> Cost:
        """The median cost of one of them, and the most memory that it took."""
        costs = [found[name] for found in self._rounds]
        return Cost(median(each.seconds for each in costs), max(each.memory for each in costs))

    def ratio(self, name: str, to: str) -> float:
        """How many times the other it takes: the median over the rounds, in each of which the machine is as fast."""
        return median(found[name].seconds / found[to].seconds for found in self._rounds)
