"""``dataflow watch``: the map checked, and drawn, each time a file of it is saved."""

import signal
import time
from typing import TYPE_CHECKING, Annotated

import typer

from dataflow.base.escaping import escaped_text, one_line
from dataflow.base.text import Sentence, Text
from dataflow.cli import options
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE, CliError
from dataflow.cli.inputs import options_of, terms_of
from dataflow.cli.options import Color

if TYPE_CHECKING:
    from types import FrameType

_WATCHED = Text(
    en="Watching {path}: save a file of it. Ctrl-C ends this.",
    da="Holder øje med {path}: gem en af kortets filer. Ctrl-C slutter.",
)
_PAGE = Text(en="The page: {address}", da="Siden: {address}")
_STDIN = Text(
    en="Standard input is no file that can be saved anew; name the map's folder or file.",
    da="Standardinput er ingen fil, der kan gemmes igen; nævn kortets mappe eller fil.",
)


def watch(
    path: options.MapPath = None,
    scenario: options.ScenarioOption = None,
    planned: options.PlannedOption = False,
    as_of: options.AsOfOption = None,
    page: Annotated[bool, typer.Option("--page", help="Show the explorer on a page that refreshes itself.")] = False,
    open_: Annotated[bool, typer.Option("--open", help="As --page, and open the page in the browser.")] = False,
    port: Annotated[
        int | None, typer.Option("--port", metavar="N", min=1, max=65535, help="The page's port; else a free one.")
    ] = None,
    view: Annotated[str, typer.Option("--view", help="The view at which the explorer opens.")] = "explorer",
    lang: options.LanguageOption = None,
    color: options.ColorOption = Color.auto,
    verbose: options.VerboseOption = False,
) -> int:
    """Check the map each time a file of it is saved, and say what came and went; with --page, draw it too.

    The page is served to this machine alone.
    """
    from dataflow.cli.places import one_map_at
    from dataflow.cli.stdin import STDIN
    from dataflow.cli.watching.files import INTERVAL
    from dataflow.cli.watching.session import Session
    from dataflow.project import Project

    found = one_map_at(path)
    if found == STDIN:
        raise CliError(_STDIN)
    terms = terms_of(scenario, planned, as_of)
    project = Project.open(found, terms)
    if not project.is_broken:
        _ = project.data_map  # refuses an unknown scenario
    report_options = options_of(lang, project, color, None)
    language = report_options.language
    end = _End()
    with Session(found, terms, report_options) as session:
        _say(escaped_text(one_line(Sentence(_WATCHED, {"path": found.as_posix()}).in_language(language))))
        if page or open_ or port is not None:
            address = session.serve(port, view)
            _say(Sentence(_PAGE, {"address": address}).in_language(language))
            if open_:
                import webbrowser

                webbrowser.open(address)
        while not end.asked:
            for line in session.look():
                _say(line)
            time.sleep(INTERVAL)
    return DONE


def _say(text: str) -> None:
    print(text, flush=True)


class _End:
    """Whether the user, or the system, has asked the command to end; it does so after what it is at.

    Asked a second time, it ends at once.
    """

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: "FrameType | None") -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True


COMMAND = Command(watch, "Check and draw the map at each save.", example="dataflow watch specs/ihd --open", order=25)
