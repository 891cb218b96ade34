"""The findings that waivers accept: a table with the reasons, and their number in a sentence."""

from collections.abc import Sequence

from dataflow.base.finding import Acceptance, Finding
from dataflow.base.text import Text
from dataflow.base.visible import visible
from dataflow.documents.labelled import whole
from dataflow.documents.model import Column, Row, Table, line
from dataflow.wording.counts import Nouns, counted
from dataflow.wording.dates import in_words

_HEADS = (
    (Text(en="Finding", da="Fund"), 3.4),
    (Text(en="Why it is accepted", da="Hvorfor det er accepteret"), 2.6),
    (Text(en="By", da="Af"), 1.2),
    (Text(en="Until", da="Indtil"), 1.1),
)
_NOT_SHOWN: Nouns = (
    Text(en="{count} finding is accepted, and not shown here.", da="{count} fund er accepteret og vises ikke her."),
    Text(en="{count} findings are accepted, and not shown here.", da="{count} fund er accepteret og vises ikke her."),
)


def accepted_table(findings: Sequence[Finding], language: str) -> Table:
    """A row for each accepted finding: what it says, why it is accepted, by whom and until when."""
    columns = tuple(Column(text.in_language(language), width) for text, width in _HEADS)
    rows = tuple(
        Row(
            (
                line(whole(finding.message, language)),
                line("; ".join(visible(each.reason.in_language(language)) for each in finding.acceptances)),
                line("; ".join(dict.fromkeys(visible(each.by) for each in finding.acceptances if each.by))),
                line("; ".join(dict.fromkeys(_until(each, language) for each in finding.acceptances if each.until))),
            ),
            anchor=f"finding-{finding.fingerprint}",
            explore=f"finding={finding.fingerprint}",
        )
        for finding in findings
        if finding.waived
    )
    return Table("gaps-accepted-table", "", columns, rows, wide=True)


def not_shown(findings: Sequence[Finding], language: str) -> str:
    """How many findings are accepted; empty where none is."""
    count = sum(finding.waived for finding in findings)
    return counted(count, _NOT_SHOWN).in_language(language) if count else ""


def _until(acceptance: Acceptance, language: str) -> str:
    return in_words(acceptance.until or "").in_language(language)
