"""Writes results to standard output, or to a file in one step."""

import contextlib
import os
import sys
from pathlib import Path

from dataflow.base.text import Text
from dataflow.base.user_error import reason_of
from dataflow.cli.exit_codes import CliError
from dataflow.cli.progress import hush
from dataflow.language.folder import ENDINGS, base_path

_IS_A_FOLDER = Text(en="{path} is a folder; name a file in it.", da="{path} er en mappe; nævn en fil i den.")
_NOT_WRITTEN = Text(en="{path} can't be written: {reason}.", da="{path} kan ikke skrives: {reason}.")
_PART_OF_THE_MAP = Text(
    en="{path} is a part of the map; write the result elsewhere.",
    da="{path} hører til kortet; skriv resultatet et andet sted.",
)


def print_text(text: str, to: Path | None) -> None:
    """Writes text: to standard output in the encoding of the stream, to a file as UTF-8. Raises CliError."""
    hush()
    if to is None or str(to) == "-":
        sys.stdout.write(text)
    else:
        write(text.encode(), to)


def write(result: bytes, to: Path | None) -> None:
    """Writes to standard output (None or ``-``) or to a file. Raises CliError where that is impossible.

    A file is replaced in one step and keeps its mode, and a link stays a link. After a failure the old file is
    unchanged.
    """
    hush()
    if to is None or str(to) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(result)
        sys.stdout.flush()
        return
    target = Path(os.path.realpath(to))
    if target.is_dir():
        raise CliError(_IS_A_FOLDER, path=to.as_posix())
    import tempfile

    temporary: str | None = None
    try:
        if target.exists() and not target.is_file():
            # A device or pipe can't be replaced.
            target.write_bytes(result)
            return
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(result)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
        Path(temporary).replace(target)
        temporary = None
    except OSError as error:
        raise CliError(_NOT_WRITTEN, path=to.as_posix(), reason=reason_of(error)) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def spare_the_specs(to: Path | None, map_path: Path) -> None:
    """Refuses to overwrite a file of the map or of its base map. Raises CliError."""
    if to is None or str(to) == "-" or not map_path.exists():
        return
    target, root = Path(os.path.realpath(to)), Path(os.path.realpath(map_path))
    if target == root or (target.suffix in ENDINGS and (target.is_relative_to(root) or _is_below(target, map_path))):
        raise CliError(_PART_OF_THE_MAP, path=to.as_posix())


def _is_below(target: Path, map_path: Path) -> bool:
    """Whether a file belongs to the base map."""
    from dataflow.project import Project

    builds_on = Project.open(map_path).builds_on
    return builds_on is not None and target.is_relative_to(os.path.realpath(base_path(map_path, builds_on[1])))
