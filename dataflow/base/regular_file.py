"""Reads regular files alone: a named pipe would wait for ever, and a device may have no end."""

import os
import stat
from pathlib import Path


class NotRegular(OSError):
    """A path leads to a pipe, a device or a socket."""


def read_regular(path: Path) -> bytes:
    """The bytes of a regular file. Raises NotRegular for anything else, and OSError as ``open`` does."""
    # Checked when open, as the path may lead elsewhere a moment later.
    with open(path, "rb", opener=_without_waiting) as file:  # the method has no opener
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise NotRegular(path)
        return file.read()


def _without_waiting(path: str, flags: int) -> int:
    """Opens a named pipe even if nobody writes into it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
