"""The paths by which the files of a map are shown: to people from the current directory, to services from the root of
the repository.
"""

import os
from pathlib import Path


def path_from_here(path: Path) -> str:
    """The folder of a map from the current directory, as a person or an editor opens it; "" for that directory."""
    return _bare(os.path.relpath(_folder_of(path)))


def path_from_root(path: Path, root: Path | None) -> str:
    """The folder of a map from ``root``, else from the root of its repository, else from the current directory.

    Links are followed, as a service knows files by their real names.
    """
    folder = _folder_of(path)
    start = root or repository_of(folder) or Path.cwd()
    real = folder.resolve()
    if not real.is_relative_to(start.resolve()) and Path(os.path.abspath(folder)).is_relative_to(start):  # noqa: PTH100  # links are kept
        return _bare(os.path.relpath(folder, start))
    try:
        return _bare(os.path.relpath(real, start.resolve()))
    except ValueError:  # on another disk of Windows
        return real.as_posix()


def path_between(folder: Path, path: Path) -> str:
    """A path from a folder, as a file in the folder writes it."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:  # on another disk of Windows
        return path.resolve().as_posix()


def repository_of(folder: Path) -> Path | None:
    """The root of the repository that a folder lies in: the nearest folder above with a ``.git``."""
    real = folder.resolve()
    return next((each for each in (real, *real.parents) if (each / ".git").exists()), None)


def _folder_of(path: Path) -> Path:
    return path if path.is_dir() else path.parent


def _bare(way: str) -> str:
    return "" if way == "." else Path(way).as_posix()
