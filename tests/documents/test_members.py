"""What only some members of a role do is told with the role."""

from collections.abc import Callable

import pytest

from dataflow.documents import Order, document_of
from dataflow.documents.model import Table, plain
from dataflow.project import Project

MAP = """\
map: {id: m, title: M, languages: [en, da]}
phases: {p: {}, q: {}}
fields: {f: {}, g: {}, h: {}}
channels: {letter: {}}
actors:
  gp: {}
  town:
    records: [{fields: [f, g], phase: p}]
    shares: [{fields: [f, g], phase: p, to: gp, via: letter}]
  a: {extends: town, label: Aarhus}
  b: {extends: town, label: Favrskov}
  c: {extends: town, label: Randers%s}
"""


def differing(project: Callable[..., Project], member: str, language: str = "en") -> list[list[str]]:
    found = document_of(project(MAP % (member and f", {member}")), Order(language=language), ["actors"])
    return [
        [plain(cell) for cell in row.cells]
        for block in found.blocks
        if isinstance(block, Table) and block.anchor == "differ-town-table"
        for row in block.rows
    ]


def test_members_that_do_the_same_have_no_table(project: Callable[..., Project]) -> None:
    assert differing(project, "") == []


def test_what_a_member_leaves_out_or_adds_is_told(project: Callable[..., Project]) -> None:
    own = "omits: [{shares: g}], needs: [{fields: h, phase: q}]"
    assert differing(project, own) == [
        ["sends to Gp", "G", "2 of 3: Aarhus, Favrskov"],
        ["needs", "H", "1 of 3: Randers"],
    ]
    assert differing(project, own, "da")[0] == ["sender til Gp", "G", "2 af 3: Aarhus, Favrskov"]


def test_a_share_over_another_channel_differs(project: Callable[..., Project]) -> None:
    own = "omits: [{shares: g}], shares: [{fields: g, phase: q, to: gp, via: letter}]"
    assert differing(project, own) == [
        ["sends to Gp", "G", "2 of 3: Aarhus, Favrskov"],
        ["sends to Gp", "G", "1 of 3: Randers"],
    ]


@pytest.mark.parametrize(
    ("language", "said"), [("en", "sent by 2 of 3: Aarhus, Favrskov"), ("da", "sendes af 2 af 3: Aarhus, Favrskov")]
)
def test_a_need_that_only_some_members_meet_says_by_whom(
    language: str, said: str, project: Callable[..., Project]
) -> None:
    """The need counts as met: somebody sends it. What all of a role send, or another sends too, has no remark."""
    text = MAP.replace("gp: {}", "gp: {needs: [{fields: [f, g], phase: q}]}") % ", omits: [{shares: g}]"

    def whys(read: Project) -> list[str]:
        found = document_of(read, Order(language=language), ["actors"])
        (table,) = (each for each in found.tables if each.anchor == "needs-gp")
        return [plain(row.cells[-1]) for row in table.rows]

    assert whys(project(text)) == ["", said]
    other = "  home: {records: [{fields: g, phase: p}], shares: [{fields: g, phase: p, to: gp, via: letter}]}\n"
    assert said not in whys(project(text + other))
