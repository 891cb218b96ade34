"""``dataflow init``: a first map."""

from pathlib import Path
from typing import Annotated

import typer

from dataflow.base.text import Sentence, Text
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE
from dataflow.cli.inputs import spoken, talk
from dataflow.cli.options import LanguageOption, QuietOption, VerboseOption

_WRITTEN = Text(
    en="""\
Written: {files}
Now try: dataflow validate {folder}
         dataflow gaps {folder}
         dataflow render {folder} -o overview.svg""",
    da="""\
Skrevet: {files}
Prøv nu: dataflow validate {folder}
         dataflow gaps {folder}
         dataflow render {folder} -o overview.svg""",
)


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write into; made if need be.")],
    lang: LanguageOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> int:
    """Write a small commented map that validates, has one gap, and renders."""
    from dataflow.cli.first_map import write_first_map
    from dataflow.cli.places import argument

    language = spoken(lang)
    written = write_first_map(folder, language)
    if not quiet:
        files = ", ".join(path.as_posix() for path in written)
        talk(Sentence(_WRITTEN, {"files": files, "folder": argument(folder)}).shown(language))
    return DONE


COMMAND = Command(
    init, "Write a first map, with comments.", example="dataflow init my-map && dataflow gaps my-map", order=10
)
