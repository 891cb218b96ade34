"""What is measured, section by section."""

import json
import shutil
from pathlib import Path

from bench.rows import Grown, Measured, at_most, told
from bench.runs import PYTHON, Cost, dataflow, floor, in_turns, run, task

NOTHING = (PYTHON, "-c", "pass")
SIZES = {"100 KB": 100_000, "2 MB": 2_000_000, "50 MB": 50_000_000}
MB = 1_000_000


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
    _reading(measured, work, typical, rounds)
    _country(measured, country, work, rounds)
    _drawing(measured, typical, work, rounds)
    _growth(measured, work)
    return measured


def _ratio(cost: Cost, to: Cost) -> float:
    return cost.seconds / to.seconds


def _ms(cost: Cost) -> str:
    return f"{cost.seconds * 1000:.0f} ms"


def _start(measured: Measured, typical: Path, work: Path, rounds: int) -> None:
    picture = str(work / "start.svg")
    commands = {
        "--version": ("--version",),
        "--help": ("--help",),
        "validate": ("validate", str(typical)),
        "gaps": ("gaps", str(typical)),
        "render, warm": ("render", str(typical), "-o", picture),
    }
    run(*dataflow(*commands["render, warm"]))
    costs = in_turns(
        {"pass": NOTHING, "floor": floor(typical)}
        | {name: dataflow(*arguments) for name, arguments in commands.items()},
        rounds,
    )
    for name in ("--version", "--help"):
        row = at_most(
            f"`{name}`", _ratio(costs[name], costs["pass"]), 8, "x", f"`python -c pass`: {_ms(costs['pass'])}"
        )
        measured.add("Start", row)
    for name in ("validate", "gaps", "render, warm"):
        many, above = _ratio(costs[name], costs["pass"]), _ratio(costs[name], costs["floor"])
        beside = f"`python -c pass`; the floor of the same bytes: {_ms(costs['floor'])}"
        measured.add("Start", told(f"`{name}` of the 100 KB map", f"{many:.1f}x; {above:.1f}x", beside))
    cold = _cold(typical, picture, work)
    warm = costs["render, warm"]
    measured.add(
        "Start", told("`render, cold`: nothing in the cache", f"{_ratio(cold, warm):.1f}x", f"warm: {_ms(warm)}")
    )
    row = at_most(
        "`validate` of the 100 KB map, whole process",
        _ratio(costs["validate"], costs["floor"]),
        5,
        "x",
        f"start and libyaml's events of the same bytes: {_ms(costs['floor'])}",
        "the steps below: the command line and the imports are most of it",
    )
    measured.add("Reading", row)
    steps = json.loads(run(*task("steps", "validate", str(typical))).printed)
    measured.steps["`validate` of the 100 KB map"] = steps


def _cold(typical: Path, picture: str, work: Path) -> Cost:
    """A drawing with an empty cache, which has to compile the layout engine; the cache is where XDG says."""
    cache = work / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    return run("env", f"XDG_CACHE_HOME={cache}", *dataflow("render", str(typical), "-o", picture))


def _reading(measured: Measured, work: Path, typical: Path, rounds: int) -> None:
    for name, size in SIZES.items():
        if name == "100 KB":
            continue
        folder = made("typical", work / "large", size)
        # The largest takes most of the whole bench, and its ratio is steady, as it runs for long.
        costs = in_turns(
            {"floor": floor(folder), "validate": dataflow("validate", str(folder), "-q")},
            rounds if size < 10 * MB else 1,
        )
        own = costs["validate"]
        beside = f"start and libyaml's events of the same bytes: {costs['floor'].seconds:.1f} s"
        row = at_most(
            f"`validate` of {name}, whole process", _ratio(own, costs["floor"]), 4, "x", beside, "the steps below"
        )
        measured.add("Reading", row)
        times = own.memory / size_of(folder)
        limit = f"the file: {size_of(folder) / MB:.0f} MB"
        if size >= 10 * MB:
            measured.add("Reading", at_most(f"memory for {name}", times, 25, "x", limit, "the steps below"))
        else:
            measured.add(
                "Reading", at_most(f"memory for {name}, over that of `--help`", _over(own, folder), 25, "x", limit)
            )
            steps = json.loads(run(*task("steps", "validate", str(folder))).printed)
            measured.steps[f"`validate` of {name}"] = steps
        shutil.rmtree(folder)
    assert typical.exists()


def _over(cost: Cost, folder: Path) -> float:
    return (cost.memory - run(*dataflow("--help")).memory) / size_of(folder)


def _country(measured: Measured, country: Path, work: Path, rounds: int) -> None:
    section = "The map of a country"
    costs = in_turns({"gaps": dataflow("gaps", str(country))}, rounds)
    gaps = costs["gaps"]
    beside = "98 municipalities, 5 regions, 35 hospitals, 1,600 practices, 150 fields"
    measured.add(section, at_most("`gaps`, whole process", gaps.seconds, 3, " s", beside, "the steps below"))
    measured.add(section, at_most("memory of it", gaps.memory / 1e9, 1, " GB", beside))
    measured.steps["`gaps` of the map of a country"] = json.loads(run(*task("steps", "gaps", str(country))).printed)
    own, other = sorted(_inside("holdings", country) for _ in range(3))[1], _inside("networkx", country)
    measured.add(
        section, at_most("the holdings themselves", own, 1, " s", f"networkx, one search a field: {other:.1f} s")
    )
    measured.add(
        section, told("networkx for the same fields", f"{other / own:.0f}x", "the holdings, whose answer says more")
    )
    small = made("country", work / "district", 0.01)
    own, twin = sorted(_inside("holdings", small) for _ in range(3))[1], _inside("twin", small)
    what = "the slow twin, on a hundredth of the country"
    measured.add(section, told(what, f"{twin / own:.0f}x", f"the holdings of it: {own * 1000:.0f} ms"))


def _inside(name: str, folder: Path) -> float:
    return float(json.loads(run(*task(name, str(folder))).printed)[name])


def _drawing(measured: Measured, typical: Path, work: Path, rounds: int) -> None:
    kept, picture = str(work / "graphs.json"), str(work / "bare.svg")
    run(*task("graphs", str(typical), kept))
    cases = {"layout": task("layout", kept), "render": dataflow("render", str(typical), "-o", picture)}
    costs = in_turns(cases, rounds)
    beside = f"the bare layout engine on the same DOT: {_ms(costs['layout'])}"
    why = "the command line, the reading and the writing of the picture come on top of the layout"
    row = at_most("`render` of the overview, warm", _ratio(costs["render"], costs["layout"]), 3, "x", beside, why)
    measured.add("Drawing", row)


def _growth(measured: Measured, work: Path) -> None:
    start = run(*dataflow("--help"))
    for name, command, kind, sizes in _GROWN:
        grown = []
        for times, (size, said) in zip((1, 10, 100), sizes, strict=True):
            folder = made(kind, work / "grown", size)
            cost = run(*dataflow(command, str(folder), "-q", "-o", str(work / "grown.txt")))
            grown.append(Grown(times, said, cost.seconds - start.seconds, cost.memory - start.memory))
            shutil.rmtree(folder)
        measured.growth[name] = grown
        beside = "10x the map; linear is 10x"
        more = grown[2].seconds / grown[1].seconds
        measured.add("Growth", at_most(f"{name}: time, from 10x to 100x", more, 13, "x", beside))
        more = grown[2].memory / grown[1].memory
        measured.add("Growth", at_most(f"{name}: memory, from 10x to 100x", more, 13, "x", beside))


_GROWN: tuple[tuple[str, str, str, tuple[tuple[float, str], ...]], ...] = (
    (
        "`validate`, all written out",
        "validate",
        "typical",
        ((100_000, "0.1 MB"), (1_000_000, "1 MB"), (10_000_000, "10 MB")),
    ),
    ("`gaps`, by members", "gaps", "country", ((0.01, "18 members"), (0.1, "174 members"), (1, "1,738 members"))),
)
