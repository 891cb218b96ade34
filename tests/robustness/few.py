"""``python -m robustness.few``: a few kills, interrupts and commands beside, for every command that writes files.

It prints as JSON what was tried, and what was wrong. ``make kills`` tries more kills.
"""

import contextlib
import json
import sys
import tempfile
from collections import Counter

from robustness import beside, interrupts, kills
from robustness.midway import measured
from robustness.writers import WRITERS

SLOW = ("png", "explorer", "Word report", "HTML report", "Excel report")
"""Those that take long to draw, and then write as others do; no other command is run beside these."""


def main() -> None:
    """Tries all writers."""
    tried: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {"kills": [], "interrupts": [], "at once": []}
    for name, writer in WRITERS.items():
        some = 1 if name in SLOW else 3
        with tempfile.TemporaryDirectory(prefix="dataflow-kills-") as folder, contextlib.chdir(folder):
            known = measured(writer)
            wrong["kills"] += [f"{name}: {each}" for each in kills.tried(known, 1 + some // 2).torn]
            sent, amiss = interrupts.interrupted(known, some, some // 2)
            wrong["interrupts"] += [f"{name}: {each}" for each in amiss]
            pairs = [] if name in SLOW else known.some_steps(some)
            wrong["at once"] += [f"{name}: {each}" for each in beside.tried(known, pairs)]
        tried += Counter({"interrupts": sent, "pairs": len(pairs)})
    sys.stdout.write(json.dumps({"tried": tried, "wrong": wrong}))


if __name__ == "__main__":
    main()
