"""A mapping whose values are made when they are asked for, as most of them never are."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypeVar

Made = TypeVar("Made")


class OnDemand(Mapping[str, Made]):
    """What a function makes of each of the keys."""

    def __init__(self, keys: Collection[str], make: Callable[[str], Made]) -> None:
        self._keys = keys
        self._make = make

    def __getitem__(self, key: str) -> Made:
        """What is made of a key, each time anew. Raises KeyError for one that there is not."""
        if key not in self._keys:
            raise KeyError(key)
        return self._make(key)

    def __iter__(self) -> Iterator[str]:
        """The keys."""
        return iter(self._keys)

    def __len__(self) -> int:
        """How many keys there are."""
        return len(self._keys)
