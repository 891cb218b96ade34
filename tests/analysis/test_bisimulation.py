"""Which actors hold the same by bisimulation."""

from itertools import pairwise

from dataflow.analysis.closure.bisimulation import bisimilar_representatives


def test_actors_that_record_and_receive_the_same_are_one_class() -> None:
    """However many senders they have."""
    own = {"a": 1, "b": 1, "c": 2, "d": 2, "e": 2}
    arriving = {"c": [("a", "x")], "d": [("b", "x"), ("a", "x")], "e": [("a", "y")]}
    assert bisimilar_representatives(own, arriving) == {"a": "a", "b": "a", "c": "c", "d": "c", "e": "e"}


def test_who_is_apart_tells_those_apart_who_receive_from_it() -> None:
    own = {"a": 1, "b": 1, "c": 2, "d": 2}
    arriving = {"c": [("a", "x")], "d": [("b", "x")]}
    assert bisimilar_representatives(own, arriving, ("b",)) == {"a": "a", "b": "b", "c": "c", "d": "d"}


def test_in_a_long_chain_every_actor_is_a_class() -> None:
    """Refinement stops after some rounds with every actor in a class of its own, which is always correct."""
    names = [f"a{number}" for number in range(40)]
    own = dict.fromkeys(names, 0) | {"a0": 1, "twin": 0}
    arriving = {after: [(before, "x")] for before, after in pairwise(names)}
    assert bisimilar_representatives(own, arriving) == {name: name for name in own}
