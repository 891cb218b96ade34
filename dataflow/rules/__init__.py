"""What the tool finds, one file a rule. Law: a rule computes; it does not print.

A new rule is a new file ``dfNNN_name.py`` here with a ``RULE``: its page, an example that shows it and the example
mended. Nothing else is edited: the command line, the documentation and the tests look into this folder.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.analysis.closure.sharing import Hop
from dataflow.analysis.needs.needs import Needs
from dataflow.analysis.subjects import Subjects
from dataflow.base.finding import Finding, Severity
from dataflow.base.plugins import names_in, plugin_in
from dataflow.base.text import Text
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Need

Example = Mapping[str, str]
"""Spec files by name."""


@dataclass(frozen=True)
class Context:
    """What a rule computes its findings from.

    ``needs`` answers about the map under any assumptions; ``assumptions`` are those of the run; ``subjects`` gives
    the statements of the actors that findings are asked for; ``prove`` gives the proofs that a need is not met under
    some assumptions (``evidence.md``).
    """

    needs: Needs
    assumptions: Assumptions
    subjects: Subjects
    prove: Callable[[str, Need, Iterable[Assumptions]], list[dict[str, Any]]]

    @property
    def map_as_of(self) -> MapAsOf:
        """The map on its date: what counts under which assumptions."""
        return self.needs.map_as_of

    @property
    def data_map(self) -> DataMap:
        """The linked map."""
        return self.needs.map_as_of.data_map

    @property
    def as_of(self) -> str | None:
        """The date."""
        return self.needs.map_as_of.as_of

    def hops(self, assumptions: Assumptions) -> Iterator[Hop]:
        """Every share, of the actors that findings are asked for, that carries its field and reaches somebody."""
        return (hop for hop in self.needs.hops(assumptions) if self.subjects.include(hop.sender))


@dataclass(frozen=True)
class Page:
    """What a person may want to know of a rule."""

    what: Text
    why: Text
    fix: Text
    false_positives: Text
    """When the finding may be a false alarm, or a sign that the map is incomplete."""
    reported: Example
    fixed: Example
    encoding: str = "utf-8"
    """That of the example that is reported."""


@dataclass(frozen=True)
class Rule:
    """A rule. ``find`` is None where the reader or the linker reports it on the way."""

    code: str
    name: str
    severity: Severity
    title: Text
    page: Page
    find: "Callable[[Context], Iterable[Finding]] | None" = None
    on_by_default: bool = True
    """Whether it is asked where the map's own ``rules`` say nothing of it."""


@cache
def rule_names() -> Mapping[str, str]:
    """The name of every rule by code, in the order of the codes; their files say it, and none is loaded."""
    return {code: rest.replace("_", "-") for code, rest in _files().items()}


def rule_of(code: str) -> Rule:
    """One rule, the only one that is loaded for it."""
    found: Rule = plugin_in(sys.modules[__name__], f"{code.lower()}_{_files()[code]}").RULE
    return found


def rules_of(*beginnings: str) -> tuple[Rule, ...]:
    """The rules whose codes begin so, in the order of the codes; no others are loaded."""
    return tuple(rule_of(code) for code in rule_names() if code.startswith(beginnings))


def all_rules() -> dict[str, Rule]:
    """Every rule by code, in the order of the codes."""
    return {code: rule_of(code) for code in rule_names()}


@cache
def _files() -> Mapping[str, str]:
    """What follows the code in the name of each rule's file."""
    named = (name.partition("_") for name in names_in(sys.modules[__name__]))
    return {code.upper(): rest for code, _, rest in named}
