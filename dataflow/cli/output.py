"""Writes results to standard output, or to files in one step, and never over a spec file.

Every result of every command passes here.
"""

import contextlib
import errno
import io
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from dataflow.base.csv_dialect import BYTE_ORDER_MARK
from dataflow.base.folder_lock import locked
from dataflow.base.regular_file import read_regular
from dataflow.base.text import Text
from dataflow.base.user_error import reason_of
from dataflow.base.whole_file import StagedFile, replace_file
from dataflow.cli.exit_codes import CliError
from dataflow.cli.progress import hush
from dataflow.language.folder import base_path, right_name

_IS_A_FOLDER = Text(en="{path} is a folder; name a file in it.", da="{path} er en mappe; nævn en fil i den.")
_NOT_WRITTEN = Text(en="{path} can't be written: {reason}.", da="{path} kan ikke skrives: {reason}.")
_NO_FOLDER = Text(
    en="{path} can't be written: there is no folder {folder}. Make it first, or correct the path.",
    da="{path} kan ikke skrives: der er ingen mappe {folder}. Opret den først, eller ret stien.",
)
_CHANGED = Text(
    en="{path} has changed since it was read, so nothing was written; run the command again.",
    da="{path} er ændret, siden den blev læst, så intet er skrevet; kør kommandoen igen.",
)
_IS_OPEN = Text(
    en="{path} is open in {program}; close it there, and try again.",
    da="{path} er åben i {program}; luk den dér, og prøv igen.",
)
_OFFICE = Text(en="Word or Excel", da="Word eller Excel")
_LIBRE_OFFICE = Text(en="LibreOffice", da="LibreOffice")
_PART_OF_A_MAP = Text(
    en="{path} is a part of the map; write the result elsewhere.",
    da="{path} hører til kortet; skriv resultatet et andet sted.",
)
_IS_A_SPEC = Text(
    en="{path} is there, and by its name a part of a map, which no result replaces. Give the result another name,"
    " with the ending of its format, or delete the file first.",
    da="{path} findes og er efter sit navn en del af et kort, som intet resultat erstatter. Giv resultatet et andet"
    " navn med den endelse, som hører til formatet, eller slet filen først.",
)


def print_text(text: str, to: Path | None, maps: Sequence[Path] = ()) -> None:
    """Writes text: to standard output in the encoding of the stream, to a file as UTF-8. Raises CliError.

    ``maps`` are those that the result was made from, as for ``write``.
    """
    if to is None or str(to) == "-":
        hush()
        _print(text)
    else:
        write(text.encode(), to, maps)


def _print(text: str) -> None:
    """Writes text to standard output as it is: its line ends are kept, and a terminal gets no byte order mark.

    A stream with a code page gets escapes for the letters that it lacks (``ready_streams``), and data in ASCII.
    """
    stream = sys.stdout
    if "\r\n" in text and isinstance(stream, io.TextIOWrapper):
        stream.flush()
        stream.reconfigure(newline="")
    if stream.isatty() or (stream.encoding or "utf-8").lower().replace("-", "") != "utf8":
        text = text.removeprefix(BYTE_ORDER_MARK)
    if (stream.encoding or "utf-8").lower().replace("-", "") != "utf8" and not text.isascii():
        text = _in_ascii(text)
    stream.write(text)


def _in_ascii(text: str) -> str:
    """JSON, XML and HTML with their own escapes for what is not ASCII, so that it is the same data in any code page.

    Other texts are left as they are.
    """
    if text.startswith(("<?xml", "<!DOCTYPE html>")):
        return text.encode("ascii", "xmlcharrefreplace").decode()
    if not text.startswith(("{", "[")):
        return text
    import json
    import re

    with contextlib.suppress(ValueError):
        json.loads(text)
        # Outside of its strings, JSON is ASCII.
        return re.sub(r"[^\x00-\x7f]", lambda letter: json.dumps(letter.group())[1:-1], text)
    return text


def write(result: bytes, to: Path | None, maps: Sequence[Path] = (), *, replaces_spec: bool = False) -> None:
    """Writes to standard output (None or ``-``) or to a file. Raises CliError where that is impossible.

    A file is replaced in one step and keeps its mode, and a link stays a link. After a failure the old file is
    unchanged. A spec file is never replaced unless ``replaces_spec``, and none is added to ``maps``.
    """
    hush()
    if to is None or str(to) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(result)
        sys.stdout.flush()
        return
    try:
        if to.exists() and not to.is_file() and not to.is_dir():
            # A device or pipe can't be replaced, and the real path of a pipe leads nowhere.
            to.write_bytes(result)
            return
        target = Path(os.path.realpath(to))
        if target.is_dir():
            raise CliError(_IS_A_FOLDER, path=to.as_posix())
        if not replaces_spec:
            _spare_the_specs(to, maps)
        replace_file(target, result)
    except OSError as error:
        raise _not_written(to, error) from error


def write_all(
    files: Mapping[Path, bytes],
    maps: Sequence[Path] = (),
    *,
    was: Mapping[Path, bytes | None] | None = None,
    replaces_specs: bool = False,
    folders: int = 1,
) -> None:
    """Writes several files or none: each is on the disk before the first is replaced. Raises CliError.

    ``was`` is the content that files had when they were read, None for no file: if one has another by now, nothing
    is written. So many ``folders`` that are lacking are made within one another; more are taken for a slip in the
    path. ``maps`` and ``replaces_specs`` are as for ``write``.
    """
    with contextlib.ExitStack() as made, contextlib.ExitStack() as staged:
        ready: list[tuple[Path, StagedFile]] = []
        to = Path()
        try:
            for to, content in files.items():
                if not replaces_specs:
                    _spare_the_specs(to, maps)
                target = Path(os.path.realpath(to))
                _make_folder(target.parent, made, folders)
                ready.append((to, staged.enter_context(StagedFile(target, content))))
            for folder in sorted({Path(os.path.realpath(each)).parent for each in files}):
                staged.enter_context(locked(folder))
            _check_unchanged(was or {})
            for to, file in ready:  # noqa: B007  # the error names it
                file.put_in_place()
        except OSError as error:
            raise _not_written(to, error) from error
        made.pop_all()


def _check_unchanged(was: Mapping[Path, bytes | None]) -> None:
    for path, content in was.items():
        try:
            now = read_regular(path)
        except OSError:
            now = None
        if now != content:
            raise CliError(_CHANGED, path=path.as_posix())


def _make_folder(folder: Path, made: contextlib.ExitStack, most: int) -> None:
    """Makes a folder and at most so many with those above it, which ``made`` removes."""
    if folder.is_dir():
        return
    if folder.exists():
        raise NotADirectoryError(errno.ENOTDIR, "")
    if not most:
        raise FileNotFoundError(errno.ENOENT, "")
    _make_folder(folder.parent, made, most - 1)
    folder.mkdir()
    made.callback(_remove_if_empty, folder)


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def check_folder(target: Path) -> None:
    """Refuses a file in a folder that there is not. Raises CliError."""
    if not target.parent.is_dir():
        raise _not_written(target, FileNotFoundError())


def _not_written(to: Path, error: OSError) -> CliError:
    missing = [each for each in to.parents if not each.exists()] if isinstance(error, FileNotFoundError) else []
    if missing:
        return CliError(_NO_FOLDER, path=to.as_posix(), folder=missing[-1].as_posix())
    return CliError(_NOT_WRITTEN, path=to.as_posix(), reason=reason_of(error))


def check_unlocked(target: Path) -> None:
    """Refuses a file that an office program has open, as the file that it puts beside it says. Raises CliError."""
    name = target.name
    for lock, program in ((f"~${name[2:]}", _OFFICE), (f".~lock.{name}#", _LIBRE_OFFICE)):
        if (target.parent / lock).exists():
            raise CliError(_IS_OPEN, path=target.as_posix(), program=program)


def _spare_the_specs(to: Path, maps: Sequence[Path]) -> None:
    """Refuses to replace a spec file, of whatever map, and to add one to a map. Raises CliError.

    A spec file is known by its name, as a map in any state has to be spared, also one that can't be read.
    """
    target = Path(os.path.realpath(to))
    roots = [Path(os.path.realpath(each)) for each in maps if each.exists()]
    if target in roots or (right_name(target.name) and _is_within(target, roots, maps)):
        raise CliError(_PART_OF_A_MAP, path=to.as_posix())
    if right_name(target.name) and target.exists():
        raise CliError(_IS_A_SPEC, path=to.as_posix())


def _is_within(target: Path, roots: Sequence[Path], maps: Sequence[Path]) -> bool:
    """Whether a file would belong to one of the maps, to their base maps, or to another map in a folder above it."""
    from dataflow.cli.places import is_root_of_map
    from dataflow.project import Project

    if any(target.is_relative_to(root) for root in roots) or any(map(is_root_of_map, target.parents)):
        return True
    below = ((each, Project.open(each).builds_on) for each in maps if each.exists())
    bases = (os.path.realpath(base_path(each, base[1])) for each, base in below if base is not None)
    return any(target.is_relative_to(base) for base in bases)
