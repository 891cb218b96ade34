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
    "untouched": Text(en="the definition says nothing of its own here", da="definitionen siger ikke selv noget her"),
    "technical": Text(en="this is a technical part of FHIR", da="det er en teknisk del af FHIR"),
    "reference": Text(
        en="this refers to other data, and says nothing of them", da="der henvises blot til andre data"
    ),
    "no binding": Text(
        en="no binding (required or extensible) says which codes may stand here",
        da="ingen binding (required eller extensible) siger, hvilke koder der må stå her",
    ),
    "several types": Text(
        en="any of several types with different forms may stand here",
        da="der kan stå flere typer med hver sin form",
    ),
    "no type": Text(
        en="the file does not say the type (import the parent definition too)",
        da="filen angiver ikke typen (importér også den overordnede definition)",
    ),
    "other type": Text(en="the type has no form in a map", da="typen har ingen form i et kort"),
    "any code": Text(
        en="the code is neither fixed nor bound to a value set among the files",
        da="koden er hverken fast eller bundet til et værdisæt blandt filerne",
    ),
    "extension": Text(
        en="the definition of the extension is not among the files",
        da="udvidelsens definition er ikke blandt filerne",
    ),
    "fixed": Text(
        en="the code is always the same, so it carries no data",
        da="koden er altid den samme og rummer derfor ingen data",
    ),
    "no answer": Text(en="a group or a text has no answer", da="en gruppe eller en tekst har intet svar"),
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
    has_items: bool = False
    """Whether the elements are the items of a questionnaire, each known by its linkId."""
    unsettled: tuple[Place, ...] = ()
    """The elements left open that may hold data: in what form, the definition does not say."""

    @property
    def filled(self) -> tuple[Place, ...]:
        """The places that may be filled."""
        return tuple(each for each in self.places if not each.forbidden)


def counted_open(published: Sequence[Published]) -> dict[str, int]:
    """How many elements are left open, by the reason, in the order of ``REASONS``."""
    counts = {reason: sum(len(each.open.get(reason, ())) for each in published) for reason in REASONS}
    return {reason: count for reason, count in counts.items() if count}
