"""What the analyst sees of each case, byte for byte."""

from pathlib import Path

from dataflow.project import Project
from dataflow.reports import Findings, Style
from dataflow.reports.findings_text import write
from dataflow.rules import all_rules

CASES = Path(__file__).parent / "cases"


def case_names() -> list[str]:
    """The cases that lie here as files or folders."""
    return sorted(path.name.removesuffix(".yaml") for path in CASES.iterdir() if path.is_dir() or path.suffix == ".yaml")


def case_path(name: str) -> Path:
    """The map of a case: a folder or one file."""
    return CASES / name if (CASES / name).is_dir() else CASES / f"{name}.yaml"


def seen(project: Project, language: str) -> str:
    """What ``dataflow validate`` prints of a map's problems."""
    batch = Findings(
        map_id=project.map_id,
        scenario=None,
        level="member",
        findings=project.problems,
        names={code: rule.name for code, rule in all_rules().items()},
        titles={code: rule.title for code, rule in all_rules().items()},
        lines=project.lines,
    )
    return write([batch], Style(language))
