"""Findings that tell one cause, as one paragraph: rule, cause, field and reason are the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dataflow.base.finding import Acceptance, Finding, Related, UnknownStatement
from dataflow.base.place import Place
from dataflow.base.text import Enumeration, Filling, Sentence, Text
from dataflow.reports import Findings
from dataflow.reports._words import members_meant, remarks

_WHO_AND_WHEN = frozenset({"actor", "phase", "phases"})
"""The blanks of a message in which the findings of a paragraph may differ."""
_IN = Text(en="in {phases}", da="i {phases}")
_WHO_IN = Text(en="{actor} in {phases}", da="{actor} i {phases}")
_WHO = Text(en="{actor}", da="{actor}")


@dataclass(frozen=True)
class Item:
    """A statement of a paragraph: its place, and the findings there, which differ in the phase alone."""

    findings: tuple[Finding, ...]

    @property
    def place(self) -> Place:
        """The place of the statement."""
        return self.findings[0].place


@dataclass(frozen=True)
class Paragraph:
    """Findings that are told as one, by statement and in the order of the pathway; most often it is one finding."""

    batch: Findings
    items: tuple[Item, ...]

    @property
    def first(self) -> Finding:
        """The finding that stands for all."""
        return self.items[0].findings[0]

    @cached_property
    def actors(self) -> tuple[str | None, ...]:
        """The actors that it is about, in the order of declaration; None where it is about none."""
        about = {finding.subject.actor for finding in self._findings}
        order = self.batch.order_of_actors
        return tuple(sorted(about & order.keys(), key=lambda actor: order[actor])) or (self.first.subject.actor,)

    @property
    def message(self) -> Sentence:
        """The message of the first statement, with all its phases."""
        message, phases = self.first.message, self._phases(self.items[0])
        return message if len(self.items[0].findings) == 1 else message.with_words(phase=phases)

    def others(self, language: str) -> list[tuple[Place, str]]:
        """The other statements: the place of each, the actor where it is another, and the phases."""
        return [(item.place, self._other(item, language)) for item in self.items[1:]]

    @property
    def hints(self) -> tuple[Sentence, ...]:
        """The hint for each actor's first phase (it meets later ones too), merged where only the actor differs."""
        first: dict[str | None, Sentence] = {}
        for finding in sorted(self._findings, key=self._order):
            if finding.hint is not None:
                first.setdefault(finding.subject.actor, finding.hint)
        hints: list[Sentence] = []
        for hint in first.values():
            same = next((number for number, each in enumerate(hints) if _differ_in_actor(each, hint)), None)
            if same is None:
                hints.append(hint)
            else:
                hints[same] = self._for_both(hints[same], hint)
        return tuple(hints)

    @property
    def related(self) -> tuple[Related, ...]:
        """The related places of all, each once."""
        if len(self._findings) == 1:
            return self.first.related
        found = {(each.place, each.message.in_language("en")): each for one in self._findings for each in one.related}
        return tuple(found[key] for key in sorted(found))

    @property
    def hangs_on(self) -> tuple[UnknownStatement, ...]:
        """The unknown statements on which any of them depends, each once."""
        found = {each.order: each for finding in self._findings for each in finding.hangs_on}
        return tuple(found[key] for key in sorted(found))

    @property
    def acceptances(self) -> tuple[Acceptance, ...]:
        """Why, by whom and until when any of them is accepted, each once."""
        return tuple(dict.fromkeys(each for finding in self._findings for each in finding.acceptances))

    @property
    def _findings(self) -> list[Finding]:
        return [finding for item in self.items for finding in item.findings]

    def _order(self, finding: Finding) -> int:
        return self.batch.order_of(finding.subject.phase)

    def _for_both(self, one: Sentence, other: Sentence) -> Sentence:
        """Two hints that differ only in the actor that they are for, as one."""
        words = dict(one.words)
        for name, word in one.words.items():
            another = other.words[name]
            if name == "actor" and word != another:
                words[name] = self._actors(word, another)
            elif isinstance(word, Sentence) and isinstance(another, Sentence):
                words[name] = self._for_both(word, another)
        return replace(one, words=words)

    def _actors(self, one: Filling, other: Filling) -> Enumeration:
        ids = one.ids if isinstance(one, Enumeration) else frozenset({str(one)})
        return Enumeration(ids | {str(other)}, self.batch.actors)

    def _phases(self, item: Item) -> Filling:
        ids = frozenset(finding.subject.phase or "" for finding in item.findings)
        return replace(Enumeration(ids, self.batch.phases), shows_ids=self.batch.shows_ids)

    def _other(self, item: Item, language: str) -> str:
        finding = item.findings[0]
        words: Mapping[str, Filling] = finding.message.words
        phases = self._phases(item) if finding.subject.phase in self.batch.phases else words.get("phases")
        members = members_meant(self.batch, finding, language)
        if finding.subject.actor == self.first.subject.actor and not members:
            return Sentence(_IN, {"phases": phases or ""}).in_language(language)
        text = _WHO if phases is None else _WHO_IN
        said = Sentence(text, {"actor": words["actor"], "phases": phases or ""}).in_language(language)
        return f"{said} ({members})" if members else said


def paragraphs(batch: Findings, findings: Sequence[Finding], language: str) -> list[Paragraph]:
    """The findings as paragraphs, each at the place of its first."""
    by_topic: dict[tuple[object, ...], list[int]] = {}
    for number, finding in enumerate(findings):
        by_topic.setdefault(_about(batch, finding) or (number,), []).append(number)
    groups: dict[int, list[Finding]] = {}
    for numbers in by_topic.values():
        first: dict[object, int] = {}
        for number in numbers:
            # Sentences are compared only where two findings may be told as one.
            reason = _reason(batch, findings[number], language) if len(numbers) > 1 else ()
            groups.setdefault(first.setdefault(reason, number), []).append(findings[number])
    return [Paragraph(batch, _items(batch, groups[number])) for number in sorted(groups)]


def _items(batch: Findings, findings: Sequence[Finding]) -> tuple[Item, ...]:
    """The statements of findings by actor, each actor's in the order of the pathway."""
    statements: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        statements.setdefault((finding.place, finding.subject.actor), []).append(finding)

    def by_phase(finding: Finding) -> int:
        return batch.order_of(finding.subject.phase)

    items = [Item(tuple(sorted(each, key=by_phase))) for each in statements.values()]
    actors: dict[str | None, int] = {}
    for item in items:
        actors.setdefault(item.findings[0].subject.actor, len(actors))

    def order(item: Item) -> tuple[int, int, Place]:
        first = item.findings[0]
        return actors[first.subject.actor], by_phase(first), item.place

    return tuple(sorted(items, key=order))


def by_actors(batch: Findings, told: Iterable[Paragraph]) -> list[tuple[tuple[str | None, ...], list[Paragraph]]]:
    """The paragraphs by the actors that they are about, in the order of declaration; those about no actor last."""
    groups: dict[tuple[str | None, ...], list[Paragraph]] = {}
    for each in told:
        groups.setdefault(each.actors, []).append(each)
    order = batch.order_of_actors
    return sorted(groups.items(), key=lambda group: [order.get(actor, -1) for actor in group[0]])


def _differ_in_actor(one: Filling, other: Filling) -> bool:
    """Whether two hints say the same but for the actor that they are for."""
    if not isinstance(one, Sentence) or not isinstance(other, Sentence):
        return one == other
    used = one.text.blanks()[0]
    return one.text == other.text and all(
        name == "actor" or _differ_in_actor(one.words[name], other.words[name]) for name in used
    )


def _about(batch: Findings, finding: Finding) -> tuple[object, ...] | None:
    """What findings that are told as one are about, besides who and when; None for one that stands alone."""
    subject = finding.subject
    if subject.actor is None or subject.field is None or (subject.phase and subject.phase not in batch.phases):
        return None
    return finding.code, finding.cause, finding.severity, replace(subject, actor=None, phase=None)


def _reason(batch: Findings, finding: Finding, language: str) -> tuple[object, ...]:
    """The message without who and when, and the remarks: equal for findings that are told as one."""
    message = finding.message
    said = Sentence(message.text, {**message.words, **dict.fromkeys(_WHO_AND_WHEN, "")}).in_language(language)
    return said, tuple(remarks(batch, finding, language))
