"""The commands, one file each. Law: a command reads its options, asks a project, and hands the answer to a printer.

A new command is a new file here that ends in ``COMMAND = Command(...)``; the command line offers it by its
function's name. Its docstring is its help.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from dataflow.base.parts import parts_in


@dataclass(frozen=True)
class Command:
    """A command: its function, a line for the list of commands, an example, and its place in the list."""

    run: Callable[..., int]
    summary: str
    example: str
    order: int


def commands() -> tuple[Command, ...]:
    """Every command, in the order of the list."""
    found: list[Command] = [module.COMMAND for module in parts_in(sys.modules[__name__])]
    return tuple(sorted(found, key=lambda command: (command.order, command.run.__name__)))
