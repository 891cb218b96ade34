"""``python -m bench`` measures everything and writes ``docs/performance.md``; ``python -m bench peers`` the peers.

``python -m bench clicking`` prints how soon the explorer answers (the table of ``docs/explorer.md``),
``python -m bench typing`` how soon the language server does (that of ``docs/editors.md``).
"""

import argparse
import sys
import tempfile
from pathlib import Path

from bench.clicking import clicking
from bench.measures import measure
from bench.page import PEERS, page, peers_in
from bench.peers import peers
from bench.plot import plotted
from bench.runs import ROOT
from bench.typing_times import typing_times

PAGE = ROOT / "docs" / "performance.md"
PLOT = ROOT / "docs" / "performance-growth.svg"


def main() -> None:
    """Runs the bench."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("what", choices=("all", "peers", "clicking", "typing"), nargs="?", default="all")
    parser.add_argument("--rounds", type=int, default=11, help="how often each whole process is run")
    parser.add_argument("--page", type=Path, default=PAGE, help="where to write the page; its plot beside it")
    parser.add_argument("--peers", type=Path, default=ROOT / "out" / "peers", help="where the peers are installed")
    arguments = parser.parse_args()
    if arguments.what == "clicking":
        sys.stdout.write(clicking())
        return
    if arguments.what == "typing":
        sys.stdout.write(typing_times())
        return
    with tempfile.TemporaryDirectory(prefix="dataflow-bench-") as folder:
        if arguments.what == "peers":
            before = arguments.page.read_text("utf-8").partition(PEERS)[0] if arguments.page.exists() else ""
            arguments.page.write_text(
                before + PEERS + peers(Path(folder), arguments.peers, arguments.rounds), "utf-8"
            )
            return
        measured = measure(Path(folder), arguments.rounds)
    arguments.page.write_text(page(measured, arguments.rounds, peers_in(arguments.page)), "utf-8")
    arguments.page.with_name(PLOT.name).write_text(plotted(measured.growth), "utf-8")


if __name__ == "__main__":
    main()
