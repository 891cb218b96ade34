"""Completion, hover, definition, references, rename and outline, asked of a small map."""

from collections.abc import Callable
from textwrap import dedent

import pytest
from conftest import ROOT

from dataflow.editor.checks import gaps_of
from dataflow.editor.completion import Completion, completions
from dataflow.editor.hover import hover
from dataflow.editor.known import Known
from dataflow.editor.occurrences import Id, read_text
from dataflow.editor.outline import outline
from dataflow.editor.rename import CannotRename, renamed
from dataflow.model.references import References
from dataflow.project import Project

MAP = """\
map: {id: study, title: Study, languages: [da]}
phases: {visit: {label: Besøg}, control: {label: Kontrol}}
groups: {body: {label: Kroppen}}
fields:
  weight: {label: {da: Vægt 😀, en: Weight}, group: body, definition: {da: Kropsvægt i kg}}
  height: {}
channels: {letter: {label: Brev, slots: {"group:body": structured}}}
actors:
  hospital:
    label: Sygehus
    systems: {epj: {label: EPJ}}
    records: [{fields: weight, phase: visit, in: epj}]
    shares:
      - {fields: [weight], phase: visit, to: gp, via: letter}
  gp:
    needs: [{fields: "group:body", phase: all}]
  north: {extends: hospital, records: [{fields: height, phase: control, in: epj}]}
"""


def known(*texts: str, language: str = "da") -> Known:
    files = {f"{number}.yaml": dedent(text).encode() for number, text in enumerate(texts)}
    return Known({file: read_text(file, text) for file, text in files.items()}, language)


def at(text: str) -> tuple[str, int]:
    """The text without its bar, and where that stands."""
    return text.replace("|", "", 1), text.index("|")


def offered(text: str, of: Known | None = None) -> dict[str, Completion]:
    return {each.word: each for each in completions(of or known(MAP), *at(text))}


def test_keys_come_with_what_they_mean_those_that_are_needed_first() -> None:
    """And without those that are written already."""
    found = offered("actors:\n  gp:\n    needs:\n      - {phase: visit, |")
    assert next(iter(found)) == "fields"
    assert found["fields"].needed
    assert "group" in found["fields"].means
    assert "phase" not in found
    assert found["level"].text == "level: "


def test_ids_come_with_their_labels_of_the_right_section_alone() -> None:
    """In the language of the map."""
    found = offered("actors:\n  gp:\n    needs:\n      - {fields: we|")
    assert found["weight"].detail == "Vægt 😀"
    assert found["height"].detail == "felt"
    assert found["group:body"].detail == "Kroppen"
    assert "hospital" not in found
    assert set(offered("actors:\n  gp:\n    shares:\n      - {to: |")) == {"hospital", "gp", "north"}


def test_words_of_the_language_are_offered_for_a_key_that_takes_them() -> None:
    """Choices, flags, and ``all`` beside phases."""
    assert {"structured", "coded", "free-text"} == set(offered("channels: {letter: {form: |"))
    assert offered("channels: {letter: {form: |")["structured"].means.startswith("En værdi")
    assert {"true", "false"} == set(offered("fields: {weight: {repeats: |"))
    assert {"all", "visit", "control"} == set(offered("actors: {gp: {needs: [{phase: |"))


def test_systems_are_those_of_the_actor_and_its_role() -> None:
    """No other actor's."""
    assert set(offered("actors:\n  north:\n    records:\n      - {in: |")) == {"epj"}
    assert not offered("actors:\n  gp:\n    records:\n      - {in: |")


def test_ids_are_offered_as_keys_where_a_mapping_is_by_id() -> None:
    """Slots and codes, and actors whose statements another file adds to."""
    assert offered("channels: {letter: {slots: {|")["weight"].text == "weight: "
    assert "hospital" in offered("actors:\n  |")


def test_hover_shows_label_kind_definition_and_who_holds_a_field_when(project: Callable[..., Project]) -> None:
    """By labels, in the language of the map."""
    checked = gaps_of(project({"0.yaml": MAP}))
    read = known(MAP)
    about = Known(read.files, checked.language, checked.holders)
    text, offset = at(MAP.replace("fields: [weight]", "fields: [wei|ght]"))
    found = hover(about, "0.yaml", text, offset)
    assert found is not None
    assert text[found.start : found.end] == "weight"
    assert "**Vægt 😀** (`weight`, felt)" in found.text
    assert "Kropsvægt i kg" in found.text
    assert "Haves af" in found.text
    assert "- Sygehus, struktureret: Besøg, Kontrol" in found.text


def test_hover_of_a_key_says_what_it_means() -> None:
    """From the tables of the language."""
    text, offset = at(MAP.replace("via: letter", "vi|a: letter"))
    found = hover(known(MAP), "0.yaml", text, offset)
    assert found is not None
    assert found.text.startswith("**via**")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("channels: {letter: {form: struc|tured}}", "så et system kan finde"),
        ("channels:\n  letter:\n    slots:\n      weight: |coded\n", "er en kode"),
        ("actors:\n  gp:\n    needs:\n      - {fields: weight, phase: al|l, level: must}", "forløbets faser"),
        ("actors:\n  gp:\n    needs:\n      - {fields: weight, phase: all, level: must|}", "forsvarligt"),
        ("actors:\n  gp:\n    kind: 'regi|stry'", "kvalitetsdatabase"),
        ("channels: {letter: {kind: registry|}}", "indberetning"),
        ("map: {rules: {DF301: of|f}}", "bruges ikke"),
        ("channels: {letter: {closed: tru|e}}", "bærer sine pladser"),
    ],
)
def test_hover_of_a_word_of_the_language_says_what_it_means_for_its_key(text: str, said: str) -> None:
    """In the language of the map; true and false mean what their key says."""
    found = hover(known(MAP), "new.yaml", *at(text))
    assert found is not None
    assert said.lower() in found.text.lower()


def test_hover_of_the_same_word_elsewhere_says_nothing() -> None:
    """In a text, in a comment, and where the language has no such word."""
    for text in ("fields: {weight: {label: struc|tured}}", "fields: {}  # mu|st", "actors: {gp: {kind: mu|st}}"):
        assert hover(known(MAP), "new.yaml", *at(text)) is None


def test_a_half_typed_file_still_answers() -> None:
    """Ids and labels are those of the text when it was last sound."""
    text, offset = at(MAP + "  clinic:\n    needs: [{fields: [wei|ght")
    found = hover(known(MAP), "0.yaml", text, offset)
    assert found is not None
    assert "Vægt" in found.text
    assert "weight" in {each.word for each in completions(known(MAP), text, offset)}


def test_markdown_of_an_author_is_shown_as_text() -> None:
    """A label can't draw a link or an image into the editor."""
    about = known("fields: {a: {label: '![x](https://evil.example)'}}", language="en")
    found = hover(about, "0.yaml", "fields: {a: {label: '![x](https://evil.example)'}}", 10)
    assert found is not None
    assert "![x]" not in found.text


def test_a_definition_is_where_the_id_is_declared_and_what_has_a_label_comes_first() -> None:
    """An actor may be declared in several files."""
    about = known("actors: {gp: {needs: []}}", "actors: {gp: {label: Læge}}")
    assert [each.file for each in about.declarations(Id("actors", "gp"))] == ["1.yaml", "0.yaml"]


def texts_after(about: Known, id_: Id, name: str) -> dict[str, str]:
    texts = {file: read.positions.text for file, read in about.files.items()}
    for each in sorted(renamed(about, id_, name), key=lambda each: -each.start):
        texts[each.file] = texts[each.file][: each.start] + each.text + texts[each.file][each.end :]
    return texts


def test_an_id_is_renamed_in_all_files_and_nothing_else_is_touched() -> None:
    """Quoted, behind ``group:``, as a key of slots, and not where another section has the same word."""
    about = known(MAP, "fields: {letter: {group: 'body'}}\nwaivers: [{rule: DF301, reason: x, field: weight}]\n")
    after = texts_after(about, Id("groups", "body"), "krop")
    assert '"group:krop": structured' in after["0.yaml"]
    assert 'fields: "group:krop"' in after["0.yaml"]
    assert "group: 'krop'" in after["1.yaml"]
    assert "body" not in "".join(after.values())
    renamed_channel = texts_after(about, Id("channels", "letter"), "brev")
    assert "via: brev" in renamed_channel["0.yaml"]
    assert "letter: {group" in renamed_channel["1.yaml"]


def test_a_system_is_renamed_for_the_members_of_its_role_too() -> None:
    """They use it under their own name."""
    after = texts_after(known(MAP), Id("systems", "epj", "north"), "ehr")
    assert after["0.yaml"].count("ehr") == 3
    assert "in: epj" not in after["0.yaml"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("height", "er optaget (felt)"),
        ("Min vægt", "kan ikke være et id"),
        ("æ", "kan ikke være et id"),
        ("", "kan ikke"),
    ],
)
def test_a_name_that_is_taken_or_no_id_is_refused(name: str, said: str) -> None:
    """In the words of the map's language."""
    with pytest.raises(CannotRename) as refusal:
        renamed(known(MAP), Id("fields", "weight"), name)
    assert said in refusal.value.message.in_language("da")


def test_a_phase_is_not_renamed_to_all() -> None:
    """That names every phase."""
    with pytest.raises(CannotRename):
        renamed(known(MAP), Id("phases", "visit"), "all")


def test_nothing_is_renamed_while_a_file_cannot_be_read_or_hides_the_id() -> None:
    """It may name the id in a way that would be missed."""
    with pytest.raises(CannotRename, match=r"b\.yaml"):
        renamed(known(MAP), Id("fields", "weight"), "mass", ["b.yaml"])
    with pytest.raises(CannotRename, match="line 2"):
        renamed(
            known(MAP, '\nwaivers: [{rule: DF301, reason: x, field: "we\\x69ght"}]'), Id("fields", "weight"), "mass"
        )


def test_the_outline_has_sections_what_they_declare_and_lists_of_statements() -> None:
    """With labels and numbers, and each part within its section."""
    about = known(MAP)
    found = {each.name: each for each in outline(about, about.files["0.yaml"])}
    assert list(found) == ["map", "phases", "groups", "fields", "channels", "actors"]
    hospital = found["actors"].parts[0]
    assert (hospital.name, hospital.detail) == ("hospital", "Sygehus")
    assert [(each.name, each.detail) for each in hospital.parts] == [("records", "1"), ("shares", "1")]
    assert found["actors"].start <= hospital.start < hospital.end <= found["actors"].end
    assert [each.name for each in found["fields"].parts] == ["weight", "height"]


@pytest.mark.parametrize("folder", ["specs/ihd", "specs/denmark"])
def test_the_schema_says_of_each_reference_what_linking_says(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which section declares it: the one is asked while a file is half typed, the other when it is linked."""
    resolved: set[tuple[str, int, str, str]] = set()
    among, one = References.among, References.one

    def seen(file: str, word: object, section: str) -> None:
        resolved.add((file, word.line, section, str(word)))  # type: ignore[attr-defined]

    def recording_among(self: References, file: str, word: object, section: str, *more: object) -> object:
        seen(file, word, section)
        return among(self, file, word, section, *more)  # type: ignore[arg-type]

    def recording_one(
        self: References, file: str, word: object, section: str, *more: object, **named: object
    ) -> object:
        if word is not None:
            seen(file, word, section)
        return one(self, file, word, section, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(References, "among", recording_among)
    monkeypatch.setattr(References, "one", recording_one)
    opened = Project.open(ROOT / folder)
    assert not opened.is_broken
    found = set()
    for file, text in opened.texts.items():
        read = read_text(file, text)
        for each in read.occurrences:
            found.add((file, read.positions.place_at(each.start)[0], each.id.section, each.id.name))
    assert len(resolved) > 500
    assert resolved <= found
