"""The elements of a StructureDefinition: its own differential, its snapshot, and what it is derived from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from dataflow.base.text import Sentence, Text
from dataflow.exchange.fhir.files import Resource, ResourcesRead
from dataflow.exchange.fhir.nodes import Node, Wording
from dataflow.exchange.tables.problems import Problem

_MOST_ANCESTORS = 20
_MOST_ELEMENTS = 5000
_TWICE = Text(
    en="The element id {id} stands twice. Keep one element of that id, or let the publisher correct the file.",
    da="Element-id'et {id} står to gange. Behold ét element med det id, eller lad udgiveren rette filen.",
)
_NO_ELEMENTS = Text(
    en="This StructureDefinition has neither a snapshot nor a differential, so it says nothing of its elements.",
    da="Denne StructureDefinition har hverken snapshot eller differential, så den siger intet om sine elementer.",
)
_TOO_MANY = Text(
    en="This definition has more than {limit} elements, and is not read.",
    da="Definitionen har flere end {limit} elementer og læses ikke.",
)
_IN_A_CIRCLE = Text(
    en="The definitions are derived from one another in a circle: {urls}.",
    da="Definitionerne er afledt af hinanden i ring: {urls}.",
)


@dataclass(frozen=True, slots=True)
class Element:
    """An element of a definition: what the definition says of it, and behind that what it is derived from.

    ``stated``: the definition itself says something about it.
    """

    id: str
    where: str
    layers: tuple[Node, ...]
    stated: bool

    @property
    def path(self) -> str:
        """Its path, without the names of slices."""
        return ".".join(part.partition(":")[0] for part in self.id.split("."))

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rpartition(".")[2]

    @property
    def slice(self) -> str:
        """The name of its slice; empty where it is none."""
        return self.id.rpartition(".")[2].partition(":")[2]

    @property
    def parent(self) -> str:
        """The id of the element that it lies in."""
        return self.id.rpartition(".")[0]

    def text(self, key: str) -> str:
        """A text of the first layer that has it."""
        return next((found for layer in self.layers if (found := layer.text(key))), "")

    def wording(self, key: str, language: str) -> Wording:
        """A text with its translations, of the first layer that has it."""
        return next((found for layer in self.layers if (found := layer.wording(key, language))), {})

    def nodes(self, key: str) -> tuple[Node, ...]:
        """The objects of a list of the first layer that has one."""
        return next((found for layer in self.layers if (found := layer.nodes(key))), ())

    def node(self, key: str) -> Node | None:
        """An object of the first layer that has it."""
        return next((found for layer in self.layers if (found := layer.node(key)) is not None), None)

    @property
    def types(self) -> tuple[str, ...]:
        """The codes of its types; empty where they are not stated."""
        return tuple(each.text("code") for each in self.nodes("type"))

    @property
    def min(self) -> int:
        """How often it is there at least; 0 where that is not stated."""
        return next((found for layer in self.layers if (found := layer.whole("min")) is not None), 0)

    @property
    def max(self) -> str:
        """How often it is there at most; empty where that is not stated."""
        return self.text("max")

    def values(self, *starts: str) -> Iterator[tuple[str, object]]:
        """The types and values of ``fixed`` or ``pattern``."""
        for layer in self.layers:
            for start in starts:
                yield from layer.beginning(start)


@dataclass(frozen=True)
class Definition:
    """A StructureDefinition with its elements by id. ``whole``: it has a snapshot, so no element is left out."""

    resource: Resource
    elements: Mapping[str, Element]
    whole: bool

    @property
    def root(self) -> str:
        """The id of the element that all others lie in."""
        return next(iter(self.elements)).partition(".")[0]

    @cached_property
    def _within(self) -> Mapping[str, tuple[Element, ...]]:
        found: dict[str, list[Element]] = {}
        for each in self.elements.values():
            found.setdefault(each.parent, []).append(each)
        return {parent: tuple(each) for parent, each in found.items()}

    def children(self, id_: str) -> tuple[Element, ...]:
        """The elements that lie in one directly."""
        return self._within.get(id_, ())

    @cached_property
    def _slices(self) -> Mapping[str, tuple[Element, ...]]:
        found: dict[str, list[Element]] = {}
        for each in self.elements.values():
            if each.slice:
                found.setdefault(each.id[: -len(each.slice) - 1], []).append(each)
        return {id_: tuple(each) for id_, each in found.items()}

    def slices(self, element: Element) -> tuple[Element, ...]:
        """The slices of an element that is none itself."""
        return self._slices.get(element.id, ())

    @cached_property
    def said(self) -> frozenset[str]:
        """The ids of the elements of which the definition itself says something, or of a part of them."""
        found: set[str] = set()
        for each in self.elements.values():
            id_ = each.id if each.stated else ""
            while id_ and id_ not in found:
                found.add(id_)
                id_ = id_.rpartition(".")[0]
        return frozenset(found)


def definition_of(resource: Resource, read: ResourcesRead) -> tuple[Definition, tuple[Problem, ...]]:
    """The elements of a StructureDefinition, and what is wrong with them."""
    problems: list[Problem] = []
    own = _by_id(resource, "differential", problems)
    whole = _by_id(resource, "snapshot", problems)
    if not own and not whole:
        problems.append(Problem(resource.where, Sentence(_NO_ELEMENTS)))
        return Definition(resource, {}, whole=False), tuple(problems)
    if max(len(own), len(whole)) > _MOST_ELEMENTS:
        problems.append(Problem(resource.where, Sentence(_TOO_MANY, {"limit": str(_MOST_ELEMENTS)})))
        return Definition(resource, {}, whole=False), tuple(problems)
    ancestors = [] if whole else _ancestors(resource, read, problems)
    elements: dict[str, Element] = {}
    for id_ in _with_parents((*(whole or own), *own)):
        layers = [layer for layer in (own.get(id_), whole.get(id_)) if layer is not None]
        path = layers[0].path if layers else "differential"
        layers += [node for ancestor in ancestors if (node := _inherited(id_, ancestor)) is not None]
        elements[id_] = Element(id_, resource.at(f"{path} ({id_})"), tuple(layers), not own or id_ in own)
    return Definition(resource, elements, bool(whole)), tuple(problems)


def _with_parents(ids: Iterable[str]) -> Iterator[str]:
    """The ids of elements, each after those that it lies in, which a differential may leave out."""
    seen: set[str] = set()
    for id_ in ids:
        parts = id_.split(".")
        for length in range(1, len(parts) + 1):
            each = ".".join(parts[:length])
            if each not in seen:
                seen.add(each)
                yield each


def _inherited(id_: str, elements: Mapping[str, Node]) -> Node | None:
    """What another definition says of an element, else of the one that it is a slice of."""
    plain = ".".join(part.partition(":")[0] for part in id_.split("."))
    return elements.get(id_) or elements.get(plain)


def _by_id(resource: Resource, view: str, problems: list[Problem]) -> dict[str, Node]:
    """The elements of a view of a definition, by id."""
    content = resource.content.node(view)
    found: dict[str, Node] = {}
    for each in content.nodes("element") if content else ():
        id_ = each.text("id") or each.text("path")
        if id_ in found:
            problems.append(Problem(resource.at(each.path), Sentence(_TWICE, {"id": id_})))
        elif id_:
            found[id_] = each
    return found


def _ancestors(resource: Resource, read: ResourcesRead, problems: list[Problem]) -> list[dict[str, Node]]:
    """The elements of the definitions that one is derived from, as far as they are among the files."""
    found: list[dict[str, Node]] = []
    seen = [resource.url]
    base = read.find("StructureDefinition", resource.content.text("baseDefinition"))
    while base is not None and len(found) < _MOST_ANCESTORS:
        if base.url in seen:
            problems.append(Problem(resource.where, Sentence(_IN_A_CIRCLE, {"urls": " → ".join((*seen, base.url))})))
            break
        seen.append(base.url)
        unreported: list[Problem] = []
        found += filter(None, (_by_id(base, view, unreported) for view in ("differential", "snapshot")))
        base = read.find("StructureDefinition", base.content.text("baseDefinition"))
    return found
