"""Changes single values of a spec file and leaves every other line as it is, comments included.

Each change is made in the text, at the place that the parser gives, and the text is parsed again for the next one.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from yaml.cyaml import CSafeLoader

from dataflow.exchange.yaml_text import flow_text, item_text, pair_text, pairs_text

_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")

Path = tuple[str | int, ...]
"""The keys and numbers that lead to a value."""


class CannotEdit(Exception):
    """The place is written in a way that a single value can't be changed; ``line`` is where."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


class SpecText:
    """The text of a spec file."""

    def __init__(self, text: str) -> None:
        self.mark = "\ufeff" if text.startswith("\ufeff") else ""
        self.text = text.removeprefix("\ufeff")
        found = _BREAK.search(self.text)
        self.line_break = found[0] if found else "\n"
        self._parse()

    def whole(self) -> str:
        """The whole text, with the replacements made."""
        return self.mark + self.text

    def _parse(self) -> None:
        self.root: Any = yaml.compose(self.text, Loader=CSafeLoader)
        seen: dict[int, int] = {}
        self._count(self.root, seen)
        self.shared = {node for node, times in seen.items() if times > 1}

    def _count(self, node: Any, seen: dict[int, int]) -> None:
        """How often each node is there: an alias is the node that it refers to."""
        seen[id(node)] = seen.get(id(node), 0) + 1
        if seen[id(node)] > 1 or node is None:
            return
        if isinstance(node, yaml.MappingNode):
            for _, value in node.value:
                self._count(value, seen)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                self._count(value, seen)

    def _change(self, start: int, end: int, new: str) -> None:
        self.text = self.text[:start] + new.replace("\n", self.line_break) + self.text[end:]
        self._parse()

    def node(self, path: Path) -> Any:
        """The node that a path leads to; None where there is none. Raises CannotEdit within what aliases share."""
        node = self.root
        for step in path:
            if isinstance(node, yaml.MappingNode):
                node = next((value for key, value in node.value if key.value == step), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
            else:
                return None
            if id(node) in self.shared:
                raise CannotEdit(node.start_mark.line + 1)
        return node

    def line_of(self, path: Path) -> int:
        """The line on which a value begins, from 1."""
        found = self.node(path)
        return found.start_mark.line + 1 if found is not None else 1

    def set_value(self, path: Path, key: str, value: Any) -> None:
        """Sets a key of a mapping; None takes it away."""
        mapping = self.node(path)
        pair = next((pair for pair in mapping.value if pair[0].value == key), None) if _is_mapping(mapping) else None
        if pair is None:
            if value is not None:
                self.add_pair(path, key, value)
        elif value is None:
            self._remove_pair(mapping, key)
        else:
            self._replace(pair, _text_behind(pair[0], value) if not mapping.flow_style else flow_text(value))

    def _replace(self, pair: Any, new: str) -> None:
        key, value = pair
        if id(value) in self.shared:
            raise CannotEdit(value.start_mark.line + 1)
        start, end = value.start_mark.index, self._end(value)
        after_colon = self.text.index(":", key.end_mark.index) + 1
        if not self.text[after_colon:start].strip() and (start == end or value.start_mark.line > key.start_mark.line):
            start, new = after_colon, " " + new
        self._change(start, max(end, start), new)

    def add_pair(self, path: Path, key: str, value: Any) -> None:
        """Adds a pair at the end of a mapping, which may be empty."""
        self.add_pairs(path, {key: value})

    def add_pairs(self, path: Path, pairs: Mapping[str, Any]) -> None:
        """Adds pairs at the end of a mapping, which may be empty; many at once, as each change is parsed."""
        mapping, line = self.node(path), pairs_text(pairs)
        if mapping is None and not path:
            lines = "".join(f"{pairs_text({key: value})}\n" for key, value in pairs.items())
            self._change(len(self.text), len(self.text), lines)
        elif not _is_mapping(mapping):
            self._fill_empty(mapping, "{" + line + "}")
        elif mapping.flow_style:
            self._add_in_brackets(mapping, mapping.value[-1][1] if mapping.value else None, line)
        else:
            column, at = mapping.start_mark.column, self._line_end(self._end(mapping))
            written = (pair_text(key, value, column) for key, value in pairs.items())
            self._change(at, at, "".join("\n" + " " * column + each for each in written))

    def _fill_empty(self, node: Any, new: str) -> None:
        """Gives a value to a key that has none."""
        if not isinstance(node, yaml.ScalarNode):
            raise CannotEdit(node.start_mark.line + 1)
        start, end = node.start_mark.index, node.end_mark.index
        self._change(start, end, new if end > start else " " + new)

    def _add_in_brackets(self, node: Any, last: Any, new: str) -> None:
        if last is None:
            at = node.start_mark.index + 1
            self._change(at, node.end_mark.index - 1, new)
        else:
            at = self._end(last)
            self._change(at, at, f", {new}")

    def _remove_pair(self, mapping: Any, key: str) -> None:
        pairs = mapping.value
        at = next(number for number, pair in enumerate(pairs) if pair[0].value == key)
        if len(pairs) == 1:
            self._change(mapping.start_mark.index, self._end(mapping), "{}")
        elif mapping.flow_style:
            self._remove_between(mapping, [(pair[0].start_mark.index, self._end(pair[1])) for pair in pairs], at)
        elif (
            at == 0
            and self.text[self._line_start(pairs[0][0].start_mark.index) : pairs[0][0].start_mark.index].strip()
        ):
            # It stands behind the dash of a list: what follows takes its place, unless a comment stands between.
            start, end, following = pairs[0][0].start_mark.index, self._end(pairs[0][1]), pairs[1][0].start_mark.index
            if self.text[end:following].strip():
                self._replace(pairs[0], "~")
            else:
                self._change(start, following, "")
        else:
            self._remove_lines(pairs[at][0].start_mark.index, self._end(pairs[at][1]))

    def _remove_between(self, node: Any, spans: Sequence[tuple[int, int]], at: int) -> None:
        """Takes away one of several values between brackets, with a comma."""
        if at > 0:
            self._change(spans[at - 1][1], spans[at][1], "")
        else:
            self._change(spans[0][0], spans[1][0], "")

    def _remove_lines(self, start: int, end: int) -> None:
        begin, finish = self._line_start(start), self._line_end(end)
        following = _BREAK.match(self.text, finish)
        self._change(begin, following.end() if following else finish, "")

    def remove(self, path: Path) -> None:
        """Takes away a pair of a mapping, or an item of a list."""
        parent = self.node(path[:-1])
        self.node(path)
        if _is_mapping(parent):
            self._remove_pair(parent, str(path[-1]))
        else:
            self._remove_item(parent, int(path[-1]))

    def _remove_item(self, sequence: Any, at: int) -> None:
        items = sequence.value
        if sequence.flow_style and len(items) == 1:
            self._change(sequence.start_mark.index, sequence.end_mark.index, "[]")
        elif sequence.flow_style:
            self._remove_between(sequence, [(item.start_mark.index, self._end(item)) for item in items], at)
        else:
            self._remove_lines(self._dash(items[at]), self._end(items[at]))

    def _dash(self, item: Any) -> int:
        return self.text.rindex("-", 0, item.start_mark.index)

    def replace_item(self, path: Path, value: Mapping[str, Any]) -> None:
        """Writes an item of a list anew."""
        item = self.node(path)
        dash = self._dash(item) if not self.node(path[:-1]).flow_style else None
        column = dash - self._line_start(dash) if dash is not None else None
        new = flow_text(value) if column is None else item_text(value, column)
        self._change(item.start_mark.index, self._end(item), new)

    def insert_after(self, path: Path, values: Sequence[Mapping[str, Any]]) -> None:
        """Adds items to a list, after the one that the path leads to."""
        sequence, item = self.node(path[:-1]), self.node(path)
        if not values:
            return
        if sequence.flow_style:
            at = self._end(item)
            self._change(at, at, "".join(f", {flow_text(value)}" for value in values))
            return
        dash = self._dash(item)
        column, at = dash - self._line_start(dash), self._line_end(self._end(item))
        self._change(at, at, "".join(f"\n{' ' * column}- {item_text(value, column)}" for value in values))

    def append(self, path: Path, key: str, values: Sequence[Mapping[str, Any]]) -> None:
        """Adds items to the list under a key of a mapping, which need not be there yet."""
        found = self.node((*path, key))
        if isinstance(found, yaml.SequenceNode) and found.value:
            self.insert_after((*path, key, len(found.value) - 1), values)
        else:
            self.set_value(path, key, list(values))

    def keep_items(self, path: Path, kept: Sequence[str]) -> None:
        """Takes away the items of a list of words that are not to be kept."""
        sequence = self.node(path)
        for at in reversed(range(len(sequence.value))):
            if sequence.value[at].value not in kept:
                self._remove_item(self.node(path), at)
                sequence = self.node(path)

    def _end(self, node: Any) -> int:
        """Where a value ends; for one over several lines, where its last line does."""
        start, end = int(node.start_mark.index), int(node.end_mark.index)
        if isinstance(node, yaml.ScalarNode):
            return start + len(self.text[start:end].rstrip()) if node.style in ("|", ">") else end
        if node.flow_style or not node.value:
            return end
        last = node.value[-1]
        if isinstance(node, yaml.MappingNode):
            key, value = last
            # An alias ends where its name does, and its node stands elsewhere.
            if value.start_mark.index < key.start_mark.index:
                return self._line_end(int(key.end_mark.index))
            return self._end(value)
        if id(last) in self.shared:
            raise CannotEdit(last.start_mark.line + 1)
        return self._end(last)

    def _line_start(self, at: int) -> int:
        start = 0
        for found in _BREAK.finditer(self.text, 0, at):
            start = found.end()
        return start

    def _line_end(self, at: int) -> int:
        found = _BREAK.search(self.text, at)
        return found.start() if found else len(self.text)


def _is_mapping(node: Any) -> bool:
    return isinstance(node, yaml.MappingNode)


def _text_behind(key: Any, value: Any) -> str:
    """The text of a value behind its key, over several lines where one would be too long."""
    text = pair_text("k" * len(key.value), value, key.start_mark.column)
    return text.partition(":")[2].removeprefix(" ")
