"""Tables as CSV in one language, with its headings and coded words.

In English, headings and coded words are those of the JSON; in Danish both are Danish words.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dataflow.analysis.lineage.travels import NOT_HELD
from dataflow.base.csv_dialect import csv_text
from dataflow.base.escaping import escaped_cell, escaped_text
from dataflow.base.finding import Severity
from dataflow.base.text import Label, Text
from dataflow.model.entities import Form
from dataflow.reports import ReportOptions
from dataflow.reports._causes import CAUSES
from dataflow.wording.choices import CONFIDENCES, STATUSES
from dataflow.wording.forms import DATA
from dataflow.wording.remarks import SEVERITIES
from dataflow.wording.statements import DOES, LEVELS

if TYPE_CHECKING:
    from dataflow.model.data_map import DataMap

_HEADINGS: Mapping[str, str] = {
    "map": "Kort",
    "scenario": "Scenarie",
    "level": "Niveau",
    "table": "Tabel",
    "rule": "Regel",
    "name": "Regelnavn",
    "severity": "Alvor",
    "cause": "Årsag",
    "actor": "Aktør-id",
    "actor_label": "Aktør",
    "members": "Medlemmer",
    "of": "Ud af",
    "field": "Felt-id",
    "field_label": "Felt",
    "phase": "Fase-id",
    "phase_label": "Fase",
    "need": "Behov",
    "purpose": "Formål-id",
    "purposes": "Formål",
    "group": "Gruppe-id",
    "channel": "Kanal-id",
    "channel_label": "Kanal",
    "component": "ICF-komponent",
    "other": "Andet",
    "label": "Betegnelse",
    "message": "Fund",
    "hint": "Hvad der kan gøres",
    "file": "Fil",
    "line": "Linje",
    "column": "Kolonne",
    "certainty": "Sikkerhed",
    "confidence": "Tillid til udsagnene",
    "planned": "Planlagt afhjælper",
    "waived": "Accepteret",
    "known": "Kendt",
    "fingerprint": "Fingeraftryk",
    "form": "Form",
    "code_system": "Kodesystem",
    "unit": "Enhed",
    "does": "Gør",
    "called": "Kaldes dér",
    "status": "Status",
    "method": "Metode",
    "system": "System-id",
    "receiver": "Modtager-id",
    "receiver_label": "Modtager",
    "untranslated": "Går tabt eller kan ikke læses",
    "recorded": "Registreret i",
    "measure": "Tal",
    "part": "Antal",
    "whole": "Af i alt",
    "partly": "Delvist",
    "part_min": "Antal mindst",
    "part_max": "Antal højst",
    "whole_min": "I alt mindst",
    "whole_max": "I alt højst",
}
_CERTAINTY = {"certain": Text(en="certain", da="sikker"), "possible": Text(en="possible", da="mulig")}
_LEVELS = {"role": Text(en="role", da="rolle"), "member": Text(en="member", da="medlem")}
_VALUES: Mapping[str, Mapping[str, Text]] = {
    "severity": {str(severity): SEVERITIES[severity] for severity in Severity},
    "cause": CAUSES,
    "certainty": _CERTAINTY,
    "confidence": CONFIDENCES,
    "level": _LEVELS,
    "need": LEVELS,
    "form": {form.word: DATA[form] for form in Form},
    "does": DOES,
    "status": {**STATUSES, NOT_HELD: Text(en=NOT_HELD, da="afsenderen har det ikke")},
}
_TRUE = {True: Text(en="true", da="ja"), False: Text(en="false", da="nej")}


def csv_of(columns: Sequence[str], rows: Iterable[Sequence[object]], options: ReportOptions) -> str:
    """The table with one header; a cell that would be a formula begins with a ``'``."""
    language = options.language
    head = [_HEADINGS[column] if language == "da" else column for column in columns]
    cells = ([_cell(column, value, language) for column, value in zip(columns, row, strict=True)] for row in rows)
    return escaped_text(csv_text([head, *cells], options.csv))


def label_of(data_map: "DataMap | None", section: str, id_: str | None, language: str) -> str:
    """The label of an id of a section of the map; empty where there is none."""
    named: Mapping[str, Any] = {} if data_map is None else getattr(data_map, section)
    label: Label | None = named[id_].label if id_ is not None and id_ in named else None
    return "" if label is None else label.in_language(language)


def _cell(column: str, value: object, language: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _TRUE[value].in_language(language)
    words = _VALUES.get(column, {}).get(str(value)) if language == "da" else None
    return escaped_cell(str(value) if words is None else words.da)
