"""Writes results to standard output, or to a file in one step."""

import contextlib
import io
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from dataflow.base.csv_dialect import BYTE_ORDER_MARK
from dataflow.base.text import Text
from dataflow.base.user_error import reason_of
from dataflow.cli.exit_codes import CliError
from dataflow.cli.progress import hush
from dataflow.language.folder import ENDINGS, base_path

_IS_A_FOLDER = Text(en="{path} is a folder; name a file in it.", da="{path} er en mappe; nævn en fil i den.")
NOT_WRITTEN = Text(en="{path} can't be written: {reason}.", da="{path} kan ikke skrives: {reason}.")
_IS_OPEN = Text(
    en="{path} is open in {program}; close it there, and try again.",
    da="{path} er åben i {program}; luk den dér, og prøv igen.",
)
_OFFICE = Text(en="Word or Excel", da="Word eller Excel")
_LIBRE_OFFICE = Text(en="LibreOffice", da="LibreOffice")
_PART_OF_THE_MAP = Text(
    en="{path} is a part of the map; write the result elsewhere.",
    da="{path} hører til kortet; skriv resultatet et andet sted.",
)


def print_text(text: str, to: Path | None) -> None:
    """Writes text: to standard output in the encoding of the stream, to a file as UTF-8. Raises CliError."""
    hush()
    if to is None or str(to) == "-":
        _print(text)
    else:
        write(text.encode(), to)


def _print(text: str) -> None:
    """Writes text to standard output as it is: its line ends are kept, and a terminal gets no byte order mark."""
    stream = sys.stdout
    if "\r\n" in text and isinstance(stream, io.TextIOWrapper):
        stream.flush()
        stream.reconfigure(newline="")
    if stream.isatty() or (stream.encoding or "utf-8").lower().replace("-", "") != "utf8":
        text = text.removeprefix(BYTE_ORDER_MARK)
    stream.write(text)


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
        raise CliError(NOT_WRITTEN, path=to.as_posix(), reason=reason_of(error)) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def write_all(files: Mapping[Path, bytes]) -> None:
    """Writes several files or none: each is written in full before the first is replaced. Raises CliError."""
    import tempfile

    staged: list[tuple[str, Path]] = []
    made: list[Path] = []
    to = Path()
    try:
        for to, content in files.items():
            target = Path(os.path.realpath(to))
            if not target.parent.is_dir():
                target.parent.mkdir()
                made.append(target.parent)
            handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
            staged.append((temporary, target))
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(temporary).chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
        while staged:
            temporary, to = staged[0]
            Path(temporary).replace(to)
            del staged[0]
        made.clear()
    except OSError as error:
        raise CliError(NOT_WRITTEN, path=to.as_posix(), reason=reason_of(error)) from error
    finally:
        for temporary, _ in staged:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        for folder in made:
            with contextlib.suppress(OSError):
                folder.rmdir()


def check_unlocked(target: Path) -> None:
    """Refuses a file that an office program has open, as the file that it puts beside it says. Raises CliError."""
    name = target.name
    for lock, program in ((f"~${name[2:]}", _OFFICE), (f".~lock.{name}#", _LIBRE_OFFICE)):
        if (target.parent / lock).exists():
            raise CliError(_IS_OPEN, path=target.as_posix(), program=program)


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
