"""Work that grows with what is written, and not with its square: counted in steps, not in time."""

from collections.abc import Callable

import pytest

import dataflow.model.data_map
import dataflow.model.link
from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.figures.counting import hops_keeping_structure
from dataflow.project import Project

HEAD = "map: {id: hard, title: Hard}\nphases: {first: {}, last: {}}\nchannels: {letter: {form: free-text}}\n"


def _role_that_shares_to_itself(members: int) -> Project:
    role = (
        "  role:\n    records: [{fields: x, phase: first}]\n"
        "    shares: [{fields: x, phase: first, to: role, via: letter}]\n"
    )
    each = "".join(f"  m{number}: {{extends: role}}\n" for number in range(members))
    return Project({"map.yaml": f"{HEAD}fields: {{x: {{}}}}\nactors:\n{role}{each}".encode()})


def _observed(members: int) -> int:
    project = _role_that_shares_to_itself(members)
    return len(list(hops_keeping_structure(project.needs, Assumptions(), project.data_map.role_of)))


def test_the_figures_of_a_role_that_shares_to_itself_observe_each_member_once() -> None:
    assert _observed(40) == 2 * _observed(20) > 0


def test_a_member_that_is_also_named_by_itself_is_one_case_with_all_that_reaches_it() -> None:
    text = (
        "map: {id: hard, title: Hard}\nphases: {first: {}}\nchannels: {api: {form: structured}}\n"
        "fields: {x: {}}\nactors:\n"
        "  a:\n    records: [{fields: x, phase: first, form: structured}]\n    shares:\n"
        "      - {fields: x, phase: first, to: role, via: api, form: free-text}\n"
        "      - {fields: x, phase: first, to: m0, via: api}\n"
        "  role: {}\n  m0: {extends: role}\n"
    )

    def structure(more: str) -> tuple[int, int, int]:
        measures = Project({"map.yaml": (text + more).encode()}).figures().of("channel")["api",]
        known = measures["structure"].known
        return known.part, known.whole, known.partly

    assert structure("") == (1, 1, 0)
    assert structure("  m1: {extends: role}\n") == (0, 1, 1)


def _counted(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> list[object]:
    """The calls of a function from now on."""
    calls: list[object] = []
    function: Callable[..., object] = getattr(module, name)

    def counting(*arguments: object) -> object:
        calls.append(arguments)
        return function(*arguments)

    monkeypatch.setattr(module, name, counting)
    return calls


def test_in_a_chain_of_derived_fields_only_the_parts_that_are_asked_for_are_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls = _counted(monkeypatch, dataflow.model.data_map, "_closed")
    fields = "".join(f"  f{number}: {{derived_from: f{number - 1}}}\n" for number in range(1, 100))
    actors = "  a: {records: [{fields: f0, phase: first}], needs: [{fields: f99, phase: last}]}\n"
    project = Project({"map.yaml": f"{HEAD}fields:\n  f0: {{}}\n{fields}actors:\n{actors}".encode()})
    assert project.data_map.parts["f99"] == project.data_map.wholes["f0"] == frozenset(project.data_map.fields)
    assert set(project.data_map.families.values()) == {frozenset(project.data_map.fields)}
    _ = project.gaps()
    assert len(calls) < 10


def test_scenarios_on_top_of_one_another_join_each_layer_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = _counted(monkeypatch, dataflow.model.link, "add_layer")
    texts = {"map.yaml": f"{HEAD}fields: {{x: {{}}}}\nactors: {{a: {{}}}}\n".encode()}
    for number in range(20):
        below = f", based_on: s{number - 1}" if number else ""
        texts[f"s{number:02}.yaml"] = f"scenario: {{id: s{number}{below}}}\nfields: {{n{number}: {{}}}}\n".encode()
    project = Project(texts)
    assert not project.problems
    assert len(project.specs.linked.scenarios["s19"].fields) == 21
    assert len(calls) <= 2 * 20 + 2
