"""A name for each finding that no other finding of a run has, for the services that list a name only once."""

import hashlib
from collections import Counter
from collections.abc import Sequence

from dataflow.base.finding import Finding
from dataflow.reports import Findings


def identified(batches: Sequence[Findings]) -> list[tuple[Findings, Finding, str]]:
    """Every finding with a name that holds as long as its map and fingerprint do.

    Findings that differ only in certainty, or in being waived, have one fingerprint: the certain one, and the one
    in force, comes first.
    """
    met: Counter[tuple[str, str]] = Counter()
    names: dict[int, str] = {}
    found = [(batch, finding) for batch in batches for finding in batch.findings]
    for number, (batch, finding) in sorted(
        enumerate(found), key=lambda each: (each[1][1].waived, not each[1][1].certain, each[0])
    ):
        key = (batch.map_id or batch.root, finding.fingerprint)
        met[key] += 1
        names[number] = hashlib.sha256("\0".join((*key, str(met[key]))).encode(errors="replace")).hexdigest()[:32]
    return [(batch, finding, names[number]) for number, (batch, finding) in enumerate(found)]
