"""What a spec may say (``language.md``, sections 1 to 9). The JSON Schema for editors comes from the same models.

References are words here; whether anything declares them is asked when the files are linked.
"""

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from dataflow.spec.kinds import (
    Completeness,
    Coverage,
    Date,
    Day,
    FieldsRef,
    FieldsRefs,
    Flag,
    Form,
    Icf,
    Id,
    Language,
    Line,
    Lines,
    OneOrMany,
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
)
from dataflow.spec.nodes import Pairs, Word

FORMS = ("free-text", "structured", "coded")


class Written(BaseModel):
    """Anything that an author writes as a mapping. What is left out, or left open, is None."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)

    note: Wording | None = None


def _contradiction(kind: str, at: str) -> PydanticCustomError:
    return PydanticCustomError("contradiction", "contradiction", {"kind": kind, "at": at})


class MapSpec(Written):
    """What the map is about. A scenario's file gives only the keys that it changes."""

    id: Id | None = None
    extends: Way | None = None
    title: Wording | None = None
    population: Wording | None = None
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] | None = None
    as_of: Day | None = None
    evidence_years: Years | None = None
    rules: dict[RuleCode, Annotated[str, choice("error", "warning", "info", "off")]] | None = None


class PhaseSpec(Written):
    """A phase of the pathway."""

    label: Wording | None = None
    responsible: Ref | None = None
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
    source: Citations | None = None


class PhaseRange(BaseModel):
    """From one phase to another, both included; an end that is left out is the pathway's own."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    start: Ref | None = Field(None, alias="from")
    end: Ref | None = Field(None, alias="to")

    @model_validator(mode="after")
    def _has_an_end(self) -> Self:
        if self.start is None and self.end is None:
            raise _contradiction("empty_range", "")
        return self


def _range_or_ids(value: Any) -> str:
    return "range" if isinstance(value, Pairs | PhaseRange) else "ids"


# Tags that can be no key of a spec: they take part in pydantic's error paths.
Phases = Annotated[
    Annotated[SomeRefs, Tag("ids")] | Annotated[PhaseRange, Tag("range")],
    Discriminator(_range_or_ids),
]


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

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            raise _contradiction("dates", "valid_to")
        if getattr(self, "code_system", None) and self.form not in (None, "coded"):
            raise _contradiction("form_below_code", "form")
        return self


class RecordSpec(StatementSpec):
    """Someone enters the field here."""

    system: Ref | None = Field(None, alias="in")
    code_system: Ref | None = None
    patient_reported: Flag | None = None
    method: Annotated[Word, matching("id", "[a-z][a-z0-9_-]{0,63}")] | None = None


class UseSpec(StatementSpec):
    """The actor does use the field."""

    purposes: Refs | None = Field(None, alias="for")
    code_system: Refs | None = None
    recorded_since: Ref | None = None
    received: Flag | None = None


class NeedSpec(UseSpec):
    """The actor should have the field."""

    level: Annotated[str, choice("must", "should", "may")] | None = None


class ShareSpec(StatementSpec):
    """The actor passes the field on."""

    to: SomeRefs
    via: Ref
    purposes: Refs | None = Field(None, alias="for")
    legal_basis: Refs | None = None


class OmitSpec(Written):
    """What a member, or a scenario, takes away."""

    records: FieldsRefs | None = None
    needs: FieldsRefs | None = None
    uses: FieldsRefs | None = None
    shares: FieldsRefs | None = None
    phase: Phases | None = None
    to: Refs | None = None
    via: Refs | None = None
    system: Ref | None = Field(None, alias="in")

    @model_validator(mode="after")
    def _has_one_kind(self) -> Self:
        kinds = [kind for kind in ("records", "needs", "uses", "shares") if getattr(self, kind) is not None]
        if not kinds:
            raise _contradiction("omits_no_kind", "")
        if len(kinds) > 1:
            raise _contradiction("omits_two_kinds", kinds[1])
        if kinds != ["shares"] and (self.to is not None or self.via is not None):
            raise _contradiction("omits_receiver", "to" if self.to is not None else "via")
        if kinds != ["records"] and self.system is not None:
            raise _contradiction("omits_system", "in")
        return self


class SystemSpec(Written):
    """A record system of an actor."""

    label: Wording | None = None
    retention: Wording | None = None


SECTORS = ("primary", "regional", "municipal", "national", "private", "citizen")


class ActorSpec(Written):
    """An actor; its lists may be spread over several files."""

    label: Wording | None = None
    sector: Annotated[str, choice(*SECTORS)] | None = None
    kind: Annotated[str, choice("organisation", "patient", "registry")] | None = None
    extends: Ref | None = None
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


class FileSpec(BaseModel):
    """A spec file: its top-level keys are sections."""

    model_config = ConfigDict(extra="forbid", frozen=True, title="dataflow spec, version 1")

    dataflow: Version | None = None
    # Whether what a map must have is there is asked of all its files together.
    map: MapSpec | None = None
    phases: dict[Id, PhaseSpec | None] | None = None
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


# Every rule of the analysis (``analysis.md``): what map.rules and waivers may name.
RULE_CODES = tuple(
    f"DF{number:03}"
    for numbers in (range(1, 8), range(101, 109), range(120, 130), range(301, 305), (401, 402), range(501, 506))
    for number in numbers
)


def json_schema() -> dict[str, Any]:
    """The language as a JSON Schema (2020-12) for editors, from the same models that the reader uses."""
    schema = FileSpec.model_json_schema(by_alias=True)
    _close(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://dataflow.example/schema/1",
        **schema,
    }


def _close(schema: Any) -> None:
    """Keys that match no pattern are refused, and titles that only repeat a key are dropped."""
    if isinstance(schema, dict):
        if "patternProperties" in schema:
            schema.setdefault("additionalProperties", False)
        properties = schema.get("properties")
        if isinstance(properties, dict):
            for child in properties.values():
                if isinstance(child, dict):
                    child.pop("title", None)
        for child in schema.values():
            _close(child)
    elif isinstance(schema, list):
        for child in schema:
            _close(child)
