"""The kinds of ``dataflow import``, one file each.

Law: a kind reads its options and files; ``dataflow/cli/incoming.py`` tells and writes what changes.

A new kind is a new file here that ends in ``KIND = Command(...)``; the command line offers it by its function's name.
Where no kind is named, it is the first in their order.
"""

import sys

from dataflow.base.plugins import plugins_in
from dataflow.cli.commands import Command


def import_kinds() -> tuple[Command, ...]:
    """Every kind, in the order of the list."""
    found: list[Command] = [module.KIND for module in plugins_in(sys.modules[__name__])]
    return tuple(sorted(found, key=lambda kind: kind.order))
