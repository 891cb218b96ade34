"""The schema of spec files (``language.md``, "The sections", "The statements").

References are plain scalars here; they are resolved when the files are linked. ``fast_reader.py`` reads valid files
into these classes. ``models.py`` makes pydantic models of them, which find the mistakes in the other files, and the
JSON Schema for editors. pydantic takes more than half of the start of a command (``make bench``), so it is not
imported for a map without mistakes. The docstrings of the classes are descriptions in the JSON Schema.
"""

from typing import Annotated

from dataflow.language.spec import Citations, Contradiction, Spec, Written, dates_contradiction
from dataflow.language.statement_specs import NeedSpec, OmitSpec, RecordSpec, ShareSpec, UseSpec
from dataflow.language.value_types import (
    AtLeastOne,
    Date,
    Day,
    Duration,
    FieldsRef,
    Flag,
    Form,
    Glob,
    Icf,
    Id,
    Key,
    Language,
    Line,
    Lines,
    Names,
    OneOrMany,
    PhaseId,
    Price,
    Ref,
    Refs,
    Reply,
    RuleCode,
    Version,
    Way,
    Wording,
    Years,
    choice,
    responsible_shorthand,
)


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

    actor: Annotated[Ref, Names("actors")]
    valid_from: Day | None = None
    valid_to: Day | None = None

    def contradiction(self) -> Contradiction | None:
        """Dates that end before they begin."""
        return dates_contradiction(self.valid_from, self.valid_to)


Responsible = Annotated[tuple[Annotated[ResponsibleSpec, responsible_shorthand], ...], OneOrMany()]


class PhaseSpec(Written):
    """A phase of the pathway."""

    label: Wording | None = None
    responsible: Responsible | None = None
    alongside: Annotated[Ref, Names("phases")] | None = None


class PurposeSpec(Written):
    """What data are used for."""

    label: Wording | None = None
    secondary: Flag | None = None


class LegalBasisSpec(Written):
    """A legal basis for passing data on."""

    label: Wording | None = None
    url: Line | None = None
    purposes: Annotated[Refs, Names("purposes")] | None = None


class SourceSpec(Written):
    """Evidence."""

    title: Wording
    url: Line | None = None
    date: Date | None = None
    kind: Wording | None = None


class GroupSpec(Written):
    """A group of fields."""

    label: Wording | None = None
    parent: Annotated[Ref, Names("groups")] | None = None


class CodeSystemSpec(Written):
    """A code system."""

    label: Wording | None = None
    url: Line | None = None
    maps_to: Annotated[Refs, Names("code_systems")] | None = None


FIELD_KINDS = ("quantity", "code", "text", "boolean", "date", "score", "ordinal", "identifier", "document")


class FieldSpec(Written):
    """A data field."""

    label: Wording | None = None
    definition: Wording | None = None
    group: Annotated[Ref, Names("groups")] | None = None
    kind: Annotated[str, choice(*FIELD_KINDS)] | None = None
    unit: Line | None = None
    icf: Icf | None = None
    special_category: Flag | None = None
    repeats: Flag | None = None
    codes: dict[Annotated[Ref, Names("code_systems")], Lines] | None = None
    derived_from: Annotated[Refs, Names("fields")] | None = None


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


class SystemSpec(Written):
    """A record system of an actor."""

    label: Wording | None = None
    processor: Annotated[Refs, Names("actors")] | None = None
    retention: Wording | None = None


SECTORS = ("primary", "regional", "municipal", "national", "private", "citizen")


class ActorSpec(Written):
    """An actor; its lists may be spread over several files."""

    label: Wording | None = None
    sector: Annotated[str, choice(*SECTORS)] | None = None
    kind: Annotated[str, choice("organisation", "patient", "registry")] | None = None
    extends: Annotated[Ref, Names("actors")] | None = None
    controller: Annotated[Refs, Names("actors")] | None = None
    processor: Annotated[Refs, Names("actors")] | None = None
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
    members: Annotated[Refs, Names("actors")] | None = None


class WaiverSpec(Written):
    """A finding that is accepted."""

    rule: RuleCode
    reason: Wording
    actor: Annotated[Ref, Names("actors")] | None = None
    field: Annotated[Ref, Names("fields")] | None = None
    phase: Annotated[Ref, Names("phases")] | None = None
    channel: Annotated[Ref, Names("channels")] | None = None
    by: Line | None = None
    valid_to: Day | None = None


class ScenarioSpec(Written):
    """Makes its file an overlay."""

    id: Id
    label: Wording | None = None
    based_on: Annotated[Ref, Names("scenarios")] | None = None


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
