"""The codes and the unit that a definition fixes for an element, and the value set that it binds it to."""

from collections.abc import Iterator
from typing import Any

from dataflow.exchange.fhir.elements import Definition, Element
from dataflow.exchange.fhir.nodes import one_line
from dataflow.exchange.fhir.places import Codes, PublishedUnit, unit_of

_BOUND = ("required", "extensible")


def is_bound(definition: Definition, element: Element) -> bool:
    """Whether an element has codes: a binding that is required or extensible, or a code that is fixed."""
    return bool(bound_set(definition, element) is not None or fixed_codes(definition, element))


def bound_set(definition: Definition, element: Element) -> str | None:
    """The value set of a binding that is required or extensible; None without such a binding."""
    for part in (element, *_codings(definition, element)):
        binding = part.node("binding")
        if binding is not None and binding.text("strength") in _BOUND:
            return binding.text("valueSet")
    return None


def fixed_codes(definition: Definition, element: Element) -> Codes:
    """The codes that a definition fixes for an element."""
    found: dict[tuple[str, str], None] = {}
    for part in (element, *_codings(definition, element)):
        for _, value in part.values("fixed", "pattern"):
            found.update(dict.fromkeys(codes_of(value)))
        inner = {each.name: each for each in definition.children(part.id)}
        system, code = (_text_of(inner.get(key)) for key in ("system", "code"))
        if code:
            found[system, code] = None
    return tuple(found)


def name_of_code(definition: Definition, element: Element) -> str:
    """The name of the code that is fixed; empty where it has none."""
    for part in (element, *_codings(definition, element)):
        for _, value in part.values("fixed", "pattern"):
            texts = [each.get("display") for each in _codings_of(value)]
            texts += [value.get("text")] if isinstance(value, dict) else []
            found = next((one_line(text) for text in texts if isinstance(text, str) and text), "")
            if found:
                return found
    return ""


def fixed_unit(definition: Definition, element: Element) -> PublishedUnit | None:
    """The unit that is fixed for a quantity, its code before its name."""
    texts: list[Any] = []
    for type_, value in element.values("fixed", "pattern"):
        if type_ == "Quantity" and isinstance(value, dict):
            texts += [value.get(key) for key in ("code", "unit")]
    parts = {each.name: each for each in definition.children(element.id)}
    texts += [_text_of(parts.get(key)) for key in ("code", "unit")]
    return next((unit_of(one_line(text)) for text in texts if isinstance(text, str) and text), None)


def codes_of(value: Any) -> Iterator[tuple[str, str]]:
    """The codes of a CodeableConcept or a Coding."""
    for coding in _codings_of(value):
        system, code = coding.get("system"), coding.get("code")
        if isinstance(code, str) and code:
            yield one_line(system) if isinstance(system, str) else "", one_line(code)


def _codings_of(value: Any) -> list[dict[str, Any]]:
    """The codings of a CodeableConcept; a Coding is one itself."""
    if not isinstance(value, dict):
        return []
    codings = value.get("coding")
    return [each for each in (codings if isinstance(codings, list) else [value]) if isinstance(each, dict)]


def _codings(definition: Definition, element: Element) -> tuple[Element, ...]:
    """The elements of the codings of a CodeableConcept."""
    return tuple(part for part in definition.children(element.id) if part.name == "coding" and part.max != "0")


def _text_of(element: Element | None) -> str:
    """The text that is fixed for an element."""
    values = element.values("fixed", "pattern") if element else ()
    return next((one_line(value) for _, value in values if isinstance(value, str)), "")
