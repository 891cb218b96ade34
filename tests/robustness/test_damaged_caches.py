"""The cached layout engine, damaged in every way or written by somebody else: never loaded, and never an error."""

import contextlib
import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import wasmtime
from robustness.midway import said_by
from robustness.privileges import modes_hold
from robustness.writers import MAP, put

from dataflow.renderers.layout import cache, embedded

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes, links and pipes of POSIX")


class Compiler:
    """Stands for ``wasmtime.Module``: counts what is compiled, and does so once for all tests."""

    compiled = 0

    def __init__(self) -> None:
        self._real = wasmtime.Module
        self._code = bytes(embedded._module().serialize())

    def __call__(self, engine: Any, wasm: bytes) -> Any:
        self.compiled += 1
        return self._real.deserialize(engine, self._code)

    def deserialize(self, engine: Any, code: bytes) -> Any:
        return self._real.deserialize(engine, code)


@pytest.fixture
def compiler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Compiler]:
    """An empty cache in ``home``; one stands in a folder with a map."""
    found = Compiler()
    monkeypatch.setattr(wasmtime, "Module", found)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    put({"map/map.yaml": MAP.encode()})
    yield found
    embedded._module.cache_clear()


def with_body(body: bytes) -> bytes:
    """A file that is whole."""
    return cache.MAGIC + hashlib.sha256(body).digest() + body


def flipped(whole: bytes, at: int) -> bytes:
    return whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]


CONTENTS: Mapping[str, Callable[[bytes], bytes]] = {
    "empty": lambda whole: b"",
    "something else": lambda whole: b"garbage",
    "its first line alone": lambda whole: cache.MAGIC,
    "no body": lambda whole: whole[: len(cache.MAGIC) + 32],
    "half of it": lambda whole: whole[: len(whole) // 2],
    "one byte too few": lambda whole: whole[:-1],
    "one byte too many": lambda whole: whole + b"\0",
    "zeroes at its end": lambda whole: whole[:-4096] + bytes(4096),
    "a bit of another version": lambda whole: flipped(whole, len(cache.MAGIC) - 2),
    "a bit of the sum": lambda whole: flipped(whole, len(cache.MAGIC)),
    "a bit of the body": lambda whole: flipped(whole, len(whole) - 100),
    "whole, and nothing in it": lambda whole: with_body(b""),
    "whole, and no code": lambda whole: with_body(b"not code"),
}
"""What the file holds, made from what it should."""


def _as_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _as_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _as_link(file: Path, to: str) -> None:
    file.rename(file.parent / "real")
    file.symlink_to(to)


def _as_linked_folder(file: Path) -> None:
    file.parent.rename(file.parent.parent / "real")
    file.parent.symlink_to("real")


def _as_file(file: Path) -> None:
    file.unlink()
    file.parent.rmdir()
    file.parent.write_bytes(b"")


def _in_read_only_folder(file: Path) -> None:
    file.unlink()
    file.parent.chmod(0o500)


PLACES: Mapping[str, Callable[[Path], object]] = {
    "a pipe": _as_pipe,
    "a folder": _as_folder,
    "a link to the file": lambda file: _as_link(file, "real"),
    "a link to itself": lambda file: _as_link(file, file.name),
    "a link to a device": lambda file: _as_link(file, "/dev/zero"),
    "in a folder that is a link": _as_linked_folder,
    "in a file": _as_file,
    "in a read-only folder": _in_read_only_folder,
    "unreadable": lambda file: file.chmod(0),
    "in an unreadable folder": lambda file: file.parent.chmod(0),
    "open to the group": lambda file: file.parent.chmod(0o770),
    "open to all": lambda file: file.parent.chmod(0o777),
}
"""What is in the place of the file, or around it."""


def drawn(compiler: Compiler) -> tuple[bytes, int]:
    """A picture, and how often the engine was compiled for it; an error or a word fails."""
    Path("out.svg").unlink(missing_ok=True)
    embedded._module.cache_clear()
    compiler.compiled = 0
    with modes_hold():
        ended = said_by("render map -o out.svg")
    assert (ended.code, ended.said) == (0, "")
    return Path("out.svg").read_bytes(), compiler.compiled


@contextlib.contextmanager
def sound_cache(compiler: Compiler, home: Path) -> Iterator[Path]:
    """The file of a cache that was written a moment ago, which is used; removed in the end."""
    expected, _ = drawn(compiler)
    assert drawn(compiler) == (expected, 0)
    (file,) = home.rglob("*.module")
    try:
        yield file
    finally:
        if file.parent.is_dir():
            file.parent.chmod(0o700)
        home.rename(home.with_name(f"home{len(list(home.parent.iterdir()))}"))


def fault(compiler: Compiler, expected: bytes) -> str:
    """What is wrong with a drawing for which nothing may be taken from the cache."""
    try:
        picture, compiled = drawn(compiler)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    if picture != expected:
        return "another picture"
    return "" if compiled else "taken from the cache"


def test_damaged_caches(
    compiler: Compiler, tmp_path: Path, counted: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected, _ = drawn(compiler)
    home, wrong = tmp_path / "home", {}
    for name, content in CONTENTS.items():
        with sound_cache(compiler, home) as file:
            file.write_bytes(content(file.read_bytes()))
            wrong[name] = fault(compiler, expected)
            # What is whole but no code is dropped, and kept anew the next time.
            drawn(compiler)
            wrong[f"{name}, mended"] = "" if drawn(compiler) == (expected, 0) else "is not made anew"
    for name, place in PLACES.items():
        with sound_cache(compiler, home) as file:
            place(file)
            wrong[name] = fault(compiler, expected)
    with sound_cache(compiler, home), monkeypatch.context() as other:
        other.setattr(os, "geteuid", lambda: home.stat().st_uid + 1)
        wrong["another user's"] = fault(compiler, expected)
    assert {name: each for name, each in wrong.items() if each} == {}
    planted = []
    for name, guard, broken in (
        ("open to all", "_is_private", lambda folder: True),
        ("a link to the file", "read_own", lambda place: place.read_bytes()),
        ("unreadable", "_read", lambda place: place.read_bytes()),
    ):
        with sound_cache(compiler, home) as file, monkeypatch.context() as other:
            PLACES[name](file)
            other.setattr(cache, guard, broken)
            planted.append(fault(compiler, expected))
    figures = {"kinds of damage": len(CONTENTS) + len(PLACES) + 1, "pictures": len(wrong)}
    counted("damaged-caches", {**figures, "planted faults found": sum(map(bool, planted))})
