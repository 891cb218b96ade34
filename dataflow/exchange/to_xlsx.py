"""The map as an Excel workbook for people to fill in (``exchange.md``)."""

from collections.abc import Collection, Mapping, Sequence

from dataflow.analysis.needs.questions import Question
from dataflow.base.text import Sentence
from dataflow.exchange import Export, ExportOptions, Outgoing
from dataflow.exchange.labels import labels_in, pathway_of
from dataflow.exchange.tables.columns import SHEETS
from dataflow.exchange.tables.names import section_names
from dataflow.exchange.tables.rows import Row, clean_text, languages_in, rows_of
from dataflow.exchange.workbook.kept import Kept
from dataflow.exchange.workbook.questions import Asked, asked, nothing_to_ask, place_at
from dataflow.exchange.workbook.writer import Content, workbook_bytes
from dataflow.language.parse import parse
from dataflow.language.statement_specs import STATEMENTS
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Share

_OF_AN_ACTOR = (*STATEMENTS, "fields", "channels", "sources")


def write(outgoing: Outgoing, options: ExportOptions) -> bytes:
    """The workbook: of the whole map, of one actor, or of the open questions."""
    data_map = outgoing.data_map
    pathway = pathway_of(data_map)
    languages = languages_in(outgoing.own_texts, data_map.languages)
    rows = _rows(outgoing, options)
    role = data_map.actors[options.actor].role if options.actor is not None else None
    of_an_actor = (*_OF_AN_ACTOR, *(("omits",) if role is not None else ()))
    sheets = tuple(id_ for id_ in SHEETS if options.actor is None or id_ in of_an_actor)
    questions: tuple[Asked, ...] = ()
    if options.questions:
        questions = _questions(rows, outgoing, options, outgoing.find_questions())
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
            nothing=nothing_to_ask(data_map, options.actor).in_language(options.language),
            actor=options.actor,
            role=role,
        )
    )


def lacks(outgoing: Outgoing, options: ExportOptions) -> Sentence | None:
    """That there are no questions, in a workbook of these that has none."""
    if not options.questions or _questions(_rows(outgoing, options), outgoing, options, ()):
        return None
    return nothing_to_ask(outgoing.data_map, options.actor)


def _rows(outgoing: Outgoing, options: ExportOptions) -> tuple[Row, ...]:
    """The rows of the map, or of one actor: its own and those of its role that hold for it."""
    data_map, actor = outgoing.data_map, options.actor
    languages = languages_in(outgoing.own_texts, data_map.languages)
    rows = rows_of(outgoing.own_texts, pathway_of(data_map), languages)
    if actor is None:
        return rows
    role = data_map.actors[actor].role
    of_role = _of_role(rows, outgoing.own_texts, actor, role, data_map) if role is not None else ()
    return _of_actor(rows, actor, data_map, of_role)


def _questions(
    rows: Sequence[Row], outgoing: Outgoing, options: ExportOptions, ranked: Sequence[Question]
) -> tuple[Asked, ...]:
    whom = _concerned(options.actor, outgoing.data_map) if options.actor is not None else ()
    return asked(rows, outgoing.own_texts, outgoing.data_map, options.language, whom, ranked)


def _of_actor(rows: Sequence[Row], actor: str, data_map: DataMap, of_role: Collection[int]) -> tuple[Row, ...]:
    """The statements of an actor, what is shared with it, and the fields, channels and sources of these.

    The rows of its role that hold for it are among them, and so is what it omits of them.
    """
    concerned = _concerned(actor, data_map)
    stated = [
        row
        for row in rows
        if id(row) in of_role
        or (row.sheet in (*STATEMENTS, "omits") and row.text("actor") == actor)
        or (row.sheet in STATEMENTS and row.text("to") in concerned)
    ]
    fields = {row.text("fields") for row in stated}
    channels = {row.text("via") for row in stated}
    sources = {source.split(" ")[0] for row in stated for source in row.cells.get("source", ())}
    used = {"fields": fields, "channels": channels, "sources": sources}
    return (*stated, *(row for row in rows if row.text("id") in used.get(row.sheet, ())))


def _of_role(
    rows: Sequence[Row], texts: Mapping[str, bytes], actor: str, role: str, data_map: DataMap
) -> frozenset[int]:
    """The rows of a role, by identity, that hold for a member: those that it omits do not."""
    roots = {file: parse(file, text).root for file, text in texts.items()}
    held = {
        (each.entry.place, field, to)
        for each in data_map.statements[actor]
        for field in (each.field, *(f"group:{group}" for group in data_map.groups_of(each.field)))
        for to in ([each.to] if isinstance(each, Share) else [""])
    }
    return frozenset(
        id(row)
        for row in rows
        if row.sheet in STATEMENTS
        and row.text("actor") == role
        and row.origin is not None
        and (place_at(roots[row.origin.file], row.origin), row.text("fields"), row.text("to")) in held
    )


def _concerned(actor: str, data_map: DataMap) -> frozenset[str]:
    """An actor and its role, as which it may receive."""
    return frozenset(filter(None, (actor, data_map.actors[actor].role)))


def template(language: str) -> bytes:
    """An empty workbook for a new map, whose language is that of the workbook until somebody writes another."""
    kept = Kept("", language, (language,), tuple(SHEETS), (Row("map", {"languages": (language,)}),))
    return workbook_bytes(Content(kept=kept, names={}, phases={}, title=""))


EXPORT = Export(write, template, lacks=lacks)
