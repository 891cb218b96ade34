"""Tools of other people that check or draw a description of the same size, where they could be installed.

They do other things than dataflow, and some do more: what is compared is how long one waits for the same kind of job.
"""

import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.measures import SIZES, made
from bench.runs import Cost, Turns, dataflow, floor, process, run

_TEXT = """
Whole processes on a description of about the size of the 100 KB map ({lines} lines), in the order of what they took.
They do other things than dataflow; it is the same kind of job that is compared, and the wait for it.

"""
_LINES = 3_100
OWN = "`dataflow validate`"


def peers(work: Path, place: Path, rounds: int) -> str:
    """The table of those that are present in a folder (``make bench-peers`` installs them there)."""
    typical = made("typical", work / "typical", SIZES["100 KB"])
    cases: dict[str, Sequence[str]] = {
        OWN: dataflow("validate", str(typical)),
        "the floor": floor(typical),
    }
    missing: list[str] = []
    for name, (program, arguments) in _PEERS.items():
        found = _program(place, program)
        case = (found, *arguments(work, typical)) if found else None
        if case is not None and _runs(case):
            cases[name] = case
        else:
            missing.append(name)
    turns = Turns({name: process(*case) for name, case in cases.items()}, rounds)
    lines = ["| | ms | x of `dataflow validate` |", "| --- | --- | --- |"]
    for name in sorted(cases, key=lambda each: turns[each].seconds):
        lines.append(f"| {name} | {turns[name].seconds * 1000:.0f} | {turns.ratio(name, OWN):.1f} |")
    absent = f"\nNot present: {', '.join(missing)}.\n" if missing else ""
    return _TEXT.format(lines=f"{_LINES:,}") + "\n".join(lines) + "\n" + absent


def _program(place: Path, name: str) -> str | None:
    folders = (place / "venv" / "bin", place / "node_modules" / ".bin")
    return next((found for folder in folders if (found := shutil.which(name, path=str(folder)))), None)


def _runs(case: Sequence[str]) -> bool:
    try:
        cost: Cost = run(*case)
    except (OSError, RuntimeError) as error:
        print(f"left out: {error}", file=sys.stderr)  # noqa: T201  # the bench tells how it goes
        return False
    return cost.seconds > 0


def _yamllint(work: Path, typical: Path) -> tuple[str, ...]:
    return ("-d", "relaxed", str(typical))


def _json_schema(work: Path, typical: Path) -> tuple[str, ...]:
    schema = work / "schema.json"
    schema.write_text(run(*dataflow("schema")).printed, "utf-8")
    return ("--schemafile", str(schema), *(str(file) for file in sorted(typical.glob("*.yaml"))))


def _contract(work: Path, typical: Path) -> tuple[str, ...]:
    """A data contract with as many lines: tables of ten fields each."""
    lines = ["dataContractSpecification: 1.1.0", "id: bench", "info: {title: Bench, version: 0.0.1}", "models:"]
    for table in range(_LINES // 32):
        lines += [f"  table_{table:03}:", "    type: table", "    fields:"]
        for number in range(10):
            lines += [f"      field_{number}:", "        type: text", "        description: What it holds"]
    target = work / "contract.yaml"
    target.write_text("\n".join(lines) + "\n", "utf-8")
    return ("lint", str(target))


def _likec4(work: Path, typical: Path) -> tuple[str, ...]:
    """A model with as many lines: elements with a description, and a relation between each and the next."""
    folder = work / "likec4"
    folder.mkdir(exist_ok=True)
    lines = ["specification {", "  element unit", "}", "model {"]
    count = _LINES // 5
    for number in range(count):
        lines += [f"  unit{number} = unit 'Unit {number}' {{", "    description 'What it does'", "  }"]
    lines += [f"  unit{number} -> unit{number + 1} 'sends'" for number in range(count - 1)]
    lines += ["}", "views {", "  view index {", "    include unit0, unit1", "  }", "}"]
    (folder / "model.c4").write_text("\n".join(lines) + "\n", "utf-8")
    return ("validate", str(folder))


def _pytm(work: Path, typical: Path) -> tuple[str, ...]:
    """A data-flow diagram of 50 processes in a row."""
    lines = ["from pytm import TM, Dataflow, Process", "tm = TM('bench')", "tm.description = 'bench'"]
    lines += [f"p{number} = Process('Unit {number}')" for number in range(50)]
    lines += [f"Dataflow(p{number}, p{number + 1}, 'sends')" for number in range(49)]
    target = work / "threats.py"
    target.write_text("\n".join([*lines, "tm.process()", ""]), "utf-8")
    return (str(target), "--dfd")


_PEERS: dict[str, tuple[str, Callable[[Path, Path], tuple[str, ...]]]] = {
    "yamllint (style only)": ("yamllint", _yamllint),
    "check-jsonschema (the shape only)": ("check-jsonschema", _json_schema),
    "datacontract lint": ("datacontract", _contract),
    "likec4 validate": ("likec4", _likec4),
    "pytm, a diagram of 50 elements": ("python", _pytm),
}
