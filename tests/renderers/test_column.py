"""All nodes in a column: for a page that is higher than it is wide, where a row can't be read."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from dataflow.base.picture import Diagram
from dataflow.base.text import Label
from dataflow.project import Project
from dataflow.renderers import Options
from dataflow.renderers.diagrams.labels import labels
from dataflow.renderers.layout.column import in_column
from dataflow.renderers.page.page import page_of
from dataflow.renderers.primitives.paper import LEAST_TYPE, POINTS, smallest_type

from .conftest import BANDS, diagram_of, edge, node
from .test_layout import nothing_overlaps

ACTORS = ("Patient", "Hospital", "Municipality", "General practice", "Relatives")
IN_COLUMN = "right: along the pathway, left: back"


@pytest.fixture
def five() -> Diagram:
    """Five actors in the pathway, each sharing with the next, the first with the last and the last with the first."""
    nodes = tuple(node(name, "care", name, "records 3 fields", "needs 6 fields") for name in ACTORS)
    pairs = (*pairwise(ACTORS), (ACTORS[0], ACTORS[-1]), (ACTORS[-1], ACTORS[0]))
    return diagram_of(nodes, tuple(edge(*pair, 3, "structured", "current", "Rehabilitation plan") for pair in pairs))


@pytest.mark.parametrize("seed", range(40))
def test_nothing_overlaps_and_every_edge_ends_on_its_nodes(seed: int, thrown: Callable[[int], Diagram]) -> None:
    diagram = thrown(seed)
    placed = in_column(diagram, labels(diagram, "da", narrow=True).sizes())
    nothing_overlaps(placed)
    for each in (each for each in diagram.edges if each.source != each.target):
        route = placed.routes[each.id]
        for name, (x, y) in ((each.source, route.commands[0][1]), (each.target, route.tip)):
            box = placed.nodes[name]
            assert x in (box.left, box.right) and box.top <= y <= box.bottom
    for own in diagram.nodes:
        box, band = placed.nodes[own.id], placed.bands[own.band]
        assert band.top <= box.top and box.bottom <= band.bottom, own.id
    heights = [placed.bands[band.id] for band in diagram.bands]
    assert all(one.bottom <= other.top + 0.01 for one, other in pairwise(heights))


def test_nodes_keep_their_order_and_edges_pass_on_the_side_of_their_direction(five: Diagram) -> None:
    placed = in_column(five, labels(five, "en", narrow=True).sizes())
    assert sorted(ACTORS, key=lambda name: placed.nodes[name].top) == list(ACTORS)
    for each in five.edges:
        is_down = ACTORS.index(each.source) < ACTORS.index(each.target)
        assert (placed.routes[each.id].label.middle > placed.nodes[each.source].middle) == is_down


@pytest.mark.parametrize(
    ("options", "is_column"),
    [
        (Options(), True),
        (Options(area=(160.0, None)), True),
        (Options(area=(160.0, 60.0)), False),
        (Options(area=(400.0, None)), False),
        (Options(page="a4"), True),
        (Options(page="a4-landscape"), False),
        (Options(page="a3"), False),
    ],
)
def test_a_column_is_for_a_page_on_which_a_row_can_not_be_read(
    options: Options, is_column: bool, five: Diagram
) -> None:
    """Where neither can be read, as on a page with little height, the row stays."""
    page = page_of(five, options)
    smallest = min(run.size for run in page.text_runs) * page.fit.scale * POINTS
    assert any(run.text == IN_COLUMN for run in page.text_runs) == is_column
    assert any(run.text == "over, under" for run in page.text_runs) != is_column
    if options.area == (160.0, None):
        assert smallest >= LEAST_TYPE


def test_a_column_that_is_not_large_enough_either_is_taken_if_its_type_is_larger_by_a_third(five: Diagram) -> None:
    """On a page of 8 cm neither can be read; on one with little height, the column is the smaller one."""
    narrow, low = (page_of(five, Options(area=area)) for area in ((80.0, None), (80.0, 40.0)))
    assert min(run.size for run in narrow.text_runs) * narrow.fit.scale * POINTS < LEAST_TYPE
    assert any(run.text == IN_COLUMN for run in narrow.text_runs)
    assert not any(run.text == IN_COLUMN for run in low.text_runs)


def test_a_name_that_a_row_has_beside_the_number_is_below_it_in_a_column(five: Diagram) -> None:
    """Beside one another, labels have little room across."""
    numbered = replace(five.edges[0], caption=Label("3 fields"), in_one=Label("3 fields: Rehabilitation plan"))
    diagram = replace(five, edges=(numbered, *five.edges[1:]))
    row, column = (labels(diagram, "en", narrow=narrow).edges[numbered.id] for narrow in (False, True))
    assert (row.caption.lines, row.names.lines) == (("3 fields: Rehabilitation plan",), ())
    assert (column.caption.lines, column.names.lines) == (("3 fields",), ("Rehabilitation", "plan"))


def test_a_picture_is_a_column_in_all_languages_or_in_none() -> None:
    """In Danish alone, whose names are short, it would be a row."""
    names = {name: Label(name, (("en", f"{name} of the whole country"), ("da", name[:3]))) for name in ACTORS[:3]}
    nodes = tuple(replace(node(name, "care", name), label=label) for name, label in names.items())
    edges = tuple(edge(*pair, 3, "structured", "current", "Plan") for pair in pairwise(names))
    picture = diagram_of(nodes, edges)
    in_width = Options(area=(80.0, None))
    alone = page_of(replace(picture, languages=("da",)), replace(in_width, language="da"))
    assert not any(run.text == "til højre: frem i forløbet, til venstre: tilbage" for run in alone.text_runs)
    for language, said in (("da", "til højre: frem"), ("en", "right: along")):
        page = page_of(replace(picture, languages=("en", "da")), replace(in_width, language=language))
        assert any(said in run.text for run in page.text_runs), language


def test_six_actors_with_many_arrows_can_be_read_on_a_portrait_page() -> None:
    """Each shares with the next and back, and with those farther on: labels of different gaps share the width."""
    names = (*ACTORS, "Pharmacy")
    nodes = tuple(node(name, "care", name, "records 3 fields", "needs 6 fields") for name in names)
    near = (pair for both in pairwise(names) for pair in (both, both[::-1]))
    far = (
        (names[0], names[5]),
        (names[5], names[0]),
        (names[1], names[4]),
        (names[0], names[3]),
        (names[4], names[1]),
    )
    pairs = (*near, *far, (names[2], names[5]))
    edges = tuple(edge(*pair, 3, "structured", "current", "Correspondence message") for pair in pairs)
    page = page_of(diagram_of(nodes, edges), Options(area=(160.0, None)))
    assert min(run.size for run in page.text_runs) * page.fit.scale * POINTS >= LEAST_TYPE


@pytest.mark.parametrize(("area", "is_wider"), [(None, True), ((160.0, 240.0), True), ((100.0, 240.0), False)])
def test_words_beside_a_column_are_as_wide_as_makes_the_type_largest(
    area: tuple[float, float] | None, is_wider: bool
) -> None:
    """A column that is too high for its page has wider words, on fewer lines; one that is too wide has not."""
    pairs = [pair for both in pairwise(ACTORS) for pair in (both, both[::-1])]
    edges = tuple(edge(*pair, 3, "structured", "current", "Rehabilitation plan of the hospital") for pair in pairs)
    page = page_of(diagram_of(tuple(node(name, "care", name) for name in ACTORS), edges), Options(area=area))
    written = {run.text for run in page.text_runs}
    assert IN_COLUMN in written
    assert ("Rehabilitation plan" in written) == is_wider
    assert ("Rehabilitation" in written) != is_wider


def test_of_many_arrows_none_is_tried_in_every_gap() -> None:
    """Each with each of fourteen: to try them all takes minutes."""
    names = [f"n{number}" for number in range(14)]
    edges = tuple(edge(*pair, 3, "structured", "current", "Letter") for pair in combinations(names, 2))
    diagram = diagram_of(tuple(node(name, "care", name) for name in names), edges)
    nothing_overlaps(in_column(diagram, labels(diagram, "en", narrow=True).sizes()))


def test_a_picture_as_high_as_it_needs_still_has_to_fit_on_a_page() -> None:
    """Three pages of a column are no better than a row."""
    open_area, portrait = Options(area=(160.0, None)), Options()
    assert smallest_type(600, 2700, open_area) == smallest_type(600, 2700, portrait) < LEAST_TYPE


def test_a_row_that_can_be_read_stays_a_row(small: Diagram) -> None:
    assert not any(run.text == IN_COLUMN for run in page_of(small, Options()).text_runs)


def test_a_picture_of_an_empty_map_is_drawn(project: Callable[..., Project]) -> None:
    """It has no height."""
    empty = project("map: {id: m, title: M}\n").picture("overview")
    assert isinstance(empty, Diagram)
    assert page_of(empty, Options()).text_runs


def test_a_channel_has_no_name_where_it_is_called_as_the_register_at_its_end() -> None:
    """A letter from an organisation is not the organisation."""
    outside = BANDS[-1].id
    register = replace(node("card", outside, "Medicine card"), role="registry")
    podiatrist = replace(node("podiatrist", outside, "Podiatrist"), role="organisation")
    letter = edge("podiatrist", "gp", 1, "structured", "current", "Letter from the podiatrist", role="outside")
    card = edge("card", "gp", 1, "structured", "current", "Medicine card", role="outside")
    words = labels(diagram_of((node("gp", "care", "GP"), register, podiatrist), (letter, card)), "en")
    assert " ".join(words.edges[letter.id].names.lines) == "Letter from the podiatrist"
    assert not words.edges[card.id].names.lines


def test_of_two_arrows_between_the_same_nodes_the_one_with_words_is_nearest() -> None:
    """Its words may reach into the gap between the two."""
    ground = edge("a", "b", 1, "structured", "current", role="ground")
    told = replace(edge("a", "b", 1, "structured", "missing", "never shared"), key="missing")
    diagram = diagram_of((node("a", "care", "A"), node("b", "care", "B")), (ground, told))
    placed = in_column(diagram, labels(diagram, "en", narrow=True).sizes())
    assert placed.routes[told.id].label.middle < placed.routes[ground.id].label.middle
    assert placed.routes[told.id].label.left < placed.nodes["a"].right
