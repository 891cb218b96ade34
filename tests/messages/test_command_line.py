"""What the command line says of itself, in both languages: `DATAFLOW_UPDATE_GALLERY=1` writes it anew, to be read."""

import errno
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from exchange.fhir_files import element, profile
from exchange.workbooks import Book, exported, project_of
from messages.test_gallery import pattern_of, templates

import dataflow
from dataflow.base import installed
from dataflow.cli.exits import run
from dataflow.cli.usage_errors import worded
from dataflow.cli.watching.session import Session
from dataflow.reports import ReportOptions
from dataflow.terms import Terms

PACKAGE = Path(dataflow.__file__).parent
UPDATE = os.environ.get("DATAFLOW_UPDATE_GALLERY") == "1"
LANGUAGES = ("en", "da")
MAP = """\
map: {id: rygge, title: Ryg, languages: [da, en], as_of: 2026-11-01, population: {da: Voksne med ondt i ryggen}}
phases: {visit: {label: {da: Besøg}}, later: {label: Later}}
fields: {pain: {label: Pain}, mri: {label: {en: MRI}}}
channels: {letter: {}}
actors:
  gp: {records: [{fields: pain, phase: visit}], shares: [{fields: pain, phase: visit, to: clinic, via: letter}]}
  clinic: {needs: [{fields: pain, phase: later}, {fields: mri, phase: later}]}
"""
SCENARIO = "scenario: {id: plan}\nactors: {gp: {records: [{fields: mri, phase: visit}]}}\n"
BASELINES = {
    "list.json": "[]",
    "text.json": "x",
    "latin.json": "\xf8",
    "old.json": '{"version": 0, "findings": []}',
    "bare.json": '{"version": 1, "findings": [{}]}',
    "subject.json": '{"version": 1, "findings": [{"fingerprint": "a", "rule": "DF301", "subject": 1}]}',
    "cause.json": '{"version": 1, "findings": [{"fingerprint": "a", "rule": "DF301", "cause": 1}]}',
    "stale.json": '{"version": 1, "findings": [{"map": "rygge", "fingerprint": "a", "rule": "DF301"}]}',
    "another.json": '{"version": 1, "findings": [{"map": "back", "fingerprint": "a", "rule": "DF301"}]}',
}
DOCUMENTS = {
    "wrong.json": "<StructureDefinition/>",
    "note.json": json.dumps(profile(element("Basic.note", "string", short="A note"))),
    "broken.zip": "PK",
    "latin.csv": "akt\xf8r",
    "list.csv": 'actor,field,phase\ngp,"pain,visit\n',
    "columns.csv": "actor,field,phase,colour,actor\ngp,pain,visit,red,gp,more\n",
    "kinds.csv": "actor,field,phase,statement\ngp,pain,visit,hopes\n",
    "theirs.docx": "mine",
    "~$en.docx": "",
    ".~lock.libre.docx#": "",
    "pictures-pictures/overview.svg": "<svg/>",
    "own.md": "<!-- dataflow: gaps ryg -->\nMine.\n<!-- /dataflow -->\n",
    "wrong.md": "".join(f"<!-- dataflow: {each} -->\n<!-- /dataflow -->\n" for each in ("gap ryg", "gaps nowhere")),
    **{f"all{number}.md": "<!-- dataflow: gaps broken -->\n<!-- /dataflow -->\n" * number for number in (2, 3)},
    "mkdocs.yml": "site_name: Maps\n",
    "fresh.md": "<!-- dataflow: render ryg --width 9cm -->\n<!-- /dataflow -->\n",
}
MANY = [{"map": "rygge", "fingerprint": str(number), "rule": "DF301"} for number in range(12)]
ASKED = """
validate ryg
validate ryg --write-baseline
validate ryg --fail-on new
validate nowhere
validate empty
validate misnamed
validate broken
validate alone/map.yaml --lang LANGUAGE
validate ryg --select ,
validate ryg --select DF301
validate ryg --select DF999
validate ryg --phase vist
validate ryg --as-of 1/11
validate ryg --scenario plann
validate
validate ryg --lang LANGUAGE
validate ryg -o ryg
validate ryg --format json -o mkdocs.yml
validate /dev/null
validate ryg -o several
validate ryg -o nowhere/o.txt
validate ryg -o o.docx
validate ryg -o o.pdf
diff ryg other -o o.docx
validate ryg -o o.csv --format json
validate ryg --format xml
validate ryg --dialect excel-da --lang LANGUAGE
validate ryg --dialect excel
render ryg -o o.svg --dialect rfc4180 --lang LANGUAGE
render ryg -o ryg.svg --timeout nan
render ryg -o ryg.svg --timeout inf
export ryg
export ryg -o o.xyz
export ryg -o o.docx
export ryg --to nosuch
schema --of nosuch
export ryg --to json --questions
export ryg --to processing
export ryg --to processing -o o.docx
export ryg -o o.xlsx --actor gpp
export ryg -o o.xlsx
import none.xlsx
import none.xlsx -o new --into ryg
import none.xlsx --into ryg
import o.txt -o new
import o.xlsx -o new --write
import o.xlsx --into ryg --lang LANGUAGE
import changed.xlsx --into ryg --lang LANGUAGE
import changed.xlsx --into other --write --lang LANGUAGE
import wrong.xlsx --into ryg --lang LANGUAGE
import o.xlsx -o fresh --lang LANGUAGE
import o.xlsx -o ryg --lang LANGUAGE
export ryg --to csv
export ryg --to json --dialect rfc4180
export ryg --to csv -o tables
import csv tables --into ryg
import csv nowhere -o new
import csv empty -o new
import csv broken.zip -o new
import csv large.zip -o new
import csv latin.csv -o new
import csv list.csv --into ryg --lang LANGUAGE
import csv columns.csv --into ryg --lang LANGUAGE
import csv kinds.csv --into ryg --lang LANGUAGE
import list.csv --into ryg
import note.json -o fresh --lang LANGUAGE
import fhir nowhere --into ryg
import fhir empty --into ryg
import fhir wrong.json --into ryg --lang LANGUAGE
import fhir note.json --into ryg --lang LANGUAGE
import fhir note.json --into ryg --channel letter --write --lang LANGUAGE
import fhir note.json --into ryg --channel lettr
import fhir note.json --channel letter -o new
import fhir note.json --into ryg --delete
import fhir note.json --into ryg --phase visit
import fhir note.json --into ryg --actor gpp
gaps broken
gaps broken --lang LANGUAGE
gaps silent
gaps swedish --lang LANGUAGE
gaps ryg --scenario plan --scenario other
gaps ryg --lang
gaps ryg --actor gp --level all
gaps ryg --level role --level member
gaps ryg --format text -o ryg/map.yaml
gaps ryg --baseline none.json
gaps ryg --baseline ryg
gaps ryg --baseline list.json
gaps ryg --baseline text.json
gaps ryg --baseline latin.json
gaps ryg --baseline old.json
gaps ryg --baseline bare.json
gaps ryg --baseline subject.json
gaps ryg --baseline cause.json
gaps ryg --baseline stale.json -o o.txt --lang LANGUAGE
gaps ryg --baseline another.json -o o.txt --lang LANGUAGE
gaps ryg --baseline many.json -o o.txt --lang LANGUAGE
gaps ryg --baseline new.json --write-baseline -o o.txt --lang LANGUAGE
gaps ryg --baseline o.json -o o.json --write-baseline
gaps ryg more
render overview ryg
render roles --actor north -o roles.svg --lang LANGUAGE
render ryg gaps
render ryg other
language ryg pain --lang LANGUAGE
gaps ryg --nosuch
gaps ryg --formt json
gaps ryg --quiet=1
stats ryg --actor gp
--lang LANGUAGE gaps ryg
--lang=LANGUAGE --help
--nosuch gaps ryg
trace
trace ryg
trace ryg pain now
trace ryg pan
trace ryg pain --to gp
holdings ryg --actor gpp
stats ryg -o s.docx
questions ryg -o q.docx
questions ryg -o q.xlsx
plan ryg -o p.docx
questions ryg --format markdow
render ryg -o overview
render ryg -o .
render ryg -o o.gif
render ryg -o o.svg --format png
render ryg -o o.svg --view overveiw
render ryg -o o.svg --view overview:gp
render ryg -o o.svg --view actor
render ryg -o o.svg --view actor --actor gp
render ryg -o o.svg --view actor gp
render ryg -o o.svg --view diff --against scenario:plan
render ryg -o o.svg --by phase
render ryg -o o.svg --view matrix --by sector
render ryg -o o.svg --view handover --by sector
render ryg -o o.svg --view diff
render ryg -o o.svg --against other
render ryg -o o.mmd --page a4 --lang LANGUAGE
render ryg -o o.svg --theme drak
render ryg -o o.svg --page a9
render ryg -o o.svg --engine neato
render ryg -o o.png --dpi many
render ryg -o o.png --dpi 1
render ryg -o o.csv
render several -o o.svg
render ryg -o o.svg --width 16cm --page a4
render ryg -o o.mmd --width 16cm --lang LANGUAGE
render ryg -o o.svg --width wide
render ryg -o o.svg --width 9mm
gaps ryg --only-new
gaps ryg --format table -o g.pdf
gaps ryg -o theirs.docx
report ryg
report ryg -o .
report ryg -o r.pdf
report ryg -o r.odt
report ryg -o rapport
report ryg -o r.docx --lang both
report ryg -o r.docx --lang dk
report ryg -o r.docx --sections gasp
report ryg -o r.md --template t.docx
report ryg -o r.docx --template t.dotx
report ryg -o r.docx --template t.docx
report ryg -o theirs.docx --sections scope
report ryg -o open.docx --sections scope
report ryg -o libre.docx --sections scope
report ryg -o pictures.md --sections overview
report ryg -o broken/map.yaml
embed nowhere.md
embed ryg.txt
embed own.md --map nowhere
embed own.md --lang LANGUAGE
embed fresh.md --lang LANGUAGE
embed wrong.md --lang LANGUAGE
embed all2.md --lang LANGUAGE
embed all3.md --lang LANGUAGE
diff git:
diff ryg ryg ryg
diff git:HEAD ryg
diff git:nowhere kept
diff git:HEAD:gone kept
diff ryg scenario:plann
diff ryg ryg --fail-on better
plan ryg --budget much
plan ryg --forbid slots
plan ryg --cost slot
plan ryg --actor clinc
plan ryg -o ryg/map.yaml
plan other --keep clinic --keep gp -o none.yaml --lang LANGUAGE
impact ryg pain more
impact ryg pian
impact pian
rule DF999
validate foreign --lang LANGUAGE
validate - --fix
watch -
watch ryg --port 0
watch ryg --scenario plann
validate misspelt --fix --lang LANGUAGE
validate stuck --fix-unsure --lang LANGUAGE -o o.json
rules --format jsn
rules -o r.pdf
schema -o s.yaml
init ryg
init ryg/map.yaml
init ryg/map.yaml/new
init new
nosuch
gasp
"""
LISTS = re.compile(r"(DF001|(?<= )\.csv|csv)(?!, \.?gexf)(?:, (?:DF\d+|\.?[a-z]+))+\b")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A map, some that are not, and baselines of every kind."""
    for name, texts in {
        "ryg": {"map.yaml": MAP, "plan.yaml": SCENARIO},
        "other": {"map.yaml": MAP},
        "roles": {"map.yaml": MAP + "  north: {extends: clinic, label: North}\n"},
        "silent": {"map.yaml": "map: {id: silent, title: Ryg}\nphases: {visit: {label: Besøg}}\n"},
        "swedish": {"map.yaml": "map: {id: rygg, title: {sv: Rygg}, languages: [sv]}\n"},
        "empty": {},
        "misnamed": {"map.yaml.txt": MAP},
        "broken": {"map.yaml": MAP + "fields: {}\n"},
        "kept": {"map.yaml": MAP},
        "alone": {"map.yaml": MAP.replace("mri: {", "mr: {"), "fields.yaml": "fields: {mri: {}}\n"},
        "foreign": {"map.yaml": MAP.replace("title: Ryg", "title: Ryg, rules: {XX301: off}")},
        "misspelt": {"map.yaml": MAP.replace("fields: mri, phase", "fields: mir, level: Must, phase")},
        "stuck": {
            "map.yaml": MAP.replace("mri: {", "mri: {size: 1, ").replace(
                "fields: mri, phase", "fields: mri, levl: must, level: must, phase"
            )
        },
        "two": {
            "map.yaml": MAP.replace("mri: {", "min: {}, mri: {").replace("fields: mri, phase", "fields: mi, phase")
        },
        "several/a": {"map.yaml": MAP},
        "several/b": {"map.yaml": MAP},
    }.items():
        (tmp_path / name).mkdir(parents=True)
        for file, text in texts.items():
            (tmp_path / name / file).write_text(text, "utf-8")
    (tmp_path / "pictures-pictures").mkdir()
    for file, text in {**DOCUMENTS, **BASELINES, "many.json": json.dumps({"version": 1, "findings": MANY})}.items():
        (tmp_path / file).write_text(text, "latin-1")
    nobody = ["-c", "user.name=nobody", "-c", "user.email=nobody"]
    for words in (["init", "-q"], ["add", "."], [*nobody, "commit", "-q", "-m", "A map"]):
        subprocess.run(["git", *words], cwd=tmp_path / "kept", check=True)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    _write_workbooks(tmp_path)
    with zipfile.ZipFile(tmp_path / "large.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("records.csv", bytes(65 * 1024 * 1024))
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def _write_workbooks(folder: Path) -> None:
    """One with a change, a conflict, a row that is gone and a sheet of somebody's own; and one with a fault."""
    written = exported(project_of({"map.yaml": MAP.replace("phase: visit}]", "phase: visit, form: coded}]", 1)}))
    changed, wrong = Book(written), Book(written)
    changed.put("records", 3, form="structured", confidence="low")
    changed.tabs["needs"].delete_rows(4)
    changed.book.create_sheet("Mine")["A1"] = "x"
    wrong.put("records", 3, form="kodett")
    (folder / "changed.xlsx").write_bytes(changed.saved())
    (folder / "wrong.xlsx").write_bytes(wrong.saved())


def raised(error: BaseException | type[BaseException]) -> Callable[..., object]:
    """A function that raises an error."""

    def fail(*_: object) -> object:
        raise error

    return fail


class Asked:
    """What has been asked to end."""

    asked = True


def watched(folder: Path, language: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What ``watch`` says on standard output, and its page."""
    path = folder / "kept"
    with Session(path, Terms(scenario="plan"), ReportOptions(language=language)) as session:
        session.serve(None, "overview")
        lines = [*session._server.shown.words.values()]
        monkeypatch.setattr(session._drawing, "begin", lambda: None)
        for file, text in (
            ("plan.yaml", SCENARIO),
            ("map.yaml", MAP.replace("mri: {", "mrt: {")),
            ("map.yaml", MAP.replace("needs: [", "needs: [{fields: mri, phase: visit}, ")),
            ("map.yaml", MAP.replace("Pain", "Ache")),
            ("map.yaml", MAP.replace("Pain", "Ache").replace("mri, phase: later", "mri, phase: later, level: may")),
            (
                "map.yaml",
                MAP.replace("Pain", "Ache").replace("mri, phase: later", "mri, phase: later, level: may") + "# x",
            ),
            ("map.yaml", MAP.replace("shares: [{fields: pain", "shares: [{fields: [pain, mri]")),
            ("map.yaml", "fields"),
            ("map.yaml", MAP.replace("shares: [{fields: pain", "shares: [{fields: [pain, mri]")),
            ("more.yaml", "fields: {" + ", ".join(f"f{number}: {{}}" for number in range(7)) + "}\n"),
        ):
            (path / file).write_text(text, "utf-8")
            lines += session.look()
        monkeypatch.setattr(session._drawing, "result", lambda: "no room")
        lines += session.look()
        (path / "plan.yaml").unlink()
        lines += session.look()
        shutil.rmtree(path)
        lines += session.look()
    return "\n".join(lines).replace(str(folder), "FOLDER")


def answer(path: Path) -> Callable[..., str]:
    """What prints the question, changes the file meanwhile, and takes the first answer."""

    def ask(question: str, **_: object) -> str:
        sys.stderr.write(f"{question}\n")
        path.write_text(MAP, "utf-8")
        return "1"

    return ask


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_a_command(
    folder: Path, language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the language of the environment, as that of the command can't always be read."""
    monkeypatch.setenv("LANG", f"{language}_DK.UTF-8")
    said = []

    def ask(line: str, where: str = "") -> None:
        code = run(["" if word == "EMPTY" else word for word in line.split()])
        said.append(f"$ dataflow {line}{where}\n{capsys.readouterr().err}[{code}]\n")

    for line in ASKED.replace("LANGUAGE", language).strip().splitlines():
        ask(line)
    with monkeypatch.context() as without:
        without.setenv("PATH", str(folder))
        ask("diff ryg", "  # without git")
    with monkeypatch.context() as beside:
        metadata = folder / "site" / "own_rules-1.0.dist-info"
        metadata.mkdir(parents=True)
        (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: own-rules\nVersion: 1.0\n")
        (metadata / "entry_points.txt").write_text("[dataflow.rules]\nxx301_no_fax = own_rules.nowhere:RULE\n")
        beside.syspath_prepend(folder / "site")
        installed._found.cache_clear()
        ask(f"gaps ryg --select XX301 --fail-on info -o o.txt --lang {language}", "  # with a broken package")
    installed._found.cache_clear()
    with monkeypatch.context() as terminal:
        terminal.setattr("dataflow.cli.fixing._is_terminal", lambda: True)
        for name, at in (("misspelt", "  # at a terminal"), ("two", "  # changed while it asks")):
            terminal.setattr("typer.prompt", answer(folder / name / "map.yaml"))
            ask(f"validate {name} --fix --lang {language}", at)
    with socket.socket() as busy, monkeypatch.context() as ports:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        ports.setattr("dataflow.cli.watching.server.PORT", port)
        ports.setattr("dataflow.cli.watching.server._TRIED", 1)
        for line in (f"watch ryg --port {port}", "watch ryg --page"):
            ask(line)
        said[-2:] = (each.replace(str(port), "PORT") for each in said[-2:])
    with monkeypatch.context() as ending:
        ending.setattr("dataflow.cli.commands.watch._End", Asked)
        run(["watch", "ryg", "--page", "--lang", language])
        said.append(re.sub(r":\d+/", ":PORT/", capsys.readouterr().out))
    said.append(watched(folder, language, monkeypatch) + "\n")
    ask("validate EMPTY")
    with monkeypatch.context() as exhausted:
        exhausted.setattr("dataflow.project.Project.open", raised(MemoryError))
        ask("validate ryg", "  # without memory")
    for number, where in ((errno.ENOSPC, "  # on a full disk"), (errno.EBADF, "  # with standard output closed")):
        with monkeypatch.context() as lost:
            lost.setattr("dataflow.cli.output._print", raised(OSError(number, "")))
            ask("gaps ryg", where)
    with monkeypatch.context() as lost:
        lost.setattr("dataflow.cli.output._print", raised(OSError(errno.EIO, "Input/output error", "ryg/map.yaml")))
        ask("gaps ryg", "  # with a failing disk")
    monkeypatch.setattr("dataflow.project.Project.open", lambda *arguments: 1 / 0)
    ask("validate ryg", "  # with a bug")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    ask("render ryg", "  # at a terminal")
    said.append(worded("Something else.").in_language(language) + "\n")
    # A new rule or format changes nothing of what is said.
    text = LISTS.sub(r"\1, ...", "\n".join(said).replace(str(folder), "FOLDER"))
    expected = Path(__file__).parent / f"command_line.{language}.txt"
    if UPDATE:
        expected.write_text(text, "utf-8", newline="\n")
    assert text == expected.read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wording_is_seen(language: str) -> None:
    """No message exists that nobody has read in its place."""
    gallery = (Path(__file__).parent / f"command_line.{language}.txt").read_text("utf-8")
    modules = [*(PACKAGE / "cli").rglob("*.py"), PACKAGE / "base" / "nearest.py", PACKAGE / "views" / "_request.py"]
    unseen = [
        text
        for module in sorted(modules)
        for text in templates(str(module.relative_to(PACKAGE)), language)
        if not pattern_of(text).search(gallery)
    ]
    assert unseen == []


def test_danish_is_danish() -> None:
    """No line that the option parser words is left in English."""
    gallery = (Path(__file__).parent / "command_line.da.txt").read_text("utf-8")
    lines = [line for line in gallery.splitlines() if line.startswith("dataflow:")]
    english = re.compile(r"\b(the|not|such|missing|invalid|value|requires|got|is|there|does)\b", re.IGNORECASE)
    assert [line for line in lines if english.search(re.sub(r"'[^']*'", "", line))] == []
