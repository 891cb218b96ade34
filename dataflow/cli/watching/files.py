"""The files of a map as they are on the disk, and how one sees that they were saved.

They are read again and again: that takes about a millisecond, and works on network drives, which announce no changes.
"""

import posixpath
import time
from pathlib import Path
from typing import NamedTuple

from dataflow.language.folder import FolderTexts, read_base, read_folder
from dataflow.language.nodes import Scalar

INTERVAL = 0.2
"""Seconds between two looks at the files."""
SETTLED = 0.05
"""Seconds without a change after which a save counts as complete; editors may write a file in several steps."""
_MOST = 20
"""How often files are read again while they keep changing, before they are taken as they are."""


class Files(NamedTuple):
    """The spec files of a map and of the one that it builds on; None for a map that is gone."""

    own: FolderTexts | None
    below: FolderTexts | None = None

    def changed(self, before: "Files") -> tuple[str, ...]:
        """The files that were added, removed or written, by their paths from the map."""
        old, new = before._texts(), self._texts()
        return tuple(sorted(name for name in {*old, *new} if old.get(name) != new.get(name)))

    def _texts(self) -> dict[str, bytes]:
        return {
            posixpath.normpath(name): text for part in self if part is not None for name, text in part.texts.items()
        }


def read_files(path: Path, builds_on: tuple[str, Scalar] | None) -> Files:
    """The files as they are now; ``builds_on`` is the base map that the map named when it was last read."""
    try:
        own = read_folder(path)
    except OSError:
        return Files(None)
    return Files(own, None if builds_on is None else read_base(path, *builds_on))


def settled_files(path: Path, builds_on: tuple[str, Scalar] | None) -> Files:
    """The files, read again until two readings in a row are equal."""
    files = read_files(path, builds_on)
    for _ in range(_MOST):
        time.sleep(SETTLED)
        again = read_files(path, builds_on)
        if again == files:
            break
        files = again
    return files
