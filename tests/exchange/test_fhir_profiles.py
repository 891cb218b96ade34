"""Profiles of FHIR: what becomes a slot, in what form, of which field, and what stays open."""

import json

import pytest
from exchange.fhir_files import (
    MAP,
    Json,
    beside,
    bound,
    brought,
    element,
    given,
    hard,
    made,
    package,
    profile,
    project_of,
    said,
)
from exchange.workbooks import errors

from dataflow.exchange.fhir.comparison_json import json_of
from dataflow.exchange.fhir.comparison_text import text_of
from dataflow.exchange.fhir.files import Given
from dataflow.exchange.fhir.places import Published, unit_of
from dataflow.exchange.fhir.proposal import Recorded
from dataflow.exchange.fhir.standard import standard_of
from dataflow.exchange.from_fhir import new_map


def read(*contents: object) -> Published:
    """The one profile of some files."""
    standard = standard_of(given(*contents))  # type: ignore[arg-type]
    assert [each.in_language("en") for each in standard.problems] == []
    (found,) = standard.profiles
    return found


def forms(*contents: object) -> dict[str, str | None]:
    """The form of each place by its element; None where it is ruled out."""
    places = read(*contents).places
    return {each.element: None if each.form is None else each.form.word for each in places}


@pytest.mark.parametrize(
    ("types", "more", "form"),
    [
        (("CodeableConcept",), bound("required"), "coded"),
        (("Coding",), bound("extensible"), "coded"),
        (("code",), bound("required"), "coded"),
        *(
            ((type_,), {}, "structured")
            for type_ in ("Quantity", "date", "dateTime", "boolean", "integer", "decimal")
        ),
        *(((type_,), {}, "free-text") for type_ in ("string", "markdown", "Narrative", "Attachment")),
        (("date", "dateTime"), {}, "structured"),
        (("string",), {"max": "0"}, None),
    ],
)
def test_the_form_of_an_element_follows_from_its_type(types: tuple[str, ...], more: dict, form: str | None) -> None:
    assert forms(profile(element("Basic.thing", *types, **more))) == {"Basic.thing": form}


@pytest.mark.parametrize(
    ("types", "more", "reason"),
    [
        (("CodeableConcept",), bound("preferred"), "no binding"),
        (("CodeableConcept",), bound("example"), "no binding"),
        (("Coding",), {}, "no binding"),
        (("Quantity", "string"), {}, "several types"),
        (("Reference",), {}, "reference"),
        (("Signature",), {}, "other type"),
        ((), {"min": 1}, "no type"),
        (("CodeableConcept",), {"patternCodeableConcept": {"coding": [{"code": "x"}]}}, "fixed"),
    ],
)
def test_what_a_profile_does_not_say_stays_open(types: tuple[str, ...], more: dict, reason: str) -> None:
    found = read(profile(element("Basic.thing", *types, **more)))
    assert (found.places, found.open) == ((), {reason: ("Basic.thing",)})


def test_the_binding_may_stand_at_the_coding() -> None:
    """And a concept without codings is text, one without either nothing."""
    found = forms(
        profile(
            element("Condition.code", "CodeableConcept"),
            element("Condition.code.coding", "Coding", **bound("required")),
            element("Condition.category", "CodeableConcept"),
            element("Condition.category.coding", "Coding", max="0"),
            element("Condition.severity", "CodeableConcept"),
            element("Condition.severity.coding", "Coding", max="0"),
            element("Condition.severity.text", "string", max="0"),
        )
    )
    assert found == {"Condition.code": "coded", "Condition.category": "free-text", "Condition.severity": None}


def test_of_a_snapshot_what_the_profile_says_nothing_of_is_left_open() -> None:
    """The differential says what is its own; types come from the snapshot."""
    snapshot = [
        element("Encounter"),
        element("Encounter.id", "id"),
        element("Encounter.period", "Period"),
        element("Encounter.length", "Duration"),
    ]
    found = read(profile(element("Encounter.period", min=1), snapshot=snapshot))
    assert [(each.element, each.form and each.form.word) for each in found.places] == [
        ("Encounter.period", "structured")
    ]
    assert found.open == {"technical": ("Encounter.id",), "untouched": ("Encounter.length",)}
    assert found.closed is False


def test_without_a_differential_all_of_a_snapshot_counts() -> None:
    snapshot = [element("Encounter"), element("Encounter.length", "Duration"), element("Encounter.reason", "string")]
    assert forms(profile(snapshot=snapshot)) == {"Encounter.length": "structured", "Encounter.reason": "free-text"}


def test_types_come_from_the_parent_definition_if_it_is_among_the_files() -> None:
    base = profile(
        snapshot=[element("Encounter"), element("Encounter.length", "Duration")],
        id="Encounter",
        url="http://hl7.org/fhir/StructureDefinition/Encounter",
        derivation="specialization",
    )
    own = profile(element("Encounter.length", min=1), baseDefinition=base["url"])
    assert read(own).open == {"no type": ("Encounter.length",)}
    assert forms(own, base) == {"Encounter.length": "structured"}


@pytest.mark.parametrize(
    ("extension", "closed"), [({"max": "0"}, True), ({"slicing": {"rules": "closed"}}, True), ({}, False)]
)
def test_a_profile_that_rules_out_everything_else_is_closed(extension: dict, closed: bool) -> None:
    own = [element("Encounter.period", "Period"), element("Encounter.length", "Duration", max="0")]
    snapshot = [element("Encounter"), element("Encounter.extension", "Extension", **extension), *own]
    assert read(profile(*own, snapshot=snapshot)).closed is closed


def test_a_differential_alone_does_not_say_whether_it_is_closed() -> None:
    own = profile(element("Encounter.period", "Period"), element("Encounter.extension", max="0"))
    assert read(own).closed is None
    assert any("does not say whether anything else" in each for each in said(brought(own)))


def test_a_logical_model_has_a_place_for_each_leaf() -> None:
    model = profile(
        element("Plan"),
        element("Plan.patient", "BackboneElement"),
        element("Plan.patient.name", "string", min=1),
        element("Plan.identifier", "Identifier"),
        kind="logical",
        derivation="specialization",
    )
    assert forms(model) == {"Plan.patient.name": "free-text", "Plan.identifier": "structured"}


PRESSURE = profile(
    element(
        "Observation.code", patternCodeableConcept={"coding": [{"system": "http://loinc.org", "code": "85354-9"}]}
    ),
    element("Observation.component:sys", min=1),
    element(
        "Observation.component:sys.code",
        patternCodeableConcept={"coding": [{"system": "http://loinc.org", "code": "8480-6"}]},
    ),
    element("Observation.component:sys.value[x]", "Quantity", min=1, patternQuantity={"unit": "mmHg"}),
    element(
        "Observation.component:pulse.code",
        patternCodeableConcept={
            "coding": [{"system": "http://loinc.org", "code": "8867-4", "display": "Heart rate"}]
        },
    ),
    element("Observation.component:pulse.value[x]", "Quantity", patternQuantity={"code": "/min", "unit": "per min"}),
)


def test_the_code_beside_a_value_says_which_field_it_is() -> None:
    """By code; a code that the map has not is a new field, with its unit."""
    changes = brought(PRESSURE)
    assert hard(changes) == []
    after = changes.texts["map.yaml"].decode()
    assert '  heart-rate: {label: Heart rate, kind: quantity, unit: "/min", codes: {loinc: 8867-4}}\n' in after
    assert "slots: {systolic: structured, heart-rate: structured}" in after
    assert 'The unit is published as "mmHg" and written in UCUM: mm[Hg].' in "\n".join(said(changes))
    assert set(MAP.splitlines()) <= set(after.splitlines())


def test_the_codes_of_a_value_set_say_which_fields_a_value_may_be() -> None:
    values = {
        "resourceType": "ValueSet",
        "url": "http://example.org/set",
        "language": "da",
        "compose": {
            "include": [
                {
                    "system": "urn:oid:1.2.208.176.2.1",
                    "concept": [
                        {"code": "NPU03804", "display": "Vægt"},
                        {
                            "code": "NPU03011",
                            "display": "Iltmætning",
                            "designation": [{"language": "en", "value": "Saturation"}],
                        },
                    ],
                }
            ]
        },
    }
    own = profile(
        element("Observation.code", "CodeableConcept", **bound("required")),
        element("Observation.value[x]", "Quantity"),
    )
    assert read(own).open == {"any code": ("Observation.value[x]",)}
    after = brought(own, values).texts["map.yaml"].decode()
    assert (
        "  iltmaetning: {label: {en: Saturation, da: Iltmætning}, kind: quantity, codes: {npu: NPU03011}}\n" in after
    )
    assert "slots: {weight: structured, iltmaetning: structured}" in after


def test_a_field_may_name_an_element() -> None:
    """Under the code system whose address is that of FHIR: its id, for any profile or for one."""
    own = profile(element("Encounter.period", "Period"), element("Encounter.period.end", "dateTime"))
    assert "slots: {discharge_date: structured}" in brought(own).texts["map.yaml"].decode()
    of_one = MAP.replace("fhir: Encounter.period.end", "fhir: my-profile#Encounter.period.end")
    assert "slots: {discharge_date: structured}" in brought(own, text=of_one).texts["map.yaml"].decode()
    of_another = MAP.replace("fhir: Encounter.period.end", "fhir: other#Encounter.period.end")
    assert "slots: {discharge_date: structured}" not in brought(own, text=of_another).texts["map.yaml"].decode()


def test_two_fields_of_one_code_are_a_question_and_no_guess() -> None:
    text = MAP.replace("  remark:", "  weight-stay: {label: Weight in hospital, codes: {npu: NPU03804}}\n  remark:")
    own = profile(
        element(
            "Observation.code",
            patternCodeableConcept={"coding": [{"system": "urn:oid:1.2.208.176.2.1", "code": "NPU03804"}]},
        ),
        element("Observation.value[x]", "Quantity"),
        title="Body weight",
    )
    changes = brought(own, text=text)
    assert "new: Fields" not in "\n".join(changes.said)
    assert any("Several fields of the map fit" in each and "weight-stay, weight" in each for each in said(changes))


def test_an_extension_is_a_place_where_its_definition_is_among_the_files() -> None:
    use = profile(
        element(
            "Encounter.extension:leave",
            "Extension",
            min=1,
            type=[{"code": "Extension", "profile": ["http://example.org/leave"]}],
        )
    )
    leave = profile(
        element("Extension.value[x]", "date"),
        id="leave",
        url="http://example.org/leave",
        kind="complex-type",
        title="Leave",
    )
    assert read(use).open == {"extension": ("Encounter.extension:leave",)}
    assert forms(use, leave) == {"Encounter.extension:leave": "structured"}


def test_a_label_has_all_languages_of_the_file() -> None:
    translation = {
        "url": "http://hl7.org/fhir/StructureDefinition/translation",
        "extension": [{"url": "lang", "valueCode": "da-DK"}, {"url": "content", "valueString": "Ryglængde"}],
    }
    own = profile(
        element("Basic.back", "string", short="Length of back", _short={"extension": [translation]}), language="en-GB"
    )
    new = made(own)
    assert hard(new) == []
    assert "label: {da: Ryglængde, en: Length of back}" in new.texts["fields.yaml"].replace(
        "{en: Length of back, da: Ryglængde}", "{da: Ryglængde, en: Length of back}"
    )


@pytest.mark.parametrize(
    ("published", "ucum"),
    [
        ("mmHg", "mm[Hg]"),
        ("°C", "Cel"),
        ("mmol/L", "mmol/L"),
        ("kg/m²", "kg/m2"),
        ("%", "%"),
        ("µg", "ug"),
        ("???", None),
    ],
)
def test_a_unit_is_written_in_ucum(published: str, ucum: str | None) -> None:
    unit = unit_of(published)
    assert unit is not None
    assert (unit.ucum, unit.is_mended) == (ucum, ucum not in (published, None))


def test_the_same_files_give_the_same_map_as_a_package() -> None:
    files = {"package/package.json": b"{}", "package/a.json": json.dumps(PRESSURE).encode()}
    packed = standard_of([Given("p.tgz", package(files), named=True)])
    alone = standard_of(given(PRESSURE))
    assert [[(p.element, p.form) for p in each.places] for each in packed.profiles] == [
        [(p.element, p.form) for p in each.places] for each in alone.profiles
    ]


STANDARD = profile(
    element("Observation.method", "CodeableConcept", short="Smoking status", **bound("required")),
    element("Observation.note", "Annotation", short="Remark", min=1),
    element("Observation.issued", "instant", short="Diastolic blood pressure", min=1),
    element("Observation.device", "string", short="Weight", max="0"),
    element("Observation.priority", "integer", short="Priority"),
    element("Observation.focus", "Reference"),
    min=1,
)


def test_a_channel_beside_its_standard() -> None:
    """Other forms, lacking slots and fields, what is ruled out, and what is required and not shared."""
    found = beside(STANDARD)
    assert found.comparison is not None
    text = text_of(found.comparison, project_of(MAP).data_map, "en")
    assert [line.split(" (")[0] for line in text.splitlines()] == [
        "Letter compared with My profile",
        "  other form: Smoking status is structured in the map and coded in the standard",
        "  no slot: Diastolic blood pressure is structured in the standard; the map has no slot for it,"
        " so it goes as free text",
        "  no field: Priority is structured in the standard, and the map has no such field",
        "  ruled out: the standard rules Weight out",
        "  not shared: the standard requires Diastolic blood pressure, and nobody shares it over the channel",
        "  the same in both: 1 field: Remark",
        "  not found in these files: 1 field with a slot in the map: Systolic blood pressure",
        "  left open: 1 element: this refers to other data, and says nothing of them",
    ]
    danish = text_of(found.comparison, project_of(MAP).data_map, "da")
    assert "anden form: Rygestatus er struktureret i kortet og kodet i standarden" in danish


def test_a_comparison_as_json() -> None:
    comparison = beside(STANDARD).comparison
    assert comparison is not None
    document = json.loads(json_of(comparison))
    assert [(each["kind"], each["field"], each["standard"], each["map"]) for each in document["differences"]] == [
        ("other-form", "smoking", "coded", "structured"),
        ("no-slot", "diastolic", "structured", "free-text"),
        ("no-field", "priority", "structured", None),
        ("ruled-out", "weight", None, "structured"),
        ("not-shared", "diastolic", "structured", None),
    ]
    assert document["definitions"][0]["open"] == {"reference": ["Observation.focus"]}


def test_what_a_comparison_writes() -> None:
    """The slots of the standard; what it rules out stays until that is asked for, and comments stay."""
    kept = beside(STANDARD).changes.texts["map.yaml"].decode()
    assert "    label: Letter   # by post\n" in kept
    assert (
        "slots: {systolic: free-text, smoking: coded, weight: structured, diastolic: structured, priority: struct"
        in kept
    )
    gone = beside(STANDARD, delete=True).changes.texts["map.yaml"].decode()
    assert "slots: {systolic: free-text, smoking: coded, diastolic: structured, priority: structured}" in gone
    again = beside(STANDARD, text=gone)
    assert again.changes.texts == {}


def test_a_closed_channel_carries_only_its_slots() -> None:
    found = beside(profile(element("Basic.note", "string", short="Smoking status")), channel="portal").comparison
    assert found is not None
    assert [(str(each.kind), each.field, each.carried) for each in found.differences] == [
        ("no-slot", "smoking", None)
    ]


def test_a_standard_that_is_closed_closes_the_channel() -> None:
    own = [element("Basic.note", "string", short="Remark")]
    snapshot = [element("Basic"), element("Basic.extension", "Extension", max="0"), *own]
    found = beside(profile(*own, snapshot=snapshot))
    assert found.comparison is not None
    assert [str(each.kind) for each in found.comparison.differences] == ["not-closed"]
    assert "    closed: true\n" in found.changes.texts["map.yaml"].decode()


def test_a_value_of_several_types_has_fields_and_no_slot() -> None:
    """The codes say which fields there are, and the types not in what form; a concept map may say the unit."""
    code = {"coding": [{"system": "urn:oid:1.2.208.176.2.1", "code": "NPU08676", "display": "Temperature"}]}
    own = profile(
        element("Observation.code", patternCodeableConcept=code),
        element("Observation.value[x]", "Quantity", "string"),
    )
    units = {
        "resourceType": "ConceptMap",
        "group": [
            {
                "source": "urn:oid:1.2.208.176.2.1",
                "target": "http://unitsofmeasure.org",
                "element": [{"code": "NPU08676", "target": [{"code": "Cel", "equivalence": "equal"}]}],
            }
        ],
    }
    changes = brought({**own, "title": ""}, units)
    after = changes.texts["map.yaml"].decode()
    assert "  temperature: {label: Temperature, unit: Cel, codes: {npu: NPU08676}}\n" in after
    assert "slots: {temperature" not in after
    assert "maps_to" not in after
    notes = "\n".join(said(changes))
    assert "any of several types with different forms may stand here" in notes
    assert "1 code has its unit from a concept map to UCUM, which is no translation." in notes


def test_a_differential_may_leave_out_what_an_element_lies_in() -> None:
    """A binding of a coding is that of its concept, also in an extension; what is required depends on all of it."""
    found = read(
        profile(
            element("CarePlan.code.coding", "Coding", min=1, **bound("required")),
            element("CarePlan.detail.extension:kind", "Extension", min=1),
            element("CarePlan.detail.extension:kind.value[x]:valueCodeableConcept.coding", **bound("required")),
            element("CarePlan.intent", "code", min=1, patternCode="plan"),
        )
    )
    assert [(each.element, each.form and each.form.word, each.required) for each in found.places] == [
        ("CarePlan.code", "coded", False),
        ("CarePlan.detail.extension:kind", "coded", False),
    ]
    assert found.open == {"fixed": ("CarePlan.intent",)}


def test_what_is_required_and_no_field_is_said_once() -> None:
    found = beside(profile(element("Basic.status", "code", min=1, short="Status", **bound("required")))).comparison
    assert found is not None
    text = text_of(found, project_of(MAP).data_map, "en")
    assert "  no field: Status is coded and required in the standard, and the map has no such field" in text
    assert "not shared" not in text


BIRTH = profile(
    element("Basic.vaegt", "Quantity", short="Fødselsvægt"),
    element("Basic.maal", "Quantity", short="Mål", alias=["Vægt", "Fødselsvægt"]),
    element("Basic.note", "string", short="Remark"),
    element("Basic.apgar", "integer", short="Apgar"),
)
WEIGHED = MAP.replace("  remark:", "  birth-weight: {label: {en: Birth weight, da: Fødselsvægt}}\n  remark:").replace(
    "slots: {remark: free-text}", "slots: {remark: free-text, birth-weight: structured, weight: structured}"
)


def test_a_field_with_the_very_label_is_it() -> None:
    """Whatever else the element is called; the counts add up, and a field that fits is not said to be missing."""
    first, second = (
        beside({**BIRTH, "differential": {"element": elements}}, channel="portal", text=WEIGHED)
        for elements in (
            [each for each in BIRTH["differential"]["element"] if each["id"] != "Basic.maal"],
            [each for each in BIRTH["differential"]["element"] if each["id"] != "Basic.vaegt"],
        )
    )
    assert first.comparison is not None
    assert second.comparison is not None
    assert (first.comparison.same, first.comparison.unfound) == (("birth-weight", "remark"), ("weight",))
    counts = "3 places for data: 0 matched by code, 2 by name, 1 not in the map."
    assert any(counts in each for each in said(first.changes))
    assert (second.comparison.unfound, second.comparison.uncertain) == ((), ("birth-weight", "weight"))
    counts = "3 places for data: 0 matched by code, 1 by name, 1 not in the map, 1 with several fields that fit."
    assert any(counts in each for each in said(second.changes))
    text = text_of(second.comparison, project_of(WEIGHED).data_map, "da")
    assert (
        "måske i disse filer: 2 felter med plads i kortet, hvor andre felter også passer: Fødselsvægt og Vægt" in text
    )
    assert "ikke fundet" not in text


@pytest.mark.parametrize(
    ("channel", "says"),
    [("letter", ", so the channel is not closed."), ("portal", "The channel is closed in the map, and stays so.")],
)
def test_a_channel_that_is_closed_is_not_said_to_be_open(channel: str, says: str) -> None:
    """Where the file does not say whether anything else may be there; so too where it is no comparison."""
    assert any(each.endswith(says) for each in said(beside(BIRTH, channel=channel).changes))
    assert any(each.endswith(says) for each in said(brought({**BIRTH, "id": channel})))


@pytest.mark.parametrize(
    ("content", "asked", "language"),
    [
        (profile(element("Basic.vaegt", "Quantity", short="Vægt")), None, "da"),
        (profile(element("Basic.vaegt", "Quantity", short="Vægt")), "en", "en"),
        (profile(element("Basic.weight", "Quantity", short="Weight")), None, "en"),
        (profile(element("Basic.weight", "Quantity", short="Weight")), "da", "da"),
        (profile(element("Basic.weight", "Quantity", short="Ærø")) | {"language": "en"}, None, "en"),
    ],
)
def test_a_new_map_is_in_the_language_of_the_texts(content: Json, asked: str | None, language: str) -> None:
    """As stated, as asked for, or as the letters are."""
    new = new_map(given(content), Recorded(), errors, asked)
    assert f"languages: [{language}]" in new.texts["map.yaml"]


def test_an_element_of_open_form_is_not_said_to_be_missing() -> None:
    """The code of smoking is bound to nothing, so that its form is open; weight is not there at all."""
    smoking = element("Basic.smoking", "code", short="Smoking status")
    found = beside(profile(element("Basic.sys", "Quantity", short="Systolic blood pressure"), smoking)).comparison
    assert found is not None
    assert (found.unfound, found.left_open) == (("weight",), ("smoking",))
    data_map = project_of(MAP).data_map
    assert "in these files, which leave the form open: 1 field with a slot in the map: Smoking status" in text_of(
        found, data_map, "en"
    )
    assert json.loads(json_of(found))["left_open"] == ["smoking"]
