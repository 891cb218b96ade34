"""Searches through a graph that is given by the neighbours of a node."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def distances(sources: Iterable[Node], neighbours: Callable[[Node], Iterable[Node]]) -> dict[Node, int]:
    """All nodes that can be reached from the sources, each with the least number of steps to it."""
    found = dict.fromkeys(sources, 0)
    waiting = list(found)
    for node in waiting:  # appended to while it is iterated
        for each in neighbours(node):
            if each not in found:
                found[each] = found[node] + 1
                waiting.append(each)
    return found


def in_dependency_order(start: Node, dependencies: Callable[[Node], Iterable[Node]]) -> Iterator[Node]:
    """All nodes that can be reached in a graph without cycles, each once and after those that it depends on."""
    # An explicit stack, as a chain of derived fields may be longer than Python's limit of recursion.
    found, waiting = {start}, [(start, iter(dependencies(start)))]
    while waiting:
        node, further = waiting[-1]
        each = next((each for each in further if each not in found), None)
        if each is None:
            waiting.pop()
            yield node
        else:
            found.add(each)
            waiting.append((each, iter(dependencies(each))))
