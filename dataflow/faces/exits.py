"""How a command ends: one meaning for each exit code (``interface.md``), and never a traceback."""

import contextlib
import io
import os
import sys

DONE = 0
FINDINGS = 1
COULD_NOT = 2
BUG = 70
INTERRUPTED = 130
PIPE_CLOSED = 141


class CouldNot(Exception):
    """The command could not do what was asked; the message says why, and what to do."""


def run(arguments: list[str]) -> int:
    """Runs the command line and gives its exit code."""
    _let_every_character_out()
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        code = _closed_pipe()
    except OSError as error:
        # The commands turn what they expect into CouldNot; what is left is a disk that is full, a device that fails.
        _say(f"dataflow: {error.strerror or error}")
        code = _quietly(COULD_NOT)
    return code


def _dispatch(arguments: list[str]) -> int:
    if arguments == ["--version"]:
        # Answered before anything is imported.
        from dataflow import __version__

        print(f"dataflow {__version__}")
        return DONE
    # Plain help and errors: boxes and escapes help nobody in a pipe or a log.
    os.environ["TYPER_USE_RICH"] = "0"
    import click

    from dataflow.faces.cli import command

    try:
        result = command().main(arguments, prog_name="dataflow", standalone_mode=False)
        return result if isinstance(result, int) else DONE
    except click.exceptions.NoArgsIsHelpError as error:
        print(error.ctx.get_help())
        return COULD_NOT
    except click.ClickException as error:
        _say(f"dataflow: {error.format_message()}")
        context = getattr(error, "ctx", None)
        if context is not None:
            _say(f"See: {context.command_path} --help")
        return COULD_NOT
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.Abort:
        return INTERRUPTED
    except CouldNot as error:
        _say(f"dataflow: {error}")
        return COULD_NOT
    except (OSError, KeyboardInterrupt):
        raise
    except Exception as error:
        return _bug(error, arguments)


def _bug(error: Exception, arguments: list[str]) -> int:
    _say(f"dataflow: a bug in dataflow itself: {type(error).__name__}: {error} (run again with --verbose for its trace)")
    if "--verbose" in arguments:
        import traceback

        _say("".join(traceback.format_exception(error)).rstrip())
    return BUG


def _say(text: str) -> None:
    with contextlib.suppress(OSError):
        print(text, file=sys.stderr)


def _let_every_character_out() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console of another code page shows an escape for what it lacks, and the command goes on.
            stream.reconfigure(errors="backslashreplace")


def _closed_pipe() -> int:
    return _quietly(PIPE_CLOSED)


def _quietly(code: int) -> int:
    """The code, after seeing to it that Python's own last flush has nothing to complain about."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code
