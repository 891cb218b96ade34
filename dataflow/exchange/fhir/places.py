"""The places that a definition has for data: in what form, of which codes, and whether they must be filled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dataflow.base.text import Text
from dataflow.base.ucum import doubted, is_unit, probably_meant
from dataflow.exchange.fhir.nodes import Wording
from dataflow.model.entities import Form

Codes = tuple[tuple[str, str], ...]
"""Codes, each with the URL of its code system."""

CODED = frozenset(("CodeableConcept", "Coding", "code"))
FORMS: Mapping[str, Form] = {
    **dict.fromkeys(("Quantity", "SimpleQuantity", "Age", "Count", "Distance", "Duration", "Money"), Form.STRUCTURED),
    **dict.fromkeys(("MoneyQuantity", "Ratio", "Range", "SampledData", "Period", "Timing"), Form.STRUCTURED),
    **dict.fromkeys(("date", "dateTime", "instant", "time", "boolean"), Form.STRUCTURED),
    **dict.fromkeys(("integer", "positiveInt", "unsignedInt", "decimal"), Form.STRUCTURED),
    **dict.fromkeys(("Identifier", "HumanName", "Address", "ContactPoint"), Form.STRUCTURED),
    **dict.fromkeys(("string", "markdown", "Narrative", "xhtml", "Attachment", "Annotation"), Form.FREE_TEXT),
}
"""The form of a value of each type; one of a type that is not here is left open."""
KINDS: Mapping[str, str] = {
    **dict.fromkeys(("Quantity", "SimpleQuantity", "Age", "Count", "Distance", "Duration", "Money"), "quantity"),
    **dict.fromkeys(("integer", "positiveInt", "unsignedInt", "decimal", "Ratio", "Range"), "quantity"),
    **dict.fromkeys(("date", "dateTime", "instant", "time", "Period"), "date"),
    **dict.fromkeys(("string", "markdown", "Narrative", "xhtml", "Annotation"), "text"),
    **dict.fromkeys(("CodeableConcept", "Coding", "code"), "code"),
    "boolean": "boolean",
    "Identifier": "identifier",
    "Attachment": "document",
}
"""The kind of a field with a value of each type."""

REASONS: Mapping[str, Text] = {
    "untouched": Text(
        en="the definition says nothing of its own about them", da="definitionen siger intet selv om dem"
    ),
    "technical": Text(en="technical parts of FHIR", da="tekniske dele af FHIR"),
    "reference": Text(
        en="references, which say nothing of the data referred to",
        da="referencer, som intet siger om de data, der henvises til",
    ),
    "no binding": Text(
        en="a code without a required or extensible binding",
        da="en kode uden en binding, der er required eller extensible",
    ),
    "several types": Text(
        en="several types of different forms to choose from", da="flere typer af forskellig form at vælge imellem"
    ),
    "no type": Text(
        en="the file does not say the type (import the parent definition too)",
        da="filen angiver ikke typen (importér også den overordnede definition)",
    ),
    "other type": Text(en="types that have no form in a map", da="typer, som ikke har en form i et kort"),
    "any code": Text(
        en="a value whose code is not fixed, nor bound to a value set among the files",
        da="en værdi, hvis kode ikke er fast eller bundet til et værdisæt blandt filerne",
    ),
    "extension": Text(
        en="extensions whose definition is not among the files",
        da="udvidelser, hvis definition ikke er blandt filerne",
    ),
    "fixed": Text(
        en="a code that is always the same, so that it carries no data",
        da="en kode, der altid er den samme, så den ikke rummer data",
    ),
    "no answer": Text(en="items without an answer (groups and texts)", da="punkter uden svar (grupper og tekster)"),
}
"""Why elements are left open."""


@dataclass(frozen=True)
class PublishedUnit:
    """A unit as published, and the UCUM expression that it stands for; None where that is not known."""

    published: str
    ucum: str | None

    @property
    def is_mended(self) -> bool:
        """Whether it is published in another way than UCUM writes it."""
        return self.ucum is not None and self.ucum != self.published


def unit_of(published: str) -> PublishedUnit | None:
    """The unit of a text; None where there is none."""
    if not published:
        return None
    meant = (doubted(published) or published) if is_unit(published) else probably_meant(published)
    return PublishedUnit(published, meant)


@dataclass(frozen=True)
class Place:
    """A place for data in a definition. Without a ``form`` that is open.

    ``required``: it must be filled wherever the definition is used. ``forbidden``: it must not be there (max 0).
    ``names`` are those by which a field of a map may be recognised.
    """

    where: str
    element: str
    names: tuple[str, ...]
    label: Wording = field(default_factory=dict)
    definition: Wording = field(default_factory=dict)
    codes: Codes = ()
    form: Form | None = None
    kind: str = ""
    unit: PublishedUnit | None = None
    required: bool = False
    forbidden: bool = False
    by_label: bool = False
    """Whether a new field is called after the label, as the element says nothing of the data."""
    options: tuple[str, ...] = ()
    code_system: str = ""
    """The URL of the code system of its codes; empty where it is not stated, or where there are several."""


@dataclass(frozen=True)
class Published:
    """A profile, a logical model or a questionnaire: its places, and the elements left open by the reason.

    ``closed``: it carries its places and nothing else; None where the file does not say.
    """

    id: str
    file: str
    label: Wording
    standard: str
    places: tuple[Place, ...]
    open: Mapping[str, tuple[str, ...]]
    closed: bool | None = None

    @property
    def filled(self) -> tuple[Place, ...]:
        """The places that may be filled."""
        return tuple(each for each in self.places if not each.forbidden)


def counted_open(published: Sequence[Published]) -> dict[str, int]:
    """How many elements are left open, by the reason, in the order of ``REASONS``."""
    counts = {reason: sum(len(each.open.get(reason, ())) for each in published) for reason in REASONS}
    return {reason: count for reason, count in counts.items() if count}
