"""The language in which the command line speaks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran

from dataflow.cli.first_map import in_language
from dataflow.cli.first_map_texts import FILES
from dataflow.cli.spoken import language_of_run
from dataflow.project import Project

Dataflow = Callable[..., Ran]


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ("gaps x", {}, "en"),
        ("gaps x", {"LANG": "da_DK.UTF-8"}, "da"),
        ("gaps x", {"LANG": "da_DK.UTF-8", "LC_ALL": "C"}, "en"),
        ("gaps x", {"LANG": "en_GB.UTF-8", "LC_MESSAGES": "da_DK"}, "da"),
        ("gaps x --lang en", {"LANG": "da_DK.UTF-8"}, "en"),
        ("gaps x --lang=da", {}, "da"),
        ("gaps --lang", {"LANG": "da"}, "da"),
        ("gaps --lang dk", {"LANG": "da"}, "da"),
    ],
)
def test_the_option_beats_the_environment(
    monkeypatch: pytest.MonkeyPatch, arguments: str, environment: dict[str, str], language: str
) -> None:
    """Whatever else may be wrong with the command."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language_of_run(arguments.split()) == language


def test_a_first_map_in_danish(dataflow: Dataflow, tmp_path: Path) -> None:
    """Its comments are Danish, and so is what is found in it."""
    ran = dataflow("init", "kort", "--lang", "da")
    assert "Prøv nu: dataflow validate kort" in ran.err
    assert "# Borgerens forløb i rækkefølge" in (tmp_path / "kort" / "map.yaml").read_text("utf-8")
    assert "\n1 skal-behov ikke opfyldt" in dataflow("gaps", "kort").out
    assert dataflow("init", "folder", LC_ALL="da_DK").err.startswith("Skrevet: ")


def test_a_first_map_says_the_same_in_both_languages() -> None:
    """Only comments and the order of languages differ."""
    maps = []
    for language in ("en", "da"):
        texts = {name: in_language(text, language) for name, text in FILES.items()}
        assert not any(mark in text for text in texts.values() for mark in ("#en", "#da", " | "))
        maps.append(
            "\n".join(line.partition("#")[0].rstrip() for text in texts.values() for line in text.splitlines())
        )
    english, danish = (map_.replace("[da, en]", "[en, da]") for map_ in maps)
    assert [line for line in english.splitlines() if line] == [line for line in danish.splitlines() if line]


@pytest.mark.parametrize(
    "text",
    [
        "map: {id: ryg, title: Ryg, languages: [da, en]}\nfields: {a: {unknown: 1}}\n",
        "map: {id: ryg, title: Ryg, languages: [da, en], titel: Ryg}\n",
        "map: {id: ryg, title: Ryg, languages: [dk, en]}\n",
        "map:\n  id: ryg\n  title: Ryg: et kort\n  languages: [da]\n",
        'map:\n  id: ryg\n  languages:\n    - da\n    - en\n  title: "Ryg\n',
        "map:\n  languages: da\n  id: ryg\n",
    ],
)
def test_a_slip_in_the_map_section_keeps_its_language(text: str) -> None:
    """The messages about a Danish map are Danish, whatever is wrong in it."""
    project = Project({"map.yaml": text.encode()})
    assert project.problems
    assert project.language == "da"


def test_a_map_with_errors_that_states_no_language_is_spoken_of_as_the_environment_says(
    dataflow: Dataflow, tmp_path: Path
) -> None:
    """Without errors it is English, as the language says."""
    (tmp_path / "map.yaml").write_text("map: {id: ryg, title: Ryg}\nfelter: {}\n", "utf-8")
    assert "1 fejl." in dataflow("validate", ".", LANG="da_DK").out
    assert "1 error." in dataflow("validate", ".", LANG="en_DK").out


ENGLISH = """\
map: {id: back, title: Back pain%s}
phases: {visit: {label: %s}}
fields: {pain: {}}
actors: {gp: {records: [{fields: pain, phase: visit}]}}
"""
PLAIN, ONLY_EN = "Visit", "{en: Visit}"


@pytest.mark.parametrize(
    ("languages", "label", "arguments", "environment", "note"),
    [
        ("", PLAIN, "", "da_DK", "bemærk: Kortet siger ikke, hvilke sprog det er på, så svaret er på engelsk."),
        ("", PLAIN, "", "en_GB", ""),
        ("", "Besøg", "", "en_GB", "note: The map does not say its languages, so the answer is in English."),
        ("", PLAIN, "--lang da", "da_DK", ""),
        ("", ONLY_EN, "--lang da", "en_GB", "bemærk: Kortet har ingen tekster på dansk"),
        (", languages: [en]", PLAIN, "--lang da", "da_DK", "bemærk: Kortet har ingen tekster på dansk"),
        (", languages: [en]", PLAIN, "", "da_DK", ""),
        (", languages: [da]", PLAIN, "--lang en", "da_DK", "note: The map has no texts in English"),
        (", languages: [da]", PLAIN, "", "en_GB", ""),
    ],
)
def test_a_language_that_is_not_the_map_s_is_noted_once(
    languages: str, label: str, arguments: str, environment: str, note: str, dataflow: Dataflow, tmp_path: Path
) -> None:
    """A map that does not say its languages is answered in English on every machine; a Danish user is told why."""
    (tmp_path / "map.yaml").write_text(ENGLISH % (languages, label), "utf-8")
    said = dataflow("gaps", ".", *arguments.split(), LC_ALL=environment).err
    assert said.startswith(note)
    assert len(said.splitlines()) == bool(note)
    assert dataflow("gaps", ".", "-q", *arguments.split(), LC_ALL=environment).err == ""


MISSING = """\
map: {id: ryg, title: {da: Ryg, en: Back}, languages: [da, en], population: {da: Voksne}}
phases: {besoeg: {label: {da: Besøg, en: Visit}}}
fields: {smerte: {label: {da: Smerte}, definition: {da: Smerte nu}}, mr: {label: {en: MRI}}, vas: {label: VAS}}
actors: {laege: {records: [{fields: [smerte, mr, vas], phase: besoeg}], uses: [{fields: [mr, vas], phase: all}]}}
"""


def test_texts_that_lack_a_language_of_the_map_are_noted(dataflow: Dataflow, tmp_path: Path) -> None:
    """By validate for each language, by render for the one that is drawn; a plain text serves every language."""
    (tmp_path / "map.yaml").write_text(MISSING, "utf-8")
    checked = dataflow("validate", ".", "--lang", "en").err
    assert "note: 1 text of the map is not in Danish, and is shown in another language: label of mr." in checked
    assert (
        "3 texts of the map are not in English, and are shown in another language: population of the map," in checked
    )
    drawn = dataflow("render", ".", "-o", "o.svg", "--lang", "da").err
    assert "bemærk: 1 af kortets tekster findes ikke på dansk og vises på et andet sprog: label for mr." in drawn
    assert "engelsk" not in drawn
    assert dataflow("validate", ".", "--quiet").err == ""
