"""A spec file's text to what it says, and everything that is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from dataflow.base.finding import Finding
from dataflow.base.text import Text
from dataflow.spec.explain import findings_of, is_absence, steps_in
from dataflow.spec.nodes import Pairs, place_of
from dataflow.spec.parse import parse
from dataflow.spec.refusals import refusal
from dataflow.spec.schema import FileSpec

_NO_MAPPING = Text(
    en="A spec file consists of sections such as actors: and fields:.",
    da="En spec-fil består af afsnit som actors: og fields:.",
)
_NO_MAPPING_HINT = Text(
    en="Begin with a section's name and a colon; dataflow init shows a small map.",
    da="Begynd med et afsnits navn og et kolon; dataflow init viser et lille kort.",
)


@dataclass(frozen=True)
class SpecFile:
    """One file as read: ``spec`` and the nodes in ``root`` are alike, item by item, so that each part has its place.

    ``declared`` names, section by section, the ids that the file declares, well or badly. ``lost`` means that the
    file could not be read to its end, ``cut`` that something was taken out: then nothing should be concluded from
    what seems to be absent.
    """

    path: str
    root: Pairs
    spec: FileSpec
    declared: Mapping[str, frozenset[str]]
    lost: bool
    cut: bool

    @staticmethod
    def lost_file(path: str) -> "SpecFile":
        """A file of which nothing is known."""
        return SpecFile(path, Pairs.at(1, 1), FileSpec(), {}, lost=True, cut=True)


def read_file(path: str, data: bytes) -> tuple[SpecFile, tuple[Finding, ...]]:
    """What a file says, less what is wrong in it, and a finding for each wrong thing (DF001 to DF007)."""
    parsed = parse(path, data)
    findings = list(parsed.findings)
    root, lost = parsed.root, not parsed.whole
    if root is not None and not isinstance(root, Pairs):
        findings.append(refusal("DF007", place_of(path, root), _NO_MAPPING, _NO_MAPPING_HINT))
        lost = True
    tree = root if isinstance(root, Pairs) else Pairs.at(1, 1)
    declared = {
        str(section): frozenset(str(key) for key in entries)
        for section, entries in tree.items()
        if isinstance(entries, Pairs)
    }
    spec, objections = _checked(path, tree)
    findings += objections
    return SpecFile(path, tree, spec, declared, lost, cut=bool(findings)), tuple(findings)


def _checked(path: str, tree: Pairs) -> tuple[FileSpec, list[Finding]]:
    """The file as a model. What the schema objects to is cut out of the tree, and the rest is asked again.

    So one mistake never hides another; that something is missing is said in the first round only, as later it may
    be missing because it was cut.
    """
    findings: list[Finding] = []
    while True:
        try:
            return FileSpec.model_validate(tree), findings
        except ValidationError as error:
            errors = error.errors(include_url=False)
        said = [each for each in errors if not is_absence(each)] if findings else errors
        findings += findings_of(path, tree, said)
        # Backwards, so that what comes earlier in a list keeps its number until its turn.
        for steps in sorted({steps_in(tree, each["loc"]) for each in errors}, key=_in_order, reverse=True):
            _cut(tree, steps)


def _in_order(steps: tuple[int | str, ...]) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (-1, step) for step in steps]


def _cut(tree: Pairs, steps: tuple[int | str, ...]) -> None:
    node: Any = tree
    for step in steps[:-1]:
        node = node[step]
    del node[steps[-1]]
