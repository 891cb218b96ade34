"""How a command runs and ends: with an exit code, and never with a traceback."""

import atexit
import contextlib
import errno
import os
import sys
from itertools import pairwise
from typing import Any, NoReturn

from dataflow.base.gc_paused import gc_paused
from dataflow.base.text import Sentence, Text
from dataflow.base.user_error import UserError, reason_of
from dataflow.cli.exit_codes import BUG, COULD_NOT, DONE, INTERRUPTED, PIPE_CLOSED
from dataflow.cli.interrupts import Interrupts, heeded
from dataflow.cli.spoken import language_of_run
from dataflow.cli.streams import ready_streams

_MAY_BE_EMPTY = ("--title", "--author")
_EMPTY = Text(
    en="an argument is empty, as a variable without a value is; name a file or folder, or . for the current one",
    da="et argument er tomt, som en variabel uden værdi er det; nævn en fil eller mappe, eller . for den aktuelle",
)
_MEMORY = Text(
    en="there is not enough memory for this; take a part of the map, or allow more",
    da="der er ikke hukommelse nok til dette; tag en del af kortet, eller giv mere",
)
_NOT_DONE = Text(en="{path}: {reason}.", da="{path}: {reason}.")
_NOT_WHOLE = Text(
    en="The result could not be written to standard output: {reason}.",
    da="Resultatet kunne ikke skrives til standard output: {reason}.",
)
_CLOSED = Text(en="it is closed", da="den er lukket")
_BUG = Text(
    en="a bug in dataflow itself: {error} (--verbose shows its trace)",
    da="en fejl i selve dataflow: {error} (--verbose viser sporet)",
)


def run(arguments: list[str]) -> int:
    """Runs the command line and gives its exit code."""
    with ready_streams():
        return _run(arguments)


def _run(arguments: list[str]) -> int:
    code: int | None
    try:
        if any(not each and before not in _MAY_BE_EMPTY for before, each in pairwise(["", *arguments])):
            _say(f"dataflow: {_EMPTY.capitalised().in_language(language_of_run(arguments))}.")
            return COULD_NOT
        with heeded() as interrupts:
            code = _dispatch(arguments, interrupts)
            sys.stdout.flush()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except MemoryError:
        code = None
    except BrokenPipeError:
        code = _closed_pipe()
    except OSError as error:
        # Commands turn expected errors into CliError; what is left is standard output, or a failing device.
        _say(f"dataflow: {_failed(error).shown(language_of_run(arguments))}")
        code = _quietly(COULD_NOT)
    if code is None:
        # Not where it is caught, as the exception keeps what was made: now there is enough for this one line.
        _say(f"dataflow: {_MEMORY.capitalised().in_language(language_of_run(arguments))}.")
        code = _quietly(COULD_NOT)
    return code


def _failed(error: OSError) -> Sentence:
    """What failed, and why; an error without a path is about a stream."""
    if isinstance(error.filename, str):
        return Sentence(_NOT_DONE, {"path": error.filename, "reason": reason_of(error)})
    reason = _CLOSED if error.errno == errno.EBADF else reason_of(error)
    return Sentence(_NOT_WHOLE, {"reason": reason})


def leave(code: int) -> NoReturn:
    """Ends the process with a code, as ``sys.exit`` does, but frees no objects.

    The operating system frees the memory of a process at once. Python would free each object, which takes as long as
    linking for a large map (``make bench``, reading of 50 MB).
    """
    atexit._run_exitfuncs()  # as sys.exit does
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _dispatch(arguments: list[str], interrupts: Interrupts) -> int:
    if arguments == ["--version"]:
        # Answered without importing anything else.
        from dataflow import __version__

        print(f"dataflow {__version__}")
        return DONE
    # Plain help and errors, without boxes and escape codes.
    os.environ["TYPER_USE_RICH"] = "0"
    import typer

    from dataflow.base.installed import Broken
    from dataflow.cli.plugins import broken_parts_told

    # Typer contains its own click and does not export all of its errors: this is the base class of usage errors.
    usage_error: type[Exception] = typer.BadParameter.__bases__[0]
    try:
        with broken_parts_told(language_of_run(arguments), with_trace=_is_verbose(arguments)):
            with gc_paused():
                command = _command_of(arguments)
            return _invoked(command, arguments)
    except usage_error as error:
        return _misused(error, arguments)
    except typer.Exit as error:
        return error.exit_code
    except typer.Abort:
        return INTERRUPTED
    except UserError as error:
        _say(f"dataflow: {error.message.shown(error.language or language_of_run(arguments))}")
        if isinstance(error, Broken) and error.__cause__ is not None and _is_verbose(arguments):
            _say_trace(error.__cause__)
        return COULD_NOT
    except (OSError, KeyboardInterrupt, MemoryError):
        raise
    except Exception as error:
        return INTERRUPTED if interrupts.interrupted else _bug(error, arguments)


def _command_of(arguments: list[str]) -> Any:
    """The part of the command line that the arguments need."""
    from dataflow.cli.app import command
    from dataflow.cli.commands import is_command

    if "_DATAFLOW_COMPLETE" in os.environ:
        # The words so far are in a variable of bash, or in one of the other shells.
        arguments = (os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS") or "").split()[1:]
    first = arguments[0] if arguments else ""
    return command(first) if is_command(first) else command(in_name_only=True)


def _invoked(command: Any, arguments: list[str]) -> int:
    if "_DATAFLOW_COMPLETE" in os.environ:
        command.main(arguments, prog_name="dataflow", standalone_mode=False)
        return DONE
    # Not command.main, which takes a closed pipe for a failure and exits with 1.
    from dataflow.cli.progress import progress

    with command.make_context("dataflow", list(arguments)) as context, progress("dataflow"):
        result = command.invoke(context)
    return result if isinstance(result, int) else DONE


def _misused(error: Any, arguments: list[str]) -> int:
    from dataflow.cli.usage_errors import instead, named_by, see, worded

    language = language_of_run(arguments)

    if type(error).__name__ == "NoArgsIsHelpError":
        print(error.ctx.get_help())
        return COULD_NOT
    said = error.format_message()
    _say(f"dataflow: {(instead(error.ctx, said, arguments) or worded(said)).shown(language)}")
    if error.ctx is not None:
        if (named := named_by(error.ctx, said)) is not None:
            _say(named.shown(language))
        _say(see(error.ctx.command_path).shown(language))
    return COULD_NOT


def _bug(error: Exception, arguments: list[str]) -> int:
    said = Sentence(_BUG, {"error": f"{type(error).__name__}: {error}"})
    _say(f"dataflow: {said.shown(language_of_run(arguments))}")
    if _is_verbose(arguments):
        _say_trace(error)
    return BUG


def _say_trace(error: BaseException) -> None:
    import traceback

    _say("".join(traceback.format_exception(error)).rstrip())


def _is_verbose(arguments: list[str]) -> bool:
    return not {"--verbose", "-v"}.isdisjoint(arguments)


def _say(text: str) -> None:
    with contextlib.suppress(OSError):
        from dataflow.base.escaping import guarded

        print(guarded("text", text), file=sys.stderr)


def _closed_pipe() -> int:
    return _quietly(PIPE_CLOSED)


def _quietly(code: int) -> int:
    """The code, after redirecting standard output, so that Python's last flush does not fail."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code
