"""Draws the explorer in a process of its own, which a newer save ends before it is ready."""

import contextlib
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Drawing:
    """The drawing of one map at a time. ``options`` are those of ``dataflow render``, ``folder`` is for its file."""

    path: Path
    options: Sequence[str]
    folder: Path
    _process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    @property
    def _file(self) -> Path:
        return self.folder / "map.html"

    def begin(self) -> None:
        """Draws the map as it is on the disk, and ends a drawing that is not ready."""
        self.end()
        with contextlib.suppress(FileNotFoundError):
            self._file.unlink()
        words = ["render", str(self.path), *self.options, "-o", str(self._file)]
        self._process = subprocess.Popen(  # noqa: S603  # this program itself
            [sys.executable, "-m", "dataflow", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def result(self) -> bytes | str | None:
        """The page, or why there is none; None while it is drawn, and after that."""
        if self._process is None or self._process.poll() is None:
            return None
        said = self._process.communicate()[1].decode("utf-8", errors="replace").strip()
        code, self._process = self._process.returncode, None
        return self._file.read_bytes() if code == 0 else said or f"[{code}]"

    def end(self) -> None:
        """Ends a drawing that is not ready."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None
