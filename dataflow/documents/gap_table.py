"""The table of gaps for people: who lacks what, when, why, what to do, and how sure that is."""

from collections.abc import Iterable, Mapping, Sequence

from dataflow.analysis.needs.causes import Cause
from dataflow.base.finding import Confidence, Finding, Severity
from dataflow.base.text import Sentence, Text
from dataflow.documents.labelled import actor_of, advised, label, phases_of, whole
from dataflow.documents.model import Column, Line, Row, Run, Table, line
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Entry
from dataflow.wording.sureness import CONFIDENCE_PHRASES, SURENESS
from dataflow.wording.what_counts import why_in_short

UNMET, PARTIAL = "DF301", "DF303"
NEEDS = (UNMET, PARTIAL)
"""The rules about needs that are not met, or met for some only."""
HEADS = {
    "who": Text(en="Who", da="Hvem"),
    "lacks": Text(en="Lacks", da="Mangler"),
    "when": Text(en="When", da="Hvornår"),
    "why": Text(en="Why", da="Hvorfor"),
    "what to do": Text(en="What to do", da="Hvad der kan gøres"),
    "sure": Text(en="How sure", da="Hvor sikkert"),
}
CAPTION = Text(en="Needs that are not met, the most important first", da="Uopfyldte behov, de vigtigste først")
LEVELS: Mapping[Severity, Text] = {
    Severity.ERROR: Text(en="must", da="skal"),
    Severity.WARNING: Text(en="should", da="bør"),
    Severity.INFO: Text(en="may", da="kan"),
}
_LEVEL = Text(en="{field} ({level})", da="{field} ({level})")
_PERHAPS_SHARED = Text(
    en="Recorded by {recorders}; unclear whether it is shared with this actor",
    da="Registreres af {recorders}; uafklaret, om det deles hertil",
)
_AS_KNOWN = Text(en="{why} (as far as is known)", da="{why} (så vidt vides)")
_FOR_SOME = Text(en="Met for some only: {figure}", da="Kun opfyldt for nogle: {figure}")


def unmet_of(findings: Iterable[Finding], confidence: Confidence | None = None) -> tuple[Finding, ...]:
    """The needs that are not met among findings, without waived ones and those that are less sure."""
    return tuple(each for each in sure(findings, confidence) if each.code in NEEDS)


def sure(findings: Iterable[Finding], confidence: Confidence | None) -> tuple[Finding, ...]:
    """The findings that rest on statements at least as sure, without waived ones."""
    return tuple(
        each
        for each in findings
        if not each.waived and (confidence is None or each.confidence.rank <= confidence.rank)
    )


def gap_table(
    findings: Sequence[Finding],
    data_map: DataMap,
    language: str,
    anchor: str = "gaps-table",
    caption: str | None = None,
    names_actor: bool = True,
) -> Table:
    """Needs that are not met, one row for those that differ in the phase alone, the most important first."""
    columns = (
        *((Column(HEADS["who"].in_language(language), 1.3),) if names_actor else ()),
        Column(HEADS["lacks"].in_language(language), 1.5),
        Column(HEADS["when"].in_language(language), 1.2),
        Column(HEADS["why"].in_language(language), 1.9),
        Column(HEADS["what to do"].in_language(language), 2.3),
        Column(HEADS["sure"].in_language(language), 1.0),
    )
    with_confidence = is_confidence_stated(data_map.entries)
    rows = tuple(
        _row(group, data_map, language, names_actor, with_confidence)
        for group in _merged(findings, data_map, language)
    )
    shown = CAPTION.in_language(language) if caption is None else caption
    return Table(anchor, shown, columns, rows, wide=True)


def _merged(findings: Iterable[Finding], data_map: DataMap, language: str) -> list[list[Finding]]:
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in sorted(findings, key=lambda each: _importance(each, data_map)):
        subject = finding.subject
        about = (finding.code, subject.actor, subject.field, finding.severity, finding.members, finding.of)
        said = (finding.cause, why(finding, language), advice(finding, language))
        groups.setdefault((*about, *said, finding.certain, finding.confidence), []).append(finding)
    return list(groups.values())


def _importance(finding: Finding, data_map: DataMap) -> tuple[object, ...]:
    """The sort key: level, met for nobody before met for some, certain before possible, confidence, declaration."""
    subject = finding.subject
    phase = data_map.phases.get(subject.phase or "")
    return (
        finding.severity.rank,
        NEEDS.index(finding.code) if finding.code in NEEDS else len(NEEDS),
        not finding.certain,
        finding.confidence.rank,
        *(_place(data_map.actors, subject.actor), _place(data_map.fields, subject.field)),
        (phase.position, phase.order) if phase else (),
    )


def _place(declared: Iterable[str], id_: str | None) -> int:
    return next((place for place, each in enumerate(declared) if each == id_), -1)


def _row(group: Sequence[Finding], data_map: DataMap, language: str, names_actor: bool, with_confidence: bool) -> Row:
    first = group[0]
    subject = first.subject
    field = label(data_map, "fields", subject.field or "", language)
    # Only must needs are found to be met for some only; the severity of that is another.
    level = LEVELS[first.severity if first.code == UNMET else Severity.ERROR].in_language(language)
    lacks = _LEVEL.in_language(language).format(field=field, level=level)
    who = actor_of(data_map, first, language)
    if not names_actor and first.members is not None and len(first.members) != first.of:
        lacks = f"{lacks}, {len(first.members)}/{first.of}"
    return Row(
        (
            *((line(Run(who, target=f"#actor-{subject.actor}")),) if names_actor else ()),
            line(Run(lacks, target=f"#field-{subject.field}")),
            line(phases_of(data_map, {each.subject.phase or "" for each in group}, language)),
            line(why(first, language)),
            line(advice(first, language)),
            sureness(first, language, with_confidence),
        ),
        anchor=f"finding-{first.fingerprint}",
        explore=f"finding={first.fingerprint}",
    )


def why(finding: Finding, language: str) -> str:
    """The cause in few words, with those who have the field; the whole sentence for a finding without one."""
    words = finding.message.words
    if finding.code == UNMET and finding.cause is not None:
        cause = why_in_short(Cause(finding.cause), words)
        if finding.certain:
            return whole(cause, language)
        is_not_shared = finding.cause == Cause.NOT_SHARED
        return whole(
            Sentence(_PERHAPS_SHARED, words) if is_not_shared else Sentence(_AS_KNOWN, {"why": cause}), language
        )
    text = _FOR_SOME if "figure" in words else finding.message.text
    return whole(Sentence(text, words), language)


def advice(finding: Finding, language: str) -> str:
    """What to do."""
    return advised(finding.hint, language)


def is_confidence_stated(entries: Iterable[Entry]) -> bool:
    """Whether any statement is less sure than one without a confidence."""
    return any(entry.confidence is not Confidence.HIGH for entry in entries)


def sureness(finding: Finding, language: str, with_confidence: bool) -> Line:
    """Whether a finding is certain, and the confidence of what it rests on."""
    certain = SURENESS[finding.certain].in_language(language)
    if not with_confidence:
        return line(certain)
    return line(f"{certain}; {CONFIDENCE_PHRASES[finding.confidence].in_language(language)}")
