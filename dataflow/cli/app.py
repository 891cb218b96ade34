"""Builds the command line from the commands in ``commands/``."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from dataflow.cli.commands import Command, commands
from dataflow.cli.exit_codes import DONE
from dataflow.cli.once import OnceCommand


def command(wanted: str | None = None, in_name_only: bool = False) -> Any:
    """The command line as a click command: complete, with one command only, or with all commands without options.

    Building the options of all commands takes much of the time of a start (``make bench``), and a run needs one.
    """
    app = typer.Typer(
        name="dataflow",
        help="Maps how health data move between sectors, and finds the needs that nobody meets.",
        epilog="Begin with: dataflow init my-map",
        add_completion=True,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(_main)
    for each in commands(wanted):
        run = _named(each) if in_name_only else each.run
        app.command(cls=OnceCommand, short_help=each.summary, epilog=f"Example: {each.example}")(run)
    return typer.main.get_command(app)


def _named(command: Command) -> Callable[[], int]:
    def run() -> int:
        return DONE

    run.__name__, run.__doc__ = command.run.__name__, command.run.__doc__
    return run


def _main(
    version: Annotated[bool, typer.Option("--version", help="The version, and nothing else.")] = False,
) -> int:
    if version:
        from dataflow import __version__

        print(f"dataflow {__version__}")
        raise typer.Exit(DONE)
    return DONE
