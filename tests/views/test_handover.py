"""The handovers: which needs of the new responsible actor are met when it takes over."""

from collections.abc import Callable

import pytest

from dataflow.base.grid import Grid
from dataflow.views import Focus

MAP = """
dataflow: 1
map: {id: m, title: {en: Map, da: Kort}}
phases:
  visit: {responsible: gp}
  stay: {responsible: hospital, label: {en: Stay, da: Indlæggelse}}
  home: {responsible: city}
fields: {ldl: {}, bp: {}, weight: {}, smoking: {}, score: {}}
channels: {letter: {}, portal: {form: coded}}
actors:
  gp:
    label: {en: General practice, da: Almen praksis}
    records: [{fields: [ldl, bp, smoking], phase: visit}]
    shares:
      - {fields: ldl, phase: visit, to: hospital, via: portal}
      - {fields: bp, phase: visit, to: [hospital, city], via: letter}
      - {fields: smoking, phase: visit, to: hospital, via: letter, status: unknown}
  hospital:
    label: {en: Hospital, da: Sygehus}
    records: [{fields: weight, phase: stay}, {fields: score, phase: stay}]
    needs:
      - {fields: [ldl, weight, smoking], phase: stay}
      - {fields: bp, phase: stay, form: structured}
      - {fields: score, phase: stay, recorded_since: stay}
  city:
    needs: [{fields: bp, phase: home}]
"""

Table = Callable[..., Grid]
Shown = Callable[[Grid], dict[str, str]]


def test_each_need_is_answered_as_of_the_beginning_of_the_phase(table: Table, shown: Shown) -> None:
    """What is recorded in the phase comes later; what can only be recorded in the phase is left out."""
    grid = table(MAP, "handover")
    assert shown(grid) == {
        "ldl stay": "met",
        "bp stay": "degraded",
        "weight stay": "later",
        "smoking stay": "open",
        "bp home": "met",
    }
    notes = {cell.mark: cell.note and cell.note.in_language("da") for cell in grid.cells}
    assert notes["cell-weight.stay"] is None
    assert notes["cell-bp.stay"] == "form går tabt"
    assert notes["cell-ldl.stay"] is None


def test_each_handover_has_its_name_and_its_numbers(table: Table) -> None:
    grid = table(MAP, "handover")
    first, second = grid.columns
    assert first.label.in_language("da") == "Behov hos Sygehus: Indlæggelse (overtaget fra Almen praksis)"
    assert [(each.role, each.count) for each in first.summary] == [
        ("degraded", 1),
        ("open", 1),
        ("later", 1),
        ("met", 1),
    ]
    assert [(each.role, each.count) for each in second.summary] == [("met", 1)]
    assert first.about == ("actor:gp", "actor:hospital", "phase:stay")
    assert [line.in_language("en") for line in grid.description[:4]] == [
        "Of 5 needs at 2 handovers 2–3 are met at that moment, 1 later in the phase.",
        "Each column: what an actor needs when it takes over, whoever is to send it.",
        "Needs of Hospital: Stay (taken over from General practice): 1 partly met, 1 perhaps met, 1 later"
        " in the phase and 1 met.",
        "Needs of city: home (taken over from Hospital): 1 met.",
    ]


def test_of_many_rows_those_that_are_met_are_only_counted(table: Table) -> None:
    names = [f"f{index}" for index in range(40)]
    fields = ", ".join(names)
    text = (
        "dataflow: 1\nmap: {id: m, title: M}\nphases: {a: {responsible: x}, b: {responsible: y}}\n"
        f"fields: {{{': {}, '.join(names)}: {{}}}}\nchannels: {{c: {{}}}}\nactors:\n"
        f"  x: {{records: [{{fields: [{fields}], phase: a}}],"
        " shares: [{fields: [f1, f2], phase: a, to: y, via: c}]}\n"
        f"  y: {{needs: [{{fields: [{fields}], phase: b}}]}}\n"
    )
    grid = table(text, "handover")
    assert len(grid.rows) == 38
    assert grid.notices[0].in_language("en").startswith("2 fields that are there")
    assert [(each.role, each.count) for each in grid.columns[0].summary] == [("unmet", 38), ("met", 2)]


@pytest.mark.parametrize(
    ("focus", "columns", "rows"),
    [
        (Focus(phases=("home",)), "home", "bp"),
        (Focus(actors=("gp",)), "stay", "ldl bp weight smoking"),
        (Focus(actors=("city",)), "home", "bp"),
        (Focus(fields=("ldl",)), "stay", "ldl"),
    ],
)
def test_the_focus_leaves_the_rest_out(table: Table, focus: Focus, columns: str, rows: str) -> None:
    grid = table(MAP, "handover", focus)
    assert " ".join(column.id for column in grid.columns) == columns
    assert " ".join(row.id for row in grid.rows) == rows


def test_without_a_handover_or_a_need_a_notice_says_so(table: Table) -> None:
    """One actor, nobody responsible, nothing at all."""
    for text in (
        "dataflow: 1\nmap: {id: m, title: M}\n",
        MAP.replace("responsible: hospital, ", "").replace("{responsible: city}", "{}"),
    ):
        grid = table(text, "handover")
        assert not grid.cells
        assert [notice.in_language("en").split(":")[0] for notice in grid.notices] == ["No handover"]
    nothing = table(MAP, "handover", Focus(fields=("score",)))
    assert [notice.in_language("da").split(":")[0] for notice in nothing.notices] == ["Intet at vise"]


def test_a_field_that_is_perhaps_shared_later_is_not_called_unshared(table: Table) -> None:
    """Whether it is shared in the parallel phase is unknown; it is certain that it is not there by then."""
    text = """
dataflow: 1
map: {id: m, title: M}
phases: {stay: {responsible: hospital}, training: {responsible: hospital}, home: {responsible: city}}
fields: {signs: {}, risk: {}, late: {}}
channels: {letter: {}}
actors:
  hospital:
    records: [{fields: [signs, risk], phase: stay}, {fields: late, phase: home}]
    shares:
      - {fields: signs, phase: home, to: city, via: letter, status: unknown}
      - {fields: late, phase: home, to: city, via: letter}
  city: {needs: [{fields: [signs, risk, late], phase: home}]}
"""
    cells = {cell.row: cell for cell in table(text, "handover").cells}
    roles = {row: cell.roles for row, cell in cells.items()}
    assert roles == {"signs": ("unmet",), "risk": ("unmet",), "late": ("later",)}
    notes = {row: cell.note and cell.note.in_language("en") for row, cell in cells.items()}
    assert notes == {"signs": "perhaps later in the phase", "risk": "not shared", "late": None}
    assert cells["signs"].what.in_language("da") == "behov ikke opfyldt (måske senere i fasen)"
    assert cells["late"].what.in_language("da") == "kommer senere i fasen"


def test_a_channel_narrows_nothing_here_and_it_says_so(table: Table) -> None:
    """A need may be met by another channel, or by none."""
    part, whole = (table(MAP, "handover", focus) for focus in (Focus(channels=("letter",)), Focus()))
    said = [words.in_language("da") for words in part.subtitle]
    assert said == ["Behov tæller uanset kanal", *(words.in_language("da") for words in whole.subtitle)]
    assert part.cells == whole.cells
