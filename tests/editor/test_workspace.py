"""Which map a file belongs to, what is typed and not saved, and maps that share their ids."""

from pathlib import Path

import pytest

from dataflow.base.place import Place
from dataflow.editor.checks import gaps_of, problems_of
from dataflow.editor.known import Known
from dataflow.editor.naming import naming
from dataflow.editor.occurrences import Id
from dataflow.editor.session import Found, Session, moved, positions_in
from dataflow.editor.workspace import MapTexts, Workspace

BASE = "map: {id: base, title: Base}\nphases: {visit: {}}\nfields: {weight: {}, height: {}}\nactors: {gp: {}}\n"
ABOVE = "map: {id: above, title: Above, extends: ../base}\nactors: {north: {extends: gp}}\n"


def written(folder: Path, **files: str) -> Workspace:
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return Workspace((folder,))


def problems(workspace: Workspace, root: Path) -> list[str]:
    return [f"{each.place.file} {each.code}" for each in problems_of(workspace.texts_of(root).project).shown]


def naming_in(files: Workspace, texts: MapTexts, id_: Id) -> tuple[Known, tuple[str, ...]]:
    roots = {*files.roots_in_folders(), *([texts.base_root] if texts.base_root is not None else [])}
    return naming(texts, files.known_of(texts, None), map(files.texts_of, sorted(roots)), id_)


def test_a_file_belongs_to_the_nearest_folder_above_that_begins_a_map(tmp_path: Path) -> None:
    """A scenario's file, which may have a map section too, begins none."""
    files = written(tmp_path, study__map=BASE, study__plans__new="scenario: {id: new}\nmap: {title: New}\n")
    assert files.root_of(tmp_path / "study" / "plans" / "new.yaml") == tmp_path / "study"
    assert files.root_of(tmp_path / "other.yaml") is None


def test_the_search_for_a_map_ends_at_the_open_folder_the_repository_and_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stray file far above makes no map of a large tree; in a repository and in home, a subfolder may be open."""
    monkeypatch.setattr(Path, "home", lambda: Path("/elsewhere"))
    files = written(tmp_path, stray=BASE, one__two__new="fields: {a: {}}\n")
    new, below = tmp_path / "one" / "two" / "new.yaml", tmp_path / "one"
    assert files.root_of(new) == tmp_path
    assert Workspace((below,)).root_of(new) is None
    monkeypatch.setattr(Path, "home", lambda: tmp_path.parent)
    assert Workspace((below,)).root_of(new) == tmp_path
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert Workspace().root_of(new) is None
    monkeypatch.setattr(Path, "home", lambda: Path("/elsewhere"))
    (tmp_path / ".git").mkdir()
    assert Workspace((below,)).root_of(new) == tmp_path
    (below / ".git").mkdir()
    assert Workspace().root_of(new) is None


def test_of_a_folder_with_too_many_files_only_those_directly_in_it_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also of one that ``extends`` names while it is typed, and of one with many folders."""
    files = written(tmp_path, map=BASE, many__a="fields: {a: {}}", many__b="fields: {b: {}}", many__c__d="{}")
    assert files.texts_of(tmp_path).is_whole
    above = written(tmp_path / "many" / "above", map=ABOVE.replace("../base", "../../many"))
    monkeypatch.setattr("dataflow.editor.workspace.MOST_FILES", 2)
    files.forget_disk()
    assert list(files.texts_of(tmp_path).texts) == ["map.yaml"]
    assert not files.texts_of(tmp_path).is_whole
    texts = above.texts_of(tmp_path / "many" / "above")
    assert (list(texts.texts), texts.is_whole) == (["map.yaml"], False)


def test_foreign_yaml_is_left_alone_and_a_new_text_is_a_map_once_it_has_a_section(tmp_path: Path) -> None:
    """Editors call many files YAML."""
    files = written(tmp_path, mkdocs="site_name: x\nnav: []\n")
    path = tmp_path / "mkdocs.yaml"
    files.typed(path, b"site_name: x\n")
    assert files.root_of(path) is None
    new = Path("/nowhere/1/untitled.yaml")
    files.typed(new, b"")
    assert files.root_of(new) is None
    files.typed(new, BASE.encode())
    assert files.root_of(new) == new
    assert problems(files, new) == []
    files.typed(new, b"fields: {weight: {colour: red}}\nmap: {id: a, title: A}\n")
    assert problems(files, new) == ["untitled.yaml DF005"]


def test_what_is_typed_counts_before_it_is_saved_and_no_longer_when_it_is_closed(tmp_path: Path) -> None:
    """A file that is not yet on the disk belongs to the map of its folder."""
    files = written(tmp_path, map=BASE)
    new = tmp_path / "actors.yaml"
    files.typed(new, b"actors: {gp: {needs: [{fields: wieght, phase: visit}]}}\n")
    assert problems(files, tmp_path) == ["actors.yaml DF101"]
    files.typed(new, None)
    assert problems(files, tmp_path) == []


def test_the_map_below_follows_what_is_typed_in_extends_and_in_its_own_files(tmp_path: Path) -> None:
    """Both ways."""
    files = written(tmp_path, base__map=BASE, above__map=ABOVE)
    above = tmp_path / "above"
    assert problems(files, above) == []
    files.typed(tmp_path / "base" / "map.yaml", BASE.replace("gp: {}", "doctor: {}").encode())
    assert problems(files, above) == ["map.yaml DF101"]
    files.typed(tmp_path / "base" / "map.yaml", None)
    files.typed(above / "map.yaml", ABOVE.replace("../base", "../bas").encode())
    assert problems(files, above) == ["map.yaml DF101"]
    files.typed(above / "map.yaml", ABOVE.encode())
    assert problems(files, above) == []


def test_an_id_of_the_map_below_is_named_in_all_maps_that_build_on_it(tmp_path: Path) -> None:
    """An id that a map itself declares is not looked for in its neighbours."""
    files = written(
        tmp_path,
        base__map=BASE,
        above__map=ABOVE,
        beside__map=ABOVE.replace("id: above", "id: beside"),
        far__map=BASE,
    )
    texts = files.texts_of(tmp_path / "above")
    known, unread = naming_in(files, texts, Id("actors", "gp"))
    assert {Path(each.file).parent.name for each in known.occurrences(Id("actors", "gp"))} == {
        "above",
        "base",
        "beside",
    }
    assert unread == ()
    own, _ = naming_in(files, texts, Id("actors", "north"))
    assert {Path(each.file).parent.name for each in own.occurrences(Id("actors", "north"))} == {"above"}


def test_a_file_that_is_no_yaml_now_is_named_before_a_rename(tmp_path: Path) -> None:
    """It may name the id."""
    files = written(tmp_path, map=BASE, broken="actors: {gp: {needs: [\n")
    _, unread = naming_in(files, files.texts_of(tmp_path), Id("fields", "weight"))
    assert [Path(each).name for each in unread] == ["broken.yaml"]


def test_ids_of_a_half_typed_file_are_those_it_had(tmp_path: Path) -> None:
    """So completion goes on while a line is typed."""
    files = written(tmp_path, map=BASE)
    files.known_of(files.texts_of(tmp_path), None)
    files.typed(tmp_path / "map.yaml", (BASE + "channels: {x: [\n").encode())
    known = files.known_of(files.texts_of(tmp_path), None)
    assert {each.name for each in known.declared("fields")} == {"weight", "height"}


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    """Never a failure of the server."""
    files = written(tmp_path, map=BASE)
    (tmp_path / "latin.yaml").write_bytes(b"actors: {g\xe6: {}}\n")
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nothing.yaml")
    assert problems(files, tmp_path) == ["gone.yaml DF001", "latin.yaml DF001"]


def test_a_finding_moves_with_its_line_until_the_line_is_changed() -> None:
    """So that the gaps of the last check stay where they belong while something else is typed."""
    before = {"a.yaml": b"one\ntwo\nthree\nfour\n"}
    now = {"a.yaml": b"one\nnew\nTWO\nthree\nfour\n"}
    assert moved(Place("a.yaml", 1), before, now) == Place("a.yaml", 1)
    assert moved(Place("a.yaml", 2), before, now) is None
    assert moved(Place("a.yaml", 4), before, now) == Place("a.yaml", 5)
    assert moved(Place("b.yaml", 4), before, now) == Place("b.yaml", 4)


GAP = """\
map: {id: study, title: Study}
phases: {visit: {}, control: {}}
purposes: {care: {}, research: {}}
legal_bases:
  consent: {purposes: [research]}
  law: {label: The law, purposes: [care]}
fields: {weight: {label: Weight}}
channels:
  letter:  # by post
    form: free-text
actors:
  hospital:
    records: [{fields: weight, phase: visit}]
    shares:
      - {fields: weight, phase: visit, to: gp, via: letter, for: care}  # every day
  gp:
    needs: [{fields: weight, phase: control, form: structured, for: care, level: should}]
"""


def applied(text: str, code: str, title: str) -> str:
    """The text after the fix of that title for a finding of that rule."""
    session = Session(Workspace())
    path = Path("/nowhere/untitled.yaml")
    session.workspace.typed(path, text.encode())
    texts = session.map_of(path)
    assert texts is not None
    session.gaps[texts.root] = Found(texts, gaps_of(texts.project))
    offers = {
        offer.title: offer
        for shown, offer in session.offers(texts, "untitled.yaml", 1, text.count("\n"))
        if shown.code == code
    }
    (edit,) = offers[title].edits
    start = positions_in(texts, "untitled.yaml").offset_at(edit.place.line, edit.place.column)
    return text[:start] + edit.text + text[start + edit.place.width :]


def findings(text: str) -> list[str]:
    session = Session(Workspace())
    session.workspace.typed(Path("/nowhere/untitled.yaml"), text.encode())
    texts = session.map_of(Path("/nowhere/untitled.yaml"))
    assert texts is not None
    return [each.code for each in gaps_of(texts.project).shown]


def test_a_slot_in_the_channel_that_loses_the_form_closes_the_gap() -> None:
    """In a channel without slots, and in one that has some; comments stay."""
    fixed = applied(GAP, "DF301", "Add a slot for Weight to letter: structured")
    assert "DF301" in findings(GAP)
    assert "DF301" not in findings(fixed)
    assert "    slots: {weight: structured}\n" in fixed
    assert "# by post" in fixed
    more = GAP.replace("form: free-text", "slots: {height: coded}").replace("{weight: {", "{height: {}, weight: {")
    assert "slots: {height: coded, weight: structured}" in applied(
        more, "DF301", "Add a slot for Weight to letter: structured"
    )


def test_a_letter_on_paper_is_offered_no_slot() -> None:
    """It would make no data of what is written there."""
    with pytest.raises(KeyError):
        applied(GAP.replace("form: free-text", "kind: paper"), "DF301", "Add a slot for Weight to letter: structured")


def test_a_legal_basis_is_added_to_the_share_those_that_cover_its_purpose_first() -> None:
    """For each that the map declares."""
    fixed = applied(GAP, "DF503", "Add legal_basis: law (The law) to the share")
    assert "DF503" in findings(GAP)
    assert "DF503" not in findings(fixed)
    assert "for: care, legal_basis: law}  # every day" in fixed


def test_a_fix_is_offered_only_for_the_text_that_it_fits() -> None:
    """After a change it might be written into the wrong place."""
    session = Session(Workspace())
    path = Path("/nowhere/untitled.yaml")
    session.workspace.typed(path, GAP.encode())
    texts = session.map_of(path)
    assert texts is not None
    session.gaps[texts.root] = Found(texts, gaps_of(texts.project))
    session.workspace.typed(path, ("# new\n" + GAP).encode())
    now = session.map_of(path)
    assert now is not None
    assert not list(session.offers(now, "untitled.yaml", 1, 99))
    assert any(shown.code == "DF301" for _, shown in session.shown(now)[path])
