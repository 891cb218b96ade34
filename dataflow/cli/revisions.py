"""Reads the spec files of a git revision, through git itself; the working tree is not touched."""

import contextlib
import os
import signal
import subprocess
import tempfile
from pathlib import Path, PurePosixPath
from types import FrameType

from dataflow.base.text import Text
from dataflow.cli.exit_codes import CliError
from dataflow.language.folder import ENDINGS, right_name

_NO_GIT = Text(
    en="To compare with a git revision, dataflow runs git, and there is none on this machine. Install git, or name"
    " the folder of the other map.",
    da="For at sammenligne med en git-revision kører dataflow git, og det findes ikke på maskinen. Installér git,"
    " eller nævn mappen med det andet kort.",
)
_NO_REPOSITORY = Text(
    en="{path} is in no git repository, so there is no revision to compare with. Name the folder of the other map.",
    da="{path} ligger ikke i et git-arkiv (repository), så der er ingen revision at sammenligne med. Nævn mappen med"
    " det andet kort.",
)
_NO_REVISION = Text(
    en="git knows no revision {revision} here. git log shows those there are; a branch, a tag or HEAD~1 will do.",
    da="git kender ingen revision {revision} her. git log viser dem, der er; en gren, et mærke eller HEAD~1 kan"
    " bruges.",
)
_NOT_IN_REVISION = Text(
    en="There is no map at {path} in the revision {revision}. If it lay elsewhere then, write git:{revision}:PATH.",
    da="Der er intet kort i {path} i revisionen {revision}. Lå det et andet sted dengang, så skriv"
    " git:{revision}:STI.",
)
_SUBMODULE, _LINK = "160000", "120000"


class Revision:
    """The spec files of a git revision, in a folder of their own that is deleted at the end of the process.

    Also if it is asked to end (SIGTERM), as by ``timeout`` or a CI service.
    """

    def __init__(self, revision: str, beside: Path) -> None:
        """``beside`` is a folder in the repository. Raises CliError."""
        self._revision = revision
        self._top = Path(_git(["rev-parse", "--show-toplevel"], beside, _no_repository(beside)).strip())
        wrong = CliError(_NO_REVISION, revision=revision)
        commit = _git(
            ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"], beside, wrong
        )
        self._folder = tempfile.TemporaryDirectory(prefix="dataflow-")
        _deleted_when_asked_to_end(self._folder)
        self._write(commit.strip())

    def path_of(self, path: Path) -> Path:
        """Where the map of a path of the working tree lies in the files of the revision. Raises CliError."""
        try:
            relative = Path(os.path.realpath(path)).relative_to(os.path.realpath(self._top))
        except ValueError:
            raise _no_repository(path) from None
        return self.path_at(relative.as_posix())

    def path_at(self, path: str) -> Path:
        """Where the map of a path from the top of the repository lies. Raises CliError."""
        found = Path(self._folder.name) / PurePosixPath(path)
        inside = os.path.realpath(found).startswith(os.path.realpath(self._folder.name))
        if not inside or not found.exists():
            raise CliError(_NOT_IN_REVISION, path=path, revision=self._revision)
        return found

    def _write(self, commit: str) -> None:
        failed = CliError(_NO_REVISION, revision=self._revision)
        listed = _run(["ls-tree", "-r", "-z", commit], self._top, failed)
        wanted: list[tuple[str, bytes]] = []
        for line in filter(None, listed.split(b"\0")):
            about, _, name = line.partition(b"\t")
            mode, _, sha = about.decode("ascii").split(" ")
            if mode not in (_SUBMODULE, _LINK) and _is_spec(os.fsdecode(name)):
                wanted.append((sha, name))
        contents = _run(["cat-file", "--batch"], self._top, failed, "".join(f"{sha}\n" for sha, _ in wanted).encode())
        start = 0
        for _, name in wanted:
            end = contents.index(b"\n", start)
            size = int(contents[start:end].split()[-1])
            target = Path(self._folder.name) / os.fsdecode(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(contents[end + 1 : end + 1 + size])
            start = end + 1 + size + 1


def _deleted_when_asked_to_end(folder: "tempfile.TemporaryDirectory[str]") -> None:
    """Deletes a folder at SIGTERM, and then lets happen what would have happened without it."""

    def end(number: int, frame: FrameType | None) -> None:
        folder.cleanup()
        signal.signal(number, before)
        signal.raise_signal(number)

    with contextlib.suppress(ValueError):  # not the main thread, which alone hears signals
        before = signal.signal(signal.SIGTERM, end)


def _is_spec(name: str) -> bool:
    return name.endswith(ENDINGS) or bool(right_name(PurePosixPath(name).name))


def _no_repository(path: Path) -> CliError:
    return CliError(_NO_REPOSITORY, path=path.as_posix())


def _git(arguments: list[str], folder: Path, otherwise: CliError) -> str:
    return os.fsdecode(_run(arguments, folder, otherwise))


def _run(arguments: list[str], folder: Path, otherwise: CliError, given: bytes = b"") -> bytes:
    """What git prints. Raises CliError, ``otherwise`` where git refuses."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(  # noqa: S603  # git itself, with arguments of our own
            ["git", "-C", str(folder), *arguments],  # noqa: S607  # git is where the user has it
            input=given,
            capture_output=True,
            env=environment,
            check=False,
        )
    except FileNotFoundError:
        raise CliError(_NO_GIT) from None
    if done.returncode:
        raise otherwise
    return done.stdout
