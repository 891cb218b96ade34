"""A unique name for each finding of a run, for services that list findings with equal names only once."""

import hashlib
from collections import Counter
from collections.abc import Sequence

from dataflow.base.finding import Finding
from dataflow.reports import Findings


def identified(batches: Sequence[Findings]) -> list[tuple[Findings, Finding, str]]:
    """Every finding with a unique name made of its map, its fingerprint and a number.

    Findings that differ only in certainty or waiver share a fingerprint; those in force, then the certain ones, get
    the lower numbers.
    """
    uses: Counter[tuple[str, str]] = Counter()
    names: dict[int, str] = {}
    found = [(batch, finding) for batch in batches for finding in batch.findings]
    for number, (batch, finding) in sorted(
        enumerate(found), key=lambda each: (each[1][1].waived, not each[1][1].certain, each[0])
    ):
        key = (batch.map_id or batch.root, finding.fingerprint)
        uses[key] += 1
        names[number] = hashlib.sha256("\0".join((*key, str(uses[key]))).encode(errors="replace")).hexdigest()[:32]
    return [(batch, finding, names[number]) for number, (batch, finding) in enumerate(found)]
