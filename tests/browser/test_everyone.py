"""The page for everyone: axe finds nothing, on any screen; and no label does anything but stand there."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from dataflow.project import Project
from dataflow.renderers.primitives.text import safe

Visit = Callable[..., Any]
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "</template><script>alert(1)</script>",
    "</title></style><svg onload=alert(1)>",
    "{{SCRIPT}} {count} ${alert(1)}",
    "javascript:alert(1)",
    "\"'><a href=javascript:alert(1)>",
    "<!--",
    "]]>",
    "__proto__",
    "\u202egnirts\u2028\u2029",
)


LABELS = """
phases: {p: {label: L}}
groups: {g: {label: L}}
fields: {f: {label: L, definition: L, group: g, meta: {K: L, after: L}}}
"""
ACTORS = """
channels: {c: {label: L, standard: L}}
sources: {s: {title: L, meta: {K: [L, L]}}}
actors:
  a: {label: L, records: [{fields: f, phase: p, meta: {K: L}}], shares: [{fields: f, phase: p, to: b, via: c}]}
  b: {label: L, needs: [{fields: f, phase: p, form: coded}]}
  m: {label: L, extends: a}
"""

UNREAD = """keys => keys.filter((key) => {
  location.hash = key.replace(":", "=");
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  return document.querySelectorAll("#ui-details h3, #ui-details .about").length === 0;
})"""


def violations(page: Any) -> list[str]:
    """What axe has to say, rule by rule."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['help']}: {each['nodes'][0]['html'][:200]}" for each in found]


@pytest.mark.parametrize(
    ("place", "scheme"),
    [
        ("", "light"),
        ("#field=height&lang=en", "light"),
        ("#actor=municipality&phase=stay", "dark"),
        ("#group=body&who=gp", "dark"),
    ],
)
def test_axe_finds_nothing(visit: Visit, course: Path, place: str, scheme: str) -> None:
    """Whatever is picked, and in the dark."""
    assert violations(visit(course, place, color_scheme=scheme)) == []


def test_it_fits_a_narrow_window(visit: Visit, course: Path) -> None:
    """Nothing has to be scrolled sideways, and axe finds nothing either."""
    page = visit(course, "#actor=gp")
    page.set_viewport_size({"width": 380, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 380
    assert page.locator("#ui-details").is_visible()
    assert violations(page) == []


@pytest.mark.slow
def test_the_real_map_is_small_enough_and_for_everyone(visit: Visit, tmp_path: Path) -> None:
    """Every view of it is shown, axe finds nothing in the largest, and each field and finding opens."""
    file = tmp_path / "ihd.html"
    file.write_bytes(Project.open(ROOT / "specs" / "ihd").draw("explorer", "html"))
    assert file.stat().st_size < 2_000_000
    page = visit(file)
    for view in page.locator("#ui-view option").evaluate_all("all => all.map(each => each.value)"):
        page.locator("#ui-view").select_option(view)
        assert page.locator("#ui-drawing svg").is_visible()
    page.locator("#ui-view").select_option("matrix")
    assert violations(page) == []
    contents = json.loads(page.locator("#ui-contents").text_content())
    keys = [each["key"] for each in (*contents["remarks"], *contents["things"])]
    keys = [key for key in keys if key.partition(":")[0] in ("finding", "field", "actor", "channel")]
    assert len(keys) > 300
    assert page.evaluate(UNREAD, keys) == []


@pytest.mark.parametrize("label", HOSTILE)
def test_no_label_does_anything_but_stand_there(visit: Visit, tmp_path: Path, label: str) -> None:
    """In the drawing, in the lists and beside them; nothing runs, loads or goes astray."""
    head = "dataflow: 1\nmap: {id: m, title: L}\n"
    text = (head + LABELS + ACTORS).replace(": L", ": " + json.dumps(label)).replace("[L, L]", json.dumps([label]))
    text = text.replace("{K:", "{" + json.dumps(label) + ":")
    file = tmp_path / "map.html"
    file.write_bytes(Project({"map.yaml": text.encode()}).draw("explorer", "html"))
    page = visit(file)
    assert page.title() == page.locator("h1").text_content() == " ".join(safe(label).split())
    for place in ("field=f", "actor=a", "channel=c", "own=source.s", "phase=p"):
        page.evaluate("place => { location.hash = place; }", place)
        page.locator("#ui-drawing svg").wait_for()
        if place in ("field=f", "own=source.s"):
            own = page.locator("#ui-details li.own-key").first
            own.wait_for()
            assert "".join((own.text_content() or "").split()).endswith(
                "".join(f"{safe(label)}:{safe(label)}".split())
            )
    page.locator("#ui-search").fill(label[:6])
    assert page.locator("script").count() == 2
    assert page.locator("img, iframe, a, svg svg").count() == 0
