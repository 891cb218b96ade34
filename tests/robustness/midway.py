"""A command of which something becomes midway: at a step of the code that writes, or after some time."""

import contextlib
import io
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, NamedTuple

from robustness.writers import PARTS, Files, Writer, done, files, prepare, restore

from dataflow.cli.exits import run

Moment = int | float
"""The number of a step, or seconds."""


class Measured(NamedTuple):
    """A writer, the files before and after it, what it says, its steps, and its seconds with all loaded."""

    writer: Writer
    before: Files
    after: Files
    said: str
    steps: int
    seconds: float

    def some_steps(self, most: int) -> list[int]:
        """At most so many steps, the same in each run."""
        every = range(1, self.steps + 1)
        return sorted(self._dice().sample(every, min(most, self.steps)))

    def some_times(self, number: int) -> list[float]:
        """So many seconds after the beginning."""
        dice = self._dice()
        return [dice.uniform(0.001, self.seconds) for _ in range(number)]

    def _dice(self) -> random.Random:
        return random.Random(self.writer.command)


class Ended(NamedTuple):
    """How a command ended; None as its code where a signal ended it."""

    code: int | None
    said: str


def measured(writer: Writer) -> Measured:
    """Runs a writer in the folder that one stands in, and puts back what was there."""
    before = prepare(writer)
    done(writer.command)
    restore(before)
    steps = 0

    def count(*_: Any) -> None:
        nonlocal steps
        steps += 1

    with _each_step(count):
        done(writer.command)
    after = files()
    assert before != after, f"{writer.command} writes nothing"
    restore(before)
    begun = time.perf_counter()
    said = said_by(writer.command).said
    seconds = time.perf_counter() - begun
    assert files() == after
    restore(before)
    return Measured(writer, before, after, said, steps, seconds)


class Begun(NamedTuple):
    """A command at work in a child; its answer comes through a pipe."""

    child: int
    answer: int

    def ended(self) -> Ended:
        """Waits for the end."""
        with os.fdopen(self.answer, "rb") as answer:
            said = answer.read()
        os.waitpid(self.child, 0)
        return Ended(*json.loads(said)) if said else Ended(None, "")


def begun(command: str, step: int = 0, do: Callable[[], object] = lambda: None) -> Begun:
    """Begins a command, which does something before a step of the writer."""
    read, write = os.pipe()
    child = os.fork()
    if child:
        os.close(write)
        return Begun(child, read)
    try:
        os.close(read)
        with _at_step(step, do):
            found = said_by(command)
        os.write(write, json.dumps(found).encode())
    finally:
        os._exit(0)


def signalled(command: str, moment: Moment, number: signal.Signals) -> Ended:
    """Runs a command, to which a signal is sent at a step or after some seconds."""
    if isinstance(moment, int):
        return begun(command, moment, lambda: os.kill(os.getpid(), number)).ended()
    at_work = begun(command)
    time.sleep(moment)
    os.kill(at_work.child, number)
    return at_work.ended()


def said_by(command: str) -> Ended:
    """Runs a command in this process."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    err = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(command.split())
    return Ended(code, err.getvalue())


def _at_step(number: int, do: Callable[[], object]) -> contextlib.AbstractContextManager[None]:
    left = number

    def count_down() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            do()

    return _each_step(count_down)


@contextlib.contextmanager
def _each_step(do: Callable[[], object]) -> Iterator[None]:
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
