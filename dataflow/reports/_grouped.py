"""Findings grouped by actor, with a heading for each."""

from collections.abc import Sequence

from dataflow.base.escaping import one_line
from dataflow.base.finding import Finding
from dataflow.base.text import Text
from dataflow.reports import Findings
from dataflow.wording.counts import MEMBERS, counted

_NO_ACTOR = Text(en="The map as a whole", da="Kortet som helhed")


def grouped(batch: Findings) -> list[tuple[str | None, list[Finding]]]:
    """The findings by actor, in the order of declaration; findings without an actor come last."""
    groups: dict[str | None, list[Finding]] = {}
    for finding in batch.findings:
        groups.setdefault(finding.subject.actor, []).append(finding)
    order: list[str | None] = [*batch.actors, None]
    return [(actor, groups[actor]) for actor in order if actor in groups]


def heading_of(batch: Findings, actor: str | None, findings: Sequence[Finding], language: str) -> str:
    """The label of an actor, and the number of members of a role."""
    if actor is None:
        return _NO_ACTOR.in_language(language)
    title = one_line(batch.actor(actor, language))
    of = next((finding.of for finding in findings if finding.of), None)
    return title + (f", {counted(of, MEMBERS).in_language(language)}" if of else "")
