"""Slips of indentation: a line that begins in a column in which it belongs to nothing above it."""

from collections.abc import Iterator

from dataflow.language.broken import NEAR, Broken, Slip, section_names, spaces
from dataflow.language.slips.keys import begins_with_key, no_space_after_dash, no_space_before_bracket


def no_sibling(broken: Broken) -> Slip | None:
    """A line that fits neither the keys nor the list items above it, or more text after a complete value."""
    if not broken.is_first_on_line:
        return no_space_before_bracket(broken) or no_space_after_dash(broken) or Slip("more follows", broken.place)
    column = broken.place.column
    near = range(broken.place.line - 1, max(broken.place.line - NEAR, 0), -1)
    above = [number for number in near if broken.line_of(number).strip()]
    # The first of the items in brackets in this column, where one below it has a dash or lacks one too.
    first = broken.place.line
    for number in above:
        line = broken.line_of(number)
        if line[: column - 1].strip() or line[column - 1 : column] not in ("{", "["):
            break
        first = number
    if first != broken.place.line or broken.here in ("{", "["):
        return Slip("dash missing", broken.at(first, column))
    if "'-' indicator" in broken.problem and begins_with_key(broken.line):
        item = _item_above(broken, above, column)
        again = broken.line.split(":")[0].strip() in item
        return Slip("dash missing" if again else "dash or indentation", broken.place)
    if broken.here == "-" and broken.opened is not None and broken.opened.column == column:
        return Slip("dash among keys", broken.place, {"line": str(broken.opened.line)})
    return _between(broken, above)


def _between(broken: Broken, above: list[int]) -> Slip | None:
    """A line that begins between the columns of the lines that it could belong to."""
    number, here = broken.place.line, broken.place.column - 1
    columns = dict(_columns(broken, above))
    left = max((each for each in columns if each < here), default=None)
    right = min((each for each in columns if each > here), default=None)
    if left is None or here in columns:
        return None
    key = broken.line_of(columns[left]).split(":")[0]
    if left == 0 and key not in section_names():
        return Slip(
            "id in first column", broken.at(columns[left], 1, len(key)), {"key": key, "column": str(here + 1)}
        )
    item = next((each for each in above if broken.line_of(each).lstrip().startswith("- ")), None)
    if broken.here == "-" and item is not None:
        return _other_column(broken, (number, here), (item, spaces(broken.line_of(item))))
    if right is None:
        return _other_column(broken, (number, here), (columns[left], left))
    if right % 2 and not here % 2:
        return _other_column(broken, (columns[right], right), (number, here))
    words = {"column": str(here + 1), "left": str(left + 1), "right": str(right + 1)}
    words |= {"left_line": str(columns[left]), "right_line": str(columns[right])}
    return Slip("between columns", broken.place, words)


def _columns(broken: Broken, above: list[int]) -> Iterator[tuple[int, int]]:
    """The columns in which a line could go on what is above, innermost first, each with the last line in it."""
    innermost = None
    for number in above:
        line = broken.line_of(number)
        indent = spaces(line)
        if not line.lstrip().startswith("#") and (innermost is None or indent < innermost):
            innermost = indent
            yield indent, number


def further_in(broken: Broken, number: int, line: str) -> Slip:
    """A key in a line that begins further to the right than the line above it, which has a key and its value."""
    above, here = len(line) - len(line.lstrip(" -")), spaces(broken.line)
    if above % 2 and not here % 2:
        return _other_column(broken, (number, above), (broken.place.line, here))
    words = {"column": str(here + 1), "other": str(above + 1), "line": str(number)}
    return Slip("indented further", broken.at(broken.place.line, here + 1), words)


def _other_column(broken: Broken, line: tuple[int, int], other: tuple[int, int]) -> Slip:
    """A line that should begin in the column of another one; each is its number and its blanks.

    Where one of the two has an odd number of blanks, it is wrong: entries are indented by two.
    """
    if other[1] % 2 and not line[1] % 2:
        line, other = other, line
    words = {"column": str(line[1] + 1), "other": str(other[1] + 1), "line": str(other[0])}
    return Slip("other column", broken.at(line[0], line[1] + 1), words)


def indented_first_line(broken: Broken) -> Slip | None:
    """The first line with content, where it is indented and a line below it is not."""
    number = next((each for each in range(1, min(broken.place.line, NEAR)) if _has_content(broken.line_of(each))), 0)
    if not number or broken.place.column != 1 or not spaces(broken.line_of(number)):
        return None
    words = {"column": str(spaces(broken.line_of(number)) + 1), "other": "1", "line": str(broken.place.line)}
    return Slip("other column", broken.at(number, int(words["column"])), words)


def _has_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _item_above(broken: Broken, above: list[int], column: int) -> set[str]:
    """The keys of the last item whose dash stands in a column."""
    keys: set[str] = set()
    for number in above:
        line = broken.line_of(number)
        if line[column - 1 : column] == "-" and not line[: column - 1].strip():
            return keys | {line[column:].split(":")[0].strip()}
        if spaces(line) == column + 1:
            keys.add(line.split(":")[0].strip())
    return keys
