"""How soon an editor is answered after a keystroke, on the largest map of ``specs/``, by the clock of the client.

A real client types into files over standard input and output, and asks at once. What is measured is the time from the
keystroke until the answer is there; of the mistake, until it is shown. Gaps are looked for meanwhile.
"""

import asyncio
import sys
from collections.abc import Awaitable
from time import perf_counter
from typing import Any

from bench.runs import ROOT

HEAD = "| what | times | median, ms | worst, ms |\n| --- | ---: | ---: | ---: |\n"
FILES = ("denmark/hospitals.yaml", "ihd/actors/hospital.yaml")
"""A file of the map, and the longest of the map that it builds on."""
ROUNDS = 12


def typing_times() -> str:
    """The table of what was measured, as Markdown."""
    times: dict[str, list[float]] = {}
    asyncio.run(_type(times))
    rows = (
        f"| {kind} | {len(found)} | {sorted(found)[len(found) // 2]:.0f} | {max(found):.0f} |"
        for kind, found in times.items()
    )
    return HEAD + "\n".join(rows) + "\n"


async def _type(times: dict[str, list[float]]) -> None:
    from lsprotocol import types
    from pytest_lsp import client_capabilities, make_test_lsp_client

    specs = ROOT / "specs"
    client: Any = make_test_lsp_client()
    await client.start_io(sys.executable, "-m", "dataflow", "lsp")
    folder = types.WorkspaceFolder(specs.as_uri(), "specs")
    await client.initialize_session(
        types.InitializeParams(capabilities=client_capabilities("neovim"), workspace_folders=[folder])
    )
    whole = (specs / "denmark" / "map.yaml").as_uri()
    await _shown(client, whole, (specs / "denmark" / "map.yaml").read_text("utf-8"), opened=True)
    for name in FILES:
        text = (specs / name).read_text("utf-8")
        uri = (specs / name).as_uri()
        await _shown(client, uri, text, opened=True)
        at = text.index("fields: ") + len("fields: ")
        line, column = text[:at].count("\n"), at - text[:at].rfind("\n") - 1
        place: dict[str, Any] = {
            "text_document": types.TextDocumentIdentifier(uri),
            "position": types.Position(line, column + 1),
        }
        for number in range(ROUNDS):
            typed = text[:at] + "qxz"[number % 3] + text[at:]
            begun = perf_counter()
            _change(client, uri, typed)
            completion = client.text_document_completion_async(types.CompletionParams(**place))
            times.setdefault("completion", []).append(await _timed(completion, begun))
            hover = client.text_document_hover_async(types.HoverParams(**place))
            times.setdefault("hover, after that", []).append(await _timed(hover, perf_counter()))
            while not any(each.code == "DF101" for each in client.diagnostics.get(uri, ())):
                await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
            times.setdefault("the mistake is shown", []).append(1000 * (perf_counter() - begun))
            await _shown(client, uri, text, opened=False)
    await client.shutdown_session()
    await client.stop()


def _change(client: Any, uri: str, text: str) -> None:
    from lsprotocol import types

    identifier = types.VersionedTextDocumentIdentifier(uri=uri, version=2)
    change = types.TextDocumentContentChangeWholeDocument(text)
    client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [change]))


async def _shown(client: Any, uri: str, text: str, opened: bool) -> None:
    """Opens or changes a file, and waits until it is shown without mistakes."""
    from lsprotocol import types

    if opened:
        client.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "yaml", 1, text)))
    else:
        _change(client, uri, text)
    while True:
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        if not any(each.code == "DF101" for each in client.diagnostics.get(uri, ())) and uri in client.diagnostics:
            return


async def _timed(answer: Awaitable[Any], begun: float) -> float:
    await answer
    return 1000 * (perf_counter() - begun)
