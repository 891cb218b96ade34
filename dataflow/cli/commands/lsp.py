"""``dataflow lsp``: the language server for editors."""

from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE


def lsp() -> int:
    """Serve an editor over standard input and output: problems and gaps as you type, completion, hover, rename and
    quick fixes. An editor starts it.
    """
    from dataflow.editor.server import serve

    serve()
    return DONE


COMMAND = Command(lsp, "What editors start to help while you type.", example="dataflow lsp", order=72)
