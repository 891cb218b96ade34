"""What an actor calls a field: a text for people that decides nothing, and is lost nowhere."""

import io
import zipfile

from dataflow.exchange import ExportOptions, Outgoing, export_of
from dataflow.model.translations import untranslated
from dataflow.project import Project

MAP = """\
map: {id: m, title: {en: Map, da: Kort}, languages: [da, en]}
phases: {stay: {}}
fields: {function: {label: {en: Functional ability, da: Funktionsevne}}}
actors:
  hospital:
    records:
      - {fields: function, phase: stay, called: {en: Score, da: Scoren}}
"""


def project(text: str = MAP) -> Project:
    return Project({"map.yaml": text.encode()})


def test_statements_that_differ_in_it_alone_are_the_same() -> None:
    """As with notes (DF106)."""
    again = MAP + "      - {fields: function, phase: stay, called: Another}\n"
    assert [each.code for each in project(again).problems] == ["DF106"]


def test_a_name_in_one_language_alone_is_told() -> None:
    """As other texts that people read."""
    assert untranslated(project().data_map, "en") == ()
    danish = project(MAP.replace("called: {en: Score, da: Scoren}", "called: {da: Scoren}"))
    (text,) = untranslated(danish.data_map, "en")
    assert (text.key, text.id) == ("called", "hospital")


def test_another_name_is_a_difference_in_wording_alone() -> None:
    """And none in what holds."""
    difference = project(MAP.replace("Scoren", "Tallet")).difference(project())
    assert difference.statements == ()
    (change,) = difference.texts
    assert (change.change, change.kind, change.actor) == ("changed", "records", "hospital")
    assert [each.what for each in change.alterations] == ["called"]


def test_it_leaves_with_the_tables_in_both_languages() -> None:
    """As CSV; the workbook has the same columns."""
    of = project()
    outgoing = Outgoing(of.data_map, of.specs.own_texts, lambda: of.graph, tuple, tuple)
    content = export_of("csv").write(outgoing, ExportOptions(language="en", dialect="rfc4180"))
    records = zipfile.ZipFile(io.BytesIO(content)).read("records.csv").decode().splitlines()
    head, row = (line.split(",") for line in records)
    assert dict(zip(head, row, strict=True)) | {"called@da": "Scoren", "called@en": "Score"} == dict(
        zip(head, row, strict=True)
    )
