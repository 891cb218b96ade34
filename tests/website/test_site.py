"""The documentation site (``make docs``) is whole: every page is in it, reads as on GitHub, and asks for nothing."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import lxml.html
import pytest
import yaml
from conftest import ROOT
from markdown_it import MarkdownIt
from pages import headings, prose

from dataflow.language.key_texts_da import DANISH
from dataflow.language.word_texts import WORD_TEXTS
from dataflow.rules import rule_names

DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
COUNTED = ("h1", "h2", "h3", "h4", "table", "tr", "ul", "ol", "li", "pre", "img", "blockquote", "hr")
MADE = (
    *("docs/reference/rules.md", "docs/reference/commands.md", "docs/reference/python.md"),
    *("docs/da/regler.md", "docs/da/sproget.md"),
)
"""The pages that are made from the code when the site is built."""
every_page = pytest.mark.parametrize("page", PAGES)


class Settings(yaml.SafeLoader):
    """Reads mkdocs.yml, in which a function of a library has a tag of its own."""


Settings.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: suffix)


def in_nav(entry: Any) -> Iterator[str]:
    """The pages of a part of the navigation."""
    if isinstance(entry, str):
        yield entry
    else:
        for each in entry.values() if isinstance(entry, dict) else entry:
            yield from in_nav(each)


def test_every_page_is_in_the_navigation() -> None:
    """Readers find a page by its section."""
    settings = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader=Settings)
    named = Counter(in_nav(settings["nav"]))
    missing = [f"docs/{page}" for page in PAGES if page not in named]
    assert not missing, f"add {', '.join(missing)} to a section of nav in mkdocs.yml"
    assert [page for page, times in named.items() if times > 1] == []


def article(site: Path, page: str) -> Any:
    """The text of a page, without what the theme puts around it."""
    (found,) = lxml.html.parse(site / page.replace(".md", ".html")).xpath("//article")
    return found


@every_page
def test_a_page_reads_as_on_github(site: Path, page: str) -> None:
    """The two read Markdown differently: a list without an empty line before it, or nested by two spaces."""
    text = (DOCS / page).read_text("utf-8")
    github = lxml.html.fromstring(f"<article>{MarkdownIt('commonmark').enable('table').render(text)}</article>")
    (shown, read) = ({name: len(list(each.iter(name))) for name in COUNTED} for each in (article(site, page), github))
    assert shown == read
    assert "```" not in article(site, page).text_content()


def test_the_page_of_commands_shows_words_as_the_help_does(site: Path) -> None:
    """Choices stand between angle brackets and bars, which Markdown would read as something else."""
    text = " ".join(article(site, "reference/commands.md").text_content().split())
    assert "--lang <en|da>" in text
    assert "between <!-- dataflow: render specs/ihd --view overview --> and <!-- /dataflow -->" in text
    assert "&lt;" not in text and "\\|" not in text


@every_page
def test_links_lead_somewhere_on_github_too(page: str) -> None:
    """To a file that is there and a heading that it has; the build of the site looks at its own links."""
    for target in re.findall(r"\]\((?!https?://)([^)\s]+)\)", prose(DOCS / page)):
        name, _, heading = target.partition("#")
        path = (DOCS / page).parent / name if name else DOCS / page
        if path.resolve().relative_to(DOCS.parent).as_posix() not in MADE:
            assert path.exists(), target
            assert not heading or heading in headings(path), target


@every_page
def test_a_link_is_the_title_of_its_page_and_no_name_of_a_file(page: str) -> None:
    assert re.findall(r"\[[^\]]*\.md`?\]\(", prose(DOCS / page)) == []


def test_the_tutorials_install_in_the_recommended_way() -> None:
    """The same commands in both languages, and all of them in the part of ``installing.md`` on that way."""
    recommended = (DOCS / "installing.md").read_text("utf-8").split("## With uv\n")[1].split("\n## ")[0]
    commands = [
        re.findall(r"^```(?:powershell|sh)\n(.*?)^```$", (DOCS / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)
        for page in ("tutorial.md", "da/kom-godt-i-gang.md")
    ]
    assert len(commands[0]) == 2
    assert commands[0] == commands[1]
    assert [block for block in commands[0] if block not in recommended] == []


@every_page
def test_links_to_other_sites_are_addresses(page: str) -> None:
    """No network is asked; each has a host and is encrypted."""
    for address in re.findall(r"\bhttps?://[^\s)>\"'`]+", (DOCS / page).read_text("utf-8")):
        parts = urlsplit(address)
        assert parts.scheme == "https" or parts.hostname in ("hl7.org", "localhost"), address
        assert re.fullmatch(r"([\w-]+\.)+[a-z]{2,}", parts.hostname or ""), address


def test_a_file_is_shown_with_its_name(site: Path) -> None:
    """Also one that is no spec."""
    for page, name in (("how-to/read-a-standard.md", "plan.json"), ("tutorial.md", "map/map.yaml")):
        shown = [each.text_content() for each in article(site, page).xpath(".//span[@class='filename']")]
        assert name in shown


def test_a_remark_stands_above_its_command(site: Path) -> None:
    """Behind it, it would be out of sight."""
    (code,) = (each for each in article(site, "change.md").iter("pre") if "git:v1" in each.text_content())
    lines = code.text_content().splitlines()
    assert lines[lines.index("dataflow diff git:v1 specs/ihd") - 1] == "# against a tag, a branch or any revision"


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    """Pictures, scripts, styles and typefaces come along."""
    for path in site.rglob("*.html"):
        tree = lxml.html.parse(path)
        loaded = tree.xpath("//script/@src | //img/@src | //iframe/@src | //link[@rel!='canonical']/@href")
        assert [each for each in loaded if re.match(r"(https?:)?//", each)] == [], path


def test_every_rule_has_its_page_in_both_languages(site: Path) -> None:
    """By an anchor that is its code."""
    for page in ("reference/rules.md", "da/regler.md"):
        anchors = article(site, page).xpath(".//h2/@id")
        assert [anchor.upper() for anchor in anchors] == list(rule_names())


def test_every_key_and_word_is_explained_in_danish(site: Path) -> None:
    """On the page that is made from what editors show; the tutorial leads to it."""
    page = article(site, "da/sproget.md")
    shown = {each.text_content() for each in page.xpath(".//td[1]//code")}
    assert shown == {key for rows in DANISH.values() for keys in rows for key in keys.split()} | {
        word for words in WORD_TEXTS.values() for word in words
    }
    assert len(page.xpath(".//table")) == len(DANISH) + len(WORD_TEXTS)
    assert "et telefonopkald" in page.text_content()
    assert article(site, "da/kom-godt-i-gang.md").xpath(".//a[contains(@href, 'sproget.html')]")


def test_a_danish_page_is_danish_around_its_text_too(site: Path) -> None:
    """The language that a screen reader speaks, and the words of the search."""
    for page, language, placeholder in (("index.html", "en", "Search"), ("da/index.html", "da", "Søg")):
        tree = lxml.html.parse(site / page)
        assert tree.getroot().get("lang") == language
        assert tree.xpath("//input[@data-md-component='search-query']/@placeholder") == [placeholder]
