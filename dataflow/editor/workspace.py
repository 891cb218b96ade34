"""The maps of an editor's folders, with what is typed and not yet saved."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from dataflow.base.finding import Finding
from dataflow.base.regular_file import NotRegular, read_regular
from dataflow.base.text import Text
from dataflow.editor.checks import Checked
from dataflow.editor.known import Known
from dataflow.editor.occurrences import ReadText, read_text
from dataflow.language.exclusion import Pattern
from dataflow.language.fast_reader import keys_of
from dataflow.language.folder import ENDINGS, base_path, read_base, read_folder, spec_files
from dataflow.language.parse import MAX_BYTES
from dataflow.language.paths import is_in_base
from dataflow.language.schema import FileSpec
from dataflow.model.specs import ReadFiles
from dataflow.project import Project

_SECTION = re.compile(rb"""^["']?([a-z_]+)["']?[ \t]*:""", re.MULTILINE)
_MOST_FOLDERS = 3000
"""How many folders are searched for maps that build on another."""
_MOST_LEVELS = 8
"""The number of parent folders that are searched for the map of a file."""
MOST_FILES = 2000
"""How many spec files, and how many folders, a folder may hold to be read whole for an editor."""
_NEVER_SEARCHED = frozenset({"node_modules", "venv", "target"})


@dataclass(frozen=True)
class MapTexts:
    """The texts of a map at one moment, those of the map that it builds on among them.

    ``folder`` is the folder from which the paths lead, and ``root`` the folder or file of the map.
    """

    root: Path
    texts: Mapping[str, bytes]
    unreadable: tuple[Finding, ...] = ()
    unused_patterns: tuple[Pattern, ...] = ()
    is_whole: bool = True
    """Whether all files of the folder were read; if not, those directly in it were, as it holds too many."""
    read_before: ReadFiles = field(default_factory=dict, repr=False, compare=False)
    """What was read from files that may be among these texts."""

    @property
    def folder(self) -> Path:
        """The folder from which the paths of the texts lead."""
        return self.root if self.root.is_dir() else self.root.parent

    @cached_property
    def project(self) -> Project:
        """A project of these texts."""
        known = dict(self.read_before)
        project = Project(self.texts, unreadable=self.unreadable, unused_patterns=self.unused_patterns, _known=known)
        # Linking forgets what was read, so it is kept here for the next change.
        _ = project.specs.read
        self.read_before.clear()
        self.read_before.update(known)
        return project

    @property
    def builds_on(self) -> str | None:
        """The path to the map that this one builds on, as it is written."""
        found = self.project.builds_on
        return None if found is None else str(found[1])

    @property
    def base_root(self) -> Path | None:
        """The folder or file of the map that this one builds on."""
        way = self.builds_on
        return None if way is None else Path(os.path.normpath(base_path(self.root, way)))

    def path_of(self, file: str) -> Path:
        """Where a file of the map is."""
        return Path(os.path.normpath(self.folder / file))

    def file_of(self, path: Path) -> str | None:
        """The path of a file as the map has it; None if it is no part of the map."""
        return self._files.get(path)

    @cached_property
    def _files(self) -> Mapping[Path, str]:
        return {self.path_of(file): file for file in self.texts}


@dataclass
class Workspace:
    """The folders of an editor, and the texts of its open files by path."""

    folders: tuple[Path, ...] = ()
    unsaved: dict[Path, bytes] = field(default_factory=dict)
    rules: Mapping[str, Text] = field(default_factory=dict)
    _read: dict[Path, tuple[bytes, ReadText]] = field(default_factory=dict)
    _sound: dict[Path, ReadText] = field(default_factory=dict)
    """Of each file the last text that could be read."""
    _saved: dict[Path, MapTexts] = field(default_factory=dict)
    _roots: dict[Path, Path | None] = field(default_factory=dict)
    _now: dict[Path, MapTexts] = field(default_factory=dict)
    """The maps as they are now, until something is typed."""
    _times_forgotten: int = 0

    def typed(self, path: Path, text: bytes | None) -> None:
        """Takes over the text of an open file; None when it is closed."""
        self._now.clear()
        before = self.unsaved.get(path)
        if text is None or before is None or _begins(before) != _begins(text):
            self._roots.clear()
        if text is None:
            self.unsaved.pop(path, None)
        else:
            self.unsaved[path] = text

    def forget_disk(self) -> None:
        """Reads files anew when they are next needed, as they may have changed on the disk."""
        self._times_forgotten += 1
        self._saved.clear()
        self._roots.clear()
        self._now.clear()

    def root_of(self, path: Path) -> Path | None:
        """The folder or file of the map that a file belongs to; None for a file that is no spec."""
        folder = path.parent
        if folder not in self._roots:
            self._roots[folder] = next(
                (each for each in _upwards(folder, self.folders) if self._begins_map(each)), None
            )
        found = self._roots[folder]
        if found is not None and found.is_dir():
            return found
        text = self.unsaved.get(path)
        if text is None or not sections_of(text) & keys_of(FileSpec).keys():
            return None
        self._roots.pop(folder)  # a map may begin with the next change
        return folder if folder.is_dir() and path.exists() else path

    def _begins_map(self, folder: Path) -> bool:
        """Whether a spec file of the folder says which map it is."""
        try:
            on_disk = [path for path in folder.iterdir() if _is_spec(path)]
        except OSError:
            on_disk = []
        files = {*on_disk, *(path for path in tuple(self.unsaved) if path.parent == folder and _is_spec(path))}
        return any(_begins(self._text(path)) for path in files)

    def _text(self, path: Path) -> bytes:
        if path in self.unsaved:
            return self.unsaved[path]
        try:
            return read_regular(path) if path.stat().st_size <= MAX_BYTES else b""
        except (OSError, NotRegular):
            return b""

    def is_read(self, root: Path) -> bool:
        """Whether the files of a map have been read, so that ``texts_of`` answers without the disk."""
        return root in self._saved

    def read_map(self, root: Path) -> None:
        """Reads the files of a map, in a thread of its own, and drops them if they were forgotten meanwhile."""
        before = self._times_forgotten
        saved = self._from_disk(root)
        for file, text in saved.texts.items():
            self.read(saved.path_of(file), file, text)
        if before == self._times_forgotten:
            self._saved[root] = saved

    def texts_of(self, root: Path) -> MapTexts:
        """The texts of the map at a folder or file, as they are in the editor now."""
        if root not in self._saved:
            self._saved[root] = self._from_disk(root)
        if root not in self._now:
            self._now[root] = self._with_unsaved(self._saved[root])
        return self._now[root]

    def _with_unsaved(self, saved: MapTexts) -> MapTexts:
        texts = dict(saved.texts)
        for path, text in self.unsaved.items():
            if (file := saved.file_of(path)) is not None:
                texts[file] = text
            elif not path.exists() and _within(saved, path):
                texts[path.relative_to(saved.folder).as_posix()] = text
        now = replace(saved, texts=texts)
        before = saved.builds_on
        if now.builds_on == before:
            return now
        own = {file: text for file, text in texts.items() if before is None or not is_in_base(before, file)}
        unreadable = tuple(
            each for each in saved.unreadable if before is None or not is_in_base(before, each.place.file)
        )
        return self._with_base(replace(saved, texts=own, unreadable=unreadable))

    def _from_disk(self, root: Path) -> MapTexts:
        if not root.exists():
            return MapTexts(root, {root.name: self.unsaved.get(root, b"")})
        if _holds_too_much(root):
            names = sorted(each.name for each in root.iterdir() if _is_spec(each))
            return self._with_base(MapTexts(root, {name: self._text(root / name) for name in names}, is_whole=False))
        texts, problems, unused = read_folder(root)
        return self._with_base(MapTexts(root, texts, problems, unused))

    def _with_base(self, own: MapTexts) -> MapTexts:
        """The texts with those of the map that their ``extends`` names now."""
        builds_on = own.project.builds_on
        if builds_on is None:
            return own
        if _holds_too_much(base_path(own.root, str(builds_on[1]))):
            return replace(own, is_whole=False)
        below, problems, _ = read_base(own.root, *builds_on)
        now = {file: self.unsaved.get(own.path_of(file), text) for file, text in below.items()}
        return replace(own, texts={**own.texts, **now}, unreadable=(*own.unreadable, *problems))

    def read(self, path: Path, file: str, text: bytes) -> ReadText:
        """The ids in a file, read once for each text."""
        known = self._read.get(path)
        if known is None or known[0] != text or known[1].file != file:
            known = text, read_text(file, text)
            self._read[path] = known
            if known[1].root is not None:
                self._sound[path] = known[1]
        return known[1]

    def known_of(self, texts: MapTexts, checked: Checked | None) -> Known:
        """What is known of a map, with the language and the holders of its last check."""
        files = {}
        for file, text in texts.texts.items():
            path = texts.path_of(file)
            read = self.read(path, file, text)
            files[file] = read if read.root is not None else self._sound.get(path, read)
        language = checked.language if checked is not None else "en"
        return Known(files, language, checked.holders if checked is not None else {}, self.rules)

    def roots_in_folders(self) -> tuple[Path, ...]:
        """The folders of the maps in the folders of the editor, found on the disk."""
        return tuple(dict.fromkeys(self._search()))

    def _search(self) -> Iterator[Path]:
        seen = 0
        for top in self.folders:
            for folder, below, _ in os.walk(top):
                below[:] = sorted(each for each in below if each[0] not in "._" and each not in _NEVER_SEARCHED)
                seen += 1
                if seen > _MOST_FOLDERS:
                    return
                if self._begins_map(Path(folder)):
                    yield Path(folder)


def _upwards(folder: Path, tops: tuple[Path, ...]) -> Iterator[Path]:
    """A folder and those above it, up to the root of its repository or below the home folder.

    Outside of both, the search ends at the folder that is open in the editor. The home folder and those above it are
    no map's for a file in a folder below.
    """
    home = Path.home()
    folders = (folder, *folder.parents[:_MOST_LEVELS])
    is_bounded = home in folder.parents or any(_is_repository(each) for each in folders)
    for each in folders:
        if each != folder and home.is_relative_to(each):
            return
        yield each
        if _is_repository(each) or (each in tops and not is_bounded):
            return


def _is_repository(folder: Path) -> bool:
    return (folder / ".git").exists()


def _holds_too_much(root: Path) -> bool:
    if not root.is_dir():
        return False
    try:
        return not spec_files(root, MOST_FILES).is_whole
    except OSError:
        return False


def sections_of(text: bytes) -> set[str]:
    """The words at the beginning of lines that look like the keys of sections."""
    return {found[1].decode() for found in _SECTION.finditer(text.removeprefix(b"\xef\xbb\xbf"))}


def _begins(text: bytes) -> bool:
    """Whether a text begins a map."""
    found = sections_of(text)
    return "map" in found and "scenario" not in found


def _is_spec(path: Path) -> bool:
    return path.name.endswith(ENDINGS) and path.name[0] not in "._"


def _within(saved: MapTexts, path: Path) -> bool:
    inside = saved.root.is_dir() and path.is_relative_to(saved.folder)
    return inside and all(part[0] not in "._" for part in path.relative_to(saved.folder).parts) and _is_spec(path)
