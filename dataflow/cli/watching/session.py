"""One run of ``dataflow watch``: looks at the files, checks what was saved, and shows the result."""

import contextlib
import gc
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from dataflow.base.escaping import escaped_text, one_line
from dataflow.base.nearest import Unknown
from dataflow.base.text import Sentence, Text
from dataflow.cli.watching.checks import Check, check
from dataflow.cli.watching.drawing import Drawing
from dataflow.cli.watching.files import Files, read_files, settled_files
from dataflow.cli.watching.server import Server, Shown
from dataflow.project import Project
from dataflow.reports import ReportOptions
from dataflow.terms import Terms

_SAVED = Text(en="Saved: {files}", da="Gemt: {files}")
_GONE = Text(
    en="{path} is not there now; watching for it to come back.",
    da="{path} er der ikke nu; holder øje med, om den kommer igen.",
)
_NOT_DRAWN = Text(en="The map could not be drawn: {said}", da="Kortet kunne ikke tegnes: {said}")
_WORDS = {
    "drawing": Text(en="Drawing …", da="Tegner …"),
    "older": Text(
        en="Below is the map as it was when it last had no errors.",
        da="Nedenfor er kortet, som det var, da det sidst var uden fejl.",
    ),
    "more": Text(en="What came and went with the last save", da="Hvad der kom og gik, da der sidst blev gemt"),
    "map": Text(en="The map", da="Kortet"),
    "gone": Text(
        en="dataflow watch has ended; start it again, and this page goes on.",
        da="dataflow watch er slut; start det igen, så fortsætter siden.",
    ),
}


class Session:
    """The state of a run. Leaving its context ends the drawing and closes the page."""

    def __init__(self, path: Path, terms: Terms, options: ReportOptions) -> None:
        self._path = path
        self._terms = terms
        self._options = options
        self._files: Files | None = None
        self._sound: Project | None = None
        self._last: Check | None = None
        self._server: Server | None = None
        self._drawing: Drawing | None = None
        self._open = contextlib.ExitStack()

    def __enter__(self) -> Self:
        """The session itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends what the session began."""
        self._open.close()

    def serve(self, port: int | None, view: str) -> str:
        """Begins to serve the page, and gives its address. Raises UserError where no port is free."""
        language = self._options.language
        words = {name: text.in_language(language) for name, text in _WORDS.items()}
        self._server = Server(Shown(language, words), port)
        self._open.callback(self._server.close)
        terms = self._terms
        options = ["--view", view, "--lang", language]
        options += ["--scenario", terms.scenario] if terms.scenario else []
        options += ["--as-of", terms.as_of] if terms.as_of else []
        options += ["--planned"] if terms.planned else []
        self._drawing = Drawing(self._path, options)
        self._open.callback(self._drawing.end)
        return self._server.address

    def look(self) -> Iterator[str]:
        """Looks at the files and the drawing once, and gives the lines to say."""
        yield from self._drawn()
        builds_on = None if self._last is None else self._last.project.builds_on
        if read_files(self._path, builds_on) == self._files:
            return
        before, self._files = self._files, settled_files(self._path, builds_on)
        if self._files == before:
            return
        if before is not None:
            yield self._line(_SAVED, files=", ".join(self._files.changed(before)))
        try:
            project = Project.open(self._path, self._terms)
        except OSError:
            yield self._line(_GONE, path=self._path.as_posix())
            return
        if project.builds_on != builds_on:
            # There are other files to look at now. One that is saved while the map is checked is seen the next time.
            self._files = read_files(self._path, project.builds_on)
        yield from self._checked(project)
        gc.collect()  # what gc_paused made is old at once, so that Python would not collect it by itself

    def _checked(self, project: Project) -> Iterator[str]:
        try:
            was_broken = self._last is not None and self._last.is_broken
            self._last = check(project, self._sound, self._path, self._options, was_broken)
        except Unknown as error:  # the scenario is gone
            yield escaped_text(one_line(error.message.in_language(self._options.language)))
            return
        broken = self._last.is_broken
        if not broken:
            self._sound = project
        if self._server is not None and self._drawing is not None:
            self._server.show(heading=self._last.heading, text=self._last.lines, broken=broken, drawing=not broken)
            if broken:
                self._drawing.end()
            else:
                self._drawing.begin()
        if self._last.lines:
            yield self._last.lines.rstrip("\n")
        if not broken:
            yield self._last.heading

    def _line(self, text: Text, **words: str) -> str:
        return escaped_text(one_line(Sentence(text, words).in_language(self._options.language)))

    def _drawn(self) -> Iterator[str]:
        if self._server is None or self._drawing is None:
            return
        result = self._drawing.result()
        if isinstance(result, bytes):
            self._server.show(explorer=result, drawn=self._server.shown.drawn + 1, drawing=False)
        elif result is not None:
            said = self._line(_NOT_DRAWN, said=result)
            self._server.show(text=said, drawing=False)
            yield said
