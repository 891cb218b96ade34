"""The language in which the command line speaks: that of ``--lang``, of the map, or of the environment."""

import os
import sys
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from itertools import pairwise

from dataflow.base.text import LANGUAGES

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_of_map: ContextVar[Callable[[], str | None] | None] = ContextVar("_of_map", default=None)
"""What finds the language that the map of this run states."""


def speak_as(language: Callable[[], str | None] | None) -> None:
    """Sets what finds the language of the map from which on this run speaks it; None for no map."""
    _of_map.set(language)


def language_of_run(arguments: Sequence[str]) -> str:
    """The language of a run, from its arguments as written, as these may be wrong.

    Without ``--lang`` it is that of the map once there is one, else that of the environment.
    """
    given = [after for word, after in pairwise(arguments) if word == "--lang"]
    given += [word.removeprefix("--lang=") for word in arguments if word.startswith("--lang=")]
    find = _of_map.get()
    asked = next((word for word in reversed(given) if word in LANGUAGES), None)
    return asked or (find() if find else None) or environment_language()


def environment_language() -> str:
    """Danish in a Danish environment, else English."""
    locale = next((value for name in _VARIABLES if (value := os.environ.get(name))), None) or _of_windows()
    return "da" if locale.lower().startswith("da") else "en"


def _of_windows() -> str:
    """The language in which Windows speaks; empty on other systems."""
    if sys.platform != "win32":
        return ""
    import ctypes
    import locale

    return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
