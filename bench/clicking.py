"""How soon the page of the explorer answers, on the largest map of ``specs/``, by the clock of Chromium.

What is measured is the time from the event until the script has run and the page is laid out anew. Each step is taken
five times and its best counts, so that what else the machine does is no part of it; the worst step of a kind is the
one that is given.
"""

import shutil
from pathlib import Path
from typing import Any

from bench.runs import ROOT

MAP = ROOT / "specs" / "denmark"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HEAD = "| what | times | median, ms | worst, ms |\n| --- | ---: | ---: | ---: |\n"
MEASURE = Path(__file__).with_suffix(".js")


def clicking() -> str:
    """The table of what was measured, as Markdown."""
    from tempfile import TemporaryDirectory

    from dataflow.project import Project

    with TemporaryDirectory(prefix="dataflow-bench-") as folder:
        file = Path(folder) / "map.html"
        file.write_bytes(Project.open(MAP).draw("explorer", "html"))
        steps = _measured(file)
        size = file.stat().st_size
    rows = []
    for kind in dict.fromkeys(kind for kind, _ in steps):
        times = sorted(time for each, time in steps if each == kind)
        rows.append(f"| {kind} | {len(times)} | {times[len(times) // 2]:.0f} | {times[-1]:.0f} |")
    return HEAD + "\n".join(rows) + f"\n\nThe page has {size / 1_000_000:.1f} MB.\n"


def _measured(file: Path) -> list[tuple[str, float]]:
    from playwright.sync_api import sync_playwright

    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise SystemExit("There is no Chromium on this machine.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        page: Any = chromium.new_page(viewport={"width": 1400, "height": 900})
        page.goto(file.as_uri())
        steps: list[tuple[str, float]] = [
            (kind, time)
            for kind, time in page.evaluate(MEASURE.read_text("utf-8").partition("\n")[2].strip().rstrip(";"))
        ]
        chromium.close()
    return steps
