"""The readers that are fuzzed: what each is given to begin with, and what must hold of whatever it is given."""

import io
import random
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from conftest import ROOT

from dataflow.base.text import Sentence
from dataflow.base.user_error import UserError

Mutate = Callable[[bytes, int, int], bytes]
"""Bytes, the most that may come out, and a seed: other bytes."""
Otherwise = Callable[[bytes, int], bytes]
"""The changes of the fuzzer itself, which know nothing of what the bytes mean."""

MOST = 300_000
"""The largest input in bytes: sizes and depths beyond it have tests of their own."""
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What no message may contain."""


class Reader(NamedTuple):
    """A reader: inputs to begin with, and a function that raises if the reader does what it must not."""

    seeds: Callable[[], list[bytes]]
    read: Callable[[bytes], None]
    mutate: Callable[[Sequence[bytes], Otherwise], Mutate]


def well_worded(said: Iterable[Sentence]) -> None:
    """Each is a text in both languages, on which no character acts."""
    for each in said:
        for language in ("en", "da"):
            text = each.shown(language)
            assert text, each
            assert not ACTING.search(text), ascii(text)


# --- YAML ---


def read_yaml(data: bytes) -> None:
    """A spec: findings at places in the file, or a map that is linked and evaluated."""
    from dataflow.project import Project

    project = Project({"map.yaml": data})
    lines = len(re.split(rb"\r\n|\r|\n|\x85|\xe2\x80[\xa8\xa9]", data)) + 1
    well_worded(each.message for each in project.problems)
    for each in project.problems:
        assert 1 <= each.place.line <= lines, each
        assert each.place.column >= 1, each
    if not project.is_broken:
        well_worded(each.message for each in project.findings)


def yaml_seeds() -> list[bytes]:
    from exchange.fhir_files import MAP as SMALL
    from exchange.workbooks import MAP

    maps = sorted((ROOT / "tests/conformance").glob("*/map.yaml"))
    cases = sorted((ROOT / "tests/messages/findings").glob("*.yaml"))
    return [MAP.encode(), SMALL.encode(), *(each.read_bytes() for each in (*maps, *cases))]


# --- Baselines ---


def read_a_baseline(data: bytes) -> None:
    """A baseline: refused, or its entries are written and read again as the same."""
    from dataflow.cli.baseline import baseline_text, read_baseline

    path = _folder() / "baseline.json"
    path.write_bytes(data)
    try:
        entries = read_baseline(path, may_be_new=False)
    except UserError as error:
        well_worded([error.message])
        return
    text = baseline_text(entries)
    path.write_bytes(text.encode())
    assert baseline_text(read_baseline(path, may_be_new=False)) == text
    for each in entries:
        assert not ACTING.search(str(each)), ascii(str(each))
        assert each.topic


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp())


def baseline_seeds() -> list[bytes]:
    from dataflow.cli.baseline import baseline_text, entry_of
    from dataflow.project import Project

    maps = sorted((ROOT / "tests/conformance").glob("*/map.yaml"))
    texts = []
    for each in maps:
        project = Project({"map.yaml": each.read_bytes()})
        entries = [entry_of("m", found) for found in (*project.problems, *project.findings)]
        texts.append(baseline_text(entries).encode())
    return [*texts, b'{"version": 1, "findings": [{"rule": "DF301", "fingerprint": "x"}]}', b"[]"]


# --- Workbooks ---


@cache
def _book() -> bytes:
    from exchange.workbooks import exported, project_of

    return exported(project_of())


def read_a_workbook(data: bytes) -> None:
    """A workbook: refused, or changes of the map and a new map, each whole or none, with problems in words."""
    from exchange.workbooks import brought, made, project_of

    try:
        changes = brought(data, project_of())
        well_worded(each.message for each in changes.problems)
        assert not (changes.texts and any(each.hard for each in changes.problems))
        new = made(data)
        well_worded(each.message for each in new.problems)
    except UserError as error:
        well_worded([error.message])
        return
    for text in (*changes.texts.values(), *(each.encode() for each in new.texts.values())):
        assert text.decode()


def workbook_seeds() -> list[bytes]:
    from exchange.workbooks import exported, project_of

    open_questions = exported(project_of(), questions=True)
    slim = [stored(parts) for parts in map(parts_of, (_book(), open_questions)) if parts.pop("xl/theme/theme1.xml")]
    return [*slim, open_questions]


# --- Documents ---


@cache
def _care() -> object:
    from documents.care import TEXTS

    from dataflow.project import Project

    return Project({name: text.encode() for name, text in TEXTS.items()})


def read_a_document(data: bytes) -> None:
    """A document of the user: refused, or written anew; written again, nothing changes."""
    from dataflow.documents.embeds import Surroundings
    from dataflow.documents.embeds.commands import BadCommand
    from dataflow.documents.embeds.marked_text import TextFormat, refresh
    from dataflow.documents.embeds.permissions import NO_SUCH_MAP
    from dataflow.documents.embeds.word import refresh as refresh_word

    def open_map(command: object) -> object:
        if getattr(command, "path", None) not in (None, "care"):
            raise BadCommand(NO_SUCH_MAP, path=str(command.path))  # type: ignore[attr-defined]
        return _care()

    beside: dict[str, bytes] = {}
    around = Surroundings("d", open_map, beside.get)  # type: ignore[arg-type]
    is_word, format_ = data.startswith(b"PK"), TextFormat(is_html=b"<html" in data[:200])
    try:
        written = refresh_word(data, around) if is_word else refresh(data, around, format_)
    except UserError as error:
        well_worded([error.message])
        return
    well_worded(written.remarks)
    beside |= written.beside
    content = written.content
    again = refresh_word(content, around) if is_word else refresh(content, around, format_)
    assert again.content == content


def document_seeds() -> list[bytes]:
    import docx

    commands = (
        "gaps care",
        "stats care --lang da",
        "render care --view matrix",
        "questions care",
        "gaps care --actor gp",
    )
    texts = ["# A\n\n" + "".join(f"<!-- dataflow: {each} -->\n<!-- /dataflow -->\n\ntext\n" for each in commands)]
    texts += [f"<!-- dataflow: {each} -->\nold\n<!-- /dataflow -->\n" for each in commands]
    texts += [f"<html><body><!-- dataflow: {each} --><!-- /dataflow --></body></html>" for each in commands]
    document = docx.Document()
    document.add_paragraph("dataflow: gaps care")
    document.add_paragraph("text")
    document.add_paragraph("dataflow: stats care")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "old"
    file = io.BytesIO()
    document.save(file)
    needed = re.compile(r"\[Content_Types\].xml|.*\.rels|word/document.xml")
    parts = {name: content for name, content in parts_of(file.getvalue()).items() if needed.fullmatch(name)}
    return [*(each.encode() for each in texts), stored(parts)]


# --- FHIR ---


def read_fhir(data: bytes) -> None:
    """Definitions: changes of the map, a comparison of a channel, and a new map, each with problems in words."""
    from exchange.fhir_files import beside, brought, made

    for changes in (
        _or_none(lambda: brought(data, actor="hospital", phases=("home",))),
        _or_none(lambda: brought(data)),
    ):
        if changes is not None:
            well_worded(each.message for each in changes.problems)
            assert not (changes.texts and any(each.hard for each in changes.problems))
            "".join(changes.said).encode()
    compared = _or_none(lambda: beside(data))
    if compared is not None:
        well_worded(each.message for each in compared.changes.problems)
    new = _or_none(lambda: made(data))
    if new is not None:
        well_worded(each.message for each in new.problems)
        "".join(new.texts.values()).encode()


def _or_none(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except UserError as error:
        well_worded([error.message])
        return None


def fhir_seeds() -> list[bytes]:
    import json

    from exchange.fhir_files import package
    from exchange.test_fhir_faults import SEEDS

    texts = [json.dumps(each).encode() for each in SEEDS]
    return [*texts, package({f"package/{number}.json": text for number, text in enumerate(texts)}, "w")]


# --- Changes that keep most of an input as it was, so that what is behind the parser is reached ---

_TOKEN = re.compile(rb"[\w-]+|\s+|[^\w\s]")
_ODD_TOKENS = (
    b"0",
    b"-1",
    b"null",
    b"true",
    b"0740",
    b"3E4",
    b"[]",
    b"{}",
    b"*a",
    b"&a ",
    b"!!str ",
    b"<<",
    b"\n",
    b"\n  ",
)
_ATOM = re.compile(rb'"[^"<>]*"|>[^<>]+<|<[^<>]+>')
"""A value, a text or a tag of XML."""
_ODD_ATOMS = (
    b"",
    b"-1",
    b"0",
    b"1e999",
    b"99999999999",
    b"A0",
    b"XFD1048577",
    b"&#x1F;",
    b"=1+1",
    b"true",
    b"\xe2\x80\xae",
)


def within_texts(seeds: Sequence[bytes], otherwise: Otherwise) -> Mutate:
    """Changes a text: a word or a line of it is replaced with another, repeated or removed; or a few bytes."""
    words = sorted({*_ODD_TOKENS, *(word for seed in seeds if seed.isascii() for word in _TOKEN.findall(seed))})
    lines = sorted({line for seed in seeds for line in seed.splitlines(keepends=True)})

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        dice = random.Random(seed)
        if dice.random() < 0.3:
            return otherwise(data, most)
        by_line = dice.random() < 0.3
        parts = data.splitlines(keepends=True) if by_line else _TOKEN.findall(data)
        for _ in range(dice.choice((1, 1, 2, 4)) if parts else 0):
            at = dice.randrange(len(parts))
            match dice.randrange(4):
                case 0:
                    parts[at] = b""
                case 1:
                    parts[at] = dice.choice(lines if by_line else words)
                case 2:
                    parts.insert(at, dice.choice(lines if by_line else words))
                case _:
                    parts.insert(at, dice.choice(parts))
        changed = b"".join(parts)
        return changed if len(changed) <= most else data

    return mutate


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of an archive by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {each: archive.read(each) for each in archive.namelist()}


def stored(parts: Mapping[str, bytes]) -> bytes:
    """An archive whose parts are not compressed, so that bytes of them are found and compared."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return file.getvalue()


def within_archives(seeds: Sequence[bytes], otherwise: Otherwise) -> Mutate:
    """Changes a part of an archive: an atom of its XML, a few bytes, or the part as a whole; or a text."""
    in_text = within_texts([each for each in seeds if not each.startswith(b"PK")] or [b"a"], otherwise)

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        dice = random.Random(seed)
        if not data.startswith(b"PK"):
            return in_text(data, most, seed)
        try:
            parts = parts_of(data) if dice.random() < 0.95 else {}
        except Exception:
            parts = {}
        if not parts:
            return otherwise(data, most)
        name = dice.choice(list(parts))
        parts[name] = _changed(parts[name], dice, otherwise)
        if dice.random() < 0.03:
            parts.pop(dice.choice(list(parts)))
        changed = stored(parts)
        return changed if len(changed) <= most else data

    return mutate


def _changed(part: bytes, dice: random.Random, otherwise: Otherwise) -> bytes:
    atoms = list(_ATOM.finditer(part))
    if not atoms or dice.random() < 0.1:
        return otherwise(part, len(part) + 64)
    atom = dice.choice(atoms)
    old = atom.group()
    match dice.randrange(5):
        case 0:
            new = b""
        case 1:
            new = old * dice.choice((2, 3, 10))
        case 2:
            new = dice.choice(atoms).group()
        case 3 if not old.startswith(b"<"):
            new = old[:1] + dice.choice(_ODD_ATOMS) + old[-1:]
        case _:
            new = old[:1] + otherwise(old[1:-1], len(old) + 16) + old[-1:]
    return part[: atom.start()] + new + part[atom.end() :]


READERS = {
    "yaml": Reader(yaml_seeds, read_yaml, within_texts),
    "baseline": Reader(baseline_seeds, read_a_baseline, within_texts),
    "workbook": Reader(workbook_seeds, read_a_workbook, within_archives),
    "document": Reader(document_seeds, read_a_document, within_archives),
    "fhir": Reader(fhir_seeds, read_fhir, within_texts),
}
