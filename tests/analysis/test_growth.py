"""Work that grows with what is written, and not with its square: counted in steps, not in time."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import FrameType
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from twin.random_maps import DrawnMap, as_yaml, maps

import dataflow.analysis.closure.reachability
import dataflow.model.data_map
import dataflow.model.draft
import dataflow.model.link
from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.reachability import FieldReachability
from dataflow.analysis.figures.counting import hops_keeping_structure
from dataflow.analysis.lineage.timeline_builder import _TimelineBuilder
from dataflow.analysis.needs.needs import Needs
from dataflow.analysis.symmetry.expansion import Expansion
from dataflow.base.lanes import Lanes
from dataflow.cli.inputs import batch_of
from dataflow.cli.options import Level
from dataflow.evaluation import context_of, found_in_run
from dataflow.model.link import Linked
from dataflow.model.objects import Objects
from dataflow.model.statement_reader import StatementReader
from dataflow.model.statements import Need
from dataflow.project import Project
from dataflow.renderers import Options, render
from dataflow.renderers.lanes.layout import lay_out
from dataflow.reports import ReportOptions, report
from dataflow.rules import identity_of, rules_of

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

    def structure(text: str) -> tuple[int, int, int]:
        measures = Project({"map.yaml": text.encode()}).figures().of("channel")["api",]
        known = measures["structure"].known
        return known.part, known.whole, known.partly

    more = "  m1: {extends: role}\n"
    assert structure(text) == (1, 1, 0)
    assert structure(text + more) == (0, 1, 1)
    to_the_role = text.replace(", form: free-text", "").replace(
        "to: m0, via: api", "to: m0, via: api, form: free-text"
    )
    assert structure(to_the_role) == structure(to_the_role + more) == (1, 1, 0)


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


def _scenarios_on_top_of_one_another(number: int, each: str) -> Project:
    text = f"{HEAD}fields: {{x: {{}}}}\nactors: {{a: {{records: [{{fields: x, phase: first}}]}}, b: {{}}}}\n"
    texts = {"map.yaml": text.encode()}
    for own in range(number):
        below = f", based_on: s{own - 1}" if own else ""
        texts[f"s{own:02}.yaml"] = f"scenario: {{id: s{own}{below}}}\n{each.format(own=own)}\n".encode()
    return Project(texts)


def test_scenarios_on_top_of_one_another_join_each_layer_once(monkeypatch: pytest.MonkeyPatch) -> None:
    layers = _counted(monkeypatch, dataflow.model.link, "add_layer")
    fields = _counted(monkeypatch, Objects, "_field")
    project = _scenarios_on_top_of_one_another(20, "fields: {{n{own}: {{}}}}")
    assert not project.problems
    assert len(project.specs.linked.scenarios["s19"].fields) == 21
    assert (len(layers), len(fields)) == (21, 21)


def test_scenarios_on_top_of_one_another_read_each_statement_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read = _counted(monkeypatch, StatementReader, "_expanded")
    actors = _counted(monkeypatch, dataflow.model.draft, "_actor")
    share = "shares: [{{fields: x, phase: first, to: b, via: letter}}]"
    project = _scenarios_on_top_of_one_another(20, f"actors: {{{{n{{own}}: {{{{{share}}}}}}}}}")
    assert not project.problems
    assert len(project.specs.linked.scenarios["s19"].statements) == 22
    assert (len(read), len(actors)) == (21, 22)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(maps())
def test_a_scenario_is_the_same_whether_the_layers_below_are_read_again_or_not(drawn: DrawnMap) -> None:
    _same_however_read({path: text.encode() for path, text in as_yaml(drawn).items()})


LAYERED = """\
map: {id: study, title: Study, as_of: 2026-01-01}
phases: {first: {responsible: [{actor: a, valid_to: 2026-06-01}, {actor: b, valid_from: 2026-06-02}]}, last: {}}
groups: {g: {}, h: {}}
fields: {x: {group: g}}
channels: {letter: {slots: {group:g: structured}}, api: {}}
actors:
  a:
    label: A
    systems: {log: {}}
    records: [{fields: "group:g", phase: all, in: log}]
    shares: [{fields: "group:g", phase: {from: first}, to: role, via: letter}]
  b: {needs: [{fields: x, phase: last}]}
  role: {kind: patient, sector: citizen, needs: [{fields: "group:g", phase: last}]}
  m: {extends: role}
"""


@pytest.mark.parametrize(
    "upper",
    [
        "fields: {y: {group: g}}",
        "fields: {x: {}}",
        "phases: {later: {}}",
        "groups: {h: {parent: g}}\nfields: {z: {group: h}}",
        "map: {as_of: 2026-12-01}",
        "channels: {letter: {slots: {x: coded}}}",
        "actors: {n: {extends: role}}",
        "actors: {b: {extends: role}}",
        "actors: {a: {label: B, systems: {more: {}}}}",
        "actors: {role: {sector: primary}}",
        "actors: {a: {omits: [{records: x}]}}",
        "clusters: {c: {members: [a, m]}}",
        "waivers: [{rule: DF301, actor: b, reason: known}]",
        "sources: {s: {title: S}}\ncode_systems: {c: {}}\npurposes: {care: {}}\nlegal_bases: {law: {purposes: care}}",
        "fields: {p: {derived_from: x}}",
    ],
)
def test_whatever_a_scenario_changes_of_the_layers_below_is_read_again(upper: str) -> None:
    lower = "scenario: {id: s}\nactors: {b: {uses: [{fields: x, phase: last}]}}\n"
    texts = {"map.yaml": LAYERED.encode(), "s.yaml": lower.encode()}
    below = Project(texts).specs.linked
    texts["t.yaml"] = f"scenario: {{id: t, based_on: s}}\n{upper}\n".encode()
    _same_however_read(texts)
    assert _in_full(Project(texts).specs.linked)[:2] == [
        each.replace("scenarios=('s',)", "scenarios=('s', 't')") for each in _in_full(below)
    ]


def _same_however_read(texts: dict[str, bytes]) -> None:
    kept = Project(texts).specs.linked
    with pytest.MonkeyPatch.context() as patch:
        read = dataflow.model.link._read
        patch.setattr(dataflow.model.link, "_read", lambda stack, findings, below: read(stack, findings, None))
        map_of = dataflow.model.link.map_of
        patch.setattr(dataflow.model.link, "map_of", lambda draft, known: map_of(draft, {}))
        again = Project(texts).specs.linked
    assert kept.findings == again.findings == ()
    assert _in_full(kept) == _in_full(again)


def _in_full(linked: Linked) -> list[str]:
    """All maps as text, as entries compare by identity, and which actors have one set of statements."""
    texts = []
    for data_map in (linked.base, *linked.scenarios.values()):
        assert data_map is not None
        numbers = {statements: number for number, statements in enumerate(data_map.statement_sets)}
        stated = {actor: (numbers[each], *each) for actor, each in data_map.statements.items()}
        texts.append(repr(replace(data_map, statements=stated)))
    return texts


def _all_share_with_all(actors: int) -> Project:
    def actor(own: int) -> str:
        others = ", ".join(f"a{other}" for other in range(actors) if other != own)
        share = f"shares: [{{fields: x, phase: first, to: [{others}], via: letter}}]"
        need = "needs: [{fields: x, phase: last}]"
        return f"  a{own}: {{records: [{{fields: x, phase: first}}], {share}, {need}}}\n"

    return Project({"map.yaml": f"{HEAD}fields: {{x: {{}}}}\nactors:\n{''.join(map(actor, range(actors)))}".encode()})


def test_actors_that_share_with_one_another_have_one_lineage_which_is_searched_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    searches = _counted(monkeypatch, dataflow.analysis.closure.reachability, "components")
    project = _all_share_with_all(12)
    needs, stated = project.needs, project.data_map.statements
    wanted = [(actor, need) for actor, statements in stated.items() for need in statements.of(Need)]
    lineages = {needs.lineage(actor, need, project.assumptions) for actor, need in wanted}
    assert (len(wanted), len(lineages), len(searches)) == (12, 1, 1)
    assert len(lineages.pop().statements) == 12 + 12 * 11


def test_no_hop_is_looked_at_when_all_are_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the records of one after the other are left out, to see whether it gets the field from others."""
    looked_at: list[str] = []

    class Watched(dict[str, object]):
        def __getitem__(self, sender: str) -> object:
            looked_at.append(sender)
            return super().__getitem__(sender)

    steps_of = FieldReachability._steps_of

    def watched(self: FieldReachability, field: str) -> object:
        steps = steps_of(self, field)
        return replace(steps, hops={position: Watched(hops) for position, hops in steps.hops.items()})

    monkeypatch.setattr(FieldReachability, "_steps_of", watched)
    project = _all_share_with_all(12)
    reachability = project.needs.reachability
    for actor in project.data_map.actors:
        others = project.assumptions.excluding_records_of(actor)
        assert reachability.reached("x", dataflow.analysis.closure.reachability.ANY, others).since(actor) == 0
    assert len(looked_at) == 12


def test_a_report_looks_through_all_actors_and_phases_once_and_not_for_each_finding() -> None:
    looked_through: list[object] = []

    class Watched(dict[str, object]):
        def __iter__(self) -> Iterator[str]:
            looked_through.append(self)
            return super().__iter__()

        def values(self) -> object:  # type: ignore[override]  # only counted
            looked_through.append(self)
            return super().values()

    project = _all_share_with_all(6)
    batch = batch_of(project, project.gaps(), Level.role, by_actor=True, task="gaps")
    assert len(batch.findings) > 30
    batch = replace(batch, actors=Watched(batch.actors), phases=Watched(batch.phases))
    report("findings", "text").write([batch], ReportOptions("en"))
    assert len(looked_through) <= 4


def test_questions_expand_no_finding_that_is_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    expanded, opened = (_counted(monkeypatch, Expansion, each) for each in ("_about", "_others"))
    project = _role_that_shares_to_itself(20)
    assert project.questions() == project.interview().times == project.gaps("member", only_possible=True) == ()
    assert not expanded and not opened
    _ = project.gaps("member")
    assert len(expanded) > 300


MEMBERS = """\
map: {id: study, title: Study}
phases: {first: {}, last: {}}
channels: {letter: {}}
fields: {x: {}, y: {}}
actors:
  hospital:
    records: [{fields: x, phase: first}]
    shares: [{fields: x, phase: first, to: town, via: letter, status: unknown}]
  town: {needs: [{fields: [x, y], phase: last}]}
  h0: {extends: hospital}
  h1: {extends: hospital}
""" + "".join(f"  t{number}: {{extends: town}}\n" for number in range(6))


def test_findings_are_expanded_once_at_each_level_however_often_they_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    by_member = _counted(monkeypatch, Expansion, "by_member")
    by_role = _counted(monkeypatch, Expansion, "by_role")
    project = Project({"map.yaml": MEMBERS.encode()})
    assert project.gaps("member") == project.gaps("member") != project.gaps() == project.gaps()
    assert (len(by_member), len(by_role)) == (1, 1)


def test_expanded_findings_are_kept_for_the_findings_that_they_are_of() -> None:
    """Python gives the number of an object that is gone to another: what is kept is kept with its findings."""
    project = Project({"map.yaml": MEMBERS.encode()})
    expansion, gaps = project.needs.expansion, project.gaps("member")
    for number in range(50):
        some = (gaps[number % len(gaps)], *gaps[:2])  # no tuple that is kept is as long, and takes its place
        assert expansion.once(some, "member", lambda some=some: some[:1]) == some[:1]  # type: ignore[misc]


def test_findings_of_a_run_are_the_same_findings_with_and_without_their_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project = Project({"map.yaml": MEMBERS.encode()})
    needs, every = project.needs, replace(project.assumptions, unknown=frozenset(project.needs.map_as_of.unknown))
    worded = _counted(monkeypatch, Expansion, "_about")
    for assumptions in (project.assumptions, every):
        found = found_in_run(None, project.data_map, assumptions, ["DF3", "DF5"])
        assert not worded
        context = context_of(needs, assumptions)
        rules = [rule for rule in rules_of("DF3", "DF5") if rule.find is not None]
        about = needs.expansion.about_representatives([each for rule in rules for each in rule.find(context)])
        again = tuple(needs.expansion.each_member(about))
        assert len({identity_of(each) for each in found}) == len(found) == len(again)
        assert {identity_of(each) for each in found} == {identity_of(each) for each in again}
        assert [each.subject for each in found] == [each.subject for each in again]
        assert worded
        worded.clear()


def _in_each_phase(phases: int) -> Project:
    declared = ", ".join(f"p{number}: {{}}" for number in range(phases))

    def each(words: str = "") -> str:
        return ", ".join(f"{{fields: x, phase: p{number}{words}}}" for number in range(phases))

    sender = f"  a: {{records: [{each()}], shares: [{each(', to: b, via: letter')}]}}\n"
    head = (
        f"map: {{id: hard, title: Hard}}\nphases: {{{declared}}}\nchannels: {{letter: {{}}}}\nfields: {{x: {{}}}}\n"
    )
    return Project({"map.yaml": f"{head}actors:\n{sender}  b: {{needs: [{each()}]}}\n".encode()})


def _calls(ask: Callable[[], object]) -> int:
    """How many calls of functions of the project something takes."""
    counted = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal counted
        counted += event == "call" and "/dataflow/" in frame.f_code.co_filename.replace("\\", "/")

    sys.setprofile(count)
    try:
        ask()
    finally:
        sys.setprofile(None)
    return counted


def _drawn(project: Project) -> Callable[[], object]:
    return lambda: render(project.picture("explorer"), "html", Options())


def test_the_work_of_the_explorer_grows_with_a_chain_of_derived_fields_and_not_with_its_square() -> None:
    def chain(size: int) -> Project:
        fields = "".join(f"  f{number}: {{derived_from: f{number - 1}}}\n" for number in range(1, size))
        head = f"map: {{id: hard, title: Hard}}\nphases: {{p: {{}}}}\nfields:\n  f0: {{}}\n{fields}"
        last = f"needs: [{{fields: f{size - 1}, phase: p}}]"
        return Project(
            {"map.yaml": f"{head}actors: {{a: {{records: [{{fields: f0, phase: p}}], {last}}}}}\n".encode()}
        )

    _drawn(chain(2))()  # what is read once a process
    once, twice, four_times = (_calls(_drawn(chain(size))) for size in (40, 80, 160))
    assert four_times - twice < 2.2 * (twice - once)


class _Read(tuple[Any, ...]):
    """A tuple that says when it is read through."""

    times: ClassVar[int] = 0

    def __iter__(self) -> Iterator[Any]:
        _Read.times += 1
        return super().__iter__()


def test_a_timeline_reads_the_statements_once_and_not_for_each_phase(monkeypatch: pytest.MonkeyPatch) -> None:
    project = _in_each_phase(12)
    sharing = project.needs.sharing(project.assumptions, "x")
    stated = _Read((actor, each) for actor, own in project.data_map.statements.items() for each in own)
    read = replace(sharing, records=_Read(sharing.records), shares=_Read(sharing.shares))
    monkeypatch.setattr(Needs, "sharing", lambda *_: read)
    builder = _TimelineBuilder(project.needs, project.assumptions, "x", stated, is_timed=False)
    monkeypatch.setattr(_Read, "times", 0)
    timeline = builder.timeline()
    assert [(len(each.records), len(each.shares), len(each.demands)) for each in timeline.phases] == [(1, 1, 1)] * 12
    assert _Read.times < 12


def test_lanes_look_through_their_arrows_as_often_for_many_phases_as_for_few(monkeypatch: pytest.MonkeyPatch) -> None:
    def times(phases: int) -> int:
        picture = _in_each_phase(phases).picture("pathway")
        assert isinstance(picture, Lanes)
        assert len(picture.arrows) == phases
        monkeypatch.setattr(_Read, "times", 0)
        lay_out(replace(picture, arrows=_Read(picture.arrows)), "en", 2000)
        return _Read.times

    assert times(8) == times(4)


def test_a_way_to_hold_a_field_is_one_object_in_all_rows() -> None:
    rows = [each.row for each in _in_each_phase(8).holding_rows()]
    assert len(rows) == 2 * (8 * 9 // 2)
    assert len({id(row.element) for row in rows}) == 2 * 8
