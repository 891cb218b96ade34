"""How a file plugs itself in: by lying in the right folder."""

import importlib
import pkgutil
from types import ModuleType


def parts_in(package: ModuleType) -> tuple[ModuleType, ...]:
    """The public modules of a package, imported, in the order of their names."""
    names = sorted(
        module.name for module in pkgutil.iter_modules(package.__path__) if not module.name.startswith("_")
    )
    return tuple(importlib.import_module(f"{package.__name__}.{name}") for name in names)
