"""A StructureDefinition as the places that it has for data: a profile, or a logical model."""

from dataclasses import replace

from dataflow.exchange.fhir.element_codes import bound_set, codes_of, fixed_codes, fixed_unit, is_bound, name_of_code
from dataflow.exchange.fhir.elements import Definition, Element, definition_of
from dataflow.exchange.fhir.files import Resource, ResourcesRead
from dataflow.exchange.fhir.nodes import Wording
from dataflow.exchange.fhir.places import CODED, FORMS, KINDS, Codes, Place, Published
from dataflow.exchange.fhir.value_sets import codes_in, system_in
from dataflow.exchange.tables.problems import Problem
from dataflow.model.entities import Form

_TECHNICAL = frozenset(("id", "meta", "implicitRules", "language", "contained", "extension", "modifierExtension"))
_GENERIC = frozenset(
    ("code", "value", "value[x]", "status", "type", "category", "start", "end", "identifier", "name")
)
"""Names that mean nothing without the element that contains them."""
_CONTAINERS = frozenset(("BackboneElement", "Element"))
_WITHOUT_DATA = frozenset(("untouched", "technical", "fixed"))
"""Why an element may be left open that says nothing of data."""
_PARTS = frozenset(
    (
        *("id", "extension", "coding", "text", "start", "end", "value", "unit", "system", "code", "comparator"),
        *("use", "type", "period", "assigner", "reference", "identifier", "display"),
    )
)
"""The names of the parts of values."""


def is_profile(resource: Resource) -> bool:
    """Whether a StructureDefinition is one that a channel may follow: no base definition, data type or extension."""
    content = resource.content
    if content.text("kind") == "logical":
        return True
    return content.text("derivation") == "constraint" and content.text("kind") == "resource"


def profile_of(resource: Resource, read: ResourcesRead) -> tuple[Published, tuple[Problem, ...]]:
    """The places of a profile, and what is wrong with its file."""
    definition, problems = definition_of(resource, read)
    content = resource.content
    found = _Places(definition, read)
    if definition.elements:
        found.read()
    name = f"{resource.name} {content.text('version')}".strip()
    published = Published(
        content.text("id") or content.text("name") or resource.file,
        resource.file,
        content.wording("title", resource.language) or {"": resource.name},
        f"{name} ({resource.url})" if resource.url else name,
        tuple(found.places),
        {reason: tuple(ids) for reason, ids in found.open.items()},
        found.closed() if definition.elements else None,
        unsettled=tuple(found.unsettled),
    )
    return published, problems


class _Places:
    def __init__(self, definition: Definition, read: ResourcesRead) -> None:
        self.definition = definition
        self.files = read
        self.language = definition.resource.language
        self.logical = definition.resource.content.text("kind") == "logical"
        self.places: list[Place] = []
        self.open: dict[str, list[str]] = {}
        self.unsettled: list[Place] = []
        self.done: set[str] = set()
        """The elements whose parts need no look of their own: they are parts of a value, or have max 0."""

    def read(self) -> None:
        """Sorts all elements but the root."""
        for element in self.definition.elements.values():
            if element.parent and element.parent in self.done:
                self.done.add(element.id)
            elif element.parent:
                self._sort(element)

    def _sort(self, element: Element) -> None:
        if element.max == "0":
            self.done.add(element.id)
            self.places.append(self._place(element, forbidden=True))
        elif element.name in ("extension", "modifierExtension"):
            self._extension(element)
        elif self._is_technical(element):
            self._leave(element, "technical")
        elif self.definition.slices(element):
            # What is said of all slices is said of each; of others than these nothing is said.
            self.done.add(element.id)
        elif element.id not in self.definition.said:
            self._leave(element, "untouched")
        elif not self._is_container(element):
            self._value(element)

    def _is_technical(self, element: Element) -> bool:
        is_narrative = element.path == f"{self.definition.root}.text" and element.id not in self.definition.said
        return not self.logical and (element.name in _TECHNICAL or is_narrative)

    def _is_container(self, element: Element) -> bool:
        """Whether an element holds others, and no value; the parts of a value are none."""
        if element.types:
            return bool(set(element.types) & _CONTAINERS)
        inside = self.definition.children(element.id)
        names = {each.name for each in inside}
        return bool(inside) and (self.logical or not names <= _PARTS or names == {"extension"})

    def _leave(self, element: Element, reason: str) -> None:
        self.done.add(element.id)
        self.open.setdefault(reason, []).append(element.id)
        if reason not in _WITHOUT_DATA:
            self.unsettled.append(self._place(element))

    # Values

    def _value(self, element: Element) -> None:
        self.done.add(element.id)
        if element.name == "code" and self._value_beside(element):
            return  # it says which field the value is
        if self._period(element):
            return
        form, reason = self._form(element)
        if reason == "ruled out":
            self.places.append(self._place(element, forbidden=True))
        elif element.name.startswith("value") and f"{element.parent}.code" in self.definition.elements:
            self._coded_value(element, form)
            if form is None:
                self._leave(element, reason)
        elif form is None:
            self._leave(element, reason)
        else:
            self.places.append(self._place(element, form))

    def _period(self, element: Element) -> bool:
        """Takes the start and end of a period for themselves, where the definition says something about them."""
        if set(element.types) - {"Period"}:
            return False
        ends = [
            part for part in self.definition.children(element.id) if part.name in ("start", "end") and part.stated
        ]
        for part in ends:
            forbidden = part.max == "0"
            self.places.append(self._place(part, None if forbidden else Form.STRUCTURED, forbidden))
        return bool(ends)

    def _form(self, element: Element) -> tuple[Form | None, str]:
        """The form of a value, or why it is open."""
        forms = {self._form_of(element, type_) for type_ in element.types or self._type_in_name(element)}
        if len(forms) == 1:
            return forms.pop()
        if forms:
            return None, "several types"
        return self._form_of(element, "CodeableConcept") if is_bound(self.definition, element) else (None, "no type")

    def _type_in_name(self, element: Element) -> tuple[str, ...]:
        """The type of a value such as ``valueQuantity``, whose name says it."""
        ending = element.slice or element.name
        known = (*FORMS, *CODED)
        return tuple(type_ for type_ in known if ending == f"value{type_[:1].upper()}{type_[1:]}")

    def _is_fixed(self, element: Element) -> bool:
        """Whether a code is always the same."""
        of_code = any(isinstance(value, str) for _, value in element.values("fixed", "pattern"))
        return of_code or len(fixed_codes(self.definition, element)) == 1

    def _form_of(self, element: Element, type_: str) -> tuple[Form | None, str]:
        if type_ in CODED:
            if self._is_fixed(element):
                return None, "fixed"
            parts = self.definition.children(element.id)
            codings = [part for part in parts if part.name == "coding"]
            if codings and all(part.max == "0" for part in codings):
                no_text = any(part.name == "text" and part.max == "0" for part in parts)
                return (None, "ruled out") if no_text else (Form.FREE_TEXT, "")
            return (Form.CODED, "") if is_bound(self.definition, element) else (None, "no binding")
        if type_ in ("Reference", "canonical"):
            return None, "reference"
        return (FORMS[type_], "") if type_ in FORMS else (None, "other type")

    # A value beside a code, as of an Observation: the code says which field it is

    def _value_beside(self, element: Element) -> bool:
        beside = self.definition.children(element.parent)
        return any(each.name.startswith("value") and each.max != "0" for each in beside)

    def _coded_value(self, element: Element, form: Form | None) -> None:
        code = self.definition.elements[f"{element.parent}.code"]
        fixed = fixed_codes(self.definition, code)
        if fixed:
            self.places.append(self._named_by(code, element, form, fixed))
            return
        listed = codes_in(bound_set(self.definition, code) or "", self.files)
        for each in listed:
            label = each.wording or {"": each.code}
            place = self._place(element, form, codes=((each.system, each.code),), label=label)
            # Any one of the codes will do, so none of them is required.
            self.places.append(replace(place, names=tuple(label.values()), required=False, by_label=True))
        if not listed and form is not None:
            self._leave(element, "any code")

    def _named_by(self, code: Element, element: Element, form: Form | None, fixed: Codes) -> Place:
        """The place of a value whose code is fixed: called as the code, its slice, or the whole definition."""
        holder = self.definition.elements.get(element.parent)
        names = [name_of_code(self.definition, code), holder.slice if holder else ""]
        title: Wording = {}
        if element.parent == self.definition.root:
            title = self.definition.resource.content.wording("title", self.language)
        names = [name for name in (*names, *title.values()) if name] or [value for _, value in fixed]
        place = self._place(element, form, codes=fixed, label=title or {"": names[0]})
        return replace(place, names=tuple(names), by_label=True)

    # Places

    def _place(
        self,
        element: Element,
        form: Form | None = None,
        forbidden: bool = False,
        codes: Codes = (),
        label: Wording | None = None,
    ) -> Place:
        kinds = {KINDS.get(type_, "") for type_ in element.types or self._type_in_name(element)} or {""}
        stated = tuple(code for each in element.nodes("code") for code in codes_of(each.value))
        return Place(
            element.where,
            element.id,
            self._names(element),
            label or self._label(element),
            element.wording("definition", self.language),
            codes or stated,
            form,
            "" if len(kinds) > 1 else kinds.pop(),
            fixed_unit(self.definition, element),
            self._is_required(element),
            forbidden,
            code_system=system_in(bound_set(self.definition, element) or "", self.files),
        )

    def _label(self, element: Element) -> Wording:
        label = element.wording("label", self.language) or element.wording("short", self.language)
        return label or {"": element.slice or element.path.partition(".")[2]}

    def _names(self, element: Element) -> tuple[str, ...]:
        """The slice, the texts and the path; the name alone only where it says something."""
        path = element.path.replace("[x]", "")
        alias = [name for layer in element.layers for name in layer.texts("alias")]
        last = [] if element.name in _GENERIC and not self.logical else [path.rpartition(".")[2]]
        texts = (element.text("label"), element.text("short"), *alias, path, path.partition(".")[2], *last)
        return tuple(dict.fromkeys(filter(None, (element.slice, *texts))))

    def _is_required(self, element: Element) -> bool:
        """Whether an element and all that it lies in must be there."""
        id_ = element.id
        while "." in id_:
            found = self.definition.elements.get(id_)
            if found is None or found.min < 1 or found.max == "0":
                return False
            id_ = found.parent
        return True

    # Extensions, and whether anything else may be there

    def _extension(self, element: Element) -> None:
        self.done.add(element.id)
        if not element.slice:
            self.done.discard(element.id)
            if not self.definition.slices(element):
                self._leave(element, "technical")
            return
        urls = [url for each in element.nodes("type") for url in each.texts("profile")]
        resource = next(filter(None, (self.files.find("StructureDefinition", url) for url in urls)), None)
        inner: _Places = self
        values = _values_in(self.definition, element.id)
        if resource is not None and not any(value.types or is_bound(self.definition, value) for value in values):
            inner = _Places(definition_of(resource, self.files)[0], self.files)
            values = _values_in(inner.definition, "Extension")
        form, reason = inner._form(values[0]) if len(values) == 1 else (None, "extension")
        if form is None:
            self._leave(element, reason)
            return
        label = self._label(element)
        names = dict.fromkeys((element.slice, *label.values(), *((resource.name,) if resource else ())))
        value = inner._place(values[0], form)
        self.places.append(
            replace(
                value,
                where=element.where,
                element=element.id,
                names=tuple(names),
                label=label,
                required=self._is_required(element),
            )
        )

    def closed(self) -> bool | None:
        """Whether nothing else may be there: all that is left out has max 0, extensions too."""
        if not self.definition.whole or self.logical:
            return None
        path = f"{self.definition.root}.extension"
        extensions = [each for each in self.definition.elements.values() if each.path == path and not each.slice]
        return "untouched" not in self.open and all(map(_is_closed, extensions))


def _values_in(definition: Definition, id_: str) -> list[Element]:
    """The values of an extension, of one type or another."""
    return [each for each in definition.children(id_) if each.name.startswith("value") and each.max != "0"]


def _is_closed(element: Element) -> bool:
    slicing = element.node("slicing")
    return element.max == "0" or (slicing is not None and slicing.text("rules") == "closed")
