"""``dataflow trace``: the life of a field, and why an actor has it or not."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Ran

IHD = ROOT / "specs" / "ihd"

MAP = """\
map: {id: study, title: Study, languages: [en]}
phases: {stay: {label: Stay}, home: {label: Home}, later: {label: Later}}
code_systems: {npu: {label: NPU}}
fields:
  ldl: {label: {en: LDL cholesterol, da: LDL-kolesterol}, unit: mmol/L}
  height: {label: Height}
  weight: {label: Weight}
  bmi: {label: BMI, derived_from: [height, weight]}
channels:
  letter: {label: Letter, mode: push}
  notice: {label: Notice, form: structured, slots: {height: structured}, closed: true}
  portal: {label: Portal, form: coded, mode: pull}
actors:
  hospital:
    label: Hospital
    records:
      - {fields: ldl, phase: stay, code_system: npu}
      - {fields: [height, weight], phase: stay}
    shares:
      - {fields: ldl, phase: stay, to: gp, via: letter}
      - {fields: ldl, phase: [stay, home], to: registry, via: portal}
      - {fields: ldl, phase: home, to: town, via: notice}
      - {fields: ldl, phase: later, to: town, via: letter}
      - {fields: height, phase: home, to: town, via: notice}
      - {fields: ldl, phase: home, to: town, via: portal, status: planned}
  gp: {label: GP, needs: [{fields: ldl, phase: home, form: coded}]}
  registry: {label: Registry}
  town: {label: Town, needs: [{fields: ldl, phase: home}]}
  north: {extends: town, label: Northtown}
  south: {extends: town, label: Southtown}
"""


@pytest.fixture
def trace(dataflow: Callable[..., Ran], tmp_path: Path) -> Callable[..., str]:
    """What ``dataflow trace`` says of the map above."""
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")

    def tell(*arguments: str) -> str:
        ran = dataflow("trace", *arguments)
        assert ran.code == 0, ran.err
        return ran.out

    return tell


LIFE = """\
LDL cholesterol [ldl, mmol/L]
=============================

Stay
  Hospital records it coded in NPU.
  Hospital sends it to GP by “Letter”, as free text, so its code is lost.
  Registry can fetch it from Hospital through “Portal”, still coded in NPU.

Home
  Hospital would share it with Town (both) by “Notice”, but that has no place for it.
  It travels on as before: from Hospital to Registry.
  GP needs it as coded data. NOT MET: it gets there only as free text, though it is recorded better.
  Town (both) needs it. NOT MET: it does not get there in time.

Later
  Hospital sends it to Town (both) by “Letter”, as free text, so its code is lost.

Not settled
  It is planned that Hospital shares it with Town (both) by “Portal” in “Home”.

In the end
  Hospital has it coded in NPU, since “Stay”.
  GP has it as free text, since “Stay”.
  Registry has it coded in NPU, since “Stay”.
  Town (both) has it as free text, since “Later”.
  Of 2 needs for it, 0 are met; a role's need in a phase counts as one.
"""


def test_the_life_of_a_field(trace: Callable[..., str]) -> None:
    """Phase by phase, with what is lost on each hop and which needs are not met."""
    assert trace("ldl") == LIFE
    assert trace("map.yaml", "ldl") == LIFE


def test_in_danish(trace: Callable[..., str]) -> None:
    """Said as a Dane would say it."""
    assert "Hospital sender det til GP via »Letter«, som fritekst, så koden går tabt." in trace("ldl", "--lang", "da")


def test_why_an_actor_has_it(trace: Callable[..., str]) -> None:
    """The path, hop by hop, and why its need is not met all the same."""
    assert trace("ldl", "--to", "gp", "--at", "home").partition("\n\n")[2] == (
        "GP has it in “Home”.\n\n"
        "  1. Hospital records it coded in NPU in “Stay”.\n"
        "  2. Hospital shares it with GP in “Stay” by “Letter”; it arrives as free text, no longer coded in NPU.\n"
        "Yet its need there is not met: it gets there only as free text, though it is recorded better.\n"
    )


def test_why_an_actor_has_it_not(trace: Callable[..., str]) -> None:
    """Who has it, what stands in the way of each share, what goes beside it, and what is planned."""
    assert trace("ldl", "--to", "town", "--at", "home").partition("\n\n")[2] == (
        "Town (both) does not have it in “Home”.\n"
        "Take Northtown; with the others it is the same.\n\n"
        "Who has it by then:\n"
        "  Hospital, since “Stay”\n"
        "  GP, since “Stay”\n"
        "  Registry, since “Stay”\n"
        "What could bring it there, and why it does not:\n"
        "  Hospital shares it with Northtown in “Home” by “Notice”, but the channel has no place for it.\n"
        "  Hospital shares it with Northtown in “Later” by “Letter”, but that is too late.\n"
        "Hospital does share other things with Northtown by then, but not this: by “Notice” in “Home”.\n"
        "It will be there once this is in force, which is planned:"
        " Hospital shares LDL cholesterol with Town by “Portal” in “Home”.\n"
        "It gets there later, in “Later”.\n"
    )


def test_a_field_that_is_worked_out(trace: Callable[..., str]) -> None:
    """Those who have all parts have it, and the answer to an actor that lacks some names them."""
    assert "Hospital has Height and Weight from here on, and can work it out." in trace("bmi")
    assert "Hospital works it out from Height and Weight" in trace("bmi", "--to", "hospital", "--at", "stay")
    assert "these are lacking: Weight" in trace("bmi", "--to", "south", "--at", "home")


def test_why_nothing_comes_from_others(dataflow: Callable[..., Ran], tmp_path: Path) -> None:
    """An actor that records a field itself, and needs what others send, gets the reason why nobody does."""
    text = MAP.replace("gp: {label: GP,", "gp: {label: GP, records: [{fields: bmi, phase: stay}],")
    text = text.replace(
        "needs: [{fields: ldl, phase: home, form: coded}]", "needs: [{fields: bmi, phase: home, received: true}]"
    )
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
    said = dataflow("trace", "bmi", "--to", "gp", "--at", "home").out
    assert "1. GP records it as structured data in “Stay”." in said
    assert "It needs what others send, and by then GP gets it from nobody." in said
    assert "  Hospital, since “Stay”\nThey share it with nobody else." in said


def test_why_what_others_send_is_not_enough(dataflow: Callable[..., Ran], tmp_path: Path) -> None:
    """The reason is about what others send, not about the actor's own record, which would do."""
    text = MAP.replace("gp: {label: GP,", "gp: {label: GP, records: [{fields: ldl, phase: home}],")
    asked = "{fields: ldl, phase: home, form: structured, received: true}"
    text = text.replace(
        "{fields: ldl, phase: home, form: coded}", f"{asked}, {{fields: ldl, phase: home, form: coded}}"
    )
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
    said = dataflow("trace", "ldl", "--to", "gp", "--at", "home").out
    assert said.endswith(
        "Yet its need there is not met: it gets there only as structured data, though it is recorded better.\n"
        "\n"
        "Its need there is for what others send, and of that it has:\n"
        "  1. Hospital records it coded in NPU in “Stay”.\n"
        "  2. Hospital shares it with GP in “Stay” by “Letter”; it arrives as free text, no longer coded in NPU.\n"
        "That does not meet the need: it gets there only as free text, though it is recorded better.\n"
    )
    answer = json.loads(dataflow("trace", "ldl", "--to", "gp", "--at", "home", "--format", "json").out)["answers"][0]
    assert [step["step"] for step in answer["paths_of_others"][0]] == ["records", "shares"]


def test_as_json(trace: Callable[..., str]) -> None:
    """The same in ids."""
    timeline = json.loads(trace("ldl", "--format", "json"))
    assert [share["barrier"] for share in timeline["phases"][1]["shares"]] == [None, "closed-channel"]
    why = json.loads(trace("ldl", "--to", "town", "--at", "home", "--format", "json"))
    assert [share["reason"] for share in why["answers"][0]["leaving"]] == ["closed-channel", "too-late"]
    how = json.loads(trace("ldl", "--to", "gp", "--at", "home", "--format", "json"))
    assert [step["step"] for step in how["answers"][0]["paths"][0]] == ["records", "shares"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ldll",), "There is no field 'ldll'. Did you mean ldl (LDL cholesterol)?"),
        (("ldl", "--to", "gp"), "--to ACTOR and --at PHASE belong together"),
        (("ldl", "--to", "gpp", "--at", "home"), "There is no actor 'gpp'"),
        (("ldl", "--to", "gp", "--at", "homes"), "There is no phase 'homes'"),
        (("a", "b", "c"), "trace takes a field, or a map and a field."),
    ],
)
def test_what_it_cannot_do(
    dataflow: Callable[..., Ran], tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    """Said in one line, with the nearest name."""
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    ran = dataflow("trace", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize("language", ["en", "da"])
def test_the_fields_of_the_real_map_can_be_traced(language: str) -> None:
    """Lives of fields, and why each actor has them in the end, in both formats and without a blank left open."""
    import dataflow
    from dataflow.reports import ReportOptions, reports

    project = dataflow.open(str(IHD))
    data_map = project.data_map
    for field in ["lvef", "ldl", "hads_depression", "medication_list", *list(data_map.fields)[::12]]:
        traces = [project.trace(field)]
        traces += [project.trace(field, actor, list(data_map.phases)[-1]) for actor in data_map.presented]
        for each in traces:
            for format_ in ("text", "json"):
                said = reports("trace")[format_].write(each, ReportOptions(language))
                assert said.endswith("\n")
                assert format_ == "json" or not [mark for mark in ("{", "}", "None", "  .", "..") if mark in said]


def test_needs_are_counted_by_role_as_in_the_picture(trace: Callable[..., str], tmp_path: Path) -> None:
    """A role is one, however many members it has; what is met for some only is met, and said to be."""
    whole = MAP.replace("{fields: ldl, phase: home, form: coded}", "{fields: ldl, phase: home}")
    (tmp_path / "map.yaml").write_text(whole, encoding="utf-8")
    assert "Of 2 needs for it, 1 is met; " in trace("ldl")
    partly = whole.replace("to: gp, via: letter}", "to: gp, via: letter, completeness: 0.925}")
    (tmp_path / "map.yaml").write_text(partly, encoding="utf-8")
    timeline = trace("ldl")
    assert "  GP needs it, and has it, but only for some: 92.5%.\n" in timeline
    assert "Of 2 needs for it, 1 is met (for some only); " in timeline
    assert "men kun for nogle: 92,5\N{NO-BREAK SPACE}%." in trace("ldl", "--lang", "da")
    (tmp_path / "map.yaml").write_text(
        partly.replace("needs: [{fields: ldl, phase: home}]}\n  north", "needs: []}\n  north"), encoding="utf-8"
    )
    assert "  The one need for it is met for some only.\n" in trace("ldl")


def test_a_role_with_different_answers_is_one_need_and_a_holder_has_its_value_since_it_is_so_good(
    trace: Callable[..., str], tmp_path: Path
) -> None:
    """Where one of two members lacks it, the role's need is not met, as in the figures."""
    (tmp_path / "map.yaml").write_text(
        "map: {id: m, title: M}\nphases: {a: {label: First}, b: {label: Second}}\nfields: {f: {}}\n"
        "channels: {note: {form: free-text}, form: {form: structured}}\nactors:\n"
        "  hospital:\n    records: [{fields: f, phase: a}]\n    shares:\n"
        "      - {fields: f, phase: a, to: [north, south], via: note}\n"
        "      - {fields: f, phase: b, to: north, via: form}\n"
        "  town: {needs: [{fields: f, phase: b, form: structured}]}\n"
        "  north: {extends: town}\n  south: {extends: town}\n",
        encoding="utf-8",
    )
    timeline = trace("f")
    assert "  north has it as structured data, since “Second”.\n" in timeline
    assert "  south has it as free text, since “First”.\n" in timeline
    assert "  The one need for it is not met.\n" in timeline


def test_needs_that_are_perhaps_met_are_counted_too(trace: Callable[..., str], tmp_path: Path) -> None:
    """What hangs on statements that nobody has found out yet is neither met nor simply not met."""
    unknown = MAP.replace(
        "to: town, via: notice}\n      - {fields: ldl, phase: later",
        "to: town, via: letter, status: unknown}\n      - {fields: ldl, phase: later",
        1,
    )
    (tmp_path / "map.yaml").write_text(unknown, encoding="utf-8")
    assert "PERHAPS NOT MET" in trace("ldl")
    assert "  Of 2 needs for it, 0 are met and 1 perhaps; a role's need in a phase counts as one.\n" in trace("ldl")
    assert "er 0 opfyldt og 1 måske; " in trace("ldl", "--lang", "da")
    (tmp_path / "map.yaml").write_text(
        unknown.replace("GP, needs: [{fields: ldl, phase: home, form: coded}]", "GP"), encoding="utf-8"
    )
    assert "  The one need for it is perhaps met.\n" in trace("ldl")


def test_an_id_keeps_its_small_letter_at_the_beginning_of_a_sentence(
    dataflow: Callable[..., Ran], tmp_path: Path
) -> None:
    """A label has its capital there; an id is written as it is."""
    (tmp_path / "m.yaml").write_text(
        "map: {id: m, title: M}\nphases: {a: {}, b: {}}\nfields: {f: {}, g: {}, h: {derived_from: [f, g]}}\n"
        "channels: {c: {}}\nactors:\n"
        "  hospital: {records: [{fields: [f, g], phase: a}],"
        " shares: [{fields: f, phase: a, to: [gp, home], via: c}]}\n"
        "  gp: {label: general practice, needs: [{fields: f, phase: b}]}\n"
        "  home: {needs: [{fields: f, phase: b, form: coded}]}\n",
        "utf-8",
    )
    told = dataflow("trace", "m.yaml", "f", LANG="en").out
    assert "  hospital records it" in told
    assert "  General practice needs it" in told
    assert "  home needs it" in told
    assert (
        dataflow("trace", "m.yaml", "f", "--to", "home", "--at", "b", LANG="en")
        .out.splitlines()[3]
        .startswith("home")
    )
    assert not {"Hospital", "Home"} & set(told.split())


@pytest.mark.parametrize(
    ("language", "omits", "said"),
    [
        ("en", "", "Ward (both) shares LDL with GP by “Letter” in “Stay”."),
        ("da", "", "Ward (begge) deler LDL med GP via »Letter« i »Stay«."),
        ("en", ", omits: [{shares: ldl}]", "East shares LDL with GP by “Letter” in “Stay”."),
    ],
)
def test_what_would_bring_it_names_all_members_that_perhaps_send_it(
    dataflow: Callable[..., Ran], tmp_path: Path, language: str, omits: str, said: str
) -> None:
    (tmp_path / "map.yaml").write_text(
        "map: {id: m, title: Map}\n"
        "phases: {stay: {label: Stay}, home: {label: Home}}\n"
        "fields: {ldl: {label: LDL}}\n"
        "channels: {letter: {label: Letter}}\n"
        "actors:\n"
        "  ward:\n"
        "    label: Ward\n"
        "    records: [{fields: ldl, phase: stay}]\n"
        "    shares: [{fields: ldl, phase: stay, to: gp, via: letter, status: unknown}]\n"
        "  east: {label: East, extends: ward}\n"
        f"  west: {{label: West, extends: ward{omits}}}\n"
        "  gp: {label: GP, needs: [{fields: ldl, phase: home}]}\n",
        "utf-8",
    )
    assert dataflow("trace", "ldl", "--to", "gp", "--at", "home", "--lang", language).out.endswith(f": {said}\n")


def test_who_has_it_in_several_codes_in_the_end(dataflow: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(
        "map: {id: m, title: Map}\n"
        "phases: {stay: {label: Stay}, home: {label: Home}}\n"
        "fields: {diagnosis: {label: Diagnosis}}\n"
        "code_systems: {icd: {label: ICD}, icpc: {label: ICPC}}\n"
        "channels: {letter: {label: Letter, form: coded}}\n"
        "actors:\n"
        "  ward:\n"
        "    label: Ward\n"
        "    records: [{fields: diagnosis, phase: home, code_system: icd}]\n"
        "    shares: [{fields: diagnosis, phase: home, to: gp, via: letter}]\n"
        "  gp: {label: GP, records: [{fields: diagnosis, phase: stay, code_system: icpc}]}\n",
        "utf-8",
    )
    said = dataflow("trace", "diagnosis", "--lang", "en").out
    assert "  GP has it coded in ICD, since “Home”, and coded in ICPC, since “Stay”.\n" in said
    assert "  Ward has it coded in ICD, since “Home”.\n" in said
