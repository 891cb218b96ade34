"""The page in which one clicks: what a person does with it, in a real browser."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

Visit = Callable[..., Any]


def place(page: Any) -> dict[str, str]:
    """What the address says behind the #."""
    return {name: values[0] for name, values in parse_qs(page.url.partition("#")[2]).items()}


def lit(page: Any) -> set[str]:
    """The parts of the drawing that are lit."""
    return set(page.locator("#ui-drawing .lit").evaluate_all("parts => parts.map(part => part.id)"))


def rows(page: Any) -> list[str]:
    # Their inner text is empty until the browser has drawn them.
    return page.locator("#ui-rows .row-label").all_text_contents()


@pytest.mark.parametrize("typed", ["højde", "HØJDE", "hoejde", "hojde", "height", "stående målt", "maalt"])
def test_a_field_is_found_however_one_spells_it(visit: Visit, course: Path, typed: str) -> None:
    """By its labels in both languages, its id and what it means; picked, its way lights up."""
    page = visit(course)
    page.locator("#ui-search").fill(typed)
    page.locator("#ui-kinds [data-kind=field]").click()
    assert rows(page) == ["Højde"]
    page.locator("#ui-rows .row").click()
    assert page.locator("#ui-details h2").inner_text() == "Højde"
    assert place(page) == {"field": "height"}
    assert lit(page) == {
        "actor-gp",
        "actor-hospital",
        "actor-municipality",
        "share-gp.hospital",
        "share-hospital.municipality",
    }


def test_a_field_tells_who_records_it_how_it_travels_and_who_lacks_it(visit: Visit, course: Path) -> None:
    """Phase by phase, as trace tells it, with the finding about it."""
    details = visit(course, "#field=weight").locator("#ui-details").inner_text()
    assert "Almen praksis registrerer det som strukturerede data." in details
    assert "IKKE OPFYLDT" in details
    assert "Et behov, der ikke er opfyldt" in details


def test_an_actor_shows_what_it_lacks_records_gets_and_gives(visit: Visit, course: Path) -> None:
    """Each field in it leads on to that field."""
    page = visit(course)
    page.locator("#actor-hospital").click()
    assert page.locator("#ui-details h3").all_text_contents() == [
        "Mangler",
        "Registrerer",
        "Modtager",
        "Deler",
        "Har brug for",
        "Fund",
    ]
    assert lit(page) >= {"actor-hospital", "share-gp.hospital", "share-hospital.municipality"}
    page.locator("#ui-details details summary", has_text="Epikrise").click()
    page.locator("#ui-details details[open] .link", has_text="Borgerens mål").click()
    assert place(page) == {"field": "goal"}


def test_a_finding_says_what_it_means_and_what_to_do(visit: Visit, course: Path) -> None:
    """In the language chosen; what it is about is lit and leads on."""
    page = visit(course, "#lang=en")
    page.locator("#ui-search").fill("weight hospital")
    page.locator("#ui-rows .row").first.click()
    details = page.locator("#ui-details").inner_text()
    assert "hospital needs weight" in details
    assert "What to do" in details
    assert "Why it matters" in details
    assert re.fullmatch("[0-9a-f]{32}", place(page)["finding"])
    assert "actor-hospital" in lit(page)
    page.locator("#ui-details .links .link", has_text="Weight").click()
    assert place(page)["field"] == "weight"


def test_an_arrow_shows_what_goes_there(visit: Visit, course: Path) -> None:
    """It has no name but its own words, and is in the lists too."""
    page = visit(course)
    page.locator("#share-gp\\.hospital").click()
    assert place(page) == {"mark": "share-gp.hospital"}
    assert lit(page) >= {"share-gp.hospital", "actor-gp", "actor-hospital"}
    assert "Højde" in page.locator("#ui-details").inner_text()
    page.locator("#ui-close").click()
    page.locator("#ui-kinds [data-kind=mark]").click()
    assert len(rows(page)) == 2


def test_a_member_is_found_and_leads_to_its_role(visit: Visit, course: Path) -> None:
    """Though drawings show roles only."""
    page = visit(course)
    page.locator("#ui-search").fill("Koege")
    assert rows(page) == ["Køge Kommune"]
    page.locator("#ui-rows .row").click()
    assert page.locator("#ui-details h2").inner_text() == "Kommune"
    assert page.locator("#ui-details .members summary").inner_text() == "2 medlemmer"


def test_whoever_types_the_beginning_of_a_name_is_shown_its_list(visit: Visit, course: Path) -> None:
    """Else the list stays, as long as there is something in it; each says how much there is."""
    page = visit(course)
    for typed, kind in (
        ("epi", "channel"),
        ("alm", "actor"),
        ("vægt", "field"),
        ("DF301", "finding"),
        ("zz", "finding"),
    ):
        page.locator("#ui-search").fill(typed)
        assert page.locator("#ui-kinds [aria-pressed=true]").get_attribute("data-kind") == kind
    assert page.locator("#ui-count").inner_text() == "Intet passer."


def test_whoever_reads_may_search_on(visit: Visit, course: Path) -> None:
    """The list takes the place of what was read; Escape gives it back."""
    page = visit(course, "#actor=gp")
    page.locator("#ui-search").fill("mål")
    assert not page.locator("#ui-details").is_visible()
    assert rows(page)
    page.keyboard.press("Escape")
    assert page.locator("#ui-details h2").inner_text() == "Almen praksis"
    page.keyboard.press("Escape")
    assert place(page) == {}


def test_with_the_keyboard_alone(visit: Visit, course: Path) -> None:
    """Search, walk through the list, pick, read, go back, zoom."""
    page = visit(course)
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "ui-search":
            break
    page.keyboard.type("kommune")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.className") == "row"
    picked = page.evaluate("document.activeElement.dataset.go")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "ui-details-title"
    assert page.url.endswith(picked.replace(":", "="))
    page.keyboard.press("Escape")
    assert place(page) == {}
    assert page.evaluate("document.activeElement.dataset.go") == picked
    width = page.locator("#ui-drawing svg").bounding_box()["width"]
    page.locator("#ui-drawing").focus()
    page.keyboard.press("+")
    assert page.locator("#ui-drawing svg").bounding_box()["width"] == pytest.approx(width * 1.25, rel=0.01)
    page.keyboard.press("0")
    assert page.locator("#ui-drawing svg").bounding_box()["width"] == pytest.approx(width, rel=0.01)


def test_the_way_back_leads_through_what_was_picked(visit: Visit, course: Path) -> None:
    """And forward again."""
    page = visit(course)
    page.locator("#actor-gp").click()
    page.locator("#actor-hospital").click()
    page.go_back()
    page.locator("#ui-details h2", has_text="Almen praksis").wait_for()
    assert "share-hospital.municipality" not in lit(page)
    page.go_back()
    page.locator("#ui-lists").wait_for()
    assert lit(page) == set()
    page.go_forward()
    page.locator("#ui-details h2", has_text="Almen praksis").wait_for()


def test_a_copied_link_opens_the_same_place(visit: Visit, course: Path) -> None:
    """What is picked, the phase, the filters and the language."""
    first = visit(course)
    first.locator("[data-language-button=en]").click()
    first.locator("#actor-hospital").click()
    first.locator("#ui-phase").press("ArrowRight")
    first.locator("#ui-close").click()
    first.locator("#ui-filters summary").click()
    first.locator("[data-filter=via]").select_option("message")
    first.locator("#actor-gp").click()
    assert place(first) == {"actor": "gp", "phase": "referral", "via": "message", "lang": "en"}
    second = visit(course, "#" + first.url.partition("#")[2])
    for page in (first, second):
        assert page.locator("#ui-details h2").inner_text() == "General practice"
        assert page.locator("#ui-phase-name").inner_text() == "1/3 Referral"
    assert lit(second) == lit(first)


def test_a_link_to_what_is_no_longer_there_opens_the_page(visit: Visit, course: Path) -> None:
    """Or to what never was."""
    page = visit(
        course, "#field=gone&phase=%3Cb%3E&group=x&via=x&who=x&code=toString&view=x&lang=xx&severity=x&mark=y"
    )
    assert lit(page) == set()
    assert page.locator("html").get_attribute("lang") == "da"


def test_the_language_changes_everything(visit: Visit, course: Path) -> None:
    """The page, the drawing and what is read aloud."""
    page = visit(course, "#actor=gp")
    for language, title, name, back in (
        ("en", "A course", "General practice", "Back"),
        ("da", "Et forløb", "Almen praksis", "Tilbage"),
    ):
        page.locator(f"[data-language-button={language}]").click()
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("#ui-drawing svg").get_attribute("lang") == language
        assert page.title() == page.locator("h1").inner_text() == title
        assert page.locator("#ui-details h2").inner_text() == name
        assert back in page.locator("#ui-close").inner_text()
        assert name in page.locator("#ui-status").inner_text()
        assert lit(page) == {"actor-gp", "actor-hospital", "share-gp.hospital"}


def test_the_pathway_plays(visit: Visit, course: Path) -> None:
    """Phase by phase to the end, and stops on request; what belongs to the phase is lit."""
    page = visit(course)
    page.clock.install()
    page.locator("#ui-play").click()
    assert page.locator("#ui-phase-name").inner_text() == "1/3 Henvisning"
    assert "share-gp.hospital" in lit(page)
    assert "share-hospital.municipality" not in lit(page)
    assert page.locator("#ui-status").inner_text().startswith("Henvisning: 3 af ")
    page.clock.run_for(1900)
    assert lit(page) == {"share-hospital.municipality", "actor-hospital", "actor-municipality"}
    page.locator("#ui-play").click()
    page.clock.run_for(9000)
    assert place(page)["phase"] == "stay"
    page.locator("#ui-play").click()
    page.clock.run_for(9000)
    assert place(page)["phase"] == "home"
    assert page.locator("#ui-play").inner_text() == "Afspil"
    page.locator("#ui-phase").press("Home")
    assert place(page) == {}


def test_filters_narrow_the_lists_and_the_drawing(visit: Visit, course: Path) -> None:
    """Together; and are cleared at once."""
    page = visit(course)
    page.locator("#ui-kinds [data-kind=field]").click()
    page.locator("#ui-filters summary").click()
    page.locator("[data-filter=group]").select_option("body")
    assert rows(page) == ["Højde", "Vægt"]
    page.locator("[data-filter=via]").select_option("letter")
    assert rows(page) == ["Højde"]
    assert lit(page) == {"share-hospital.municipality", "actor-hospital", "actor-municipality"}
    page.locator("#ui-kinds [data-kind=finding]").click()
    page.locator("[data-filter=via]").select_option("")
    page.locator("[data-filter=code]").select_option("DF301")
    assert set(rows(page)) == {"Vægt"}
    page.locator("#ui-clear").click()
    assert place(page) == {}
    assert lit(page) == set()


def test_the_drawing_is_zoomed_and_moved_with_the_mouse(visit: Visit, course: Path) -> None:
    """By the wheel with ctrl, about where the mouse is; a drag is no click."""
    page = visit(course)
    box = page.locator("#ui-drawing").bounding_box()
    width = page.locator("#ui-drawing svg").bounding_box()["width"]
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.keyboard.down("Control")
    for _ in range(4):
        page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    page.wait_for_function(
        "wide => document.querySelector('#ui-drawing svg').getBoundingClientRect().width > wide", arg=width * 2
    )
    left = page.locator("#ui-drawing").evaluate("board => board.scrollLeft")
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 - 80, box["y"] + box["height"] / 2 - 30)
    page.mouse.up()
    assert page.locator("#ui-drawing").evaluate("board => board.scrollLeft") == pytest.approx(left + 80, abs=2)
    assert place(page) == {}


def test_print_shows_the_drawing_and_what_is_picked(visit: Visit, course: Path) -> None:
    """And nothing that one could only click on."""
    page = visit(course, "#field=weight")
    page.emulate_media(media="print")
    assert page.locator("#ui-drawing svg").is_visible()
    assert page.locator("#ui-details h2").is_visible()
    for control in ("#ui-search", "#ui-play", "#ui-print", "#ui-view", "#ui-close"):
        assert not page.locator(control).is_visible()
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2


def test_no_motion_for_those_who_want_none(visit: Visit, course: Path) -> None:
    """What is lit is lit at once."""
    moving = visit(course).locator("#actor-gp")
    still = visit(course, reduced_motion="reduce").locator("#actor-gp")
    durations = [part.evaluate("part => getComputedStyle(part).transitionDuration") for part in (moving, still)]
    assert durations == ["0.2s", "0s"]


def test_without_scripts_the_drawing_is_there(visit: Visit, course: Path) -> None:
    """As where a wiki takes them out."""
    page = visit(course, java_script_enabled=False)
    assert page.locator("#ui-drawing svg").is_visible()
    assert "scripts" in page.locator("noscript").inner_text()


@pytest.mark.parametrize(
    ("typed", "kind", "found"),
    [
        ("412", "field", ["Vægt"]),
        ("ticket", "field", ["Vægt"]),
        ("sekretæren", "actor", ["Almen praksis"]),
        ("sekretaeren hvem", "field", ["Højde"]),
        ("ejer", "own", ["Et forløb"]),
    ],
)
def test_own_keys_and_their_values_are_found(
    visit: Visit, course: Path, typed: str, kind: str, found: list[str]
) -> None:
    """Of things, of what is stated, and of the map itself; the panel shows them."""
    page = visit(course)
    page.locator("#ui-search").fill(typed)
    page.locator(f"#ui-kinds [data-kind={kind}]").click()
    assert rows(page) == found
    page.locator("#ui-rows .row").first.click()
    panel = page.locator("#ui-details section", has=page.locator("h3", has_text="Egne nøgler"))
    assert typed.rsplit(maxsplit=1)[-1] in panel.inner_text()


def test_the_map_itself_has_a_link_and_lights_nothing(visit: Visit, course: Path) -> None:
    """It stands in no drawing."""
    page = visit(course, "#own=map.course&lang=en")
    assert page.locator("#ui-details .kicker").inner_text() == "Own keys · Map"
    assert page.locator("#ui-details h2").inner_text() == "A course"
    assert page.locator("#ui-details .line div").all_text_contents() == ["ejer: DEFACTUM"]
    assert lit(page) == set()
    assert page.locator("#ui-status").inner_text() == "A course: not in this drawing."


def test_an_actor_tells_how_long_what_it_gets_takes(visit: Visit, course: Path) -> None:
    """With what it gets."""
    details = visit(course, "#actor=hospital&lang=en").locator("#ui-details").inner_text()
    assert "1 field by Referral: takes 2 days" in details
    timeline = visit(course, "#field=height&lang=en").locator("#ui-details").inner_text()
    assert "there after 2 days." in timeline
