"""The specs of a map: their texts, read and linked once."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dataflow.base.finding import Finding
from dataflow.base.gc_paused import gc_paused
from dataflow.base.text import LANGUAGES
from dataflow.language.civil_registration import masked, numbers_in
from dataflow.language.exclusion import Pattern
from dataflow.language.languages import languages_named
from dataflow.language.nodes import Scalar
from dataflow.language.paths import is_in_base
from dataflow.language.read import SpecFile, read_file
from dataflow.model.built_on import extends_of, split_base
from dataflow.model.link import Linked, link

ReadFiles = dict[str, tuple[bytes, SpecFile, tuple[Finding, ...]]]
"""By path: the text of a file, and what was read from it."""


@dataclass(frozen=True, eq=False)
class Specs:
    """The files of a map by path, those of the map that it builds on among them.

    ``unreadable`` are the findings on files that could not be read, ``unused_patterns`` those of ``map.exclude`` that
    match nothing, ``rules`` the codes of the rules that a map may
    name. ``known`` has the files read so far, and may be shared.
    """

    texts: Mapping[str, bytes]
    unreadable: tuple[Finding, ...]
    unused_patterns: tuple[Pattern, ...]
    rules: Collection[str]
    known: ReadFiles

    @cached_property
    def read(self) -> tuple[tuple[SpecFile, ...], tuple[Finding, ...]]:
        """The files, and the mistakes in them."""
        # By code point of the path, so that the order of a folder's files is the same on every machine.
        with gc_paused():
            results = [self._read_file(path, self.texts[path]) for path in sorted(self.texts)]
        return tuple(spec for spec, _ in results), tuple(finding for _, found in results for finding in found)

    def _read_file(self, path: str, text: bytes) -> tuple[SpecFile, tuple[Finding, ...]]:
        if path not in self.known or self.known[path][0] is not text:
            spec, findings = read_file(path, masked(text))
            self.known[path] = (text, spec, (*findings, *numbers_in(path, text)))
        _, spec, findings = self.known[path]
        return spec, findings

    @cached_property
    def builds_on(self) -> tuple[str, Scalar] | None:
        """The file that names the map that this one builds on, and the path as written there."""
        return next(((spec.path, word) for spec in self._own if (word := extends_of(spec)) is not None), None)

    @property
    def own_texts(self) -> Mapping[str, bytes]:
        """The texts of the map itself, without those of the map that it builds on."""
        if self.builds_on is None:
            return self.texts
        way = self.builds_on[1]
        return {path: text for path, text in self.texts.items() if not is_in_base(way, path)}

    @cached_property
    def _own(self) -> tuple[SpecFile, ...]:
        """The files of the map itself, without those of the map that it builds on."""
        return split_base(self.read[0]).own

    @cached_property
    def linked(self) -> Linked:
        """The map and its scenarios, with the findings on what does not fit together."""
        specs, _ = self.read
        lost = tuple(SpecFile.lost_file(finding.place.file) for finding in self.unreadable)
        with gc_paused():
            linked = link((*specs, *lost), self.rules, self.unused_patterns)
        # Nodes and specs are most of the memory of a large map, and are not needed any more (``make bench``).
        self.__dict__["read"] = tuple(spec.head for spec in specs), self.read[1]
        self.__dict__.pop("_own", None)
        self.known.clear()
        return linked

    @cached_property
    def map_id(self) -> str | None:
        """The id of the map; None where the specs state none."""
        ids = (spec.spec.map.id for spec in self._own if spec.spec.map and spec.spec.scenario is None)
        return next((str(map_id) for map_id in ids if map_id is not None), None)

    @cached_property
    def language(self) -> str | None:
        """The first supported language that the map states, read even from a file with mistakes; None without one."""
        specs = (*self._own, *self.read[0])
        written = [str(language) for spec in specs if spec.spec.map for language in spec.spec.map.languages or ()]
        if any(spec.lost or spec.cut for spec in specs):
            written = [language for spec in specs for language in languages_named(self.texts[spec.path])]
        return next((language for language in written if language in LANGUAGES), None)

    def lines(self, file: str) -> Sequence[str]:
        """The lines of a spec file, as YAML counts them, for excerpts; empty for a file that was not read."""
        if file not in self._lines:
            text = masked(self.texts.get(file, b"")).decode("utf-8-sig", errors="replace")
            self._lines[file] = re.split(r"\r\n|[\n\r\x85\u2028\u2029]", text)
        return self._lines[file]

    @cached_property
    def _lines(self) -> dict[str, list[str]]:
        return {}
