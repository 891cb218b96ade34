"""The map as an Excel workbook for people to fill in (``exchange.md``)."""

from collections.abc import Sequence

from dataflow.exchange import Export, ExportOptions, Outgoing
from dataflow.exchange.labels import labels_in, pathway_of
from dataflow.exchange.tables.columns import SHEETS
from dataflow.exchange.tables.names import section_names
from dataflow.exchange.tables.rows import Row, clean_text, languages_in, rows_of
from dataflow.exchange.workbook.kept import Kept
from dataflow.exchange.workbook.questions import asked
from dataflow.exchange.workbook.writer import Content, workbook_bytes
from dataflow.language.statement_specs import STATEMENTS
from dataflow.model.data_map import DataMap

_OF_AN_ACTOR = (*STATEMENTS, "fields", "channels", "sources")


def write(outgoing: Outgoing, options: ExportOptions) -> bytes:
    """The workbook: of the whole map, of one actor, or of the open questions."""
    data_map = outgoing.data_map
    pathway = pathway_of(data_map)
    languages = languages_in(outgoing.own_texts, data_map.languages)
    rows = rows_of(outgoing.own_texts, pathway, languages)
    if options.actor is not None:
        rows = _of_actor(rows, options.actor, data_map)
    sheets = tuple(id_ for id_ in SHEETS if options.actor is None or id_ in _OF_AN_ACTOR)
    whom = _concerned(options.actor, data_map) if options.actor is not None else ()
    questions = asked(rows, outgoing.own_texts, data_map, options.language, whom) if options.questions else ()
    if options.questions:
        rows, sheets = tuple(row for row in rows if row.sheet in STATEMENTS), ()
    known = labels_in(data_map, options.language)
    names = section_names((), known, options.language, languages)
    shown = {section: each.shown for section, each in names.items()}
    kept = Kept(data_map.id, options.language, languages, sheets, rows, tuple(each.rows for each in questions), shown)
    return workbook_bytes(
        Content(
            kept=kept,
            names=names,
            phases={id_: known["phases"][id_] for id_ in pathway.positions},
            title=clean_text(data_map.title.in_language(options.language)),
            questions=questions if options.questions else None,
        )
    )


def _of_actor(rows: Sequence[Row], actor: str, data_map: DataMap) -> tuple[Row, ...]:
    """The statements of an actor, what is shared with it, and the fields, channels and sources of these."""
    concerned = _concerned(actor, data_map)
    stated = [
        row for row in rows if row.sheet in STATEMENTS and (row.text("actor") == actor or row.text("to") in concerned)
    ]
    fields = {row.text("fields") for row in stated}
    channels = {row.text("via") for row in stated}
    sources = {source.split(" ")[0] for row in stated for source in row.cells.get("source", ())}
    used = {"fields": fields, "channels": channels, "sources": sources}
    return (*stated, *(row for row in rows if row.text("id") in used.get(row.sheet, ())))


def _concerned(actor: str, data_map: DataMap) -> frozenset[str]:
    """An actor and its role, as which it may receive."""
    return frozenset(filter(None, (actor, data_map.actors[actor].role)))


def template(language: str) -> bytes:
    """An empty workbook for a new map, whose language is that of the workbook until somebody writes another."""
    kept = Kept("", language, (language,), tuple(SHEETS), (Row("map", {"languages": (language,)}),))
    return workbook_bytes(Content(kept=kept, names={}, phases={}, title=""))


EXPORT = Export(write, template)
