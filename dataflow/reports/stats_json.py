"""Figures as JSON, version 1. Several maps at once are a list of such objects under ``maps``."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dataflow.analysis.figures.counting import NONE
from dataflow.analysis.figures.figures import Figure
from dataflow.reports import FigureSheet, Report, ReportOptions

KEYS: Mapping[str, Sequence[str]] = {
    "handover": ("phase", "actor"),
    "icf": ("component",),
    "patient": ("group",),
    "goal": ("field",),
}
"""The kinds of the ids in a row, for tables whose name is not that kind."""


def write(sheets: Sequence[FigureSheet], options: ReportOptions) -> str:
    """The JSON text; ``range`` is null where the unknown statements make no difference."""
    maps = [_map(sheet) for sheet in sheets]
    document = maps[0] if len(maps) == 1 else {"version": 1, "maps": maps}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def row_of(figure: Figure) -> dict[str, str | None]:
    """The ids of the row of a figure: ``{"actor": "gp"}``; None for no purpose, group or component."""
    keys = KEYS.get(figure.table, (figure.table,))
    return {key: None if id_ == NONE else id_ for key, id_ in zip(keys, figure.row, strict=False)}


def _map(sheet: FigureSheet) -> dict[str, Any]:
    figures = sheet.figures
    return {
        "version": 1,
        "map": sheet.data_map.id,
        "scenario": sheet.data_map.scenario,
        "level": sheet.level,
        "figures": [figure_of(figure) for figure in figures.figures],
        "handovers": [
            {"phase": each.phase, "from": list(each.givers), "to": each.taker, "moment": each.before}
            for each in figures.handovers
        ],
        "goals": [
            {
                "field": goal.field,
                "patients_own": goal.patients_own or None,
                "recorded_by": list(goal.recorders),
                "acting": list(goal.acting),
            }
            for goal in figures.goals
        ],
        "icf": [
            {
                "component": None if each.component == NONE else each.component,
                "fields": list(each.fields),
                "recorded_by": list(each.recorders),
            }
            for each in figures.icf
        ],
    }


def figure_of(figure: Figure) -> dict[str, Any]:
    """A figure as data."""
    known, everything = figure.known, figure.all
    shown: dict[str, Any] = {
        "table": figure.table,
        "row": row_of(figure),
        "measure": figure.measure,
        "part": known.part,
        "whole": known.whole,
        "partly": known.partly,
        "range": None,
    }
    if figure.hangs:
        pairs = {key: (getattr(known, key), getattr(everything, key)) for key in ("part", "whole", "partly")}
        shown["range"] = {key: [min(pair), max(pair)] for key, pair in pairs.items()}
    return shown


REPORT = Report(write)
