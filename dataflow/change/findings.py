"""The findings that were opened, closed and changed between two maps."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from dataflow.base.finding import Finding, NeedRef, Subject
from dataflow.change.meaning import Renamed

_Old = TypeVar("_Old")
_New = TypeVar("_New")


@dataclass(frozen=True)
class FindingChanges:
    """Findings of the newer map alone, of the older alone, and those of both that differ, before and after."""

    opened: tuple[Finding, ...] = ()
    closed: tuple[Finding, ...] = ()
    changed: tuple[tuple[Finding, Finding], ...] = ()


def finding_changes(old: Iterable[Finding], new: Iterable[Finding], renamed: Renamed) -> FindingChanges:
    """The findings of two maps compared.

    Of the findings about the same (``Finding.topic``), those that are equal belong together first, then those with
    the same fingerprint. A finding is changed where its level, cause, certainty, actors or needs are others.
    """
    before, after = list(old), list(new)
    changed: list[tuple[Finding, Finding]] = []
    for key_of in (_exactly, _fingerprint, topic_of):
        pairs = matched(
            ((key_of(each, renamed), each) for each in sorted(before, key=_order)),
            ((key_of(each, {}), each) for each in sorted(after, key=_order)),
        )
        changed += [pair for pair in pairs if _state(pair[0], renamed) != _state(pair[1], {})]
        before = _without(before, [one for one, _ in pairs])
        after = _without(after, [other for _, other in pairs])
    return FindingChanges(tuple(after), tuple(before), tuple(sorted(changed, key=lambda pair: _order(pair[1]))))


def matched(old: Iterable[tuple[object, _Old]], new: Iterable[tuple[object, _New]]) -> list[tuple[_Old, _New]]:
    """Pairs with the same key: the first of the old with the first of the new, and so on."""
    groups: dict[object, tuple[list[_Old], list[_New]]] = {}
    for key, one in old:
        groups.setdefault(key, ([], []))[0].append(one)
    for key, other in new:
        groups.setdefault(key, ([], []))[1].append(other)
    return [pair for ones, others in groups.values() for pair in zip(ones, others, strict=False)]


def _exactly(finding: Finding, renamed: Renamed) -> object:
    """A role may have several findings with one fingerprint, which differ in members and certainty."""
    return _fingerprint(finding, renamed), _state(finding, renamed)


def _fingerprint(finding: Finding, renamed: Renamed) -> object:
    return replace(finding, subject=_in_new_ids(finding.subject, renamed)).fingerprint


def topic_of(finding: Finding, renamed: Renamed) -> str:
    """The topic of a finding (``Finding.topic``) with new ids for what was renamed."""
    return replace(finding, subject=_in_new_ids(finding.subject, renamed)).topic


def _in_new_ids(subject: Subject, renamed: Renamed) -> Subject:
    def new(section: str, id_: str | None) -> str | None:
        return id_ if id_ is None else renamed.get(section, {}).get(id_, id_)

    return replace(
        subject,
        actor=new("actors", subject.actor),
        other=new("actors", subject.other),
        field=new("fields", subject.field),
        phase=new("phases", subject.phase),
        channel=new("channels", subject.channel),
    )


def _state(finding: Finding, renamed: Renamed) -> tuple[object, ...]:
    """What of a finding may change while it stays the same finding."""
    names: Mapping[str, str] = renamed.get("actors", {})
    members = None if finding.members is None else frozenset(names.get(each, each) for each in finding.members)
    whole = members is None or len(members) == finding.of
    return (
        finding.severity,
        finding.cause,
        finding.subject.need,
        finding.certain,
        finding.waived,
        finding.planned,
        None if whole else members,
        None if finding.needs is None else frozenset(_need_in_new_ids(each, renamed) for each in finding.needs),
    )


def _need_in_new_ids(need: NeedRef, renamed: Renamed) -> tuple[str, ...]:
    ids = (("actors", need.actor), ("fields", need.field), ("phases", need.phase))
    return tuple(renamed.get(section, {}).get(id_, id_) for section, id_ in ids)


def _order(finding: Finding) -> tuple[str, ...]:
    about = finding.subject
    parts = (
        finding.code,
        about.actor,
        about.field,
        about.phase,
        about.channel,
        about.other,
        about.need,
        finding.cause,
        *(finding.members or ()),
        str(finding.certain),
    )
    return tuple(part or "" for part in parts)


def _without(findings: Sequence[Finding], taken: Iterable[Finding]) -> list[Finding]:
    left = Counter(id(each) for each in taken)
    return [each for each in findings if not left[id(each)]]
