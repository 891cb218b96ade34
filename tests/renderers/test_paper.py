"""The papers: in their real size, filled as far as that helps, and not silently too small to read."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from dataflow.base.picture import Diagram
from dataflow.renderers import PAGES, Options, png, render, svg
from dataflow.renderers.primitives.paper import MARGIN, MOST, OWN_MARGIN, PIXELS, fitted, too_small

PAPERS = [page for page in PAGES if page != "none"]
SIZES = {"a4": (210, 297), "a4-landscape": (297, 210), "a3": (420, 297)}


@pytest.mark.parametrize("page", PAPERS)
@pytest.mark.parametrize(("width", "height"), [(1400, 900), (640, 200), (700, 4000), (5000, 700)])
def test_the_drawing_stands_within_the_margins(page: str, width: float, height: float) -> None:
    """In the middle, at the top, as large as there is room, but not blown up."""
    fit = fitted(width, height, page)
    scale = fit.across / fit.width
    left, right = (OWN_MARGIN - fit.left) * scale, (width - OWN_MARGIN - fit.left) * scale
    top, bottom = (OWN_MARGIN - fit.top) * scale, (height - OWN_MARGIN - fit.top) * scale
    assert (fit.across, fit.down) == SIZES[page]
    assert fit.height * scale == pytest.approx(fit.down)
    assert left == pytest.approx(fit.across - right)
    assert top == pytest.approx(MARGIN)
    assert left >= MARGIN - 0.001
    assert bottom <= fit.down - MARGIN + 0.001
    full = left == pytest.approx(MARGIN) or bottom == pytest.approx(fit.down - MARGIN)
    assert full or scale == pytest.approx(MOST / PIXELS)


@pytest.mark.parametrize("page", PAPERS)
def test_an_svg_says_its_size_in_millimetres(page: str, small: Diagram) -> None:
    head = svg.render(small, Options(page=page)).content.decode("utf-8").splitlines()[0]
    wide, high = SIZES[page]
    assert f' width="{wide}mm" height="{high}mm"' in head
    *_, across, down = map(float, re.findall(r'viewBox="([^"]+)"', head)[0].split())
    assert across / down == pytest.approx(wide / high, abs=0.001)


@pytest.mark.parametrize("page", PAPERS)
@pytest.mark.parametrize("dpi", [72, 96, 150, 200, 300])
def test_a_png_has_as_many_pixels_as_the_paper_has_dots(
    page: str, dpi: int, one_node: Callable[[str], Diagram]
) -> None:
    drawn = Image.open(io.BytesIO(png.render(one_node("x"), Options(page=page, dpi=dpi)).content))
    assert drawn.size == tuple(round(side / 25.4 * dpi) for side in SIZES[page])
    assert drawn.info["dpi"] == pytest.approx((dpi, dpi), abs=0.1)


def test_the_paper_is_covered_to_its_edges(small: Diagram) -> None:
    drawn = Image.open(io.BytesIO(png.render(small, Options(page="a4", theme="dark", dpi=97)).content)).convert("RGB")
    paper = drawn.getpixel((drawn.width // 2, drawn.height - 3))
    edge = [(x, y) for x in (0, drawn.width - 1) for y in range(drawn.height)]
    edge += [(x, y) for y in (0, drawn.height - 1) for x in range(drawn.width)]
    assert {drawn.getpixel(place) for place in edge} == {paper}


def test_no_page_is_the_drawings_own_size(small: Diagram) -> None:
    head = svg.render(small, Options()).content.decode("utf-8").splitlines()[0]
    assert re.search(r' width="[\d.]+" height="[\d.]+" viewBox="0 0 ', head)


def test_type_too_small_to_read_gives_a_remark_with_what_helps() -> None:
    """A larger paper where one is large enough, else a part of the map."""
    wide = too_small(1500, 900, 12, "a4")
    assert wide is not None
    assert wide.in_language("en") == (
        "The smallest type is 4.4 pt on A4, which is too small to read. "
        "A4 landscape would do, or draw a part of the map (a phase, group, actor or channel)."
    )
    assert "4,4 pt på A4" in wide.in_language("da")
    assert "A4 på tværs er stort nok" in wide.in_language("da")
    huge = too_small(6000, 900, 12, "a3")
    assert huge is not None
    assert "Draw a part of the map" in huge.in_language("en")
    assert "SVG uden sideformat" in huge.in_language("da")
    assert too_small(900, 600, 12, "a4") is None


def test_a_drawing_without_a_page_says_what_its_type_would_be_in_a_document() -> None:
    """And which option helps: a page where one is large enough, else a part of the map."""
    wide, huge = too_small(1500, 900, 12, "none"), too_small(9000, 600, 12, "none")
    assert wide is not None
    assert huge is not None
    assert wide.in_language("en") == (
        "In a document, 16 cm wide, the smallest type would be 3.7 pt, which is too small to read. On paper --page"
        " a4-landscape would do; or draw a part of the map (--phase, --group, --actor or --channel)."
    )
    assert huge.in_language("da").endswith(" tegn en del af kortet (--phase, --group, --actor eller --channel).")
    assert too_small(800, 600, 12, "none") is None


def test_what_can_go_on_paper_gives_a_remark(small: Diagram) -> None:
    nodes = tuple(replace(node, id=f"{node.id}{more}", band="care") for more in "abc" for node in small.nodes)
    wide = replace(small, nodes=nodes, edges=())
    assert len(render(wide, "svg", Options()).remarks) == 1
    assert render(small, "svg", Options()).remarks == ()
    assert render(wide, "dot", Options(page="a4")).remarks == ()
    assert len(render(wide, "pdf", Options(page="a4")).remarks) == 1


def test_the_command_tells_it_beside_the_result(dataflow: Callable[..., Any], tmp_path: Path) -> None:
    records = "records: [{fields: f, phase: p}]"
    actors = "\n".join(
        f"  a{index}: {{{records}, shares: [{{fields: f, phase: p, to: [{to}], via: c}}]}}"
        for index in range(12)
        for to in (", ".join(f"a{other}" for other in range(index + 1, 13)),)
    )
    (tmp_path / "map.yaml").write_text(
        f"map: {{id: m, title: M}}\nphases: {{p: {{}}}}\nfields: {{f: {{}}}}\nchannels: {{c: {{}}}}\n"
        f"actors:\n{actors}\n  a12: {{{records}}}\n",
        encoding="utf-8",
    )
    done = dataflow("render", "map.yaml", "--page", "a4", "-o", "map.pdf")
    assert (done.code, done.out) == (0, "")
    assert "note: The smallest type is " in done.err
    assert (tmp_path / "map.pdf").read_bytes().startswith(b"%PDF-1.")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map.pdf", "map.yaml"]


def test_a_format_without_paper_says_so(dataflow: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text("map: {id: m, title: M}\n", encoding="utf-8")
    done = dataflow("render", "map.yaml", "--page", "a4", "-o", "map.mmd")
    assert done.code == 0
    assert "a .mmd file has no paper" in done.err
    assert (tmp_path / "map.mmd").exists()
