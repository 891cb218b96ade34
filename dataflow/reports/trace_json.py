"""A trace as JSON, version 1: the content of its text, with the ids of the spec; times are in hours."""

import json
from collections.abc import Iterable
from typing import Any

from dataflow.analysis.closure.arrivals import Arrival
from dataflow.analysis.closure.holdings import Element
from dataflow.analysis.closure.sharing import stated_takes
from dataflow.analysis.lineage.explanation import Explanation, WhyHeld, WhyNotHeld
from dataflow.analysis.lineage.timeline import DemandEvent, ShareEvent, Timeline, TimelinePhase, Who
from dataflow.analysis.lineage.timing import Delivery, TimeLimit
from dataflow.analysis.needs.certificates import path
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Share, Statement
from dataflow.reports import Report, ReportOptions


def write(trace: Timeline | Explanation, options: ReportOptions) -> str:
    """The JSON text, with a line break at its end."""
    shown = _timeline(trace) if isinstance(trace, Timeline) else _explanation(trace)
    head = {"version": 1, "map": trace.data_map.id, "scenario": trace.data_map.scenario, "field": trace.field}
    return json.dumps(head | shown, ensure_ascii=False, indent=2) + "\n"


def _timeline(timeline: Timeline) -> dict[str, Any]:
    return {
        "phases": [_events(events) for events in timeline.phases],
        "unsettled": [
            {
                "status": each.status,
                "kind": each.kind,
                **_who(each.who),
                "receivers": _all(each.receivers),
                "channel": each.channel,
                "on_request": each.on_request,
                "phases": list(each.phases),
            }
            for each in timeline.pending
        ],
        "holders": [{**_who(each.who), **_element(each.best), "since": each.since} for each in timeline.holders],
    }


def _events(events: TimelinePhase) -> dict[str, Any]:
    return {
        "phase": events.phase,
        "records": [
            {
                **_who(each.who),
                "form": each.form.word,
                "code_system": each.code_system,
                "system": each.system,
                "patient_reported": each.patient_reported,
                "after": each.after,
            }
            for each in events.records
        ],
        "works_out": [{**_who(each.who), "hours": each.hours} for each in events.derived],
        "shares": [_passed(each) for each in events.shares],
        "needs": [_wanted(each) for each in events.demands if each.kind == "needs"],
        "uses": [_wanted(each) for each in events.demands if each.kind == "uses"],
    }


def _passed(passed: ShareEvent) -> dict[str, Any]:
    return {
        "sender": _who(passed.sender),
        "receivers": _all(passed.receivers),
        "channel": passed.channel,
        "had": _element(passed.had) if passed.had else None,
        "got": _element(passed.got) if passed.got else None,
        "barrier": passed.barrier,
        "on_request": passed.on_request,
        "after": passed.after,
        **_delivered(passed.delivery),
        "as_before": passed.as_before,
        "by_cluster": passed.by_cluster,
    }


def _wanted(wanted: DemandEvent) -> dict[str, Any]:
    return {
        **_who(wanted.who),
        "level": wanted.level,
        "purposes": list(wanted.purposes),
        "form": wanted.form.word,
        "code_systems": list(wanted.code_systems),
        "recorded_since": wanted.since,
        "recorded_in": list(wanted.recorded_in),
        "received": wanted.received,
        "limit": None if wanted.limit is None else _limit(wanted.limit),
        "met": wanted.cause is None,
        "cause": wanted.cause,
        "possible": wanted.possible,
        "has": [_element(each) for each in wanted.has],
    }


def _delivered(delivery: Delivery | None) -> dict[str, Any]:
    if delivery is None:
        return {"sent": None, "takes": None, "hours": None}
    return {"sent": delivery.sent, "takes": delivery.takes, "hours": delivery.there}


def _limit(limit: TimeLimit) -> dict[str, Any]:
    return {
        "within": limit.within,
        "hours": limit.hours,
        "late": limit.late,
        "time_not_stated": limit.is_untimed,
        "steps": [
            {"actor": each.role, "field": each.field, "via": each.channel, "hours": each.hours}
            for each in limit.steps
        ],
    }


def _explanation(explanation: Explanation) -> dict[str, Any]:
    data_map = explanation.data_map
    answers = [_had(data_map, each) if isinstance(each, WhyHeld) else _lacked(each) for each in explanation.answers]
    return {"to": explanation.to, "at": explanation.at, "answers": answers}


def _had(data_map: DataMap, had: WhyHeld) -> dict[str, Any]:
    def times(arrival: Arrival) -> dict[str, Any]:
        """The hours until a step is done, and what is stated of when it happens."""
        statement = arrival.record if arrival.hop is None else arrival.hop.statement
        stated: dict[str, Any] = {} if statement is None else {"after": statement.entry.after}
        if isinstance(statement, Share):
            stated |= {"takes": stated_takes(data_map, statement), "on_request": statement.entry.on_request}
        return {"hours": arrival.hours, **stated}

    return {
        **_who(had.who),
        "has": True,
        "shown_for": had.like,
        "paths": [path(way[-1], times) for way in had.ways],
        "besides": [_element(each) for each in had.less],
        "unmet": [cause for _, cause in had.unmet],
        "paths_of_others": [path(way[-1], times) for way in had.ways_of_others],
        "from_others": _lacked(had.from_others) if had.from_others else None,
        "limits": [
            {"level": each.need.entry.level, **_limit(each.limit), "path": path(each.way[-1], times)}
            for each in had.limited
        ],
    }


def _lacked(lacked: WhyNotHeld) -> dict[str, Any]:
    return {
        **_who(lacked.who),
        "has": False,
        "shown_for": lacked.like,
        "holders": [{**_who(who), "since": phase} for who, phase in lacked.holders],
        "recorded_later": [{**_who(who), "phase": phase} for who, phase in lacked.recorded_later],
        "leaving": [
            {
                "senders": _all(each.senders),
                "receivers": _all(each.receivers),
                "phase": each.phase,
                "channel": each.channel,
                "reason": each.reason,
                "on_a_way_there": each.leads_there,
            }
            for each in lacked.leaving
        ],
        "beside": [
            {"sender": _who(each.sender), "channel": each.channel, "phases": list(each.phases)}
            for each in lacked.beside
        ],
        "missing_parts": list(lacked.lacking),
        "later": lacked.later,
        "if_unknown": [_stated(actor, each) for actor, each in lacked.if_unknown],
        "if_planned": [_stated(actor, each) for actor, each in lacked.if_planned],
    }


def _stated(actor: str, statement: Statement) -> dict[str, Any]:
    place = statement.entry.place
    return {
        "actor": actor,
        "kind": statement.entry.list_key,
        "field": statement.field,
        "phase": statement.phase,
        "to": statement.to if isinstance(statement, Share) else None,
        "via": statement.entry.via if isinstance(statement, Share) else None,
        "location": {"file": place.file, "line": place.line, "column": place.column},
    }


def _element(element: Element) -> dict[str, Any]:
    return {"form": element.form.word, "code_system": element.code_system, "recorded": element.recorded}


def _who(who: Who) -> dict[str, Any]:
    return {"actor": who.id, "members": None if who.members is None else list(who.members), "of": who.of}


def _all(whom: Iterable[Who]) -> list[dict[str, Any]]:
    return [_who(who) for who in whom]


REPORT = Report(write)
