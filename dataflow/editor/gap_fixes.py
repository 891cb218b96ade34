"""Fixes for gaps that the map itself can close: a legal basis for a share, a slot in a channel."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from dataflow.base.finding import Finding
from dataflow.base.place import Place
from dataflow.base.text import Sentence, Text
from dataflow.editor.positions import Positions
from dataflow.exchange.yaml_edit import CannotEdit, Path, SpecText
from dataflow.fixes.edits import Edit, Fix
from dataflow.language.nodes import MappingNode, Node, SequenceNode
from dataflow.language.parse import parse
from dataflow.model.statements import Entry, NeedEntry, ShareEntry
from dataflow.project import Project

_ADD_BASIS = Text(en="Add legal_basis: {basis} to the share", da="Tilføj legal_basis: {basis} til delingen")
_ADD_SLOT = Text(
    en="Add a slot for {field} to {channel}: {form}", da="Giv {channel} en plads (slot) til {field}: {form}"
)
_MOST = 6
"""How many legal bases are offered."""


class GapFixes:
    """The fixes of one map's gaps; what they need of its texts is read once."""

    def __init__(self, project: Project) -> None:
        self.project = project

    def of(self, finding: Finding) -> Iterator[Fix]:
        """The fixes of a share without legal basis, and of a need whose value loses its form over a channel."""
        if finding.code == "DF503":
            yield from self._legal_bases(finding)
        elif finding.cause == "form-lost":
            yield from self._slots(finding)

    @cached_property
    def _entries(self) -> Mapping[Place, Entry]:
        statements = dict.fromkeys(self.project.data_map.statements.values())
        return {statement.entry.place: statement.entry for each in statements for statement in each}

    def _shares(self, finding: Finding) -> list[ShareEntry]:
        places = dict.fromkeys((finding.place, *(each.place for each in finding.related)))
        return [share for each in places if isinstance(share := self._entries.get(each), ShareEntry)]

    def _legal_bases(self, finding: Finding) -> Iterator[Fix]:
        bases, language = self.project.data_map.legal_bases, self.project.language
        bare = [share for share in self._shares(finding) if not share.legal_bases]
        purposes = {purpose for share in bare for purpose in share.purposes}
        paths = [(share.place.file, self._path_to(share.place)) for share in bare]

        def covers(basis: str) -> bool:
            return not bases[basis].purposes or purposes <= set(bases[basis].purposes)

        for basis in sorted(bases, key=lambda each: not covers(each))[:_MOST]:
            edits = [self._with_pair(file, path, "legal_basis", basis) for file, path in paths]
            whole = tuple(edit for edit in edits if edit is not None)
            if bare and len(whole) == len(edits):
                label = bases[basis].label.in_language(language)
                named = basis if label == basis else f"{basis} ({label})"
                yield Fix(finding, Sentence(_ADD_BASIS, {"basis": named}), whole, sure=False)

    def _slots(self, finding: Finding) -> Iterator[Fix]:
        data_map, field, need = self.project.data_map, finding.subject.field, self._entries.get(finding.place)
        if not isinstance(need, NeedEntry) or field is None:
            return
        for channel in dict.fromkeys(share.via for share in self._shares(finding)):
            found = data_map.channels[channel]
            carried = found.carries(field)
            if carried is None or carried >= need.form or not found.is_digital:
                continue
            edit = self._with_slot(found.place.file, channel, field, need.form.word)
            if edit is not None:
                words = {
                    "field": data_map.fields[field].label.in_language(self.project.language),
                    "channel": found.label.in_language(self.project.language),
                    "form": need.form.word,
                }
                yield Fix(finding, Sentence(_ADD_SLOT, words), (edit,), sure=False)

    def _with_slot(self, file: str, channel: str, field: str, form: str) -> Edit | None:
        slots: Path = ("channels", channel, "slots")
        root = self.project.texts.get(file) and parse(file, self.project.texts[file]).root
        written = root["channels"][channel] if isinstance(root, MappingNode) else None
        if isinstance(written, MappingNode) and written.get("slots"):
            return self._with_pair(file, slots, field, form)
        return self._with_pair(file, slots[:-1], "slots", {field: form})

    def _path_to(self, place: Place) -> Path | None:
        """The keys and numbers that lead to the node that begins at a place."""
        return _path_below(parse(place.file, self.project.texts[place.file]).root, place, ())

    def _with_pair(self, file: str, path: Path | None, key: str, value: object) -> Edit | None:
        """The edit that adds a pair to a mapping; None where the place is written in a way that can't be changed."""
        if path is None:
            return None
        try:
            text = SpecText(self.project.texts[file].decode("utf-8"))
            before = text.whole()
            text.set_value(path, key, value)
        except (CannotEdit, KeyError, UnicodeDecodeError):
            return None
        return _difference(file, before, text.whole())


def _path_below(node: Node | None, place: Place, path: Path) -> Path | None:
    if node is None:
        return None
    if (node.line, node.column) == (place.line, place.column) and path:
        return path
    steps: Iterable[tuple[str | int, Node | None]] = ()
    if isinstance(node, MappingNode):
        steps = ((str(key), value) for key, value in node.items())
    elif isinstance(node, SequenceNode):
        steps = enumerate(node)
    for step, below in steps:
        if (found := _path_below(below, place, (*path, step))) is not None:
            return found
    return None


def _difference(file: str, before: str, after: str) -> Edit:
    """The one edit that makes the one text of the other."""
    start = 0
    most = min(len(before), len(after))
    while start < most and before[start] == after[start]:
        start += 1
    end = 0
    while end < most - start and before[-1 - end] == after[-1 - end]:
        end += 1
    line, column = Positions(before).place_at(start)
    return Edit(Place(file, line, column, len(before) - end - start), after[start : len(after) - end])
