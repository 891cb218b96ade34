"""What is offered to an author who wrote a label for an id, a date in another order, or a key twice."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import Ran

from dataflow.base.nearest import Unknown, id_of, nearest_ids
from dataflow.base.text import Label
from dataflow.cli.exits import run
from dataflow.exchange.tables.names import Names
from dataflow.language.dates import nearest_date
from dataflow.project import Project
from dataflow.views import Focus

MAP = """\
map: {id: t, title: T}
phases: {a: {label: {en: The fall, da: Faldet}}, b: {}}
fields: {bolig: {label: {da: Boligforhold, en: Housing}}, bt: {}}
channels: {letter: {}}
actors:
  gp: {needs: [{fields: bolig, phase: a}], label: Praksis}
  h: {shares: [{fields: bt, phase: a, to: gp, via: letter}]}
"""
RECORDED = f"{MAP}  z: {{records: [{{fields: bolig, phase: b}}]}}\n"


def hints(written: str, instead: str) -> list[str]:
    project = Project({"map.yaml": MAP.replace(written, instead, 1).encode()})
    return [each.hint.in_language("en") for each in project.problems if each.hint]


@pytest.mark.parametrize(
    ("written", "instead", "meant"),
    [
        ("fields: bolig", "fields: boligforhold", "bolig"),
        ("fields: bolig", "fields: HOUSING", "bolig"),
        ("fields: bolig", "fields: Boligforholdd", "bolig"),
        ("bolig, phase: a", "bolig, phase: Faldet", "a"),
        ("to: gp", "to: praksis", "gp"),
    ],
)
def test_a_label_for_an_id_is_answered_with_the_id(written: str, instead: str, meant: str) -> None:
    assert hints(written, instead) == [f'Did you mean "{meant}"?']


def test_a_label_that_no_other_has_is_taken_for_its_id() -> None:
    project = Project({"map.yaml": RECORDED.encode()})
    assert project.trace("boligforhold", "Praksis", "Faldet") == project.trace("bolig", "gp", "a")
    assert project.impacts("actor:praksis") == project.impacts("actor:gp")
    assert project.impacts("BOLIGFORHOLD") == project.impacts("bolig")
    assert project.picture("field:Housing").title == project.picture("field:bolig").title
    assert project.picture("actor:praksis", Focus(fields=("Housing",))) == project.picture(
        "actor:gp", Focus(fields=("bolig",))
    )
    assert id_of("field", "bt", {"bt": None, "x": Source("x", Label("x", (("", "BT"),)))}) == "bt"
    assert id_of("source", " a  TALK", {"x": Source("x", Label("x", (("da", "Snak"), ("en", "A talk"))))}) == "x"


def test_a_label_of_several_is_answered_with_their_ids() -> None:
    known = {each: Source(each, Label(each, (("", "Talk"),))) for each in "ab"}
    with pytest.raises(Unknown, match=r"Did you mean a \(Talk\) or b \(Talk\)\?"):
        id_of("source", "talk", known)
    assert nearest_ids("x y", {"a": ["X  Y"], "b": ["x y"], "x-y": []}) == ("a", "b")


@dataclass
class Source:
    """What has a title for its label."""

    id: str
    title: Label


def test_a_word_of_a_label_is_answered_with_the_id() -> None:
    assert nearest_ids("vægt", {"bmi": ["Vægt og BMI"], "over": ["Overvægt"]}) == ("bmi",)
    assert Names({"bmi": "Vægt og BMI", "over": "Overvægt"}).near("Vægt") == ("bmi",)


@pytest.mark.parametrize(
    ("command", "by_label", "by_id"),
    [
        ("holdings", ("--field", "housing", "--actor", "Praksis"), ("--field", "bolig", "--actor", "gp")),
        ("gaps", ("--phase", "the fall", "--actor", "praksis"), ("--phase", "a", "--actor", "gp")),
        ("language", ("--field", "Boligforhold"), ("--field", "bolig")),
    ],
)
def test_commands_take_labels(
    command: str,
    by_label: tuple[str, ...],
    by_id: tuple[str, ...],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "map.yaml").write_text(RECORDED)
    printed = []
    for given in (by_label, by_id):
        run(
            [command, str(tmp_path), *given, "--fail-on", "never"]
            if command == "gaps"
            else [command, str(tmp_path), *given]
        )
        printed.append(capsys.readouterr())
    assert printed[0] == printed[1]
    assert printed[0].out
    assert printed[0].err == ""


@pytest.mark.parametrize(
    ("written", "day", "date"),
    [
        ("12-03-2026", "2026-03-12", "2026-03-12"),
        ("1.3.2026", "2026-03-01", "2026-03-01"),
        ("1/3-2026", "2026-03-01", "2026-03-01"),
        ("1. 3. 2026", "2026-03-01", "2026-03-01"),
        ("31/2-2026", None, None),
        ("31/12/2026", "2026-12-31", "2026-12-31"),
        ("12/03/2026", None, None),
        ("31-02-2026", None, None),
        ("2026/3/1", "2026-03-01", "2026-03-01"),
        ("03-2026", None, "2026-03"),
        ("13-2026", None, None),
        ("soon", None, None),
    ],
)
def test_a_date_in_another_order_is_offered_in_the_right_one(written: str, day: str | None, date: str | None) -> None:
    assert (nearest_date(written, to_the_day=True), nearest_date(written, to_the_day=False)) == (day, date)


def test_the_message_has_the_date_of_the_author() -> None:
    assert hints("title: T", "title: T, as_of: 12-03-2026") == [
        'Did you mean "2026-03-12"? A date is written with the year first.'
    ]


@pytest.mark.parametrize(
    ("written", "again", "joined"),
    [
        ("to: gp", "to: gp, to: h", "to: [gp, h]"),
        ("to: gp", "to: [gp, h], to: [b, h]", "to: [gp, h, b]"),
        ("phase: a, to", "phase: a, phase: b, to", "phase: [a, b]"),
    ],
)
def test_the_values_of_a_key_that_stands_twice_are_joined(written: str, again: str, joined: str) -> None:
    assert hints(written, again) == [f"Name them together after one of the two: {joined}."]


@pytest.mark.parametrize("again", ["via: letter, via: letter", "meta: {to: a, to: b}, via: letter"])
def test_no_list_is_advised_where_none_may_stand(again: str) -> None:
    (hint, *_) = hints("via: letter", again.replace("{to: a, to: b}", "{from: a, to: b, to: b}"))
    assert hint.startswith("Keep one of them")


def test_a_workbook_for_a_map_is_called_one(tmp_path: Path, dataflow: Callable[..., Ran]) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    (tmp_path / "svar.xlsx").write_bytes(packed.getvalue())
    ran = dataflow("gaps", "svar.xlsx", "--lang", "da")
    assert (ran.code, "projektmappe" in ran.err + ran.out, "dataflow import" in ran.err + ran.out) == (2, True, True)


INDENTED = """\
map: {id: t, title: T}
phases: {a: {}}
fields: {bt: {}}
channels: {letter: {}}
actors:
  gp:
    records: [{fields: bt, phase: a}]
    hospital:
      label: Hospital
      shares: [{fields: bt, phase: a, to: gp, via: letter}]
    home:
      needs: [{fields: bt, phase: a}]
  clinic:
    shares: [{fields: bt, phase: a, to: home, via: letter}]
"""


def said(text: str) -> list[tuple[int, str]]:
    return [
        (each.place.line, each.message.in_language("en")) for each in Project({"map.yaml": text.encode()}).problems
    ]


def test_what_is_indented_too_far_is_all_that_is_said() -> None:
    """What refers to it is no mistake of its own."""
    assert said(INDENTED) == [
        (8, '"hospital" is indented too far: it belongs under actors:, and stands under gp:.'),
        (11, '"home" is indented too far: it belongs under actors:, and stands under gp:.'),
    ]
    within = INDENTED.replace("    h", "  h").replace("channels: {letter: {}}\nactors:", "  actors:")
    within = within.replace("fields: {bt: {}}\n", "fields:\n  bt: {}\n").replace("  gp:", "    gp:")
    found = said(within.split("    records")[0] + "      records: [{fields: bt, phase: a}]\n")
    assert found == [(5, '"actors" is indented too far: it is a section of its own, and stands under fields:.')]


def test_an_unknown_key_in_braces_is_not_called_indented() -> None:
    ((_, message),) = said(INDENTED.split("  gp:", maxsplit=1)[0] + "  gp: {label: x, hospital: {label: y}}\n")
    assert "indented" not in message


def test_a_text_without_its_colon_is_quoted_with_what_follows_its_comma() -> None:
    assert hints("a: {label: {en: The fall, da: Faldet}}", "a: {label The fall, and the rest, of it}") == [
        'Write label: "The fall, and the rest, of it"'
    ]
    assert hints("a: {label: {en: The fall, da: Faldet}}", "a: {label The fall, note: x}") == [
        "Write label: The fall"
    ]


def test_the_end_of_an_id_and_labels_are_answered_with_the_id() -> None:
    with pytest.raises(Unknown, match=r"There is no rule '301'\. Did you mean DF301\?"):
        raise Unknown("rule", "301", ("DF101", "DF301", "DF302"))
    known = {"ldl": Source("ldl", Label("ldl", (("", "Cholesterol"),))), "bp": Source("bp", Label("bp"))}
    with pytest.raises(Unknown, match=r"There are: bp, ldl \(Cholesterol\)\."):
        raise Unknown("field", "mood", known)


@pytest.mark.parametrize("key", ["members", "medlemmer"])
def test_members_of_an_actor_extend_it(key: str) -> None:
    (hint,) = hints("actors:", f"actors:\n  town: {{label: Town, {key}: [gp]}}\n  gps:")
    assert "write extends: town at each of the members" in hint and "clusters:" in hint


@pytest.mark.parametrize(("written", "meant"), [("60%", "0.6"), ("0,6", "0.6"), ("12,5 %", "0.125"), ("100 %", "1")])
def test_a_share_of_the_patients_is_written_with_a_point(written: str, meant: str) -> None:
    recorded = "records: [{fields: bt, phase: a, completeness: "
    project = Project({"map.yaml": MAP.replace("h: {", f'h: {{{recorded}"{written}"}}], ', 1).encode()})
    (problem,) = project.problems
    assert problem.corrections == (meant,)


def test_a_label_forges_no_line() -> None:
    known = {"ldl": Source("ldl", Label("ldl", (("", "Fat\n::error::forged\x1b[31m"),)))}
    for word in ("mood", "ldll"):
        with pytest.raises(Unknown) as said:
            raise Unknown("field", word, known)
        assert "ldl (Fat<U+000A>::error::forged<U+001B>[31m)" in str(said.value)


def test_a_unit_in_braces_gets_its_quotes() -> None:
    """Without them YAML reads what is counted as a key."""
    assert hints("bt: {}", "bt: {unit: {score}}") == ['Write unit: "{score}".']
