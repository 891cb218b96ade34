"""The themes: readable by WCAG 2.2 AA, and distinct for every colour vision and on a black and white printer.

Contrast is measured in the drawing itself, for every line of text on the ground that it stands on. Colour vision is
simulated by Machado, Oliveira and Fernandes (2009, doi 10.1109/TVCG.2009.113) at full severity, and how far two inks
are apart is CIEDE2000.
"""

import re
from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree

import pytest
from coloraide import Color
from renderers.small_map import bilingual, sheets, texts

from dataflow.base.picture import Diagram
from dataflow.project import Project
from dataflow.renderers import Options, themes
from dataflow.renderers.page.markup import page_markup
from dataflow.renderers.page.page import page_of
from dataflow.renderers.primitives.theme import ON_ANY_PAGE, THEMES, Theme

NS = "{http://www.w3.org/2000/svg}"
TEXT, LARGE_TEXT, GRAPHICS = 4.5, 3.0, 3.0
"""WCAG 2.2: 1.4.3 and 1.4.11."""
LARGE = {"400": 24.0, "600": 18.66}
"""In pixels, by weight: 18 points, or 14 in bold."""
VISIONS = (None, "protan", "deutan", "tritan")
APART = 10.0
"""Of CIEDE2000: seen at a glance, also in thin lines."""


def contrast(one: str, other: str) -> float:
    return float(Color(one).contrast(other, method="wcag21"))


def seen(ink: str, vision: str | None) -> Color:
    colour = Color(ink)
    return colour if vision is None else colour.filter(vision, method="machado").clip()


def written(svg: str) -> Iterator[tuple[str, str, float, str]]:
    """Each text of a page with its ink, its size and the ground below its middle."""
    grounds: list[tuple[float, float, float, float, str]] = []

    def walk(drawn: ElementTree.Element, across: float, down: float) -> Iterator[tuple[str, str, float, str]]:
        for x, y in re.findall(r"translate\(([-\d.]+) ([-\d.]+)\)", drawn.get("transform", "")):
            across, down = across + float(x), down + float(y)
        if "rotate" in drawn.get("transform", ""):
            return  # the names of bands, which stand on paper
        if drawn.tag in (f"{NS}rect", f"{NS}circle") and drawn.get("fill", "none") != "none":
            radius = float(drawn.get("r", "0"))
            left = across + float(drawn.get("x", drawn.get("cx", "0"))) - radius
            top = down + float(drawn.get("y", drawn.get("cy", "0"))) - radius
            wide, high = (float(drawn.get(side, str(2 * radius))) for side in ("width", "height"))
            grounds.append((left, top, left + wide, top + high, drawn.get("fill", "")))
        if drawn.tag == f"{NS}text":
            size, long = float(drawn.get("font-size", "")), float(drawn.get("textLength", ""))
            shift = {"middle": 0.0, "end": -long / 2}.get(drawn.get("text-anchor", ""), long / 2)
            x, y = across + float(drawn.get("x", "")) + shift, down + float(drawn.get("y", "")) - size / 3
            below = [ink for left, top, right, end, ink in grounds if left <= x <= right and top <= y <= end]
            large = LARGE_TEXT if size >= LARGE[drawn.get("font-weight", "400")] else TEXT
            yield drawn.text or "", drawn.get("fill", ""), large, below[-1]
        for part in drawn:
            yield from walk(part, across, down)

    yield from walk(ElementTree.fromstring(svg), 0, 0)


@pytest.mark.parametrize("name", THEMES)
def test_every_text_of_every_drawing_can_be_read_on_its_ground(name: str, small: Diagram) -> None:
    project = Project(texts(bilingual))
    shown = 0
    for _, picture in (("", small), *sheets(project, project)):
        shown_texts = list(written(page_markup(page_of(picture, Options(theme=name)))))
        assert [text for text, ink, least, ground in shown_texts if contrast(ink, ground) < least] == []
        shown += len(shown_texts)
    assert shown > 80


@pytest.mark.parametrize("name", THEMES)
def test_every_line_that_means_something_can_be_seen(name: str) -> None:
    """On paper, and a border on either side of it; a number in a badge stands on the ink of its line."""
    theme = THEMES[name]
    for role, ink in (*theme.edges.items(), *theme.symbols.items()):
        assert contrast(ink, theme.paper) >= (GRAPHICS if role == "ground" else TEXT), role
    for role, node in theme.nodes.items():
        assert contrast(node.border, theme.paper) >= GRAPHICS, role
        assert contrast(node.border, node.fill) >= GRAPHICS, role


def lines(theme: Theme) -> set[str]:
    return {*theme.edges.values(), *theme.symbols.values()}


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("name", THEMES)
def test_two_inks_are_the_same_or_clearly_apart(name: str, vision: str | None) -> None:
    """Of lines and symbols, and of borders."""
    assert_apart(lines(THEMES[name]), vision)
    assert_apart({node.border for node in THEMES[name].nodes.values()}, vision)


@pytest.mark.parametrize("vision", VISIONS)
def test_two_inks_of_a_page_that_is_light_or_dark_are_too(vision: str | None) -> None:
    """Of lines and borders: what is shown there has no symbols."""
    assert_apart({*ON_ANY_PAGE.edges.values(), *(node.border for node in ON_ANY_PAGE.nodes.values())}, vision)


def assert_apart(inks: set[str], vision: str | None) -> None:
    for one, other in combinations(sorted(inks), 2):
        apart = seen(one, vision).delta_e(seen(other, vision), method="2000")
        assert apart >= APART, (one, other, vision)


@pytest.mark.parametrize("name", THEMES)
def test_what_matters_most_survives_a_photocopy(name: str) -> None:
    """Of all lines those within care are the furthest from the paper in lightness, and the ground is the nearest."""
    theme = THEMES[name]
    away = {role: contrast(ink, theme.paper) for role, ink in theme.edges.items()}
    assert max(away, key=lambda role: away[role]) == "care"
    assert min(away, key=lambda role: away[role]) == "ground"


def test_print_needs_no_colour_and_no_ground() -> None:
    theme = THEMES["print"]
    fills = {theme.paper, theme.panel, *(node.fill for node in theme.nodes.values())}
    assert fills == {"#ffffff"}
    inks = {theme.ink, theme.quiet, theme.rule, *lines(theme)}
    inks |= {ink for node in theme.nodes.values() for ink in (node.border, node.title, node.text)}
    assert [ink for ink in inks if len({ink[1:3], ink[3:5], ink[5:7]}) > 1] == []


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_knows_every_role(name: str) -> None:
    assert set(THEMES[name].nodes) == set(THEMES["default"].nodes)
    assert set(THEMES[name].edges) == set(THEMES["default"].edges)
    assert set(THEMES[name].symbols) == set(THEMES["default"].symbols)


def test_three_themes_can_be_chosen() -> None:
    assert themes() == ("default", "print", "dark")


def test_patterns_and_symbols_carry_the_meaning_without_any_colour(small: Diagram) -> None:
    """In one ink for everything, forms and statuses still differ."""
    drawn = page_markup(page_of(small, Options(legend=False)))
    root = ElementTree.fromstring(re.sub(r"#[0-9a-f]{6}", "#000000", drawn))
    looks: dict[str, set[str]] = {}
    for group in root.iter(f"{NS}g"):
        kinds = (group.get("class") or "").split()
        if kinds[:1] == ["share"]:
            pattern = [
                (
                    part.tag,
                    part.get("stroke-dasharray", "")[:2],
                    part.get("stroke-linecap"),
                    part.get("stroke") is None,
                )
                for part in group
                if part.tag in (f"{NS}path", f"{NS}polygon", f"{NS}circle")
            ]
            looks.setdefault(kinds[2] if kinds[3] == "current" else kinds[3], set()).add(str(pattern))
    assert set(looks) == {"coded", "structured", "free-text", "planned", "unknown"}
    for one, other in combinations(looks.values(), 2):
        assert not one & other
