"""Impacts as JSON, version 1: every thing with what it carries alone, and every unknown statement."""

from dataflow.base.escaping import escaped_json
from dataflow.reports import Fragility, Report, ReportOptions
from dataflow.reports.plan_json import need_of


def write(fragility: Fragility, options: ReportOptions) -> str:
    """The JSON text, with a line break at its end."""
    impacts = fragility.impacts
    return escaped_json(
        {
            "version": 1,
            "map": impacts.data_map.id,
            "scenario": impacts.data_map.scenario,
            "met": impacts.met,
            "things": [
                {
                    "kind": each.thing.kind,
                    "id": each.thing.id,
                    "alone": len(each.needs),
                    "needs": [need_of(need) for need in each.needs],
                }
                for each in impacts.things
            ],
            "unknown": [
                {
                    "statement": {
                        "kind": each.entry.list_key,
                        "actor": each.entry.author,
                        "file": each.entry.place.file,
                        "line": each.entry.place.line,
                        "column": each.entry.place.column,
                    },
                    "meets": [need_of(need) for need in each.needs],
                }
                for each in impacts.unknown
            ],
        }
    )


REPORT = Report(write)
