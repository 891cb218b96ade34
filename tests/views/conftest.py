"""Fixtures: tables of maps given as text."""

from collections.abc import Callable

import pytest

from dataflow.base.grid import Grid
from dataflow.project import Project
from dataflow.terms import Terms
from dataflow.views import Focus


@pytest.fixture
def table() -> Callable[..., Grid]:
    """The table of a view of a map given as text."""

    def made(text: str, view: str, focus: Focus | None = None, by: str | None = None, **terms: object) -> Grid:
        project = Project({"map.yaml": text.encode("utf-8")}, Terms(**terms))  # type: ignore[arg-type]
        assert not project.problems, [problem.message.in_language("en") for problem in project.problems]
        picture = project.picture(view, focus, by=by)
        assert isinstance(picture, Grid)
        return picture

    return made


@pytest.fixture
def shown() -> Callable[[Grid], dict[str, str]]:
    """The cells by row and column, each with its roles."""
    return lambda grid: {f"{cell.row} {cell.column}": " ".join(cell.roles) for cell in grid.cells}
