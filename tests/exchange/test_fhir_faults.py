"""Files of FHIR that are none, too large, or written to do harm: each a message with the file and the place."""

import copy
import gzip
import io
import json
import random
import tarfile
from pathlib import Path
from typing import Any

import pytest
from conftest import Ran
from exchange import fhir_files
from exchange.fhir_files import MAP, beside, bound, brought, element, given, hard, package, profile, questionnaire
from exchange.test_fhir_profiles import PRESSURE, STANDARD
from exchange.test_fhir_terminology import FORM

from dataflow.exchange.fhir import files
from dataflow.exchange.fhir.files import Given, resources_in
from dataflow.exchange.fhir.standard import standard_of

SOUND = profile(element("Basic.note", "string"))


def faults(*contents: object) -> list[str]:
    """What stops an import of some contents."""
    return hard(brought(*contents))  # type: ignore[arg-type]


def deep(levels: int) -> bytes:
    return b'{"resourceType": "Questionnaire", "x": ' + b"[" * levels + b"]" * levels + b"}"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<Questionnaire/>", "1.json: This is not JSON (line 1, column 1)"),
        (b"", "1.json: This is not JSON"),
        (b"\xff\xfe{}", "1.json: This is not JSON"),
        (b"[]", '1.json: This is JSON, but no FHIR resource: it has no "resourceType".'),
        (b'{"a": 1}', '1.json: This is JSON, but no FHIR resource: it has no "resourceType".'),
        (b'{"resourceType": NaN}', "1.json: This is not JSON"),
        (b'{"resourceType": ' + b"1" * 5000 + b"}", "1.json: This is not JSON"),
        (
            b'{"resourceType": ["a"]}',
            "1.json: resourceType: Something else stands here than in FHIR, which has a text.",
        ),
        (b'{"resourceType": "Patient"}', "1.json: This is a Patient, which says nothing that a map holds."),
        ({"resourceType": "ValueSet", "url": ["a"]}, "1.json: url: Something else stands here than in FHIR"),
        (
            questionnaire(
                {"linkId": "1", "type": "integer", "code": [{"system": "http://loinc.org", "code": "1-1"}]}
            ),
            '1.json: item[0] (1): "1-1" is no LOINC code',
        ),
        (b'{"url": 1, "url": 2}', '1.json: The key "url" stands twice in one object.'),
        (deep(90_000), "1.json: Objects lie within one another more than 100 deep"),
        (deep(150), "1.json: Objects lie within one another more than 100 deep"),
        (
            {"resourceType": "ValueSet", "compose": []},
            "1.json: compose: Something else stands here than in FHIR, which has an object.",
        ),
        (
            questionnaire(item=[1]),
            "1.json: item: Something else stands here than in FHIR, which has a list of objects.",
        ),
        (
            profile(element("Basic.note", "string", min="1")),
            "1.json: differential.element[0].min: Something else stands here than in FHIR, which has a whole number.",
        ),
        (profile(fhirVersion="5.0.0"), "1.json (my-profile): This is FHIR 5.0.0, and FHIR R4 (4.0.1) is read."),
        ({"resourceType": "ConceptMap", "sourceScopeUri": "urn:a"}, "1.json: This is FHIR R5"),
        (profile(), "1.json (my-profile): This StructureDefinition has neither a snapshot nor a differential"),
        (
            profile(element("Basic.note", "string"), element("Basic.note", "string")),
            "1.json: differential.element[1]: The element id Basic.note stands twice.",
        ),
        (profile(baseDefinition="http://example.org/my-profile"), "neither a snapshot nor a differential"),
        (
            profile(element("Basic.note"), baseDefinition="http://example.org/my-profile"),
            "1.json (my-profile): The definitions are derived from one another in a circle",
        ),
        ({"resourceType": "StructureDefinition", "kind": "resource"}, "There is no StructureDefinition of a profile"),
    ],
)
def test_a_file_that_can_not_be_read(content: object, message: str) -> None:
    found = faults(content)
    assert len(found) == 1, found
    assert message in found[0]


def test_too_many_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    many = profile(*(element(f"Basic.n{number}", "string") for number in range(5001)))
    assert "more than 5000 elements" in faults(many)[0]
    monkeypatch.setattr(files, "LARGEST", 100)
    assert "1.json: This is larger than 0 MB and is not read." in faults(SOUND)[0]


def test_texts_of_a_file_change_no_terminal_and_no_yaml() -> None:
    """Characters that can't be seen, halves of characters and line ends are left out."""
    odd = profile(element("Basic.note", "string", short="a\u001b[2J\ud800\u202e\nb: [c"), title='x"}\n- y')
    changes = brought(json.dumps(odd).encode())
    assert hard(changes) == []
    assert 'label: "a[2J b: [c"' in changes.texts["map.yaml"].decode()
    assert all(each.isprintable() for each in changes.said)


def test_an_answer_to_choose_is_a_text_like_any_other() -> None:
    options = [{"valueString": "No\ud800\n time"}, {"valueInteger": 3}, {"valueCoding": {"display": "Yes"}}]
    changes = brought(questionnaire({"linkId": "1", "type": "choice", "text": "Why", "answerOption": options}))
    assert hard(changes) == []
    assert 'meta: {options: [No time, "3", Yes]}' in changes.texts["map.yaml"].decode().replace(
        "[No time, 3,", '[No time, "3",'
    )


def tar(member: tarfile.TarInfo, content: bytes = b"") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


def huge() -> bytes:
    """A member that claims to be larger than any file is."""
    member = tarfile.TarInfo("package/a.json")
    member.size = 65 * 1024 * 1024
    return gzip.compress(member.tobuf())


def link(type_: bytes) -> bytes:
    member = tarfile.TarInfo("package/a.json")
    member.type, member.linkname = type_, "/etc/passwd"
    return tar(member)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (gzip.compress(b"no archive"), "p.tgz: This is no FHIR package (a .tgz of JSON files), or it is damaged."),
        (package({"a.json": b"{}"})[:60], "p.tgz: This is no FHIR package (a .tgz of JSON files), or it is damaged."),
        (b"\x1f\x8b", "p.tgz: This is no FHIR package"),
        (package({"../../a.json": b"{}"}), "p.tgz/../../a.json: The name of this file leads out of its package."),
        (package({"/etc/a.json": b"{}"}), "leads out of its package"),
        (package({"..\\a.json": b"{}"}), "leads out of its package"),
        (package({"c:\\a.json": b"{}"}), "leads out of its package"),
        (package({"package/a.json": b"{"}), "p.tgz/package/a.json: This is not JSON"),
        (huge(), "p.tgz/package/a.json: This is larger than 64 MB"),
        (link(tarfile.SYMTYPE), ""),
        (link(tarfile.LNKTYPE), ""),
        (link(tarfile.CHRTYPE), ""),
    ],
    ids=(  # the bytes hold the time, and all processes of a run have to name a test in the same way
        *("no archive", "cut off", "first bytes", "above", "absolute", "above with backslashes", "drive"),
        *("no json", "huge", "symbolic link", "hard link", "device"),
    ),
)
def test_a_package_that_is_none(data: bytes, message: str) -> None:
    found = [each.in_language("en") for each in resources_in([Given("p.tgz", data, named=True)]).problems]
    assert len(found) == (1 if message else 0), found
    assert not message or message in found[0]


def test_a_package_that_unpacks_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is read to the limit, and no further."""
    monkeypatch.setattr(files, "_LARGEST_PACKAGE", 1024 * 1024)
    monkeypatch.setattr(files, "_MOST_FILES", 50)
    zeros = package({f"package/{number}.bin": bytes(100_000) for number in range(20)})
    many = package({f"package/{number}.bin": b"" for number in range(51)})
    (first,) = resources_in([Given("p.tgz", zeros, named=True)]).problems
    (second,) = resources_in([Given("p.tgz", many, named=True)]).problems
    assert (
        first.in_language("en")
        == "p.tgz: This is larger than 1 MB and is not read. Import only the files that are needed."
    )
    assert second.in_language("da").startswith("p.tgz: Den rummer mere end 50 filer")


def test_what_is_of_no_use_in_a_package_is_passed_over_and_counted() -> None:
    contents = {"package/a.json": b'{"resourceType": "Patient"}', "package/b.json": json.dumps(SOUND).encode()}
    contents |= {"package/package.json": b'{"name": "x"}', "package/.index.json": b"{}", "package/c.txt": b"c"}
    standard = standard_of([Given("p.tgz", package(contents), named=True)])
    assert [each.in_language("en") for each in standard.problems] == [
        "Files of other types are passed over: Patient (1)."
    ]
    assert len(standard.profiles) == 1


def test_value_sets_in_a_circle_list_no_codes() -> None:
    def values(own: str, other: str) -> fhir_files.Json:
        return {"resourceType": "ValueSet", "url": own, "compose": {"include": [{"valueSet": [other]}]}}

    own = profile(
        element("Observation.code", "CodeableConcept", **bound("required", "urn:a")),
        element("Observation.value[x]", "Quantity"),
    )
    (found,) = standard_of(given(own, values("urn:a", "urn:b"), values("urn:b", "urn:a"))).profiles
    assert found.open == {"any code": ("Observation.value[x]",)}


def test_of_two_files_with_one_address_the_first_counts() -> None:
    changes = brought(SOUND, {**SOUND, "title": "Another"})
    assert hard(changes) == []
    assert "My profile" in "\n".join(changes.said)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "heart").mkdir()
    (tmp_path / "heart" / "map.yaml").write_text(MAP, "utf-8")
    (tmp_path / "fhir").mkdir()
    (tmp_path / "fhir" / "own.json").write_text(
        json.dumps(profile(element("B.a", "string", short="Remark"))), "utf-8"
    )
    (tmp_path / "wrong.json").write_text("<x/>", "utf-8")
    return tmp_path


def test_on_the_command_line(folder: Path, dataflow: "Ran") -> None:
    """A comparison as text, as JSON and written; a new map; and nothing written where something is wrong."""
    into = ("--into", "heart")
    before = (folder / "heart" / "map.yaml").read_bytes()
    shown = dataflow("import", "fhir", "fhir", *into, "--channel", "letter")
    assert (shown.code, shown.out.splitlines()[0]) == (
        0,
        "Letter compared with My profile (http://example.org/my-profile):",
    )
    as_json = dataflow("import", "fhir", "fhir", *into, "--channel", "letter", "--format", "json")
    assert json.loads(as_json.out)["agree"] == ["remark"]
    assert dataflow("import", "fhir", "wrong.json", *into, "--write").code == 2
    assert dataflow("import", "fhir", "none.json", *into).code == 2
    assert dataflow("import", "fhir", "heart", *into).code == 2
    assert dataflow("import", "fhir", "fhir", *into, "--channel", "nosuch").code == 2
    assert dataflow("import", "fhir", "fhir", *into, "--format", "json").code == 2
    assert dataflow("import", "fhir", "fhir", *into, "--phase", "home").code == 2
    assert dataflow("import", "fhir", "fhir", "-o", "new", "--channel", "letter").code == 2
    assert dataflow("import", "fhir", "wrong.json", "-o", "new").code == 2
    assert not (folder / "new").exists()
    assert (folder / "heart" / "map.yaml").read_bytes() == before
    written = dataflow("import", "fhir", "fhir", *into, "--write", "--lang", "da")
    assert (written.code, "Skrevet: heart/map.yaml" in written.err) == (0, True)
    assert dataflow("import", "fhir", "fhir", "-o", "new").code == 0
    assert dataflow("validate", "new").code == 0


def test_a_channel_of_the_map_below_is_compared_there() -> None:
    from dataflow.base.user_error import UserError
    from dataflow.exchange.from_fhir import Target, comparison_of
    from dataflow.project import Project

    own = "map: {id: own, title: Own, extends: ../below}\n"
    project = Project({"map.yaml": own.encode(), "../below/map.yaml": MAP.encode()})
    target = Target(project.data_map, project.specs.own_texts, lambda texts: (), "en")
    with pytest.raises(UserError, match="declared in the map that this one builds on"):
        comparison_of(given(SOUND), target, "letter", delete=False)


def test_a_channel_needs_a_profile() -> None:
    found = beside(questionnaire())
    assert found.comparison is None
    assert "There is no profile or logical model in these files" in hard(found.changes)[0]


ODD = (
    None,
    True,
    -1,
    "",
    "x" * 200,
    "\ud800",
    "a: b # c",
    "\n- x: {",
    [],
    {},
    [None],
    {"coding": [1]},
    10**30,
    "0",
    "#",
)
SEEDS = (
    STANDARD,
    PRESSURE,
    FORM,
    {
        "resourceType": "ConceptMap",
        "group": [
            {"source": "urn:a", "target": "urn:b", "element": [{"code": "x", "target": [{"code": "y"}]}]},
        ],
    },
    {
        "resourceType": "ValueSet",
        "url": "http://example.org/set",
        "compose": {"include": [{"system": "urn:b", "concept": [{"code": "x", "display": "y"}]}]},
    },
)


def places_in(value: object) -> list[tuple[Any, Any]]:
    """Every object and list in a value, with each of its keys."""
    keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    inner = value if isinstance(value, dict | list) else {}
    return [each for key in keys for each in ((value, key), *places_in(inner[key]))]


@pytest.mark.parametrize("seed", range(200))
def test_a_random_fault_is_a_message_or_harmless(seed: int) -> None:
    """Whatever stands in a file: no exception, and nothing to write where something stops the import."""
    rng = random.Random(seed)
    content = copy.deepcopy(rng.choice(SEEDS))
    for _ in range(rng.randint(1, 3)):
        inside, key = rng.choice(places_in(content))
        if rng.random() < 0.7 or isinstance(inside, list):
            inside[key] = copy.deepcopy(rng.choice(ODD))
        else:
            del inside[key]
    changes = brought(content, SEEDS[-1], actor=rng.choice(("", "hospital")), phases=("home",))
    assert all(each.in_language(language) for each in changes.problems for language in ("en", "da"))
    assert not (hard(changes) and changes.texts)
    "".join((*changes.said, *hard(changes))).encode()
