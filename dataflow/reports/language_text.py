"""How actors write fields, as text: a block for each field, with what does not translate."""

from collections.abc import Iterator

from dataflow.base.visible import visible
from dataflow.reports import CommonLanguage, Report, ReportOptions
from dataflow.reports._language_rows import HEADS, NOTHING, FieldRows, about_field, counted_in_words, rows_of


def write(table: CommonLanguage, options: ReportOptions) -> str:
    """The blocks, then for how many fields the actors have no common language."""
    rows = rows_of(table, options.language)
    if not rows:
        return NOTHING.in_language(options.language) + "\n"
    blocks = ["\n".join(_block(table, each, options)) for each in rows]
    return "\n\n".join([*blocks, counted_in_words(rows, options.language)]) + "\n"


def _block(table: CommonLanguage, rows: FieldRows, options: ReportOptions) -> Iterator[str]:
    data_map, language = table.data_map, options.language
    about = about_field(data_map, rows.field, language)
    title = options.bold(visible(data_map.fields[rows.field].label.in_language(language)))
    yield f"{title} ({about})" if about else title
    for each in rows.actors:
        yield f"  {visible(data_map.actors[each.actor].label.in_language(language))}"
        yield from (f"    {words}" for words in each.done_in_words(data_map, language))
        for key, said in (("sent", each.sent_in_words(data_map, language)), ("untranslated", each.untranslated)):
            yield from (f"    {HEADS[key].in_language(language).lower()}: {visible(words)}" for words in said)


REPORT = Report(write)
