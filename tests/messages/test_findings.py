"""What the rules of warnings and gaps say: `DATAFLOW_UPDATE_GALLERY=1` writes it anew, to be read.

Each case is a small map about one rule. Beside it stand the text that an analyst reads (by role, in both languages),
and in ``.findings.txt`` all that the JSON says of each finding, one finding a line (by role and by member).
"""

import ast
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from messages.test_gallery import pattern_of
from reports.test_json import checked

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
        phases=project.data_map.pathway,
        actors={actor.id: actor.name for actor in project.data_map.actors.values()},
    )


# What a finding is about: the key of the JSON, and the name that the finding's line gives it.
ABOUT = {key: key for key in ("cause", "actor", "members", "of", "need", "field", "phase", "channel", "other")}
ABOUT |= {"purposes": "for", "needs": "needs"}


def lines(batch: Findings, file: str) -> Iterator[str]:
    """All that the JSON says of each finding but its proofs, which have a test of their own; one finding a line.

    Sentences stand in the lines by member only: those by role are in the texts that an analyst reads.
    """
    for finding in checked(findings_json.write([batch], ReportOptions("en")))["findings"]:
        finding.pop("evidence", None)
        yield f"{batch.level} {line_of(finding, file, sentences=batch.level == 'member')}\n"
        assert finding == {}, "a key of the JSON that the line leaves out"


def line_of(finding: dict[str, Any], file: str, *, sentences: bool) -> str:
    """One finding: its place, its marks, what it is about, sentences, the other places, and its fingerprint."""
    take = finding.pop
    marks = [spot(take("location"), file), take("rule"), take("name"), take("severity"), take("certainty")]
    marks += [f"{take('confidence')}-confidence", *(key for key in ("planned", "waived") if take(key))]
    about = [(name, take(key, None)) for key, name in ABOUT.items()]
    said = [take("message"), take("hint")]
    parts = [" ".join([*marks, *(f"{name}={listed(value)}" for name, value in about if value not in (None, []))])]
    parts += [each for each in said if each and sentences]
    for key, sentence in (("related", "message"), ("hangs_on", "statement")):
        for other in take(key):
            parts.append(f"{key} {spot(other, file)}" + (f" {other[sentence]}" if sentences else ""))
    return " | ".join([*parts, take("fingerprint")])


def spot(place: dict[str, Any], file: str) -> str:
    """Line and column in the file of the case."""
    assert place["file"] == file
    return f"{place['line']}:{place['column']}"


def listed(value: Any) -> str:
    """An id, a number or a list of them, without spaces; a need as its ids."""
    values = value if isinstance(value, list) else [value]
    return ",".join("/".join(each.values()) if isinstance(each, dict) else str(each) for each in values)


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
    compare(f"{name}.findings.txt", "".join([*lines(by_role, f"{name}.yaml"), *lines(by_member, f"{name}.yaml")]))


def test_every_rule_of_warnings_and_gaps_has_its_case() -> None:
    """And no text is left over from a case that is gone."""
    assert {name[:5].upper() for name in NAMES} == {code for code in all_rules() if code >= "DF120"}
    left_over = {path.name.partition(".")[0] for path in CASES.iterdir()} - set(NAMES)
    assert left_over == set()


def templates(language: str) -> Iterator[str]:
    """Every wording of the rules but those of their pages, as they stand in the source.

    What is said of rules of other packages is seen in ``test_plugins.py``, and the plain words for documents in
    ``documents/test_sections.py``.
    """
    for path in sorted(PACKAGE.glob("*.py")):
        if not path.stem.startswith(("df0", "df10", "_page", "_codes", "_checked", "__init__")):
            for statement in ast.parse(path.read_text("utf-8")).body:
                target = ast.unparse(statement.targets[0]) if isinstance(statement, ast.Assign) else ""
                calls = [node for node in ast.walk(statement) if isinstance(node, ast.Call) and target != "RULE"]
                plain = [each.value for call in calls for each in call.keywords if each.arg == "plain"]
                for call in calls:
                    if isinstance(call.func, ast.Name) and call.func.id == "Text" and call not in plain:
                        said = {each.arg: each.value for each in call.keywords}[language]
                        assert isinstance(said, ast.Constant)
                        yield str(said.value)


@pytest.mark.parametrize("language", ["en", "da"])
def test_every_wording_is_seen_in_some_case(language: str) -> None:
    """No message, hint or remark exists that nobody has read in its place."""
    gallery = "\n".join(path.read_text("utf-8") for path in sorted(CASES.glob(f"*.{language}.txt")))
    unseen = [text for text in templates(language) if not pattern_of(text).search(gallery)]
    assert unseen == []
