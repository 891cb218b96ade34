"""Questionnaires, code systems, value sets and concept maps of FHIR."""

import pytest
from exchange.fhir_files import MAP, Json, brought, hard, made, questionnaire, said

from dataflow.base.user_error import UserError

NPU, LOINC = "urn:oid:1.2.208.176.2.1", "http://loinc.org"


def item(link: str, type_: str, text: str = "", **more: object) -> Json:
    return {"linkId": link, "type": type_, **({"text": text} if text else {}), **more}


FORM = questionnaire(
    item(
        "1",
        "group",
        "Body",
        item=[
            item(
                "1.1",
                "decimal",
                "Weight",
                code=[{"system": NPU, "code": "NPU03804"}],
                extension=[
                    {
                        "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit",
                        "valueCoding": {"display": "kilogram"},
                    }
                ],
            ),
            item("1.2", "quantity", "Height", code=[{"system": LOINC, "code": "8302-2"}]),
        ],
    ),
    item(
        "2",
        "choice",
        "Do you smoke?",
        answerOption=[
            {"valueCoding": {"system": "urn:answers", "code": "y", "display": "Yes"}},
            {"valueCoding": {"system": "urn:answers", "code": "n", "display": "No"}},
        ],
    ),
    item("3", "open-choice", "Why not?", answerOption=[{"valueString": "No time"}]),
    item("4", "text", "Remark"),
    item("5", "display", "Thank you"),
    language="en",
)


def test_the_items_of_a_questionnaire_are_fields() -> None:
    """With kind, unit, codes and options; those that the map has are matched by code and by name."""
    changes = brought(FORM)
    assert hard(changes) == []
    after = changes.texts["map.yaml"].decode()
    added = [line for line in after.splitlines() if line not in MAP.splitlines()]
    assert added == [
        "  height: {label: {en: Height}, kind: quantity, codes: {loinc: 8302-2}}",
        '  do-you-smoke: {label: {en: "Do you smoke?"}, kind: code, meta: {options: ["y: Yes", "n: No"]}}',
        '  why-not: {label: {en: "Why not?"}, kind: code, meta: {options: [No time]}}',
    ]
    notes = "\n".join(said(changes))
    assert "5 places for data: 1 matched by code, 1 by name, 3 not in the map." in notes
    assert "2 elements are left open (linkId 1, 5): a group or a text has no answer." in notes
    assert "1 element is left open (linkId 3): any of several types with different forms may stand here." in notes
    assert 'The unit is published as "kilogram" and written in UCUM: kg.' in notes


def test_an_actor_records_the_answers() -> None:
    """In the form that the type says; where that is open, none is stated, and that is said."""
    changes = brought(FORM, actor="hospital", phases=("home",))
    after = changes.texts["map.yaml"].decode()
    assert "      - {fields: [weight, height], phase: home, form: structured}\n" in after
    assert "      - {fields: do-you-smoke, phase: home, form: coded, code_system: answers}\n" in after
    assert "      - {fields: why-not, phase: home}\n" in after
    assert "      - {fields: remark, phase: home, form: free-text}\n" in after
    assert '  answers: {url: "urn:answers"}\n' in after
    assert any("The form of this answer is open" in each for each in said(changes))
    assert set(MAP.splitlines()) <= set(after.splitlines())


def test_what_is_recorded_already_is_not_added_again() -> None:
    once = brought(FORM, actor="hospital", phases=("home",)).texts["map.yaml"].decode()
    again = brought(FORM, actor="hospital", phases=("home",), text=once)
    assert (again.said, again.texts) == ((), {})


def test_when_an_actor_records_has_to_be_said() -> None:
    """A questionnaire does not say it, and nothing is made up."""
    with pytest.raises(UserError, match="Say in which phase, with --phase ID: stay, home"):
        brought(FORM, actor="hospital")
    with pytest.raises(UserError, match="There is no phase 'hom'"):
        brought(FORM, actor="hospital", phases=("hom",))
    with pytest.raises(UserError, match="There is no actor 'hospitl'"):
        brought(FORM, actor="hospitl", phases=("home",))
    with pytest.raises(UserError, match="Say in which phase"):
        made(FORM, actor="clinic")


def test_a_questionnaire_makes_a_map() -> None:
    new = made(FORM, actor="clinic", phases=("visit",))
    assert hard(new) == []
    assert new.texts["map.yaml"].startswith("map:\n  id: my-form\n")
    assert "  clinic:\n    records:\n" in new.texts["actors.yaml"]


def concept_map(*rows: tuple[str, str, str], source: str = NPU, target: str = LOINC) -> Json:
    """A ConceptMap of source, target and equivalence."""
    elements: dict[str, list[Json]] = {}
    for code, to, equivalence in rows:
        elements.setdefault(code, []).append({"code": to, "equivalence": equivalence})
    group = {
        "source": source,
        "target": target,
        "element": [{"code": code, "target": targets} for code, targets in elements.items()],
    }
    return {"resourceType": "ConceptMap", "id": "map", "url": f"urn:map:{source}", "group": [group]}


def test_a_concept_map_is_a_translation() -> None:
    """With the number of its rows that are one-to-one: one target, meant to be the same, of no other code."""
    rows = [
        ("a", "1", "equal"),
        ("b", "2", "wider"),
        ("c", "3", "equal"),
        ("c", "4", "equal"),
        ("d", "1", "unmatched"),
    ]
    changes = brought(concept_map(*rows, ("e", "5", "equivalent"), ("f", "6", "equal"), ("g", "6", "equal")))
    assert "  npu: {maps_to: loinc}\n" in changes.texts["map.yaml"].decode()
    assert "npu to loinc: 6 codes are translated, 2 of them one-to-one." in said(changes)


def test_a_translation_is_added_to_those_of_the_map() -> None:
    changes = brought(concept_map(("a", "1", "equal"), source="urn:own"))
    assert 'own: {label: Own, url: "urn:own", maps_to: loinc}' in changes.texts["map.yaml"].decode()


def test_concept_maps_in_a_circle_are_translations_both_ways() -> None:
    """And one of a code system into itself is none."""
    there, back = concept_map(("a", "1", "equal")), concept_map(("1", "a", "equal"), source=LOINC, target=NPU)
    changes = brought(there, back, concept_map(("a", "b", "equal"), source="urn:own", target="urn:own"))
    after = changes.texts["map.yaml"].decode()
    assert "  npu: {maps_to: loinc}\n" in after
    assert "  loinc: {maps_to: npu}\n" in after
    assert any("translates own into itself" in each for each in said(changes))
    assert hard(changes) == []


def test_a_concept_map_to_types_of_fhir_is_passed_over() -> None:
    """It says nothing of the data."""
    changes = brought(concept_map(("a", "decimal", "equal"), target="http://hl7.org/fhir/data-types"))
    assert (changes.said, changes.texts) == ((), {})
    assert any("to http://hl7.org/fhir/data-types is passed over" in each for each in said(changes))


def test_code_systems_and_value_sets_name_code_systems() -> None:
    """By the address; well-known ones need no declaration."""
    system = {
        "resourceType": "CodeSystem",
        "url": "http://example.org/cs/plans",
        "title": "Plan types",
        "language": "en",
    }
    values = {
        "resourceType": "ValueSet",
        "url": "urn:set",
        "compose": {"include": [{"system": LOINC}, {"system": "http://example.org/cs/reasons"}]},
    }
    after = brought(system, values).texts["map.yaml"].decode()
    assert '  plan-types: {label: {en: Plan types}, url: "http://example.org/cs/plans"}\n' in after
    assert '  reasons: {url: "http://example.org/cs/reasons"}\n' in after
    assert "\n  loinc:" not in after
    assert brought(system, values, text=after).texts == {}
