"""The format counts of findings: how many there are of each rule."""

from collections import Counter
from collections.abc import Sequence

from dataflow.reports import Findings, Report, ReportOptions


def write(batches: Sequence[Findings], options: ReportOptions) -> str:
    """A line for each rule, in the order of the codes."""
    counts = Counter(finding.code for batch in batches for finding in batch.findings)
    return "".join(f"{code} {counts[code]}\n" for code in sorted(counts))


REPORT = Report(write)
