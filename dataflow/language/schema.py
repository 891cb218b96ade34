"""The schema of spec files (``language.md``, "The sections", "The statements").

References are plain scalars here; they are resolved when the files are linked. ``fast_reader.py`` reads valid files
into these classes. ``models.py`` makes pydantic models of them, which find the mistakes in the other files, and the
JSON Schema for editors. pydantic takes more than half of the start of a command (``make bench``), so it is not
imported for a map without mistakes. The docstrings of the classes are descriptions in the JSON Schema.
"""

from typing import Annotated, Any, NoReturn

from dataflow.language.nodes import Scalar
from dataflow.language.value_types import (
    AtLeastOne,
    Completeness,
    Coverage,
    Date,
    Day,
    Duration,
    FieldsRef,
    FieldsRefs,
    Flag,
    Form,
    Glob,
    Icf,
    Id,
    Key,
    Language,
    Line,
    Lines,
    Meta,
    OneOrMany,
    PhaseId,
    Price,
    RangeOrIds,
    Ref,
    Refs,
    Reply,
    RuleCode,
    SomeFieldsRefs,
    SomeRefs,
    Version,
    Way,
    Wording,
    Years,
    choice,
    citation_shorthand,
    matching,
    responsible_shorthand,
)

FORMS = ("free-text", "structured", "coded")
STATEMENTS = ("records", "needs", "uses", "shares")
"""The keys of an actor whose values are lists of statements."""
LEVELS = ("must", "should", "may")

Contradiction = tuple[str, str]
"""A contradiction between keys (``explain.CONTRADICTIONS``), and the key at which to report it."""


def _dates(start: str | None, end: str | None) -> Contradiction | None:
    return ("dates", "valid_to") if start and end and start > end else None


class Spec:
    """What is read of a mapping; its keys are the annotations of its class, and a key without a value is required.

    No dataclass: to make two dozen of those takes longer than to read a typical map by them (``make bench``).
    """

    def __init__(self, **read: Any) -> None:
        # One by one, so that all instances of a class share one table of names: half the memory of a dictionary each.
        for name, value in read.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"{name} is what the author wrote, and stays so")


class Written(Spec):
    """Anything that an author writes as a mapping. What is left out, or left open, is None."""

    note: Wording | None = None
    meta: Meta | None = None


class CostsSpec(Spec):
    """What changes cost where a plan is made; what is left out costs what it usually does."""

    field: Price | None = None
    extend_share: Annotated[Price, Key("extend-share")] | None = None
    put_in_force: Annotated[Price, Key("put-in-force")] | None = None
    new_share: Annotated[Price, Key("new-share")] | None = None
    slot: Price | None = None
    better_record: Annotated[Price, Key("better-record")] | None = None
    code_map: Annotated[Price, Key("code-map")] | None = None
    faster_share: Annotated[Price, Key("faster-share")] | None = None
    new_channel: Annotated[Price, Key("new-channel")] | None = None
    new_record: Annotated[Price, Key("new-record")] | None = None


class MapSpec(Written):
    """What the map is about. A scenario's file gives only the keys that it changes."""

    id: Id | None = None
    extends: Way | None = None
    title: Wording | None = None
    population: Wording | None = None
    languages: Annotated[tuple[Language, ...], AtLeastOne()] | None = None
    as_of: Day | None = None
    evidence_years: Years | None = None
    exclude: Annotated[tuple[Glob, ...], AtLeastOne(), OneOrMany()] | None = None
    rules: dict[RuleCode, Annotated[str, choice("error", "warning", "info", "off")]] | None = None
    costs: CostsSpec | None = None


class ResponsibleSpec(Spec):
    """An actor that takes over when a phase begins, and from and to which day it does."""

    actor: Ref
    valid_from: Day | None = None
    valid_to: Day | None = None

    def contradiction(self) -> Contradiction | None:
        """Dates that end before they begin."""
        return _dates(self.valid_from, self.valid_to)


Responsible = Annotated[tuple[Annotated[ResponsibleSpec, responsible_shorthand], ...], OneOrMany()]


class PhaseSpec(Written):
    """A phase of the pathway."""

    label: Wording | None = None
    responsible: Responsible | None = None
    alongside: Ref | None = None


class PurposeSpec(Written):
    """What data are used for."""

    label: Wording | None = None
    secondary: Flag | None = None


class LegalBasisSpec(Written):
    """A legal basis for passing data on."""

    label: Wording | None = None
    url: Line | None = None
    purposes: Refs | None = None


class SourceSpec(Written):
    """Evidence."""

    title: Wording
    url: Line | None = None
    date: Date | None = None
    kind: Line | None = None


class GroupSpec(Written):
    """A group of fields."""

    label: Wording | None = None
    parent: Ref | None = None


class CodeSystemSpec(Written):
    """A code system."""

    label: Wording | None = None
    url: Line | None = None
    maps_to: Refs | None = None


FIELD_KINDS = ("quantity", "code", "text", "boolean", "date", "score", "ordinal", "identifier", "document")


class FieldSpec(Written):
    """A data field."""

    label: Wording | None = None
    definition: Wording | None = None
    group: Ref | None = None
    kind: Annotated[str, choice(*FIELD_KINDS)] | None = None
    unit: Line | None = None
    icf: Icf | None = None
    special_category: Flag | None = None
    repeats: Flag | None = None
    codes: dict[Ref, Lines] | None = None
    derived_from: Refs | None = None


class CitationSpec(Written):
    """A source, and the spot in it."""

    ref: Ref
    at: Line | None = None


Citations = Annotated[tuple[Annotated[CitationSpec, citation_shorthand], ...], OneOrMany()]


class ChannelSpec(Written):
    """A way for data to travel."""

    label: Wording | None = None
    standard: Wording | None = None
    form: Form | None = None
    slots: dict[FieldsRef, Form] | None = None
    closed: Flag | None = None
    mode: Annotated[str, choice("push", "pull", "manual")] | None = None
    kind: (
        Annotated[str, choice("message", "referral", "notification", "registry", "portal", "oral", "paper")] | None
    ) = None
    expects_reply: Reply | None = None
    takes: Duration | None = None
    source: Citations | None = None


class PhaseRange(Spec):
    """From one phase to another, both included; an end that is left out is the pathway's own."""

    start: Annotated[Ref, Key("from")] | None = None
    end: Annotated[Ref, Key("to")] | None = None

    def contradiction(self) -> Contradiction | None:
        """A range without any end."""
        return ("empty_range", "") if self.start is None and self.end is None else None


Phases = Annotated[SomeRefs | PhaseRange, RangeOrIds()]


class StatementSpec(Written):
    """The keys that records, needs, uses and shares have in common."""

    fields: SomeFieldsRefs
    phase: Phases
    status: Annotated[str, choice("current", "planned", "retired", "unknown")] | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    coverage: Coverage | None = None
    completeness: Completeness | None = None
    source: Citations | None = None
    confidence: Annotated[str, choice("high", "medium", "low")] | None = None
    form: Form | None = None

    def contradiction(self) -> Contradiction | None:
        """Dates that end before they begin, or a form that contradicts the code system."""
        if (found := _dates(self.valid_from, self.valid_to)) is not None:
            return found
        if getattr(self, "code_system", None) and self.form not in (None, "coded"):
            return "form_below_code", "form"
        return None


class RecordSpec(StatementSpec):
    """Someone enters the field here."""

    system: Annotated[Ref, Key("in")] | None = None
    code_system: Ref | None = None
    patient_reported: Flag | None = None
    method: Annotated[Scalar, matching("id", "[a-z][a-z0-9_-]{0,63}")] | None = None
    after: Duration | None = None


class UseSpec(StatementSpec):
    """The actor does use the field."""

    purposes: Annotated[Refs, Key("for")] | None = None
    code_system: Refs | None = None
    recorded_since: Ref | None = None
    recorded_in: SomeRefs | None = None
    within: Duration | None = None
    received: Flag | None = None


class NeedSpec(UseSpec):
    """The actor should have the field."""

    level: Annotated[str, choice(*LEVELS)] | None = None


class ShareSpec(StatementSpec):
    """The actor passes the field on."""

    to: SomeRefs
    via: Ref
    purposes: Annotated[Refs, Key("for")] | None = None
    legal_basis: Refs | None = None
    after: Duration | None = None
    takes: Duration | None = None
    on_request: Flag | None = None


class OmitSpec(Written):
    """What a member, or a scenario, takes away."""

    records: FieldsRefs | None = None
    needs: FieldsRefs | None = None
    uses: FieldsRefs | None = None
    shares: FieldsRefs | None = None
    phase: Phases | None = None
    to: Refs | None = None
    via: Refs | None = None
    system: Annotated[Ref, Key("in")] | None = None

    def contradiction(self) -> Contradiction | None:
        """Not exactly one kind of statement, or a key of another kind."""
        kinds = [kind for kind in ("records", "needs", "uses", "shares") if getattr(self, kind) is not None]
        if not kinds:
            return "omits_no_kind", ""
        if len(kinds) > 1:
            return "omits_two_kinds", kinds[1]
        if kinds != ["shares"] and (self.to is not None or self.via is not None):
            return "omits_receiver", "to" if self.to is not None else "via"
        if kinds != ["records"] and self.system is not None:
            return "omits_system", "in"
        return None


class SystemSpec(Written):
    """A record system of an actor."""

    label: Wording | None = None
    processor: Refs | None = None
    retention: Wording | None = None


SECTORS = ("primary", "regional", "municipal", "national", "private", "citizen")


class ActorSpec(Written):
    """An actor; its lists may be spread over several files."""

    label: Wording | None = None
    sector: Annotated[str, choice(*SECTORS)] | None = None
    kind: Annotated[str, choice("organisation", "patient", "registry")] | None = None
    extends: Ref | None = None
    controller: Refs | None = None
    processor: Refs | None = None
    retention: Wording | None = None
    systems: dict[Id, SystemSpec | None] | None = None
    records: tuple[RecordSpec, ...] | None = None
    needs: tuple[NeedSpec, ...] | None = None
    uses: tuple[UseSpec, ...] | None = None
    shares: tuple[ShareSpec, ...] | None = None
    omits: tuple[OmitSpec, ...] | None = None


class ClusterSpec(Written):
    """Actors that work together."""

    label: Wording | None = None
    members: Refs | None = None


class WaiverSpec(Written):
    """A finding that is accepted."""

    rule: RuleCode
    reason: Wording
    actor: Ref | None = None
    field: Ref | None = None
    phase: Ref | None = None
    channel: Ref | None = None
    by: Line | None = None
    valid_to: Day | None = None


class ScenarioSpec(Written):
    """Makes its file an overlay."""

    id: Id
    label: Wording | None = None
    based_on: Ref | None = None


class FileSpec(Spec):
    """A spec file: its top-level keys are sections."""

    dataflow: Version | None = None
    # The required keys of a map are checked over all its files, when they are linked.
    map: MapSpec | None = None
    phases: dict[PhaseId, PhaseSpec | None] | None = None
    purposes: dict[Id, PurposeSpec | None] | None = None
    legal_bases: dict[Id, LegalBasisSpec | None] | None = None
    sources: dict[Id, SourceSpec] | None = None
    groups: dict[Id, GroupSpec | None] | None = None
    code_systems: dict[Id, CodeSystemSpec | None] | None = None
    fields: dict[Id, FieldSpec | None] | None = None
    channels: dict[Id, ChannelSpec | None] | None = None
    clusters: dict[Id, ClusterSpec | None] | None = None
    actors: dict[Id, ActorSpec | None] | None = None
    waivers: tuple[WaiverSpec, ...] | None = None
    scenario: ScenarioSpec | None = None
