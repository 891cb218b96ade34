"""The path from the current directory to the folder of a map, for services that show findings in files."""

import os
from pathlib import Path


def root_of(path: Path) -> str:
    """The folder of a map, relative to the current directory and with ``/``; "" for the current directory.

    Links are followed, as a service knows files by their real names. For a map outside the current directory it is
    the name of the folder alone, as the full path is specific to this machine.
    """
    folder = path if path.is_dir() else path.parent
    here = Path.cwd()
    for start, end in ((here.resolve(), folder.resolve()), (here, Path(os.path.abspath(folder)))):  # noqa: PTH100 (links are kept)
        if end.is_relative_to(start):
            way = end.relative_to(start).as_posix()
            return "" if way == "." else way
    return folder.resolve().name
