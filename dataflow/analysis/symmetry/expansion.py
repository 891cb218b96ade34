"""Expands findings about representatives to findings about all actors, by member or by role.

Actors in the sentences of a finding are references (``ActorRef``, ``Actors``), which are replaced whatever the name
of their placeholder; in the end by the names of the actors.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from dataflow.analysis.symmetry.equivalence import Equivalence
from dataflow.base.finding import Finding, NeedRef, Subject, in_order, lowest
from dataflow.base.text import ActorRef, Actors, Count, Enumeration, Filling, Name, Sentence
from dataflow.model.data_map import DataMap

_Replace = Callable[[ActorRef], Filling]
RoleInWords = Callable[[Name, int, int], Sentence]
"""Formats the name of a role, given how many of its members are meant and how many it has."""


class Expansion:
    """Expands findings about representatives to the actors that they represent."""

    def __init__(self, data_map: DataMap, equivalence: Equivalence) -> None:
        self._data_map = data_map
        self._equivalence = equivalence
        self._expanded: dict[tuple[int, str], tuple[tuple[Finding, ...], tuple[Finding, ...]]] = {}

    def once(
        self, findings: tuple[Finding, ...], level: str, expand: Callable[[], tuple[Finding, ...]]
    ) -> tuple[Finding, ...]:
        """What some findings are expanded to at a level, which is computed once for each tuple of findings."""
        key = (id(findings), level)
        if key not in self._expanded:
            self._expanded[key] = (findings, expand())  # the findings are kept, so that no others get their id
        return self._expanded[key][1]

    def about_representatives(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings about representatives, and those about no concrete actor."""
        return tuple(finding for finding in findings if self._is_about_representatives(finding.subject))

    def _is_about_representatives(self, subject: Subject) -> bool:
        concrete = self._equivalence.reduced.statements
        if subject.actor is None or subject.actor not in concrete:
            return True
        field = _only_field(subject)
        if field is not None:
            return subject.actor in self._equivalence.representatives_for(field)
        return self._equivalence.represents(subject.actor, subject.other if subject.other in concrete else None)

    def by_member(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """A finding for each concrete actor that it is true of, in order."""
        return in_order(self._in_names(finding) for finding in self.each_member(findings))

    def each_member(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The same, in no order, and with references to actors."""
        return self._each(findings, self._about)

    def each_unworded(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The same, with the sentences about the representatives: for callers that use the subjects alone."""
        return self._each(
            findings,
            lambda finding, actor, other: replace(
                finding, subject=replace(finding.subject, actor=actor, other=other), evidence=None
            ),
        )

    def _each(
        self, findings: Iterable[Finding], about: Callable[[Finding, str, str | None], Finding]
    ) -> Iterator[Finding]:
        for finding in findings:
            subject = finding.subject
            if subject.actor is None:
                yield self._with_all_needs(finding)
                continue
            others = self._others(subject)
            for actor in self._actors(subject):
                for other in others:
                    if (actor, other) == (subject.actor, subject.other):
                        yield finding
                    elif actor != other:
                        yield about(finding, actor, other)

    def _actors(self, subject: Subject) -> tuple[str, ...]:
        return () if subject.actor is None else self._equivalence.class_of(subject.actor, _only_field(subject))

    def _others(self, subject: Subject) -> tuple[str | None, ...]:
        """The actors that may replace ``other``: the actor's class where it is in it, else its own class."""
        if subject.other is None:
            return (None,)
        actors = self._actors(subject)
        return actors if subject.other in actors else self._equivalence.class_of(subject.other)

    def _about(self, finding: Finding, actor: str, other: str | None) -> Finding:
        """The finding about another actor of the class."""
        before = finding.subject
        subject = replace(before, actor=actor, other=other)
        now = {old: new for old, new in ((before.other, other), (before.actor, actor)) if old and new}
        field = _only_field(subject)

        def said(sentence: Sentence) -> Sentence:
            # Counterparts are looked up only where a sentence names other members.
            others = self._names_members(sentence, besides=now.keys())
            swapped = {**self._equivalence.counterparts(before.actor or "", actor, field), **now} if others else now
            return _replaced(sentence, lambda ref: ActorRef(swapped.get(ref, ref)), swapped)

        return replace(
            finding,
            subject=subject,
            message=said(finding.message),
            hint=said(finding.hint) if finding.hint else None,
            evidence=partial(finding.evidence, actor) if finding.evidence else None,
        )

    def _names_members(self, sentence: Sentence, besides: Iterable[str]) -> bool:
        return not (self._equivalence.members - set(besides)).isdisjoint(_references(sentence))

    def _with_all_needs(self, finding: Finding) -> Finding:
        if finding.needs is None:
            return finding
        class_of = self._equivalence.class_of
        needs = [replace(need, actor=each) for need in finding.needs for each in class_of(need.actor, need.field)]
        return _with_needs(finding, needs, self._data_map)

    def by_role(self, findings: Iterable[Finding], role_in_words: RoleInWords) -> tuple[Finding, ...]:
        """The findings by role: those that differ only in members are merged, at their first place."""
        groups: dict[tuple[object, ...], list[Finding]] = {}
        for number, finding in enumerate(findings):
            of_role = _with_roles(finding.subject, self._data_map)
            key = (finding.code, finding.cause, of_role, finding.certain, finding.waived)
            # A finding about no member stays as it is.
            groups.setdefault((number,) if of_role == finding.subject else key, []).append(finding)
        return in_order(self._in_names(self._merged(group, role_in_words)) for group in groups.values())

    def _merged(self, group: list[Finding], role_in_words: RoleInWords) -> Finding:
        data_map = self._data_map
        first = min(group, key=lambda finding: (finding.place, min(self._actors(finding.subject), default="")))
        subject = _with_roles(first.subject, data_map)
        if subject == first.subject:
            return self._needs_by_role(first)
        actors = {actor for finding in group for actor in self._actors(finding.subject)}
        others = {other for finding in group for other in self._others(finding.subject) if other is not None}

        def counted(role: str | None, meant: set[str]) -> Filling | None:
            """A role with how many of its members are meant; an actor that is not a role, by its name."""
            if role is None:
                return None
            name, of = data_map.actors[role].name, len(data_map.members.get(role, ()))
            return role_in_words(name, len(meant), of) if of else name

        actor_in_words = counted(subject.actor, actors)
        other_in_words = counted(subject.other, others) if subject.other != first.subject.other else None
        members, of = _members(actors, data_map)
        purposes = {purpose for finding in group for purpose in finding.purposes}
        # Most findings of a group have the same related places: each object is worded once.
        distinct = {(each.place, id(each.message)): each for finding in group for each in finding.related}
        related = {(each.place, each.message.in_language("en")): each for each in distinct.values()}
        hangs_on = {each.order: each for finding in group for each in finding.hangs_on}
        planned = all(finding.planned for finding in group)
        # Where planned statements fix it for some members only, the hint is that for the others.
        hinting = [finding for finding in group if finding.planned == planned]
        hints = [hint for finding in hinting if finding.hint for hint in self._variants(finding.hint, finding)]

        def of_role(ref: ActorRef) -> Filling:
            return data_map.actors[data_map.role_of(ref)].name

        def messages(finding: Finding) -> Iterator[Sentence]:
            words = {finding.subject.other: other_in_words, finding.subject.actor: actor_in_words}
            for message in self._variants(finding.message, finding):
                yield _replaced(message, lambda ref: words.get(ref) or of_role(ref))

        return replace(
            first,
            message=_joined([message for finding in group for message in messages(finding)]),
            hint=_replaced(_joined(hints), of_role) if hints else None,
            related=tuple(related[key] for key in sorted(related)),
            subject=subject,
            purposes=tuple(purpose for purpose in data_map.purposes if purpose in purposes),
            hangs_on=tuple(hangs_on[key] for key in sorted(hangs_on)),
            confidence=lowest(finding.confidence for finding in group),
            planned=planned,
            acceptances=tuple(dict.fromkeys(each for finding in group for each in finding.acceptances)),
            members=members,
            of=of,
            evidence=partial(first.evidence, min(self._actors(first.subject))) if first.evidence else None,
        )

    def _in_names(self, finding: Finding) -> Finding:
        """The finding with the names of the actors in its sentences; the message begins with a capital."""
        actors = self._data_map.actors

        def said(sentence: Sentence) -> Sentence:
            return _replaced(sentence, lambda ref: actors[ref].name)

        message = replace(said(finding.message), opens=True)
        return replace(finding, message=message, hint=said(finding.hint) if finding.hint else None)

    def _variants(self, sentence: Sentence, finding: Finding) -> Iterator[Sentence]:
        """A sentence of a finding for each actor of the class, where it names other members.

        In a class of more than two, no sentence names a single other member.
        """
        yield sentence
        actor, other = finding.subject.actor, finding.subject.other or ""
        field, classes = _only_field(finding.subject), self._equivalence.classes
        if actor not in classes or actor is None or not self._names_members(sentence, besides=(actor, other)):
            return
        firsts = dict.fromkeys(self._equivalence.representatives[each] for each in self._actors(finding.subject))
        for first in firsts:
            for another in classes[first] if len(classes[first]) == 2 else (first,):
                if another != actor:
                    swapped = self._equivalence.counterparts(actor, another, field)
                    yield _replaced(sentence, lambda ref: ref, swapped)

    def _needs_by_role(self, finding: Finding) -> Finding:
        """The finding with its needs, and their number, by role."""
        if finding.needs is None:
            return finding
        by_role = {replace(need, actor=self._data_map.role_of(need.actor)) for need in finding.needs}
        return _with_needs(finding, by_role, self._data_map)


def _only_field(subject: Subject) -> str | None:
    """The field of a finding about one actor and one field: it is true of the class with respect to that field."""
    return subject.field if subject.other is None else None


def _with_roles(subject: Subject, data_map: DataMap) -> Subject:
    """The subject with members replaced by roles; ``other`` is an actor only where the subject has an actor."""
    if subject.actor is None:
        return subject
    other = subject.other
    if other is not None and other in data_map.actors:
        other = data_map.role_of(other)
    return replace(subject, actor=data_map.role_of(subject.actor), other=other)


def _with_needs(finding: Finding, needs: Iterable[NeedRef], data_map: DataMap) -> Finding:
    """A finding with these needs, by actor, field and phase in the order of declaration, and their number."""
    actors, fields, phases = (
        {each: number for number, each in enumerate(declared)}
        for declared in (data_map.actors, data_map.fields, data_map.phases)
    )
    ordered = sorted(needs, key=lambda need: (actors[need.actor], fields[need.field], phases[need.phase]))
    counts = {
        name: replace(word, number=len(ordered))
        for name, word in finding.message.words.items()
        if isinstance(word, Count)
    }
    return replace(finding, needs=tuple(ordered), message=finding.message.with_words(**counts))


def _members(actors: set[str], data_map: DataMap) -> tuple[tuple[str, ...] | None, int | None]:
    """The members of a role, in order, and how many the role has; None for an actor without a role."""
    role = data_map.actors[min(actors)].role
    if role is None:
        return None, None
    return tuple(member for member in data_map.members[role] if member in actors), len(data_map.members[role])


def _references(sentence: Sentence) -> Iterator[str]:
    """The actors that a sentence refers to."""
    for word in sentence.words.values():
        if isinstance(word, Sentence):
            yield from _references(word)
        elif isinstance(word, Actors):
            yield from word.ids
        elif isinstance(word, ActorRef):
            yield word


def _replaced(sentence: Sentence, one: _Replace, listed: Mapping[str, str] | None = None) -> Sentence:
    """The sentence with each single reference replaced by ``one`` and those of lists by ``listed``."""
    words = {name: _replaced_word(word, one, listed or {}) for name, word in sentence.words.items()}
    if all(word is sentence.words[name] for name, word in words.items()):
        return sentence
    return replace(sentence, words=words)


def _replaced_word(word: Filling, one: _Replace, listed: Mapping[str, str]) -> Filling:
    if isinstance(word, ActorRef):
        return one(word)
    if isinstance(word, Sentence):
        return _replaced(word, one, listed)
    if isinstance(word, Actors) and not listed.keys().isdisjoint(word.ids):
        return replace(word, ids=frozenset(listed.get(each, each) for each in word.ids))
    return word


def _joined(sentences: Sequence[Sentence]) -> Sentence:
    """The first sentence, with the ids that all sentences of the same text enumerate."""
    first, *others = sentences
    words: dict[str, Filling] = dict(first.words)
    for other in others:
        if other.text == first.text:
            # A message may come with the words of its hint, which not all of them need have.
            words = {name: _joined_word(word, other.words.get(name, word)) for name, word in words.items()}
    return Sentence(first.text, words)


def _joined_word(word: Filling, other: Filling) -> Filling:
    if isinstance(word, Enumeration) and isinstance(other, Enumeration):
        return word.with_others(other)
    if isinstance(word, Sentence) and isinstance(other, Sentence):
        return _joined([word, other])
    return word
