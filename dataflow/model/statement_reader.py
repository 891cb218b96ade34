"""Expands entries to statements: one for each field, phase and receiver (``language.md``, "The statements")."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dataflow.base.finding import Confidence, Finding, Related, Severity
from dataflow.base.place import Place
from dataflow.base.text import Sentence, Text
from dataflow.language.nodes import Scalar, place_of
from dataflow.language.several import EACH_RECORD, EACH_SHARE, ONLY_ONE
from dataflow.language.statement_specs import (
    STATEMENTS,
    NeedSpec,
    PhaseRange,
    RecordSpec,
    ShareSpec,
    StatementSpec,
    UseSpec,
)
from dataflow.model.entities import Form, Phase
from dataflow.model.labels import citations_of, meta_of, text_of
from dataflow.model.references import References
from dataflow.model.sections import ActorPart
from dataflow.model.statements import (
    DemandEntry,
    Entry,
    Need,
    NeedEntry,
    Record,
    RecordEntry,
    Share,
    ShareEntry,
    Statement,
    Use,
    UseEntry,
)

_BACKWARDS = Text(
    en='The range runs backwards: "{start}" comes after "{end}".',
    da='Intervallet går baglæns: "{start}" ligger efter "{end}".',
)
_SWAP = Text(en="Swap from and to.", da="Byt om på from og to.")
_SINCE_AFTER = Text(
    en='recorded_since: "{since}" lies after phase "{phase}", so no value could ever do.',
    da='recorded_since: "{since}" ligger efter fasen "{phase}", så ingen værdi kunne opfylde det.',
)
_IN_AFTER = Text(
    en='recorded_in: "{within}" lies after phase "{phase}", so no value could ever do.',
    da='recorded_in: "{within}" ligger efter fasen "{phase}", så ingen værdi kunne opfylde det.',
)
_IN_BEFORE_SINCE = Text(
    en='recorded_in: "{within}" lies before recorded_since: "{since}", so no value could ever do.',
    da='recorded_in: "{within}" ligger før recorded_since: "{since}", så ingen værdi kunne opfylde det.',
)
_LATER_OR_NO_SINCE = Text(
    en="Name a later phase, or take recorded_since out.", da="Nævn en senere fase, eller fjern recorded_since."
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
        """The statements of an actor, in the order written; also finds DF101, DF105, DF106 and DF007."""
        stated: dict[tuple[object, ...], Statement] = {}
        # The identity key of an entry, as a number: the key is long, and is looked up for each statement.
        numbers: dict[tuple[object, ...], int] = {}
        repeats: dict[tuple[Entry, Entry], dict[str, None]] = {}
        # Entries that may seem the same only because a misspelt difference was removed.
        doubtful: set[Entry] = set()
        for part in parts:
            for list_key in STATEMENTS:
                for spec, place, whole in part.entries(list_key):
                    known = len(self._findings)
                    entry, statements = self._expanded(part, spec, place)
                    number = numbers.setdefault(entry.identity_key(), len(numbers))
                    if not whole or len(self._findings) > known or self._references.sections.lost:
                        doubtful.add(entry)
                    # A large map has a million statements: as few calls as possible in this loop.
                    for statement in statements:
                        first = stated.setdefault((number, *statement[1:]), statement)
                        if first is not statement and first.entry is not entry:
                            if doubtful.isdisjoint((first.entry, entry)):
                                repeats.setdefault((entry, first.entry), {})[statement.field] = None
        self._report_repeats(repeats)
        return tuple(stated.values())

    def phases_of(self, file: str, selector: Any) -> tuple[str, ...]:
        """The phases that an id, a list, ``all`` or a range names, in the order of declaration."""
        if isinstance(selector, PhaseRange):
            return self._range(file, selector)
        if len(selector) == 1 and selector[0] != "all":  # the usual case
            only = self._references.one(file, selector[0], "phases", in_range=True)
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
            found = self._references.one(file, word, "phases", ONLY_ONE) if word is not None else None
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

    def _expanded(self, part: ActorPart, spec: StatementSpec, place: Place) -> tuple[Entry, Sequence[Statement]]:
        """An entry, and the statements that it makes."""
        file, author = part.file.path, str(part.word)
        fields = self._references.field_ids(file, spec.fields)
        phases = self.phases_of(file, spec.phase)
        common = self._common(file, author, spec, place)
        if isinstance(spec, RecordSpec):
            record = self._record(file, author, spec, common)
            return record, [Record(record, field, phase) for field in fields for phase in phases]
        if isinstance(spec, ShareSpec):
            share = self._share(file, spec, common)
            receivers = self._receivers(file, author, spec)
            return share, [Share(share, field, phase, to) for field in fields for phase in phases for to in receivers]
        assert isinstance(spec, UseSpec)  # noqa: S101  # needs and uses are what is left
        demand = self._demand(file, spec, common)
        if demand.recorded_since in self._phases:
            self._check_since(file, spec, phases)
        self._check_recorded_in(file, spec, demand, phases)
        if isinstance(demand, NeedEntry):
            return demand, [Need(demand, field, phase) for field in fields for phase in phases]
        return demand, [Use(demand, field, phase) for field in fields for phase in phases]

    def _receivers(self, file: str, author: str, spec: ShareSpec) -> tuple[str, ...]:
        # A share of a role with itself goes from each member to the others.
        if set(spec.to) == {author} and author not in self._roles:
            message = Sentence(_SELF_SHARE, {"actor": author})
            self._wrong("DF105", place_of(file, spec.to[0]), message, Sentence(_OTHER_RECEIVER))
        return self._references.many(file, spec.to, "actors")

    def _check_since(self, file: str, spec: UseSpec, phases: Iterable[str]) -> None:
        since = spec.recorded_since
        assert since is not None  # noqa: S101  # checked by the caller
        before = [p for p in phases if self._phases[p].position < self._phases[str(since)].position]
        if before:
            message = Sentence(_SINCE_AFTER, {"since": str(since), "phase": before[0]})
            self._wrong("DF007", place_of(file, since), message, Sentence(_EARLIER))

    def _check_recorded_in(self, file: str, spec: UseSpec, demand: DemandEntry, phases: Sequence[str]) -> None:
        """DF007 for a phase of ``recorded_in`` after that of the need, or where all lie before ``recorded_since``."""
        position = {phase.id: phase.position for phase in self._phases.values()}
        known = [word for word in spec.recorded_in or () if word in position]
        for word in known:
            before = [phase for phase in phases if position[phase] < position[word]]
            if before:
                message = Sentence(_IN_AFTER, {"within": str(word), "phase": before[0]})
                self._wrong("DF007", place_of(file, word), message, Sentence(_EARLIER))
                return
        since = demand.recorded_since
        if known and since in position and all(position[word] < position[since] for word in known):
            message = Sentence(_IN_BEFORE_SINCE, {"within": str(known[0]), "since": since})
            self._wrong("DF007", place_of(file, known[0]), message, Sentence(_LATER_OR_NO_SINCE))

    def _common(self, file: str, author: str, spec: StatementSpec, place: Place) -> dict[str, Any]:
        """The attributes that entries of all types have."""
        return {
            "author": author,
            "place": place,
            "status": spec.status or "current",
            "valid_from": spec.valid_from,
            "valid_to": spec.valid_to,
            "coverage": spec.coverage,
            "completeness": spec.completeness,
            "citations": citations_of(self._references, file, spec.source),
            "confidence": Confidence.HIGH if spec.confidence is None else Confidence(spec.confidence),
            "note": text_of(spec.note),
            "meta": meta_of(spec.meta),
        }

    def _record(self, file: str, author: str, spec: RecordSpec, common: dict[str, Any]) -> RecordEntry:
        coded = self._references.one(file, spec.code_system, "code_systems", EACH_RECORD)
        return RecordEntry(
            **common,
            form=_form(spec, bool(spec.code_system), Form.STRUCTURED),
            code_system=coded,
            patient_reported=bool(spec.patient_reported),
            method=None if spec.method is None else str(spec.method),
            system=None if spec.system is None else self.system_of(author, file, spec.system),
            after=spec.after,
            called=text_of(spec.called),
        )

    def _demand(self, file: str, spec: UseSpec, common: dict[str, Any]) -> NeedEntry | UseEntry:
        own: dict[str, Any] = {
            "form": _form(spec, bool(spec.code_system), Form.FREE_TEXT),
            "code_systems": self._references.many(file, spec.code_system, "code_systems"),
            "purposes": self._references.many(file, spec.purposes, "purposes"),
            "recorded_since": self._references.one(file, spec.recorded_since, "phases", ONLY_ONE),
            "recorded_in": self._references.many(file, spec.recorded_in, "phases"),
            "within": spec.within,
            "received": bool(spec.received),
            "called": text_of(spec.called),
        }
        if isinstance(spec, NeedSpec):
            return NeedEntry(**common, **own, level=spec.level or "must")
        return UseEntry(**common, **own)

    def _share(self, file: str, spec: ShareSpec, common: dict[str, Any]) -> ShareEntry:
        return ShareEntry(
            **common,
            # an unknown one makes the map an error
            via=self._references.one(file, spec.via, "channels", EACH_SHARE) or "",
            form=None if spec.form is None else Form.of(spec.form),
            purposes=self._references.many(file, spec.purposes, "purposes"),
            legal_bases=self._references.many(file, spec.legal_basis, "legal_bases"),
            after=spec.after,
            takes=spec.takes,
            on_request=bool(spec.on_request),
        )

    def system_of(self, author: str, file: str, word: Scalar) -> str | None:
        """The id of a record system if the actor has it; else None, and a finding."""
        known = self._systems.get(author)
        sections = self._references.sections
        # No finding if the system may have been removed as not valid, or the role of the actor is not known.
        if known is None or (str(word) not in known and sections.cut and str(word) in sections.known("systems")):
            return str(word)
        return self._references.among(file, word, "systems", known, EACH_RECORD)

    def _report_repeats(self, repeats: Mapping[tuple[Entry, Entry], Iterable[str]]) -> None:
        for (entry, first), fields in repeats.items():
            shown = ", ".join([*fields][:6]) + (", ..." if len([*fields]) > 6 else "")
            words = {"actor": entry.author, "kind": entry.list_key, "place": str(first.place), "fields": shown}
            message, related = Sentence(_REPEATED, words), (Related(first.place, Sentence(_FIRST)),)
            self._findings.append(Finding("DF106", Severity.ERROR, entry.place, message, Sentence(_ONE), related))

    def _wrong(self, code: str, place: Place, message: Sentence, hint: Sentence) -> None:
        self._findings.append(Finding(code, Severity.ERROR, place, message, hint))


def _form(spec: RecordSpec | UseSpec, is_coded: bool, default: Form) -> Form:
    if is_coded:
        return Form.CODED
    return default if spec.form is None else Form.of(spec.form)
