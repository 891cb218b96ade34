"""What the tests of FHIR share: small definitions, a map, and packages of files."""

import io
import json
import tarfile
from collections.abc import Mapping, Sequence
from typing import Any

from exchange.workbooks import errors, project_of

from dataflow.exchange.changes import Changes, NewMap
from dataflow.exchange.fhir.files import Given
from dataflow.exchange.fhir.proposal import Recorded
from dataflow.exchange.from_fhir import Compared, Target, changes_of, comparison_of, new_map
from dataflow.project import Project

Json = dict[str, Any]

MAP = """\
# The map of the test.
map: {id: heart, title: {en: Heart, da: Hjerte}, languages: [en, da]}
phases: {stay: {label: Stay}, home: {label: Home}}
code_systems:
  own: {label: Own, url: "urn:own"}
  fhir: {url: "http://hl7.org/fhir"}
fields:
  systolic: {label: {en: Systolic blood pressure, da: Systolisk blodtryk}, codes: {loinc: 8480-6}, unit: "mm[Hg]"}
  diastolic: {label: {en: Diastolic blood pressure, da: Diastolisk blodtryk}, codes: {loinc: 8462-4}}
  smoking: {label: {en: Smoking status, da: Rygestatus}}
  remark: {label: {en: Remark, da: Bemærkning}}
  weight: {label: {en: Weight, da: Vægt}, codes: {npu: NPU03804}}
  discharge_date: {label: {en: Discharge date, da: Udskrivningsdato}, codes: {fhir: Encounter.period.end}}
channels:
  letter:
    label: Letter   # by post
    slots: {systolic: free-text, smoking: structured, weight: structured}
  portal: {form: structured, closed: true, slots: {remark: free-text}}
actors:
  hospital:
    records:
      - {fields: [systolic, diastolic, smoking, remark], phase: stay}   # on the ward
    shares: [{fields: [systolic, remark], phase: stay, to: gp, via: letter}]
  gp: {}
"""


def element(id_: str, *types: str, **more: Any) -> Json:
    """An ElementDefinition."""
    path = ".".join(part.partition(":")[0] for part in id_.split("."))
    of_types = {"type": [{"code": type_} for type_ in types]} if types else {}
    return {"id": id_, "path": path, **of_types, **more}


def profile(*differential: Json, snapshot: Sequence[Json] = (), **more: Any) -> Json:
    """A StructureDefinition of a profile."""
    views: Json = {"differential": {"element": list(differential)}} if differential else {}
    if snapshot:
        views["snapshot"] = {"element": list(snapshot)}
    return {
        "resourceType": "StructureDefinition",
        "id": "my-profile",
        "url": "http://example.org/my-profile",
        "title": "My profile",
        "kind": "resource",
        "derivation": "constraint",
        "fhirVersion": "4.0.1",
        **views,
        **more,
    }


def bound(strength: str, value_set: str = "http://example.org/set") -> Json:
    """A binding of an ElementDefinition."""
    return {"binding": {"strength": strength, "valueSet": value_set}}


def questionnaire(*items: Json, **more: Any) -> Json:
    """A Questionnaire."""
    return {"resourceType": "Questionnaire", "id": "my-form", "title": "My form", "item": list(items), **more}


def given(*contents: Json | bytes, named: bool = True) -> list[Given]:
    """Files of these contents."""
    return [
        Given(f"{number}.json", each if isinstance(each, bytes) else json.dumps(each).encode(), named)
        for number, each in enumerate(contents, 1)
    ]


def package(files: Mapping[str, bytes], mode: str = "w:gz") -> bytes:
    """A package of files."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


def target_of(project: Project, language: str = "en") -> Target:
    """A map to bring definitions into."""

    def check(texts: Mapping[str, bytes]) -> Any:
        return Project({**project.texts, **texts}).problems

    return Target(project.data_map, project.specs.own_texts, check, language)


def brought(*contents: Json | bytes, text: str = MAP, actor: str = "", phases: tuple[str, ...] = ()) -> Changes:
    """What definitions change in a map."""
    return changes_of(given(*contents), target_of(project_of(text)), Recorded(actor, phases))


def made(*contents: Json | bytes, actor: str = "", phases: tuple[str, ...] = ()) -> NewMap:
    """The map that definitions make."""
    return new_map(given(*contents), Recorded(actor, phases), errors)


def beside(*contents: Json | bytes, channel: str = "letter", text: str = MAP, delete: bool = False) -> Compared:
    """A channel of the map beside definitions."""
    return comparison_of(given(*contents), target_of(project_of(text)), channel, delete)


def said(changes: Changes | NewMap) -> list[str]:
    """The problems in words."""
    return [each.in_language("en") for each in changes.problems]


def hard(changes: Changes | NewMap) -> list[str]:
    """The problems that stop an import, in words."""
    return [each.in_language("en") for each in changes.problems if each.hard]
