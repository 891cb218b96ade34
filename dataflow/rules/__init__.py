"""The rules, one file each. Law: a rule computes; it does not print.

A new rule is a new file ``dfNNN_name.py`` here with a ``RULE``: its page, an example with the mistake and the same
example without it. No other code is edited: the command line, maps, questions and tests look into this folder. The
beginning of its code says which command reports it (``base/rule.py``). Other packages bring rules by entry points.
"""

import re
import sys
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.analysis.closure.sharing import Hop
from dataflow.analysis.needs.needs import Needs
from dataflow.analysis.subjects import Subjects
from dataflow.base.finding import Finding
from dataflow.base.installed import InstalledPart, Naming, installed, working
from dataflow.base.on_demand import OnDemand
from dataflow.base.plugins import names_in, plugin_in
from dataflow.base.rule import CODE, OWN, RuleDescription, RuleKind, kind_of
from dataflow.base.text import Text
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Need


@dataclass(frozen=True)
class Context:
    """What a rule computes its findings from.

    ``needs`` are the needs of the map, under any assumptions; ``assumptions`` are those of the run; ``subjects`` has
    the statements of the actors that findings are reported on; ``prove`` gives the proofs that a need is not met
    under some assumptions (``evidence.md``). Where ``is_only_compared``, findings are compared by their identities
    alone, and a rule may leave out what takes long and is not part of them.
    """

    needs: Needs
    assumptions: Assumptions
    subjects: Subjects
    prove: Callable[[str, Need, Iterable[Assumptions]], list[dict[str, Any]]]
    is_only_compared: bool = False
    _found: dict[tuple[str, Assumptions], tuple[Finding, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _hops: dict[Assumptions, tuple[Hop, ...]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def map_as_of(self) -> MapAsOf:
        """The map on its date."""
        return self.needs.map_as_of

    @property
    def data_map(self) -> DataMap:
        """The linked map."""
        return self.needs.map_as_of.data_map

    @property
    def as_of(self) -> str | None:
        """The date."""
        return self.needs.map_as_of.as_of

    def found_by(self, rule: "Rule") -> tuple[Finding, ...]:
        """The findings of a rule, without severities and waivers of the map."""
        key = (rule.code, self.assumptions)
        if key not in self._found:
            self._found[key] = tuple(rule.find(self)) if rule.find else ()
        return self._found[key]

    def hops(self, assumptions: Assumptions) -> tuple[Hop, ...]:
        """The hops whose sender is one of the actors that findings are reported on."""
        if assumptions not in self._hops:
            included = (hop for hop in self.needs.hops(assumptions) if self.subjects.include(hop.sender))
            self._hops[assumptions] = tuple(included)
        return self._hops[assumptions]


def by_subject(finding: Finding) -> Hashable:
    """The identity of findings that are the same where they are about the same things."""
    return finding.subject


def by_statement(finding: Finding) -> Hashable:
    """The identity of findings that are the same where they are about the same things, at the same statement."""
    return finding.subject, finding.place


@dataclass(frozen=True)
class Rule(RuleDescription):
    """A rule; ``find`` is None where the reader or the linker reports it.

    ``identity`` is equal for two findings of the rule that are the same finding, whatever else differs between the
    maps in which they were found (``language.md``, "What is not known"). It does not rest on the message, which is
    not worded for each member where findings are only compared. A rule of ``declared_only`` looks at what is
    declared and at no actor, so that it is evaluated even where other mistakes keep the map from being linked.
    """

    find: Callable[[Context], Iterable[Finding]] | None = None
    identity: Callable[[Finding], Hashable] = by_subject
    declared_only: bool = False


def rule_names() -> Mapping[str, str]:
    """The name of every rule by code: dataflow's own in the order of the codes, then those of other packages.

    None is loaded.
    """
    own, installed_rules = _own_names(), _installed()
    if not installed_rules:
        return own
    return {**own, **{code: _name_of(part.name) for code, part in installed_rules.items()}}


def rule_of(code: str) -> Rule:
    """One rule; no other is loaded. Raises KeyError for an unknown code, and ``Broken``."""
    return _own_rule(code) if code in _files() else _installed_rule(code)


def rules_of(*beginnings: str) -> tuple[Rule, ...]:
    """The rules whose codes have one of the beginnings, in the order of the codes; no others are loaded."""
    return tuple(working((code for code in rule_names() if code.startswith(beginnings)), rule_of))


def codes_of(kind: RuleKind) -> tuple[str, ...]:
    """The codes of the rules of a kind, in order; no rule is loaded."""
    return tuple(code for code in rule_names() if kind_of(code) is kind)


def all_rules() -> Mapping[str, Rule]:
    """Every rule that works by code, in the order of the codes; dataflow's own are loaded when they are looked up."""
    codes = [*_files(), *(rule.code for rule in working(_installed(), rule_of))]
    return OnDemand(codes, rule_of)


def identity_of(finding: Finding) -> Hashable:
    """A key that is equal for two findings that are the same, by the rule's ``identity``."""
    return finding.code, rule_of(finding.code).identity(finding)


@cache
def _files() -> Mapping[str, str]:
    """The file name of each rule without its code, by code."""
    named = (name.partition("_") for name in names_in(sys.modules[__name__]))
    return {code.upper(): rest for code, _, rest in named}


@cache
def _own_names() -> Mapping[str, str]:
    return {code: _name_of(f"{code}_{rest}") for code, rest in _files().items()}


def _name_of(file: str) -> str:
    """The name of the rule in a file: ``unmet-need`` for ``df301_unmet_need``."""
    return file.partition("_")[2].replace("_", "-")


@cache
def _own_rule(code: str) -> Rule:
    found: Rule = plugin_in(sys.modules[__name__], f"{code.lower()}_{_files()[code]}").RULE
    return found


_NAMING = Naming(
    "rules",
    re.compile(rf"(?!{OWN}\d){CODE.pattern}(_[a-z]+)+", re.IGNORECASE),
    Text(en="xx301_no_fax (df is for dataflow's own)", da="xx301_no_fax (df er til dataflows egne)"),
    lambda name: (name.partition("_")[0].upper(), _name_of(name)),
)


def _installed() -> Mapping[str, InstalledPart]:
    """The rules of other packages by code."""
    names = _own_names()
    return dict(sorted(installed(_NAMING, (*names, *names.values())).items()))


def _installed_rule(code: str) -> Rule:
    from dataflow.rules._checked import checked

    part = _installed()[code]
    return checked(part, code, _name_of(part.name))
