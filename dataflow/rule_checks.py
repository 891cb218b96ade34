"""Checks of a rule's page and examples, for the tests of those who write rules.

Law: it checks, and changes nothing.
"""

import re
from collections.abc import Iterator

from dataflow.analysis.assumptions import Assumptions
from dataflow.base.rule import Example, RuleKind, kind_of
from dataflow.base.text import LANGUAGES
from dataflow.evaluation import Evaluation
from dataflow.project import Project
from dataflow.rules import Rule
from dataflow.rules._page import page_of

_SHORTEST = 60


def faults_of(rule: Rule) -> tuple[str, ...]:
    """What is wrong with the page and the examples of a rule; empty where nothing is.

    The first example must give findings of this rule and of no other that the same command reports. The second must
    give none of this rule, and differ from the first in at most half of its lines. The rule need not be installed,
    and an exception in its ``find`` is raised.
    """
    return (*_faults_of_code(rule), *_faults_of_page(rule), *_faults_of_examples(rule))


def _faults_of_code(rule: Rule) -> Iterator[str]:
    if kind_of(rule.code) is None:
        yield f"{rule.code} is no code of a rule: letters and three digits, such as XX301"
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name):
        yield f"the name {rule.name!r} is not small letters and hyphens, such as no-fax"


def _faults_of_page(rule: Rule) -> Iterator[str]:
    texts = {key: getattr(rule, key) for key in ("title", "what", "why", "fix", "false_positives")}
    for key, text in texts.items():
        if text.en == text.da:
            yield f"{key} is the same in both languages"
        for language in LANGUAGES:
            said = text.in_language(language)
            if key == "title" and said.endswith("."):
                yield f"title ends in a full stop ({language})"
            if key != "title" and not (re.match(r'[A-ZÆØÅ"]', said) and said.endswith(".") and len(said) > _SHORTEST):
                yield f"{key} is no whole sentence of more than {_SHORTEST} characters ({language})"
    for language in LANGUAGES:
        for line in page_of(rule, language).splitlines():
            if re.search(r"TODO|\bXXX\b|\{[a-z]+\}|None\b|[^ ]  [^ ]", line.strip().partition("#")[0]):
                yield f"a line of the page is no finished text ({language}): {line.strip()}"


def _faults_of_examples(rule: Rule) -> Iterator[str]:
    if rule.reported.keys() != rule.fixed.keys():
        yield "the two examples have other files"
    old, new = ("\n".join(example.values()).splitlines() for example in (rule.reported, rule.fixed))
    if set(old) == set(new):
        yield "the two examples are the same"
    if len(set(old) - set(new)) > len(old) // 2:
        yield "the two examples differ in more than half of their lines"
    found = _codes_found(rule, rule.reported, rule.encoding)
    if found != {rule.code}:
        yield f"the reported example gives {', '.join(sorted(found)) or 'nothing'}, not {rule.code} alone"
    fixed = Project(_texts(rule.fixed))
    for problem in fixed.problems:
        yield f"the fixed example has an error: {problem.message.in_language('en')}"
    if not fixed.is_broken and rule.code in _codes_found(rule, rule.fixed):
        yield f"the fixed example still gives {rule.code}"


def _codes_found(rule: Rule, example: Example, encoding: str = "utf-8") -> set[str]:
    """The rules with findings in an example: this one, and those that the same command reports."""
    project = Project(_texts(example, encoding))
    if project.is_broken:
        return {finding.code for finding in project.problems}
    others = project.gaps() if kind_of(rule.code) is RuleKind.GAP else (*project.problems, *project.warnings())
    own = Evaluation(project.needs, Assumptions()).found_by([rule])
    return {finding.code for finding in (*own, *others)}


def _texts(example: Example, encoding: str = "utf-8") -> dict[str, bytes]:
    return {name: text.encode(encoding) for name, text in example.items()}
