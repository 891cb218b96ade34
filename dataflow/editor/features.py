"""The requests of the protocol, each answered by a function of this folder."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.uris import to_fs_path

from dataflow.editor.completion import Completion, beginnings, completions
from dataflow.editor.hover import hover
from dataflow.editor.outline import Symbol, outline
from dataflow.editor.positions import Position, Positions
from dataflow.editor.rename import renamable, renamed
from dataflow.editor.server import Server, answered, heard, lsp_range
from dataflow.editor.session import positions_in

_COMPLETION_KINDS = {
    "key": types.CompletionItemKind.Property,
    "word": types.CompletionItemKind.EnumMember,
    "start": types.CompletionItemKind.Snippet,
    "id": types.CompletionItemKind.Reference,
}


def add_features(server: Server) -> None:
    """Gives a server its features."""
    for method, handler in _NOTIFICATIONS.items():
        server.feature(method)(heard(handler))
    trigger = types.CompletionOptions(trigger_characters=[" ", "[", "{", ",", ":", "-"])
    server.feature(types.TEXT_DOCUMENT_COMPLETION, trigger)(answered(_completion))
    server.feature(types.TEXT_DOCUMENT_HOVER)(answered(_hover))
    server.feature(types.TEXT_DOCUMENT_DEFINITION)(answered(_definition))
    server.feature(types.TEXT_DOCUMENT_REFERENCES)(answered(_references))
    server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))(answered(_rename))
    server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)(answered(_prepare_rename))
    server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)(answered(_symbols))
    kinds = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    server.feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)(answered(_actions))


def _started(server: Server, parameters: types.InitializeParams) -> None:
    folders = [each.uri for each in parameters.workspace_folders or ()]
    folders = folders or ([parameters.root_uri] if parameters.root_uri else [])
    paths = (to_fs_path(uri) for uri in folders)
    server.files.folders = tuple(Path(path) for path in paths if path)


def _opened(server: Server, parameters: types.DidOpenTextDocumentParams) -> None:
    server.typed(parameters.text_document.uri, parameters.text_document.text)


def _changed(server: Server, parameters: types.DidChangeTextDocumentParams) -> None:
    for change in parameters.content_changes[-1:]:
        server.typed(parameters.text_document.uri, change.text)


def _closed(server: Server, parameters: types.DidCloseTextDocumentParams) -> None:
    server.typed(parameters.text_document.uri, None)


def _on_disk(server: Server, parameters: Any) -> None:
    server.check_all()


def _ended(server: Server, parameters: None) -> None:
    for check in server.checks.values():
        check.cancel()


_NOTIFICATIONS: Mapping[str, Callable[..., Any]] = {
    types.INITIALIZE: _started,
    types.TEXT_DOCUMENT_DID_OPEN: _opened,
    types.TEXT_DOCUMENT_DID_CHANGE: _changed,
    types.TEXT_DOCUMENT_DID_CLOSE: _closed,
    types.TEXT_DOCUMENT_DID_SAVE: _on_disk,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: _on_disk,
    types.SHUTDOWN: _ended,
}


def _completion(server: Server, parameters: types.CompletionParams) -> types.CompletionList | None:
    asked = server.place(parameters.text_document.uri, parameters.position)
    if asked is None:
        return _beginning(server, parameters)
    found = completions(asked.known, asked.text, asked.offset)
    return types.CompletionList(False, [_item(asked.positions, number, each) for number, each in enumerate(found)])


def _beginning(server: Server, parameters: types.CompletionParams) -> types.CompletionList | None:
    """How a map may begin in a file that is empty yet."""
    text = server.files.unsaved.get(server.documents.path_of(parameters.text_document.uri), b"")
    positions = Positions(text.decode("utf-8", errors="replace"))
    offset = positions.offset(Position(parameters.position.line, parameters.position.character))
    if not (found := beginnings(positions.text, offset)):
        return None
    return types.CompletionList(False, [_item(positions, number, each) for number, each in enumerate(found)])


def _item(positions: Positions, number: int, each: Completion) -> types.CompletionItem:
    return types.CompletionItem(
        label=each.word,
        kind=_COMPLETION_KINDS[each.kind],
        detail=each.detail or None,
        documentation=each.means or None,
        # What is typed may be a word of the label, too.
        filter_text=f"{each.word} {each.detail}".strip(),
        sort_text=f"{number:05d}",
        text_edit=types.TextEdit(lsp_range(positions.range_between(each.start, each.end)), each.text),
    )


def _hover(server: Server, parameters: types.HoverParams) -> types.Hover | None:
    asked = server.place(parameters.text_document.uri, parameters.position)
    found = hover(asked.known, asked.file, asked.text, asked.offset) if asked is not None else None
    if asked is None or found is None:
        return None
    where = lsp_range(asked.positions.range_between(found.start, found.end))
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, found.text), where)


def _definition(server: Server, parameters: types.DefinitionParams) -> list[types.Location] | None:
    asked = server.place(parameters.text_document.uri, parameters.position)
    if asked is None or asked.occurrence is None:
        return None
    found = asked.known.declarations(asked.occurrence.id)
    return [server.location(asked.known, asked.texts, each) for each in found] or None


async def _references(server: Server, parameters: types.ReferenceParams) -> list[types.Location] | None:
    asked = server.place(parameters.text_document.uri, parameters.position)
    if asked is None or asked.occurrence is None:
        return None
    known, _ = await server.naming(asked, asked.occurrence.id)
    declarations = parameters.context.include_declaration
    return [
        types.Location(
            server.documents.uri_of(Path(each.file)),
            lsp_range(known.files[each.file].positions.range_between(each.start, each.end)),
        )
        for each in known.occurrences(asked.occurrence.id)
        if declarations or not each.declares
    ]


def _prepare_rename(server: Server, parameters: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    asked = server.place(parameters.text_document.uri, parameters.position)
    if asked is None:
        return None
    found = renamable(asked.known, asked.occurrence)
    where = lsp_range(asked.known.files[asked.file].positions.range_between(found.start, found.end))
    return types.PrepareRenamePlaceholder(where, found.id.name)


async def _rename(server: Server, parameters: types.RenameParams) -> types.WorkspaceEdit | None:
    asked = server.place(parameters.text_document.uri, parameters.position)
    if asked is None:
        return None
    found = renamable(asked.known, asked.occurrence)
    known, unread = await server.naming(asked, found.id)
    changes: dict[str, list[types.TextEdit]] = {}
    for each in renamed(known, found.id, parameters.new_name.strip(), unread):
        where = known.files[each.file].positions.range_between(each.start, each.end)
        uri = server.documents.uri_of(Path(each.file))
        changes.setdefault(uri, []).append(types.TextEdit(lsp_range(where), each.text))
    return types.WorkspaceEdit(changes)


def _symbols(server: Server, parameters: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
    asked = server.place(parameters.text_document.uri, types.Position(0, 0))
    if asked is None:
        return None
    read = asked.known.files[asked.file]
    return [_symbol(read.positions, each) for each in outline(asked.known, read)]


def _symbol(positions: Positions, symbol: Symbol) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=symbol.name or "-",
        detail=symbol.detail or None,
        kind=types.SymbolKind.Namespace if symbol.parts else types.SymbolKind.Key,
        range=lsp_range(positions.range_between(symbol.start, symbol.end)),
        selection_range=lsp_range(positions.range_between(*symbol.named)),
        children=[_symbol(positions, each) for each in symbol.parts],
    )


def _actions(server: Server, parameters: types.CodeActionParams) -> list[types.CodeAction] | None:
    asked = server.place(parameters.text_document.uri, parameters.range.start)
    if asked is None:
        return None
    end = asked.positions.offset(Position(parameters.range.end.line, parameters.range.end.character))
    first, last = (asked.positions.place_at(offset)[0] for offset in (asked.offset, end))
    actions = []
    for shown, offer in server.session.offers(asked.texts, asked.file, first, last):
        changes: dict[str, list[types.TextEdit]] = {}
        for edit in offer.edits:
            where = lsp_range(positions_in(asked.texts, edit.place.file).exact_range_of(edit.place))
            uri = server.documents.uri_of(asked.texts.path_of(edit.place.file))
            changes.setdefault(uri, []).append(types.TextEdit(where, edit.text))
        about = [each for each in parameters.context.diagnostics if each.message == shown.message]
        actions.append(
            types.CodeAction(
                offer.title,
                kind=types.CodeActionKind.QuickFix,
                diagnostics=about or None,
                is_preferred=offer.sure or None,
                edit=types.WorkspaceEdit(changes),
            )
        )
    return actions
