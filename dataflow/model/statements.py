"""Statements as written to statements one by one: a combination of field, phase and receiver each.

``docs/language.md``, "The statements".
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from dataflow.base.finding import Confidence, Finding, Related, Severity
from dataflow.base.place import Place
from dataflow.base.text import Sentence, Text
from dataflow.language.nodes import Scalar, place_of
from dataflow.language.schema import STATEMENTS, NeedSpec, PhaseRange, RecordSpec, ShareSpec, StatementSpec, UseSpec
from dataflow.model.entities import Entry, Form, Phase, Statement
from dataflow.model.objects import citations_of, text_of
from dataflow.model.references import References
from dataflow.model.sections import ActorPart

_BACKWARDS = Text(
    en='The range runs backwards: "{start}" comes after "{end}".',
    da='Intervallet går baglæns: "{start}" ligger efter "{end}".',
)
_SWAP = Text(en="Swap from and to.", da="Byt om på from og to.")
_SINCE_AFTER = Text(
    en='recorded_since: "{since}" lies after phase "{phase}", so no value could ever do.',
    da='recorded_since: "{since}" ligger efter fasen "{phase}", så ingen værdi kunne opfylde det.',
)
_EARLIER = Text(
    en="Name the same phase or an earlier one, or split the statement by phase.",
    da="Nævn samme fase eller en tidligere, eller del udsagnet op efter fase.",
)
_SELF_SHARE = Text(
    en='"{actor}" shares with nobody but itself, and what it records it has already.',
    da='"{actor}" deler kun med sig selv, og det, den registrerer, har den i forvejen.',
)
_OTHER_RECEIVER = Text(
    en="Name the receiver that is meant, or take the share out.",
    da="Nævn den modtager, der er tænkt på, eller fjern delingen.",
)
_REPEATED = Text(
    en="The same already stands in {place}, under {kind} of {actor}: {fields}.",
    da="Det samme står allerede i {place} under {kind} for {actor}: {fields}.",
)
_ONE = Text(
    en="Take the fields out of one of the two; if only the source differs, write source: [one, other] in the first.",
    da="Fjern felterne fra den ene; er kun kilden forskellig, så skriv source: [den ene, den anden] i den første.",
)
_FIRST = Text(en="first said here", da="sagt første gang her")


class StatementReader:
    """Expands the statements of one layer's actors."""

    def __init__(
        self,
        references: References,
        phases: Mapping[str, Phase],
        systems: Mapping[str, frozenset[str]],
        roles: frozenset[str],
        findings: list[Finding],
    ) -> None:
        self._references = references
        self._phases = phases
        self._systems = systems
        self._roles = roles
        self._findings = findings

    def of_actor(self, parts: Iterable[ActorPart]) -> tuple[Statement, ...]:
        """What an actor's parts state, in the order written; DF101, DF105, DF106 and DF007 are found on the way."""
        stated: dict[tuple[object, ...], Statement] = {}
        # An entry's own part of what makes two statements the same, as a number: it is long, and looked up for each.
        alike: dict[tuple[object, ...], int] = {}
        repeats: dict[tuple[Entry, Entry], list[str]] = {}
        # Two entries may seem the same only because what sets them apart is misspelt and was left out.
        doubtful: set[int] = set()
        for part in parts:
            for kind in STATEMENTS:
                for spec, place, whole in part.entries(kind):
                    known = len(self._findings)
                    entry, fields, phases, receivers = self._expanded(part, kind, spec, place)
                    number = alike.setdefault(entry.identity_key(), len(alike))
                    if not whole or len(self._findings) > known or self._references.sections.lost:
                        doubtful.add(id(entry))
                    # A large map states a million of these: nothing in here is called that need not be.
                    for field in fields:
                        for phase in phases:
                            for receiver in receivers:
                                statement = Statement(entry, field, phase, receiver)
                                first = stated.setdefault((number, field, phase, receiver), statement)
                                if first is not statement and first.entry is not entry:
                                    self._repeated(entry, first.entry, field, doubtful, repeats)
        self._report_repeats(repeats)
        return tuple(stated.values())

    @staticmethod
    def _repeated(
        entry: Entry, first: Entry, field: str, doubtful: set[int], repeats: dict[tuple[Entry, Entry], list[str]]
    ) -> None:
        if not doubtful & {id(first), id(entry)}:
            fields = repeats.setdefault((entry, first), [])
            if field not in fields:
                fields.append(field)

    def phases_of(self, file: str, selector: Any) -> tuple[str, ...]:
        """The phases that an id, a list, ``all`` or a range names, in the order of declaration."""
        if isinstance(selector, PhaseRange):
            return self._range(file, selector)
        if len(selector) == 1 and selector[0] != "all":  # as most are
            only = self._references.one(file, selector[0], "phases")
            return (only,) if only is not None and only in self._phases else ()
        named: set[str] = set()
        for word in selector:
            if word == "all":
                named.update(self._phases)
            elif found := self._references.one(file, word, "phases"):
                named.add(found)
        return tuple(phase for phase in self._phases if phase in named)

    def _range(self, file: str, selector: PhaseRange) -> tuple[str, ...]:
        ends: list[int | None] = []
        for word in (selector.start, selector.end):
            found = self._references.one(file, word, "phases") if word is not None else None
            if word is not None and found not in self._phases:
                return ()
            ends.append(None if found is None else self._phases[found].position)
        start, end = ends
        if start is not None and end is not None and start > end:
            words = {"start": str(selector.start), "end": str(selector.end)}
            assert selector.start is not None  # noqa: S101  # its position is known
            self._wrong("DF007", place_of(file, selector.start), Sentence(_BACKWARDS, words), Sentence(_SWAP))
        return tuple(
            phase.id
            for phase in self._phases.values()
            if (start is None or phase.position >= start) and (end is None or phase.position <= end)
        )

    def _expanded(
        self, part: ActorPart, kind: str, spec: StatementSpec, place: Place
    ) -> tuple[Entry, Collection[str], tuple[str, ...], tuple[str | None, ...]]:
        """An entry, and the fields, phases and receivers whose combinations it states."""
        file, author = part.file.path, str(part.word)
        fields = self._references.field_ids(file, spec.fields)
        phases = self.phases_of(file, spec.phase)
        entry = self._entry(file, author, kind, spec, place)
        receivers: tuple[str | None, ...] = (None,)
        if isinstance(spec, ShareSpec):
            named = self._references.many(file, spec.to, "actors")
            # What a role shares with its own role goes from each member to the others.
            if set(spec.to) == {author} and author not in self._roles:
                message = Sentence(_SELF_SHARE, {"actor": author})
                self._wrong("DF105", place_of(file, spec.to[0]), message, Sentence(_OTHER_RECEIVER))
            receivers = named
        if isinstance(spec, UseSpec) and entry.recorded_since in self._phases:
            self._check_since(file, spec, phases)
        return entry, fields, phases, receivers

    def _check_since(self, file: str, spec: UseSpec, phases: Iterable[str]) -> None:
        since = spec.recorded_since
        assert since is not None  # noqa: S101  # the caller asked
        before = [p for p in phases if self._phases[p].position < self._phases[str(since)].position]
        if before:
            message = Sentence(_SINCE_AFTER, {"since": str(since), "phase": before[0]})
            self._wrong("DF007", place_of(file, since), message, Sentence(_EARLIER))

    def _entry(self, file: str, author: str, kind: str, spec: StatementSpec, place: Place) -> Entry:
        one, many = self._references.one, self._references.many
        coded: tuple[str, ...] = ()
        record = spec if isinstance(spec, RecordSpec) else None
        use = spec if isinstance(spec, UseSpec) else None
        share = spec if isinstance(spec, ShareSpec) else None
        if record and record.code_system is not None:
            coded = many(file, (record.code_system,), "code_systems")
        elif use and use.code_system is not None:
            coded = many(file, use.code_system, "code_systems")
        return Entry(
            kind=kind,
            author=author,
            place=place,
            status=spec.status or "current",
            form=_form(kind, spec, coded),
            code_systems=coded,
            purposes=many(file, (use or share).purposes, "purposes") if use or share else (),  # type: ignore[union-attr]  # one of them is not None
            legal_bases=many(file, share.legal_basis, "legal_bases") if share else (),
            level=(spec.level or "must") if isinstance(spec, NeedSpec) else None,
            recorded_since=one(file, use.recorded_since, "phases") if use else None,
            received=bool(use and use.received),
            patient_reported=bool(record and record.patient_reported),
            method=str(record.method) if record and record.method is not None else None,
            system=self.system_of(author, file, record.system) if record and record.system is not None else None,
            via=one(file, share.via, "channels") if share else None,
            valid_from=spec.valid_from,
            valid_to=spec.valid_to,
            coverage=spec.coverage,
            completeness=spec.completeness,
            citations=citations_of(self._references, file, spec.source),
            confidence=Confidence.HIGH if spec.confidence is None else Confidence(spec.confidence),
            note=text_of(spec.note),
        )

    def system_of(self, author: str, file: str, word: Scalar) -> str | None:
        """A record system that an actor has; else None and a finding."""
        known = self._systems.get(author)
        # Nothing is concluded where a system may have been cut out, or where it is not clear what the role is.
        if known is None or (str(word) not in known and self._references.sections.cut):
            return str(word)
        return self._references.among(file, word, "systems", known)

    def _report_repeats(self, repeats: Mapping[tuple[Entry, Entry], list[str]]) -> None:
        for (entry, first), fields in repeats.items():
            shown = ", ".join(fields[:6]) + (", ..." if len(fields) > 6 else "")
            words = {"actor": entry.author, "kind": entry.kind, "place": str(first.place), "fields": shown}
            self._findings.append(
                Finding(
                    "DF106",
                    Severity.ERROR,
                    entry.place,
                    Sentence(_REPEATED, words),
                    Sentence(_ONE),
                    (Related(first.place, Sentence(_FIRST)),),
                )
            )

    def _wrong(self, code: str, place: Place, message: Sentence, hint: Sentence) -> None:
        self._findings.append(Finding(code, Severity.ERROR, place, message, hint))


def _form(kind: str, spec: StatementSpec, coded: tuple[str, ...]) -> Form | None:
    if getattr(spec, "code_system", None):
        return Form.CODED
    if spec.form is not None:
        return Form.of(spec.form)
    return {"records": Form.STRUCTURED, "needs": Form.FREE_TEXT, "uses": Form.FREE_TEXT, "shares": None}[kind]
