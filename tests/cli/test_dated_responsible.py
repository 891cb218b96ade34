"""Who is responsible may change on a date: handovers follow ``--as-of`` in the figures and in the pictures."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran

Dataflow = Callable[..., Ran]

REFORM = """\
map: {id: reform, title: {en: A reform, da: En reform}, as_of: 2026-11-01, languages: [en, da]}
phases:
  stay: {label: {en: Stay, da: Indlæggelse}, responsible: hospital}
  training:
    label: {en: Training, da: Genoptræning}
    responsible: [{actor: town, valid_to: 2026-12-31}, {actor: region, valid_from: 2027-01-01}]
fields: {plan: {label: {en: Plan, da: Plan}}, goal: {label: {en: Goal, da: Mål}}}
channels: {letter: {label: {en: Letter, da: Brev}}}
actors:
  hospital:
    label: Hospital
    records: [{fields: [plan, goal], phase: stay}]
    shares: [{fields: plan, phase: stay, to: [town, region], via: letter}]
  town: {label: {en: Municipality, da: Kommune}, needs: [{fields: [plan, goal], phase: training}]}
  region: {label: {en: Regional clinic, da: Regional klinik}, needs: [{fields: plan, phase: training}]}
"""
DATES = pytest.mark.parametrize(
    ("as_of", "taker", "label", "met", "needs"),
    [
        ((), "town", "Municipality", 1, 2),
        (("--as-of", "2026-12-31"), "town", "Municipality", 1, 2),
        (("--as-of", "2027-01-01"), "region", "Regional clinic", 1, 1),
    ],
)


@pytest.fixture
def reform(tmp_path: Path) -> Path:
    folder = tmp_path / "reform"
    folder.mkdir()
    (folder / "map.yaml").write_text(REFORM, "utf-8")
    return folder


@DATES
def test_the_figures_count_the_needs_of_the_one_that_takes_over_then(
    dataflow: Dataflow, reform: Path, as_of: tuple[str, ...], taker: str, label: str, met: int, needs: int
) -> None:
    """As data and in words."""
    data = json.loads(dataflow("stats", reform, *as_of, "--format", "json").out)
    found = [
        (each["row"]["actor"], each["part"], each["whole"])
        for each in data["figures"]
        if (each["table"], each["measure"]) == ("handover", "at-handover")
    ]
    assert found == [(taker, met, needs)]
    assert f"Hospital → {label}: Training" in dataflow("stats", reform, *as_of).out


@DATES
def test_the_handover_view_has_the_one_that_takes_over_then(
    dataflow: Dataflow, reform: Path, as_of: tuple[str, ...], taker: str, label: str, met: int, needs: int
) -> None:
    """With its needs alone."""
    ran = dataflow("render", reform, *as_of, "--view", "handover", "--lang", "en", "-o", "handover.csv")
    assert ran.code == 0, ran.err
    table = list(csv.reader(io.StringIO((reform.parent / "handover.csv").read_text("utf-8-sig"))))
    said = "\n".join(", ".join(row) for row in table)
    others = {"Municipality", "Regional clinic"} - {label}
    assert label in said
    assert not any(other in said for other in others)
    assert ("Goal" in said) == (needs == 2)


@DATES
def test_the_pathway_draws_the_handover_to_it(
    dataflow: Dataflow, reform: Path, as_of: tuple[str, ...], taker: str, label: str, met: int, needs: int
) -> None:
    """The column says who is responsible, the flag who takes over and what is met then."""
    ran = dataflow("render", reform, *as_of, "--view", "pathway", "--lang", "en", "-o", "pathway.svg")
    assert ran.code == 0, ran.err
    found = re.search(r"<desc [^>]*>(.*?)</desc>", (reform.parent / "pathway.svg").read_text("utf-8"), re.DOTALL)
    assert found is not None
    assert f"Training, responsible: {label}." in found[1]
    assert f"In Training, {label} takes over from Hospital." in found[1]
    noun = "need" if needs == 1 else "needs"
    assert f"Of {needs} {noun} of the one who takes over, {met} is met at that moment." in found[1]


def test_between_two_nobody_takes_over(dataflow: Dataflow, reform: Path) -> None:
    """Then there is no handover to draw or to count."""
    text = REFORM.replace("valid_from: 2027-01-01", "valid_from: 2027-02-01")
    (reform / "map.yaml").write_text(text, "utf-8")
    data = json.loads(dataflow("stats", reform, "--as-of", "2027-01-15", "--format", "json").out)
    assert not [each for each in data["figures"] if each["table"] == "handover"]
    assert dataflow("render", reform, "--as-of", "2027-01-15", "--view", "handover", "-o", "h.svg").code == 0
    assert "No handover: no phase has another responsible than the phase before it." in (
        (reform.parent / "h.svg").read_text("utf-8")
    )
