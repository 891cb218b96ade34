"""The files of several maps in which an id may occur."""

from collections.abc import Iterable

from dataflow.editor.known import Known
from dataflow.editor.occurrences import Id, read_text
from dataflow.editor.workspace import MapTexts, sections_of
from dataflow.language.paths import is_in_base


def naming(texts: MapTexts, known: Known, others: Iterable[MapTexts], id_: Id) -> tuple[Known, tuple[str, ...]]:
    """The files in which an id may occur, by real path, and the names of those that have a syntax error.

    They are those of the map that declares the id, and of the ``others`` that extend it. ``known`` is what is known
    of the map at whose ``texts`` the id was found.
    """
    base, way = texts.base_root, texts.builds_on
    in_base = way is not None and any(is_in_base(way, each.file) for each in known.declarations(id_))
    owner = base if base is not None and in_base else texts.root
    maps = [texts, *(each for each in others if owner in (each.root, each.base_root))]
    by_path = {str(each.path_of(file)): text for each in maps for file, text in each.texts.items()}
    files = {path: read_text(path, by_path[path]) for path in sorted(by_path)}
    unread = tuple(path for path, read in files.items() if read.root is None and sections_of(by_path[path]))
    return Known(files, rules=known.rules), unread
