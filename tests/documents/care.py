"""The small map of ``examples/report``: it has something for every section of a report, in two languages."""

from conftest import ROOT

FOLDER = ROOT / "examples" / "report" / "care"
TEXTS = {path.name: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.yaml"))}
