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


def components(start: Node, neighbours: Callable[[Node], Iterable[Node]]) -> Iterator[tuple[Node, ...]]:
    """The strongly connected components that can be reached, each after all others that can be reached from it.

    Tarjan, "Depth-first search and linear graph algorithms", 1972; each edge is followed once.
    """
    number, lowest = {start: 0}, {start: 0}
    """By node: when it was found; and, until its component is known, the first node of it that is known so far."""
    found, waiting = [start], [(start, iter(neighbours(start)))]
    while waiting:
        node, further = waiting[-1]
        for each in further:
            if each not in number:
                number[each] = lowest[each] = len(number)
                found.append(each)
                waiting.append((each, iter(neighbours(each))))
                break
            if each in lowest:
                lowest[node] = min(lowest[node], number[each])
        else:
            waiting.pop()
            if lowest[node] < number[node]:
                above = waiting[-1][0]
                lowest[above] = min(lowest[above], lowest[node])
                continue
            component = [found.pop()]
            while component[-1] != node:
                component.append(found.pop())
            for each in component:
                del lowest[each]
            yield tuple(component)


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
