"""The data dictionary: what each field means, and who records and needs it."""

from collections.abc import Iterator, Mapping, Sequence

from dataflow.base.text import Text
from dataflow.base.visible import visible
from dataflow.documents import Analysed, Order, Section
from dataflow.documents.labelled import label, linked_all
from dataflow.documents.model import Block, Column, Heading, Paragraph, Row, Run, Table, line
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Field
from dataflow.model.statements import Need, Record, Use
from dataflow.wording.choices import CHOICES
from dataflow.wording.units import unit_in_words

TITLE = Text(en="Data dictionary", da="Dataordbog")
_INTRO = Text(
    en="All fields of the map by group, with who records them and who needs or uses them.",
    da="Alle kortets felter efter gruppe, med hvem der registrerer dem, og hvem der har brug for eller bruger dem.",
)
_NO_GROUP = Text(en="No group", da="Uden gruppe")
_HEADS = (
    (Text(en="Field", da="Felt"), 2.0),
    (Text(en="Definition", da="Definition"), 2.6),
    (Text(en="Kind, unit", da="Type, enhed"), 1.0),
    (Text(en="Codes", da="Koder"), 1.5),
    (Text(en="Recorded by", da="Registreres af"), 1.5),
    (Text(en="Needed by", da="Har brug for det"), 1.7),
)
_KINDS = CHOICES["field kind"]
_DERIVED = Text(en="worked out from {parts}", da="beregnes ud fra {parts}")

_ByField = Mapping[str, set[str]]


def write(source: Analysed, order: Order) -> Iterator[Block]:
    """A table for each group, in the order of declaration."""
    language = order.language
    yield Paragraph(line(_INTRO.in_language(language)))
    yield from tables(source, language)


def tables(source: Analysed, language: str) -> Iterator[Block]:
    """A heading and a table for each group of fields."""
    data_map = source.data_map
    recorders, users = stated_by(source, Record), stated_by(source, Need, Use)
    for group in (*data_map.groups, None):
        own = [field for field in data_map.fields.values() if field.group == group]
        if own:
            name = label(data_map, "groups", group, language) if group else _NO_GROUP.in_language(language)
            if data_map.groups:
                yield Heading(2, name, f"group-{group or 'none'}")
            columns = tuple(Column(text.in_language(language), width) for text, width in _HEADS)
            rows = tuple(_row(data_map, field, recorders, users, language) for field in own)
            yield Table(f"fields-{group or 'none'}", "", columns, rows, wide=True)


def field_table(source: Analysed, groups: Sequence[str], language: str) -> Table:
    """One table of the fields of some groups, by default of all, in the order of declaration."""
    data_map = source.data_map
    recorders, users = stated_by(source, Record), stated_by(source, Need, Use)
    wanted = set(groups)
    fields = [
        each for each in data_map.fields.values() if not wanted or not wanted.isdisjoint(data_map.groups_of(each.id))
    ]
    columns = tuple(Column(text.in_language(language), width) for text, width in _HEADS)
    rows = tuple(_row(data_map, field, recorders, users, language) for field in fields)
    return Table("fields", TITLE.in_language(language), columns, rows, wide=True)


def _row(data_map: DataMap, field: Field, recorders: _ByField, users: _ByField, language: str) -> Row:
    return Row(
        (
            line(Run(label(data_map, "fields", field.id, language), strong=True)),
            line(
                "" if field.definition is None else field.definition.in_language(language),
                _derived(data_map, field, language),
            ),
            line(", ".join(_kind(field, language))),
            line("; ".join(_codes(data_map, field, language))),
            linked_all(data_map, "actors", recorders.get(field.id, ()), language),
            linked_all(data_map, "actors", users.get(field.id, ()), language),
        ),
        anchor=f"field-{field.id}",
        explore=f"field={field.id}",
    )


def _derived(data_map: DataMap, field: Field, language: str) -> str:
    if not field.derived_from:
        return ""
    parts = ", ".join(label(data_map, "fields", part, language) for part in field.derived_from)
    return f"{' ' if field.definition else ''}({_DERIVED.in_language(language).format(parts=parts)})"


def _kind(field: Field, language: str) -> Iterator[str]:
    if field.kind:
        yield _KINDS[field.kind].in_language(language) if field.kind in _KINDS else field.kind
    if field.unit:
        yield unit_in_words(field.unit).in_language(language)


def _codes(data_map: DataMap, field: Field, language: str) -> Iterator[str]:
    for code in field.codes:
        system = data_map.code_systems.get(code.system)
        name = code.system if system is None else visible(system.label.in_language(language))
        yield f"{name} {code.value}"
    if field.icf:
        yield f"ICF {field.icf}"


def stated_by(source: Analysed, *types: type[Record] | type[Need] | type[Use]) -> Mapping[str, set[str]]:
    """For each field the roles or actors that make a statement of one of these types about it."""
    found: dict[str, set[str]] = {}
    for type_ in types:
        for actor, statement in source.needs.map_as_of.of_type(source.assumptions, type_):
            found.setdefault(statement.field, set()).add(source.data_map.role_of(actor))
    return found


SECTION = Section(TITLE, 100, write)
