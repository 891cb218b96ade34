"""``dataflow import``: what exists elsewhere, as changes of a map or as a new one."""

from dataflow.cli.commands import Command
from dataflow.cli.imports import import_kinds


def import_() -> int:
    """Bring in what exists elsewhere: changes of a map in words first, and with --write in its files.

    Lines of the map that do not change stay as they are, comments included. Without a KIND, the file is a workbook
    (xlsx).
    """
    raise NotImplementedError  # each kind has a function of its own


import_.__name__ = "import"  # a keyword of Python, so that no function can be called so

COMMAND = Command(
    import_,
    "Bring a workbook or a standard into a map, or make a map of it.",
    example="dataflow import answers.xlsx --into specs/ihd",
    order=62,
    kinds=import_kinds,
)
