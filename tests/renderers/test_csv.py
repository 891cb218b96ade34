"""A table as CSV: as Excel opens it, with everything that the picture says, and no cell that is a formula."""

import csv
import io
import re
from dataclasses import replace

import pytest

from dataflow.base.grid import Block, Cell, Column, Grid, Row, Slice
from dataflow.base.picture import Diagram, Key
from dataflow.base.text import Label, Text
from dataflow.renderers import NoSuchForm, Options, render


def plain(text: str) -> Label:
    return Label("x", (("", text),))


def table(label: str = "Vægt") -> Grid:
    return Grid(
        id="matrix",
        title=plain(label),
        subtitle=(),
        description=(),
        legend=(Key("cell", "unmet", Text(en="need not met", da="behov ikke opfyldt")),),
        head=Text(en="Field", da="Felt"),
        blocks=(Block("b", plain("Målinger")),),
        rows=(
            Row("weight", "b", plain(label), summary=(Slice("unmet", 4),)),
            Row("all", "b", plain("2 ens"), names=(plain("Ærø"), plain("Fanø"))),
        ),
        sections=(Block("home", plain("Hjemme")),),
        columns=(Column("home.gp", "home", plain("Læge"), summary=(Slice("unmet", 1),)), Column("x", "", plain("X"))),
        cells=(Cell("weight", "home.gp", ("unmet",), Text(en="need, not met", da="behov, ikke opfyldt"), plain("")),),
    )


def rows(drawn: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(drawn.decode("utf-8-sig"), newline=""), strict=True, delimiter=delimiter))


def test_a_table_with_one_header_and_its_sums() -> None:
    drawn = render(table(), "csv", Options(language="da")).content
    assert drawn.startswith(b"\xef\xbb\xbf")
    assert drawn.count(b"\r") == drawn.count(b"\r\n") == drawn.count(b"\n")
    assert rows(drawn, ";") == [
        ["Gruppe", "Felt", "Id", "Medlemmer", "Hjemme, Læge", "X", "behov ikke opfyldt"],
        ["Målinger", "Vægt", "weight", "", "behov, ikke opfyldt", "", "4"],
        ["Målinger", "2 ens", "all", "Ærø, Fanø", "", "", ""],
        ["I alt", "behov ikke opfyldt", "", "", "1", "", ""],
    ]


def test_without_groups_the_sums_are_distinct_from_the_rows() -> None:
    whole = table()
    bare = replace(whole, blocks=(), rows=tuple(replace(row, block="") for row in whole.rows))
    assert rows(render(bare, "csv", Options(language="en")).content)[-1][0] == "Total: need not met"


@pytest.mark.parametrize(
    "label", ["=1+1", "+45", "-2", "@SUM(A1)", "  =1", "\t=1", "x;=cmd|'/C calc'!A0", "##[error]x"]
)
def test_no_cell_is_a_formula_or_a_command(label: str) -> None:
    """Read with commas, or as a Danish spreadsheet does, that splits at semicolons."""
    text = render(table(label), "csv", Options()).content.decode("utf-8-sig")
    for delimiter in ",;":
        cells = [cell for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in line]
        assert not [cell for cell in cells if re.match(r"\s*[=+\-@\t\r]", cell)]
    assert "##[" not in text


def test_only_tables_are_csv(small: Diagram) -> None:
    with pytest.raises(NoSuchForm, match="overview"):
        render(small, "csv", Options())
