"""Makes Ctrl-C end a command reliably.

Python raises KeyboardInterrupt in the code that runs at that moment. An import may swallow it (in the callback of a
lock) or turn it into another error (of the module being imported). So it is remembered, and raised again until the
command has ended.
"""

# Both are built in, as a handler that imports something could interrupt that same import.
import _thread
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN = 0.1
"""Seconds after which an interrupt without effect is raised again."""


class Interrupts:
    """Whether the command was interrupted."""

    def __init__(self) -> None:
        self.interrupted = False
        self._over = False

    def heed(self, number: int, frame: FrameType | None) -> None:
        """Handles the signal: raises KeyboardInterrupt, now and again until the command has ended."""
        if self._over:
            return
        self.interrupted = True
        _thread.start_new_thread(self._repeat, ())
        if frame is None or not frame.f_code.co_filename.startswith("<frozen importlib"):
            raise KeyboardInterrupt

    def _repeat(self) -> None:
        time.sleep(AGAIN)
        if not self._over:
            _thread.interrupt_main()

    def end(self) -> None:
        """The command has ended: stop raising."""
        self._over = True


@contextmanager
def heeded() -> Iterator[Interrupts]:
    """Within this context, Ctrl-C raises KeyboardInterrupt until the context is left."""
    interrupts = Interrupts()
    try:
        before = signal.signal(signal.SIGINT, interrupts.heed)
    except ValueError:  # not the main thread: signals go to the main thread only
        yield interrupts
        return
    try:
        yield interrupts
    finally:
        interrupts.end()
        if not interrupts.interrupted:
            signal.signal(signal.SIGINT, before)
