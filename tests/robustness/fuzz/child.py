"""The process that fuzzes one reader: faults are kept by kind, and fuzzing goes on."""

import gc
import hashlib
import importlib
import pkgutil
import re
import resource
import signal
import sys
import traceback
from itertools import count
from pathlib import Path
from types import FrameType

from conftest import ROOT

FLAGS = ("-print_final_stats=1", "-rss_limit_mb=0", "-timeout=600", "-artifact_prefix=out/fuzz/")
_SECONDS = 20
"""The most processor time of one input, instrumented: some five times what it takes otherwise."""
_MEMORY = 9 * 1024**3
"""The most addresses: 4 GB for the reader, and 5 as the layout of a picture reserves 4 of them, most unused."""
_EXECUTIONS = re.compile(r"stat::number_of_executed_units: (\d+)")
_EDGES = re.compile(r"cov: (\d+)")


class TooSlow(BaseException):
    """An input has taken more processor time than any may."""


def figures(log: str) -> dict[str, int]:
    """Executions and edges by the log of the fuzzer; empty where it was cut short."""
    executions, edges = _EXECUTIONS.search(log), _EDGES.findall(log)
    return {"executions": int(executions[1]), "edges": int(edges[-1])} if executions and edges else {}


def main() -> None:
    import atheris

    name, faults = sys.argv[1], Path(sys.argv[2])
    with atheris.instrument_imports(include=["dataflow"]):
        import dataflow

        for module in pkgutil.walk_packages(dataflow.__path__, "dataflow."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    from robustness.fuzz.readers import READERS

    reader = READERS[name]
    corpus = Path(sys.argv[3])
    seeds = reader.seeds()
    for seed in seeds:
        (corpus / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    signal.signal(signal.SIGVTALRM, _stop)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))

    tried = count()

    def one(data: bytes) -> None:
        if next(tried) % 200 == 0:
            gc.collect()  # what a pause of the collector has left (base/gc_paused.py) is not looked at otherwise
        signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS)
        try:
            reader.read(data)
        except (Exception, TooSlow) as error:
            _keep(faults, data, error)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def otherwise(data: bytes, most: int) -> bytes:
        # Found anew each time, as Setup replaces it.
        return bytes(atheris.Mutate(data, most))

    atheris.Setup([sys.argv[0], *sys.argv[3:]], one, custom_mutator=reader.mutate(seeds, otherwise))
    atheris.Fuzz()


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooSlow


def _keep(faults: Path, data: bytes, error: BaseException) -> None:
    """Keeps an input, the smallest of each kind: an exception and the place that raised it."""
    frames = traceback.extract_tb(error.__traceback__)
    place = next((each for each in reversed(frames) if each.filename.startswith(str(ROOT))), frames[-1])
    kind = f"{type(error).__name__}-{Path(place.filename).stem}-{place.lineno}"
    path = faults / f"{kind}.bin"
    if not path.exists() or path.stat().st_size > len(data):
        path.write_bytes(data)
        (faults / f"{kind}.txt").write_text("".join(traceback.format_exception(error)), "utf-8", "replace")


if __name__ == "__main__":
    main()
