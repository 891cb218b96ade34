"""What reports print of a rule is true of every map: it names nothing of an example."""

import re

import pytest

from dataflow.rules import RuleKind, all_rules, codes_of

EXAMPLES = re.compile(
    r"rehabilitation|risk group|municipalit|letter|chronic|refer|genoptræning|risikogruppe|kommune|brev\b|kronisk|"
    r"henvise|epikrise|if the \w+|er \w+ den eneste",
    re.IGNORECASE,
)


@pytest.mark.parametrize("code", codes_of(RuleKind.GAP))
def test_what_a_report_prints_of_a_rule_holds_for_any_map(code: str) -> None:
    rule = all_rules()[code]
    for text in (rule.what, rule.why):
        for language in ("en", "da"):
            assert EXAMPLES.findall(text.in_language(language)) == []
