"""``dataflow init``: a first map."""

from pathlib import Path
from typing import Annotated

import typer

from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE
from dataflow.cli.inputs import talk
from dataflow.cli.options import QuietOption, VerboseOption


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write into; made if need be.")],
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> int:
    """Write a small commented map that validates, has one gap, and renders."""
    from dataflow.cli.first_map import write_first_map

    written = write_first_map(folder)
    if not quiet:
        talk(f"Written: {', '.join(path.as_posix() for path in written)}")
        talk(f"Now try: dataflow validate {folder.as_posix()}")
        talk(f"         dataflow gaps {folder.as_posix()}")
        talk(f"         dataflow render {folder.as_posix()} -o overview.svg")
    return DONE


COMMAND = Command(
    init, "Write a first map, with comments.", example="dataflow init my-map && dataflow gaps my-map", order=10
)
