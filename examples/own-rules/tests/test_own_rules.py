"""The rule, the view and the formats, as dataflow finds them once this package is installed."""

from own_rules.channel_without_standard import RULE

from dataflow.project import Project
from dataflow.reports import report
from dataflow.rule_checks import faults_of

MAP = {name: text.encode() for name, text in RULE.reported.items()}


def test_the_rule_is_sound() -> None:
    """Its page is whole, and its examples show what it finds."""
    assert faults_of(RULE) == ()


def test_the_rule_is_installed() -> None:
    """A project asks it as it asks dataflow's own."""
    assert [finding.code for finding in Project(MAP).gaps()] == ["XX301"]


def test_the_view_and_the_format_of_pictures() -> None:
    """The view is drawn in every format, the format writes every view."""
    assert Project(MAP).draw("channel_list", "txt") == b"The channels\nDischarge letter\n"
    assert b"Discharge letter" in Project(MAP).draw("channel_list", "svg")
    assert Project(MAP).draw("overview", "txt")


def test_the_format_of_findings_is_installed() -> None:
    """It stands beside dataflow's own."""
    assert report("findings", "counts")
