"""Only regular files are read, and each real folder once (``language.md``, "Files and limits")."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran

from dataflow.base.regular_file import NotRegular, read_regular
from dataflow.language import folder as folder_module
from dataflow.language.folder import MAX_FOLDER_DEPTH, read_base, read_folder
from dataflow.language.nodes import Scalar
from dataflow.project import Project
from dataflow.renderers.layout.cache import kept

MAP = "map: {id: study, title: Study}\n"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A folder with a map."""
    (tmp_path / "study").mkdir()
    (tmp_path / "study/map.yaml").write_text(MAP)
    return tmp_path / "study"


def test_a_pipe_and_a_device_are_refused_at_once(study: Path) -> None:
    """Without waiting for whoever might write into the pipe."""
    os.mkfifo(study / "pipe.yaml")
    texts, problems, _ = read_folder(study)
    assert list(texts) == ["map.yaml"]
    (problem,) = problems
    assert (problem.code, str(problem.place)) == ("DF001", "pipe.yaml:1:1")
    assert "only regular files are read" in problem.message.in_language("en")
    assert "kun almindelige filer læses" in problem.message.in_language("da")
    with pytest.raises(NotRegular):
        read_regular(Path("/dev/zero"))


@pytest.mark.parametrize("way", ["../below", "../below/pipe.yaml"])
def test_a_pipe_in_the_map_below_is_refused(study: Path, way: str) -> None:
    """Be it one of the files of that map, or the map itself."""
    (study.parent / "below").mkdir()
    (study.parent / "below/map.yaml").write_text(MAP)
    os.mkfifo(study.parent / "below/pipe.yaml")
    problems = read_base(study, "map.yaml", Scalar.at(way, 1, 1, 1, True)).problems
    assert [(each.code, each.place.file) for each in problems] == [("DF001", "../below/pipe.yaml")]


def test_a_pipe_is_no_baseline_and_no_layout_engine(study: Path, dataflow: Callable[..., Ran]) -> None:
    """A baseline that is a pipe is refused; what is kept is made anew."""
    os.mkfifo(study.parent / "known.json")
    ran = dataflow("gaps", study, "--baseline", study.parent / "known.json", "--lang", "en")
    assert ran.code == 2
    assert "known.json can't be read: it is a pipe or a device" in ran.err
    os.mkfifo(study.parent / "engine")
    assert kept("engine", lambda: b"made", study.parent) == b"made"


def test_each_real_folder_is_read_once(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though each of eight folders has links to the seven others: there are more than thirteen thousand ways."""
    for one in range(8):
        (study / f"part{one}").mkdir()
        (study / f"part{one}/fields.yaml").write_text(f"fields: {{f{one}: {{}}}}\n")
        for other in range(8):
            if one != other:
                (study / f"part{one}/a{other}").symlink_to(f"../part{other}")
    read: list[str] = []
    scandir = os.scandir
    monkeypatch.setattr(folder_module.os, "scandir", lambda path: read.append(str(path)) or scandir(path))
    texts, problems, _ = read_folder(study)
    assert len(read) == 9
    assert sorted(texts) == ["map.yaml", *(f"part{one}/fields.yaml" for one in range(8))]
    assert not problems


def test_a_real_folder_has_its_own_path(study: Path) -> None:
    """Not that of a link to it, even if the link comes first; what only a link leads to has the path of the link."""
    for name in ("real", "_drafts"):
        (study / name).mkdir()
        (study / name / "fields.yaml").write_text(f"fields: {{{name.strip('_')}: {{}}}}\n")
    (study / "a-link").symlink_to("real")
    (study / "b-link").symlink_to("_drafts")
    (study / "c-link").symlink_to("_drafts")
    assert sorted(read_folder(study).texts) == ["b-link/fields.yaml", "map.yaml", "real/fields.yaml"]


def test_folders_too_deep_are_refused_with_the_depth(study: Path) -> None:
    """However many lie below: the message says how many may be."""
    (study / "/".join(["d"] * 200)).mkdir(parents=True)
    (study / "/".join(["d"] * MAX_FOLDER_DEPTH) / "fields.yaml").write_text("fields: {ldl: {}}\n")
    project = Project.open(study)
    assert len(project.texts) == 2
    (problem,) = project.unreadable
    assert problem.place.file == "/".join(["d"] * (MAX_FOLDER_DEPTH + 1))
    assert f"more than {MAX_FOLDER_DEPTH} folders" in problem.message.in_language("en")
    assert f"mere end {MAX_FOLDER_DEPTH} mapper" in problem.message.in_language("da")
