"""Ctrl-C at steps of every command that writes files, and at random moments."""

import signal

from robustness.kills import torn_files
from robustness.midway import Ended, Measured, Moment, signalled
from robustness.writers import files, is_temporary, restore

from dataflow.cli.exit_codes import INTERRUPTED


def interrupted(writer: Measured, steps: int, at_random: int) -> tuple[int, list[str]]:
    """How often Ctrl-C was sent, and what was wrong then."""
    wrong = []
    moments = (*writer.some_steps(steps), *writer.some_times(at_random))
    for moment in moments:
        restore(writer.before)
        found = signalled(writer.writer.command, moment, signal.SIGINT)
        wrong += [f"{each} at {moment}" for each in fault(writer, moment, found)]
    restore(writer.before)
    return len(moments), wrong


def fault(writer: Measured, moment: Moment, found: Ended) -> list[str]:
    """What is not as it has to be: 130 and no word about it, every file whole, and nothing beside them."""
    wrong = torn_files(writer) + [f"{name} is left" for name in files() if is_temporary(name)]
    if found.code == INTERRUPTED:
        return wrong if writer.said.startswith(found.said) else [*wrong, f"it says {found.said!r}"]
    # At a random moment the command may not have begun, or may have ended.
    if isinstance(moment, float) and found.code in (None, 0, 1):
        return wrong
    return [*wrong, f"exit code {found.code}"]
