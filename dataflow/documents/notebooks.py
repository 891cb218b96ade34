"""What a notebook shows of a map: pictures, and rows that are a table there and in pandas."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from dataflow.analysis.closure.holdings import RoleRow
from dataflow.analysis.figures.figures import Figures
from dataflow.base.escaping import one_line
from dataflow.base.finding import Finding
from dataflow.base.picture import Picture
from dataflow.documents.gap_table import why
from dataflow.documents.labelled import advised
from dataflow.renderers import Options, render

_MOST_ROWS = 60
"""The most rows that a notebook shows; all are there."""


class Rows(list[dict[str, Any]]):
    """Rows with the same keys: a table in a notebook, and what ``pandas.DataFrame`` takes as it is."""

    def _repr_html_(self) -> str:
        """The first rows as a table."""
        heads = "".join(f"<th>{_cell(key)}</th>" for key in (self[0] if self else ()))
        rows = "".join(
            f"<tr>{''.join(f'<td>{_cell(value)}</td>' for value in row.values())}</tr>" for row in self[:_MOST_ROWS]
        )
        more = f"<p>… {len(self) - _MOST_ROWS} more rows</p>" if len(self) > _MOST_ROWS else ""
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}"


def _cell(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)
    return escape(one_line(text))


@dataclass(frozen=True)
class Shown:
    """A picture that shows itself in a notebook, in one language."""

    picture: Picture
    options: Options

    @cached_property
    def svg(self) -> str:
        """The picture as SVG."""
        return render(self.picture, "svg", self.options).content.decode()

    @property
    def text(self) -> str:
        """What the picture shows in words."""
        return " ".join(words.in_language(self.options.language) for words in self.picture.description)

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Mapping[str, str]:
        """The picture, and in words what it shows for those who do not see it."""
        return {"image/svg+xml": self.svg, "text/plain": self.text}


def finding_rows(findings: Sequence[Finding], language: str) -> Rows:
    """The findings as rows: ids for programs, sentences in labels for people."""
    return Rows(
        {
            "rule": finding.code,
            "severity": str(finding.severity),
            "actor": finding.subject.actor,
            "field": finding.subject.field,
            "phase": finding.subject.phase,
            "cause": finding.cause,
            "certain": finding.certain,
            "confidence": str(finding.confidence),
            "members": None if finding.members is None else len(finding.members),
            "why": why(finding, language),
            "what_to_do": advised(finding.hint, language),
            "place": str(finding.place),
        }
        for finding in findings
    )


def holding_rows(holdings: Iterable[RoleRow]) -> Rows:
    """The holdings as rows."""
    return Rows(
        {
            **{name: getattr(each.row, name) for name in ("actor", "field", "phase")},
            "form": each.row.element.form.word,
            "code_system": each.row.element.code_system,
            "recorded": each.row.element.recorded,
            "members": None if each.members is None else len(each.members),
        }
        for each in holdings
    )


def figure_rows(figures: Figures) -> Rows:
    """The figures as rows, without the unknown statements and with all of them."""
    return Rows(
        {
            "table": each.table,
            "row": "/".join(each.row),
            "measure": each.measure,
            "part": each.known.part,
            "whole": each.known.whole,
            "part_with_unknown": each.all.part,
            "whole_with_unknown": each.all.whole,
        }
        for each in figures.figures
    )
