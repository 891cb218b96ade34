"""``dataflow lsp``: the language server for editors."""

import signal
from types import FrameType

from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE, INTERRUPTED


def lsp() -> int:
    """Serve an editor over standard input and output: problems and gaps as you type, completion, hover, rename and
    quick fixes. An editor starts it.
    """
    from dataflow.cli.exits import leave
    from dataflow.editor.server import serve

    signal.signal(signal.SIGINT, _end)
    serve()
    leave(DONE)  # a thread may still be reading or checking files for the editor that is gone


def _end(number: int, frame: FrameType | None) -> None:
    """Ends at once: the server would wait for its thread, which waits for standard input. It writes no files."""
    from dataflow.cli.exits import leave

    leave(INTERRUPTED)


COMMAND = Command(lsp, "What editors start to help while you type.", example="dataflow lsp", order=72)
