"""The cache of the compiled engine helps where it can, and is the user's own.

``tests/robustness/test_damaged_caches.py`` damages it.
"""

import os
from pathlib import Path

import pytest

from dataflow.renderers.layout import embedded
from dataflow.renderers.layout.cache import kept


def made(count: list[int]) -> bytes:
    count.append(1)
    return b"compiled"


def test_what_was_made_is_kept(tmp_path: Path) -> None:
    count: list[int] = []
    for _ in range(3):
        assert kept("x", lambda: made(count), tmp_path / "new" / "folder") == b"compiled"
    assert len(count) == 1
    assert [file.name for file in (tmp_path / "new" / "folder").iterdir()] == ["x"]


def test_a_place_that_is_no_folder_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    count: list[int] = []
    for folder in (tmp_path / "file", Path("/proc/nowhere"), Path("\0")):
        assert kept("x", lambda: made(count), folder) == b"compiled"
    assert len(count) == 3


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the files of users apart by their profiles")
def test_a_new_folder_is_the_users_own(tmp_path: Path) -> None:
    """Nobody else may look into it, whatever the umask."""
    before = os.umask(0)
    try:
        kept("x", lambda: b"compiled", tmp_path / "new" / "folder")
    finally:
        os.umask(before)
    assert (tmp_path / "new" / "folder").stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the files of users apart by their profiles")
@pytest.mark.parametrize("mode", [0o777, 0o775, 0o702])
def test_nothing_is_taken_from_a_folder_that_others_may_write_to(mode: int, tmp_path: Path) -> None:
    """A checksum is no signature: whoever wrote the file could have written its sum. The folder is closed then."""
    kept("x", lambda: b"planted", tmp_path)
    tmp_path.chmod(mode)
    count: list[int] = []
    for _ in range(2):
        assert kept("x", lambda: made(count), tmp_path) == b"compiled"
    assert (len(count), tmp_path.stat().st_mode & 0o777) == (1, 0o700)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the files of users apart by their profiles")
def test_nothing_is_taken_from_another_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a folder nor a file of theirs, nor what a link leads to."""
    kept("x", lambda: b"planted", tmp_path)
    (tmp_path / "link").symlink_to(tmp_path)
    (tmp_path / "y").symlink_to(tmp_path / "x")
    assert kept("x", lambda: b"compiled", tmp_path / "link") == b"compiled"
    assert kept("y", lambda: b"compiled", tmp_path) == b"compiled"
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    assert kept("x", lambda: b"compiled", tmp_path) == b"compiled"
    monkeypatch.setattr("dataflow.renderers.layout.cache._is_private", lambda folder: True)
    assert kept("x", lambda: b"compiled", tmp_path) == b"compiled"


def test_the_engine_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the compiled one draws the same."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    embedded._module.cache_clear()
    try:
        first = embedded.layout("digraph {a -> b}", 60)
        assert len(list(tmp_path.rglob("*.module"))) == 1
        embedded._module.cache_clear()
        assert embedded.layout("digraph {a -> b}", 60) == first
    finally:
        embedded._module.cache_clear()
