"""The ids of a map as its files are now; of a file that is half typed, as they were when it was last sound."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dataflow.base.text import Text
from dataflow.editor.checks import Holder
from dataflow.editor.occurrences import Id, Occurrence, ReadText, label_of
from dataflow.language.nodes import MappingNode, Scalar
from dataflow.model.sections import WHAT


@dataclass(frozen=True)
class Known:
    """What is known of a map: its files by path, its language, and who holds each field."""

    files: Mapping[str, ReadText]
    language: str = "en"
    holders: Mapping[str, tuple[Holder, ...]] = field(default_factory=dict)
    rules: Mapping[str, Text] = field(default_factory=dict)
    """The titles of the rules, by code."""

    @cached_property
    def _by_id(self) -> Mapping[Id, tuple[Occurrence, ...]]:
        found: dict[Id, list[Occurrence]] = {}
        for file in self.files.values():
            for each in file.occurrences:
                found.setdefault(each.id, []).append(each)
        return {id_: tuple(each) for id_, each in found.items()}

    def occurrences(self, id_: Id) -> tuple[Occurrence, ...]:
        """Where an id stands, in the order of files and places; also by members that use a system of their role."""
        if id_.section != "systems":
            return self._by_id.get(id_, ())
        owner = self.declared_as(id_)
        same = (each for each in self._by_id if each[:2] == id_[:2] and self.declared_as(each) == owner)
        return tuple(occurrence for each in same for occurrence in self._by_id[each])

    def declared_as(self, id_: Id) -> Id:
        """The id under the actor that declares it: a system may be that of a member's role."""
        if id_.owner is None or self._declares(id_):
            return id_
        role = id_._replace(owner=self.role_of(id_.owner))
        return role if self._declares(role) else id_

    def role_of(self, actor: str) -> str | None:
        """The role that an actor extends."""
        for each in self.declarations(Id("actors", actor)):
            extends = each.node.get("extends") if isinstance(each.node, MappingNode) else None
            if isinstance(extends, Scalar):
                return str(extends)
        return None

    def _declares(self, id_: Id) -> bool:
        return any(each.declares for each in self._by_id.get(id_, ()))

    def declarations(self, id_: Id) -> tuple[Occurrence, ...]:
        """Where an id is declared, what has a label first."""
        if id_.owner is not None:
            id_ = self.declared_as(id_)
        found = [each for each in self._by_id.get(id_, ()) if each.declares]
        return tuple(sorted(found, key=lambda each: not label_of(each.node, id_.name).texts))

    def declared(self, section: str, owner: str | None = None) -> Iterator[Id]:
        """The ids that a section declares, each once; of systems those of an actor and of its role."""
        owners = (None,) if owner is None else (owner, self.role_of(owner))
        for id_ in self._by_id:
            if id_.section == section and id_.owner in owners and self._declares(id_):
                yield id_
        if section == "rules":
            yield from (Id("rules", code) for code in self.rules)

    def label(self, id_: Id) -> str:
        """The label of an id in the language of the map; the id itself where it has none."""
        if id_.section == "rules" and id_.name in self.rules:
            return self.rules[id_.name].in_language(self.language)
        first = next(iter(self.declarations(id_)), None)
        return id_.name if first is None else label_of(first.node, id_.name).in_language(self.language)

    def kind(self, section: str) -> str:
        """What an id of a section is: a field, an actor."""
        return WHAT[section].word.in_language(self.language) if section in WHAT else section

    def merged_with(self, others: "Iterable[Known]") -> "Known":
        """The same with the files of other maps."""
        files = {path: file for each in (*others, self) for path, file in each.files.items()}
        return Known(files, self.language, self.holders, self.rules)
