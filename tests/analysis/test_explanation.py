"""Why an actor has a field, or why not, derived by hand and written as short lines."""

from collections.abc import Callable, Iterator

from analysis.test_timeline import all_of, like, lines_of, one

from dataflow.analysis.closure.arrivals import Arrival
from dataflow.analysis.lineage.explanation import Explanation, WhyHeld, WhyNotHeld
from dataflow.project import Project

Make = Callable[..., Project]

MAP = """\
map: {id: study, title: Study}
phases: {stay: {}, home: {}, visit: {alongside: home}, later: {}}
code_systems: {npu: {}, local: {}}
fields: {ldl: {}, risk: {}, height: {}, weight: {}, bmi: {derived_from: [height, weight]}}
channels:
  letter: {}
  feed: {form: coded}
  form: {closed: true, slots: {height: structured}}
"""


def why(project: Project, field: str, to: str, at: str) -> list[str]:
    """The explanation for an actor, one line for each part."""
    explanation = project.trace(field, to, at)
    assert isinstance(explanation, Explanation)
    assert (explanation.field, explanation.to, explanation.at) == (field, to, at)
    return [line for answer in explanation.answers for line in answer_lines(answer)]


def answer_lines(answer: WhyHeld | WhyNotHeld) -> Iterator[str]:
    yield f"{one(answer.who)}, as {answer.like}: {'has it' if isinstance(answer, WhyHeld) else 'has it not'}"
    if isinstance(answer, WhyHeld):
        yield from ("by " + ", ".join(map(step, way)) for way in answer.ways)
        yield from (f"also {like(each)}" for each in answer.less)
        yield from (f"unmet: {cause}" for _, cause in answer.unmet)
        yield from ("of others, by " + ", ".join(map(step, way)) for way in answer.ways_of_others)
        yield from (
            f"from others: {line}" for line in (answer_lines(answer.from_others) if answer.from_others else ())
        )
        return
    yield from (f"{one(who)} has it since {phase}" for who, phase in answer.holders)
    yield from (f"{one(who)} records it in {phase}" for who, phase in answer.recorded_later)
    for each in answer.leaving:
        way = f"{all_of(each.senders)} -{each.channel}-> {all_of(each.receivers)} in {each.phase}"
        yield f"{way}: {each.reason}{', on a way there' if each.leads_there else ''}"
    yield from (f"beside: {one(each.sender)} -{each.channel}-> in {', '.join(each.phases)}" for each in answer.beside)
    yield from (f"lacks {part}" for part in answer.lacking)
    yield from (f"gets it in {answer.later}" for _ in filter(None, [answer.later]))
    for word, stated in (("unknown", answer.if_unknown), ("planned", answer.if_planned)):
        yield from (
            f"if {word}: {actor} {each.entry.list_key} {each.field} in {each.phase}"
            + (f" to {each.to}" if each.to else "")
            for actor, each in stated
        )


def step(arrival: Arrival) -> str:
    how = "records" if arrival.record else "works out" if arrival.parts else f"-{arrival.hop.statement.entry.via}->"  # type: ignore[union-attr]
    parts = "".join(f" ({' then '.join(map(step, part.way()))})" for part in arrival.parts)
    return f"{how} {arrival.actor} {arrival.phase} {like(arrival.element)}{parts}"


REACHED = (
    MAP
    + """\
actors:
  hospital:
    records:
      - {fields: ldl, phase: stay, code_system: npu}
      - {fields: ldl, phase: home, form: structured}
      - {fields: ldl, phase: stay, form: free-text}
    shares:
      - {fields: ldl, phase: [stay, visit], to: hub, via: feed}
      - {fields: [height, ldl], phase: home, to: gp, via: letter}
  hub: {kind: registry, shares: [{fields: ldl, phase: visit, to: town, via: feed}]}
  gp: {records: [{fields: ldl, phase: later, code_system: local}]}
  town:
    needs:
      - {fields: ldl, phase: home, form: coded}
      - {fields: ldl, phase: home, code_system: local}
      - {fields: ldl, phase: home, form: coded, recorded_since: visit, level: may}
      - {fields: ldl, phase: later, recorded_since: later}
  near: {extends: town}
  far: {extends: town, needs: [{fields: ldl, phase: home, recorded_since: home, level: should}]}
"""
)


def test_the_paths_of_the_best_values(project: Make) -> None:
    """Of two values one has the better form, one is newer; a value worse in both is listed apart."""
    assert why(project(REACHED), "ldl", "town", "home") == lines_of(
        """
        town[near+far/2], as near: has it
        by records hospital stay coded npu of stay, -feed-> hub stay coded npu of stay, -feed-> near visit
            coded npu of stay
        by records hospital home structured of home, -feed-> hub visit structured of home, -feed-> near
            visit structured of home
        also free-text of stay
        unmet: code-system-mismatch
        unmet: form-lost
        """
    )
    assert why(project(REACHED), "ldl", "gp", "visit") == lines_of(
        """
        gp, as gp: has it
        by records hospital home structured of home, -letter-> gp home free-text of home
        also free-text of stay
        """
    )


WORKED_OUT = (
    MAP
    + """\
actors:
  hospital:
    records: [{fields: height, phase: stay}, {fields: weight, phase: home, form: free-text}]
    shares: [{fields: height, phase: home, to: town, via: form}, {fields: bmi, phase: later, to: gp, via: feed}]
  town: {records: [{fields: weight, phase: later}]}
  gp: {needs: [{fields: bmi, phase: later, form: structured}]}
"""
)


def test_a_derived_field_has_the_paths_of_its_parts(project: Make) -> None:
    """An actor that lacks a part is shown which one, and when it arrives."""
    assert why(project(WORKED_OUT), "bmi", "gp", "later") == lines_of(
        """
        gp, as gp: has it
        by works out hospital home free-text of stay (records hospital stay structured of stay) (records
            hospital home free-text of home), -feed-> gp later free-text of stay
        unmet: form-too-low
        """
    )
    assert why(project(WORKED_OUT), "bmi", "town", "visit") == lines_of(
        """
        town, as town: has it not
        hospital has it since home
        hospital -feed-> gp in later: too-late
        beside: hospital -form-> in home
        lacks weight
        gets it in later
        """
    )


LACKED = (
    MAP
    + """\
actors:
  ward:
    records: [{fields: [ldl, risk], phase: stay}]
    shares:
      - {fields: ldl, phase: stay, to: town, via: form}
      - {fields: ldl, phase: home, to: hub, via: letter}
      - {fields: ldl, phase: home, to: lab, via: feed}
      - {fields: ldl, phase: later, to: [town, lab], via: feed}
      - {fields: [risk, height], phase: [stay, visit], to: town, via: letter}
      - {fields: risk, phase: later, to: town, via: letter}
      - {fields: ldl, phase: visit, to: town, via: feed, status: unknown}
      - {fields: ldl, phase: home, to: town, via: letter, status: planned}
      - {fields: ldl, phase: visit, to: far-lab, via: letter}
  east-ward: {extends: ward}
  west-ward: {extends: ward}
  hub: {shares: [{fields: ldl, phase: stay, to: town, via: letter}, {fields: ldl, phase: home, to: lab, via: form}]}
  lab: {}
  far-lab: {extends: lab}
  near-lab: {extends: lab}
  town: {}
  east: {extends: town}
  west: {extends: town, records: [{fields: ldl, phase: later}]}
  gp: {records: [{fields: ldl, phase: later}, {fields: ldl, phase: stay, status: retired}]}
clusters: {e: {members: [east-ward, east]}, w: {members: [west-ward, west, near-lab]}}
"""
)


def test_why_it_is_lacking(project: Make) -> None:
    """Holders, the shares that leave them and why they do not arrive, other shares, and what would bring it."""
    assert why(project(LACKED), "ldl", "east", "visit") == lines_of(
        """
        town[east/2], as east: has it not
        ward[east-ward+west-ward/2] has it since stay
        hub has it since home
        lab[far-lab+near-lab/2] has it since home
        town[west/2] records it in later
        gp records it in later
        ward[east-ward+west-ward/2] -form-> town[east/2] in stay: closed-channel, on a way there
        hub -letter-> town[east/2] in stay: not-held-yet, on a way there
        ward[east-ward+west-ward/2] -feed-> town[east/2] in later: too-late, on a way there
        beside: ward[east-ward/2] -letter-> in stay, visit
        gets it in later
        if unknown: east-ward shares ldl in visit to town
        if planned: east-ward shares ldl in home to town
        """
    )
    assert why(project(LACKED, planned=True), "ldl", "far-lab", "stay") == lines_of(
        """
        lab[far-lab/2], as far-lab: has it not
        ward[east-ward+west-ward/2] has it since stay
        town[west/2] records it in later
        gp records it in later
        ward[east-ward+west-ward/2] -letter-> hub in home: too-late, on a way there
        ward[east-ward+west-ward/2] -feed-> lab[far-lab/2] in home: too-late, on a way there
        ward[east-ward+west-ward/2] -letter-> lab[far-lab/2] in visit: too-late, on a way there
        ward[east-ward+west-ward/2] -feed-> lab[far-lab/2] in later: too-late, on a way there
        ward[east-ward+west-ward/2] -form-> town[east+west/2] in stay: closed-channel
        ward[east-ward+west-ward/2] -letter-> town[east+west/2] in home: too-late
        ward[east-ward+west-ward/2] -feed-> town[east+west/2] in later: too-late
        gets it in home
        """
    )


def test_members_that_differ_only_in_their_partners_are_one(project: Make) -> None:
    """West records it itself later, and so is distinguished; without that it is equal to east."""
    assert [line for line in why(project(LACKED), "ldl", "town", "stay") if line.startswith("town")] == lines_of(
        """
        town[east+west/2], as east: has it not
        town[west/2] records it in later
        """
    )
    same_members = LACKED.replace(", records: [{fields: ldl, phase: later}]}\n  gp", "}\n  gp")
    assert [
        line for line in why(project(same_members), "ldl", "town", "stay") if line.startswith("town")
    ] == lines_of(
        """
        town[east+west/2], as east: has it not
        """
    )


OWN = (
    MAP
    + """\
actors:
  hospital: {records: [{fields: ldl, phase: stay}], shares: [{fields: ldl, phase: later, to: gp, via: letter}]}
  gp:
    records: [{fields: ldl, phase: stay}, {fields: ldl, phase: later, form: free-text}]
    needs: [{fields: ldl, phase: home, received: true}, {fields: ldl, phase: later, received: true, form: structured}]
    shares: [{fields: ldl, phase: stay, to: hospital, via: letter}]
"""
)


def test_why_nothing_comes_from_others(project: Make) -> None:
    """The own records of an actor that needs what others send are excluded."""
    assert why(project(OWN), "ldl", "gp", "home") == lines_of(
        """
        gp, as gp: has it
        by records gp stay structured of stay
        unmet: arrives-late
        from others: gp, as gp: has it not
        from others: hospital has it since stay
        from others: hospital -letter-> gp in later: too-late, on a way there
        from others: gets it in later
        """
    )
    assert why(project(OWN), "ldl", "gp", "later") == lines_of(
        """
        gp, as gp: has it
        by records gp stay structured of stay
        by records gp later free-text of later
        also free-text of stay
        unmet: form-lost
        of others, by records hospital stay structured of stay, -letter-> gp later free-text of stay
        """
    )


def test_members_that_are_sent_different_values(project: Make) -> None:
    """Both record it themselves as well as they need it, so only what others send distinguishes them."""
    made = project(
        MAP
        + """\
actors:
  hospital: {records: [{fields: ldl, phase: stay}], shares: [{fields: ldl, phase: home, to: near, via: letter}]}
  gp: {records: [{fields: ldl, phase: stay}], shares: [{fields: ldl, phase: home, to: far, via: letter}]}
  town:
    records: [{fields: ldl, phase: stay}]
    needs: [{fields: ldl, phase: home, received: true, form: structured}, {fields: ldl, phase: home, form: coded}]
  near: {extends: town}
  far: {extends: town}
"""
    )
    assert why(made, "ldl", "town", "home")[:5] == lines_of(
        """
        town[near/2], as near: has it
        by records near stay structured of stay
        also free-text of stay
        unmet: form-lost
        unmet: form-too-low
        """
    )
    assert [line for line in why(made, "ldl", "town", "home") if line.startswith("of others")] == [
        "of others, by records hospital stay structured of stay, -letter-> near home free-text of stay",
        "of others, by records gp stay structured of stay, -letter-> far home free-text of stay",
    ]


TWO_CODES = (
    MAP
    + """\
actors:
  hospital:
    records:
      - {fields: ldl, phase: stay, code_system: npu}
      - {fields: ldl, phase: stay, code_system: local}
      - {fields: ldl, phase: visit, form: free-text}
    shares: [{fields: ldl, phase: home, to: near, via: feed}, {fields: ldl, phase: home, to: far, via: letter}]
  town: {}
  near: {extends: town}
  far: {extends: town}
"""
)


def test_values_of_two_code_systems_are_two(project: Make) -> None:
    """Each has its path; members that get it by different channels are not merged."""
    assert why(project(TWO_CODES), "ldl", "town", "later") == lines_of(
        """
        town[near/2], as near: has it
        by records hospital stay coded npu of stay, -feed-> near home coded npu of stay
        by records hospital stay coded local of stay, -feed-> near home coded local of stay
        by records hospital visit free-text of visit, -feed-> near home free-text of visit
        town[far/2], as far: has it
        by records hospital visit free-text of visit, -letter-> far home free-text of visit
        also free-text of stay
        """
    )


def test_a_worse_value_of_the_same_phase_is_listed_apart(project: Make) -> None:
    """It differs by its form alone."""
    records = "[{fields: ldl, phase: stay}, {fields: ldl, phase: stay, form: free-text}]"
    made = project(MAP + f"actors: {{gp: {{records: {records}}}}}\n")
    assert why(made, "ldl", "gp", "stay")[1:] == ["by records gp stay structured of stay", "also free-text of stay"]


def test_when_it_arrives_later(project: Make) -> None:
    """In the first phase by position, whatever the ids of phases; or never."""
    made = project(
        """
        map: {id: study, title: Study}
        phases: {c: {}, b: {}, a: {}}
        fields: {ldl: {}}
        channels: {letter: {}}
        actors:
          hospital: {records: [{fields: ldl, phase: c}], shares: [{fields: ldl, phase: [a, b], to: gp, via: letter}]}
          gp: {}
          nurse: {}
        """
    )
    assert why(made, "ldl", "gp", "c")[-1] == "gets it in b"
    assert why(made, "ldl", "nurse", "a") == [
        "nurse, as nurse: has it not",
        "hospital has it since c",
        "gp has it since b",
    ]


def test_what_others_would_send(project: Make) -> None:
    """Unknown and planned shares count for an actor that needs what others send, though it records the field."""
    more = OWN.replace(
        "letter}]}\n  gp",
        "letter}, {fields: ldl, phase: stay, to: gp, via: feed, status: unknown},"
        " {fields: ldl, phase: home, to: gp, via: feed, status: planned}]}\n  gp",
    )
    assert why(project(more), "ldl", "gp", "home")[-2:] == [
        "from others: if unknown: hospital shares ldl in stay to gp",
        "from others: if planned: hospital shares ldl in home to gp",
    ]


def test_members_distinguished_by_what_others_send(project: Make) -> None:
    """Both record it themselves and need it from others; one of them is sent it later."""
    made = project(
        MAP
        + """\
actors:
  hospital: {records: [{fields: ldl, phase: stay}], shares: [{fields: ldl, phase: later, to: near, via: letter}]}
  town: {records: [{fields: ldl, phase: stay}], needs: [{fields: ldl, phase: home, received: true}]}
  near: {extends: town}
  far: {extends: town}
"""
    )
    assert [line for line in why(made, "ldl", "town", "home") if line.startswith("town")] == [
        "town[near/2], as near: has it",
        "town[far/2], as far: has it",
    ]
