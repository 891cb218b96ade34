"""A reader of the part of Mermaid that we write, so strict that nothing else passes."""

import json
import re
from dataclasses import dataclass, field

TEXT = r"(?:[^\W_]|[ ,/()-]|#\d+;)*"
LABEL = rf'"{TEXT}(?:<br/>{TEXT})*"'
INK = r"#[0-9a-f]{6}"
LINES = {
    "band": re.compile(rf"  subgraph (b\d+)\[({LABEL})\]"),
    "node": re.compile(rf"    (n\d+)(?:\[({LABEL})\]|\(\[({LABEL})\]\))"),
    "end": re.compile(r"  end"),
    "edge": re.compile(rf"  (n\d+) (==>|-->|-\.->|--x)(?:\|({LABEL})\|)? (n\d+)"),
    "key": re.compile(rf'  k\d+\["#32;"\] (?:==>|-->|-\.->)\|({LABEL})\| l\d+\["#32;"\]'),
    "ink": re.compile(rf"  classDef [a-z-]+ fill:(?:none|{INK}),stroke:{INK}(?:,stroke-width:[\d.]+px,color:{INK})?"),
    "role": re.compile(r"  class [nklb]\d+(?:,[nklb]\d+)* [a-z-]+"),
    "style": re.compile(rf"  style n\d+ stroke:{INK}(?:,stroke-dasharray:[\d. ]+)?"),
    "line": re.compile(rf"  linkStyle \d+ stroke:{INK},stroke-width:[\d.]+px(?:,stroke-dasharray:[\d. ]+)?"),
}
HEAD = re.compile(
    rf'---\ntitle: (".*")\nconfig:\n  elk:\n    lineHops: false\n---\nflowchart LR\n'
    rf"  accTitle: ({TEXT})\n  accDescr: ({TEXT})\n"
)


@dataclass
class Flowchart:
    title: str
    spoken: str
    description: str
    nodes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    edges: list[tuple[str, str, str, tuple[str, ...]]] = field(default_factory=list)
    bands: list[tuple[str, ...]] = field(default_factory=list)
    keys: list[tuple[str, ...]] = field(default_factory=list)


def read(mermaid: bytes) -> Flowchart:
    text = mermaid.decode("utf-8")
    head = HEAD.match(text)
    assert head, text[:400]
    assert not set("<>#%&{};`") & set(head[1])
    found = Flowchart(json.loads(head[1]), meant(head[2]), meant(head[3]))
    for line in text[head.end() :].splitlines():
        kind, match = next(
            ((kind, match) for kind, way in LINES.items() if (match := way.fullmatch(line))), ("", None)
        )
        assert match, line
        if kind == "node":
            found.nodes[match[1]] = lines(match[2] or match[3])
        elif kind == "edge":
            found.edges.append((match[1], match[2], match[4], lines(match[3] or "")))
        elif kind == "band":
            found.bands.append(lines(match[2]))
        elif kind == "key":
            found.keys.append(lines(match[1]))
    return found


def lines(label: str) -> tuple[str, ...]:
    return tuple(map(meant, label.strip('"').split("<br/>")))


def meant(text: str) -> str:
    """The text that its entities stand for, without the joiners that keep two dollars apart."""
    return re.sub(r"#(\d+);", lambda entity: chr(int(entity[1])), text).replace("\N{WORD JOINER}", "")
