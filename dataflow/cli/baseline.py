"""Baseline files: known findings, which do not fail a check."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dataflow.base.finding import Subject, topic
from dataflow.base.regular_file import read_regular
from dataflow.base.text import Sentence, Text
from dataflow.base.user_error import reason_of
from dataflow.base.visible import visible
from dataflow.cli.exit_codes import CliError
from dataflow.cli.places import NOT_READ
from dataflow.wording.counts import Nouns, counted

if TYPE_CHECKING:
    from dataflow.base.finding import Finding

VERSION = 1

_MISSING = Text(
    en="There is no {path}. The same command with --write-baseline writes it.",
    da="Der er ingen {path}. Den samme kommando med --write-baseline skriver den.",
)
_NO_BASELINE = Text(
    en="{path} is no baseline of dataflow: {reason}. Name another file, or delete it.",
    da="{path} er ikke en baseline-fil fra dataflow: {reason}. Nævn en anden fil, eller slet den.",
)
_NOT_UTF8 = Text(en="it is no text in UTF-8", da="den er ikke tekst i UTF-8")
_NO_JSON = Text(en="it is no JSON", da="den er ikke JSON")
_NO_LIST = Text(en="it has no list of findings", da="den har ingen liste over fund")
_OTHER_VERSION = Text(
    en="it is not of version {version}, the one that this dataflow knows",
    da="den er ikke af version {version}, som er den, denne dataflow kender",
)
_LACKS_KEYS = Text(
    en="its finding {number} lacks a rule or a fingerprint", da="dens fund {number} mangler regel eller fingeraftryk"
)
_SUBJECT_MALFORMED = Text(
    en="the subject of its finding {number} is malformed", da="emnet for dens fund {number} er forkert opbygget"
)
_MALFORMED = Text(en="its finding {number} is malformed", da="dens fund {number} er forkert opbygget")
_MORE = Text(en="and {count} more", da="og {count} til")
_STALE: Nouns = (
    Text(
        en="{count} entry of {path} matches nothing any more; --write-baseline takes out:",
        da="{count} post i {path} passer ikke længere på noget; --write-baseline fjerner:",
    ),
    Text(
        en="{count} entries of {path} match nothing any more; --write-baseline takes out:",
        da="{count} poster i {path} passer ikke længere på noget; --write-baseline fjerner:",
    ),
)


@dataclass(frozen=True)
class Entry:
    """A known finding: map and fingerprint identify it. The rest says what it was, should it be another now.

    ``certainty`` is None in files of earlier versions, which did not note it.
    """

    map: str
    fingerprint: str
    rule: str
    cause: str | None = None
    certainty: str | None = None
    subject: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def order(self) -> tuple[str, ...]:
        """The sort key of the entry in the file."""
        about = (self.subject.get(key, "") for key in _SUBJECT)
        return (self.map, self.rule, *about, self.cause or "", self.certainty or "", self.fingerprint)

    @property
    def topic(self) -> str:
        """The topic of the finding (``Finding.topic``)."""
        about = Subject(**{key: value for key, value in self.subject.items() if key in _OF_SUBJECT})
        return self.fingerprint if about == Subject() else topic(self.rule, about)

    def __str__(self) -> str:
        about = (self.rule, *(self.subject[key] for key in _SUBJECT if key in self.subject), self.cause or "")
        return visible(" ".join(part for part in about if part))


_OF_SUBJECT = frozenset(each.name for each in fields(Subject))
_SUBJECT = ("actor", "field", "phase", "need", "channel", "other", "file")


def entry_of(map_id: str | None, finding: "Finding") -> Entry:
    """The entry of a finding."""
    subject = {key: value for key, value in asdict(finding.subject).items() if value is not None}
    return Entry(
        map_id or "",
        finding.fingerprint,
        finding.code,
        finding.cause,
        finding.certainty,
        subject or {"file": finding.place.file},
    )


def read_baseline(path: Path, may_be_new: bool) -> tuple[Entry, ...]:
    """The entries of a baseline file; none if the file does not exist and may be new. Raises CliError."""
    shown = path.as_posix()
    try:
        text = read_regular(path).decode("utf-8-sig")
    except FileNotFoundError:
        if may_be_new:
            return ()
        raise CliError(_MISSING, path=shown) from None
    except UnicodeDecodeError:
        raise _no_baseline(shown, _NOT_UTF8) from None
    except OSError as error:
        raise CliError(NOT_READ, path=shown, reason=reason_of(error)) from None
    import json

    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise _no_baseline(shown, _NO_JSON) from None
    if not isinstance(document, dict) or not isinstance(document.get("findings"), list):
        raise _no_baseline(shown, _NO_LIST)
    if document.get("version") != VERSION or isinstance(document["version"], bool):
        raise _no_baseline(shown, _OTHER_VERSION)
    return tuple(_entry(each, number, shown) for number, each in enumerate(document["findings"], start=1))


def baseline_text(entries: Iterable[Entry]) -> str:
    """The text of a baseline file: sorted, without duplicates, and one entry a line, for readable diffs."""
    import json

    unique = {(entry.map, entry.fingerprint, entry.certainty): entry for entry in entries}
    lines = [
        "    " + json.dumps({key: value for key, value in asdict(entry).items() if value}, ensure_ascii=False)
        for entry in sorted(unique.values(), key=lambda entry: entry.order)
    ]
    findings = "[\n" + ",\n".join(lines) + "\n  ]" if lines else "[]"
    return f'{{\n  "version": {VERSION},\n  "findings": {findings}\n}}\n'


def stale_text(entries: Sequence[Entry], path: Path, language: str) -> str:
    """The message about stale entries."""
    most = 10
    shown = [f"  {entry}" for entry in entries[:most]]
    if len(entries) > most:
        shown.append("  " + _MORE.in_language(language).format(count=len(entries) - most))
    return "\n".join([counted(len(entries), _STALE, path=path.as_posix()).shown(language), *shown])


def _entry(each: Any, number: int, shown: str) -> Entry:
    def has_text(key: str) -> bool:
        return isinstance(each.get(key), str)

    if not isinstance(each, dict) or not all(has_text(key) and each[key] for key in ("fingerprint", "rule")):
        raise _no_baseline(shown, _LACKS_KEYS, number)
    subject = each.get("subject", {})
    if not isinstance(subject, dict) or not all(isinstance(value, str) for value in subject.values()):
        raise _no_baseline(shown, _SUBJECT_MALFORMED, number)
    if not all(each.get(key) is None or has_text(key) for key in ("map", "cause", "certainty")):
        raise _no_baseline(shown, _MALFORMED, number)
    about = (each["rule"], each.get("cause") or None, each.get("certainty") or None)
    return Entry(each.get("map") or "", each["fingerprint"], *about, subject)


def _no_baseline(shown: str, why: Text, number: int = 0) -> CliError:
    reason = Sentence(why, {"number": str(number), "version": str(VERSION)})
    return CliError(_NO_BASELINE, path=shown, reason=reason)
