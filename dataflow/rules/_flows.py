"""Shares grouped by sender, receiver and channel."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace

from dataflow.analysis.closure.sharing import Hop
from dataflow.base.finding import Finding, Subject
from dataflow.model.statements import Share


@dataclass(frozen=True, slots=True)
class Flow:
    """A sender, receiver (concrete actors) and channel, whatever the field and phase."""

    sender: str
    receiver: str
    channel: str

    def subject(self, shares: Iterable[Share]) -> Subject:
        """The subject of a finding about these shares, with their field and phase where there is only one."""
        fields, phases = {share.field for share in shares}, {share.phase for share in shares}
        return Subject(
            actor=self.sender,
            field=fields.pop() if len(fields) == 1 else None,
            phase=phases.pop() if len(phases) == 1 else None,
            channel=self.channel,
            other=self.receiver,
        )


def by_flow(finding: Finding) -> Hashable:
    """The identity of findings about flows, as unknown shares may add fields and phases to one."""
    return replace(finding.subject, field=None, phase=None)


def flows(hops: Iterable[Hop]) -> Mapping[Flow, tuple[Share, ...]]:
    """The shares of hops by flow, without those of an actor to itself."""
    found: dict[Flow, list[Share]] = {}
    for hop in hops:
        if hop.sender != hop.receiver:
            found.setdefault(Flow(hop.sender, hop.receiver, hop.statement.entry.via), []).append(hop.statement)
    return {flow: tuple(shares) for flow, shares in found.items()}
