"""How actors write fields, as a Markdown table: a row for each field and actor, the first with unit and codes."""

from collections.abc import Iterator

from dataflow.reports import CommonLanguage, Report, ReportOptions
from dataflow.reports._language_rows import HEADS, FieldRows, about_field, counted_in_words, rows_of
from dataflow.reports._markdown import plain, table


def write(common: CommonLanguage, options: ReportOptions) -> str:
    """The title of the map, how many fields there are, and the table."""
    language = options.language
    rows = rows_of(common, language)
    cells = [cell for each in rows for cell in _rows(common, each, language)]
    parts = [f"# {plain(common.data_map.title.in_language(language))}", plain(counted_in_words(rows, language))]
    parts += [table([head.in_language(language) for head in HEADS.values()], cells)] if cells else []
    return "\n\n".join(parts) + "\n"


def _rows(common: CommonLanguage, rows: FieldRows, language: str) -> Iterator[tuple[str, ...]]:
    data_map = common.data_map
    about = about_field(data_map, rows.field, language)
    field = data_map.fields[rows.field].label.in_language(language)
    for each in rows.actors:
        yield (
            f"{field} ({about})" if about and each is rows.actors[0] else field,
            data_map.actors[each.actor].label.in_language(language),
            "; ".join(each.done_in_words(data_map, language)),
            "; ".join(each.sent_in_words(data_map, language)),
            " ".join(each.untranslated),
        )


REPORT = Report(write)
