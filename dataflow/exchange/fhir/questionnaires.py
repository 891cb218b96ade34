"""A Questionnaire as fields: an item that can be answered is a place."""

from collections.abc import Iterator, Mapping

from dataflow.exchange.fhir.files import Resource, ResourcesRead
from dataflow.exchange.fhir.nodes import Node, Wording, one_line
from dataflow.exchange.fhir.places import Codes, Place, Published, PublishedUnit, unit_of
from dataflow.exchange.fhir.value_sets import MOST_CODES, codes_in, system_in
from dataflow.model.entities import Form

_UNIT = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit"
_ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
_TYPES: Mapping[str, tuple[str, Form | None]] = {
    **dict.fromkeys(("quantity", "decimal", "integer"), ("quantity", Form.STRUCTURED)),
    **dict.fromkeys(("date", "dateTime", "time"), ("date", Form.STRUCTURED)),
    **dict.fromkeys(("string", "text"), ("text", Form.FREE_TEXT)),
    "boolean": ("boolean", Form.STRUCTURED),
    "choice": ("code", Form.CODED),
    "open-choice": ("code", None),
    "attachment": ("document", Form.FREE_TEXT),
}
"""The kind and form of an answer of each type; one of a type that is not here is left open."""


def questionnaire_of(resource: Resource, read: ResourcesRead) -> Published:
    """The places of a questionnaire."""
    content = resource.content
    found = _Items(resource, read)
    places = tuple(found.places(content.nodes("item"), required=True))
    version = content.text("version")
    name = f"{resource.name} {version}".strip()
    return Published(
        content.text("id") or content.text("name") or resource.file,
        resource.file,
        content.wording("title", resource.language) or {"": resource.name},
        f"{name} ({resource.url})" if resource.url else name,
        places,
        {reason: tuple(ids) for reason, ids in found.open.items()},
        has_items=True,
    )


class _Items:
    def __init__(self, resource: Resource, read: ResourcesRead) -> None:
        self.resource = resource
        self.read = read
        self.open: dict[str, list[str]] = {}

    def places(self, items: tuple[Node, ...], required: bool) -> Iterator[Place]:
        """The places of items, and of those within them."""
        for item in items:
            is_required = required and item.value.get("required") is True and not item.nodes("enableWhen")
            type_ = item.text("type")
            if type_ in _TYPES:
                yield self._place(item, type_, is_required)
            else:
                reason = {"group": "no answer", "display": "no answer", "reference": "reference"}
                self.open.setdefault(reason.get(type_, "other type"), []).append(item.text("linkId"))
            yield from self.places(item.nodes("item"), is_required if type_ == "group" else False)

    def _place(self, item: Node, type_: str, required: bool) -> Place:
        kind, form = _TYPES[type_]
        label = item.wording("text", self.resource.language) or {"": item.text("linkId")}
        codes: Codes = tuple((each.text("system"), each.text("code")) for each in item.nodes("code"))
        options, systems, is_ordinal = self._options(item)
        if form is None:
            self.open.setdefault("several types", []).append(item.text("linkId"))
        elif form == Form.CODED and not (systems or item.text("answerValueSet")):
            form = None
            self.open.setdefault("no binding", []).append(item.text("linkId"))
        return Place(
            self.resource.at(f"{item.path} ({item.text('linkId')})"),
            item.text("linkId"),
            tuple(dict.fromkeys(filter(None, (*label.values(), item.text("linkId"))))),
            label,
            codes=tuple(each for each in codes if each[1]),
            form=form,
            kind="ordinal" if is_ordinal else kind,
            unit=self._unit(item),
            required=required,
            by_label=True,
            options=options,
            code_system=systems[0] if len(systems) == 1 and form == Form.CODED else "",
        )

    def _options(self, item: Node) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        """The answers to choose from, the code systems from which they are, and whether they have an order."""
        url = item.text("answerValueSet")
        if url.startswith("#"):
            return (), (), False
        if url:
            listed = codes_in(url, self.read)[:MOST_CODES]
            system = system_in(url, self.read)
            return tuple(_option(each.code, each.wording) for each in listed), (system,) if system else (), False
        options: list[str] = []
        systems: dict[str, None] = {}
        ordered = False
        for each in item.nodes("answerOption"):
            coding = each.node("valueCoding")
            if coding is not None:
                options.append(_option(coding.text("code"), coding.wording("display", self.resource.language)))
                systems[coding.text("system")] = None
                ordered = ordered or bool(coding.extensions(_ORDINAL) or each.extensions(_ORDINAL))
            else:
                options += [
                    one_line(str(value)) for _, value in each.beginning("value") if isinstance(value, str | int)
                ]
        return tuple(options), tuple(filter(None, systems)), ordered

    def _unit(self, item: Node) -> PublishedUnit | None:
        for each in item.extensions(_UNIT):
            coding = each.node("valueCoding")
            if coding is not None:
                return unit_of(coding.text("code") or coding.text("display"))
        return None


def _option(code: str, wording: Wording) -> str:
    """An answer, by its code and its first name."""
    name = next(iter(wording.values()), "")
    return f"{code}: {name}" if code and name and name != code else code or name
