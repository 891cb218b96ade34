"""The command line, put together from the commands that lie in ``commands/``."""

from typing import Annotated, Any

import typer

from dataflow.faces.commands import commands
from dataflow.faces.exits import DONE


def command() -> Any:
    """The whole command line as a click command."""
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
    for each in commands():
        app.command(short_help=each.summary, epilog=f"Example: {each.example}")(each.run)
    return typer.main.get_command(app)


def _main(
    version: Annotated[bool, typer.Option("--version", help="The version, and nothing else.")] = False,
) -> int:
    if version:
        from dataflow import __version__

        print(f"dataflow {__version__}")
        raise typer.Exit(DONE)
    return DONE
