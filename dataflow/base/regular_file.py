"""Reads regular files alone: a named pipe would wait for ever, and a device may have no end.

What is executed is read from files of the user's own alone.
"""

import os
import stat
import sys
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


def read_own(path: Path) -> bytes:
    """The bytes of a regular file that belongs to the user who runs this. Raises OSError for anything else.

    Windows keeps the files of users apart by their profiles, and says no owner here.
    """
    with open(path, "rb", opener=_without_links) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or not is_own(status):
            raise NotRegular(path)
        return file.read()


def is_own(status: os.stat_result) -> bool:
    """Whether a file or folder belongs to the user who runs this; on Windows that of each can't be asked so."""
    return sys.platform == "win32" or status.st_uid == os.geteuid()


def _without_links(path: str, flags: int) -> int:
    """As below, and no link is followed."""
    return _without_waiting(path, flags | getattr(os, "O_NOFOLLOW", 0))


def _without_waiting(path: str, flags: int) -> int:
    """Opens a named pipe even if nobody writes into it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
