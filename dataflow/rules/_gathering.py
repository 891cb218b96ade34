"""The findings of all rules together: severities, waivers and order; and as they are given by role."""

from collections.abc import Iterable
from dataclasses import replace

from dataflow.base.finding import Finding, lowest
from dataflow.base.text import Sentence, Text
from dataflow.flow.needs import Needs
from dataflow.flow.worlds import World
from dataflow.model.entities import DataMap, Waiver
from dataflow.rules import Rule

_ALL = Text(en="{role} (all {of} members)", da="{role} (alle {of} medlemmer)")
_SOME = Text(en="{role} ({count} of {of} members)", da="{role} ({count} af {of} medlemmer)")


def gather(needs: Needs, world: World, rules: Iterable[Rule]) -> tuple[Finding, ...]:
    """What the rules find at member level, in the order of places; what the map turns off is left out."""
    data_map = needs.standing.data_map
    found = (finding for rule in rules if rule.find for finding in rule.find(needs, world))
    rated = (_rated(finding, data_map) for finding in found)
    waivers = [waiver for waiver in data_map.waivers if _in_force(waiver, needs.standing.as_of)]
    return in_order(_waived(finding, data_map, waivers) for finding in rated if finding is not None)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by place, code and subject."""
    return tuple(
        sorted(
            findings,
            key=lambda finding: (finding.place, finding.code, *(str(part) for part in _identity(finding))),
        )
    )


def by_role(findings: Iterable[Finding], data_map: DataMap) -> tuple[Finding, ...]:
    """The same findings by role: those that differ in nothing but the member are one, at the first of their places."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        actor = finding.subject.actor
        role = data_map.role_of(actor) if actor is not None else None
        alike = replace(finding.subject, actor=role)
        key = (finding.code, finding.cause, alike, finding.certain, finding.waived)
        groups.setdefault(key, []).append(finding)
    return in_order(_as_one(group, data_map) for group in groups.values())


def _identity(finding: Finding) -> tuple[object, ...]:
    subject = finding.subject
    return (
        subject.actor,
        subject.field,
        subject.phase,
        subject.need,
        subject.channel,
        subject.other,
        finding.cause,
        finding.certain,
        finding.waived,
    )


def _as_one(group: list[Finding], data_map: DataMap) -> Finding:
    first = min(group, key=lambda finding: finding.place)
    actor = first.subject.actor
    role = data_map.actors[actor].role if actor is not None else None
    if role is None:
        return first
    members = {finding.subject.actor for finding in group}
    of = len(data_map.members[role])
    count = {"role": role, "count": str(len(members)), "of": str(of)}
    purposes = {purpose for finding in group for purpose in finding.purposes}
    related = {(each.place, each.message.in_language("en")): each for finding in group for each in finding.related}
    hangs_on = {each.place: each for finding in group for each in finding.hangs_on}
    return replace(
        first,
        message=first.message.with_words(actor=Sentence(_ALL if len(members) == of else _SOME, count)),
        hint=first.hint.with_words(actor=role) if first.hint else None,
        related=tuple(related[key] for key in sorted(related)),
        subject=replace(first.subject, actor=role),
        purposes=tuple(purpose for purpose in data_map.purposes if purpose in purposes),
        hangs_on=tuple(hangs_on[place] for place in sorted(hangs_on)),
        confidence=lowest(finding.confidence for finding in group),
        planned=all(finding.planned for finding in group),
        members=tuple(member for member in data_map.members[role] if member in members),
        of=of,
    )


def _rated(finding: Finding, data_map: DataMap) -> Finding | None:
    if finding.code not in data_map.severities:
        return finding
    severity = data_map.severities[finding.code]
    return replace(finding, severity=severity) if severity else None


def _in_force(waiver: Waiver, as_of: str | None) -> bool:
    return as_of is None or waiver.valid_to is None or waiver.valid_to >= as_of


def _waived(finding: Finding, data_map: DataMap, waivers: Iterable[Waiver]) -> Finding:
    return replace(finding, waived=True) if any(_covers(waiver, finding, data_map) for waiver in waivers) else finding


def _covers(waiver: Waiver, finding: Finding, data_map: DataMap) -> bool:
    subject = finding.subject
    actors = (subject.actor, data_map.role_of(subject.actor)) if subject.actor is not None else ()
    return (
        waiver.rule == finding.code
        and (waiver.actor is None or waiver.actor in actors)
        and (waiver.field is None or waiver.field == subject.field)
        and (waiver.phase is None or waiver.phase == subject.phase)
        and (waiver.channel is None or waiver.channel == subject.channel)
    )
