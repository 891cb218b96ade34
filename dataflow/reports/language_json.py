"""How actors write fields, as JSON, version 1, in the ids of the spec; ``untranslated`` is in words."""

import json
from typing import Any

from dataflow.model.statements import RecordEntry, code_systems_of
from dataflow.reports import CommonLanguage, Report, ReportOptions
from dataflow.reports._language_rows import ActorRows, WrittenRow, rows_of


def write(table: CommonLanguage, options: ReportOptions) -> str:
    """The fields, each with its actors and what these state."""
    fields = [
        {
            "field": rows.field,
            "translates": rows.translates,
            "actors": [_actor(each) for each in rows.actors],
        }
        for rows in rows_of(table, options.language)
    ]
    document = {
        "version": 1,
        "map": table.data_map.id,
        "scenario": table.data_map.scenario,
        "fields": fields,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _actor(rows: ActorRows) -> dict[str, Any]:
    return {"actor": rows.actor, "statements": [_statement(row) for row in rows.rows]}


def _statement(row: WrittenRow) -> dict[str, Any]:
    shown: dict[str, Any] = {"does": row.does}
    if row.way is not None:
        shown |= {
            "status": row.way.status,
            "called": None if row.way.called is None else {key or "any": text for key, text in row.way.called.texts},
            "form": row.way.form.word,
            "code_systems": sorted(code_systems_of(row.way)),
        }
        if isinstance(row.way, RecordEntry):
            shown |= {"method": row.way.method, "system": row.way.system}
    if row.transfer is not None:
        shown |= {
            "status": row.transfer.status,
            "to": row.transfer.receiver,
            "via": row.transfer.channel,
            "form": None if row.transfer.form is None else row.transfer.form.word,
            "form_before": None if row.transfer.lost is None else row.transfer.lost.word,
            "on_request": row.transfer.on_request,
        }
    return shown | {"untranslated": list(row.untranslated)}


REPORT = Report(write)
