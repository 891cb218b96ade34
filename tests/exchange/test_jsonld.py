"""JSON-LD for data catalogues, read by rdflib: data sets in DCAT, processing activities in DPV."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Ran
from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, Graph, Literal, Namespace, URIRef

DPV = Namespace("https://w3id.org/dpv#")
BASE = "https://example.org/map.jsonld"

MAP = """\
map: {id: study, title: {en: Study, da: Undersøgelse}, languages: [en, da], as_of: 2026-11-01}
phases: {stay: {}, home: {}}
purposes: {treatment: {label: Treatment}}
legal_bases: {law: {label: Sundhedsloven § 41, purposes: [treatment]}}
code_systems: {npu: {label: NPU, url: "http://npu-terminology.org"}}
fields:
  ldl: {label: LDL cholesterol, special_category: true, codes: {npu: NPU01568}}
  town: {}
channels: {letter: {form: coded}}
actors:
  region: {label: Region}
  hospital:
    label: Hospital
    controller: region
    records: [{fields: ldl, phase: stay, form: coded, code_system: npu}]
    shares: [{fields: ldl, phase: stay, to: municipality, via: letter, for: treatment, legal_basis: law}]
  municipality: {uses: [{fields: ldl, phase: home, for: treatment}]}
  citizen: {kind: patient, records: [{fields: town, phase: home}]}
"""


def read(text: str) -> Graph:
    return Graph().parse(data=text, format="json-ld", publicID=BASE)


@pytest.fixture
def graph(dataflow: Callable[..., Ran], tmp_path: Path) -> Graph:
    """The triples that the command writes."""
    (tmp_path / "map.yaml").write_text(MAP, "utf-8")
    ran = dataflow("export", "map.yaml", "--to", "jsonld", "-o", "-")
    assert (ran.code, ran.err) == (0, "")
    return read(ran.out)


def at(name: str) -> URIRef:
    return URIRef(f"{BASE}#{name}")


def test_a_data_set_is_what_an_actor_records(graph: Graph) -> None:
    """In its code systems; what citizens note for themselves is none."""
    (catalog,) = graph.subjects(RDF.type, DCAT.Catalog)
    assert set(graph.objects(catalog, DCTERMS.title)) == {Literal("Study", "en"), Literal("Undersøgelse", "da")}
    assert list(graph.objects(catalog, DCAT.dataset)) == [at("dataset/hospital")]
    data = at("dataset/hospital")
    assert Literal("Oplysninger registreret af Hospital", "da") in graph.objects(data, DCTERMS.title)
    assert list(graph.objects(data, DCTERMS.conformsTo)) == [at("code-system/npu")]
    assert list(graph.objects(data, DPV.hasPersonalData)) == [at("field/ldl")]
    assert (at("field/ldl"), RDF.type, DPV.SpecialCategoryPersonalData) in graph
    assert list(graph.objects(at("field/ldl"), SKOS.notation)) == [Literal("npu:NPU01568")]


def test_an_activity_has_its_purpose_basis_and_recipients(graph: Graph) -> None:
    """And whoever controls it, where the map says so."""
    one = at("processing/hospital/treatment/law")
    assert (one, RDF.type, DPV.Process) in graph
    assert list(graph.objects(one, DPV.hasDataController)) == [at("actor/region")]
    assert list(graph.objects(one, DPV.hasLegalBasis)) == [at("legal-basis/law")]
    assert list(graph.objects(one, DPV.hasRecipient)) == [at("actor/municipality")]
    other = at("processing/municipality/treatment/-")
    assert list(graph.objects(other, DPV.hasPurpose)) == [at("purpose/treatment")]
    assert list(graph.objects(other, DPV.hasLegalBasis)) == list(graph.objects(other, DPV.hasDataController)) == []


def test_everything_that_is_referred_to_is_there(graph: Graph, dataflow: Callable[..., Ran]) -> None:
    """In the real map too."""
    real = read(dataflow("export", ROOT / "specs" / "ihd", "--to", "jsonld", "-o", "-").out)
    for each in (graph, real):
        named = {node for node in each.objects() if isinstance(node, URIRef) and node.startswith(BASE)}
        assert named <= set(each.subjects())
        assert set(each.subjects(RDF.type, FOAF.Agent))
