"""What the tests of workbooks share: a small map, writing and reading it, and filling in cells as people do."""

import io
from collections.abc import Mapping
from typing import Any

import openpyxl

from dataflow.analysis.lineage.processing import processings
from dataflow.base.finding import Finding
from dataflow.exchange import ExportOptions, Outgoing
from dataflow.exchange.changes import Changes, NewMap
from dataflow.exchange.from_xlsx import changes_of, new_map
from dataflow.exchange.to_xlsx import write
from dataflow.project import Project

MAP = """\
# The map of the test.
map: {id: heart, title: {en: Heart, da: Hjerte}, languages: [da, en]}
phases:
  stay: {label: {en: Stay, da: Indlæggelse}}
  home: {label: {en: Home, da: Hjemme}}   # the last one
purposes: {treatment: {label: {en: Treatment, da: Behandling}}}
sources: {talk: {title: {en: Talk, da: Samtale}}}
groups: {blood: {label: {en: Blood, da: Blod}}}
code_systems: {npu: {}, own: {label: {en: Own, da: Egen}}}
fields:
  ldl: {label: {en: LDL cholesterol, da: LDL-kolesterol}, group: blood, codes: {own: 0740}}
  hba1c: {label: {en: Long-term blood sugar, da: Langtidsblodsukker}, group: blood}
  weight:
    label: {en: Weight, da: Vægt}   # in the morning
    unit: kg
channels:
  letter: {label: {en: Letter, da: Brev}}
actors:
  hospital:
    label: {en: Hospital, da: Sygehus}
    records:
      # What the laboratory does
      - {fields: [ldl, hba1c], phase: stay, code_system: npu}   # all of them
      - fields: weight
        phase: [stay, home]
        note: Asked, and never answered.
    shares:
      - {fields: [ldl, hba1c, weight], phase: home, to: gp, via: letter, for: treatment, status: unknown}
  gp:
    label: {en: General practice, da: Almen praksis}
    needs: [{fields: "group:blood", phase: home, source: {ref: talk, at: p. 2}}]
    records:
      - {fields: hba1c, phase: home, status: unknown}
"""


def project_of(texts: str | Mapping[str, str] = MAP) -> Project:
    named = {"map.yaml": texts} if isinstance(texts, str) else texts
    project = Project({path: text.encode() for path, text in named.items()})
    assert not project.is_broken, [(str(each.place), each.message.in_language("en")) for each in project.problems]
    return project


def exported(project: Project, language: str = "en", **options: Any) -> bytes:
    outgoing = Outgoing(
        project.data_map,
        project.specs.own_texts,
        lambda: project.graph,
        lambda: processings(project.needs, project.assumptions),
        project.questions,
    )
    return write(outgoing, ExportOptions(language, **options))


def errors(texts: Mapping[str, bytes]) -> tuple[Finding, ...]:
    return Project(texts).problems


def made(data: bytes) -> NewMap:
    return new_map(data, "book.xlsx", errors)


def brought(data: bytes, project: Project, delete: bool = False, language: str = "en") -> Changes:
    def check(texts: Mapping[str, bytes]) -> tuple[Finding, ...]:
        return Project({**project.texts, **texts}).problems

    return changes_of(data, "book.xlsx", project.data_map, project.specs.own_texts, check, delete, language)


class Book:
    """A workbook that is filled in by the keys of its columns."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))
        self.tabs = {str(sheet["A1"].value).removeprefix("dataflow:"): sheet for sheet in self.book.worksheets}

    def column(self, sheet: str, key: str) -> int:
        return next(cell.column for cell in self.tabs[sheet][1] if cell.value == key)

    def lines(self, sheet: str) -> list[int]:
        """The lines with a row of the map."""
        tab = self.tabs[sheet]
        return [line for line in range(3, tab.max_row + 1) if tab.cell(line, 1).value is not None]

    def line(self, sheet: str, **cells: str) -> int:
        """The line with these cells."""
        tab = self.tabs[sheet]
        return next(
            line
            for line in self.lines(sheet)
            if all(tab.cell(line, self.column(sheet, key)).value == value for key, value in cells.items())
        )

    def cell(self, sheet: str, line: int, key: str) -> Any:
        return self.tabs[sheet].cell(line, self.column(sheet, key))

    def put(self, sheet: str, line: int, **cells: Any) -> None:
        for key, value in cells.items():
            self.cell(sheet, line, key.replace("__", "@").replace("phase_", "phase=")).value = value

    def new_line(self, sheet: str) -> int:
        return max(self.lines(sheet), default=2) + 1

    def dimension(self, sheet: str, key: str) -> Any:
        """The width of a column, and whether it is hidden; columns side by side may share it."""
        at = self.column(sheet, key)
        return next(each for each in self.tabs[sheet].column_dimensions.values() if each.min <= at <= each.max)

    def keys(self, sheet: str) -> list[str]:
        return [str(cell.value) for cell in self.tabs[sheet][1][1:] if cell.value]

    def saved(self) -> bytes:
        text = io.BytesIO()
        self.book.save(text)
        return text.getvalue()
