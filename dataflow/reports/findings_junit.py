"""Findings as JUnit XML: a suite for each map, a case for each finding, a case that passes for each file without any.

Readers identify a case by file and name and drop duplicates, so each pair is unique.
"""

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple

from dataflow.base.escaping import escaped_xml, one_line
from dataflow.base.finding import Finding
from dataflow.reports import Findings, Report, ReportOptions
from dataflow.reports._words import HANGS_ON, KNOWN, NOTHING, WAIVED, advice, reasons, remarks
from dataflow.wording.remarks import SEVERITIES


def write(batches: Sequence[Findings], options: ReportOptions) -> str:
    """The XML text. A finding fails its case; one that is waived or in the baseline is skipped."""
    suites = [_suite(batch, options.language) for batch in batches]
    root = ET.Element("testsuites", {"name": "dataflow", **_summed(suites)})
    root.extend(suites)
    ET.indent(root)
    # The declaration of ET.tostring would name the encoding of the machine.
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + escaped_xml(ET.tostring(root, encoding="unicode")) + "\n"


def _suite(batch: Findings, language: str) -> ET.Element:
    cases = [_case(batch, finding, language) for finding in batch.findings]
    with_findings = {finding.place.file for finding in batch.findings}
    nothing = NOTHING.in_language(language).rstrip(".")
    cases += [_empty_case(batch, file, nothing) for file in batch.files if file not in with_findings]
    _number_duplicates(cases)
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": "0",
        "skipped": str(sum(case.find("skipped") is not None for case in cases)),
    }
    suite = ET.Element("testsuite", {"name": one_line(batch.map_id or batch.root or "?"), **counts})
    suite.extend(cases)
    return suite


def _empty_case(batch: Findings, file: str, name: str) -> ET.Element:
    return ET.Element("testcase", classname=one_line(batch.path(file)), name=name)


def _case(batch: Findings, finding: Finding, language: str) -> ET.Element:
    case = _empty_case(batch, finding.place.file, _name(batch, finding))
    if finding.waived or batch.knows(finding):
        why = (WAIVED if finding.waived else KNOWN).in_language(language)
        why += f" ({said})" if (said := reasons(finding, language)) else ""
        ET.SubElement(case, "skipped", message=f"{why}: {advice(finding, language)}")
    else:
        severity = SEVERITIES[finding.severity].in_language(language)
        failure = ET.SubElement(
            case, "failure", type=str(finding.severity), message=f"{severity}: {advice(finding, language)}"
        )
        failure.text = "\n".join(_lines(batch, finding, language))
    return case


def _name(batch: Findings, finding: Finding) -> str:
    # By subject and not by line, so that a service recognises the finding when lines move.
    about = [part for part in astuple(finding.subject) if part] or [f"{finding.place.line}:{finding.place.column}"]
    return one_line(" ".join([finding.code, batch.rules[finding.code].name, *about, *filter(None, [finding.cause])]))


def _lines(batch: Findings, finding: Finding, language: str) -> list[str]:
    lines = [one_line(batch.place(finding.place))]
    lines += [one_line(sentence.in_language(language)) for sentence in (finding.message, finding.hint) if sentence]
    lines += [", ".join(remarks(batch, finding, language))]
    lines += [
        one_line(f"{batch.place(related.place)}: {related.message.in_language(language)}")
        for related in finding.related
    ]
    lines += [
        one_line(
            f"{batch.place(unknown.place)}: {HANGS_ON.in_language(language)}: {unknown.summary.in_language(language)}"
        )
        for unknown in finding.hangs_on
    ]
    return [line for line in lines if line]


def _number_duplicates(cases: Sequence[ET.Element]) -> None:
    uses: Counter[tuple[str, str]] = Counter()
    for case in cases:
        key = (case.get("classname", ""), case.get("name", ""))
        uses[key] += 1
        if uses[key] > 1:
            case.set("name", f"{key[1]} ({uses[key]})")


def _summed(suites: Sequence[ET.Element]) -> dict[str, str]:
    counts = ("tests", "failures", "errors")
    return {count: str(sum(int(suite.get(count, "0")) for suite in suites)) for count in counts}


REPORT = Report(write)
