"""Findings: what is wrong in the specs or missing in the map."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, field, fields, replace
from enum import StrEnum
from operator import attrgetter
from typing import Any

from dataflow.base.place import Place
from dataflow.base.text import Label, Sentence


class Severity(StrEnum):
    """How much a finding matters (``analysis.md``, "Severity")."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the most severe."""
        return _RANKS[self]


class Confidence(StrEnum):
    """How sure the map's authors are of a statement (``language.md``, "The statements")."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the highest."""
        return _RANKS[self]


_POSITION = re.compile(r":\d+:\d+")
_RANKS = {each: rank for kind in (Severity, Confidence) for rank, each in enumerate(kind)}


def lowest(confidences: Iterable[Confidence]) -> Confidence:
    """The lowest confidence; high where there is none."""
    return max(confidences, key=lambda confidence: confidence.rank, default=Confidence.HIGH)


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding, with a message."""

    place: Place
    message: Sentence


@dataclass(frozen=True, slots=True)
class Subject:
    """What a finding is about, in ids of the spec; its identity does not depend on lines and labels."""

    actor: str | None = None
    field: str | None = None
    phase: str | None = None
    need: str | None = None
    channel: str | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True)
class NeedRef:
    """A need by its ids."""

    actor: str
    field: str
    phase: str


@dataclass(frozen=True, slots=True)
class UnknownStatement:
    """An unknown statement on which a possible finding depends (``language.md``, "What is not known").

    Two actors may state it in one place, by an alias of YAML; then its ``author`` tells the one from the other.
    """

    place: Place
    author: str
    summary: Sentence

    @property
    def order(self) -> tuple[Place, str]:
        """The sort key, which no other statement has."""
        return self.place, self.author


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Why a finding is accepted, by whom, and until which day (``language.md``, "waivers")."""

    reason: Label
    by: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``severity`` is that of the rule; a map may override it.

    ``members`` are the members of the role that it holds for and ``of`` is the number of all its members; both are
    None where ``subject.actor`` is a concrete actor. ``needs`` is None except for DF302.
    ``acceptances`` has one item for each waiver that accepts it.
    ``corrections`` are the texts that may be meant by what is written at the place, one of them if only one may be.
    ``keys`` lead to the place of a finding without a subject (``fields``, ``bp``, ``group``); ``nth`` numbers those
    that are otherwise the same.
    ``evidence`` computes the proofs of the finding as plain data (``evidence.md``), for its actor or for a given
    equivalent actor; it is not compared.
    """

    code: str
    severity: Severity
    place: Place
    message: Sentence
    hint: Sentence | None = None
    related: tuple[Related, ...] = ()
    subject: Subject = Subject()
    cause: str | None = None
    purposes: tuple[str, ...] = ()
    certain: bool = True
    hangs_on: tuple[UnknownStatement, ...] = ()
    confidence: Confidence = Confidence.HIGH
    planned: bool = False
    waived: bool = False
    members: tuple[str, ...] | None = None
    of: int | None = None
    needs: tuple[NeedRef, ...] | None = None
    acceptances: tuple[Acceptance, ...] = field(default=(), compare=False)
    corrections: tuple[str, ...] = field(default=(), compare=False)
    keys: tuple[str, ...] = ()
    nth: int = 1
    evidence: Callable[..., list[dict[str, Any]]] | None = field(default=None, compare=False, repr=False)

    @property
    def actors(self) -> tuple[str | None, ...]:
        """The actor or role of the finding; of a role, also the members for which the finding is true."""
        return self.subject.actor, *(self.members or ())

    @property
    def with_ids(self) -> "Finding":
        """The finding with the ids behind the labels in its sentences."""
        return replace(
            self,
            message=self.message.with_ids,
            hint=self.hint.with_ids if self.hint else None,
            related=tuple(replace(each, message=each.message.with_ids) for each in self.related),
            hangs_on=tuple(replace(each, summary=each.summary.with_ids) for each in self.hangs_on),
        )

    @property
    def fingerprint(self) -> str:
        """A hash of code, cause, subject and number, stable when lines, files and labels change.

        A finding without a subject is identified by its file, its keys and its message instead.
        """
        number = () if self.nth == 1 else (str(self.nth),)
        if self.subject == Subject():
            # Lines that the message names may move.
            message = self.message.with_words(line="") if "line" in self.message.words else self.message
            about = (self.place.file, _POSITION.sub("", message.in_language("en")), *self.keys)
            return fingerprint(self.code, self.cause, self.subject, *about, *number)
        return fingerprint(self.code, self.cause, self.subject, *number)

    @property
    def topic(self) -> str:
        """A hash of code and subject: equal for the same gap, whatever its level and cause.

        Without a subject, of file and message: what its fingerprint was before it had keys.
        """
        if self.subject == Subject():
            return fingerprint(self.code, self.cause, self.subject, self.place.file, self.message.in_language("en"))
        return topic(self.code, self.subject)

    @property
    def certainty(self) -> str:
        """``certain`` or ``possible``."""
        return "certain" if self.certain else "possible"


def fingerprint(code: str, cause: str | None, subject: Subject, *more: str) -> str:
    """The fingerprint of the finding of a rule with a subject, computed without running the rule."""
    import hashlib  # a twentieth of the start-up time, and seldom needed

    about = "\0".join(part or "" for part in (code, cause, *astuple(subject), *more))
    # The name of a file need not be UTF-8.
    return hashlib.sha256(about.encode(errors="backslashreplace")).hexdigest()[:32]


def topic(code: str, subject: Subject) -> str:
    """The topic of the finding of a rule with a subject, computed without running the rule."""
    return fingerprint(code, None, replace(subject, need=None))


def possible(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The possible findings that no waiver accepts: those that the answers to questions may settle."""
    return tuple(finding for finding in findings if not finding.certain and not finding.waived)


def numbered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, those that are otherwise the same with a number each.

    Those of some members of a role are left as they are: they share a fingerprint, as the members may change.
    """
    seen: Counter[tuple[object, ...]] = Counter()
    result = []
    for finding in findings:
        if finding.members is None:
            # A fingerprint is a hash, and slow beside what it is made of.
            about = finding.fingerprint if finding.subject == Subject() else finding.subject
            same = (finding.code, finding.cause, about, finding.certain, finding.waived)
            seen[same] += 1
            result.append(finding if seen[same] == 1 else replace(finding, nth=seen[same]))
        else:
            result.append(finding)
    return tuple(result)


_IDENTITY = attrgetter(*(f"subject.{part.name}" for part in fields(Subject)), "cause", "certain", "waived")


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by place, code and subject."""
    return tuple(sorted(findings, key=lambda finding: (finding.place, finding.code, *map(str, _IDENTITY(finding)))))
