"""Standard output and standard error: what is written there goes out whole, or it is an error.

Every printer of the package writes to ``sys.stdout`` and ``sys.stderr``, which are made ready here.
"""

import io
import os
import sys


def make_ready() -> None:
    """Makes both streams take every character, and standard output every byte. To be called once, at the start."""
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
    if isinstance(sys.stdout, io.TextIOWrapper) and isinstance(sys.stdout.buffer, io.RawIOBase):
        sys.stdout = _buffered(sys.stdout, sys.stdout.buffer)


def _on_null_device(access: int) -> io.TextIOWrapper:
    return os.fdopen(os.open(os.devnull, access), "w", encoding="utf-8", errors="backslashreplace")


def _buffered(stream: io.TextIOWrapper, raw: io.RawIOBase) -> io.TextIOWrapper:
    """The same stream with a buffer, where Python was started without (``PYTHONUNBUFFERED``, ``-u``).

    A raw stream may take a part of what is written and say so to nobody; a buffer writes on until all is written.
    """
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=stream.encoding,
        errors=stream.errors,
        newline=None,
        line_buffering=stream.isatty(),
    )
