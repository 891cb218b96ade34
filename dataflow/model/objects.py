"""Builds the entities of a map other than actors, with their references resolved."""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Any

from dataflow.base.finding import Finding, Severity
from dataflow.base.place import Place
from dataflow.base.text import Label, Sentence, Text
from dataflow.language.nodes import Scalar, place_of
from dataflow.language.schema import (
    ChannelSpec,
    ClusterSpec,
    CodeSystemSpec,
    FieldSpec,
    GroupSpec,
    LegalBasisSpec,
    PhaseSpec,
    PurposeSpec,
)
from dataflow.language.several import ONLY_ONE
from dataflow.model.entities import (
    Channel,
    Cluster,
    Code,
    CodeSystem,
    Field,
    Form,
    Group,
    LegalBasis,
    Phase,
    Purpose,
    Responsible,
    Source,
    Unit,
    responsible_on,
)
from dataflow.model.labels import citations_of, label_of, meta_of, text_of
from dataflow.model.references import References, cycles
from dataflow.model.sections import Declared, Sections

# Code systems that need not be declared for the codes of a field.
WELL_KNOWN_CODE_SYSTEMS = frozenset({"atc", "icd10", "icpc2", "loinc", "npu", "sks", "snomed"})

_CIRCLES = {
    "fields": Text(
        en="These fields are derived from one another in a circle: {path}.",
        da="Felterne er udledt af hinanden i ring: {path}.",
    ),
    "phases": Text(
        en="These phases stand alongside one another in a circle: {path}.",
        da="Faserne står ved siden af hinanden i ring: {path}.",
    ),
}
_CIRCLE_HINTS = {
    "fields": Text(
        en="Let a calculated field be derived from what is measured, and take derived_from out of the other.",
        da="Lad et beregnet felt være udledt af det, der måles, og fjern derived_from fra det andet.",
    ),
    "phases": Text(
        en="Keep alongside in the later one and take it out of the other.",
        da="Behold alongside i den sidste, og fjern det fra den anden.",
    ),
}
_TOO_DEEP = Text(
    en='Group "{parent}" lies in a group itself, and groups nest only one level.',
    da='Gruppen "{parent}" ligger selv i en gruppe, og grupper går kun ét niveau ned.',
)
_NO_PARENT = Text(en="Take parent: out.", da="Fjern parent:.")
_TOO_DEEP_HINT = Text(en='Let the parent be "{top}".', da='Lad parent være "{top}".')
_RESERVED = Text(
    en='"all" means every phase, so no phase can have that id.',
    da='"all" betyder alle faser, så ingen fase kan hedde det.',
)
_RENAME = Text(en="Give the phase another id.", da="Giv fasen et andet id.")
_TWO_RESPONSIBLE = Text(
    en='"{one}" and "{other}" are responsible at the same time.',
    da='"{one}" og "{other}" er ansvarlige på samme tid.',
)
_ONE_ENDS = Text(
    en="Let one end before the other begins (valid_to, valid_from), or take one out.",
    da="Lad den ene slutte, før den anden begynder (valid_to, valid_from), eller fjern den ene.",
)
_ROLE_IN_CLUSTER = Text(
    en='"{id}" is a role with members, and a cluster lists concrete actors.',
    da='"{id}" er en rolle med medlemmer, og en klynge består af konkrete aktører.',
)
_LIST_MEMBERS = Text(
    en="List those of its members that stand in the cluster: {members}.",
    da="Skriv de af dens medlemmer, der hører til klyngen: {members}.",
)


def _overlap(one: Responsible, other: Responsible) -> bool:
    """Whether two periods have a day in common; a period without an end has no last day."""
    one_ends_first = one.valid_to is not None and other.valid_from is not None and one.valid_to < other.valid_from
    other_ends_first = other.valid_to is not None and one.valid_from is not None and other.valid_to < one.valid_from
    return not one_ends_first and not other_ends_first


class Objects:
    """Builds the entities of one layer; unknown references in files of lower layers have been reported already.

    With the objects of the layers ``below``, only those are built that the topmost layer declares or may change.
    """

    def __init__(
        self, sections: Sections, files: frozenset[str], findings: list[Finding], below: "Objects | None" = None
    ) -> None:
        self._sections = sections
        self._lower = below
        self._files = files
        self._findings = findings
        self._own = References(sections, findings)
        self._below = References(sections, [])
        self.groups = self._build("groups", GroupSpec, self._group)
        self._check_groups()
        self.phases: dict[str, Phase] = (
            self._phases() if below is None or self._changes_phases(below) else below.phases
        )
        self.purposes = self._build("purposes", PurposeSpec, self._purpose)
        self.legal_bases = self._build("legal_bases", LegalBasisSpec, self._legal_basis)
        self.sources = self._build("sources", None, self._source)
        self.code_systems = self._build("code_systems", CodeSystemSpec, self._code_system)
        self.fields = self._build("fields", FieldSpec, self._field)
        if any(self.fields[field].derived_from for field in self._made("fields")):
            self._check_circles("fields", {field.id: field.derived_from for field in self.fields.values()})
        self.channels = self._build("channels", ChannelSpec, self._channel)

    def clusters(self, members: Mapping[str, tuple[str, ...]]) -> dict[str, Cluster]:
        """The clusters; ``members`` has the members of each role."""

        def cluster(declared: Declared, spec: ClusterSpec, references: References) -> Cluster:
            listed: dict[str, None] = {}
            for part in (declared, *declared.more):
                file, words = part.file.path, part.spec.members if part.spec else None
                listed |= dict.fromkeys(self._references(part).many(file, words, "actors"))
                for word in words or ():
                    if str(word) in members and file in self._files:
                        self._wrong(
                            "DF007",
                            place_of(file, word),
                            Sentence(_ROLE_IN_CLUSTER, {"id": str(word)}),
                            Sentence(_LIST_MEMBERS, {"members": ", ".join(members[str(word)][:8])}),
                        )
            return Cluster(*_named(declared, spec), tuple(listed), meta=meta_of(spec.meta))

        every = self._sections.objects["clusters"]
        return {cluster_id: self._object(declared, ClusterSpec, cluster) for cluster_id, declared in every.items()}

    def _build(self, section: str, empty: Any, make: Any) -> dict[str, Any]:
        found: dict[str, Any] = {} if self._lower is None else dict(getattr(self._lower, section))
        for object_id in self._made(section):
            found[object_id] = self._object(self._sections.objects[section][object_id], empty, make)
        return found

    def _object(self, declared: Declared, empty: Any, make: Any) -> Any:
        return make(declared, empty() if declared.spec is None else declared.spec, self._references(declared))

    def _made(self, section: str) -> Iterable[str]:
        """The objects of a section that are not those of the layers below, in the order of declaration."""
        if self._lower is None:
            return self._sections.objects[section]
        own = self._sections.own
        if section == "channels" and (own["groups"] or own["fields"]):
            return dict.fromkeys((*self._lower.with_groups, *own["channels"]))
        return own[section]

    @cached_property
    def with_groups(self) -> Collection[str]:
        """The channels with a slot for a group, whose fields an upper layer may add to."""
        before = () if self._lower is None else self._lower.with_groups
        ours = self._sections.objects["channels"] if self._lower is None else self._sections.own["channels"]
        specs = {channel: self._sections.objects["channels"][channel].spec for channel in (*before, *ours)}
        return [
            channel
            for channel, spec in specs.items()
            if spec is not None and any(slot.startswith("group:") for slot in spec.slots or ())
        ]

    def _changes_phases(self, below: "Objects") -> bool:
        as_of, before = self._sections.map.get("as_of"), below._sections.map.get("as_of")
        return bool(self._sections.own["phases"]) or as_of != before

    def _references(self, declared: Declared) -> References:
        return self._own if declared.file.path in self._files else self._below

    def _wrong(self, code: str, place: Place, message: Sentence, hint: Sentence) -> None:
        self._findings.append(Finding(code, Severity.ERROR, place, message, hint))

    def _check_circles(self, section: str, links: Mapping[str, tuple[str, ...]]) -> None:
        for circle in cycles(links):
            declared = self._sections.objects[section][circle[0]]
            if declared.file.path in self._files:
                path = " > ".join((*circle, circle[0]))
                message, hint = Sentence(_CIRCLES[section], {"path": path}), Sentence(_CIRCLE_HINTS[section])
                self._wrong("DF103", declared.place, message, hint)

    def _phases(self) -> dict[str, Phase]:
        specs = {
            phase: (declared, declared.spec or PhaseSpec())
            for phase, declared in self._sections.objects["phases"].items()
        }
        if "all" in specs and specs["all"][0].file.path in self._files:
            self._wrong("DF007", specs["all"][0].place, Sentence(_RESERVED), Sentence(_RENAME))
        beside = {
            phase: self._references(declared).one(declared.file.path, spec.alongside, "phases", ONLY_ONE)
            for phase, (declared, spec) in specs.items()
        }
        links = {phase: (other,) if other in specs else () for phase, other in beside.items()}
        named = {phase: tuple(str(other) for other in others) for phase, others in links.items()}
        self._check_circles("phases", named)
        circular = {phase for circle in cycles(links) for phase in circle}
        positions: dict[str, int] = {}
        for phase in specs:
            if not links[phase] or phase in circular:
                positions[phase] = len(positions)
        return {
            phase: Phase(
                *_named(declared, spec),
                positions[_end_of(phase, links, positions)],
                order,
                *self._responsible(declared, spec),
                meta=meta_of(spec.meta),
            )
            for order, (phase, (declared, spec)) in enumerate(specs.items())
        }

    def _responsible(self, declared: Declared, spec: PhaseSpec) -> tuple[str | None, tuple[Responsible, ...]]:
        """The actor that is responsible for a phase on the map's date, and all that are; DF007 for two at once."""
        file, references = declared.file.path, self._references(declared)
        found: list[Responsible] = []
        for each in spec.responsible or ():
            actor = references.one(file, each.actor, "actors", ONLY_ONE)
            if actor is None:
                continue
            now = Responsible(actor, each.valid_from, each.valid_to)
            other = next((earlier for earlier in found if _overlap(earlier, now)), None)
            if other is not None and file in self._files:
                words = {"one": other.actor, "other": actor}
                self._wrong(
                    "DF007", place_of(file, each.actor), Sentence(_TWO_RESPONSIBLE, words), Sentence(_ONE_ENDS)
                )
            found.append(now)
        as_of: str | None = self._sections.map["as_of"][0] if "as_of" in self._sections.map else None
        return responsible_on(found, as_of), tuple(found)

    def _purpose(self, declared: Declared, spec: PurposeSpec, references: References) -> Purpose:
        return Purpose(*_named(declared, spec), bool(spec.secondary), meta=meta_of(spec.meta))

    def _legal_basis(self, declared: Declared, spec: LegalBasisSpec, references: References) -> LegalBasis:
        purposes = references.many(declared.file.path, spec.purposes, "purposes")
        return LegalBasis(*_named(declared, spec), _text(spec.url), purposes, meta=meta_of(spec.meta))

    def _source(self, declared: Declared, spec: Any, references: References) -> Source:
        title = label_of(declared.word, spec.title)
        file, written = declared.file.path, declared.file.root["sources"][declared.word]
        dated = place_of(file, written["date"]) if spec.date is not None else declared.place
        url, kind, meta = _text(spec.url), text_of(spec.kind), meta_of(spec.meta)
        return Source(str(declared.word), title, url, spec.date, kind, declared.place, dated, meta=meta)

    def _group(self, declared: Declared, spec: GroupSpec, references: References) -> Group:
        parent = references.one(declared.file.path, spec.parent, "groups", ONLY_ONE)
        return Group(*_named(declared, spec), parent, meta=meta_of(spec.meta))

    def _check_groups(self) -> None:
        for group in map(self.groups.__getitem__, self._made("groups")):
            declared = self._sections.objects["groups"][group.id]
            parent = self.groups.get(group.parent or "")
            if parent and parent.parent and declared.file.path in self._files:
                circular = group.id in (parent.id, parent.parent)
                self._wrong(
                    "DF007",
                    place_of(declared.file.path, declared.spec.parent),
                    Sentence(_TOO_DEEP, {"parent": parent.id}),
                    Sentence(_NO_PARENT) if circular else Sentence(_TOO_DEEP_HINT, {"top": parent.parent}),
                )

    def _code_system(self, declared: Declared, spec: CodeSystemSpec, references: References) -> CodeSystem:
        maps_to = references.many(declared.file.path, spec.maps_to, "code_systems")
        return CodeSystem(*_named(declared, spec), _text(spec.url), maps_to, meta=meta_of(spec.meta))

    def _field(self, declared: Declared, spec: FieldSpec, references: References) -> Field:
        file = declared.file.path
        known = self._sections.known("code_systems") | WELL_KNOWN_CODE_SYSTEMS
        codes = {
            references.among(file, word, "code_systems", known): listed for word, listed in (spec.codes or {}).items()
        }
        return Field(
            *_named(declared, spec),
            definition=text_of(spec.definition),
            group=references.one(file, spec.group, "groups", ONLY_ONE),
            kind=spec.kind,
            unit=None if spec.unit is None else Unit(str(spec.unit), place_of(file, spec.unit)),
            icf=_text(spec.icf),
            special_category=spec.special_category is not False,
            repeats=bool(spec.repeats),
            codes=tuple(
                Code(system, str(code), place_of(file, code))
                for system, listed in codes.items()
                if system
                for code in listed
            ),
            derived_from=references.many(file, spec.derived_from, "fields"),
            meta=meta_of(spec.meta),
        )

    def _channel(self, declared: Declared, spec: ChannelSpec, references: References) -> Channel:
        file = declared.file.path
        reply = spec.expects_reply
        return Channel(
            *_named(declared, spec),
            standard=text_of(spec.standard),
            form=Form.of(spec.form or "free-text"),
            slots=_slots(references, file, spec),
            closed=bool(spec.closed),
            mode=spec.mode,
            kind=spec.kind,
            expects_reply=(references.one(file, reply, "channels", ONLY_ONE) or False)
            if isinstance(reply, Scalar)
            else bool(reply),
            takes=spec.takes,
            citations=citations_of(references, file, spec.source),
            meta=meta_of(spec.meta),
        )


def _named(declared: Declared, spec: Any) -> tuple[str, Label, Place]:
    return str(declared.word), label_of(declared.word, spec.label), declared.place


def _slots(references: References, file: str, spec: ChannelSpec) -> dict[str, Form]:
    """The form of each field with a slot: its own, else that of its group, else that of the group above."""
    ranked: dict[str, tuple[int, Form]] = {}
    for word, form in (spec.slots or {}).items():
        for field, _ in references.fields(file, (word,)):
            rank = _nearness(references.sections, word, field)
            if field not in ranked or rank > ranked[field][0]:
                ranked[field] = (rank, Form.of(form))
    return {field: form for field, (_, form) in sorted(ranked.items())}


def _nearness(sections: Sections, word: Scalar, field: str) -> int:
    if not word.startswith("group:"):
        return 2
    return 1 if str(sections.objects["fields"][field].spec.group) == word[6:] else 0


def _end_of(phase: str, links: Mapping[str, tuple[str | None, ...]], positions: Mapping[str, int]) -> str:
    while phase not in positions:
        phase = str(links[phase][0])
    return phase


def _text(value: Scalar | None) -> str | None:
    return None if value is None else str(value)
