"""The way from where one stands to a map's folder, for services that show findings beside a repository's files."""

import os
from pathlib import Path


def root_of(path: Path) -> str:
    """The folder of a map's folder or file, relative to the current directory and with ``/``; "" for that itself.

    Links are followed, as a service knows files by their own names. Of a map that lies elsewhere only the folder's
    name is said: the way there is this machine's own.
    """
    folder = path if path.is_dir() else path.parent
    here = Path.cwd()
    for start, end in ((here.resolve(), folder.resolve()), (here, Path(os.path.abspath(folder)))):  # noqa: PTH100 (links are kept)
        if end.is_relative_to(start):
            way = end.relative_to(start).as_posix()
            return "" if way == "." else way
    return folder.resolve().name
