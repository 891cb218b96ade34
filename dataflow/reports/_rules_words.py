"""What the list of rules is called, in both languages."""

from dataflow.base.rule import RuleDescription
from dataflow.base.text import Text
from dataflow.wording.remarks import SEVERITIES

OFF = Text(en="off unless a map or --select names it", da="slået fra, medmindre et kort eller --select nævner den")
_ON = Text(en="on", da="slået til")
_IS_OFF = Text(en="off", da="slået fra")

COLUMNS = (
    Text(en="Rule", da="Regel"),
    Text(en="Name", da="Navn"),
    Text(en="Severity", da="Alvor"),
    Text(en="Default", da="Standard"),
    Text(en="Origin", da="Ophav"),
    Text(en="What it finds", da="Hvad den finder"),
)
OWN_ORIGIN = "dataflow"
"""What the origin of dataflow's own rules is called."""


def cells(rule: RuleDescription, language: str) -> tuple[str, ...]:
    """The cells of a rule's row."""
    severity, default, title = (
        text.in_language(language)
        for text in (SEVERITIES[rule.severity], _ON if rule.on_by_default else _IS_OFF, rule.title)
    )
    return rule.code, rule.name, severity, default, rule.origin or OWN_ORIGIN, title
