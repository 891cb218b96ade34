"""The evidence that a need is not met, derived by hand (``evidence.md``)."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from analysis.test_timeline import lines_of

from dataflow.analysis.needs.certificates import certificate
from dataflow.project import Project

Make = Callable[..., Project]
Proof = dict[str, Any]

MAP = """\
map: {id: study, title: Study%s}
phases: {stay: {}, home: {}, visit: {alongside: home}, later: {}}
code_systems: {npu: {}, local: {maps_to: npu}, own: {}}
fields: {ldl: {}, height: {}, weight: {}, bmi: {derived_from: [height, weight]}, risk: {derived_from: [bmi, ldl]}}
channels: {letter: {}, feed: {form: coded}, form: {closed: true, slots: {height: structured}}}
actors:
"""


def proofs(project: Project) -> list[str]:
    """The evidence of every unmet need, a line for each claim."""
    gaps = (gap for gap in project.gaps("member") if gap.code == "DF301")
    return [line for gap in gaps if gap.evidence for proof in gap.evidence() for line in proof_lines(proof)]


def proof_lines(proof: Proof) -> Iterator[str]:
    need, cut = proof["need"], proof["cut"]
    assert set(proof) == {"runs", "planned", "as_of", "cause", "need", "path", "cut", "reach", "chain"}
    times = {"recorded_since", "recorded_in", "within"}
    assert set(need) == {"actor", "field", "phase", "level", "form", "code_systems", "received", *times}
    assert set(cut) == {"form", "recorded_since", "recorded_in", "code_systems", "fields", "parts"}
    qualifiers = [need["level"], need["form"], *need["code_systems"], f"since {need['recorded_since']}"]
    qualifiers += [f"in {'+'.join(need['recorded_in'])}"] if need["recorded_in"] else []
    qualifiers += [f"within {need['within']}h"] if need["within"] is not None else []
    qualifiers += ["received"] if need["received"] is True else []
    taken = " planned" if proof["planned"] is True else ""
    both = proof["runs"] == ["without-unknown", "with-unknown"]
    runs = "both runs" if both else " and ".join(proof["runs"])
    yield (
        f"{need['actor']} needs {need['field']} in {need['phase']} ({' '.join(qualifiers)}): {proof['cause']}"
        f" in {runs}{taken} on {proof['as_of']}"
    )
    if proof["path"] is not None:
        yield f"path: {way(proof['path'])}"
    recorded_in = f" recorded in {'+'.join(cut['recorded_in'])}" if cut["recorded_in"] else ""
    yield f"enough: {cut['form']} since {cut['recorded_since']} in {cut['code_systems']}{recorded_in}"
    parts = [(f"{part['field']} of {'+'.join(part['recorded_in'])}", part) for part in cut["parts"]]
    for field, side in (*cut["fields"].items(), *parts):
        hours = side.get("hours", {})
        keys = {"field", "recorded_in"} if field not in cut["fields"] else set()
        assert set(side) - keys == {"holders", "leaving", *(["hours"] if proof["cause"] == "too-slow" else [])}
        held = ", ".join(
            f"{actor} since {phase}" + (f" + {hours[actor]}h" if actor in hours else "")
            for actor, phase in side["holders"].items()
        )
        yield f"{field}: {held or 'nobody'}"
        for share in side["leaving"]:
            senders, to, phase, via, reason = share.values()
            assert list(share) == ["from", "to", "phase", "via", "reason"]
            yield f"{field} leaves {'+'.join(senders)} -{via}-> {to} in {phase}: {reason}"
    if proof["reach"] is not None:
        yield f"reach: {', '.join(proof['reach'])}"
    if proof["chain"] is not None:
        yield "chain: " + ", ".join(
            f"{hop['from']} -{hop['via']}-> {hop['to']} in {hop['phase']}" for hop in proof["chain"]
        )


def way(path: list[dict[str, Any]]) -> str:
    """The steps of a path."""
    return ", ".join(map(step, path))


def step(it: dict[str, Any]) -> str:
    value = " ".join(word for word in (it["form"], it["code_system"], "of", it["recorded"]) if word)
    value += f" + {it['hours']}h" if "hours" in it else ""
    if it["step"] == "shares":
        return f"{it['from']} -{it['via']}-> {it['to']} in {it['phase']} as {value}"
    parts = f" of [{'; '.join(map(way, it['parts']))}]" if "parts" in it else ""
    return f"{it['actor']} {it['step']} {it['field']} in {it['phase']} as {value}{parts}"


NOTHING = (
    MAP % ""
    + """\
  hospital:
    records: [{fields: [height, ldl], phase: stay}, {fields: ldl, phase: home}, {fields: weight, phase: later}]
    shares:
      - {fields: [height, ldl], phase: home, to: town, via: form}
      - {fields: ldl, phase: stay, to: [hub, lab], via: feed}
      - {fields: ldl, phase: visit, to: lab, via: letter}
  hub:
    shares:
      - {fields: ldl, phase: later, to: [gp, hospital], via: letter}
      - {fields: ldl, phase: later, to: clinic, via: feed}
  gp: {needs: [{fields: ldl, phase: visit}], shares: [{fields: ldl, phase: later, to: end, via: letter}]}
  end: {needs: [{fields: ldl, phase: visit, level: may}]}
  town: {needs: [{fields: [risk, ldl], phase: visit, level: should}, {fields: weight, phase: home}]}
  lab: {}
  near: {extends: lab}
  clinic: {}
  a: {extends: clinic}
  b: {extends: clinic, needs: [{fields: ldl, phase: later, received: true}], records: [{fields: ldl, phase: later}]}
clusters: {one: {members: [hub, near, a]}, other: {members: [b]}}
"""
)


def test_an_actor_that_has_nothing(project: Make) -> None:
    """The holders and since when, every share that leaves them and why it does not help, and how far shares lead."""
    assert proofs(project(NOTHING)) == lines_of(
        """
        gp needs ldl in visit (must free-text since None): arrives-late in both runs on None
        enough: free-text since None in None
        ldl: hospital since stay, hub since stay, near since stay
        ldl leaves hospital -form-> town in home: closed-channel
        ldl leaves hub -letter-> gp in later: too-late
        ldl leaves hub -feed-> clinic in later: too-late
        chain: hospital -feed-> hub in stay, hub -letter-> gp in later
        end needs ldl in visit (may free-text since None): arrives-late in both runs on None
        enough: free-text since None in None
        ldl: hospital since stay, hub since stay, near since stay
        ldl leaves hospital -form-> town in home: closed-channel
        ldl leaves hub -letter-> gp in later: too-late
        ldl leaves hub -feed-> clinic in later: too-late
        chain: hospital -feed-> hub in stay, hub -letter-> gp in later, gp -letter-> end in later
        town needs ldl in visit (should free-text since None): not-shared in both runs on None
        enough: free-text since None in None
        ldl: hospital since stay, hub since stay, near since stay
        ldl leaves hospital -form-> town in home: closed-channel
        ldl leaves hub -letter-> gp in later: too-late
        ldl leaves hub -feed-> clinic in later: too-late
        reach: hospital, hub, gp, end, near, a, b
        town needs risk in visit (should free-text since None): underivable in both runs on None
        enough: free-text since None in None
        risk: nobody
        bmi: nobody
        ldl: hospital since stay, hub since stay, near since stay
        ldl leaves hospital -form-> town in home: closed-channel
        ldl leaves hub -letter-> gp in later: too-late
        ldl leaves hub -feed-> clinic in later: too-late
        height: hospital since stay, town since home
        weight: nobody
        town needs weight in home (must free-text since None): recorded-late in both runs on None
        enough: free-text since None in None
        weight: nobody
        b needs ldl in later (must free-text since None received): not-shared in both runs on None
        enough: free-text since None in None
        ldl: hospital since stay, hub since stay, gp since later, end since later, near since stay, a since later
        ldl leaves hospital -form-> town in home: closed-channel
        ldl leaves hub -feed-> clinic in later: does-not-reach
        reach: hospital, hub, gp, end, near, a
        """
    )


POOR = (
    MAP % ", as_of: 2026-11-01"
    + """\
  hospital:
    records:
      - {fields: ldl, phase: stay, code_system: own}
      - {fields: ldl, phase: home, form: structured}
      - {fields: [height, weight], phase: home}
      - {fields: bmi, phase: stay, form: free-text}
    shares:
      - {fields: ldl, phase: home, to: gp, via: letter}
      - {fields: ldl, phase: visit, to: gp, via: feed, form: structured}
      - {fields: [ldl, bmi], phase: visit, to: town, via: feed}
      - {fields: ldl, phase: later, to: gp, via: feed}
  lab:
    records: [{fields: ldl, phase: stay, code_system: local}]
    shares: [{fields: ldl, phase: stay, to: town, via: letter}]
  gp:
    needs:
      - {fields: ldl, phase: visit, form: coded, recorded_since: home}
      - {fields: ldl, phase: later, recorded_since: later, form: coded, received: true}
    records: [{fields: ldl, phase: later}]
  town:
    needs:
      - {fields: ldl, phase: later, code_system: [npu], recorded_since: stay}
      - {fields: bmi, phase: later, form: coded}
"""
)


def test_an_actor_that_has_something_poorer(project: Make) -> None:
    """The path of the actor's best value, and the holders of one that would meet the need."""
    assert proofs(project(POOR)) == lines_of(
        """
        gp needs ldl in visit (must coded since home): form-lost in both runs on 2026-11-01
        path: hospital records ldl in home as structured of home, hospital -feed-> gp in visit as structured of home
        enough: coded since home in None
        ldl: nobody
        gp needs ldl in later (must coded since later received): stale in both runs on 2026-11-01
        path: hospital records ldl in stay as coded own of stay, hospital -feed-> gp in later as coded own of stay
        enough: free-text since later in None
        ldl: nobody
        town needs ldl in later (must coded npu since stay): code-system-mismatch in both runs on 2026-11-01
        path: hospital records ldl in stay as coded own of stay, hospital -feed-> town in visit as coded own of stay
        enough: coded since stay in ['npu']
        ldl: lab since stay
        ldl leaves lab -letter-> town in stay: form-lowered
        town needs bmi in later (must coded since None): form-too-low in both runs on 2026-11-01
        path: hospital works-out bmi in home as structured of home of [hospital records height in home as
            structured of home; hospital records weight in home as structured of home], hospital -feed-> town in
            visit as structured of home
        enough: coded since None in None
        bmi: nobody
        """
    )


UNCERTAIN = (
    MAP % ""
    + """\
  hospital:
    records: [{fields: [ldl, height], phase: stay}]
    shares:
      - {fields: ldl, phase: home, to: gp, via: feed, status: unknown}
      - {fields: ldl, phase: home, to: town, via: letter, status: planned}
  hub:
    records: [{fields: ldl, phase: later, status: unknown}]
    shares: [{fields: ldl, phase: home, to: gp, via: letter}]
  gp: {needs: [{fields: [ldl, height], phase: home}]}
  town: {needs: [{fields: ldl, phase: home, form: structured, status: unknown}]}
"""
)


def test_each_run_has_its_proof(project: Make) -> None:
    """A possible finding is proven in its run, a certain one in both; equal proofs are given once."""
    assert proofs(project(UNCERTAIN)) == lines_of(
        """
        gp needs height in home (must free-text since None): not-shared in both runs on None
        enough: free-text since None in None
        height: hospital since stay
        reach: hospital
        gp needs ldl in home (must free-text since None): not-shared in without-unknown on None
        enough: free-text since None in None
        ldl: hospital since stay
        reach: hospital
        town needs ldl in home (must structured since None): not-shared in with-unknown on None
        enough: free-text since None in None
        ldl: hospital since stay, gp since home
        reach: hospital, hub, gp
        """
    )
    assert proofs(project(UNCERTAIN, planned=True))[-5:] == lines_of(
        """
        town needs ldl in home (must structured since None): form-lost in with-unknown planned on None
        path: hospital records ldl in stay as structured of stay, hospital -letter-> town in home as free-text of stay
        enough: structured since None in None
        ldl: hospital since stay, gp since home
        ldl leaves hospital -letter-> town in home: form-lowered
        """
    )


def test_what_is_met_is_not_proven_unmet(project: Make) -> None:
    """A proof for a need that is met raises an error."""
    made = project(MAP % "" + "  gp: {records: [{fields: ldl, phase: stay}], needs: [{fields: ldl, phase: home}]}\n")
    need = next(each for each in made.data_map.statements["gp"] if each.entry.list_key == "needs")
    with pytest.raises(ValueError, match=r"^the need is met, so there is nothing to prove$"):
        certificate(made.needs, "gp", need, made.assumptions)


BEST = (
    MAP % ""
    + """\
  hospital:
    records:
      - {fields: ldl, phase: stay, code_system: own}
      - {fields: [ldl, height], phase: home}
      - {fields: height, phase: stay}
    shares: [{fields: [ldl, height], phase: visit, to: gp, via: feed}]
  gp:
    records: [{fields: ldl, phase: later, code_system: own}]
    needs:
      - {fields: ldl, phase: later, form: coded, recorded_since: home, received: true}
      - {fields: height, phase: later, form: coded}
"""
)


def test_the_path_is_that_of_the_best_that_counts(project: Make) -> None:
    """Not of a value that is too old or recorded by the actor itself; of two equal ones, the later."""
    assert [line for line in proofs(project(BEST)) if not line.startswith(("enough", "ldl:", "height:"))] == lines_of(
        """
        gp needs ldl in later (must coded since home received): form-lost in both runs on None
        path: hospital records ldl in home as structured of home, hospital -feed-> gp in visit as structured of home
        gp needs height in later (must coded since None): form-too-low in both runs on None
        path: hospital records height in home as structured of home,
            hospital -feed-> gp in visit as structured of home
        """
    )


def test_a_value_of_another_phase(project: Make) -> None:
    """Of a derived field one part must be recorded in the very phase and none before it, whichever it is."""
    spec = (
        MAP % ""
        + """\
  hospital: {records: [{fields: height, phase: stay}], shares: [{fields: height, phase: stay, to: town, via: feed}]}
  town:
    records: [{fields: weight, phase: home}]
    needs: [{fields: bmi, phase: visit, recorded_in: [home, visit]}, {fields: height, phase: home, recorded_in: home}]
"""
    )
    assert proofs(project(spec)) == lines_of(
        """
        town needs bmi in visit (must free-text since None in home+visit): recorded-elsewhere in both runs on None
        path: town works-out bmi in home as structured of stay of [hospital records height in stay as
            structured of stay, hospital -feed-> town in stay as structured of stay; town records weight in home
            as structured of home]
        enough: free-text since None in None recorded in home+visit
        bmi: nobody
        height of home: nobody
        weight of home+visit+later: town since home
        height of home+visit+later: nobody
        weight of home: town since home
        height of visit: nobody
        weight of visit+later: nobody
        height of visit+later: nobody
        weight of visit: nobody
        town needs height in home (must free-text since None in home): recorded-elsewhere in both runs on None
        path: hospital records height in stay as structured of stay, hospital -feed-> town in stay as
            structured of stay
        enough: free-text since None in None recorded in home
        height: nobody
        """
    )


def test_a_value_that_is_too_slow(project: Make) -> None:
    """Who has it when, in hours after the beginning of the phase, and the way by which it comes first."""
    spec = (
        MAP % ""
        + """\
  hospital:
    records: [{fields: height, phase: stay}, {fields: weight, phase: home, after: 2d}]
    shares:
      - {fields: height, phase: stay, to: town, via: feed, takes: 9w}
      - {fields: weight, phase: home, to: [hub, town], via: letter, after: 3d, takes: 4d}
      - {fields: weight, phase: home, to: hub, via: feed, takes: 12h}
  hub: {shares: [{fields: weight, phase: visit, to: town, via: feed, takes: 1d}]}
  town: {needs: [{fields: bmi, phase: home, within: 3d}]}
"""
    )
    assert proofs(project(spec)) == lines_of(
        """
        town needs bmi in home (must free-text since None within 72h): too-slow in both runs on None
        path: town works-out bmi in visit as structured of stay + 84h of [hospital records height in stay as
            structured of stay + 0h, hospital -feed-> town in stay as structured of stay + 1512h; hospital
            records weight in home as structured of home + 48h, hospital -feed-> hub in home as structured of
            home + 60h, hub -feed-> town in visit as structured of home + 84h]
        enough: free-text since None in None
        bmi: hospital since home + 48h, town since visit + 84h
        height: hospital since stay, town since stay
        weight: hospital since home + 48h, hub since home + 60h, town since visit + 84h
        """
    )
