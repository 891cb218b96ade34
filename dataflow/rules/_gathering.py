"""The findings of all rules together: severities, waivers and order; and as they are given by member and by role.

Where a map has members that nothing tells apart, the rules are asked about the first of them alone, and what they
find holds for all (``analysis/symmetry/equivalence.py``).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.needs import Needs
from dataflow.analysis.symmetry.equivalence import Crowd
from dataflow.base.finding import Finding, NeedRef, Subject, lowest
from dataflow.base.place import Place
from dataflow.base.text import Enumeration, Filling, Sentence
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Waiver
from dataflow.rules import Rule
from dataflow.wording.members import in_finding


def gather(needs: Needs, assumptions: Assumptions, rules: Iterable[Rule]) -> tuple[Finding, ...]:
    """What the rules find at member level, in the order of places; what the map turns off is left out."""
    data_map = needs.map_as_of.data_map
    asked = (rule for rule in rules if rule.find and _is_on(rule, data_map))
    rated = (_rated(finding, data_map) for rule in asked if rule.find for finding in rule.find(needs, assumptions))
    waivers = [waiver for waiver in data_map.waivers if in_force(waiver, needs.map_as_of.as_of)]
    return in_order(_waived(finding, data_map, waivers) for finding in rated)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by place, code and subject."""
    return tuple(
        sorted(
            findings,
            key=lambda finding: (finding.place, finding.code, *(str(part) for part in _identity(finding))),
        )
    )


def of_crowd(findings: Iterable[Finding], crowd: Crowd) -> tuple[Finding, ...]:
    """Those about the first of each that are alike, and those about no concrete actor."""
    concrete = crowd.data_map.statements

    def is_asked(subject: Subject) -> bool:
        if subject.actor is None or subject.actor not in concrete:
            return True
        field = _alone_about(subject)
        if field is not None:
            return subject.actor in crowd.asked_about(field)
        return crowd.is_asked(subject.actor, subject.other if subject.other in concrete else None)

    return tuple(finding for finding in findings if is_asked(finding.subject))


def by_member(findings: Iterable[Finding], data_map: DataMap, crowd: Crowd) -> tuple[Finding, ...]:
    """The findings of a crowd, for each actor of the map that they hold for."""
    return in_order(each_member(findings, data_map, crowd))


def each_member(findings: Iterable[Finding], data_map: DataMap, crowd: Crowd) -> Iterator[Finding]:
    """As ``by_member``, in no order."""
    order = _order_of_needs(data_map)
    for finding in findings:
        yield from _of_members(finding, crowd, order)


def _order_of_needs(data_map: DataMap) -> Callable[[NeedRef], tuple[int, ...]]:
    """Needs by actor, field and phase, as those are declared: whoever was asked about them."""
    actors, fields, phases = (
        {each: number for number, each in enumerate(declared)}
        for declared in (data_map.actors, data_map.fields, data_map.phases)
    )
    return lambda need: (actors[need.actor], fields[need.field], phases[need.phase])


def _of_members(finding: Finding, crowd: Crowd, order: Callable[[NeedRef], tuple[int, ...]]) -> Iterator[Finding]:
    subject = finding.subject
    if subject.actor is None:
        yield _with_all_needs(finding, crowd, order)
        return
    others = _others_alike(subject, crowd)
    for actor in _actors_alike(subject, crowd):
        for other in others:
            if (actor, other) == (subject.actor, subject.other):
                yield finding
            elif actor != other:
                yield _of_another(finding, actor, other, crowd)


def _alone_about(subject: Subject) -> str | None:
    """The field of what is found of one actor in one field: it holds for all that are alike in that field."""
    return subject.field if subject.other is None else None


def _actors_alike(subject: Subject, crowd: Crowd) -> tuple[str, ...]:
    return () if subject.actor is None else crowd.all_alike(subject.actor, _alone_about(subject))


def _others_alike(subject: Subject, crowd: Crowd) -> tuple[str | None, ...]:
    """All who may stand in the place of the other: those like the actor itself, where the other is one of them."""
    if subject.other is None:
        return (None,)
    actors = _actors_alike(subject, crowd)
    return actors if subject.other in actors else crowd.all_alike(subject.other)


def _of_another(finding: Finding, actor: str, other: str | None, crowd: Crowd) -> Finding:
    """What is found of an actor, said of another whom nothing tells from it."""
    subject = replace(finding.subject, actor=actor, other=other)
    now = {finding.subject.actor: ("actor", actor), finding.subject.other: ("other", other)}

    def said(sentence: Sentence) -> Sentence:
        words = {word: new for old, (word, new) in now.items() if new is not None and sentence.words.get(word) == old}
        if _names_any(sentence, crowd.members):
            swapped = crowd.in_place_of(finding.subject.actor or "", actor, _alone_about(subject))
            sentence = _exchanged(sentence, swapped)
        return sentence.with_words(**words) if words else sentence

    return replace(
        finding,
        subject=subject,
        message=said(finding.message),
        hint=said(finding.hint) if finding.hint else None,
        evidence=partial(finding.evidence, actor) if finding.evidence else None,
    )


def _exchanged(sentence: Sentence, swapped: Mapping[str, str]) -> Sentence:
    """The sentence with ids in each other's place wherever it enumerates them."""
    words = {name: _exchanged_word(word, swapped) for name, word in sentence.words.items()}
    return (
        sentence
        if all(word is sentence.words[name] for name, word in words.items())
        else replace(sentence, words=words)
    )


def _exchanged_word(word: Filling, swapped: Mapping[str, str]) -> Filling:
    if isinstance(word, Sentence):
        return _exchanged(word, swapped)
    if isinstance(word, Enumeration) and not swapped.keys().isdisjoint(word.ids):
        return replace(word, ids=frozenset(swapped.get(each, each) for each in word.ids))
    return word


def _with_all_needs(finding: Finding, crowd: Crowd, order: Callable[[NeedRef], tuple[int, ...]]) -> Finding:
    if finding.needs is None:
        return finding
    needs = [replace(need, actor=each) for need in finding.needs for each in crowd.all_alike(need.actor, need.field)]
    needs.sort(key=order)
    return replace(finding, needs=tuple(needs), message=finding.message.with_words(count=str(len(needs))))


def by_role(findings: Iterable[Finding], data_map: DataMap, crowd: Crowd) -> tuple[Finding, ...]:
    """The findings of a crowd by role: those that differ in nothing but members are one, at their first place."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for number, finding in enumerate(findings):
        of_role = _by_role(finding.subject, data_map)
        # What is about no member stays as it is.
        about_members = of_role != finding.subject
        key = (finding.code, finding.cause, of_role, finding.certain, finding.waived) if about_members else (number,)
        groups.setdefault(key, []).append(finding)
    return in_order(_as_one(group, data_map, crowd) for group in groups.values())


def _at(place: Place) -> tuple[str, int, int, int]:
    """A place as a tuple, which is compared far faster than the place."""
    return place.file, place.line, place.column, place.width


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


def _as_one(group: list[Finding], data_map: DataMap, crowd: Crowd) -> Finding:
    first = min(group, key=lambda finding: (finding.place, min(_actors_alike(finding.subject, crowd), default="")))
    subject = _by_role(first.subject, data_map)
    if subject == first.subject:
        return _needs_by_role(first, data_map)
    actors = {actor for finding in group for actor in _actors_alike(finding.subject, crowd)}
    others = {other for finding in group for other in _others_alike(finding.subject, crowd) if other is not None}
    named = {"actor": (subject.actor, actors)}
    if subject.other != first.subject.other:
        named["other"] = subject.other, others
    members, of = _members(actors, data_map)
    purposes = {purpose for finding in group for purpose in finding.purposes}
    # Most findings of a group have the same places beside them; what is the same object is put into words once.
    beside = {(*_at(each.place), id(each.message)): each for finding in group for each in finding.related}
    related = {(_at(each.place), each.message.in_language("en")): each for each in beside.values()}
    hangs_on = {each.place: each for finding in group for each in finding.hangs_on}
    counted = {word: _counted(role or "", members, data_map) for word, (role, members) in named.items()}
    roles = {word: role or "" for word, (role, _) in named.items()}
    planned = all(finding.planned for finding in group)
    # Where what is planned mends it for some only, the advice is that for the others.
    hinting = [finding for finding in group if finding.planned == planned]
    hints = [hint for finding in hinting if finding.hint for hint in _said_of_each(finding.hint, finding, crowd)]
    messages = [message for finding in group for message in _said_of_each(finding.message, finding, crowd)]
    return replace(
        first,
        message=_said_of_all(messages).with_words(**counted),
        hint=_said_of_all(hints).with_words(**roles) if hints else None,
        related=tuple(related[key] for key in sorted(related)),
        subject=subject,
        purposes=tuple(purpose for purpose in data_map.purposes if purpose in purposes),
        hangs_on=tuple(hangs_on[place] for place in sorted(hangs_on)),
        confidence=lowest(finding.confidence for finding in group),
        planned=planned,
        members=members,
        of=of,
        evidence=partial(first.evidence, min(_actors_alike(first.subject, crowd))) if first.evidence else None,
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
    return in_finding(role, len(actors), of)


def _said_of_each(sentence: Sentence, finding: Finding, crowd: Crowd) -> Iterator[Sentence]:
    """A sentence of a finding as it is worded for all whom it holds for, where it names any member of a role.

    Among more than two who are alike, nobody names one alone.
    """
    yield sentence
    actor = finding.subject.actor
    if actor is not None and actor in crowd.alike and _names_any(sentence, crowd.members):
        field = _alone_about(finding.subject)
        for first in dict.fromkeys(crowd.first_alike[each] for each in _actors_alike(finding.subject, crowd)):
            for another in crowd.alike[first] if len(crowd.alike[first]) == 2 else (first,):
                if another != actor:
                    yield _exchanged(sentence, crowd.in_place_of(actor, another, field))


def _names_any(sentence: Sentence, members: frozenset[str]) -> bool:
    return any(
        _names_any(word, members)
        if isinstance(word, Sentence)
        else isinstance(word, Enumeration) and not members.isdisjoint(word.ids)
        for word in sentence.words.values()
    )


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
    by_role = {replace(need, actor=data_map.role_of(need.actor)) for need in finding.needs}
    needs = tuple(sorted(by_role, key=_order_of_needs(data_map)))
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
