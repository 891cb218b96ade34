"""Standard output and standard error: what is written there goes out whole, or it is an error.

Every printer of the package writes to ``sys.stdout`` and ``sys.stderr``, which are made ready here.
"""

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def ready_streams() -> Iterator[None]:
    """Within this context both streams take every character, and standard output takes every byte."""
    _make_ready()
    if not isinstance(sys.stdout, io.TextIOWrapper) or not isinstance(sys.stdout.buffer, io.RawIOBase):
        yield
        return
    before, buffer = sys.stdout, io.BufferedWriter(sys.stdout.buffer)
    sys.stdout = _buffered(before, buffer)
    try:
        yield
    finally:
        with contextlib.suppress(OSError, ValueError):
            # Or the raw stream would be closed with its buffer.
            sys.stdout.detach()
            buffer.detach()
        sys.stdout = before


def _make_ready() -> None:
    if sys.stdout is None:
        # Closed by the caller: whatever is written there fails, as at a full disk.
        sys.stdout = _on_null_device(os.O_RDONLY)
    if sys.stderr is None:
        # Closed by the caller, who does not want to be talked to.
        sys.stderr = _on_null_device(os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console with another code page shows escapes for the characters that it lacks.
            stream.reconfigure(errors="backslashreplace")


def _on_null_device(access: int) -> io.TextIOWrapper:
    return os.fdopen(os.open(os.devnull, access), "w", encoding="utf-8", errors="backslashreplace")


def _buffered(stream: io.TextIOWrapper, buffer: "io.BufferedWriter[io.RawIOBase]") -> io.TextIOWrapper:
    """The same stream with a buffer, where Python was started without (``PYTHONUNBUFFERED``, ``-u``).

    A raw stream may take a part of what is written and say so to nobody; a buffer writes on until all is written.
    """
    return io.TextIOWrapper(
        buffer,
        encoding=stream.encoding,
        errors=stream.errors,
        newline=None,
        line_buffering=stream.isatty(),
    )
