"""Reads FHIR resources from JSON files and packages: they may come from anybody."""

import gzip
import io
import json
import tarfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from dataflow.base.text import Filling, Sentence, Text
from dataflow.exchange.fhir.nodes import Malformed, Node, language_of, one_line
from dataflow.exchange.tables.problems import Problem

READ = ("StructureDefinition", "Questionnaire", "ValueSet", "CodeSystem", "ConceptMap")
"""The types of resources that are read."""

LARGEST = 64 * 1024 * 1024
"""The most bytes of one file."""
_LARGEST_PACKAGE = 256 * 1024 * 1024
_MOST_FILES = 20_000
_DEEPEST = 100
_MB = 1024 * 1024
_TEXTS = ("id", "url", "version", "name", "title", "language", "fhirVersion", "kind", "derivation", "baseDefinition")
"""The keys that are read of every resource; their values have to be text."""

_NOT_JSON = Text(
    en="This is not JSON ({reason}). FHIR is read from JSON, not from XML or Turtle: export it as JSON.",
    da="Det er ikke JSON ({reason}). FHIR læses fra JSON, ikke fra XML eller Turtle: eksportér det som JSON.",
)
_AT = Text(en="line {line}, column {column}", da="linje {line}, kolonne {column}")
_NO_TEXT = Text(
    en="it is not in UTF-8, or has a number that is none", da="det er ikke i UTF-8 eller har et tal, der intet er"
)
_TWICE = Text(
    en='The key "{key}" stands twice in one object. Keep one.',
    da='Nøglen "{key}" står to gange i samme objekt. Behold den ene.',
)
_NO_RESOURCE = Text(
    en='This is JSON, but no FHIR resource: it has no "resourceType".',
    da='Det er JSON, men ingen FHIR-ressource: der er ingen "resourceType".',
)
_OTHER_TYPE = Text(
    en="This is a {type}, which says nothing that a map holds. These are read: {types}.",
    da="Det er en {type}, som ikke siger noget, et kort rummer. Disse læses: {types}.",
)
_OTHER_TYPES = Text(
    en="Files of other types are passed over: {types}.", da="Filer af andre typer er sprunget over: {types}."
)
_OTHER_VERSION = Text(
    en="This is FHIR {version}, and FHIR R4 (4.0.1) is read. Get the R4 version of the file or the package.",
    da="Det er FHIR {version}, og FHIR R4 (4.0.1) læses. Hent filen eller pakken i dens R4-udgave.",
)
_TOO_LARGE = Text(
    en="This is larger than {limit} MB and is not read. Import only the files that are needed.",
    da="Den fylder mere end {limit} MB og læses ikke. Importér kun de filer, der er brug for.",
)
_TOO_MANY = Text(
    en="This holds more than {limit} files and is not read. Import only the files that are needed.",
    da="Den rummer mere end {limit} filer og læses ikke. Importér kun de filer, der er brug for.",
)
_TOO_DEEP = Text(
    en="Objects lie within one another more than {limit} deep, which no FHIR definition does.",
    da="Objekter ligger mere end {limit} lag inde i hinanden, og det gør ingen FHIR-definition.",
)
_DAMAGED = Text(
    en="This is no FHIR package (a .tgz of JSON files), or it is damaged. Get it again.",
    da="Det er ingen FHIR-pakke (en .tgz med JSON-filer), eller den er beskadiget. Hent den igen.",
)
_LEADS_OUT = Text(
    en="The name of this file leads out of its package. The package is not read.",
    da="Filens navn fører ud af pakken. Pakken læses ikke.",
)
MALFORMED = Text(
    en="Something else stands here than in FHIR, which has {wanted}.",
    da="Her står noget andet end i FHIR, som har {wanted}.",
)
_SAME_URL = Text(
    en="The same canonical URL stands in {other} too: {url}. The first one is read.",
    da="Den samme kanoniske URL står også i {other}: {url}. Den første læses.",
)


class Given(NamedTuple):
    """A file to read. One that was ``named`` has to be of use; in a folder or a package others are passed over."""

    name: str
    data: bytes
    named: bool


@dataclass(frozen=True)
class Resource:
    """A FHIR resource: its file, its type, and its content."""

    file: str
    type: str
    content: Node

    @property
    def url(self) -> str:
        """Its canonical URL, without a version."""
        return self.content.text("url").partition("|")[0]

    @property
    def language(self) -> str:
        """The language of its texts; empty where it is not stated."""
        return language_of(self.content.text("language"))

    @property
    def name(self) -> str:
        """By which it is called: its title, else its name or id."""
        return next(filter(None, map(self.content.text, ("title", "name", "id"))), self.file)

    @property
    def where(self) -> str:
        """Its file and id, as shown."""
        id_ = self.content.text("id")
        return f"{self.file} ({id_})" if id_ else self.file

    def at(self, path: str) -> str:
        """A place in it, as shown."""
        return f"{self.file}: {path}" if path else self.file


class _Refused(Exception):
    """A file can't be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.where)
        self.problem = problem


@dataclass(frozen=True)
class ResourcesRead:
    """The resources of some files, each URL once, and what is wrong with the files."""

    resources: tuple[Resource, ...]
    problems: tuple[Problem, ...]

    def of(self, type_: str) -> tuple[Resource, ...]:
        """The resources of a type."""
        return tuple(each for each in self.resources if each.type == type_)

    @cached_property
    def _by_url(self) -> Mapping[tuple[str, str], Resource]:
        return {(each.type, each.url): each for each in self.resources if each.url}

    def find(self, type_: str, url: str) -> Resource | None:
        """The resource of a type with a canonical URL, whatever its version."""
        return self._by_url.get((type_, url.partition("|")[0]))


def resources_in(files: Iterable[Given]) -> ResourcesRead:
    """The resources of files, in their order."""
    found: list[Resource] = []
    problems: list[Problem] = []
    passed: Counter[str] = Counter()
    seen: dict[tuple[str, str], Resource] = {}
    for number, given in enumerate(files):
        try:
            if number >= _MOST_FILES:
                raise _refused(given.name, _TOO_MANY, limit=str(_MOST_FILES))
            for each in _unpacked(given):
                for resource in _resources(each, passed):
                    other = seen.setdefault((resource.type, resource.url or resource.where), resource)
                    if other is resource:
                        found.append(resource)
                    else:
                        words = {"other": other.file, "url": resource.url}
                        problems.append(Problem(resource.where, Sentence(_SAME_URL, words), hard=False))
        except _Refused as refused:
            problems.append(refused.problem)
            if number >= _MOST_FILES:
                break
    if passed:
        listed = ", ".join(f"{type_} ({count})" for type_, count in sorted(passed.items()))
        problems.append(Problem("", Sentence(_OTHER_TYPES, {"types": listed}), hard=False))
    return ResourcesRead(tuple(found), tuple(problems))


def _refused(where: str, text: Text, **words: Filling) -> _Refused:
    return _Refused(Problem(where, Sentence(text, words)))


# Packages


class _Bounded(io.RawIOBase):
    """What a compressed file holds, up to a number of bytes."""

    def __init__(self, data: bytes, where: str) -> None:
        self._unpacked = gzip.GzipFile(fileobj=io.BytesIO(data))
        self._count = 0
        self._where = where

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Reads the next bytes into a buffer."""
        part = self._unpacked.read(len(buffer))
        self._count += len(part)
        if self._count > _LARGEST_PACKAGE:
            raise _refused(self._where, _TOO_LARGE, limit=str(_LARGEST_PACKAGE // _MB))
        buffer[: len(part)] = part
        return len(part)


def _unpacked(given: Given) -> Iterator[Given]:
    """The JSON files of a package, else the file itself."""
    if not given.data.startswith(b"\x1f\x8b"):
        yield given
        return
    try:
        with tarfile.open(fileobj=io.BufferedReader(_Bounded(given.data, given.name)), mode="r|") as package:
            for number, member in enumerate(package):
                where = f"{given.name}/{one_line(member.name)}"
                if number >= _MOST_FILES:
                    raise _refused(given.name, _TOO_MANY, limit=str(_MOST_FILES))
                parts = member.name.replace("\\", "/").split("/")
                if ".." in parts or parts[0] == "" or ":" in parts[0]:
                    raise _refused(where, _LEADS_OUT)
                if member.size > LARGEST:
                    raise _refused(where, _TOO_LARGE, limit=str(LARGEST // _MB))
                if not member.isreg() or not _is_definition(parts):
                    continue
                content = package.extractfile(member)
                if content is not None:
                    yield Given(where, content.read(), named=False)
    except (tarfile.TarError, zlib.error, EOFError, ValueError, OSError) as error:
        raise _refused(given.name, _DAMAGED) from error


def _is_definition(parts: list[str]) -> bool:
    """Whether a file of a package is JSON, and no description of the package itself."""
    hidden = parts[-1].startswith(".") or parts[-1] == "package.json" or "openapi" in parts
    return parts[-1].endswith(".json") and not hidden


# Files


def _resources(given: Given, passed: Counter[str]) -> Iterator[Resource]:
    """The resources of a file: one, or those of a bundle."""
    content = _object(given)
    root = Node(content)
    try:
        type_ = root.text("resourceType")
        if not type_ and given.named:
            raise _refused(given.name, _NO_RESOURCE)
        if type_ == "Bundle":
            for entry in root.nodes("entry"):
                inner = entry.node("resource")
                if inner is not None:
                    yield from _of_use(Resource(given.name, inner.text("resourceType"), inner), passed, named=False)
        else:
            yield from _of_use(Resource(given.name, type_, root), passed, given.named)
    except Malformed as error:
        raise _refused(f"{given.name}: {error.path}", MALFORMED, wanted=error.wanted) from error


def _of_use(resource: Resource, passed: Counter[str], named: bool) -> Iterator[Resource]:
    for key in _TEXTS:
        resource.content.text(key)
    if resource.type in READ:
        version = _other_version(resource)
        if version:
            raise _refused(resource.where, _OTHER_VERSION, version=version)
        yield resource
    elif named:
        raise _refused(resource.file, _OTHER_TYPE, type=resource.type, types=", ".join(READ))
    else:
        passed[resource.type or "JSON"] += 1


def _other_version(resource: Resource) -> str:
    """The version of FHIR of a resource that is not R4; empty for R4, and where it does not say."""
    content = resource.content
    version = content.text("fhirVersion")
    if version and not version.startswith("4.0"):
        return version
    of_r5 = {"ConceptMap": ("sourceScopeUri", "sourceScopeCanonical", "targetScopeUri", "targetScopeCanonical")}
    if any(content.value.get(key) is not None for key in of_r5.get(resource.type, ())):
        return "R5"
    if resource.type == "ConceptMap":
        for group in content.nodes("group"):
            for element in group.nodes("element"):
                if any("relationship" in target.value for target in element.nodes("target")):
                    return "R5"
    return ""


def _object(given: Given) -> dict[str, Any]:
    """The object of a JSON file."""
    if len(given.data) > LARGEST:
        raise _refused(given.name, _TOO_LARGE, limit=str(LARGEST // _MB))
    try:
        content = json.loads(given.data.decode("utf-8-sig"), object_pairs_hook=_pairs, parse_constant=_constant)
    except _Twice as error:
        raise _refused(given.name, _TWICE, key=one_line(error.key)) from error
    except RecursionError as error:
        raise _refused(given.name, _TOO_DEEP, limit=str(_DEEPEST)) from error
    except json.JSONDecodeError as error:
        place = Sentence(_AT, {"line": str(error.lineno), "column": str(error.colno)})
        raise _refused(given.name, _NOT_JSON, reason=place) from error
    except ValueError as error:  # other bytes than UTF-8, or a number of thousands of digits
        raise _refused(given.name, _NOT_JSON, reason=_NO_TEXT) from error
    if _depth(content) > _DEEPEST:
        raise _refused(given.name, _TOO_DEEP, limit=str(_DEEPEST))
    if not isinstance(content, dict):
        raise _refused(given.name, _NO_RESOURCE)
    return content


class _Twice(Exception):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        raise _Twice(next(key for key, count in counts.items() if count > 1))
    return found


def _constant(word: str) -> Any:
    raise ValueError(word)


def _depth(content: Any) -> int:
    """How deep values lie within one another; no deeper than one more than is read."""
    depth, level = 0, [content]
    while level and depth <= _DEEPEST:
        depth += 1
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
    return depth
