"""The codes of value sets, as far as the files list them."""

from collections.abc import Iterator
from typing import NamedTuple

from dataflow.exchange.fhir.files import Resource, ResourcesRead
from dataflow.exchange.fhir.nodes import Node, Wording, language_of

MOST_CODES = 1000
"""A value set of more codes than these names no fields."""


class Listed(NamedTuple):
    """A code of a value set, with the URL of its code system and its names."""

    system: str
    code: str
    wording: Wording


class _NotListed(Exception):
    """The files do not say which codes a value set has."""


def codes_in(url: str, read: ResourcesRead) -> tuple[Listed, ...]:
    """The codes of a value set; none where the files do not list them all, or list more than ``MOST_CODES``."""
    try:
        found = {(each.system, each.code): each for each in _codes_of(url, read, ())}
    except _NotListed:
        return ()
    return tuple(found.values()) if len(found) <= MOST_CODES else ()


def system_in(url: str, read: ResourcesRead) -> str:
    """The code system of a value set that has only one; empty for another."""
    resource = read.find("ValueSet", url)
    systems = systems_of(resource) if resource else ()
    return systems[0] if len(systems) == 1 else ""


def systems_of(resource: Resource) -> tuple[str, ...]:
    """The URLs of the code systems that a value set names."""
    found: dict[str, None] = {}
    compose = resource.content.node("compose")
    for include in compose.nodes("include") if compose else ():
        found[include.text("system")] = None
    expansion = resource.content.node("expansion")
    for contains in expansion.nodes("contains") if expansion else ():
        found[contains.text("system")] = None
    return tuple(filter(None, found))


def _codes_of(url: str, read: ResourcesRead, above: tuple[str, ...]) -> Iterator[Listed]:
    resource = read.find("ValueSet", url)
    if resource is None or resource.url in above:
        raise _NotListed
    expansion, compose = resource.content.node("expansion"), resource.content.node("compose")
    if expansion is not None and expansion.nodes("contains"):
        yield from _contained(expansion.nodes("contains"), resource.language)
    elif compose is not None:
        if compose.nodes("exclude"):
            raise _NotListed
        for include in compose.nodes("include"):
            yield from _included(include, read, (*above, resource.url), resource.language)


def _contained(nodes: tuple[Node, ...], language: str) -> Iterator[Listed]:
    for each in nodes:
        if each.text("code") and each.value.get("abstract") is not True:
            yield Listed(each.text("system"), each.text("code"), _named(each, language))
        yield from _contained(each.nodes("contains"), language)


def _included(include: Node, read: ResourcesRead, above: tuple[str, ...], language: str) -> Iterator[Listed]:
    system, others = include.text("system"), include.texts("valueSet")
    if include.nodes("filter") or (system and others):
        raise _NotListed
    for other in others:
        yield from _codes_of(other, read, above)
    if not system:
        return
    whole = read.find("CodeSystem", system)
    names = {each.code: each.wording for each in concepts_of(whole)} if whole else {}
    concepts = include.nodes("concept")
    if not concepts and (whole is None or whole.content.text("content") not in ("complete", "")):
        raise _NotListed
    for each in concepts:
        wording = _named(each, language) or names.get(each.text("code"), {})
        yield Listed(system, each.text("code"), wording)
    if not concepts:
        yield from (Listed(system, code, wording) for code, wording in names.items())


def concepts_of(resource: Resource) -> Iterator[Listed]:
    """The codes of a code system."""

    def within(nodes: tuple[Node, ...]) -> Iterator[Listed]:
        for each in nodes:
            yield Listed(resource.url, each.text("code"), _named(each, resource.language))
            yield from within(each.nodes("concept"))

    yield from within(resource.content.nodes("concept"))


def _named(node: Node, language: str) -> Wording:
    """The names of a code, in all languages."""
    found = dict(node.wording("display", language))
    for each in node.nodes("designation"):
        if (other := language_of(each.text("language"))) and each.text("value"):
            found.setdefault(other, each.text("value"))
    return found
