"""Findings as Markdown tables, one for each actor, for a merge request, a wiki or the summary of a workflow."""

from collections.abc import Iterable, Sequence

from dataflow.base.finding import Finding
from dataflow.base.text import Text
from dataflow.reports import Findings, Report, ReportOptions
from dataflow.reports._grouped import grouped, heading_of
from dataflow.reports._markdown import plain, table
from dataflow.reports._words import members_meant, reasons, remarks, summary
from dataflow.wording.remarks import SEVERITIES

_COLUMNS = (
    Text(en="Severity", da="Alvor"),
    Text(en="Rule", da="Regel"),
    Text(en="Where", da="Hvor"),
    Text(en="Finding", da="Fund"),
    Text(en="What to do", da="Hvad der kan gøres"),
    Text(en="Remarks", da="Bemærkninger"),
)


def write(batches: Sequence[Findings], options: ReportOptions) -> str:
    """A heading for each map, its summary line and its findings."""
    return "\n".join("\n\n".join(_blocks(batch, options.language)) + "\n" for batch in batches)


def _blocks(batch: Findings, language: str) -> Iterable[str]:
    yield f"## {plain(batch.title(language))}"
    yield summary(batch, language)
    if not batch.by_actor:
        if batch.findings:
            yield _table(batch, batch.findings, language)
        return
    for actor, findings in grouped(batch):
        yield f"### {plain(heading_of(batch, actor, findings, language))}"
        yield _table(batch, findings, language)


def _table(batch: Findings, findings: Iterable[Finding], language: str) -> str:
    rows = (
        (
            SEVERITIES[finding.severity].in_language(language),
            f"{finding.code} {batch.rules[finding.code].name}",
            batch.place(finding.place),
            _message(batch, finding, language),
            finding.hint.in_language(language) if finding.hint else "",
            "; ".join(filter(None, (", ".join(remarks(batch, finding, language)), reasons(finding, language)))),
        )
        for finding in findings
    )
    return table([column.in_language(language) for column in _COLUMNS], rows)


def _message(batch: Findings, finding: Finding, language: str) -> str:
    members = members_meant(batch, finding, language)
    return finding.message.in_language(language) + (f" ({members})" if members else "")


REPORT = Report(write)
