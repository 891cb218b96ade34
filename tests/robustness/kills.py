"""``python -m robustness.kills``: ends every command that writes files at each step of the writer, then at random
moments. What is there afterwards is each time whole: each file is as it was before, or as the command writes it.
"""

import argparse
import contextlib
import signal
import sys
import tempfile
from typing import NamedTuple

from robustness.counts import write_count
from robustness.midway import Measured, measured, signalled
from robustness.writers import WRITERS, files, is_temporary, restore


def main() -> None:
    """Tries all writers; ends with 1 where something was torn."""
    parser = argparse.ArgumentParser(prog="python -m robustness.kills")
    parser.add_argument("--kills", type=int, default=200, help="of each writer")
    parser.add_argument("--only", choices=WRITERS, help="one writer alone")
    parser.add_argument("--count", action="store_true", help="write what was tried into counts/")
    given = parser.parse_args()
    torn: list[str] = []
    at_steps = 0
    for name, writer in WRITERS.items():
        if given.only not in (None, name):
            continue
        with tempfile.TemporaryDirectory(prefix="dataflow-kills-") as folder, contextlib.chdir(folder):
            found = tried(measured(writer), given.kills)
        at_steps += found.at_steps
        torn += [f"{name}: {each}" for each in found.torn]
        sys.stdout.write(f"{name}: {given.kills} kills, {found.at_steps} at a step of the writer\n")
        sys.stdout.flush()
    sys.stdout.write("".join(f"{each}\n" for each in torn))
    if given.count and not torn:
        figures = {"writers": len(WRITERS), "kills": len(WRITERS) * given.kills, "at a step of the writer": at_steps}
        write_count("kills", figures)
    sys.exit(bool(torn))


class Tried(NamedTuple):
    """How many kills were at a step of the writer, and what was torn."""

    at_steps: int
    torn: list[str]


def tried(writer: Measured, kills: int) -> Tried:
    """Ends a writer so many times, in the folder that one stands in."""
    steps = writer.some_steps(-(-kills // 2))
    torn: list[str] = []
    for moment in (*steps, *writer.some_times(kills - len(steps))):
        restore(writer.before)
        signalled(writer.writer.command, moment, signal.SIGKILL)
        torn += [f"{each} at {moment}" for each in torn_files(writer)]
    restore(writer.before)
    return Tried(len(steps), torn)


def torn_files(writer: Measured) -> list[str]:
    """The files that are neither as before nor as the writer writes them; temporary ones are not counted."""
    now = files()
    whole = {name: (writer.before.get(name), writer.after.get(name)) for name in now}
    torn = [name for name, content in now.items() if content not in whole[name] and not is_temporary(name)]
    return torn + [f"{name} is lost" for name in sorted(writer.before.keys() - now.keys())]


if __name__ == "__main__":
    main()
