"""The real map: sound, and every slip of the keyboard in it is pointed at.

``DATAFLOW_ALL_TYPOS=1`` tries every id of every file instead of a sample (about half an hour).
"""

import os
import random
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from conftest import ROOT

import dataflow
from dataflow.language.folder import read_folder
from dataflow.language.nodes import MappingNode, Scalar, SequenceNode
from dataflow.language.parse import parse
from dataflow.language.read import read_file
from dataflow.model.link import link
from dataflow.model.statements import Share
from dataflow.project import Project
from dataflow.rules import rule_names

IHD = ROOT / "specs" / "ihd"
SAMPLE = None if os.environ.get("DATAFLOW_ALL_TYPOS") else 45

REFERS = {
    *("fields", "phase", "from", "to", "via", "for", "source", "ref", "in", "code_system", "recorded_since"),
    *("recorded_in", "responsible", "alongside", "group", "parent", "derived_from", "extends", "members"),
    *("expects_reply", "legal_basis", "maps_to", "purposes", "based_on", "actor", "field", "channel"),
}
DECLARES = {
    *("phases", "purposes", "legal_bases", "sources", "groups", "code_systems", "fields", "channels", "clusters"),
    "actors",
}


@cache
def texts() -> dict[str, bytes]:
    found, problems, _ = read_folder(IHD)
    assert problems == ()
    return found


@cache
def ihd() -> Project:
    return dataflow.open(str(IHD))


def references(node: Any, key: str = "") -> Iterator[Scalar]:
    """The words in a file that name something declared elsewhere."""
    if isinstance(node, MappingNode):
        for name, child in node.items():
            # Under fields: at the top, and under an actor, ids are declared or statements listed.
            yield from references(child, "" if isinstance(child, MappingNode) and name in DECLARES else name)
            if key in ("codes", "slots") and isinstance(name, Scalar):
                yield name
    elif isinstance(node, SequenceNode):
        for child in node:
            yield from references(child, key)
    elif isinstance(node, Scalar) and key in REFERS and node not in ("all", "true", "false"):
        yield node


def places() -> list[tuple[str, Scalar]]:
    return [(path, word) for path, data in texts().items() for word in references(parse(path, data).root)]


def misspelt(word: str, choice: random.Random) -> str:
    """One letter too many, too few, wrong, or two swapped; not the first, so that it stays an id."""
    start = word.index(":") + 2 if ":" in word else 1
    at = choice.randrange(start, len(word)) if start < len(word) else len(word)
    return choice.choice(
        (
            word[:at] + "q" + word[at:],
            word[:at] + word[at + 1 :] if len(word) - start > 2 else word + "q",
            word[:at] + "q" + word[at + 1 :],
        )
    )


def test_the_map_is_sound() -> None:
    """No error, in the base map and in each scenario."""
    assert ihd().problems == ()


def test_there_are_ids_in_every_file() -> None:
    """So that the next test covers what it says."""
    found = {path for path, _ in places()}
    assert found >= {path for path in texts() if path != "sources.yaml"}
    assert len(places()) > 1000


def declared_ids() -> set[str]:
    root = [parse(path, data).root for path, data in texts().items()]
    return {str(name) for node in root for section in DECLARES for name in (node.get(section) or ())}


def test_a_typo_in_an_id_gives_one_finding_that_points_at_it() -> None:
    """One slip in one place: one finding, there, and the right id is named."""
    choice = random.Random(7)
    specs = {path: read_file(path, data)[0] for path, data in texts().items()}
    chosen = places() if SAMPLE is None else choice.sample(places(), SAMPLE)
    ids = declared_ids()
    for path, word in chosen:
        typo = misspelt(word, choice)
        if typo.removeprefix("group:") in ids:
            continue
        lines = texts()[path].decode().split("\n")
        line, column = lines[word.line - 1], word.column - 1 + (not word.plain)
        assert line[column:].startswith(word), (path, word)
        lines[word.line - 1] = line[:column] + typo + line[column + len(word) :]
        changed, findings = read_file(path, "\n".join(lines).encode())
        assert findings == ()
        found = link([changed if other == path else spec for other, spec in specs.items()], rule_names()).findings
        unique = {
            (str(each.place), each.message.in_language("en"), each.hint.in_language("en"))
            for each in found
            if each.hint is not None
        }
        assert len(unique) == 1, (path, word, typo, unique)
        ((place, message, hint),) = unique
        shift = len("group:") if word.startswith("group:") else 0
        assert place == f"{path}:{word.line}:{column + 1 + shift - (shift == 0 and not word.plain)}", (word, typo)
        assert f'"{typo.removeprefix("group:")}"' in message
        assert f'"{word.removeprefix("group:")}"' in hint, (path, word, typo, hint)


@pytest.mark.parametrize(
    ("path", "section", "declared"),
    [
        ("fields.yaml", "fields", "hads_depression"),
        ("channels.yaml", "channels", "xdis15_closing_note"),
        ("map.yaml", "phases", "follow-up"),
        ("sources.yaml", "sources", "background"),
        ("actors/municipality.yaml", "actors", "municipality"),
        ("map.yaml", "code_systems", "fsiii"),
    ],
)
def test_a_typo_in_a_declaration_is_one_finding_too(path: str, section: str, declared: str) -> None:
    """However many places name the id as it should be."""
    root = parse(path, texts()[path]).root
    word = root[section].key(declared)
    lines = texts()[path].decode().split("\n")
    line = lines[word.line - 1]
    typo = declared + "q"
    lines[word.line - 1] = line[: word.column - 1] + typo + line[word.column - 1 + len(declared) :]
    found = Project({**texts(), path: "\n".join(lines).encode()}).problems
    assert [(str(each.place), each.code) for each in found] == [(f"{path}:{word.line}:{word.column}", "DF101")]
    assert f'"{declared}"' in found[0].hint.in_language("en")  # type: ignore[union-attr]


def test_the_nineteen_municipalities_and_the_hospitals_stand_in_their_clusters() -> None:
    """The members of Central Denmark."""
    data_map = ihd().data_map
    assert len(data_map.members["municipality"]) == 19
    assert {member for cluster in data_map.clusters.values() for member in cluster.members} >= set(
        data_map.members["municipality"]
    )
    assert data_map.members["hospital"]


def test_members_differ_in_nothing_that_is_not_known() -> None:
    """They state what their role states: one and the same tuple."""
    data_map = ihd().data_map
    for members in data_map.members.values():
        assert len({id(data_map.statements[member]) for member in members}) == 1


def test_every_statement_cites_a_source_and_every_label_is_in_both_languages() -> None:
    """Nothing without evidence; nothing that a Danish or an English reader can't read."""
    data_map = ihd().data_map
    for statements in data_map.statements.values():
        for statement in statements:
            assert statement.entry.citations, statement.entry.place
    for things in (data_map.fields, data_map.channels, data_map.phases, data_map.purposes, data_map.groups):
        for thing in things.values():
            assert {language for language, _ in thing.label.texts} in ({"en", "da"}, {""}), thing.place


@pytest.mark.parametrize("name", ["ihd", "denmark"])
def test_what_a_question_quotes_is_in_both_languages(name: str) -> None:
    """The note of each statement that a question is about."""
    questions = dataflow.open(str(ROOT / "specs" / name)).questions()
    notes = [(str(each.entry.place), each.entry.note) for each in questions]
    assert notes
    assert [place for place, note in notes if note is None or {key for key, _ in note.texts} != {"en", "da"}] == []


def test_every_waiver_waives_something_and_says_why_in_both_languages() -> None:
    """A reader of either language learns why a finding is none."""
    data_map = ihd().data_map
    assert data_map.waivers
    assert all({language for language, _ in waiver.reason.texts} == {"en", "da"} for waiver in data_map.waivers)
    assert [finding for finding in ihd().warnings() if finding.code == "DF128"] == []


def test_what_runs_by_correspondence_is_on_request() -> None:
    """The standard is for what no other standard carries [s29], so nothing goes over it as a routine."""
    shares = [
        share
        for statements in ihd().data_map.statements.values()
        for share in statements.of(Share)
        if share.entry.via == "carecommunication_fhir"
    ]
    assert shares
    assert all(share.entry.on_request for share in shares)


def test_the_gaps_trace_to_statements() -> None:
    """Each at a need, with the records and shares that it names."""
    data_map = ihd().data_map
    needs = {
        str(statement.entry.place)
        for statements in data_map.statements.values()
        for statement in statements
        if statement.entry.list_key == "needs"
    }
    stated = {str(statement.entry.place) for statements in data_map.statements.values() for statement in statements}
    gaps = [gap for gap in ihd().gaps() if gap.code == "DF301"]
    assert gaps
    for gap in gaps:
        assert str(gap.place) in needs
        assert {str(related.place) for related in gap.related} <= stated
