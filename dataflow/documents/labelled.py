"""Labels of a map as they stand in headings and cells, and where a document describes what they name."""

from collections.abc import Iterable, Sequence

from dataflow.analysis.lineage.some_members import SomeMembers
from dataflow.base.finding import Finding
from dataflow.base.naming import at_the_start, capitalised
from dataflow.base.text import Sentence, Text
from dataflow.base.visible import visible
from dataflow.documents.model import Line, Run, joined, line
from dataflow.model.data_map import DataMap
from dataflow.wording.members import partly


def label(data_map: DataMap, kind: str, id_: str, language: str) -> str:
    """The label of an id, as at the beginning of a cell or heading; the id where there is no such thing."""
    found = getattr(data_map, kind).get(id_)
    return at_the_start(id_ if found is None else visible(found.label.in_language(language)))


def linked(data_map: DataMap, kind: str, id_: str, language: str) -> Run:
    """The label of a field or actor, leading to where the document describes it."""
    return Run(label(data_map, kind, id_, language), target=f"#{kind.removesuffix('s')}-{id_}")


def linked_all(data_map: DataMap, kind: str, ids: Iterable[str], language: str) -> Line:
    """The labels of several, in the order of declaration, each leading to where it is described."""
    wanted = set(ids)
    return joined([(linked(data_map, kind, id_, language),) for id_ in getattr(data_map, kind) if id_ in wanted])


def linked_in_part(data_map: DataMap, kind: str, ids: Sequence[str], most: int, language: str) -> Line:
    """The first of some labels, each leading to its description, and the number of the others: ``a, b (+3)``."""
    names = joined([(linked(data_map, kind, id_, language),) for id_ in ids[:most]])
    return line(names, f" (+{len(ids) - most})" if len(ids) > most else "")


def some_of_role(data_map: DataMap, doing: Text, some: SomeMembers | None, language: str) -> str:
    """That only some members of a role do something: ``sent by 1 of 2: East (not West)``; nothing where all do."""
    if some is None:
        return ""
    return visible(Sentence(doing, {"members": partly(data_map, some)}).in_language(language))


def phases_of(data_map: DataMap, ids: Iterable[str], language: str) -> str:
    """The labels of phases in the order of the pathway."""
    wanted = set(ids)
    ordered = sorted(data_map.phases.values(), key=lambda phase: (phase.position, phase.order))
    return ", ".join(label(data_map, "phases", phase.id, language) for phase in ordered if phase.id in wanted)


def actor_of(data_map: DataMap, finding: Finding, language: str) -> str:
    """The actor of a finding; of a role, with the members that it holds for where these are not all."""
    name = label(data_map, "actors", finding.subject.actor or "", language)
    members = finding.members or ()
    if not members or len(members) == finding.of:
        return name
    return f"{name} ({len(members)}/{finding.of})"


def whole(sentence: Sentence, language: str) -> str:
    """A sentence as it stands by itself."""
    return capitalised(sentence.in_language(language))


def advised(hint: Sentence | None, language: str) -> str:
    """The advice about a finding for those who read a document; nothing where there is none."""
    return "" if hint is None else whole(hint.for_readers, language)


def innermost(hint: Sentence) -> Sentence:
    """The advice itself, without what introduces it."""
    for name in ("hint", "repair"):
        inner = hint.words.get(name)
        if isinstance(inner, Sentence):
            return innermost(inner)
    return hint
