"""A pause for the cyclic garbage collector, while many objects are made that all stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def gc_paused() -> Iterator[None]:
    """Makes no search for garbage within: in what only grows it finds nothing, and takes as long as the work itself.

    Nor does it catch up on it afterwards, as what was made counts as old by then. ``make bench`` shows both in the
    growth over 1x, 10x and 100x, which is linear only so.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if not gc.get_freeze_count():  # else somebody keeps objects out of all searches, and that is theirs
                gc.freeze()
                gc.unfreeze()  # into the oldest generation, which is searched least
            gc.enable()
