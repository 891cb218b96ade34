"""A real browser, and a small map to click in.

Whatever a test does, the page must ask for nothing, break no rule of its own policy, and say nothing on the console.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dataflow.project import Project

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
COURSE = """
dataflow: 1
map: {id: course, title: {en: A course, da: Et forløb}, languages: [da, en], as_of: 2026-11-01,
      meta: {ejer: DEFACTUM}}
phases:
  referral: {label: {en: Referral, da: Henvisning}, responsible: gp}
  stay: {label: {en: Stay, da: Indlæggelse}, responsible: hospital}
  home: {label: {en: At home, da: Hjemme}, responsible: municipality}
groups:
  body: {label: {en: Body, da: Krop}}
  talk: {label: {en: Talk, da: Samtale}}
fields:
  height: {label: {en: Height, da: Højde}, group: body, definition: {en: Standing height, da: Målt stående}}
  weight: {label: {en: Weight, da: Vægt}, group: body, meta: {ticket: 412}}
  goal: {label: {en: The patient's goal, da: Borgerens mål}, group: talk}
channels:
  letter: {label: {en: Discharge letter, da: Epikrise}, form: free-text}
  message: {label: {en: Referral, da: Henvisning}, form: coded}
actors:
  gp:
    label: {en: General practice, da: Almen praksis}
    sector: primary
    records: [{fields: [height, weight], phase: referral, form: structured}]
    shares: [{fields: height, phase: referral, to: hospital, via: message, takes: 2d, meta: {hvem: sekretæren}}]
    needs: [{fields: goal, phase: home}]
  hospital:
    label: {en: Hospital, da: Sygehus}
    sector: regional
    records: [{fields: goal, phase: stay}]
    needs: [{fields: [height, weight], phase: stay, form: structured}]
    shares: [{fields: [height, goal], phase: stay, to: municipality, via: letter}]
  municipality:
    label: {en: Municipality, da: Kommune}
    sector: municipal
    records: [{fields: weight, phase: home}]
    needs: [{fields: [goal, height], phase: home}]
  aarhus: {label: Aarhus Kommune, extends: municipality}
  koege: {label: Køge Kommune, extends: municipality}
"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("there is no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the small map."""
    return written(COURSE, tmp_path_factory.mktemp("course"))


def written(text: str, folder: Path) -> Path:
    """The page of a map."""
    project = Project({"map.yaml": text.encode()})
    assert not project.problems, [problem.message.in_language("en") for problem in project.problems]
    file = folder / "map.html"
    file.write_bytes(project.draw("explorer", "html"))
    return file


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page from disk: ``visit(file, "#field=height", color_scheme="dark")``."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def visited(file: Path, place: str = "", **options: Any) -> Any:
        context = browser.new_context(viewport={"width": 1400, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("console", lambda message: wrong.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: wrong.append(request.url) if _is_foreign(request.url, file) else None)
        page.goto(file.as_uri() + place)
        return page

    yield visited
    for context in contexts:
        context.close()
    assert wrong == []


def _is_foreign(url: str, file: Path) -> bool:
    """What is in the page itself (a typeface) is requested from nowhere."""
    return url.partition("#")[0] != file.as_uri() and not url.startswith("data:")
