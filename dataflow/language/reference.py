"""What each key of the language means: for the tables of ``language.md`` and for the JSON Schema.

``DATAFLOW_UPDATE_DOCS=1`` with ``tests/language/test_reference.py`` writes the tables.
"""

from collections.abc import Mapping

from dataflow.language import schema, statement_specs
from dataflow.language.fast_reader import keys_of
from dataflow.language.key_texts_da import DANISH
from dataflow.language.key_texts_da import REQUIRED as REQUIRED_IN_DANISH
from dataflow.language.reference_tables import TABLES, KeyText
from dataflow.language.spec import CitationSpec, Spec
from dataflow.language.word_texts import WORD_TEXTS

_TABLES_OF: Mapping[type[Spec], tuple[str, ...]] = {
    schema.FileSpec: ("sections",),
    schema.MapSpec: ("map",),
    schema.CostsSpec: ("costs",),
    schema.PhaseSpec: ("phases",),
    schema.ResponsibleSpec: ("responsible",),
    schema.PurposeSpec: ("purposes",),
    schema.LegalBasisSpec: ("legal_bases",),
    schema.SourceSpec: ("sources",),
    schema.GroupSpec: ("groups",),
    schema.CodeSystemSpec: ("code_systems",),
    schema.FieldSpec: ("fields",),
    CitationSpec: ("citations",),
    schema.ChannelSpec: ("channels",),
    statement_specs.PhaseRange: ("ranges",),
    statement_specs.RecordSpec: ("records", "statements"),
    statement_specs.NeedSpec: ("needs", "statements"),
    statement_specs.UseSpec: ("needs", "statements"),
    statement_specs.ShareSpec: ("shares", "statements"),
    statement_specs.OmitSpec: ("omits",),
    schema.SystemSpec: ("systems",),
    schema.ActorSpec: ("actors",),
    schema.ClusterSpec: ("clusters",),
    schema.WaiverSpec: ("waivers",),
    schema.ScenarioSpec: ("scenario",),
}
"""The tables with the keys of each mapping, the one that says it more exactly first."""


def text_of(spec: type[Spec], key: str) -> KeyText:
    """What a key of a mapping means. Raises KeyError for a key that no table has."""
    return _row_of(spec, key)[1]


def _row_of(spec: type[Spec], key: str) -> tuple[str, KeyText]:
    """The name of the table that explains a key, and the row in it. Raises KeyError for a key that no table has."""
    tables = (*_TABLES_OF[spec], "statements", "anything")
    found = next(((table, row) for table in tables for row in TABLES[table] if key in row.keys), None)
    if found is None:
        raise KeyError(f"{spec.__name__}.{key}")
    return found


def explained(spec: type[Spec], key: str, language: str) -> str:
    """What a key of a mapping means, without markup, in Danish (``da``) or else in English.

    Raises KeyError for a key that no table has.
    """
    table, row = _row_of(spec, key)
    if language != "da":
        return row.plain
    means, left_out = DANISH[table][" ".join(row.keys)]
    means = f"{means[:1].upper()}{means[1:]}."
    if left_out == REQUIRED_IN_DANISH:
        return f"{means} {left_out.capitalize()}."
    return f"{means} Udelades nøglen: {left_out}." if left_out else means


def table_of(name: str) -> str:
    """A table of the language reference, as Markdown text."""
    rows = [row for row in TABLES[name] if row.listed]
    has_defaults = any(row.left_out for row in rows)
    head = ["key", "means", *(["if left out"] if has_defaults else [])]
    lines = [head, ["---"] * len(head)]
    for row in rows:
        cells = [", ".join(f"`{key}`" for key in row.keys), row.means, *([row.left_out] if has_defaults else [])]
        lines.append(cells)
    return "".join(f"| {' | '.join(cells)} |\n".replace(" |  |", " | |") for cells in lines)


def table_of_words() -> str:
    """A Markdown table of the words of the language: each allowed value of a key, with what it means."""
    rows = [
        f"| {choice} | `{word}` | {means.in_language('en')} |\n"
        for choice, words in WORD_TEXTS.items()
        for word, means in words.items()
    ]
    return "".join(("| of | word | means |\n", "| --- | --- | --- |\n", *rows))


def undescribed() -> list[str]:
    """The keys of the language that no table has."""
    missing = []
    for spec in _TABLES_OF:
        for key in keys_of(spec):
            try:
                text_of(spec, key)
            except KeyError as error:
                missing.append(str(error))
    return missing
