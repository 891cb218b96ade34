"""dataflow maps how health data move between sectors.

``dataflow.open(path)`` gives a map with its ``problems``, ``findings``, ``holdings``, ``graph`` and ``draw(view)``::

    import dataflow

    ihd = dataflow.open("specs/ihd")
    for gap in ihd.gaps():
        print(gap.place, gap.message.in_language("da"))
    picture = ihd.draw("overview", "svg", language="da")
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataflow.base.nearest import Unknown
    from dataflow.evaluation import MapHasErrors
    from dataflow.project import Project
    from dataflow.terms import Terms

__version__ = "0.1.0"
__all__ = ["MapHasErrors", "Project", "Terms", "Unknown", "__version__", "open"]


def open(path: str, *, scenario: str | None = None, planned: bool = False, as_of: str | None = None) -> "Project":
    """The map in a folder or file, as it stands on a date, with a scenario or with what is planned.

    Raises FileNotFoundError where there is no such path, and ValueError for a date that is none.
    """
    from dataflow.project import Project
    from dataflow.terms import Terms

    return Project.open(path, Terms(scenario, planned, as_of))


def __getattr__(name: str) -> Any:
    # Loaded on demand, so that python -m dataflow --version starts at once.
    if name == "Unknown":
        from dataflow.base.nearest import Unknown

        return Unknown
    if name in ("MapHasErrors", "Project", "Terms"):
        from dataflow import project

        return getattr(project, name)
    raise AttributeError(name)
