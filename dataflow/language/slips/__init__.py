"""Finds the typing mistake that probably made a text invalid YAML.

Law: looks only near the place where libyaml gave up; where nothing is found, libyaml's own message is explained.
"""

import re
from collections.abc import Callable

import yaml

from dataflow.language.broken import Broken, Slip
from dataflow.language.slips.brackets import (
    comma_or_bracket_missing,
    no_colon_before_bracket,
    odd_bracket,
    unclosed_quote,
    wrong_bracket,
)
from dataflow.language.slips.columns import further_in, indented_first_line, no_sibling
from dataflow.language.slips.keys import (
    bare_key,
    before_key,
    key_alone,
    no_space,
    no_space_after_dash,
    no_space_before_bracket,
    question_mark,
    sign_before_text,
    star_for_dash,
    text_with_colon,
)

_VALUE_ON_LINE = re.compile(r"""\s*(?:- +)*["']?[^"'{}\[\]:]+["']?:\s+(?P<value>\S.*)""")


def slip_at(broken: Broken) -> Slip | None:
    """What was probably mistyped; None where only libyaml's own words can say it."""
    slip = unclosed_quote(broken) or no_colon_before_bracket(broken) or wrong_bracket(broken)
    if slip is None:
        look = next((look for problem, look in _LOOK if problem in broken.problem), None)
        slip = look(broken) if look else None
    return slip


def _after_colon(broken: Broken) -> Slip | None:
    """A colon is not expected: no colon in the line above, a text with one, two keys on a line, or an odd indent."""
    slip = no_space_before_bracket(broken) or no_space_after_dash(broken)
    slip = slip or odd_bracket(broken) or _text_above(broken)
    if slip is not None:
        return slip
    match = _VALUE_ON_LINE.match(broken.line)
    if match is None or match.start("value") >= broken.place.column - 1:
        return None
    start = match.start("value")
    return before_key(broken, start, "line missing") or text_with_colon(broken, start, stop="")


def _text_above(broken: Broken) -> Slip | None:
    """What is wrong where YAML takes this line for a part of the text that begins in a line above."""
    last = broken.before.last
    if not isinstance(last, yaml.ScalarToken) or last.style or last.start_mark.line + 1 == broken.place.line:
        return None
    number = last.start_mark.line + 1
    line = broken.line_of(number)
    if line[: last.start_mark.column].strip(" -"):
        return further_in(broken, number, line)
    return no_space(broken, number, line) or key_alone(broken, number, line) or bare_key(broken, number, line)


def _no_colon(broken: Broken) -> Slip | None:
    """A key without a colon, or with one that no space follows; or an item that lacks its dash or the space after
    it.
    """
    number, line = broken.place.line, broken.line
    slip = no_space(broken, number, line) or no_space_after_dash(broken)
    if slip is None and broken.here in ("{", "[") and broken.is_first_on_line:
        return Slip("dash missing", broken.place)
    return slip or key_alone(broken, number, line) or bare_key(broken, number, line)


_LOOK: tuple[tuple[str, Callable[[Broken], Slip | None]], ...] = (
    ("expected ',' or", comma_or_bracket_missing),
    ("mapping values are not allowed", _after_colon),
    ("could not find expected ':'", _no_colon),
    ("expected key", no_sibling),
    ("'-' indicator", no_sibling),
    ("<document start>", indented_first_line),
    ("cannot start any token", sign_before_text),
    ("expected comment or line break", sign_before_text),
    ("mapping keys are not allowed", sign_before_text),
    ("alphabetic or numeric character", star_for_dash),
    ("expected node content", question_mark),
)
"""What to look for, by a part of libyaml's message."""
