"""Discovery of plug-ins: every public file of a package is one."""

import importlib
import pkgutil
from functools import cache
from types import ModuleType


def plugins_in(package: ModuleType) -> tuple[ModuleType, ...]:
    """The public files of a package, imported, in the order of their names."""
    return tuple(plugin_in(package, name) for name in names_in(package))


def names_in(package: ModuleType) -> tuple[str, ...]:
    """The names of the public files of a package, none of them imported."""
    return _names_in(tuple(package.__path__))


@cache
def _names_in(folders: tuple[str, ...]) -> tuple[str, ...]:
    found = pkgutil.iter_modules(folders)
    return tuple(sorted(each.name for each in found if not (each.ispkg or each.name.startswith("_"))))


def plugin_in(package: ModuleType, name: str) -> ModuleType:
    """One module of a package, imported."""
    return importlib.import_module(f"{package.__name__}.{name}")
