"""Installs the wheel and the sdist on every Python there is, with the newest and the lowest dependencies.

Each installation is in a virtual environment of its own, and is tried on a map. What was tried and what was left out
is printed; the exit code is 1 where anything failed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
WORK = ROOT / "out" / "matrix"
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
TRIED = """\
--version
--help
rules
init first
validate first
gaps first
gaps ihd --format sarif -o gaps.sarif
gaps ihd --format junit -o gaps.xml
stats ihd --format csv
questions ihd --format markdown -o questions.md
trace ihd lvef
diff ihd ihd
impact ihd -o impact.json
plan first -o plan.yaml
render ihd -o overview.svg
render ihd -o overview.png
render ihd -o overview.pdf
render ihd -o explorer.html
render ihd --view matrix -o matrix.csv
report ihd -o report.docx
report ihd -o report.xlsx
report ihd -o report.html
export ihd -o map.xlsx
export ihd -o map.graphml
export ihd -o map.json
import map.xlsx --into ihd
import map.xlsx -o again
validate again
schema -o schema.json"""


class Trial(NamedTuple):
    """What is installed on which Python, and whether with the lowest versions of the dependencies."""

    python: str
    version: str
    file: Path
    lowest: bool

    def __str__(self) -> str:
        """In a line of the output."""
        kind = "wheel" if self.file.suffix == ".whl" else "sdist"
        return f"Python {self.version}, {kind}, {'lowest' if self.lowest else 'newest'} dependencies"


def main() -> int:
    """Tries all, and says what came of it."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    uv = _uv()
    wheel, sdist = _built(uv)
    pythons = {wanted: found for wanted in VERSIONS if (found := _python(wanted, uv))}
    failed = []
    for number, trial in enumerate(_trials(pythons, wheel, sdist)):
        fault = _fault_of(trial, uv, WORK / str(number))
        print(f"{trial}: {fault or 'all commands run'}", flush=True)
        failed += [trial] if fault else []
    left_out = [wanted for wanted in VERSIONS if wanted not in pythons]
    print(f"Tried: Python {', '.join(version for _, version in pythons.values())} on {sys.platform}.")
    if left_out:
        print(f"Left out, as there is none on this machine: Python {', '.join(left_out)}.")
    return 1 if failed or not pythons else 0


def _trials(pythons: dict[str, tuple[str, str]], wheel: Path, sdist: Path) -> Iterator[Trial]:
    """The wheel everywhere, both ways; the sdist on the oldest and the newest Python."""
    for program, version in pythons.values():
        yield Trial(program, version, wheel, lowest=False)
        yield Trial(program, version, wheel, lowest=True)
    for program, version in dict.fromkeys([*pythons.values()][:1] + [*pythons.values()][-1:]):
        yield Trial(program, version, sdist, lowest=False)


def _uv() -> str:
    """The program uv: that of this machine, else one installed for this run."""
    if found := shutil.which("uv"):
        return found
    subprocess.run([sys.executable, "-m", "venv", WORK / "uv"], check=True)
    folder = WORK / "uv" / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([folder / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
    return str(folder / "uv")


def _built(uv: str) -> tuple[Path, Path]:
    subprocess.run([uv, "build", "--quiet", "--out-dir", WORK / "dist", ROOT], check=True)
    (wheel,), (sdist,) = (sorted((WORK / "dist").glob(ending)) for ending in ("*.whl", "*.tar.gz"))
    return wheel, sdist


def _python(wanted: str, uv: str) -> tuple[str, str] | None:
    """A program of a version that works, and its full version; None where there is none."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = subprocess.run(
        [uv, "python", "find", "--no-python-downloads", wanted], capture_output=True, text=True, check=False
    )
    candidates = [f"python{wanted}", *map(str, sorted(pyenv.glob(f"{wanted}.*/bin/python"))), found.stdout.strip()]
    show = "import platform; print(platform.python_version())"
    for program in filter(shutil.which, candidates):
        ran = subprocess.run([program, "-c", show], capture_output=True, text=True, check=False)
        if ran.returncode == 0 and ran.stdout.startswith(f"{wanted}."):
            return program, ran.stdout.strip()
    return None


def _fault_of(trial: Trial, uv: str, venv: Path) -> str:
    """What fails first: the installation, or a command; empty where nothing does."""
    program = venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    install = [uv, "pip", "install", "--quiet", "--python", str(program)]
    steps = [[uv, "venv", "--quiet", "--python", trial.python, str(venv)]]
    if trial.lowest:
        lowest = ["--resolution", "lowest-direct", "--requirements", str(ROOT / "pyproject.toml"), "--extra", "plan"]
        steps += [[*install, *lowest], [*install, "--no-deps", str(trial.file)]]
    else:
        steps += [[*install, f"{trial.file}[plan]"]]
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return f"not installed: {done.stderr.strip()}"
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "specs" / "ihd", Path(folder) / "ihd")
        for line in TRIED.splitlines():
            command = [str(program), "-m", "dataflow", *line.split()]
            done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
            if done.returncode != 0:
                return f"dataflow {line} ends with {done.returncode}: {done.stderr.strip()[-500:]}"
    return ""


if __name__ == "__main__":
    sys.exit(main())
