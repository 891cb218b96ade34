"""The schema of statements (``language.md``, "The statements")."""

from typing import Annotated

from dataflow.language.nodes import Scalar
from dataflow.language.spec import Citations, Contradiction, Spec, Written, dates_contradiction
from dataflow.language.value_types import (
    Completeness,
    Coverage,
    Day,
    Duration,
    FieldsRefs,
    Flag,
    Form,
    Key,
    Names,
    RangeOrIds,
    Ref,
    Refs,
    SomeFieldsRefs,
    SomeRefs,
    Wording,
    choice,
    matching,
)

STATEMENTS = ("records", "needs", "uses", "shares")
"""The keys of an actor whose values are lists of statements."""
LEVELS = ("must", "should", "may")
"""How much a field is needed, the strongest first."""


class PhaseRange(Spec):
    """From one phase to another, both included; an end that is left out is the pathway's own."""

    start: Annotated[Ref, Names("phases"), Key("from")] | None = None
    end: Annotated[Ref, Names("phases"), Key("to")] | None = None

    def contradiction(self) -> Contradiction | None:
        """A range without any end."""
        return ("empty_range", "") if self.start is None and self.end is None else None


Phases = Annotated[Annotated[SomeRefs, Names("phases", ("all",))] | PhaseRange, RangeOrIds()]


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
        if (found := dates_contradiction(self.valid_from, self.valid_to)) is not None:
            return found
        if getattr(self, "code_system", None) and self.form not in (None, "coded"):
            return "form_below_code", "form"
        return None


class RecordSpec(StatementSpec):
    """Someone enters the field here."""

    system: Annotated[Ref, Names("systems"), Key("in")] | None = None
    code_system: Annotated[Ref, Names("code_systems")] | None = None
    patient_reported: Flag | None = None
    method: Annotated[Scalar, matching("id", "[a-z][a-z0-9_-]{0,63}")] | None = None
    called: Wording | None = None
    after: Duration | None = None


class UseSpec(StatementSpec):
    """The actor does use the field."""

    purposes: Annotated[Refs, Names("purposes"), Key("for")] | None = None
    code_system: Annotated[Refs, Names("code_systems")] | None = None
    recorded_since: Annotated[Ref, Names("phases")] | None = None
    recorded_in: Annotated[SomeRefs, Names("phases")] | None = None
    within: Duration | None = None
    received: Flag | None = None
    called: Wording | None = None


class NeedSpec(UseSpec):
    """The actor should have the field."""

    level: Annotated[str, choice(*LEVELS)] | None = None


class ShareSpec(StatementSpec):
    """The actor passes the field on."""

    to: Annotated[SomeRefs, Names("actors")]
    via: Annotated[Ref, Names("channels")]
    purposes: Annotated[Refs, Names("purposes"), Key("for")] | None = None
    legal_basis: Annotated[Refs, Names("legal_bases")] | None = None
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
    to: Annotated[Refs, Names("actors")] | None = None
    via: Annotated[Refs, Names("channels")] | None = None
    system: Annotated[Ref, Names("systems"), Key("in")] | None = None

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
