"""The impact: a row for each thing without which needs would be lost."""

from collections.abc import Callable

import pytest

from dataflow.base.grid import Grid
from dataflow.project import Project
from dataflow.reports import Fragility
from dataflow.reports._impact_page import page_of
from dataflow.terms import Terms
from dataflow.views import Focus

MAP = """
dataflow: 1
map: {id: m, title: {en: Map, da: Kort}}
phases: {stay: {responsible: hospital}, home: {responsible: city}}
fields: {walk: {}, ldl: {}}
channels: {letter: {label: {en: Letter, da: Brev}}}
sources: {talk: {title: {en: Talk with five, da: Samtale med fem}}}
actors:
  hospital:
    records: [{fields: [walk, ldl], phase: stay}]
    shares:
      - {fields: walk, phase: stay, to: city, via: letter, source: talk}
      - {fields: ldl, phase: stay, to: city, via: letter}
  city: {needs: [{fields: [walk, ldl], phase: home}]}
"""


def test_the_row_of_a_source_is_about_what_it_alone_says(table: Callable[..., Grid]) -> None:
    """No need is lost because an interview did not take place."""
    grid = table(MAP, "impact")
    rows = {language: [row.label.in_language(language) for row in grid.rows] for language in ("en", "da")}
    assert "Letter (channel)" in rows["en"]
    assert "What “Talk with five” alone says" in rows["en"]
    assert "Det, som kun »Samtale med fem« siger" in rows["da"]
    assert [notice.in_language("en") for notice in grid.notices] == [
        "The row of a source is without the statements that have no other source: it shows how much rests on one"
        " source alone."
    ]
    without_sources = table(MAP.replace(", source: talk", ""), "impact")
    assert not without_sources.notices
    assert without_sources.rows


def test_the_legend_says_what_a_bar_is_made_of(table: Callable[..., Grid]) -> None:
    assert [key.label.in_language("da") for key in table(MAP, "impact").legend] == [
        "ville stadig være opfyldt",
        "ville gå tabt",
    ]


def test_of_one_channel_only_that_channel_has_a_row(table: Callable[..., Grid]) -> None:
    grid = table(MAP, "impact", Focus(channels=("letter",)))
    assert [row.label.in_language("en") for row in grid.rows] == ["Letter (channel)"]


@pytest.mark.parametrize(
    ("planned", "english", "danish"),
    [(False, " today", " i dag"), (True, " when what is planned is in force", ", når det planlagte gælder")],
)
def test_it_says_when_the_needs_are_met(table: Callable[..., Grid], planned: bool, english: str, danish: str) -> None:
    """In the picture and in `dataflow impact`."""
    (figures,) = table(MAP, "impact", planned=planned).subtitle
    assert figures.in_language("en").startswith(f"2 needs met{english}. Each bar")
    project = Project({"map.yaml": MAP.encode()}, Terms(planned=planned))
    pages = [page_of(Fragility(project.impacts()), each) for each in ("en", "da")]
    assert [page.sentences[0] for page in pages] == [f"2 needs met{english}.", f"2 behov er opfyldt{danish}."]
