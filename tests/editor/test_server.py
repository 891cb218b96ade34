"""The language server with a real client over standard input and output, as an editor uses it."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pytest_lsp import LanguageClient, client_capabilities, make_test_lsp_client

from dataflow.cli.first_map import write_first_map

MOST_SECONDS = 60
MAP = "map: {id: study, title: Study}\nfields: {weight: {}}\n"


class Editor:
    """A client with some files open."""

    def __init__(self, client: LanguageClient) -> None:
        self.client = client
        self.texts: dict[str, str] = {}

    def open(self, path: Path | str, text: str | None = None) -> str:
        uri = path if isinstance(path, str) else path.as_uri()
        self.texts[uri] = Path(path).read_text("utf-8") if text is None else text
        item = types.TextDocumentItem(uri, "yaml", 1, self.texts[uri])
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def type(self, uri: str, before: str, new: str) -> None:
        assert before in self.texts[uri]
        self.texts[uri] = self.texts[uri].replace(before, new, 1)
        identifier = types.VersionedTextDocumentIdentifier(uri=uri, version=2)
        change = types.TextDocumentContentChangeWholeDocument(self.texts[uri])
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [change]))

    def where(self, uri: str, before: str) -> dict[str, Any]:
        """The parameters of a request right behind a text."""
        text = self.texts[uri]
        above = text[: text.index(before) + len(before)]
        line = above.count("\n")
        units = len(above.rpartition("\n")[2].encode("utf-16-le")) // 2
        return {"text_document": types.TextDocumentIdentifier(uri), "position": types.Position(line, units)}

    async def shown(self, uri: str, *codes: str, without: tuple[str, ...] = ()) -> list[types.Diagnostic]:
        """The diagnostics of a file, as soon as those codes are among them, and none of the others."""

        async def wait() -> list[types.Diagnostic]:
            while True:
                found = list(self.client.diagnostics.get(uri, ()))
                seen = {each.code for each in found}
                if uri in self.client.diagnostics and seen.issuperset(codes) and seen.isdisjoint(without):
                    return found
                await self.client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)

        return await asyncio.wait_for(wait(), MOST_SECONDS)

    async def fix(self, uri: str, diagnostic: types.Diagnostic, title: str) -> None:
        """Asks for the quick fixes of a diagnostic, and applies the one whose title begins so."""
        context = types.CodeActionContext([diagnostic])
        parameters = types.CodeActionParams(types.TextDocumentIdentifier(uri), diagnostic.range, context)
        actions = await self.client.text_document_code_action_async(parameters) or []
        (action,) = [each for each in actions if each.title.startswith(title)]
        assert isinstance(action, types.CodeAction)
        assert action.edit is not None
        self.apply(action.edit)

    def apply(self, edit: types.WorkspaceEdit) -> None:
        for uri, edits in (edit.changes or {}).items():
            if uri not in self.texts:
                self.open(Path(types_path(uri)))
            lines = self.texts[uri].split("\n")
            for each in sorted(
                edits, key=lambda each: (each.range.start.line, each.range.start.character), reverse=True
            ):
                start, end = each.range.start, each.range.end
                assert start.line == end.line
                line = lines[start.line].encode("utf-16-le")
                new = line[: 2 * start.character] + each.new_text.encode("utf-16-le") + line[2 * end.character :]
                lines[start.line] = new.decode("utf-16-le")
            self.type(uri, self.texts[uri], "\n".join(lines))


def types_path(uri: str) -> str:
    return uri.removeprefix("file://")


def with_editor(folder: Path, story: Callable[[Editor], Awaitable[None]]) -> None:
    """Starts the server, plays a story, and ends the server as an editor does."""

    async def play() -> None:
        client = make_test_lsp_client()
        await client.start_io(sys.executable, "-m", "dataflow", "lsp")
        try:
            parameters = types.InitializeParams(
                capabilities=client_capabilities("neovim"),
                workspace_folders=[types.WorkspaceFolder(folder.as_uri(), folder.name)],
            )
            await client.initialize_session(parameters)
            await story(Editor(client))
            assert not client.log_messages
        finally:
            await client.shutdown_session()
            await client.stop()

    # A thread of its own, as a browser that another test has opened keeps a loop in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, play()).result()


def test_from_a_new_folder_to_a_map_with_its_gap_closed(tmp_path: Path) -> None:
    """What ``dataflow init`` writes, opened, mistyped, fixed, and its gap closed."""
    write_first_map(tmp_path, "en")

    async def story(editor: Editor) -> None:
        actors = editor.open(tmp_path / "actors.yaml")
        gaps = await editor.shown(actors, "DF301")
        gap = next(each for each in gaps if each.code == "DF301")
        assert "municipality" in gap.message.lower()
        assert gap.severity == types.DiagnosticSeverity.Error
        editor.type(actors, "to: gp, via: discharge-letter", "to: gp, via: discharge-leter")
        (unknown,) = [each for each in await editor.shown(actors, "DF101") if each.code == "DF101"]
        await editor.fix(actors, unknown, '"discharge-leter" becomes "discharge-letter"')
        await editor.shown(actors, without=("DF101",))
        place = editor.where(actors, "fields: [rehabilitation-plan, ")
        offered = await editor.client.text_document_completion_async(types.CompletionParams(**place))
        assert isinstance(offered, types.CompletionList)
        assert {"lvef": "Ejection fraction"}.items() <= {each.label: each.detail for each in offered.items}.items()
        editor.type(
            actors,
            "fields: [rehabilitation-plan, training-risk], phase: discharge, to",
            "fields: [lvef, rehabilitation-plan, training-risk], phase: discharge, to",
        )
        await editor.shown(actors, without=("DF301",))

    with_editor(tmp_path, story)


def test_questions_about_an_id_behind_an_emoji_in_a_file_of_windows(tmp_path: Path) -> None:
    """Hover, definition, references, rename and outline, in lines that end in CR LF."""
    text = (
        "map: {id: study, title: 'Æble 😀', languages: [da]}\r\nphases: {visit: {}}\r\n"
        "fields: {weight: {label: 'Vægt 😀'}, height: {}}\r\n"
        "actors:\r\n  gp: {label: '😀', records: [{note: '😀 æ', fields: weight, phase: visit}]}\r\n"
    )
    (tmp_path / "map.yaml").write_bytes(text.encode())
    (tmp_path / "more.yaml").write_text("actors: {clinic: {records: [{fields: weight, phase: visit}]}}\n", "utf-8")

    async def story(editor: Editor) -> None:
        client = editor.client
        uri = editor.open(tmp_path / "map.yaml", text)
        await editor.shown(uri)
        place = editor.where(uri, "fields: wei")
        hovered = await client.text_document_hover_async(types.HoverParams(**place))
        assert hovered is not None
        assert isinstance(hovered.contents, types.MarkupContent)
        assert "Vægt 😀" in hovered.contents.value
        assert hovered.range is not None
        assert hovered.range.start == types.Position(4, place["position"].character - 3)
        (defined,) = await client.text_document_definition_async(types.DefinitionParams(**place)) or ()
        assert isinstance(defined, types.Location)
        assert (defined.uri, defined.range.start) == (uri, types.Position(2, 9))
        context = types.ReferenceContext(include_declaration=False)
        references = await client.text_document_references_async(types.ReferenceParams(**place, context=context))
        assert references is not None
        assert {each.uri for each in references} == {uri, (tmp_path / "more.yaml").as_uri()}
        with pytest.raises(JsonRpcException, match="optaget"):
            await client.text_document_rename_async(types.RenameParams(**place, new_name="height"))
        prepared = await client.text_document_prepare_rename_async(types.PrepareRenameParams(**place))
        assert isinstance(prepared, types.PrepareRenamePlaceholder)
        assert prepared.placeholder == "weight"
        edit = await client.text_document_rename_async(types.RenameParams(**place, new_name="mass"))
        assert edit is not None
        editor.apply(edit)
        assert "note: '😀 æ', fields: mass," in editor.texts[uri]
        assert "\r\nfields: {mass: {label" in editor.texts[uri]
        assert "fields: mass" in editor.texts[(tmp_path / "more.yaml").as_uri()]
        parameters = types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
        symbols = await client.text_document_document_symbol_async(parameters)
        assert symbols is not None
        assert [each.name for each in symbols] == ["map", "phases", "fields", "actors"]

    with_editor(tmp_path, story)


def test_texts_that_were_never_saved_and_files_that_are_no_specs(tmp_path: Path) -> None:
    """Two texts without a file are two maps; other YAML gets neither findings nor failures."""

    async def story(editor: Editor) -> None:
        one = editor.open("untitled:Untitled-1", "map: {id: one, title: One}\nfields: {a: {kind: colour}}\n")
        await editor.shown(one, "DF007")
        two = editor.open("untitled:Untitled-2", "map: {id: two, title: Two}\nfields: {a: {}}\n")
        assert not [each for each in await editor.shown(two) if each.severity == types.DiagnosticSeverity.Error]
        editor.type(two, "fields: {a: {}}", "fields: {a: {}, b: [}}")
        await editor.shown(two, "DF002")
        place = editor.where(two, "fields: {a: {")
        offered = await editor.client.text_document_completion_async(types.CompletionParams(**place))
        assert isinstance(offered, types.CompletionList)
        assert "label" in {each.label for each in offered.items}
        other = editor.open("untitled:Untitled-3", "site_name: x\nnav: [\n")
        place = editor.where(other, "site_name: ")
        assert await editor.client.text_document_hover_async(types.HoverParams(**place)) is None
        assert await editor.client.text_document_completion_async(types.CompletionParams(**place)) is None
        await editor.shown(one, "DF007")

    with_editor(tmp_path, story)


def test_a_map_begins_in_an_empty_file_of_a_folder_below_another_map(tmp_path: Path) -> None:
    """The folder above the repository is not read, whatever is in it; the first lines are offered."""
    (tmp_path / "stray.yaml").write_text("map: {id: stray, title: Stray}\nfields: {stray_field: {}}\n", "utf-8")
    folder = tmp_path / "new"
    (folder / ".git").mkdir(parents=True)

    async def story(editor: Editor) -> None:
        uri = editor.open(folder / "map.yaml", "")
        place = {"text_document": types.TextDocumentIdentifier(uri), "position": types.Position(0, 0)}
        offered = await editor.client.text_document_completion_async(types.CompletionParams(**place))
        assert isinstance(offered, types.CompletionList)
        assert [each.label for each in offered.items][:1] == ["new map"]
        assert {"dataflow", "map", "fields"} <= {each.label for each in offered.items}
        edit = offered.items[0].text_edit
        assert isinstance(edit, types.TextEdit)
        editor.type(uri, "", edit.new_text)
        assert not [each for each in await editor.shown(uri) if each.severity == types.DiagnosticSeverity.Error]

    with_editor(folder, story)


@pytest.mark.parametrize("what", ["read_map", "roots_in_folders"])
def test_the_server_ends_with_its_editor_while_files_are_read(tmp_path: Path, what: str) -> None:
    """A read that never ends (of a pipe), or a search of a large tree, keeps neither answers nor the end waiting."""
    (tmp_path / "map.yaml").write_text(MAP, "utf-8")
    code = (
        "import threading\nfrom dataflow.editor import workspace\nfrom dataflow.cli.commands.lsp import lsp\n"
        f"workspace.Workspace.{what} = lambda self, *given: threading.Event().wait()\nlsp()"
    )

    async def play() -> None:
        client = make_test_lsp_client()
        await client.start_io(sys.executable, "-c", code)
        folder = types.WorkspaceFolder(tmp_path.as_uri(), "map")
        capabilities = client_capabilities("neovim")
        await client.initialize_session(types.InitializeParams(capabilities, workspace_folders=[folder]))
        editor = Editor(client)
        place = editor.where(editor.open(tmp_path / "map.yaml"), "fields: {wei")
        asked = types.ReferenceParams(**place, context=types.ReferenceContext(include_declaration=True))
        waiting = asyncio.ensure_future(client.text_document_references_async(asked))
        other = editor.open("untitled:Untitled-1", "nav: [\n")
        answer = client.text_document_hover_async(types.HoverParams(**editor.where(other, "nav")))
        assert await asyncio.wait_for(answer, MOST_SECONDS) is None
        assert not waiting.done()
        await client.shutdown_session()
        assert client._server is not None
        assert await asyncio.wait_for(client._server.wait(), MOST_SECONDS) == 0
        await asyncio.gather(waiting, return_exceptions=True)
        await client.stop()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, play()).result()


def test_a_change_of_the_map_below_is_seen_in_the_map_above(tmp_path: Path) -> None:
    """Both are open; each file shows what its own map finds in it, and the end of one takes back what it showed."""
    below, above = tmp_path / "below.d" / "map.yaml", tmp_path / "above" / "map.yaml"
    for path, text in (
        (below, "map: {id: below, title: Below}\nactors: {gp: {}}\n"),
        (above, "map: {id: above, title: Above, extends: ../below.d}\nactors: {north: {extends: gp}}\n"),
    ):
        path.parent.mkdir()
        path.write_text(text, "utf-8")

    async def story(editor: Editor) -> None:
        upper = editor.open(above)
        assert not await editor.shown(upper)
        lower = editor.open(below)
        editor.type(lower, "gp: {}", "doctor: {}")
        (unknown,) = await editor.shown(upper, "DF101")
        assert '"gp"' in unknown.message
        assert not [each for each in await editor.shown(lower) if each.severity == types.DiagnosticSeverity.Error]
        editor.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(lower)))
        await editor.shown(upper, without=("DF101",))

    with_editor(tmp_path, story)


def test_an_editor_that_opens_a_subfolder_of_a_map_knows_the_map(tmp_path: Path) -> None:
    """In a repository: the ids of the files above are declared, found and renamed with the open one."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "map.yaml").write_text(MAP + "phases: {visit: {}}\n", "utf-8")
    below = tmp_path / "actors"
    below.mkdir()
    (below / "gp.yaml").write_text("actors: {gp: {records: [{fields: weight, phase: visit}]}}\n", "utf-8")

    async def story(editor: Editor) -> None:
        uri = editor.open(below / "gp.yaml")
        await editor.shown(uri, without=("DF101",))
        place = editor.where(uri, "fields: wei")
        found = await editor.client.text_document_definition_async(types.DefinitionParams(**place))
        assert isinstance(found, list)
        assert [each.uri for each in found if isinstance(each, types.Location)] == [(tmp_path / "map.yaml").as_uri()]
        edit = await editor.client.text_document_rename_async(types.RenameParams(**place, new_name="mass"))
        assert edit is not None
        assert set(edit.changes or {}) == {uri, (tmp_path / "map.yaml").as_uri()}

    with_editor(below, story)


@pytest.mark.slow
def test_a_keystroke_on_the_map_of_a_country_is_answered_and_its_mistake_is_shown() -> None:
    """In a file of the map that it builds on, while its gaps are looked for."""

    async def story(editor: Editor) -> None:
        editor.open(ROOT / "specs" / "denmark" / "map.yaml")
        hospital = editor.open(ROOT / "specs" / "ihd" / "actors" / "hospital.yaml")
        await editor.shown(hospital)
        editor.type(hospital, "fields: [cpr_number", "fields: [cpr_numbre")
        place = editor.where(hospital, "fields: [cpr_num")
        offered = await editor.client.text_document_completion_async(types.CompletionParams(**place))
        assert isinstance(offered, types.CompletionList)
        assert len(offered.items) > 100
        (unknown,) = [each for each in await editor.shown(hospital, "DF101") if each.code == "DF101"]
        assert '"cpr_numbre"' in unknown.message
        await editor.fix(hospital, unknown, '"cpr_numbre" bliver')
        await editor.shown(hospital, without=("DF101",))

    with_editor(ROOT / "specs", story)
