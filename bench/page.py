"""``docs/performance.md``: all that was measured, in tables, with what it means."""

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bench.rows import Grown, Measured, Row

_HEAD = """\
# Performance

Written by `make bench` (and the last table by `make bench-peers`); do not edit it by hand. On {machine}.

All maps but those of `specs/` are made by the bench itself (`bench/typical.py`, `bench/national.py`): the same bytes
each time, no real field or place in them, and the shape of those that are real. What is compared was run in turns in
one run, whole processes, and counted in processor time (user and system) of the process: a busy machine makes every
clock slow, but the ratio of two that run right after each other stays. Medians over {rounds} rounds, of 50 MB
over 3. The floor is an interpreter that takes libyaml's events of the same bytes and does nothing with them
(`bench/floor.py`).
"""
_STEPS = """\
## Where the time goes

Seconds of processor time inside one process, step by step; a measured aim that is not met is explained here.
"""
_GROWTH = """\
## How it grows

What a command costs beyond `--help` on 1x, 10x and 100x of a map: the typical one, with ever more actors that are
written out in full, and that of a country, with a hundredth, a tenth and all of its members. In the plot both axes go
by powers of ten; what grows in proportion is parallel to the dashed line. Where findings name everything that bears
on them, such as all records of a field, a map of ever more actors that are no members of a role has more and longer
ones.
"""
_MEANS = """\
## What keeps it fast

- **The start**: nothing is imported that a command does not use (`tests/test_start.py` holds the list). pydantic is
  loaded only to explain a mistake: a map without one is read by a plan made of the same classes
  (`language/fast_reader.py`).
  A rule is loaded when it is used (`rules/__init__.py`): the names of the files name them all.
- **Reading**: libyaml's events become located nodes in one pass (`language/parse.py`), and the cyclic collector
  pauses while nodes, specs and findings are made, as all of them stay (`base/gc_paused.py`); from then on they count
  as old.
- **Linking**: statements and places, of which a large map has hundreds of thousands, are named tuples, which are made
  and compared fast (`model/statements.py`).
- **Memory**: what a statement says is let go of in the tree once it stands in the spec (`language/read.py`), and the
  nodes of the files when the map is linked (`project.py`). At the end a command leaves all that it made to the
  system (`cli/exits.py`).
- **Holdings**: fields are the bits of an integer (`analysis/closure/holdings.py`), so one step moves all fields that
  travel together; actors that come to hold the same are one (`analysis/closure/bisimulation.py`). Where one actor's
  records are excluded, a channel is left out or one unknown statement is taken to hold, few fields are queried:
  each is followed by itself (`analysis/closure/reachability.py`).
- **Members**: the analysis runs on a reduced map, with at most three members of each equivalence class
  (`analysis/symmetry/equivalence.py`); what is about one field is computed for one member of each class by
  that field (`analysis/symmetry/by_field.py`). What is found holds for all of the class.
- **Scenarios** that are based on one another: what a layer does not change is that of the layers below
  (`model/link.py`).
- **Findings**: repairs and lost hops are looked for only where they are said, and the proofs of `--format json` are
  worked out only when they are written.
"""


def machine() -> str:
    """What the bench ran on, in general terms."""
    cores = os.cpu_count() or 1
    version = ".".join(platform.python_version_tuple()[:2])
    return f"{cores} core{'' if cores == 1 else 's'}, Python {version}, {platform.system()} ({platform.machine()})"


def page(measured: Measured, rounds: int, peers: str) -> str:
    """The whole page."""
    parts = [_HEAD.format(machine=machine(), rounds=rounds)]
    for section, rows in measured.rows.items():
        parts.append(f"## {section}\n\n{table(rows)}")
    parts.append(_STEPS + "\n" + _steps(measured.steps))
    parts.append(_GROWTH + "\n" + _growth(measured.growth) + "\n![Time over size](performance-growth.svg)\n")
    parts += [_MEANS, peers]
    return "\n".join(parts)


def table(rows: Iterable[Row]) -> str:
    """Rows of aims as a table."""
    lines = ["| what | aim | reached | beside | |", "| --- | --- | --- | --- | --- |"]
    for row in rows:
        verdict = (
            "" if row.met is None else "met" if row.met else f"**not met**: {row.why}" if row.why else "**not met**"
        )
        lines.append(f"| {row.what} | {row.aim} | {row.reached} | {row.beside} | {verdict} |")
    return "\n".join(lines) + "\n"


def _steps(steps: Mapping[str, Mapping[str, float]]) -> str:
    names = list(dict.fromkeys(name for found in steps.values() for name in found))
    lines = [f"| step | {' | '.join(steps)} |", f"| --- |{' --- |' * len(steps)}"]
    for name in names:
        lines.append(f"| {name} | {' | '.join(f'{found.get(name, 0):.2f}' for found in steps.values())} |")
    lines.append(f"| together | {' | '.join(f'{sum(found.values()):.2f}' for found in steps.values())} |")
    return "\n".join(lines) + "\n"


def _growth(growth: Mapping[str, Sequence[Grown]]) -> str:
    lines = ["| command | | size | seconds | memory |", "|" + " --- |" * 5]
    for command, grown in growth.items():
        for each in grown:
            memory = f"{each.memory / 1e6:.0f} MB"
            lines.append(f"| {command} | {each.times}x | {each.size} | {each.seconds:.2f} | {memory} |")
    return "\n".join(lines) + "\n"


PEERS = "## Peers\n"


def peers_in(path: Path) -> str:
    """What an older page says of the peers, which are measured apart."""
    text = path.read_text("utf-8") if path.exists() else ""
    _, found, rest = text.partition(PEERS)
    none = "Not measured yet: `make bench-peers` installs them into a folder of their own and measures them.\n"
    return PEERS + (rest if found else f"\n{none}")
