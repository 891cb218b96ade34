"""SARIF: the official schema, the rules of GitHub by the SARIF multitool, and the fields that code scanning uses."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator

from dataflow.base.visible import visible
from dataflow.reports import Findings, findings_sarif

HERE = Path(__file__).parent
Written = Callable[..., str]


@cache
def schema() -> Draft202012Validator:
    return Draft202012Validator(json.loads((HERE / "sarif-2.1.0.json").read_text("utf-8")))


def run_of(text: str) -> dict[str, Any]:
    document = json.loads(text)
    assert [error.message for error in schema().iter_errors(document)] == []
    (run,) = document["runs"]
    return run  # type: ignore[no-any-return]


@pytest.mark.parametrize("language", ["en", "da"])
def test_it_is_valid_by_the_schema(batches: tuple[Findings, ...], written: Written, language: str) -> None:
    """Whatever is found; and every result points to its rule."""
    run = run_of(written("sarif", *batches, language=language))
    rules = run["tool"]["driver"]["rules"]
    results = run["results"]
    assert len(results) == sum(len(batch.findings) for batch in batches)
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in results)


def test_the_schema_catches_a_planted_fault(small: Findings, written: Written) -> None:
    """The check rejects an invalid document."""
    document = json.loads(written("sarif", small))
    document["runs"][0]["results"][0]["level"] = "grave"
    assert not schema().is_valid(document)


def test_the_requirements_of_github(batches: tuple[Findings, ...], written: Written) -> None:
    """Descriptions within their limits, relative URIs, no empty text, fingerprints that no two results share."""
    run = run_of(written("sarif", *batches))
    for rule in run["tool"]["driver"]["rules"]:
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"] and rule["help"]["markdown"]
        assert re.fullmatch("([A-Z][a-z0-9]*)+", rule["name"])
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")
    for result in run["results"]:
        (location,) = result["locations"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"(%[0-9A-F]{2}|[A-Za-z0-9._~/-])+", uri)
        assert not uri.startswith(("/", "./", "../"))
        assert set(location["physicalLocation"]["region"]) == {"startLine", "startColumn", "endLine", "endColumn"}
        assert result["message"]["text"]
        assert len(result.get("relatedLocations", ())) <= 100
    prints = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]
    assert len(set(prints)) == len(prints)


def test_uris_are_relative_to_the_current_directory(small: Findings, written: Written) -> None:
    """The folder of the map precedes the file; characters beyond ASCII are percent-encoded."""
    batch = replace(small, root="kort/hjerte æ")
    uri = run_of(written("sarif", batch))["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "kort/hjerte%20%C3%A6/map.yaml"
    assert unquote(uri) == "kort/hjerte æ/map.yaml"


def test_waived_and_known_findings_say_so(small: Findings, written: Written) -> None:
    """A waived one is suppressed; with a baseline each is new or unchanged, and without one neither."""
    assert all("baselineState" not in result for result in run_of(written("sarif", small))["results"])
    known = replace(small, known=frozenset({small.findings[0].fingerprint}))
    results = run_of(written("sarif", known))["results"]
    for finding, result in zip(known.findings, results, strict=True):
        assert result["baselineState"] == ("unchanged" if known.knows(finding) else "new")
        assert bool(result.get("suppressions")) == finding.waived
    assert any(finding.waived for finding in known.findings)
    (why,) = {each["justification"] for result in results for each in result.get("suppressions", ())}
    assert why == "accepted by The board until 1 February 2031: By telephone"


def test_fingerprints_survive_moved_lines(small: Findings, written: Written) -> None:
    """And distinguish the same finding of two maps."""
    moved = replace(
        small,
        findings=tuple(replace(each, place=each.place._replace(line=each.place.line + 7)) for each in small.findings),
    )
    prints = [each["partialFingerprints"] for each in run_of(written("sarif", small))["results"]]
    assert [each["partialFingerprints"] for each in run_of(written("sarif", moved))["results"]] == prints
    assert [each["dataflow/v1"] for each in prints] == [finding.fingerprint for finding in small.findings]
    other = run_of(written("sarif", replace(small, map_id="other")))["results"]
    assert not {each["primaryLocationLineHash"] for each in prints} & {
        each["partialFingerprints"]["primaryLocationLineHash"] for each in other
    }


def test_validate_and_gaps_are_two_categories(small: Findings, written: Written) -> None:
    """Otherwise one upload would replace the other."""
    ids = {
        run_of(written("sarif", replace(small, task=task)))["automationDetails"]["id"]
        for task in ("validate", "gaps")
    }
    assert ids == {"dataflow/validate/study/", "dataflow/gaps/study/"}


def test_labels_read_back_and_make_no_links(hostile: Findings, written: Written) -> None:
    """Each message has the author text, with visible control characters and without links."""
    for finding, result in zip(hostile.findings, run_of(written("sarif", hostile))["results"], strict=True):
        text = result["message"]["text"]
        said = visible(finding.message.in_language("en")).replace("](", "] (").replace("\ufffe", "<U+FFFE>")
        assert text.startswith(said)
        assert "](" not in text
        assert "\n" not in text


def test_no_more_results_than_github_takes(
    small: Findings, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The most severe are kept, and the run says how many are left out."""
    first, last = small.findings[0], small.findings[-1]
    assert first.severity.rank < last.severity.rank
    assert findings_sarif._MOST_RESULTS == 25_000
    monkeypatch.setattr(findings_sarif, "_MOST_RESULTS", 3)
    run = run_of(written("sarif", replace(small, findings=(last, last, last, first))))
    assert len(run["results"]) == 3
    assert run["results"][0]["ruleId"] == first.code and run["results"][0]["level"] == "error"
    assert run["properties"] == {"leftOut": 1}


def multitool() -> Path:
    """The SARIF multitool that tests/system-parts.sh installs."""
    cache_home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    packages = cache_home / "dataflow-tests/sarif-multitool-5.7.0/node_modules/@microsoft"
    found = list(packages.glob("sarif-multitool-*/Sarif.Multitool"))
    if not found:
        pytest.skip("the SARIF multitool is not installed (tests/system-parts.sh does it, where there is npm)")
    return found[0]


def multitool_results(folder: Path, **files: str) -> dict[str, set[tuple[str, str]]]:
    """The errors and warnings of the multitool by file, from its log, as its exit code is not reliable."""
    tool = multitool()
    found: dict[str, set[tuple[str, str]]] = {}
    sarif_files = [folder / f"{name}.sarif" for name in files]
    for file, text in zip(sarif_files, files.values(), strict=True):
        file.write_text(text, "utf-8")
    log = folder / "log.json"
    done = subprocess.run(
        [tool, "validate", *sarif_files, "--rule-kind", "Sarif;Ghas", "--output", log, "--log", "ForceOverwrite"],
        capture_output=True,
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        timeout=120,
        check=False,
    )
    assert log.exists(), done.stdout.decode() + done.stderr.decode()
    run = json.loads(log.read_text("utf-8-sig"))["runs"][0]
    for name in files:
        found[name] = set()
    for result in run.get("results", ()):
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]
        file = uri.get("uri") or run["artifacts"][uri["index"]]["location"]["uri"]
        found[Path(file).stem].add((result.get("level", "warning"), result["ruleId"]))
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="the tool is installed by a shell script")
def test_the_multitool_finds_no_error(
    small: Findings, hostile: Findings, nothing: Findings, broken: Findings, written: Written, tmp_path: Path
) -> None:
    """By the rules of SARIF and of GitHub; and it finds a planted fault."""
    planted = json.loads(written("sarif", small))
    del planted["runs"][0]["tool"]["driver"]["rules"][0]["shortDescription"]
    planted["runs"][0]["results"][0]["ruleIndex"] = 999
    found = multitool_results(
        tmp_path,
        several=written("sarif", replace(small, known=frozenset()), replace(broken, known=frozenset())),
        hostile=written("sarif", hostile, language="da"),
        nothing=written("sarif", nothing),
        planted=json.dumps(planted),
    )
    # dataflow has no page on the web to point to yet.
    accepted = {("warning", "SARIF2005")}
    for name in ("several", "hostile", "nothing"):
        assert {each for each in found[name] if each[0] != "note"} <= accepted, name
    assert any(level == "error" for level, _ in found["planted"])
