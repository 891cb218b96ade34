"""The national map: whole, fresh from its tables, and different only where the facts are."""

import importlib.util
from collections import Counter
from functools import cache
from types import ModuleType

import pytest
from conftest import ROOT

import dataflow
from dataflow.model.statements import Record, Share
from dataflow.project import Project

DENMARK = ROOT / "specs" / "denmark"
REGIONS = {"hovedstaden": 29, "midtjylland": 19, "nordjylland": 11, "sjaelland": 17, "syddanmark": 22}
CLUSTERS = {"hovedstaden": 5, "midtjylland": 5, "nordjylland": 4, "sjaelland": 4, "syddanmark": 4}


@cache
def denmark() -> Project:
    return dataflow.open(str(DENMARK))


@cache
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DENMARK / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(name: str) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in generator().table(name)}


def test_the_map_is_sound() -> None:
    """No error, in the map and in each scenario of the one below."""
    assert denmark().problems == ()
    assert denmark().map_id == "denmark"
    scenarios = {"gp-quality-programme", "municipal-integration", "municipal-results", "reform-2027"}
    assert set(denmark().data_map.scenarios) == scenarios


def test_the_members_are_those_of_the_country() -> None:
    """As many as there are, and none that the map below has already."""
    members = denmark().data_map.members
    counted = {role: len(each) for role, each in members.items()}
    assert counted == {"municipality": 98, "gp": 98, "hospital": 20, "region": 5}
    assert len(denmark().data_map.clusters) == 22


def test_the_roles_are_shared_and_not_copied() -> None:
    """Everything that a role states stands in the map below."""
    data_map = denmark().data_map
    own = {
        statement.entry.author
        for statements in data_map.statements.values()
        for statement in statements
        if not statement.entry.place.file.startswith("../ihd/")
    }
    assert own <= {"patient", *data_map.members["hospital"]}


def test_the_written_files_are_those_of_the_tables() -> None:
    """Change a table, and run generate.py."""
    for name, text in generator().files().items():
        assert (DENMARK / name).read_text("utf-8") == text, name


def test_the_tables_have_every_municipality_of_every_region_once() -> None:
    """With an official code each."""
    municipalities = rows("municipalities")
    assert Counter(row["region"] for row in municipalities.values()) == REGIONS
    codes = [row["code"] for row in municipalities.values()]
    assert len(set(codes)) == 98
    assert all(len(code) == 4 and code.isdigit() for code in codes)
    assert set(municipalities) == set(denmark().data_map.members["municipality"])
    assert {f"gp-{each}" for each in municipalities} == set(denmark().data_map.members["gp"])


def test_every_municipality_stands_in_a_cluster_of_its_region() -> None:
    """With its general practice, a hospital and the region; Copenhagen stands in two."""
    data_map, municipalities, hospitals = denmark().data_map, rows("municipalities"), rows("hospitals")
    map_as_of: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for cluster in data_map.clusters.values():
        own = [member for member in cluster.members if member in municipalities]
        (region,) = {municipalities[member]["region"] for member in own}
        hospital = [member for member in cluster.members if member in hospitals]
        assert [hospitals[each]["region"] for each in hospital] == [region], cluster.id
        assert set(cluster.members) == {*own, *hospital, *(f"gp-{each}" for each in own), f"region-{region}"}
        map_as_of.update(own)
        found[region] += 1
    assert found == CLUSTERS
    assert {each for each, number in map_as_of.items() if number > 1} == {"koebenhavn"}
    assert len(map_as_of) == 98


def test_hjertekom_gets_reports_where_it_is_known_to_be_used() -> None:
    """Of municipalities in two regions, and of Copenhagen."""
    data_map = denmark().data_map
    reports = {
        actor
        for actor in data_map.members["municipality"]
        for share in data_map.statements[actor].of(Share)
        if share.to == "hjertekom"
    }
    assert reports == {each for each, row in rows("municipalities").items() if row["hjertekom"] != "none"}
    assert len(reports) == 37
    records = {
        actor
        for actor in data_map.members["municipality"]
        for record in data_map.statements[actor].of(Record)
        if record.entry.system == "hjertekom"
    }
    assert records == reports


def test_what_is_entered_in_the_care_record_too_stays_there() -> None:
    """To omit a record in one system leaves that in the other."""
    statements = denmark().data_map.statements["odense"]
    systems = {record.entry.system for record in statements.of(Record) if record.field == "smoking_status"}
    assert systems == {"eoj"}


@pytest.mark.parametrize(
    ("column", "via"), [("pro_form", "ambuflex_pro"), ("municipal_referral", "xref15_municipal_referral")]
)
def test_what_is_not_known_of_a_hospital_is_unknown(column: str, via: str) -> None:
    """As the table has it, hospital by hospital."""
    data_map = denmark().data_map
    status: dict[str, set[str]] = {}
    for hospital in data_map.members["hospital"]:
        about = data_map.statements["patient"] if column == "pro_form" else data_map.statements[hospital]
        status[hospital] = {
            statement.entry.status
            for statement in about.of(Share)
            if statement.entry.via == via
            and statement.field in ("alcohol", "rehab_referral")
            and (column != "pro_form" or statement.to == hospital)
        }
    assert status == {
        each: {"current" if row[column] == "known" else "unknown"} for each, row in rows("hospitals").items()
    }


def test_holdings_follow_the_clusters() -> None:
    """Odense's hospital reaches Odense and Svendborg, and neither Vejle nor Aarhus."""
    holding = {
        row.row.actor
        for row in denmark().holding_rows("member")
        if row.row.field == "rehab_referral_gp" and row.row.actor in denmark().data_map.members["municipality"]
    }
    assert len(holding) == 98
    hops = {(sender.split("/")[0], receiver.split("/")[0]) for sender, receiver in denmark().graph.edges()}
    reached = {receiver for sender, receiver in hops if sender == "odense-hospital"}
    assert {"odense", "svendborg", "gp-odense"} <= reached
    assert not {"vejle", "aarhus", "gp-vejle"} & reached
