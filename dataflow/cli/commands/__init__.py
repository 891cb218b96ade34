"""The commands, one file each. Law: a command reads its options, asks a project, and gives the answer to a report or
renderer.

A new command is a new file here that ends in ``COMMAND = Command(...)``; the command line offers it by its function's
name. Its docstring is its help.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from dataflow.base.plugins import names_in, plugin_in, plugins_in


@dataclass(frozen=True)
class Command:
    """A command: its function, a line for the list of commands, an example, and its place in the list.

    A command of several ``kinds`` is followed by the name of one of them, and its function gives only the help.
    """

    run: Callable[..., int]
    summary: str
    example: str
    order: int
    kinds: "Callable[[], tuple[Command, ...]] | None" = None


def commands(wanted: str | None = None) -> tuple[Command, ...]:
    """Every command, in the order of the list; or the one of a name, without importing the others."""
    package = sys.modules[__name__]
    modules = plugins_in(package) if wanted is None else (plugin_in(package, wanted),)
    found: list[Command] = [module.COMMAND for module in modules]
    return tuple(sorted(found, key=lambda command: (command.order, command.run.__name__)))


def is_command(name: str) -> bool:
    """Whether there is a command of that name."""
    return name in names_in(sys.modules[__name__])
