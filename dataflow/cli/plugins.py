"""Says which parts of other packages do not work, and which rules a map names that are not installed."""

import contextlib
import warnings
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from dataflow.base.installed import BrokenPart
from dataflow.base.text import Sentence, Text
from dataflow.cli.exit_codes import COULD_NOT, DONE
from dataflow.cli.inputs import note, talk

if TYPE_CHECKING:
    from dataflow.project import Project

_WARNING = Text(en="warning: {message}", da="advarsel: {message}")
_NOT_WHOLE = Text(
    en="The check does not pass, as a rule of another package did not work.",
    da="Kontrollen er ikke bestået, for en regel fra en anden pakke virkede ikke.",
)
_NOT_INSTALLED = Text(
    en="the map names {codes}, which no installed package brings, so that it has no effect here. Install the package,"
    " or correct the code.",
    da="kortet nævner {codes}, som ingen installeret pakke har, og det har derfor ingen virkning her. Installér"
    " pakken, eller ret koden.",
)
_skipped: list[BrokenPart] = []
"""The parts that were skipped in this run."""


@contextlib.contextmanager
def broken_parts_told(language: str, with_trace: bool) -> Iterator[None]:
    """Says of each part that is skipped which and why, once; other warnings are shown as ever."""
    _skipped.clear()
    with warnings.catch_warnings():
        warnings.simplefilter("always", BrokenPart)
        show, said = warnings.showwarning, set[str]()

        def tell(message: Any, *rest: Any, **more: Any) -> None:
            if not isinstance(message, BrokenPart):
                show(message, *rest, **more)
                return
            _skipped.append(message)
            text = Sentence(_WARNING, {"message": message.message}).shown(language)
            if text not in said:
                said.add(text)
                talk(text)
                if with_trace and message.__cause__ is not None:
                    import traceback

                    talk("".join(traceback.format_exception(message.__cause__)).rstrip())

        warnings.showwarning = tell
        yield


def a_rule_was_skipped() -> bool:
    """Whether findings may be missing from this run, as a rule of another package does not work."""
    return any(each.folder == "rules" for each in _skipped)


def code_without_skipped(code: int, language: str) -> int:
    """The exit code of a check: one that passes but is not whole does not pass."""
    if code != DONE or not a_rule_was_skipped():
        return code
    talk(_NOT_WHOLE.in_language(language))
    return COULD_NOT


def note_rules_not_installed(projects: "Sequence[Project]", language: str) -> None:
    """Prints a note of the rules that the maps name and that are not installed here."""
    from dataflow.rules import rule_names

    named: set[str] = set()
    for project in projects:
        if not project.is_broken:
            named |= {*project.data_map.severities, *(waiver.rule for waiver in project.data_map.waivers)}
    if unknown := sorted(named - rule_names().keys()):
        note(Sentence(_NOT_INSTALLED, {"codes": ", ".join(unknown)}), language)
