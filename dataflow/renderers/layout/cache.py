"""The compiled layout engine, kept between runs in the user's cache folder.

A cache is a convenience: one that is missing, broken, of another version or can't be written is made anew or done
without, and never an error. Compiled code is run as it is, so nothing is taken from the folder unless the checksum
that we wrote before it holds.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from dataflow.base.regular_file import read_regular

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
        raw = read_regular(place)
    except (OSError, ValueError):
        return None
    head, sum_, body = raw[: len(MAGIC)], raw[len(MAGIC) : len(MAGIC) + 32], raw[len(MAGIC) + 32 :]
    return body if head == MAGIC and hashlib.sha256(body).digest() == sum_ else None


def _write(place: Path, body: bytes) -> None:
    """In one step, so that a run beside this one sees the old file or the new one."""
    temporary = None
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=f"{place.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(MAGIC + hashlib.sha256(body).digest() + body)
        Path(temporary).replace(place)
    except (OSError, ValueError):
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
