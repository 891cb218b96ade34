"""The language in which the command line speaks: that of ``--lang``, else that of the environment."""

import os
import sys
from collections.abc import Sequence
from itertools import pairwise

from dataflow.base.text import LANGUAGES

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of_run(arguments: Sequence[str]) -> str:
    """The language of a run, from its arguments as written, as these may be wrong."""
    given = [after for word, after in pairwise(arguments) if word == "--lang"]
    given += [word.removeprefix("--lang=") for word in arguments if word.startswith("--lang=")]
    return next((word for word in reversed(given) if word in LANGUAGES), environment_language())


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
