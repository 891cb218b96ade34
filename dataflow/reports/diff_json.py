"""A difference as JSON, version 1: all that was compared, in ids."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from dataflow.analysis.figures.figures import Figures
from dataflow.base.escaping import escaped_json
from dataflow.base.finding import Finding
from dataflow.change.objects import ObjectChange
from dataflow.change.statements import Alteration, StatementChange
from dataflow.change.verdict import Judgement
from dataflow.model.data_map import DataMap
from dataflow.reports import Comparison, Report, ReportOptions
from dataflow.reports.findings_json import finding_of
from dataflow.reports.stats_json import figure_of

_CHANGES = ("added", "removed", "changed")


def write(comparison: Comparison, options: ReportOptions) -> str:
    """The JSON text, with a line break at its end."""
    found = comparison.difference

    def shown(finding: Finding) -> dict[str, Any]:
        return finding_of(finding, comparison.rules, options.language)

    document: dict[str, Any] = {
        "version": 1,
        "old": _side(found.old, comparison.names[0]),
        "new": _side(found.new, comparison.names[1]),
        "level": comparison.level,
        "verdict": str(found.judgement.verdict),
        "rests_on": _judgement(found.judgement),
        "statements": {
            change: [_statement(each) for each in found.statements if each.change == change] for change in _CHANGES
        },
        "objects": _objects(found.objects),
        "findings": {
            "opened": [shown(each) for each in found.findings.opened],
            "closed": [shown(each) for each in found.findings.closed],
            "changed": [{"before": shown(before), "after": shown(after)} for before, after in found.findings.changed],
        },
        "figures": {"before": _figures(found.figures[0]), "after": _figures(found.figures[1])},
    }
    if comparison.with_wording:
        document["wording"] = [
            *_objects(found.wording)["changed"],
            *({"section": "statements", "id": each.actor, **_statement(each)} for each in found.texts),
        ]
    return escaped_json(document)


def _side(data_map: DataMap, name: str) -> dict[str, Any]:
    return {"name": name, "map": data_map.id, "scenario": data_map.scenario, "as_of": data_map.as_of}


def _judgement(judgement: Judgement) -> dict[str, Any]:
    return {
        "needs": [
            {
                "actor": each.actor,
                "members": None if each.members is None else list(each.members),
                "field": each.field,
                "phase": each.phase,
                "need": each.level,
                "before": each.before.name.lower(),
                "after": each.after.name.lower(),
            }
            for each in judgement.needs
        ],
        "only_in_new": {"needs": judgement.new[0], "met": judgement.new[1]},
        "only_in_old": {"needs": judgement.gone[0], "met": judgement.gone[1]},
        "altered": {
            "needs": judgement.altered[0],
            "met_before": judgement.altered[1],
            "met_after": judgement.altered[2],
        },
    }


def _statement(change: StatementChange) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "kind": change.kind,
        "actor": change.actor,
        "members": None if change.members is None else list(change.members),
        "fields": list(change.fields),
        "phases": list(change.phases),
    }
    if change.kind == "shares":
        shown |= {"to": list(change.to), "via": change.at}
    elif change.kind == "records":
        shown["in"] = change.at
    return shown | ({"changes": _alterations(change.alterations)} if change.alterations else {"says": change.facts})


def _alterations(alterations: Iterable[Alteration]) -> list[dict[str, Any]]:
    return [asdict(each) for each in alterations]


def _objects(changes: Iterable[ObjectChange]) -> Mapping[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {change: [] for change in (*_CHANGES, "renamed")}
    for each in changes:
        shown: dict[str, Any] = {"section": each.section, "id": each.id}
        if each.role is not None:
            shown["role"] = each.role
        if each.was is not None:
            shown |= {"was": each.was, "guess": True}
        if each.alterations:
            shown["changes"] = _alterations(each.alterations)
        found[each.change].append(shown)
    return found


def _figures(figures: Figures) -> list[dict[str, Any]]:
    return [figure_of(each) for each in figures.figures]


REPORT = Report(write)
