"""CSV files that were filled in: as a new map, or as changes of a map."""

from collections.abc import Mapping

from dataflow.exchange.changes import Changes, Check, NewMap
from dataflow.exchange.csv_files import CsvSheets
from dataflow.exchange.from_xlsx import Target, changes_in, new_map_in


def new_map(files: Mapping[str, bytes], language: str, check: Check) -> NewMap:
    """The map of tables, or of lists of statements. Raises ``UserError`` for a file that can't be read."""
    read = CsvSheets(files, language, declare=True)
    if read.problems:
        return NewMap(language, {}, tuple(read.problems))
    return new_map_in(read.sheets, ", ".join(files), check, language)


def changes_of(files: Mapping[str, bytes], target: Target, delete: bool) -> Changes:
    """What files change in a map. Without what was exported beside them, they are compared with the map itself."""
    read = CsvSheets(files, target.language, declare=False)
    if read.problems:
        return Changes(target.language, (), 0, (), tuple(read.problems), {})
    return changes_in(read.sheets, ", ".join(files), target, delete, needs_kept=False)
