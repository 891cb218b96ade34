"""Questions as JSON, version 1: each unknown statement with its questions and the findings that hang on it.

Under ``times`` are the shares of which it is not stated how long they take, where a limit hangs on it.
"""

import json
from collections.abc import Callable
from typing import Any

from dataflow.analysis.needs.questions import Question, Settlement
from dataflow.base.finding import Finding
from dataflow.model.statements import DemandEntry, NeedEntry, RecordEntry, ShareEntry, code_systems_of, form_of
from dataflow.reports import Interview, Report, ReportOptions
from dataflow.wording.questions import question_to, time_question_to


def write(interview: Interview, options: ReportOptions) -> str:
    """The JSON text, with the questions in the order to ask."""
    document = {
        "version": 1,
        "map": interview.data_map.id,
        "scenario": interview.data_map.scenario,
        "level": interview.level,
        "possible": interview.possible,
        "questions": [
            {"rank": rank, **_question(interview, question, options.language)}
            for rank, question in enumerate(interview.questions, start=1)
        ],
        "times": [
            {"rank": rank, **_time_question(interview, question, options.language)}
            for rank, question in enumerate(interview.times, start=1)
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _question(interview: Interview, question: Question, language: str) -> dict[str, Any]:
    return {
        "settles": question.settles,
        "if_yes": {str(settlement): question.count("yes", settlement) for settlement in Settlement},
        "if_no": {str(settlement): question.count("no", settlement) for settlement in Settlement},
        **_asked(interview, question, language, question_to),
        "findings": [
            {**_finding(effect.finding), "if_yes": effect.yes, "if_no": effect.no} for effect in question.effects
        ],
    }


def _time_question(interview: Interview, question: Question, language: str) -> dict[str, Any]:
    return {
        "checks": question.settles,
        **_asked(interview, question, language, time_question_to),
        "findings": [_finding(effect.finding) for effect in question.effects],
    }


def _asked(interview: Interview, question: Question, language: str, ask: Callable[..., str]) -> dict[str, Any]:
    """The question as it is asked of each actor, and the statement that it is about."""
    entry, form = question.entry, form_of(question.entry)
    return {
        "question": ask(interview.data_map, question, entry.author, language, spoken_to=False),
        "ask": [
            {"actor": addressee, "question": ask(interview.data_map, question, addressee, language, spoken_to=True)}
            for addressee in (entry.author, *question.receivers)
        ],
        "statement": {
            "kind": entry.list_key,
            "actor": entry.author,
            "fields": list(question.fields),
            "phases": list(question.phases),
            "to": list(question.receivers),
            "via": entry.via if isinstance(entry, ShareEntry) else None,
            "in": entry.system if isinstance(entry, RecordEntry) else None,
            "form": None if form is None else form.word,
            "code_systems": list(code_systems_of(entry)),
            "purposes": list(entry.purposes) if isinstance(entry, DemandEntry | ShareEntry) else [],
            "level": entry.level if isinstance(entry, NeedEntry) else None,
            "sources": [{"ref": citation.source, "at": citation.at} for citation in entry.citations],
            "confidence": str(entry.confidence),
            "note": entry.note.in_language(language) if entry.note else None,
        },
        "location": {"file": entry.place.file, "line": entry.place.line, "column": entry.place.column},
    }


def _finding(finding: Finding) -> dict[str, Any]:
    subject = finding.subject
    return {
        "rule": finding.code,
        "severity": str(finding.severity),
        "cause": finding.cause,
        "actor": subject.actor,
        "field": subject.field,
        "phase": subject.phase,
        "need": subject.need,
        "channel": subject.channel,
        "other": subject.other,
        "members": None if finding.members is None else list(finding.members),
        "fingerprint": finding.fingerprint,
    }


REPORT = Report(write)
