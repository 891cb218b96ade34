"""Annotations of GitHub, parsed like its runner does."""

import re
from collections.abc import Callable
from dataclasses import replace

from dataflow.base.visible import visible
from dataflow.reports import Findings

Written = Callable[..., str]


def unescaped(text: str) -> str:
    for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, character)
    return text


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands in a log: the kind, the properties and the message."""
    found = []
    for line in text.splitlines():
        if line.lstrip().startswith("::"):
            head, message = line.lstrip()[2:].split("::", 1)
            kind, _, properties = head.partition(" ")
            pairs = (pair.split("=", 1) for pair in properties.split(",") if pair)
            found.append((kind, {key: unescaped(value) for key, value in pairs}, unescaped(message)))
    return found


def test_every_finding_in_force_is_one_annotation(batches: tuple[Findings, ...], written: Written) -> None:
    """And author text adds none: the other lines are the summary lines."""
    text = written("github", *batches)
    shown = commands(text)
    assert len(shown) == sum(not finding.waived for batch in batches for finding in batch.findings)
    assert {kind for kind, _, _ in shown} <= {"error", "warning", "notice"}
    assert all(
        set(properties) == {"file", "line", "endLine", "col", "endColumn", "title"} for _, properties, _ in shown
    )
    rest = [line for line in text.split("\n") if not line.startswith("::")]
    assert rest[-1] == ""
    assert len(rest) == len(batches) + 1
    assert all(line.startswith("dataflow ") for line in rest[:-1])


def test_the_texts_read_back(hostile: Findings, written: Written) -> None:
    """File, title and message are unchanged, with control characters and what Azure would obey visible."""
    shown = {(properties["file"], message) for _, properties, message in commands(written("github", hostile))}
    for finding in hostile.findings:
        file = visible(f"maps/study/{finding.place.file}")
        said = visible(finding.message.in_language("en"))
        file, said = (
            re.sub(r"[\ud800-\udfff\ufffe]|(?<=#)#(?=\w*\[)", lambda match: f"<U+{ord(match[0]):04X}>", each)
            for each in (file, said)
        )
        assert any(at == file and message.startswith(said) for at, message in shown)


def test_the_most_severe_and_new_come_first(small: Findings, written: Written) -> None:
    """GitHub shows only about ten of a kind; known findings are notices at the end."""
    first = small.findings[0]
    known = replace(small, findings=(*reversed(small.findings),), known=frozenset({first.fingerprint}))
    kinds = [kind for kind, _, _ in commands(written("github", small))]
    assert kinds == sorted(kinds, key=["error", "warning", "notice"].index)
    kind, properties, _ = commands(written("github", known))[-1]
    assert kind == "notice"
    assert "known" in properties["title"]


def test_columns_are_those_of_the_caret(small: Findings, written: Written) -> None:
    """From 1, with an exclusive end."""
    place = small.findings[0].place
    found = [properties for _, properties, _ in commands(written("github", small))]
    assert {
        "line": str(place.line),
        "col": str(place.column),
        "endColumn": str(place.column + place.width),
    }.items() <= found[0].items()
