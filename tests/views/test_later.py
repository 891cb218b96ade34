"""Needs that are met only after the handover: a mark of their own, and the same counts in every view and figure."""

from collections.abc import Callable

from views.lanes_as_text import as_text

from dataflow.base.grid import Grid
from dataflow.project import Project

MAP = """
map: {id: m, title: {en: Map, da: Kort}, languages: [en, da]}
phases: {stay: {responsible: hospital}, training: {responsible: city}}
fields: {sent: {}, late: {}, perhaps: {}, own: {}, fresh: {}, nowhere: {}, never: {}}
channels: {letter: {}}
actors:
  hospital:
    records: [{fields: [sent, late, perhaps], phase: stay}]
    shares:
      - {fields: sent, phase: stay, to: city, via: letter}
      - {fields: late, phase: training, to: city, via: letter}
      - {fields: perhaps, phase: training, to: city, via: letter, status: unknown}
  city:
    records: [{fields: [own, fresh], phase: training}]
    needs:
      - {fields: [sent, late, perhaps, own, nowhere, never], phase: training}
      - {fields: fresh, phase: training, recorded_since: training}
"""
"""Of six needs at the handover one is met then and two in the phase; the seventh can be met in the phase alone."""

Table = Callable[..., Grid]
Shown = Callable[[Grid], dict[str, str]]


def test_they_have_the_same_mark_in_handover_and_matrix(table: Table, shown: Shown) -> None:
    at_handover, everywhere = shown(table(MAP, "handover")), shown(table(MAP, "matrix"))
    assert at_handover == {
        "sent training": "met",
        "late training": "later",
        "perhaps training": "unmet",
        "own training": "later",
        "nowhere training": "unmet",
        "never training": "unmet",
    }
    assert everywhere["sent city"] == "receives met"
    assert everywhere["late city"] == "receives later"
    assert everywhere["own city"] == "records later"
    assert everywhere["fresh city"] == "records met"
    assert everywhere["perhaps city"] == "open"
    for view in ("handover", "matrix"):
        (key,) = [key.label for key in table(MAP, view).legend if key.value == "later"]
        assert key.in_language("en") == "comes later in the phase: not there yet at the handover"
        assert key.in_language("da") == "kommer senere i fasen: er der ikke endnu ved overgangen"


def test_every_view_and_figure_counts_the_same(table: Table) -> None:
    """One at the handover and two later are three in the phase, and the one that only the phase can meet."""
    handover, matrix = (table(MAP, view).description[0].in_language("en") for view in ("handover", "matrix"))
    assert handover == "Of 6 needs at 1 handover 1 is met at that moment, 2 later in the phase."
    assert "4 of 7 needs are met (2 later in the phase than the handover)" in matrix
    project = Project({"map.yaml": MAP.encode()})
    assert "1 af 6 behov opfyldt, 2 senere i fasen" in as_text(project.picture("pathway"))
    (row,) = project.figures().of("handover").values()
    counts = {measure: (figure.known.part, figure.known.whole) for measure, figure in row.items()}
    assert counts["at-handover"] == (1, 6)
    assert counts["in-phase"] == (4, 7)


def test_a_need_of_a_role_is_met_when_it_is_for_all_members(table: Table, shown: Shown) -> None:
    """One member has it at the handover, the other later: later for the role."""
    early = (
        "fields: sent, phase: stay, to: city, via: letter}\n"
        "      - {fields: late, phase: stay, to: north, via: letter}"
    )
    text = MAP.replace("fields: sent, phase: stay, to: city, via: letter}", early)
    text = text.replace("fields: late, phase: training, to: city", "fields: late, phase: training, to: south")
    text += "  north: {extends: city}\n  south: {extends: city}\n"
    grid = table(text, "handover")
    assert shown(grid)["late training"] == "later"
    assert "1 is met at that moment, 2 later" in grid.description[0].in_language("en")
