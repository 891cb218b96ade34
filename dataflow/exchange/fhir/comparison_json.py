"""A channel beside its standard as JSON, version 1: all that was compared, in ids."""

from typing import Any

from dataflow.base.escaping import escaped_json
from dataflow.exchange.fhir.comparison import Comparison, Difference
from dataflow.exchange.fhir.places import Published, PublishedUnit
from dataflow.model.entities import Form


def json_of(comparison: Comparison) -> str:
    """The JSON text, with a line break at its end."""
    document = {
        "version": 1,
        "channel": comparison.channel.id,
        "definitions": [_published(each) for each in comparison.profiles],
        "differences": [_difference(each) for each in comparison.differences],
        "agree": list(comparison.same),
        "unfound": list(comparison.unfound),
        "uncertain": list(comparison.uncertain),
        "left_open": list(comparison.left_open),
    }
    return escaped_json(document)


def _published(published: Published) -> dict[str, Any]:
    return {
        "id": published.id,
        "file": published.file,
        "standard": published.standard,
        "places": len(published.filled),
        "ruled_out": len(published.places) - len(published.filled),
        "closed": published.closed,
        "open": {reason: list(ids) for reason, ids in sorted(published.open.items())},
    }


def _difference(difference: Difference) -> dict[str, Any]:
    place = difference.place
    return {
        "kind": str(difference.kind),
        "field": difference.field or None,
        "standard": _form(difference.standard),
        "map": _form(difference.carried),
        "element": place.element if place else None,
        "where": place.where if place else None,
        "required": place.required if place else None,
        "label": dict(place.label) if place else None,
        "unit": _unit(place.unit) if place and place.unit else None,
    }


def _form(form: Form | None) -> str | None:
    return None if form is None else form.word


def _unit(unit: PublishedUnit) -> dict[str, str | None]:
    return {"published": unit.published, "ucum": unit.ucum}
