"""The impact: a row for each thing without which needs would be lost."""

from collections.abc import Callable

from dataflow.base.grid import Grid
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
