"""Builds the command line from the commands in ``commands/``."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any

import typer

from dataflow.cli.commands import Command, commands
from dataflow.cli.exit_codes import DONE
from dataflow.cli.kind_group import KindGroup
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
        if each.kinds is not None and not in_name_only:
            app.add_typer(_kinds_of(each, each.kinds()), name=each.run.__name__)
        else:
            _add(app, each, _named(each) if in_name_only else each.run)
    return typer.main.get_command(app)


def _add(app: typer.Typer, command: Command, run: Callable[..., int]) -> None:
    app.command(cls=OnceCommand, short_help=command.summary, epilog=f"Example: {command.example}")(run)


def _kinds_of(command: Command, kinds: Iterable[Command]) -> typer.Typer:
    """A command that is followed by the name of a kind."""
    app = typer.Typer(
        cls=KindGroup,
        help=command.run.__doc__,
        short_help=command.summary,
        epilog=f"Example: {command.example}",
        subcommand_metavar="[KIND] FILE...",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    for kind in kinds:
        _add(app, kind, kind.run)
    return app


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
