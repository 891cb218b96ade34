"""Parses YAML into nodes with places, within the limits of ``language.md``, "Files and limits".

The nodes are built from libyaml's events in one loop: depth is limited before anything recurses, and an alias becomes
the same node as its anchor.
"""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # missing in the stubs

from dataflow.base.finding import Finding
from dataflow.base.gc_paused import gc_paused
from dataflow.base.place import Place
from dataflow.base.text import Text
from dataflow.language import diagnostics
from dataflow.language.broken import Broken
from dataflow.language.bytes_of_text import control_character, line_of, not_text, place_at
from dataflow.language.diagnostics import duplicate_key, refused
from dataflow.language.lookalikes import NO_BREAK_SPACE, lookalike_finding
from dataflow.language.nodes import MappingNode, Node, Scalar, SequenceNode, place_of
from dataflow.language.syntax import syntax_error

MAX_DEPTH = 64
MAX_BYTES = 64 * 1024 * 1024
MAX_NODES = 6_000_000
MAX_EXPANSION = 10
MAX_REPEATED_CHARACTERS = 1_000_000
"""By aliases, in a file where that is more than ``MAX_EXPANSION`` times what is written."""

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_CORE_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq"))
_ODD = frozenset("<\N{NO-BREAK SPACE}")
"""The first characters of keys that are refused or need a check."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")
_PASTED_SPACE = re.compile(rb"^ *(\xc2\xa0)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tree of a file and its mistakes; the tree is None if the file is empty or refused.

    ``whole`` is False if a part of the file could not be read, so that it is not known what the file declares.
    ``passed_over`` has the values of repeated top-level keys.
    """

    root: Node | None
    findings: tuple[Finding, ...]
    whole: bool
    passed_over: tuple[tuple[str, Node], ...] = ()


def parse(file: str, data: bytes) -> Parsed:
    """The syntax tree of one file, with a finding for each mistake in its text or YAML (DF001 to DF004, DF007)."""
    problem = refused("too large", Place(file)) if len(data) > MAX_BYTES else not_text(file, data)
    if problem:
        return Parsed(None, (problem,), whole=False)
    with gc_paused():
        return _Builder(file).build(data)


_PASSED_OVER = Scalar.at("", 0, 0, 0, True)
"""Takes the place of a refused key, so that its value is skipped."""


class _Size(NamedTuple):
    nodes: int
    characters: int


class _Open:
    """A sequence or mapping that is not closed yet; ``key`` is the key whose value comes next.

    ``before`` is the size of what is before it, aliases expanded. ``append`` is None for a mapping.
    """

    __slots__ = ("anchor", "append", "before", "key", "node")

    def __init__(self, node: Any, anchor: str | None, before: "_Size") -> None:
        self.node = node
        self.anchor = anchor
        self.before = before
        self.append: Callable[[Any], None] | None = node.append if isinstance(node, SequenceNode) else None
        self.key: Scalar | None = None


class _Refused(Exception):
    """Ends the reading of a file, with the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding.place))
        self.finding = finding


class _Builder:
    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self.line = 0
        """The line of the last node. All nodes on a line share one number object: a fifth of the memory of a scalar.
        """
        self.root: Node | None = None
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[Node, _Size]] = {}
        self.written = 0
        self.repeated = _Size(0, 0)  # by aliases, beyond what is written
        self.largest_alias: tuple[_Size, Place] = (_Size(0, 0), Place(file))
        self.documents = 0
        self.written_again: str | None = None
        self.twice: tuple[int, Scalar, Place] | None = None
        """The number of the last finding about a key that stands twice, the key, and its place."""
        self.passed_over: list[tuple[str, Node]] = []

    def build(self, data: bytes) -> Parsed:
        try:
            self._take_all(data)
            self._check_expansion(len(data))
        except _Refused as error:
            return Parsed(None, (*self.findings, error.finding), whole=False)
        except yaml.YAMLError as error:
            return Parsed(None, (*self.findings, _syntax_error(self.file, data, error)), whole=False)
        return Parsed(self.root, tuple(self.findings), whole=True, passed_over=tuple(self.passed_over))

    def _check_expansion(self, size: int) -> None:
        """Refuses a file whose aliases unfold to too many nodes, or to too much text."""
        nodes, characters = self.repeated
        too_long = characters > max(MAX_EXPANSION * size, MAX_REPEATED_CHARACTERS)
        if too_long or self.written + nodes > MAX_EXPANSION * self.written:
            raise _Refused(refused("alias bomb", self.largest_alias[1], most=str(MAX_EXPANSION)))

    def _take_all(self, data: bytes) -> None:
        """Handles all events of the file in order.

        Two of three events are plain scalars. They are added in the loop itself, as method calls would take longer
        than everything else (``make bench``, reading). Every other event has a method.
        """
        parser, stack = CParser(data), self.stack
        take = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._begin,
            yaml.SequenceStartEvent: self._begin,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        next_event: Callable[[], Any] = parser.get_event
        scalar, parent, words, line, most = yaml.ScalarEvent, None, 0, 0, MAX_NODES
        try:
            while (event := next_event()) is not None:
                kind = type(event)
                if kind is not scalar or parent is None or event.tag or event.anchor or event.style == '"':
                    if kind in take:
                        self.written, self.line, words = self.written + words, line, 0
                        take[kind](event)
                        parent, line, most = stack[-1] if stack else None, self.line, MAX_NODES - self.written
                        if most < 0:
                            raise self._too_many_nodes(event)
                    continue
                words += 1
                if words > most:
                    raise self._too_many_nodes(event)
                node = _word(event, line)
                line = node.line
                if parent.append is not None:
                    parent.append(None if node.plain and node in _NULLS else node)
                elif (key := parent.key) is None:
                    if node not in parent.node and node[:1] not in _ODD and len(stack) > 1:
                        parent.key = node
                    else:
                        self._attach(node, None)
                elif key is not _PASSED_OVER:
                    parent.node[key] = None if node.plain and node in _NULLS else node
                    parent.key = None
                else:
                    self._attach(node, None)
            self.written += words
        finally:
            parser.dispose()

    def _end(self, event: Any) -> None:
        opened = self.stack.pop()
        self.written += 1
        if opened.anchor is not None:
            nodes, characters = self._size_to(event.start_mark.index)
            size = _Size(nodes - opened.before.nodes, characters - opened.before.characters)
            self.anchors[opened.anchor] = (opened.node, size)
        self._attach(opened.node, None)

    def _size_to(self, index: int) -> _Size:
        """The size of what is read up to a character of the file, aliases expanded."""
        return _Size(self.written + self.repeated.nodes, index + self.repeated.characters)

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise _Refused(refused("second document", self._place(event)))

    def _place(self, event: Any, width: int = 1) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1, width)

    def _too_many_nodes(self, event: Any) -> _Refused:
        return _Refused(refused("too many nodes", self._place(event), most=_number(MAX_NODES)))

    def _problem(self, finding: Finding) -> None:
        self.findings.append(finding)
        if len(self.findings) >= diagnostics.MAX_PROBLEMS:
            raise _Refused(refused("too many problems", finding.place, most=str(diagnostics.MAX_PROBLEMS)))

    def _scalar(self, event: Any) -> None:
        node = _word(event, self.line)
        if event.tag is not None:
            self._check_tag(event)
        if event.style == '"':
            control = _CONTROL.search(event.value)
            if control:
                self._problem(control_character(place_of(self.file, node), control[0]))
        self.written += 1
        if event.anchor is not None:
            self.anchors[event.anchor] = (node, _Size(1, len(node)))
        self._attach(node, None)

    def _begin(self, event: Any) -> None:
        if event.tag is not None:
            self._check_tag(event)
        if len(self.stack) >= MAX_DEPTH:
            raise _Refused(refused("too deep", self._place(event), most=str(MAX_DEPTH)))
        node: SequenceNode | MappingNode = (
            SequenceNode() if isinstance(event, yaml.SequenceStartEvent) else MappingNode()
        )
        mark = event.start_mark
        if mark.line + 1 != self.line:
            self.line = mark.line + 1
        node.line, node.column = self.line, mark.column + 1
        if event.anchor is not None:
            self.anchors.pop(event.anchor, None)
        self.stack.append(_Open(node, event.anchor, self._size_to(mark.index)))

    def _alias(self, event: Any) -> None:
        name, place = event.anchor, self._place(event, len(event.anchor) + 1)
        if name not in self.anchors:
            inside = any(opened.anchor == name for opened in self.stack)
            raise _Refused(refused("alias inside itself" if inside else "alias of nothing", place, name=name))
        node, size = self.anchors[name]
        self.largest_alias = max(self.largest_alias, (size, place), key=lambda each: each[0])
        self.written += 1
        self.repeated = _Size(self.repeated.nodes + size.nodes - 1, self.repeated.characters + size.characters)
        self._attach(node, place)

    def _attach(self, node: Node, place: Place | None) -> None:
        """Adds a node to the innermost open one; ``place`` is its place if that is not where it was written (an
        alias).
        """
        value = None if isinstance(node, Scalar) and node.plain and node in _NULLS else node
        if not self.stack:
            self.root = value
            return
        parent = self.stack[-1]
        if parent.append is not None:
            parent.append(value)
        elif parent.key is None:
            parent.key = self._key(node, place or place_of(self.file, node), parent.node)
        else:
            if parent.key is not _PASSED_OVER:
                parent.node[parent.key] = value
            else:
                self._join_twice(parent.node, value)
            if parent.key is _PASSED_OVER and len(self.stack) == 1 and self.written_again is not None:
                self.passed_over.append((self.written_again, node))
            parent.key = None

    def _join_twice(self, pairs: Any, value: Node | None) -> None:
        """Names both values in the finding about a key that stands twice, once the second value is read."""
        if self.twice is None:
            return
        (number, key, place), self.twice = self.twice, None
        values = (*_words_in(pairs.get(key)), *_words_in(value))
        if "from" not in pairs and _words_in(pairs.get(key)) and _words_in(value):
            self.findings[number] = duplicate_key(place, key, place_of(self.file, pairs.key(key)), values)

    def _key(self, node: Node, place: Place, pairs: MappingNode) -> Scalar:
        """The key; ``_PASSED_OVER`` if it is refused."""
        if len(self.stack) == 1:
            self.written_again = str(node) if isinstance(node, Scalar) and node in pairs else None
        if not isinstance(node, Scalar):
            problem = refused("key is no word", place)
        elif node.plain and node.startswith("\N{NO-BREAK SPACE}"):
            problem = lookalike_finding("DF002", place._replace(width=1), NO_BREAK_SPACE)
        elif node == "<<" and node.plain:
            problem = refused("merge key", place)
        elif node in pairs:
            problem = duplicate_key(place, node, place_of(self.file, pairs.key(node)))
            self.twice = len(self.findings), node, place
        else:
            return node
        pairs.cut = True
        self._problem(problem)
        return _PASSED_OVER

    def _check_tag(self, event: Any) -> None:
        if event.tag != "!" and event.tag not in _CORE_TAGS:
            shown = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._problem(refused("foreign tag", self._place(event, len(shown)), tag=shown))


def _words_in(value: Node | None) -> tuple[str, ...]:
    """A scalar, or those of a list; none of anything else."""
    each = value if isinstance(value, SequenceNode) else [value]
    return tuple(map(str, each)) if all(isinstance(one, Scalar) for one in each) else ()


def _number(number: int) -> Text:
    return Text(en=f"{number:,}", da=f"{number:,}".replace(",", "."))


def _word(event: Any, line: int) -> Scalar:
    start, end = event.start_mark, event.end_mark
    node = Scalar(event.value)
    begins, column = start.line, start.column
    node.line, node.column, node.plain = line if begins + 1 == line else begins + 1, column + 1, not event.style
    # At least one character wide, so that there is something to underline.
    node.width = (end.column - column or 1) if end.line == begins else 1
    return node


def _syntax_error(file: str, data: bytes, error: yaml.YAMLError) -> Finding:
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "it does not parse")
    pasted = _PASTED_SPACE.search(data)
    if pasted:
        return lookalike_finding("DF002", place_at(file, data, pasted.start(1)), NO_BREAK_SPACE)
    # An unclosed quotation mark or key is noticed far below: the place is where it begins.
    if context and ("end of stream" in problem or "could not find expected ':'" in problem):
        mark = context
    place, opened = (Place(file, each.line + 1, each.column + 1) if each else None for each in (mark, context))
    text = data.removeprefix(codecs.BOM_UTF8)
    return syntax_error(Broken(text, place or Place(file), problem, opened, partial(line_of, text)))
