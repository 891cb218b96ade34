"""Shows people at a terminal that a command is still running."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

AFTER = 1.0
"""Seconds until it is shown."""


class Progress:
    """One line on standard error that counts the seconds, and is erased before anything else is printed."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._over = threading.Event()
        self._shown = False
        self._lock = threading.Lock()
        threading.Thread(target=self._count, daemon=True).start()

    def stop(self) -> None:
        """Stops, and erases the line."""
        with self._lock:
            self._over.set()
            if self._shown:
                self._shown = False
                print("\r\033[K", end="", file=sys.stderr, flush=True)

    def _count(self) -> None:
        seconds = 0
        while not self._over.wait(AFTER):
            seconds += 1
            with self._lock:
                if not self._over.is_set():
                    self._shown = True
                    print(f"\r{self._what}: {seconds} s", end="", file=sys.stderr, flush=True)


_current: list[Progress] = []


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Shows progress while the context is open, on a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    _current.append(Progress(what))
    try:
        yield
    finally:
        hush()


def hush() -> None:
    """Stops it, before something is printed."""
    while _current:
        _current.pop().stop()
