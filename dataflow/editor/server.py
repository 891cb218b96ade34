"""The language server: requests of an editor become questions to the functions of this folder.

Problems are checked in a thread at each change, gaps in a process of their own when nothing has been typed for a
while. A change ends what was begun for the text before it.
"""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from inspect import isawaitable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from dataflow.base.finding import Severity
from dataflow.base.text import Text
from dataflow.editor.checks import Checked, Shown, problems_of, shown_in
from dataflow.editor.known import Known
from dataflow.editor.naming import naming
from dataflow.editor.occurrences import Id, Occurrence
from dataflow.editor.positions import Position, Positions, Range
from dataflow.editor.rename import CannotRename
from dataflow.editor.session import Found, Session, positions_in
from dataflow.editor.worker import gaps_elsewhere
from dataflow.editor.workspace import MOST_FILES, MapTexts, Workspace
from dataflow.rules import all_rules

Handler = TypeVar("Handler", bound=Callable[..., Any])

_PAUSE_BEFORE_PROBLEMS, _PAUSE_BEFORE_GAPS = 0.03, 0.5
"""How long nothing is typed before problems and gaps are looked for, in seconds."""
_NOT_WHOLE = Text(
    en="{map}: of this map, or the one that it builds on, only the files directly in the folder of the map are read,"
    " as the folder holds more than {most} spec files or folders. Put the map into a folder of its own, or check it"
    " with dataflow validate.",
    da="{map}: Af kortet, eller det, som det bygger på, læses kun filerne direkte i kortets mappe, for mappen"
    " indeholder mere end {most} kortfiler eller mapper. Læg kortet i en mappe for sig, eller kontrollér det med"
    " dataflow validate.",
)
_REQUEST_FAILED = -32803
_CONTENT_MODIFIED = -32801
_SEVERITIES: Mapping[Severity, types.DiagnosticSeverity] = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


class Documents:
    """The files of an editor by address: those on the disk, and those that have never been saved."""

    def __init__(self) -> None:
        self._addresses: dict[Path, str] = {}

    def path_of(self, uri: str) -> Path:
        """The path of a file; one that is nowhere on the disk for a text that was never saved."""
        found = to_fs_path(uri)
        parts = urlsplit(uri)
        unsaved = Path(os.sep) / f"{parts.scheme}:" / quote(uri, safe="") / "untitled.yaml"
        return unsaved if found is None else Path(os.path.normpath(found))

    def opened(self, uri: str) -> Path:
        """The path of a file that the editor opens; the file keeps the address that the editor gives it."""
        path = self.path_of(uri)
        self._addresses[path] = uri
        return path

    def uri_of(self, path: Path) -> str:
        """The address of a file, as the editor wrote it where it is open."""
        return self._addresses.get(path) or path.as_uri()


class Server(LanguageServer):
    """One editor's server."""

    def __init__(self) -> None:
        super().__init__("dataflow", "1", text_document_sync_kind=types.TextDocumentSyncKind.Full)
        titles = {code: rule.title for code, rule in all_rules().items()}
        self.session = Session(Workspace(rules=titles))
        self.documents = Documents()
        self.checks: dict[Path, asyncio.Task[None]] = {}
        self.published: dict[Path, tuple[types.Diagnostic, ...]] = {}
        self.one_thread = ThreadPoolExecutor(max_workers=1)
        self.reading_thread = ThreadPoolExecutor(max_workers=1)
        self.said_not_whole: set[Path] = set()

    @property
    def files(self) -> Workspace:
        """The files of the editor."""
        return self.session.workspace

    # What is typed

    def typed(self, uri: str, text: str | None) -> None:
        """Takes over a text, and has its map checked."""
        path = self.documents.opened(uri)
        self.files.typed(path, None if text is None else text.encode("utf-8", errors="surrogatepass"))
        roots = self._roots()
        for gone in [root for root in self.checks if root not in roots]:
            self._forget(gone)
        own = self.files.root_of(path)
        if own is None:
            self._publish(path, ())
        elif own in roots and self.files.is_read(own):
            self._show_mistakes_in(path, own)
        for root in roots:
            last = self.session.problems.get(root)
            if root == own or last is None or last.texts.file_of(path) is not None:
                self.check(root)

    def _roots(self) -> list[Path]:
        """The maps that have an open file."""
        return sorted({root for path in self.files.unsaved if (root := self.files.root_of(path)) is not None})

    def _show_mistakes_in(self, path: Path, root: Path) -> None:
        """Shows the mistakes that a file has by itself at once, before the map is linked."""
        texts = self.files.texts_of(root)
        file = texts.file_of(path)
        findings = [each for each in texts.project.specs.read[1] if each.place.file == file]
        if file is not None and findings:
            positions = positions_in(texts, file)
            shown = shown_in(findings, self.session.known(texts).language)
            self._publish(path, [self._diagnostic(texts, positions.range_of(each.place), each) for each in shown])

    async def until_read(self, root: Path) -> None:
        """Waits until the files of a map have been read, and says so where they are not all."""
        while not self.files.is_read(root):
            await asyncio.get_running_loop().run_in_executor(self.reading_thread, self.files.read_map, root)
        texts = self.files.texts_of(root)
        if not texts.is_whole and root not in self.said_not_whole:
            self.said_not_whole.add(root)
            said = _NOT_WHOLE.in_language(self.session.known(texts).language).format(map=root.name, most=MOST_FILES)
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, said))

    def check(self, root: Path) -> None:
        """Checks a map, instead of what was begun for it before."""
        if (begun := self.checks.get(root)) is not None:
            begun.cancel()
        self.checks[root] = asyncio.get_running_loop().create_task(self._check(root))

    async def _check(self, root: Path) -> None:
        try:
            await asyncio.sleep(_PAUSE_BEFORE_PROBLEMS)
            await self.until_read(root)
            texts = self.files.texts_of(root)
            loop = asyncio.get_running_loop()
            problems = await loop.run_in_executor(self.one_thread, problems_of, texts.project)
            self.session.problems[root] = Found(texts, problems)
            self._publish_all(texts)
            if texts.project.is_broken:
                return
            await asyncio.sleep(_PAUSE_BEFORE_GAPS)
            gaps: Checked = await gaps_elsewhere(texts.project)
            self.session.gaps[root] = Found(texts, gaps)
            self._publish_all(texts)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # a failure of a check must not end the server
            self.failed(error)

    def check_all(self) -> None:
        """Checks all open maps anew, as files may have changed on the disk."""
        self.files.forget_disk()
        for root in self._roots():
            self.check(root)

    def failed(self, error: Exception) -> None:
        """Tells of a failure in one line, in the log of the editor."""
        text = f"dataflow: {type(error).__name__}: {error}"
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, text))

    def _forget(self, root: Path) -> None:
        """Takes back what was shown of a map that is no longer there."""
        if (begun := self.checks.pop(root, None)) is not None:
            begun.cancel()
        found = self.session.problems.pop(root, None)
        self.session.gaps.pop(root, None)
        for file in found.texts.texts if found is not None else ():
            if found is not None:
                self._publish(found.texts.path_of(file), ())

    # What is shown

    def _publish_all(self, texts: MapTexts) -> None:
        """Shows what was found in a map, but for the files of another open map, which show its own findings."""
        roots = self._roots()
        for path, found in self.session.shown(texts).items():
            own = self.files.root_of(path)
            if own == texts.root or own not in roots:
                self._publish(path, [self._diagnostic(texts, where, shown) for where, shown in found])

    def _publish(self, path: Path, found: Iterable[types.Diagnostic]) -> None:
        diagnostics = tuple(found)
        if self.published.get(path, ()) != diagnostics or path in self.files.unsaved:
            self.published[path] = diagnostics
            uri = self.documents.uri_of(path)
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, list(diagnostics)))

    def _diagnostic(self, texts: MapTexts, where: Range, shown: Shown) -> types.Diagnostic:
        related = [
            types.DiagnosticRelatedInformation(
                types.Location(
                    self.documents.uri_of(texts.path_of(place.file)),
                    lsp_range(positions_in(texts, place.file).range_of(place)),
                ),
                said,
            )
            for place, said in shown.related
        ]
        return types.Diagnostic(
            range=lsp_range(where),
            message=shown.message,
            severity=_SEVERITIES[shown.severity],
            code=shown.code,
            source="dataflow",
            related_information=related or None,
        )

    # What is asked

    def place(self, uri: str, position: types.Position) -> "Asked | None":
        """The map, file and offset that a request is about; None for a file that is no spec."""
        path = self.documents.path_of(uri)
        texts = self.session.map_of(path)
        file = texts.file_of(path) if texts is not None else None
        if texts is None or file is None:
            return None
        positions = positions_in(texts, file)
        offset = positions.offset(Position(position.line, position.character))
        return Asked(texts, self.session.known(texts), file, positions, offset)

    async def naming(self, asked: "Asked", id_: Id) -> tuple[Known, tuple[str, ...]]:
        """What ``naming`` gives for the map below and all maps of the open folders, read in a thread.

        Raises JsonRpcException if one of them was changed meanwhile.
        """
        loop = asyncio.get_running_loop()
        roots = await loop.run_in_executor(self.reading_thread, self.files.roots_in_folders)
        base = asked.texts.base_root
        for root in (others := dict.fromkeys((*roots, *(() if base is None else (base,))))):
            await self.until_read(root)
        maps = [self.files.texts_of(root) for root in others]
        found = await loop.run_in_executor(self.reading_thread, naming, asked.texts, asked.known, maps, id_)
        if any(self.files.texts_of(each.root).texts != each.texts for each in (asked.texts, *maps)):
            raise JsonRpcException("changed meanwhile", code=_CONTENT_MODIFIED)
        return found

    def location(self, known: Known, texts: MapTexts, each: Occurrence) -> types.Location:
        """Where an id stands."""
        where = known.files[each.file].positions.range_between(each.start, each.end)
        return types.Location(self.documents.uri_of(texts.path_of(each.file)), lsp_range(where))


class Asked:
    """What a request is about."""

    def __init__(self, texts: MapTexts, known: Known, file: str, positions: Positions, offset: int) -> None:
        self.texts = texts
        self.known = known
        self.file = file
        self.positions = positions
        self.offset = offset

    @property
    def text(self) -> str:
        """The text of the file."""
        return self.positions.text

    @property
    def occurrence(self) -> Occurrence | None:
        """The id at the offset."""
        return self.known.files[self.file].at(self.offset)


def lsp_range(where: Range) -> types.Range:
    """A range for the protocol."""
    return types.Range(types.Position(*where.start), types.Position(*where.end))


def heard(handler: Handler) -> Handler:
    """The handler of a notification, in which a failure does not end the server."""

    @wraps(handler)
    def guarded(server: Server, parameters: Any) -> None:
        try:
            handler(server, parameters)
        except Exception as error:  # an editor shows whatever is raised, with its traceback
            server.failed(error)

    return guarded  # type: ignore[return-value]  # the same parameters


def answered(handler: Handler) -> Callable[[Server, Any], Awaitable[Any]]:
    """The handler of a request about a file, which waits for the map to be read while other messages are heard.

    It gives no answer instead of a failure that is not the user's.
    """

    @wraps(handler)
    async def guarded(server: Server, parameters: Any) -> Any:
        try:
            root = server.files.root_of(server.documents.path_of(parameters.text_document.uri))
            if root is not None:
                await server.until_read(root)
            answer = handler(server, parameters)
            return await answer if isawaitable(answer) else answer
        except JsonRpcException:
            raise
        except CannotRename as error:
            path = server.documents.path_of(parameters.text_document.uri)
            texts = server.session.map_of(path)
            language = server.session.known(texts).language if texts is not None else "en"
            raise JsonRpcException(error.message.in_language(language), code=_REQUEST_FAILED) from None
        except Exception as error:  # an editor shows whatever else is raised, with its traceback
            server.failed(error)  # a part of the same server
            return None

    return guarded


def make_server() -> Server:
    """A server with all its features."""
    from dataflow.editor.features import add_features

    server = Server()
    add_features(server)
    return server


def serve() -> None:
    """Serves an editor over standard input and output until it ends the connection."""
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    # Copies, as the connection is closed at its end; nothing else may write into it.
    with os.fdopen(os.dup(0), "rb") as source, os.fdopen(os.dup(1), "wb") as target:
        make_server().start_io(source, target)
