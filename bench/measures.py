"""What is measured, section by section."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from bench.rows import Grown, Measured, at_most, row_of
from bench.runs import PYTHON, Cost, Turns, dataflow, floor, inside, process, run, task

SIZES = {"100 KB": 100_000, "2 MB": 2_000_000, "50 MB": 50_000_000}
MB = 1_000_000
LARGEST = "specs/denmark"


def made(kind: str, folder: Path, size: float) -> Path:
    """The folder with a map of a kind and size made in it (``tasks.py``)."""
    run(*task(kind, str(folder), str(size)))
    return folder


def size_of(folder: Path) -> int:
    """The bytes of a map."""
    return sum(file.stat().st_size for file in folder.glob("*.yaml"))


def measure(work: Path, rounds: int) -> Measured:
    """Everything; ``rounds`` is how often each whole process is run."""
    measured = Measured()
    typical = made("typical", work / "typical", SIZES["100 KB"])
    country = made("country", work / "country", 1)
    _start(measured, typical, work, rounds)
    _reading(measured, work, rounds)
    _country(measured, country, work, rounds)
    _largest(measured, work, rounds)
    _drawing(measured, typical, work, rounds)
    _growth(measured, work)
    _hard(measured, work)
    return measured


def _ms(cost: Cost) -> str:
    return f"{cost.seconds * 1000:.0f} ms"


def _start(measured: Measured, typical: Path, work: Path, rounds: int) -> None:
    picture = str(work / "start.svg")
    warm = dataflow("render", str(typical), "-o", picture)
    run(*warm)
    turns = Turns(
        {
            "pass": process(PYTHON, "-c", "pass", times=5),
            "floor": process(*floor(typical), times=2),
            "--version": process(*dataflow("--version"), times=3),
            "--help": process(*dataflow("--help"), times=2),
            "validate": process(*dataflow("validate", str(typical))),
            "gaps": process(*dataflow("gaps", str(typical))),
            "render, warm": process(*warm),
            "render, cold": lambda: _cold(typical, picture, work),
        },
        rounds,
    )
    for name in ("--version", "--help"):
        row = at_most(f"`{name}`", turns.ratio(name, "pass"), 8, "x", f"`python -c pass`: {_ms(turns['pass'])}")
        measured.add("Start", row)
    for name in ("validate", "gaps", "render, warm"):
        many, above = turns.ratio(name, "pass"), turns.ratio(name, "floor")
        beside = f"`python -c pass`; the floor of the same bytes: {_ms(turns['floor'])}"
        measured.add("Start", row_of(f"`{name}` of the 100 KB map", f"{many:.1f}x; {above:.1f}x", beside))
    times = f"{turns.ratio('render, cold', 'render, warm'):.1f}x"
    beside = f"warm: {_ms(turns['render, warm'])}"
    measured.add("Start", row_of("`render, cold`: nothing in the cache", times, beside))
    row = at_most(
        "`validate` of the 100 KB map, whole process",
        turns.ratio("validate", "floor"),
        5,
        "x",
        f"start and libyaml's events of the same bytes: {_ms(turns['floor'])}",
        "the steps below: the command line and the imports are most of it",
    )
    measured.add("Reading", row)
    measured.steps["`validate` of the 100 KB map"] = _steps("validate", typical)


def _cold(typical: Path, picture: str, work: Path) -> Cost:
    """A drawing with an empty cache, which has to compile the layout engine; the cache is where XDG says."""
    cache = work / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    return run("env", f"XDG_CACHE_HOME={cache}", *dataflow("render", str(typical), "-o", picture))


def _steps(command: str, folder: Path) -> Mapping[str, float]:
    """The steps of a command, of each the median over some processes."""
    found = [json.loads(run(*task("steps", command, str(folder))).printed) for _ in range(5)]
    return {step: median(each[step] for each in found) for step in found[0]}


def _reading(measured: Measured, work: Path, rounds: int) -> None:
    for name, size in SIZES.items():
        if name == "100 KB":
            continue
        folder = made("typical", work / "large", size)
        is_largest = size >= 10 * MB
        # The largest takes most of the whole bench, and its ratio is steady, as it runs for long.
        turns = Turns(
            {"floor": process(*floor(folder)), "validate": process(*dataflow("validate", str(folder), "-q"))},
            min(rounds, 3) if is_largest else rounds,
        )
        beside = f"start and libyaml's events of the same bytes: {turns['floor'].seconds:.1f} s"
        why = "the steps below"
        row = at_most(f"`validate` of {name}, whole process", turns.ratio("validate", "floor"), 4, "x", beside, why)
        measured.add("Reading", row)
        limit = f"the file: {size_of(folder) / MB:.0f} MB"
        memory = turns["validate"].memory - (0 if is_largest else run(*dataflow("--help")).memory)
        what = f"memory for {name}" + ("" if is_largest else ", over that of `--help`")
        why = why if is_largest else "the places of all words, and the modules of the next row"
        measured.add("Reading", at_most(what, memory / size_of(folder), 25, "x", limit, why))
        if not is_largest:
            modules = _modules(work) / size_of(folder)
            measured.add("Reading", row_of("of it modules that `--help` does not load", f"{modules:.1f}x", limit))
            measured.steps[f"`validate` of {name}"] = _steps("validate", folder)
        shutil.rmtree(folder)


def _modules(work: Path) -> int:
    """The memory that ``validate`` takes for itself, beyond what any command takes."""
    smallest = made("typical", work / "smallest", 1)
    return run(*dataflow("validate", str(smallest), "-q")).memory - run(*dataflow("--help")).memory


def _country(measured: Measured, country: Path, work: Path, rounds: int) -> None:
    section = "The map of a country"
    gaps = Turns({"gaps": process(*dataflow("gaps", str(country)))}, rounds)["gaps"]
    beside = "98 municipalities, 5 regions, 35 hospitals, 1,600 practices, 150 fields"
    measured.add(section, at_most("`gaps`, whole process", gaps.seconds, 3, " s", beside, "the steps below"))
    measured.add(section, at_most("memory of it", gaps.memory / 1e9, 1, " GB", beside))
    measured.steps["`gaps` of the map of a country"] = _steps("gaps", country)
    turns = Turns({"own": inside("holdings", country, times=3), "other": inside("networkx", country)}, 3)
    beside = f"networkx, one search a field: {turns['other'].seconds:.1f} s"
    measured.add(section, at_most("the holdings themselves", turns["own"].seconds, 1, " s", beside))
    times, beside = f"{turns.ratio('other', 'own'):.0f}x", "the holdings, whose answer says more"
    measured.add(section, row_of("networkx for the same fields", times, beside))
    small = made("country", work / "district", 0.01)
    turns = Turns({"own": inside("holdings", small, times=5), "twin": inside("twin", small)}, rounds)
    times, beside = f"{turns.ratio('twin', 'own'):.0f}x", f"the holdings of it: {_ms(turns['own'])}"
    measured.add(section, row_of("the slow twin, on a hundredth of the country", times, beside))


def _largest(measured: Measured, work: Path, rounds: int) -> None:
    """The commands that ask most of a map, on the largest one of ``specs/``."""
    page = str(work / "explorer.html")
    for name, arguments, limit in (
        ("stats", ("stats", LARGEST), 2),
        ("questions", ("questions", LARGEST), 5),
        ("render --view explorer", ("render", LARGEST, "--view", "explorer", "-o", page), 5),
    ):
        cost = Turns({name: process(*dataflow(*arguments))}, min(rounds, 3))[name]
        what = f"`{name}` of {LARGEST}, whole process"
        measured.add(
            "The largest map", at_most(what, cost.seconds, limit, " s", "one core of two", "its profile is flat")
        )


def _planning(measured: Measured) -> None:
    """The plans of the real maps, which have to be proven."""
    for folder, limit in (("specs/ihd", 60), (LARGEST, 300)):
        cost = run(*dataflow("plan", folder, "--format", "json", "--time-limit", str(limit)))
        plan = json.loads(cost.printed)
        beside = f"{plan['status']}, {len(plan['changes'])} changes"
        measured.add("Planning", at_most(f"`plan {folder}`, proven optimal", cost.seconds, limit, " s", beside))


def _drawing(measured: Measured, typical: Path, work: Path, rounds: int) -> None:
    kept, picture = str(work / "graphs.json"), str(work / "bare.svg")
    run(*task("graphs", str(typical), kept))
    drawn = dataflow("render", str(typical), "-o", picture)
    turns = Turns({"layout": process(*task("layout", kept)), "render": process(*drawn)}, rounds)
    beside = f"the bare layout engine on the same DOT: {_ms(turns['layout'])}"
    why = "the command line, the reading and the writing of the picture come on top of the layout"
    row = at_most("`render` of the overview, warm", turns.ratio("render", "layout"), 3, "x", beside, why)
    measured.add("Drawing", row)


def _growth(measured: Measured, work: Path) -> None:
    start = run(*dataflow("--help"))
    for name, command, kind, sizes in _GROWN:
        folders = {
            said: made(kind, work / f"grown-{times}", size)
            for times, (size, said) in zip((1, 10, 100), sizes, strict=True)
        }
        written = str(work / "grown.txt")
        turns = Turns(
            {said: process(*dataflow(command, str(at), "-q", "-o", written)) for said, at in folders.items()}, 3
        )
        costs = [(said, turns[said]) for said in folders]
        grown = [
            Grown(times, said, cost.seconds - start.seconds, cost.memory - start.memory)
            for times, (said, cost) in zip((1, 10, 100), costs, strict=True)
        ]
        for folder in folders.values():
            shutil.rmtree(folder)
        measured.growth[name] = grown
        beside = "10x the map; linear is 10x"
        more = grown[2].seconds / grown[1].seconds
        measured.add("Growth", at_most(f"{name}: time, from 10x to 100x", more, 13, "x", beside))
        more = grown[2].memory / grown[1].memory
        measured.add("Growth", at_most(f"{name}: memory, from 10x to 100x", more, 13, "x", beside))


def _hard(measured: Measured, work: Path) -> None:
    """What takes no more than its share of time, however large: two and ten times the size, and the times as long."""
    start = run(*dataflow("--help"))
    for name, arguments, kind, size, unit, limit in _HARD:
        spent: list[Cost] = []
        for number in (size, 5 * size, 10 * size):
            at = work / f"{kind}-{number}"
            run(*task("hard", str(at), kind, str(number)))
            given = (arguments[0], str(at), *arguments[1:], "-o", str(work / "hard.txt"))
            spent.append(run(*dataflow(*given)))
            shutil.rmtree(at)
        least, half, whole = (max(each.seconds - start.seconds, 0.05) for each in spent)
        beside = f"{size} and {10 * size} {unit}: {_ms(spent[0])} and {_ms(spent[2])}"
        measured.add("Hard maps", at_most(f"{name}: time, ten times the size", whole / least, limit, "x", beside))
        # The square of the size is what is written out where all share with all.
        twice = 2.6 if limit < 100 else 5.2
        beside = f"{5 * size} and {10 * size} {unit}: {_ms(spent[1])} and {_ms(spent[2])}"
        measured.add("Hard maps", at_most(f"{name}: time, twice the size", whole / half, twice, "x", beside))


_HARD: tuple[tuple[str, tuple[str, ...], str, int, str, float], ...] = (
    ("a list of unknown ids, `validate`", ("validate",), "unknown", 800, "ids", 13),
    # The hops grow with the square of the actors.
    ("all share with all, `gaps`", ("gaps",), "everybody", 10, "actors", 130),
    ("the members of a role, `gaps`", ("gaps", "--level", "member"), "members", 100, "members", 13),
    ("a role that shares to itself, `stats`", ("stats",), "itself", 200, "members", 13),
    ("a role that shares to itself, `questions`", ("questions",), "itself", 200, "members", 13),
    ("fields derived in a chain, `gaps`", ("gaps",), "chain", 200, "fields", 26),
    ("scenarios on top of one another, `gaps`", ("gaps",), "scenarios", 200, "scenarios", 13),
    ("statements in each of many phases, `trace`", ("trace", "x"), "phases", 100, "phases", 13),
)
"""Each with its arguments, the kind of map (``hard.py``), the smaller size, what is counted, and the limit."""


_GROWN: tuple[tuple[str, str, str, tuple[tuple[float, str], ...]], ...] = (
    (
        "`validate`, all written out",
        "validate",
        "typical",
        ((100_000, "0.1 MB"), (1_000_000, "1 MB"), (10_000_000, "10 MB")),
    ),
    ("`gaps`, by members", "gaps", "country", ((0.01, "18 members"), (0.1, "174 members"), (1, "1,738 members"))),
)
