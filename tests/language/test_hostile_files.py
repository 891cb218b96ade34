"""Every hostile file is refused with its place, in a second and 200 MB (``language.md``, "Files and limits")."""

import subprocess
import sys
from pathlib import Path

import pytest
from rapidfuzz import distance as fuzzy

from dataflow.language import parse as parse_module
from dataflow.language.fast_reader import keys_of
from dataflow.language.read import read_file
from dataflow.language.schema import FileSpec
from dataflow.project import Project

BILLION_LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 10)
)

HOSTILE: dict[str, tuple[bytes, str, str]] = {
    "billion laughs": (BILLION_LAUGHS.encode(), "DF003", "f.yaml:10:10"),
    "alias inside itself": (b"a: &a [*a]\n", "DF003", "f.yaml:1:8"),
    "alias inside itself, deeper": (b"a: &a {b: {c: [*a]}}\n", "DF003", "f.yaml:1:16"),
    "merge bomb": (b"a: &a {x: 1}\nb: {<<: [*a, *a]}\n", "DF003", "f.yaml:2:5"),
    "merge key": (b"a: &a {x: 1}\nb:\n  <<: *a\n", "DF003", "f.yaml:3:3"),
    "a thousand brackets": (b"[" * 1000, "DF003", "f.yaml:1:65"),
    "a hundred thousand brackets": (b"[" * 100_000, "DF003", "f.yaml:1:65"),
    "ten million brackets": (b"[" * 10_000_000, "DF003", "f.yaml:1:65"),
    "braces": (b"{a: " * 5000, "DF003", "f.yaml:1:257"),
    "deep blocks": (b"".join(b" " * depth + b"a:\n" for depth in range(1100)), "DF003", "f.yaml:65:65"),
    "python object": (b"a: !!python/object/apply:os.system [ls]\n", "DF003", "f.yaml:1:4"),
    "python name": (b"a: !!python/name:os.system\n", "DF003", "f.yaml:1:4"),
    "own tag": (b"a: !secret x\n", "DF003", "f.yaml:1:4"),
    "tag by directive": (b"%TAG ! tag:example.org,2000:\n---\na: !x y\n", "DF003", "f.yaml:3:4"),
    "set": (b"a: !!set {x}\n", "DF003", "f.yaml:1:4"),
    "binary": (b"a: !!binary aGVq\n", "DF003", "f.yaml:1:4"),
    "two documents": (b"a: 1\n---\nb: 2\n", "DF003", "f.yaml:2:1"),
    "duplicate key": (b"map: {id: a, title: A}\nmap: {id: b, title: B}\n", "DF004", "f.yaml:2:1"),
    "duplicate key, nested": (b"map:\n  id: a\n  title: A\n  id: b\n", "DF004", "f.yaml:4:3"),
    "duplicate key, quoted": (b"map: {id: a, 'id': b, title: A}\n", "DF004", "f.yaml:1:14"),
    "NUL": (b"a: \x00\n", "DF003", "f.yaml:1:4"),
    "escape character": (b"map: {id: a, title: \x1b[31mred}\n", "DF003", "f.yaml:1:21"),
    "escaped escape character": (b'map: {id: a, title: "\\e[31mred"}\n', "DF003", "f.yaml:1:21"),
    "C1 control": ("map: {id: a, title: \x9bm}\n".encode(), "DF003", "f.yaml:1:21"),
    "not UTF-8": (b"map: {id: a, title: \xff\xfe}\n", "DF001", "f.yaml:1:21"),
    "latin-1": ("map: {id: a, title: Iskæmi}\n".encode("latin-1"), "DF001", "f.yaml:1:24"),
    "UTF-16": ("map: {id: a, title: A}\n".encode("utf-16"), "DF001", "f.yaml:1:1"),
    "UTF-16 without a mark": ("map: {id: a}\n".encode("utf-16-le"), "DF003", "f.yaml:1:2"),
    "UTF-32": ("map: {id: a}\n".encode("utf-32"), "DF001", "f.yaml:1:1"),
    "surrogate": (b"map: {id: a, title: \xed\xa0\x80}\n", "DF001", "f.yaml:1:21"),
    "overlong": (b"map: {id: a, title: \xc0\x80}\n", "DF001", "f.yaml:1:21"),
    "cut within a character": (b"map: {id: a, title: \xc3", "DF001", "f.yaml:1:21"),
    "tab": (b"map:\n\tid: a\n", "DF002", "f.yaml:2:1"),
    "open quote": (b'map: {id: a, title: "A}\n', "DF002", "f.yaml:1:21"),
    "a key that is a list": (b"? [a, b]\n: c\n", "DF007", "f.yaml:1:3"),
    "a list on top": (b"- a\n- b\n", "DF007", "f.yaml:1:1"),
    "a word on top": (b"hello\n", "DF007", "f.yaml:1:1"),
    "too large": (b"#" * (64 * 1024 * 1024 + 1), "DF001", "f.yaml:1:1"),
    "a hundred thousand duplicate keys": (b"a: 1\n" * 100_000, "DF004", "f.yaml:2:1"),
    "many foreign tags": (b"- !x a\n" * 100_000, "DF003", "f.yaml:1:3"),
    "huge integer": (b"dataflow: " + b"9" * 100_000 + b"\n", "DF007", "f.yaml:1:11"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_where_it_is_hostile(name: str) -> None:
    """The first finding names the kind of mischief and its line and column."""
    data, code, place = HOSTILE[name]
    _, findings = read_file("f.yaml", data)
    assert findings
    assert (findings[0].code, str(findings[0].place)) == (code, place)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from Linux's /proc")
def test_refusals_are_quick_and_small(tmp_path: Path) -> None:
    """Each in a process of its own: a second of work and 200 MB at most, the interpreter included."""
    program = (
        "import re, sys, time\n"
        "from dataflow.language.read import read_file\n"
        "data = open(sys.argv[1], 'rb').read()\n"
        "start = time.process_time()\n"
        "_, findings = read_file('f.yaml', data)\n"
        "assert findings\n"
        # Not ru_maxrss, which a process inherits from the one that started it.
        "peak = int(re.search('VmHWM: *\\\\s*([0-9]+)', open('/proc/self/status').read())[1]) / 1024\n"
        "print(time.process_time() - start, peak)\n"
    )
    worst = (
        "billion laughs",
        "ten million brackets",
        "too large",
        "a hundred thousand duplicate keys",
        "huge integer",
    )
    for name in worst:
        path = tmp_path / "f.yaml"
        path.write_bytes(HOSTILE[name][0])
        done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
        seconds, megabytes = map(float, done.stdout.split())
        assert seconds < 1, name
        assert megabytes < 200, name


HARMLESS = {
    "empty": b"",
    "only comments": b"# nothing yet\n",
    "byte order mark": b"\xef\xbb\xbfmap: {id: a, title: A}\n",
    "Windows line ends": b"map:\r\n  id: a\r\n  title: A\r\n",
    "old Mac line ends": b"map:\r  id: a\r  title: A\r",
    "anchor and alias": b"map: {id: a, title: &t A, population: *t}\n",
    "core tags": b"map: {id: !!str a, title: !!str 5}\n",
    "directive": b"%YAML 1.2\n---\nmap: {id: a, title: A}\n",
}


@pytest.mark.parametrize("name", HARMLESS)
def test_a_harmless_file_is_read(name: str) -> None:
    """What looks odd and is allowed gives no finding."""
    _, findings = read_file("f.yaml", HARMLESS[name])
    assert findings == ()


def test_aliases_up_to_ten_times_what_is_written_are_fine() -> None:
    """The limit is on what the aliases of a whole file unfold to."""
    item = "{fields: ldl, phase: p0, note: [a, b]}"
    few = f"x: [&a {item}, " + ", ".join(["*a"] * 5) + "]"
    _, findings = read_file("f.yaml", few.encode())
    assert "DF003" not in {finding.code for finding in findings}


def test_a_mistake_behind_an_anchor_is_one_mistake() -> None:
    """However many aliases repeat the list that it stands in, and whatever else is wrong there."""
    text = b"""\
map: {id: a, title: A}
phases: {p: {}}
fields: {x: {}, y: {}}
actors:
  gp: {records: &all [{fields: x, phase: p}, {fields: y, phase: p, odd: 1}, {phase: p}, {fields: y, form: no}]}
  clinic: {records: *all}
  centre: {records: *all}
"""
    _, found = read_file("f.yaml", text)
    places = [(each.code, each.place.line, each.place.column) for each in found]
    assert places == [("DF005", 5, 68), ("DF006", 5, 77), ("DF006", 5, 89), ("DF007", 5, 107)]


def test_the_nodes_of_a_file_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys, values and lists, wherever they are: the file is refused at the first one too many."""
    monkeypatch.setattr(parse_module, "MAX_NODES", 50)
    for many in ("a, " * 60, "{a: 1}, " * 20, "[], " * 60, "[a], " * 30, '"a", ' * 60):
        _, findings = read_file("f.yaml", f"x: [{many}]\n".encode())
        assert [each.code for each in findings] == ["DF001"]
        assert "more than 50 keys, values and lists" in findings[0].message.in_language("en")
    _, findings = read_file("f.yaml", b"x: [" + b"a, " * 45 + b"]\n")
    assert [each.code for each in findings] == ["DF005"]


@pytest.mark.parametrize(
    "anchored",
    [
        pytest.param("&a {text}", id="a text"),
        pytest.param("&a {{en: {text}}}", id="a mapping"),
        pytest.param("&b {text}\n  two: &a [*b, *b]", id="an alias of aliases"),
    ],
)
def test_aliases_are_counted_in_characters(anchored: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long text used many times is one node each time."""
    monkeypatch.setattr(parse_module, "MAX_REPEATED_CHARACTERS", 1000)
    text = "x:\n  one: " + anchored.format(text="b" * 500) + "\n  all: "
    _, few = read_file("f.yaml", (text + "[*a, *a, *a]\n").encode())
    _, many = read_file("f.yaml", (text + f"[{'*a, ' * 30}]\n").encode())
    assert [each.code for each in few] == ["DF005"]
    assert [(each.code, each.message.words) for each in many] == [("DF003", {"most": "10"})]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("".join(f"key{number}: 1\n" for number in range(2000)), "DF005", id="keys"),
        pytest.param(
            "fields:\n" + "".join(f"  Field{number}: {{odd: 1}}\n" for number in range(2000)),
            "DF007",
            id="ids and keys",
        ),
        pytest.param(
            "actors: {gp: {needs: [{fields: ["
            + ", ".join(f"x{number}" for number in range(2000))
            + "], phase: p}]}}\n"
            "fields: {" + ", ".join(f"y{number}: {{}}" for number in range(2000)) + "}\n",
            "DF101",
            id="unknown ids",
        ),
    ],
)
def test_only_the_first_problems_of_a_file_are_worked_out(
    text: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many there are; one more says so."""
    searches: list[str] = []
    distances = fuzzy.OSA.distance
    monkeypatch.setattr(
        fuzzy.OSA, "distance", lambda *args, **most: searches.append(args[0]) or distances(*args, **most)
    )
    texts = {"map.yaml": b"map: {id: a, title: A}\nphases: {p: {}}\n", "many.yaml": text.encode()}
    found = Project(texts).problems
    assert len(found) == 201
    assert {each.code for each in found} == {code, "DF003"} | ({"DF005"} if code == "DF007" else set())
    (more,) = (each for each in found if each.code == "DF003")
    assert more.message.in_language("en") == "This file has more than 200 problems; the others are not listed."
    # A hint searches the 2,000 known ids, perhaps twice; the name of a section is searched for by itself.
    assert len(searches) <= 2 * 201 * 2000 + 2000 * len(keys_of(FileSpec))
