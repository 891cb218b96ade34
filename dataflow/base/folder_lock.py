"""Lets one process at a time read and rewrite the files of a folder."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAME = ".dataflow.lock"
_LONGEST = 60.0
"""Seconds that one process waits for another where folders can't be locked."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the lock of a folder; waits while another process holds it. Nothing is left behind."""
    if sys.platform == "win32":
        handle = _file_of_its_own(folder / _NAME)
    else:
        import fcntl

        handle = -1
        with contextlib.suppress(OSError):  # a folder that can't be read, or a file system without locks
            handle = os.open(folder, os.O_RDONLY)
            fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if handle >= 0:
            os.close(handle)


def _file_of_its_own(path: Path) -> int:
    """A file that nobody else has, and that Windows deletes when it is closed, even if the process is ended."""
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_TEMPORARY", 0)
    end = time.monotonic() + _LONGEST
    while True:
        try:
            return os.open(path, flags)
        except (FileExistsError, PermissionError):
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
