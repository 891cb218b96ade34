"""A pause of the cyclic garbage collector while many objects are made that all stay alive."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def gc_paused() -> Iterator[None]:
    """Disables garbage collection in its body, where collections would find nothing and take as long as the work.

    The new objects are moved to the oldest generation afterwards, so that no collection follows at once. Without
    both, time is not linear in the size of the map (``make bench``).
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if not gc.get_freeze_count():  # else the caller has frozen objects, and unfreeze would release them
                gc.freeze()
                gc.unfreeze()  # into the oldest generation, which is collected least often
            gc.enable()
