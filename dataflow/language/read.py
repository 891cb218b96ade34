"""Reads a spec file: its content as a ``FileSpec``, and a finding for every mistake."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dataflow.base.finding import Finding
from dataflow.base.text import Text
from dataflow.language import diagnostics
from dataflow.language.broken import colon_without_space
from dataflow.language.diagnostics import first_problems, refusal
from dataflow.language.everyday_words import nearest_keys
from dataflow.language.fast_reader import keys_of, read_fast
from dataflow.language.ids import id_meant, is_id
from dataflow.language.nodes import NOT_WRITTEN, MappingNode, Scalar, SequenceNode, place_of
from dataflow.language.parse import parse
from dataflow.language.schema import ActorSpec, FileSpec, MapSpec
from dataflow.language.statement_specs import STATEMENTS

_NO_MAPPING = Text(
    en="A spec file consists of sections such as actors: and fields:, and none begins here.",
    da="En fil i et kort består af afsnit som actors: og fields:, og her begynder ikke noget.",
)
_NO_MAPPING_HINT = Text(
    en="Begin with a section's name and a colon; dataflow init shows a small map.",
    da="Begynd med et afsnits navn og et kolon; dataflow init viser et lille kort.",
)


@dataclass(frozen=True)
class SpecFile:
    """One file as read: ``root`` has the same items as ``spec``, and gives the place of each. The statements in
    ``root`` are empty, as only their places are needed.

    ``declared`` has the ids that the file declares, by section, valid or not. ``lost`` means that the file could not
    be read to its end, ``cut`` that something invalid was removed: then nothing can be concluded from what is absent.
    """

    path: str
    root: MappingNode
    spec: FileSpec
    declared: Mapping[str, frozenset[str]]
    lost: bool
    cut: bool

    @property
    def head(self) -> "SpecFile":
        """The file with its ``map`` and ``scenario`` sections alone."""
        spec = FileSpec(map=self.spec.map, scenario=self.spec.scenario)
        return SpecFile(self.path, MappingNode.at(1, 1), spec, {}, self.lost, self.cut)

    @staticmethod
    def lost_file(path: str) -> "SpecFile":
        """A file that could not be read."""
        return SpecFile(path, MappingNode.at(1, 1), FileSpec(), {}, lost=True, cut=True)


def read_file(path: str, data: bytes) -> tuple[SpecFile, tuple[Finding, ...]]:
    """The valid content of a file, and a finding for each mistake (DF001 to DF007)."""
    parsed = parse(path, data)
    findings = list(parsed.findings)
    root, lost = parsed.root, not parsed.whole
    if root is not None and not isinstance(root, MappingNode):
        findings.append(refusal("DF007", place_of(path, root), _NO_MAPPING, _NO_MAPPING_HINT))
        lost = True
    tree = root if isinstance(root, MappingNode) else MappingNode.at(1, 1)
    declared = _declared((*tree.items(), *parsed.passed_over))
    meant_to_extend = _means_to_extend(tree)
    spec, objections = _checked(path, tree)
    findings += first_problems(objections)
    # What is indented too far is not declared where it should be.
    lost = lost or any(map(_is_indented, objections))
    # Without its base map, most references of the file would seem undeclared.
    lost = lost or (meant_to_extend and (spec.map is None or spec.map.extends is None))
    _empty_statements(tree)
    return SpecFile(path, tree, spec, declared, lost, cut=bool(findings)), tuple(findings)


def _is_indented(finding: Finding) -> bool:
    from dataflow.language.explain_indentation import is_indented  # with pydantic, which a right file does not need

    return is_indented(finding)


def _empty_statements(tree: MappingNode) -> None:
    """Empties the nodes of statements, whose content is in ``spec``, to save memory (``make bench``)."""
    for actor in (tree.get("actors") or {}).values():
        for kind in STATEMENTS:
            for statement in (actor or {}).get(kind) or ():
                statement.clear()


def _means_to_extend(tree: MappingNode) -> bool:
    """Whether the file has an ``extends`` for its map, even one that is misspelt or not valid."""
    written, known = tree.get("map"), keys_of(MapSpec)
    return isinstance(written, MappingNode) and any(
        value is not None and (key == "extends" or (key not in known and "extends" in nearest_keys(key, known)))
        for key, value in written.items()
    )


def _declared(sections: Iterable[tuple[str, Any]]) -> dict[str, frozenset[str]]:
    """The ids that the author meant to declare, so that one invalid section does not cause many unknown references.

    A misspelt section counts as the most similar one; a section that is similar to none counts as any of them.
    """
    known = tuple(keys_of(FileSpec))
    any_of_them = tuple(name for name in known if name not in ("dataflow", "map", "waivers", "scenario"))
    declared: dict[str, set[str]] = defaultdict(set)
    for section, entries in sections:
        meant = (section,) if section in known else nearest_keys(section, known) or any_of_them
        for name in meant:
            declared[str(name)].update(_ids_of(entries))
        for actor in entries.values() if "actors" in meant and isinstance(entries, MappingNode) else ():
            for key, systems in actor.items() if isinstance(actor, MappingNode) else ():
                if key not in _KEYS_OF_ACTORS or key == "systems":
                    declared["systems"].update(_ids_of(systems))
    return {name: frozenset(ids) for name, ids in declared.items()}


_KEYS_OF_ACTORS = keys_of(ActorSpec)


def _ids_of(entries: Any) -> frozenset[str]:
    """The ids that a section, or what may be meant as one, declares."""
    each = entries if isinstance(entries, SequenceNode) else [entries]
    pairs = [entry for entry in each if isinstance(entry, MappingNode)]
    words = [entry for entry in each if isinstance(entry, Scalar) and isinstance(entries, SequenceNode)]
    ids = frozenset(str(key) for keys in (*pairs, words) for key in keys)
    ids |= {slip["key"] for each in ids if (slip := colon_without_space(each))}
    # What refers to the id that the hint proposes instead of one that is not valid is no mistake.
    return ids | {proposed for each in ids if not is_id(each) and (proposed := id_meant(each)) is not None}


def _checked(path: str, tree: MappingNode) -> tuple[FileSpec, list[Finding]]:
    """The file as a ``FileSpec``. What is not valid is removed from the tree, and the rest is checked again.

    So one mistake never hides another; of a statement that lacks a key, the rest is kept. A missing key is reported
    in the first round only, as later it may be missing because it was removed.
    """
    findings: list[Finding] = []
    while True:
        try:
            return read_fast(FileSpec, tree), findings
        except ValueError:
            findings += _cut_out(path, tree, first=not findings, most=diagnostics.MAX_PROBLEMS + 1 - len(findings))


def _cut_out(path: str, tree: MappingNode, first: bool, most: int) -> list[Finding]:
    """Removes from the tree what pydantic finds not valid, and returns the findings for the first ``most`` of it."""
    from pydantic import ValidationError

    from dataflow.language.error_paths import steps_in
    from dataflow.language.explain import findings_of, is_absence
    from dataflow.language.models import model_of
    from dataflow.language.rest_of_mapping import key_to_fill, keys_meant, keys_to_take_out

    try:
        model_of(FileSpec).model_validate(tree)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    said = errors if first else [each for each in errors if not is_absence(each)]
    findings = findings_of(path, tree, said[: max(most, 0)])
    meant = keys_meant(tree, errors)
    absent = {(*loc[:-1], key) for loc, key in meant.items()}
    left_out = [each for each in errors if each["loc"] not in meant.keys() | absent]
    filled = {each["loc"]: fill for each in left_out if (fill := key_to_fill(tree, each)) is not None}
    contradicting = {each["loc"]: keys for each in left_out if (keys := keys_to_take_out(tree, each))}
    for loc, key in meant.items():
        _write_as(tree, steps_in(tree, loc), key)
    for above, key in filled.values():
        _fill(tree, steps_in(tree, above), key)
    gone = [each["loc"] for each in left_out if each["loc"] not in filled.keys() | contradicting.keys()]
    taken_out = [(*steps_in(tree, loc), key) for loc, keys in contradicting.items() for key in keys]
    _cut(tree, {*(steps_in(tree, loc) for loc in gone), *taken_out})
    return findings


def _write_as(tree: MappingNode, path: tuple[int | str, ...], key: str) -> None:
    """Gives a value another key, in the same place; once, even if several aliases lead to it."""
    node: Any = tree
    for step in path[:-1]:
        if isinstance(node, MappingNode):
            node.cut = True
        node = node[step]
    node.cut = True
    if path[-1] in node:
        word = node.key(path[-1])
        node[Scalar.at(key, word.line, word.column, word.width, word.plain)] = node.pop(path[-1])


def _fill(tree: MappingNode, path: tuple[int | str, ...], key: str) -> None:
    """Writes a key that is missing, with a value that stands for the missing one."""
    node: Any = tree
    for step in path:
        if isinstance(node, MappingNode):
            node.cut = True
        node = node[step]
    if key not in node:  # several aliases may lead to it
        node.cut = True
        node[Scalar.at(key, node.line, node.column, 1, True)] = NOT_WRITTEN


def _cut(tree: MappingNode, paths: Iterable[tuple[int | str, ...]]) -> None:
    """Removes the nodes at the paths, each once, even if several aliases lead to it."""
    found: dict[tuple[int, int | str], Any] = {}
    for path in paths:
        node: Any = tree
        for step in path[:-1]:
            if isinstance(node, MappingNode):
                node.cut = True
            node = node[step]
        if isinstance(node, MappingNode):
            node.cut = True
        found[id(node), path[-1]] = node
    # Backwards, so that earlier items of a list keep their index until they are removed.
    for (_, step), node in sorted(found.items(), key=lambda each: _in_order(each[0][1]), reverse=True):
        del node[step]


def _in_order(step: int | str) -> tuple[int, str]:
    return (step, "") if isinstance(step, int) else (-1, step)
