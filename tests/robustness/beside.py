"""Two commands at once: while one is at a step of its writing, another writes the same.

It does so from beginning to end, or up to where it has to wait for the first.
"""

import contextlib
import os
import select
from collections.abc import Iterator, Sequence

from robustness.midway import Ended, Measured, begun, said_by
from robustness.writers import Files, files, is_temporary, restore

from dataflow.cli.exit_codes import COULD_NOT


def tried(writer: Measured, steps: Sequence[int]) -> list[str]:
    """What was wrong when another command wrote at these steps of the writer."""
    first, second = writer.writer.command, writer.writer.beside or writer.writer.command
    results = _one_after_the_other(writer.before, first, second)
    wrong: list[str] = []
    for step in steps:
        restore(writer.before)
        wrong += [f"{each} at {step}" for each in fault(_at_once(first, second, step), files(), results)]
    restore(writer.before)
    return wrong


class Results(dict[str, Files]):
    """The files after the first command alone, the second, and both in either order."""


def _one_after_the_other(before: Files, first: str, second: str) -> Results:
    results = Results()
    for name, commands in {
        "first": [first],
        "second": [second],
        "12": [first, second],
        "21": [second, first],
    }.items():
        restore(before)
        for each in commands:
            said_by(each)
        results[name] = files()
    return results


def _at_once(first: str, second: str, step: int) -> tuple[Ended, Ended]:
    """How both commands ended. Each is a child of its own, as a child of the other would inherit its locks."""
    (is_there, arrives), (may_go, lets_go), (is_waiting, waits) = os.pipe(), os.pipe(), os.pipe()

    def pause() -> None:
        os.write(arrives, b".")
        os.read(may_go, 1)

    one = begun(first, step, pause)
    os.read(is_there, 1)
    with _told_of_locks(waits):
        two = begun(second)
    select.select([two.answer, is_waiting], [], [])
    os.write(lets_go, b".")
    found = one.ended(), two.ended()
    for each in (is_there, arrives, may_go, lets_go, is_waiting, waits):
        os.close(each)
    return found


@contextlib.contextmanager
def _told_of_locks(pipe: int) -> Iterator[None]:
    """A command that is begun here writes into a pipe when it has to wait for a lock that another holds."""
    import fcntl  # not on Windows

    flock = fcntl.flock

    def told(handle: int, operation: int) -> None:
        try:
            flock(handle, operation | fcntl.LOCK_NB)
        except BlockingIOError:
            if operation & fcntl.LOCK_NB:
                raise
            os.write(pipe, b".")
            flock(handle, operation)

    fcntl.flock = told
    try:
        yield
    finally:
        fcntl.flock = flock


def fault(found: tuple[Ended, Ended], now: Files, results: Results) -> list[str]:
    """What is not as if one command had run after the other; one that is refused has written nothing."""
    (first, said), (second, also_said) = found
    wrong = [f"{name} is left" for name in now if is_temporary(name)]
    if "Traceback" in said + also_said or not {first, second} <= {0, 1, COULD_NOT}:
        wrong.append(f"exit codes {first} and {second}: {said}{also_said}")
    allowed = ["first"] if second == COULD_NOT else ["second"] if first == COULD_NOT else ["12", "21"]
    if now not in [results[each] for each in allowed]:
        torn = sorted(name for name in now if now[name] not in {each.get(name) for each in results.values()})
        wrong.append(f"neither result: {torn or 'files of both'}")
    return wrong
