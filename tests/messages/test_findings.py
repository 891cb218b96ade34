"""What the rules of warnings and gaps say: `DATAFLOW_UPDATE_GALLERY=1` writes it anew, to be read.

Each case is a small map about one rule. Beside it stands what an analyst reads (by role, in both languages), and in
JSON all that is known of each finding, by role and by member.
"""

import ast
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from messages.test_gallery import pattern_of

import dataflow.rules
from dataflow.project import Project
from dataflow.reports import Findings, ReportOptions, findings_json, findings_text
from dataflow.rules import all_rules

CASES = Path(__file__).parent / "findings"
PACKAGE = Path(dataflow.rules.__file__).parent
UPDATE = os.environ.get("DATAFLOW_UPDATE_GALLERY") == "1"
NAMES = sorted(path.stem for path in CASES.glob("*.yaml"))


def batch_of(project: Project, code: str, level: str) -> Findings:
    """What one rule finds, as `dataflow validate` and `dataflow gaps` hand it to their printers."""
    assert [str(each.place) + each.message.in_language("en") for each in project.problems] == []
    findings = (*project.warnings(level), *project.gaps(level))
    return Findings(
        map_id=project.map_id,
        scenario=None,
        level=level,
        findings=tuple(finding for finding in findings if finding.code == code),
        rules=all_rules(),
        lines=project.lines,
    )


def facts(batch: Findings) -> dict[str, Any]:
    """The findings as JSON, without what says nothing; proofs have a test of their own."""
    findings = json.loads(findings_json.write([batch], ReportOptions("en")))["findings"]
    return {
        batch.level: [
            {key: value for key, value in finding.items() if key != "evidence" and value not in (None, [], False)}
            for finding in findings
        ]
    }


def compare(name: str, text: str) -> None:
    expected = CASES / name
    if UPDATE:
        expected.write_bytes(text.encode())
    assert text == expected.read_bytes().decode()


@pytest.mark.parametrize("name", NAMES)
def test_case(name: str) -> None:
    """These words and these facts, and no others."""
    code = name.partition("-")[0].upper()
    project = Project.open(CASES / f"{name}.yaml")
    by_role, by_member = (batch_of(project, code, level) for level in ("role", "member"))
    assert by_role.findings
    for language in ("en", "da"):
        compare(f"{name}.{language}.txt", findings_text.write([by_role], ReportOptions(language)))
    shown = json.dumps(facts(by_role) | facts(by_member), ensure_ascii=False, indent=1)
    compare(f"{name}.json", shown + "\n")


def test_every_rule_of_warnings_and_gaps_has_its_case() -> None:
    """And no text is left over from a case that is gone."""
    assert {name[:5].upper() for name in NAMES} == {code for code in all_rules() if code >= "DF120"}
    left_over = {path.name.partition(".")[0] for path in CASES.iterdir()} - set(NAMES)
    assert left_over == set()


def templates(language: str) -> Iterator[str]:
    """Every wording of the rules but those of their pages, as they stand in the source."""
    for path in sorted(PACKAGE.glob("*.py")):
        if not path.stem.startswith(("df0", "df10", "_page", "_codes", "_units")):
            for statement in ast.parse(path.read_text("utf-8")).body:
                target = ast.unparse(statement.targets[0]) if isinstance(statement, ast.Assign) else ""
                calls = (node for node in ast.walk(statement) if isinstance(node, ast.Call) and target != "RULE")
                for call in calls:
                    if isinstance(call.func, ast.Name) and call.func.id == "Text":
                        said = {each.arg: each.value for each in call.keywords}[language]
                        assert isinstance(said, ast.Constant)
                        yield str(said.value)


@pytest.mark.parametrize("language", ["en", "da"])
def test_every_wording_is_seen_in_some_case(language: str) -> None:
    """No message, hint or remark exists that nobody has read in its place."""
    gallery = "\n".join(path.read_text("utf-8") for path in sorted(CASES.glob(f"*.{language}.txt")))
    unseen = [text for text in templates(language) if not pattern_of(text).search(gallery)]
    assert unseen == []
