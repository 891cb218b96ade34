"""A pause for the cyclic garbage collector, while many objects are made that all stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Makes no search for garbage within: in what only grows it finds nothing, and takes as long as the work itself.

    ``make bench`` shows it in the growth over 1x, 10x and 100x, which is linear only so.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
