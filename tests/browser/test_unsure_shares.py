"""What is planned and what nobody has found out, in the page in which one clicks; and cells of no part."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browser.conftest import written

Visit = Callable[..., Any]

UNSURE = """
dataflow: 1
map: {id: unsure, title: {en: Unsure, da: Usikkert}, languages: [da, en], as_of: 2026-11-01}
phases:
  stay: {label: {en: Stay, da: Indlæggelse}}
fields:
  weight: {label: {en: Weight, da: Vægt}}
  goal: {label: {en: Goal, da: Mål}}
  walking: {label: {en: Walking, da: Gang}}
channels:
  letter: {label: {en: Discharge letter, da: Epikrise}, form: structured}
  talk: {label: {en: Phone call, da: Telefonopkald}, form: free-text}
actors:
  hospital:
    label: {en: Hospital, da: Sygehus}
    sector: regional
    records: [{fields: [weight, goal, walking], phase: stay}]
    shares:
      - {fields: weight, phase: stay, to: municipality, via: letter}
      - {fields: goal, phase: stay, to: municipality, via: letter, status: planned}
      - {fields: walking, phase: stay, to: municipality, via: talk, status: unknown}
  municipality:
    label: {en: Municipality, da: Kommune}
    sector: municipal
    needs: [{fields: [weight, goal, walking], phase: stay}]
  gp:
    label: {en: General practice, da: Almen praksis}
    sector: primary
    records: [{fields: weight, phase: stay}]
    shares: [{fields: weight, phase: stay, to: home, via: letter}]
  home:
    label: {en: Home nursing, da: Hjemmesygepleje}
    sector: municipal
    needs: [{fields: weight, phase: stay}]
"""


@pytest.fixture(scope="session")
def unsure(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pair of actors that shares one field, plans another, and perhaps shares a third."""
    return written(UNSURE, tmp_path_factory.mktemp("unsure"))


def details(page: Any) -> str:
    text: str = page.locator("#ui-details").inner_text()
    return text


@pytest.mark.parametrize("actor", ["hospital", "municipality"])
def test_an_actor_tells_what_is_planned_and_unknown_beside_what_is_shared(
    visit: Visit, unsure: Path, actor: str
) -> None:
    """All three shares of the pair, each with its status and channel."""
    said = details(visit(unsure, f"#actor={actor}"))
    assert "1 felt via Epikrise" in said
    assert "1 felt via Epikrise, kun planlagt" in said
    assert "1 felt via Telefonopkald: det vides ikke, om det sker" in said


def test_a_channel_tells_what_it_would_carry(visit: Visit, unsure: Path) -> None:
    """What is planned on it beside what it carries."""
    assert "1 felt til Kommune, kun planlagt" in details(visit(unsure, "#channel=letter"))


@pytest.mark.parametrize(("field", "sign", "unseen"), [("goal", "+", "Planlagt: "), ("walking", "?", "Uafklaret: ")])
def test_what_is_planned_has_another_mark_than_what_is_unknown(
    visit: Visit, unsure: Path, field: str, sign: str, unseen: str
) -> None:
    """Also for those who hear the page."""
    page = visit(unsure, f"#field={field}")
    line = page.locator("#ui-details .line:is(.planned, .unsettled)")
    assert line.locator(".symbol").all_text_contents() == [sign]
    assert line.locator(".unseen").all_text_contents() == [unseen]


def test_a_cell_of_one_who_only_receives_is_lit_with_its_arrows(visit: Visit, unsure: Path) -> None:
    """It pales with all else where another actor is in focus."""
    page = visit(unsure, "#view=pathway&who=gp")
    lit = page.locator("#ui-drawing .station.lit").evaluate_all("cells => cells.map(cell => cell.id)")
    assert lit == ["station-home.stay"]
    page.wait_for_function(
        "() => getComputedStyle(document.querySelector('#station-municipality\\\\.stay')).opacity < 0.5"
    )
