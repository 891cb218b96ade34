"""Collects the findings of several rules, with the map's severities and waivers, in order."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from dataflow.base.finding import Acceptance, Finding, in_order
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Waiver
from dataflow.rules import Context, Rule


def gather(context: Context, rules: Iterable[Rule], on: Collection[str] = ()) -> tuple[Finding, ...]:
    """The findings of the rules that are on, in the order of places; those of ``on`` are, whatever the map says."""
    data_map = context.data_map
    active = (rule for rule in rules if rule.code in on or _is_on(rule, data_map))
    rated = (_rated(finding, data_map) for rule in active for finding in context.found_by(rule))
    waivers = [waiver for waiver in data_map.waivers if in_force(waiver, context.as_of)]
    return in_order(_waived(finding, data_map, waivers) for finding in rated)


def _is_on(rule: Rule, data_map: DataMap) -> bool:
    """Whether a rule is on: as the map says, else by the rule's own default."""
    if rule.code in data_map.severities:
        return data_map.severities[rule.code] is not None
    return rule.on_by_default


def _rated(finding: Finding, data_map: DataMap) -> Finding:
    severity = data_map.severities.get(finding.code)
    return replace(finding, severity=severity) if severity else finding


def in_force(waiver: Waiver, as_of: str | None) -> bool:
    """Whether a waiver has not expired."""
    return as_of is None or waiver.valid_to is None or waiver.valid_to >= as_of


def _waived(finding: Finding, data_map: DataMap, waivers: Iterable[Waiver]) -> Finding:
    accepting = [waiver for waiver in waivers if covers(waiver, finding, data_map)]
    if not accepting:
        return finding
    acceptances = tuple(Acceptance(waiver.reason, waiver.by, waiver.valid_to) for waiver in accepting)
    return replace(finding, waived=True, acceptances=acceptances)


def covers(waiver: Waiver, finding: Finding, data_map: DataMap) -> bool:
    """Whether a waiver matches a finding, whatever its date."""
    subject = finding.subject
    actors = (subject.actor, data_map.role_of(subject.actor)) if subject.actor is not None else ()
    return (
        waiver.rule == finding.code
        and (waiver.actor is None or waiver.actor in actors)
        and (waiver.field is None or waiver.field == subject.field)
        and (waiver.phase is None or waiver.phase == subject.phase)
        and (waiver.channel is None or waiver.channel == subject.channel)
    )
