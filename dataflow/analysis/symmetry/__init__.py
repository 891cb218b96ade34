"""Equivalence classes of members that a map does not distinguish, so that each class is analysed once.

Law: the only folder that knows of them. ``needs_of`` gives the needs of a map and what evaluates rules about it, and
nothing else of this folder is used outside (a contract in ``pyproject.toml``).
"""

from dataflow.analysis.assumptions import MapAsOf
from dataflow.analysis.symmetry.equivalence import equivalence_of
from dataflow.analysis.symmetry.expansion import Expansion
from dataflow.analysis.symmetry.needs import WholeNeeds
from dataflow.model.data_map import DataMap


def needs_of(data_map: DataMap, as_of: str | None) -> WholeNeeds:
    """The needs of a map on a date, each equivalence class analysed once."""
    return WholeNeeds(MapAsOf(data_map, as_of), equivalence_of(data_map))


__all__ = ["Expansion", "WholeNeeds", "needs_of"]
