"""Discovery of plug-ins: every public module of a package is one."""

import importlib
import pkgutil
from types import ModuleType


def plugins_in(package: ModuleType) -> tuple[ModuleType, ...]:
    """The public modules of a package, imported, in the order of their names."""
    return tuple(plugin_in(package, name) for name in names_in(package))


def names_in(package: ModuleType) -> tuple[str, ...]:
    """The names of the public modules of a package, none of them imported."""
    return tuple(
        sorted(module.name for module in pkgutil.iter_modules(package.__path__) if not module.name.startswith("_"))
    )


def plugin_in(package: ModuleType, name: str) -> ModuleType:
    """One module of a package, imported."""
    return importlib.import_module(f"{package.__name__}.{name}")
