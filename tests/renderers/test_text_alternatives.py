"""What a picture shows can be had without seeing it: all of it, with its numbers, in both languages."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pypdfium2
import pytest
from conftest import ROOT
from lxml import etree
from PIL import Image
from renderers.own_names import without_prefix
from renderers.small_map import bilingual, sheets, texts

from dataflow.base.grid import Grid
from dataflow.base.picture import Diagram, Picture
from dataflow.project import Project
from dataflow.renderers import Options, render
from dataflow.views import views

NS = "{http://www.w3.org/2000/svg}"
LANGUAGES = ("en", "da")
SHARES = {
    "en": r"(It is not known whether )?({actor}) (?:shares|(is planned to share)) (\d+) fields? with ({actor}) by ",
    "da": r"(Det vides ikke, om )?({actor}) (?:deler|(skal efter planen dele)) (\d+) felt(?:er)? med ({actor}) via ",
}
ACTOR = {
    "en": r"({actor}) (?:neither records nor needs anything|"
    r"(?:records (\d+) fields?)?(?: and )?(?:needs (\d+) fields?)?)\.",
    "da": r"({actor}) (?:hverken registrerer eller har brug for noget|"
    r"(?:registrerer (\d+) felt(?:er)?)?(?: og )?(?:har brug for (\d+) felt(?:er)?)?)\.",
}


@cache
def small_project() -> Project:
    return Project(texts(bilingual))


def every_picture() -> Iterator[tuple[str, Picture]]:
    return sheets(small_project(), small_project())


def opened(picture: Picture, language: str) -> etree._Element:
    return etree.fromstring(without_prefix(render(picture, "svg", Options(language=language)).content))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["ihd", "denmark"])
def test_the_overview_can_be_read_back(path: str, language: str) -> None:
    """Every arrow with its ends, number and status, and every actor with what it records and needs."""
    picture = Project.open(ROOT / "specs" / path).picture("overview")
    assert isinstance(picture, Diagram)
    description = opened(picture, language).findtext(f"{NS}desc") or ""
    label = {node.id: node.label.in_language(language) for node in picture.nodes}
    actor = "|".join(map(re.escape, sorted(label.values(), key=len, reverse=True)))

    found = Counter(
        (source, target, int(count), "unknown" if unknown else "planned" if planned else "current")
        for unknown, source, planned, count, target in re.findall(
            SHARES[language].replace("{actor}", actor), description
        )
    )
    edges = picture.edges
    assert found == Counter((label[edge.source], label[edge.target], edge.count, edge.status) for edge in edges)

    numbers = {
        name: [*filter(None, counts)]
        for name, *counts in re.findall(ACTOR[language].replace("{actor}", actor), description)
    }
    for node in picture.nodes:
        facts = [fact.in_language(language) for fact in node.facts]
        stated = [fact for fact in facts if fact.startswith(("records", "needs", "registrerer", "har brug"))]
        assert numbers[label[node.id]] == re.findall(r"\d+", " ".join(stated))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_part_says_what_it_is_and_the_whole_says_it_too(language: str) -> None:
    """Of every view that there is."""
    for name, picture in every_picture():
        root = opened(picture, language)
        description = root.findtext(f"{NS}desc") or ""
        marks = {part.get("id"): part for part in root.iter() if part.get("id")}
        cells = picture.cells if isinstance(picture, Grid) else ()
        whats = {cell.mark: cell.what.in_language(language) for cell in cells}
        for part in picture.parts:
            if part.mark not in marks and re.fullmatch(r"share-(.+)\.\1", part.mark):
                continue  # what an actor passes on to itself stands in its box
            assert marks[part.mark].get("role") == "graphics-object", (name, part.mark)
            meaning = marks[part.mark].findtext(f"{NS}title")
            assert meaning, (name, part.mark)
            if part.mark.startswith(("block-", "section-")):
                continue  # a table is described row by row, not by what these are gathered under
            assert whats.get(part.mark, meaning) in description, (name, part.mark)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_reader_knows_what_it_has_before_it(language: str) -> None:
    for name, picture in every_picture():
        root = opened(picture, language)
        assert root.get("role") == "graphics-document document", name
        assert root.get("lang") == root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
        named = [root.find(f".//*[@id='{each}']") for each in (root.get("aria-labelledby") or "").split()]
        assert [part is not None and bool(part.text) for part in named] == [True, True], name
        assert root[0].tag == f"{NS}title"


def test_the_words_of_each_language_are_its_own() -> None:
    for name, picture in every_picture():
        english, danish = (opened(picture, language).findtext(f"{NS}desc") or "" for language in LANGUAGES)
        assert "på æ, ø og å" in danish, name
        assert "på æ, ø og å" not in english, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_pixels_and_paper_carry_the_same_words(language: str) -> None:
    for name, picture in every_picture():
        root = opened(picture, language)
        said = (root.findtext(f"{NS}title"), root.findtext(f"{NS}desc"))
        png = Image.open(io.BytesIO(render(picture, "png", Options(language=language, dpi=40)).content))
        png.load()
        texts = getattr(png, "text", {})
        assert (texts.get("Title"), texts.get("Description")) == said, name
        assert texts["Title"].lang == language
        pdf = pypdfium2.PdfDocument(render(picture, "pdf", Options(language=language)).content).get_metadata_dict()
        assert (pdf["Title"], pdf["Subject"]) == said, name


def test_there_is_a_picture_of_every_view() -> None:
    assert {picture.id for _, picture in every_picture()} == set(views()) - {"explorer"}
