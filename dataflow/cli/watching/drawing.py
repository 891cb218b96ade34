"""Draws the explorer in a process of its own, which a newer save ends before it is ready."""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple


class _Process(NamedTuple):
    """A drawing at work. It writes into files without a name, which the system removes when this process ends."""

    process: "subprocess.Popen[bytes]"
    page: IO[bytes]
    said: IO[bytes]


@dataclass
class Drawing:
    """The drawing of one map at a time. ``options`` are those of ``dataflow render``."""

    path: Path
    options: Sequence[str]
    _begun: _Process | None = field(default=None, init=False)

    def begin(self) -> None:
        """Draws the map as it is on the disk, and ends a drawing that is not ready."""
        self.end()
        page, said = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115  # closed by end()
        words = ["render", str(self.path), *self.options, "--format", "html"]
        process = subprocess.Popen(  # noqa: S603  # this program itself
            [sys.executable, "-m", "dataflow", *words], stdin=subprocess.DEVNULL, stdout=page, stderr=said
        )
        self._begun = _Process(process, page, said)

    def result(self) -> bytes | str | None:
        """The page, or why there is none; None while it is drawn, and after that."""
        if self._begun is None or self._begun.process.poll() is None:
            return None
        code = self._begun.process.returncode
        page, said = map(_content, (self._begun.page, self._begun.said))
        self.end()
        return page if code == 0 else said.decode("utf-8", errors="replace").strip() or f"[{code}]"

    def end(self) -> None:
        """Ends a drawing that is not ready."""
        if self._begun is not None:
            begun, self._begun = self._begun, None
            begun.process.kill()
            begun.process.wait()
            begun.page.close()
            begun.said.close()


def _content(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()
