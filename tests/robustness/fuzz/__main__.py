"""``make fuzz``: coverage-guided fuzzing of the readers, one after the other, with what came of it in counts/."""

import argparse
import subprocess
import sys
import tempfile

from conftest import ROOT
from robustness.counts import read_count, write_count
from robustness.fuzz import child
from robustness.fuzz.readers import MOST, READERS


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m robustness.fuzz")
    parser.add_argument("readers", nargs="*", choices=[[], *READERS])
    parser.add_argument("--seconds", type=int, default=720, help="for each reader")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    for name in given.readers or READERS:
        _fuzzed(name, given.seconds, given.seed)


def _fuzzed(name: str, seconds: int, seed: int) -> None:
    """Fuzzes a reader in a process of its own, which begins with what earlier runs reached (out/fuzz)."""
    folder = ROOT / "out/fuzz" / name
    corpus, faults = folder / "corpus", folder / "faults"
    for each in (corpus, faults):
        each.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "robustness.fuzz.child", name, str(faults), str(corpus), *child.FLAGS]
    command += [f"-max_total_time={seconds}", f"-seed={seed}", f"-max_len={MOST}"]
    with tempfile.TemporaryFile("w+") as said:
        ended = subprocess.run(command, stderr=said, stdout=said, cwd=ROOT, check=False).returncode
        said.seek(0)
        text = said.read()
    (folder / "log.txt").write_text(text, "utf-8")
    run = child.figures(text)
    if ended or not run:
        sys.exit(f"{name}: the fuzzer ended with {ended}; see {folder / 'log.txt'}")
    count = read_count(f"fuzz-{name}")
    totals = {
        "executions": count.get("executions", 0) + run["executions"],
        "minutes": count.get("minutes", 0) + round(seconds / 60),
        "edges": max(count.get("edges", 0), run["edges"]),
    }
    write_count(f"fuzz-{name}", totals)
    kinds = len(list(faults.glob("*.txt")))
    sys.stdout.write(f"{name}: {run}; {kinds} kinds of faults in {faults.relative_to(ROOT)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
