"""Runs a command within this process on streams as Python makes them at its start."""

import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from robustness.outputs import printed

from dataflow.cli.exits import run

MAP = """\
map: {id: study, title: {en: A study, da: En undersøgelse}, languages: [da, en]}
phases: {p0: {}, p1: {}, p2: {}}
fields: {f0: {label: {da: Vægt ≥ 90 kg, en: Weight}}, f17: {label: {da: Żółć och 日本 😀, en: Other}}}
channels: {c0: {label: {da: Korrespondance → brev, en: Letter}}}
actors:
  a0:
    label: {da: Sygehus “Øst”, en: Hospital}
    records: [{fields: f0, phase: p0}]
    shares: [{fields: f0, phase: p1, to: a4, via: c0, status: unknown}]
  a4: {label: {da: Læge, en: GP}, needs: [{fields: [f0, f17], phase: p2, level: must}]}
"""


class Printed(NamedTuple):
    """How a command ended, and what it wrote to each stream."""

    code: int
    out: bytes
    err: str


def put_maps(folder: Path) -> None:
    """The files that the command lines are about."""
    for name, text in {
        "map": MAP,
        "plain": MAP.replace("f17: {label", "f1: {label").replace("f17]", "f1]"),
        "broken": MAP.replace("phase: p2", "phase: p3").replace("label", "lable", 1),
    }.items():
        (folder / name).mkdir()
        (folder / name / "map.yaml").write_text(text, "utf-8")
    (folder / "list.csv").write_text("actor,field,phase,statement\na0,f17,p0,records\n", "utf-8")


def command_lines() -> list[list[str]]:
    """Every command line whose result goes to standard output, in the folder of ``put_maps``."""
    names = {"map": "map", "plain": "plain", "broken": "broken", "list": "list.csv"}
    return [[each.format(**names) for each in line] for line in printed()]


def run_on(
    raw: io.RawIOBase | None, arguments: Sequence[str], *, buffered: bool = True, encoding: str = "utf-8"
) -> Printed:
    """Runs a command that writes to ``raw``, or to a standard output that is closed; ``out`` is empty."""
    out = None if raw is None else stream(raw, buffered, encoding)
    err = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(list(arguments))
    if out is not None:
        with contextlib.suppress(OSError, ValueError):
            out.flush()  # as at the end of a process, where nobody hears of an error any more
            out.detach().detach() if buffered else out.detach()
    return Printed(code, b"", err.getvalue())


def stream(raw: io.RawIOBase, buffered: bool, encoding: str) -> io.TextIOWrapper:
    """Standard output as Python makes it, with or without a buffer (``PYTHONUNBUFFERED``)."""
    binary = io.BufferedWriter(raw) if buffered else raw
    return io.TextIOWrapper(binary, encoding, "strict", newline="\n", write_through=not buffered)  # type: ignore[arg-type]


def run_into_memory(arguments: Sequence[str], *, buffered: bool = True, encoding: str = "utf-8") -> Printed:
    """Runs a command that can write as much as it wants."""
    sink = Sink()
    return run_on(sink, arguments, buffered=buffered, encoding=encoding)._replace(out=bytes(sink.taken))


class Sink(io.RawIOBase):
    """A stream that takes at most so many bytes at once, and fails after so many altogether."""

    def __init__(self, at_once: int = 1 << 30, altogether: int = 1 << 30, error: OSError | None = None) -> None:
        self.taken = bytearray()
        self._at_once = at_once
        self._altogether = altogether
        self._error = error

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        view = memoryview(data).cast("B")  # type: ignore[call-overload]
        left = self._altogether - len(self.taken)
        if not left and self._error is not None:
            raise self._error
        part = bytes(view[: min(self._at_once, left)])
        self.taken += part
        return len(part)


@contextlib.contextmanager
def full_device() -> Iterator[io.RawIOBase]:
    """A device on which there is no space; a stream of this process where the system has no such device."""
    if not Path("/dev/full").exists():
        yield Sink(altogether=0, error=OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
        return
    with io.FileIO("/dev/full", "w") as device:
        yield device


@contextlib.contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Within this context no file of this process gets larger, as on a disk that is full then.

    No bytecode is written meanwhile: Python takes what fits of it for the whole, and no process can load it later.
    """
    import resource

    writes_no_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        sys.dont_write_bytecode = writes_no_bytecode


@contextlib.contextmanager
def closed_pipe() -> Iterator[io.FileIO]:
    """A pipe whose reader has gone."""
    read, write = os.pipe()
    os.close(read)
    with io.FileIO(write, "w") as pipe:
        yield pipe
