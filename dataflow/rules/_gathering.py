"""The findings of all rules together: severities, waivers and order; and as they are given by role."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dataflow.base.finding import Finding, Subject, lowest
from dataflow.base.text import Enumeration, Filling, Sentence, Text
from dataflow.flow.needs import Needs
from dataflow.flow.worlds import World
from dataflow.model.entities import DataMap, Waiver
from dataflow.rules import Rule

_ONLY = Text(en="{role} (its only member)", da="{role} (det eneste medlem)")
_ALL = Text(en="{role} (all {of} members)", da="{role} (alle {of} medlemmer)")
_SOME = Text(en="{role} ({count} of {of} members)", da="{role} ({count} af {of} medlemmer)")


def gather(needs: Needs, world: World, rules: Iterable[Rule]) -> tuple[Finding, ...]:
    """What the rules find at member level, in the order of places; what the map turns off is left out."""
    data_map = needs.standing.data_map
    asked = (rule for rule in rules if rule.find and _is_on(rule, data_map))
    rated = (_rated(finding, data_map) for rule in asked if rule.find for finding in rule.find(needs, world))
    waivers = [waiver for waiver in data_map.waivers if in_force(waiver, needs.standing.as_of)]
    return in_order(_waived(finding, data_map, waivers) for finding in rated)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by place, code and subject."""
    return tuple(
        sorted(
            findings,
            key=lambda finding: (finding.place, finding.code, *(str(part) for part in _identity(finding))),
        )
    )


def by_role(findings: Iterable[Finding], data_map: DataMap) -> tuple[Finding, ...]:
    """The same findings by role: those that differ in nothing but members are one, at the first of their places."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for number, finding in enumerate(findings):
        alike = _by_role(finding.subject, data_map)
        # What is about no member stays as it is.
        about_members = alike != finding.subject
        key = (finding.code, finding.cause, alike, finding.certain, finding.waived) if about_members else (number,)
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


def _by_role(subject: Subject, data_map: DataMap) -> Subject:
    """A subject with roles in the place of members; ``other`` is an actor only where the subject has one."""
    if subject.actor is None:
        return subject
    other = subject.other
    if other is not None and other in data_map.actors:
        other = data_map.role_of(other)
    return replace(subject, actor=data_map.role_of(subject.actor), other=other)


def _as_one(group: list[Finding], data_map: DataMap) -> Finding:
    first = min(group, key=lambda finding: finding.place)
    subject = _by_role(first.subject, data_map)
    if subject == first.subject:
        return _needs_by_role(first, data_map)
    actors = {finding.subject.actor for finding in group if finding.subject.actor is not None}
    others = {finding.subject.other for finding in group if finding.subject.other is not None}
    named = {"actor": (subject.actor, actors)}
    if subject.other != first.subject.other:
        named["other"] = subject.other, others
    members, of = _members(actors, data_map)
    purposes = {purpose for finding in group for purpose in finding.purposes}
    related = {(each.place, each.message.in_language("en")): each for finding in group for each in finding.related}
    hangs_on = {each.place: each for finding in group for each in finding.hangs_on}
    counted = {word: _counted(role or "", members, data_map) for word, (role, members) in named.items()}
    roles = {word: role or "" for word, (role, _) in named.items()}
    planned = all(finding.planned for finding in group)
    # Where what is planned mends it for some only, the advice is that for the others.
    hints = [finding.hint for finding in group if finding.hint and finding.planned == planned]
    return replace(
        first,
        message=_said_of_all([finding.message for finding in group]).with_words(**counted),
        hint=_said_of_all(hints).with_words(**roles) if hints else None,
        related=tuple(related[key] for key in sorted(related)),
        subject=subject,
        purposes=tuple(purpose for purpose in data_map.purposes if purpose in purposes),
        hangs_on=tuple(hangs_on[place] for place in sorted(hangs_on)),
        confidence=lowest(finding.confidence for finding in group),
        planned=planned,
        members=members,
        of=of,
    )


def _members(actors: set[str], data_map: DataMap) -> tuple[tuple[str, ...] | None, int | None]:
    """Which members of their role these are, and of how many; None for an actor that has none."""
    role = data_map.actors[min(actors)].role
    if role is None:
        return None, None
    return tuple(member for member in data_map.members[role] if member in actors), len(data_map.members[role])


def _counted(role: str, actors: set[str], data_map: DataMap) -> str | Sentence:
    """A role with how many of its members these are; an actor that is no role as it is."""
    if role not in data_map.members:
        return role
    of = len(data_map.members[role])
    words = {"role": role, "count": str(len(actors)), "of": str(of)}
    return Sentence(_SOME if len(actors) < of else _ONLY if of == 1 else _ALL, words)


def _said_of_all(sentences: Sequence[Sentence]) -> Sentence:
    """The first sentence, with all the ids that it and those that are worded alike enumerate."""
    first, *others = sentences
    words: dict[str, Filling] = dict(first.words)
    for other in others:
        if other.text == first.text:
            words = {name: _joined(word, other.words[name]) for name, word in words.items()}
    return Sentence(first.text, words)


def _joined(word: Filling, other: Filling) -> Filling:
    if isinstance(word, Enumeration) and isinstance(other, Enumeration):
        return word.with_others(other)
    if isinstance(word, Sentence) and isinstance(other, Sentence):
        return _said_of_all([word, other])
    return word


def _needs_by_role(finding: Finding, data_map: DataMap) -> Finding:
    """The same finding with its needs, and their number, by role."""
    if finding.needs is None:
        return finding
    needs = tuple(dict.fromkeys(replace(need, actor=data_map.role_of(need.actor)) for need in finding.needs))
    return replace(finding, needs=needs, message=finding.message.with_words(count=str(len(needs))))


def _is_on(rule: Rule, data_map: DataMap) -> bool:
    """Whether a rule is asked: as the map says, else as the rule does."""
    if rule.code in data_map.severities:
        return data_map.severities[rule.code] is not None
    return rule.on_by_default


def _rated(finding: Finding, data_map: DataMap) -> Finding:
    severity = data_map.severities.get(finding.code)
    return replace(finding, severity=severity) if severity else finding


def in_force(waiver: Waiver, as_of: str | None) -> bool:
    """Whether a waiver is not past its date."""
    return as_of is None or waiver.valid_to is None or waiver.valid_to >= as_of


def _waived(finding: Finding, data_map: DataMap, waivers: Iterable[Waiver]) -> Finding:
    return replace(finding, waived=True) if any(covers(waiver, finding, data_map) for waiver in waivers) else finding


def covers(waiver: Waiver, finding: Finding, data_map: DataMap) -> bool:
    """Whether a waiver is of a finding, whatever its date."""
    subject = finding.subject
    actors = (subject.actor, data_map.role_of(subject.actor)) if subject.actor is not None else ()
    return (
        waiver.rule == finding.code
        and (waiver.actor is None or waiver.actor in actors)
        and (waiver.field is None or waiver.field == subject.field)
        and (waiver.phase is None or waiver.phase == subject.phase)
        and (waiver.channel is None or waiver.channel == subject.channel)
    )
