"""The way from a map to the files of the one that it builds on, written with ``/`` (``map.extends``)."""

import posixpath


def way_to(base: str, file: str = "") -> str:
    """The shortest way to a base map, or to a file below it, from the folder of the map that names the base."""
    return posixpath.normpath(posixpath.join(base, file))


def leads_to(base: str, file: str) -> bool:
    """Whether a file is that of a base map, or lies in its folder; both as seen from the map's folder."""
    base = way_to(base)
    if set(base.split("/")) <= {".", ".."}:
        # The folder itself, or one above it: all but what lies higher still.
        above = "../" if base == "." else f"{base}/../"
        return not file.startswith(above)
    return file == base or file.startswith(f"{base}/")
