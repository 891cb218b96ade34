"""The compiled layout engine, kept between runs in the user's cache folder.

A cache is a convenience: one that is missing, broken, of another version or can't be written is made anew or done
without, and never an error. Compiled code is run as it is, and a checksum without a key says only that it is whole.
So nothing is taken unless the folder and the file belong to the user who runs this, and nobody else may write there.
On Windows the folder lies in the user's profile, which Windows keeps from other users.
"""

import contextlib
import hashlib
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from dataflow.base.regular_file import is_own, read_own
from dataflow.base.whole_file import replace_file

MAGIC = b"dataflow-1\n"


def kept(name: str, make: Callable[[], bytes], folder: Path | None = None) -> bytes:
    """What is kept under a name, or made and kept now."""
    place = _place(name, folder)
    found = None if place is None else _read(place)
    if found is not None:
        return found
    made = make()
    if place is not None:
        _write(place, made)
    return made


def forget(name: str, folder: Path | None = None) -> None:
    """Drop what is kept under a name."""
    place = _place(name, folder)
    if place is not None:
        with contextlib.suppress(OSError):
            place.unlink()


def _place(name: str, folder: Path | None) -> Path | None:
    try:
        if folder is None:
            import platformdirs

            folder = Path(platformdirs.user_cache_dir("dataflow", appauthor=False))
        return folder / name
    except (OSError, RuntimeError, ValueError):
        return None


def _read(place: Path) -> bytes | None:
    try:
        if not _is_private(place.parent):
            return None
        raw = read_own(place)
    except (OSError, ValueError):
        return None
    head, sum_, body = raw[: len(MAGIC)], raw[len(MAGIC) : len(MAGIC) + 32], raw[len(MAGIC) + 32 :]
    return body if head == MAGIC and hashlib.sha256(body).digest() == sum_ else None


def _write(place: Path, body: bytes) -> None:
    """In one step, so that a run beside this one sees the old file or the new one."""
    with contextlib.suppress(OSError, ValueError):
        place.parent.parent.mkdir(parents=True, exist_ok=True)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        if _is_private(place.parent):
            replace_file(place, MAGIC + hashlib.sha256(body).digest() + body)


def _is_private(folder: Path) -> bool:
    """Whether a folder is the user's own, and nobody else can have put anything there. Raises OSError.

    One of the user's own that others may write to is closed to them, for the next time.
    """
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or not is_own(status):
        return False
    open_to_others = sys.platform != "win32" and bool(status.st_mode & (stat.S_IWGRP | stat.S_IWOTH))
    if open_to_others:
        folder.chmod(0o700)
    return not open_to_others
