"""Ctrl-C, heeded wherever it lands.

Python raises KeyboardInterrupt in whatever runs at that moment. An import may swallow it (in the callback of a lock)
or disguise it (as a fault of the module that it was reading): so it is remembered, and repeated
until the command is over.
"""

# Both are built in: a handler that imported anything could itself land in the middle of that import.
import _thread
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN = 0.1
"""Seconds after which an interrupt that has ended nothing is repeated."""


class Interrupts:
    """Whether the command was asked to stop."""

    def __init__(self) -> None:
        self.asked = False
        self._over = False

    def heed(self, number: int, frame: FrameType | None) -> None:
        """Handles the signal: raises KeyboardInterrupt, now and until the command is over."""
        if self._over:
            return
        self.asked = True
        _thread.start_new_thread(self._repeat, ())
        if frame is None or not frame.f_code.co_filename.startswith("<frozen importlib"):
            raise KeyboardInterrupt

    def _repeat(self) -> None:
        time.sleep(AGAIN)
        if not self._over:
            _thread.interrupt_main()

    def end(self) -> None:
        """From here on there is nothing left to stop."""
        self._over = True


@contextmanager
def heeded() -> Iterator[Interrupts]:
    """Ctrl-C within raises KeyboardInterrupt until it has ended what runs."""
    interrupts = Interrupts()
    try:
        before = signal.signal(signal.SIGINT, interrupts.heed)
    except ValueError:  # not the main thread, which alone is interrupted
        yield interrupts
        return
    try:
        yield interrupts
    finally:
        interrupts.end()
        if not interrupts.asked:
            signal.signal(signal.SIGINT, before)
