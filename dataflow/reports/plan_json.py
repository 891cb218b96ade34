"""Plans as JSON, version 1."""

from collections.abc import Iterable
from typing import Any

from dataflow.base.escaping import escaped_json
from dataflow.change.impact import AffectedNeed
from dataflow.change.plans import CheckedPlan, Step
from dataflow.model.data_map import DataMap
from dataflow.reports import Planning, Report, ReportOptions
from dataflow.reports.findings_json import finding_of
from dataflow.wording.steps import fields_of


def write(planning: Planning, options: ReportOptions) -> str:
    """The JSON text, with a line break at its end."""
    plans = planning.plans
    best = planning.checked[0] if planning.checked else None
    document: dict[str, Any] = {
        "version": 1,
        "map": plans.data_map.id,
        "scenario": plans.data_map.scenario,
        "status": plans.status,
        **_plan(best, plans.data_map, planning, options.language),
        "unmeetable": [{**need_of(need), "reason": str(reason)} for need, reason in plans.unmeetable],
        "left": _needs(plans.left),
        "below": _needs(plans.below),
        "costs": dict(plans.wish.costs),
        "alternatives": [_plan(each, plans.data_map, planning, options.language) for each in planning.checked[1:]],
    }
    return escaped_json(document)


def _plan(checked: CheckedPlan | None, data_map: DataMap, planning: Planning, language: str) -> dict[str, Any]:
    if checked is None:
        return {"gap": 0.0, "cost": 0, "changes": [], "unmet": [], "new_findings": []}
    return {
        "gap": checked.plan.gap,
        "cost": checked.plan.cost,
        "changes": [_step(step, data_map) for step in checked.plan.steps],
        "unmet": _needs(checked.unmet),
        "new_findings": [finding_of(each, planning.rules, language) for each in checked.opened],
    }


def _step(step: Step, data_map: DataMap) -> dict[str, Any]:
    first = step.changes[0]
    return {
        "kind": first.kind,
        "actor": first.actor,
        "fields": fields_of(step, data_map),
        "to": first.to[0] if len(first.to) == 1 else list(first.to) or None,
        "via": first.via,
        "phase": first.phases[0] if len(first.phases) == 1 else list(first.phases) or None,
        "form": None if first.form is None else first.form.word,
        "code_system": first.code_system,
        "maps": first.maps,
        "sooner": [each._asdict() for each in step.sooner],
        "cost": step.cost,
        "meets": _needs(step.meets),
    }


def _needs(needs: Iterable[AffectedNeed]) -> list[dict[str, Any]]:
    return [need_of(need) for need in needs]


def need_of(need: AffectedNeed) -> dict[str, Any]:
    """A need as data."""
    members = None if need.members is None else list(need.members)
    return {
        "actor": need.actor,
        "members": members,
        "field": need.field,
        "phase": need.phase,
        "need": need.level,
    }


REPORT = Report(write)
