"""The pages in Danish have a menu in Danish, and a page and its translation lead to each other."""

import posixpath
import re
from pathlib import Path

import lxml.html
import pytest
from conftest import ROOT

DOCS = ROOT / "docs"
DANISH = sorted(path.relative_to(DOCS).as_posix() for path in (DOCS / "da").glob("*.md"))


def tabs(site: Path, page: str) -> list[str]:
    """The parts of the menu."""
    found = lxml.html.parse(site / page).xpath("//nav[contains(@class, 'md-tabs')]//a")
    return [each.text_content().strip() for each in found]


def in_other_language(site: Path, page: str) -> str:
    """Where the last entry of the menu leads."""
    (*_, link) = lxml.html.parse(site / page).xpath("//nav[contains(@class, 'md-tabs')]//a/@href")
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), link))


def test_a_danish_page_has_a_danish_menu(site: Path) -> None:
    assert tabs(site, "da/index.html") == ["Kom i gang", "Vejledninger", "Kort", "Opslag", "English"]
    assert tabs(site, "tutorial.html")[-1] == "Dansk"
    menu = lxml.html.parse(site / "da/kom-godt-i-gang.html").xpath("//nav[contains(@class, 'md-nav--primary')]")[0]
    assert "Kontrollér et kort i CI" in menu.text_content()
    assert "Installing" not in menu.text_content()


def test_the_footer_stays_in_the_language(site: Path) -> None:
    for page in ("da/index.html", "changelog.html", "da/regler.html"):
        links = lxml.html.parse(site / page).xpath("//footer//a[contains(@class, 'md-footer__link')]/@href")
        targets = [posixpath.normpath(posixpath.join(posixpath.dirname(page), link)) for link in links]
        assert targets
        assert {target.startswith("da/") for target in targets} == {page.startswith("da/")}


@pytest.mark.parametrize("page", DANISH)
def test_a_page_and_its_translation_lead_to_each_other(site: Path, page: str) -> None:
    """By the line below the title, and by the last entry of the menu."""
    (up,) = re.findall(r"^\*\[In English\]\(([^)]+)\)\*$", (DOCS / page).read_text("utf-8"), re.MULTILINE)
    english = posixpath.normpath(posixpath.join("da", up))
    assert f"*[På dansk]({posixpath.relpath(page, posixpath.dirname(english) or '.')})*" in (
        DOCS / english
    ).read_text("utf-8")
    shown, translated = (name.replace(".md", ".html") for name in (page, english))
    assert in_other_language(site, shown) == translated
    assert in_other_language(site, translated) == shown


def test_a_page_without_a_translation_leads_to_the_first_page_of_the_other_language(site: Path) -> None:
    assert in_other_language(site, "architecture.html") == "da/index.html"
    assert in_other_language(site, "language.html") == "da/sproget.html"
    assert in_other_language(site, "da/sproget.html") == "language.html"
    assert in_other_language(site, "da/regler.html") == "reference/rules.html"
    assert in_other_language(site, "reference/rules.html") == "da/regler.html"


def test_uses_is_said_to_have_no_level(site: Path) -> None:
    (heading,) = lxml.html.parse(site / "da/sproget.html").xpath(
        "//h3[contains(., 'uses') and contains(., 'needs')]"
    )[1:]
    assert "bortset fra level" in heading.getnext().text_content()
