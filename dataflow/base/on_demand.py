"""A mapping whose values are made on access, for values that are mostly not needed."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypeVar

Made = TypeVar("Made")


class OnDemand(Mapping[str, Made]):
    """A mapping from keys to what a function makes of them."""

    def __init__(self, keys: Collection[str], make: Callable[[str], Made]) -> None:
        self._keys = keys
        self._make = make

    def __getitem__(self, key: str) -> Made:
        """The value of a key, made anew each time. Raises KeyError for an unknown key."""
        if key not in self._keys:
            raise KeyError(key)
        return self._make(key)

    def __iter__(self) -> Iterator[str]:
        """The keys."""
        return iter(self._keys)

    def __len__(self) -> int:
        """The number of keys."""
        return len(self._keys)
