"""The words that reports on findings share: severities, remarks and the summary line."""

from collections.abc import Mapping

from dataflow.base.escaping import one_line
from dataflow.base.finding import Finding, Severity
from dataflow.base.text import Text, cut_short
from dataflow.reports import Findings
from dataflow.reports._causes import cause_in_words
from dataflow.wording.counts import ERRORS, INFOS, UNMET, WARNINGS, Nouns, counted
from dataflow.wording.remarks import CONFIDENCE, PLANNED_FIXES, accepted
from dataflow.wording.statements import LEVELS

NOTHING = Text(en="No findings.", da="Ingen fund.")
WAIVED = Text(en="waived", da="dispensation")
HANGS_ON = Text(en="hangs on", da="afhænger af")
KNOWN = Text(en="known", da="kendt")
_CHANGED = Text(en="changed (before: {before})", da="ændret (før: {before})")
_CERTAIN = Text(en="certain", da="sikker")
_POSSIBLE = Text(en="possible", da="mulig")
_COUNTED = {Severity.ERROR: ERRORS, Severity.WARNING: WARNINGS, Severity.INFO: INFOS}
_MUST = "must"
_FEW = 4
_COUNT_WAIVED = Text(en="{count} waived", da="{count} med dispensation")
_POSSIBLE_ONES: Nouns = (
    Text(
        en="{count} of these findings is possible: it hangs on statements that nobody has found out yet",
        da="{count} af fundene er muligt: det afhænger af udsagn, som ingen har afklaret endnu",
    ),
    Text(
        en="{count} of these findings are possible: they hang on statements that nobody has found out yet",
        da="{count} af fundene er mulige: de afhænger af udsagn, som ingen har afklaret endnu",
    ),
)
_KNOWN_ONES: Nouns = (
    Text(en="{count} of them known: it is in the baseline", da="{count} af dem er kendt: det står i baseline-filen"),
    Text(
        en="{count} of them known: they are in the baseline", da="{count} af dem er kendte: de står i baseline-filen"
    ),
)
_CHANGED_ONES: Nouns = (
    Text(
        en="{count} of the known ones has changed since the baseline was written",
        da="{count} af de kendte er ændret, siden baseline-filen blev skrevet",
    ),
    Text(
        en="{count} of the known ones have changed since the baseline was written",
        da="{count} af de kendte er ændret, siden baseline-filen blev skrevet",
    ),
)


def remarks(batch: Findings, finding: Finding, language: str) -> list[str]:
    """The remarks on a finding: cause, certainty, confidence, planned, waived, known."""
    shown = [cause_in_words(finding.cause, language)] if finding.cause else []
    texts = [
        None if finding.certain else _POSSIBLE,
        CONFIDENCE.get(finding.confidence),
        PLANNED_FIXES if finding.planned else None,
        WAIVED if finding.waived else None,
        KNOWN if batch.knows(finding) else None,
    ]
    shown += [text.in_language(language) for text in texts if text is not None]
    before = batch.before(finding)
    return shown if before is None else [*shown, _changed(before, language)]


def reasons(finding: Finding, language: str) -> str:
    """Why a finding is waived, by whom and until when; "" where it is not."""
    return one_line("; ".join(accepted(each).in_language(language) for each in finding.acceptances))


def _changed(before: Mapping[str, str], language: str) -> str:
    """That a finding has changed since the baseline was written, and what it was."""
    words: list[str] = []
    for key, value in before.items():
        if key == "cause":
            words.append(cause_in_words(value, language))
        elif key == "need":
            words.append(LEVELS[value].in_language(language) if value in LEVELS else value)
        else:
            words.append((_CERTAIN if value == "certain" else _POSSIBLE).in_language(language))
    return _CHANGED.in_language(language).format(before=", ".join(words))


def members_meant(batch: Findings, finding: Finding, language: str) -> str | None:
    """The members of a role that a finding is about, where it is not about all; of many, the first and a count."""
    members = finding.members or ()
    if not members or len(members) == finding.of:
        return None
    # "And 1 more" would be as long as the name of the one.
    names = [batch.actor(member, language) for member in members]
    named = cut_short(names, len(names) if len(names) == _FEW + 1 else _FEW)
    return one_line(named if isinstance(named, str) else named.in_language(language))


def advice(finding: Finding, language: str) -> str:
    """The message and the hint, on one line."""
    sentences = (finding.message, finding.hint)
    return " ".join(one_line(sentence.in_language(language)) for sentence in sentences if sentence is not None)


def advice_with_remarks(batch: Findings, finding: Finding, language: str) -> str:
    """The message, the hint and the remarks, on one line."""
    shown = remarks(batch, finding, language)
    return advice(finding, language) + (f" ({', '.join(shown)})" if shown else "")


def summary(batch: Findings, language: str) -> str:
    """The summary line with the numbers of findings."""
    if not batch.findings:
        return NOTHING.in_language(language)
    in_force = [finding for finding in batch.findings if not finding.waived]
    counts: list[str] = []
    for severity, nouns in _COUNTED.items():
        these = [finding for finding in in_force if finding.severity == severity]
        if these:
            are_needs = all(finding.subject.need == _MUST for finding in these)
            counts.append(counted(len(these), UNMET if are_needs else nouns).in_language(language))
    if len(in_force) < len(batch.findings):
        counts.append(_COUNT_WAIVED.in_language(language).format(count=len(batch.findings) - len(in_force)))
    subsets = (
        (_POSSIBLE_ONES, sum(not finding.certain for finding in in_force)),
        (_KNOWN_ONES, sum(batch.knows(finding) for finding in in_force)),
        (_CHANGED_ONES, sum(batch.before(finding) is not None for finding in in_force)),
    )
    more = "; ".join(counted(number, nouns).in_language(language) for nouns, number in subsets if number)
    return ", ".join(counts) + (f" ({more})" if more else "") + "."
