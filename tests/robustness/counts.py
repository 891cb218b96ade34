"""Counts of what was tried: a row of ``robustness.md`` each, in a small file that is written by what counted it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "counts"


class Row(NamedTuple):
    """A row of the page: what was tried, what must hold of it, and what was counted, each with its floor."""

    title: str
    holds: str
    least: Mapping[str, int]


ROWS = {
    "yaml-attacks": Row(
        "Files made to do harm: aliases without end, depth, foreign tags, broken encodings, control characters",
        "refused at its line and column, wherever the file stands; no traceback, nothing that acts in the output",
        {"files": 40, "runs": 200, "planted faults found": 2},
    ),
    "yaml-suite": Row(
        "The cases of the [YAML Test Suite](https://github.com/yaml/yaml-test-suite), also the 94 that are no YAML",
        "a finding, and the same as recorded; no traceback",
        {"cases": 402, "runs": 1206, "no YAML and refused as such": 80},
    ),
    "texts": Row(
        "The [Big List of Naughty Strings](https://github.com/minimaxir/big-list-of-naughty-strings) and our own, as"
        " every label, definition, note and title of a map, through every format of every command that has any",
        "read by a reader of its format, an output consists of the same as with plain texts; no command of a terminal"
        " or a log, no formula, script or link",
        {"strings": 540, "formats": 20, "command lines": 80, "outputs read": 170, "planted faults found": 15},
    ),
    "full-disk": Row(
        "A full disk behind standard output, from the beginning or after half of the result, for every command and"
        " format that prints",
        "exit code 2 and one line that says why, never a result that is cut off and passes for one",
        {"command lines": 76, "runs": 152, "planted faults found": 4},
    ),
    "full-disk-files": Row(
        "A full disk under the file of a result, for every command that writes files: a limit on the size of files,"
        " and a full file system where the machine lets the test mount one",
        "exit code 2 with the file and the reason; every file is as before, and none lies beside it",
        {"commands": 20, "planted faults found": 5},
    ),
    "read-only": Row(
        "Read-only folders and files: those of results for the commands that write, those of the map for all others",
        "writers leave everything as it was, and say why; all other commands give the same result",
        {"commands that write": 20, "runs of them": 34, "command lines that read": 76, "planted faults found": 3},
    ),
    "unbuffered": Row(
        "No buffer (`PYTHONUNBUFFERED`), on a full disk and on a stream that takes 1,000 bytes at once",
        "the same bytes as with a buffer, or exit code 2 and why",
        {"command lines": 76, "runs": 228, "planted faults found": 4},
    ),
    "closed-pipes": Row(
        "A reader that has gone, or goes after two bytes; standard output or standard error closed",
        "exit code 141 and not a word; 2 where there is nowhere to write; the same result without standard error",
        {"command lines": 76, "runs": 304, "planted faults found": 4},
    ),
    "code-pages": Row(
        "Consoles with code pages that lack letters of the map, for every command and format that prints text",
        "the same text with escapes for those letters; JSON, XML and HTML in ASCII, as the same data",
        {"code pages": 5, "command lines": 50, "runs": 250, "planted faults found": 4},
    ),
    "damaged-caches": Row(
        "The cached layout engine: damaged, replaced by a link, pipe or folder, open to others or another user's",
        "the same picture, not a word, and no code from there; where the place is the user's own, it is made anew",
        {"kinds of damage": 26, "pictures": 39, "planted faults found": 3},
    ),
    "two-at-once": Row(
        "Two commands at once, one of which writes from beginning to end while the other is at a step of its writing",
        "all files are as after one command and then the other, or one was refused and says so; nothing is lost",
        {"pairs of commands": 15, "runs": 45, "planted faults found": 3},
    ),
    "ctrl-c": Row(
        "Ctrl-C in every command that writes files, at a step of the writer or at a random moment",
        "exit code 130 and not a word about it; every file is as before or as written, and none lies beside it",
        {"commands": 20, "interrupts": 60, "planted faults found": 3},
    ),
}
"""In the order of the page."""


FUZZED = {
    "yaml": ("specs in YAML", 12, 200_000),
    "baseline": ("baselines", 12, 100_000),
    "workbook": ("workbooks that come back", 12, 15_000),
    "document": ("documents with commands, in Markdown, HTML and Word", 12, 10_000),
    "fhir": ("FHIR resources", 12, 20_000),
}
"""The readers that are fuzzed, by the name of the reader: what it reads, and the least minutes and inputs."""


def read_count(row: str) -> dict[str, int]:
    """What was counted for a row; nothing, where nobody has."""
    path = FOLDER / f"{row}.json"
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def write_count(row: str, figures: Mapping[str, int]) -> None:
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{row}.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


def too_few(row: str, figures: Mapping[str, int], known: Mapping[str, int]) -> list[str]:
    """Where a run tried less than its row needs at least, or than the page says."""
    least = ROWS[row].least
    missing = [f"{row} counts {sorted(figures)}, and not {sorted(least)}"] if figures.keys() != least.keys() else []
    return missing + [
        f"{row}: {figures.get(what, 0)} {what}, and not at least {most}"
        for what in least
        if figures.get(what, 0) < (most := max(least[what], known.get(what, 0)))
    ]


def page() -> str:
    """The text of ``robustness.md``."""
    lines = [INTRODUCTION, "| tried | count | what must hold |", "| --- | --- | --- |"]
    for name, row in ROWS.items():
        figures = read_count(name)
        said = ", ".join(f"{figures.get(what, 0):,} {what}" for what in row.least)
        lines.append(f"| {row.title} | {said} | {row.holds} |")
    kills = read_count("kills")
    lines += [KILLS.format(**{what.replace(" ", "_"): f"{count:,}" for what, count in kills.items()})]
    lines += [FUZZING, "| reader of | inputs | minutes | edges of the code |", "| --- | ---: | ---: | ---: |"]
    for name, (what, _, _) in FUZZED.items():
        count = read_count(f"fuzz-{name}")
        lines.append(f"| {what} | {count['executions']:,} | {count['minutes']} | {count['edges']:,} |")
    return "\n".join(lines) + "\n"


KILLS = """\

## Kills

`make kills` ends {writers} commands that write files, 200 times each: {kills} kills, {at_a_step_of_the_writer} of
them before a line of the code that writes, the others at random moments. After each, every file was as it had been
before, or as the command writes it; what lay beside them were temporary files, which the next command that writes
there clears away.
"""
FUZZING = """\
## Fuzzing

`make fuzz` gives each reader random inputs, guided by the code that they reach (Atheris), and adds what it tried to
this table. It runs for an hour, twelve minutes a reader. Whatever the input, the reader gives a result that is whole,
or an error in words of both languages, within bounds of time and memory; a baseline and a document are the same when
they are read and written again. What was found is mended and guarded by a test: a workbook without its beginning
ended the command as a bug; an entry of a baseline with an empty rule was written as one that could not be read; one
with an empty certainty was written as another; a word of a command in a document brought a zero byte into a message.
"""
INTRODUCTION = """\
# What it was put through

This page is written by the tests that it counts (`tests/robustness/`). Each row belongs to one test, which counts
what it tries as it tries it. The test fails where it tries less than this page says, or less than its floor in
`tests/robustness/counts.py`; so a test that was weakened is seen. A *planted fault* is a wrong output or writer that
the test makes itself, to see that its own check finds it.
"""
