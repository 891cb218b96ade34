"""Relative paths from a map to the files of its base map, written with ``/`` (``map.extends``)."""

import posixpath


def path_from_map(base: str, file: str = "") -> str:
    """The normalised path to a base map or a file in it, relative to the folder of the map that extends it."""
    return posixpath.normpath(posixpath.join(base, file))


def is_in_base(base: str, file: str) -> bool:
    """Whether a file is a base map or lies in its folder; both paths are relative to the map's folder."""
    base = path_from_map(base)
    if set(base.split("/")) <= {".", ".."}:
        # The folder itself or one above it: everything that does not lie even higher.
        above = "../" if base == "." else f"{base}/../"
        return not file.startswith(above)
    return file == base or file.startswith(f"{base}/")
