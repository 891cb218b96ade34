"""Writes several files, all of them or none."""

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from dataflow.base.user_error import reason_of
from dataflow.cli.exit_codes import CliError
from dataflow.cli.output import NOT_WRITTEN


def write_all(files: Mapping[Path, bytes]) -> None:
    """Writes the files, each in one step, after all of them are on the disk. Raises CliError."""
    ready: list[tuple[str, Path]] = []
    path = Path()
    try:
        for path, content in files.items():
            target = Path(os.path.realpath(path))
            handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
            ready.append((temporary, target))
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o644)
        while ready:
            temporary, path = ready[0]
            Path(temporary).replace(path)
            ready.pop(0)
    except OSError as error:
        raise CliError(NOT_WRITTEN, path=path.as_posix(), reason=reason_of(error)) from error
    finally:
        for temporary, _ in ready:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
