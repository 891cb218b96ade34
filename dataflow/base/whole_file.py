"""Writes files whole or not at all: a reader sees the old file or the new one.

The new content is written to a temporary file in the same folder, which then takes the place of the old file. What a
process leaves there that is ended midway is cleared away by the next write to the folder.
"""

import contextlib
import errno
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Self

_PREFIX, _SUFFIX = ".dataflow-", ".tmp"
_ABANDONED_AFTER = 60.0
"""Seconds after which a temporary file is taken for abandoned where files can't be locked."""


class StagedFile:
    """New content of a file, within a context on the disk beside it; removed at its end unless it is put in place."""

    def __init__(self, target: Path, content: bytes) -> None:
        self._target = target
        self._content = content
        self._handle, self._temporary = -1, ""

    def put_in_place(self) -> None:
        """Replaces the target. Raises OSError."""
        if sys.platform == "win32":  # which moves no file that is open
            self._close()
        Path(self._temporary).replace(self._target)
        self._close()
        self._temporary = ""

    def remove(self) -> None:
        """Deletes the temporary file, unless it has replaced the target."""
        if sys.platform == "win32":
            self._close()
        if self._temporary:
            with contextlib.suppress(OSError):
                Path(self._temporary).unlink()
            self._temporary = ""
        self._close()

    def __enter__(self) -> Self:
        """Writes the content. Raises OSError, also for a file that the user may not write to."""
        try:
            self._write()
            return self
        except BaseException:  # also Ctrl-C
            self.remove()
            raise

    def _write(self) -> None:
        target = self._target
        is_there = target.exists()
        if is_there and not _may_write(target):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
        clear_abandoned(target.parent)
        self._handle, self._temporary = _locked_file(target.parent)
        with os.fdopen(self._handle, "wb", closefd=False) as file:
            file.write(self._content)
            file.flush()
            os.fsync(self._handle)
        Path(self._temporary).chmod(target.stat().st_mode & 0o7777 if is_there else 0o666 & ~_umask())

    def __exit__(self, *error: object) -> None:
        self.remove()

    def _close(self) -> None:
        """Also gives up the lock."""
        if self._handle >= 0:
            handle, self._handle = self._handle, -1
            os.close(handle)


def replace_file(target: Path, content: bytes) -> None:
    """Writes a file in one step. Raises OSError; the old file is unchanged then."""
    with StagedFile(target, content) as staged:
        staged.put_in_place()


def clear_abandoned(folder: Path) -> None:
    """Removes the temporary files of processes that have ended: nobody holds their locks."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        found = [each.path for each in entries if each.name.startswith(_PREFIX) and each.name.endswith(_SUFFIX)]
        for path in found:
            with contextlib.suppress(OSError):
                _clear(path)


def _clear(path: str) -> None:
    if sys.platform == "win32":
        if time.time() - Path(path).stat().st_mtime > _ABANDONED_AFTER:
            Path(path).unlink()
        return
    import fcntl

    handle = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        Path(path).unlink()
    finally:
        os.close(handle)


def _locked_file(folder: Path) -> tuple[int, str]:
    """A new temporary file, locked as long as it is open."""
    while True:
        path = ""
        try:
            handle, path = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=folder)
            if sys.platform == "win32":
                return handle, path
            import fcntl

            with contextlib.suppress(OSError):  # a file system without locks
                fcntl.flock(handle, fcntl.LOCK_EX)
            # Another process may have taken it for abandoned before it was locked.
            if Path(path).exists():
                return handle, path
        except BaseException:
            if path:
                Path(path).unlink(missing_ok=True)
            raise
        os.close(handle)


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
