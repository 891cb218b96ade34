"""``reports.md`` is true: its tables are what there is, and the examples are fresh."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import docx
import pytest
from conftest import ROOT

from dataflow.cli.exits import run
from dataflow.documents import endings, section_names
from dataflow.documents.embeds.commands import COMMANDS, read_command

PAGE = (ROOT / "docs" / "reports.md").read_text("utf-8")
REPORT = ROOT / "examples" / "report"
INTEGRATIONS = ROOT / "integrations"


def test_the_examples_are_what_the_map_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """``dataflow embed`` with both of them, in their folder, makes them so."""
    monkeypatch.chdir(REPORT)
    assert run(["embed", "--check", "rapport.md", "rapport.docx"]) == 0


def test_an_analyst_comes_the_whole_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the page says: two lines typed in Word, one command, and again after a change."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(REPORT / "care", tmp_path / "care")
    typed = re.findall(r"^    > (dataflow: .*)$", PAGE, re.MULTILINE)
    assert len(typed) == 2
    document = docx.Document()
    for line in ("Before", *typed, "After"):
        document.add_paragraph(line)
    document.save("rapport.docx")
    assert run(["embed", "rapport.docx"]) == 0
    made = docx.Document("rapport.docx")
    assert (len(made.inline_shapes), len(made.tables)) == (1, 1)
    made.tables[0].style = "Light List Accent 1"
    made.save("rapport.docx")
    actors = tmp_path / "care" / "actors.yaml"
    actors.write_text(actors.read_text("utf-8").replace("via: letter", "via: message"), "utf-8")
    assert run(["embed", "--check", "rapport.docx"]) == 1
    assert run(["embed", "rapport.docx"]) == 0
    after = docx.Document("rapport.docx")
    assert after.tables[0].style.name == "Light List Accent 1"
    assert len(after.tables[0].rows) < len(made.tables[0].rows)
    assert after.paragraphs[0].text == "Before"


def test_the_tables_of_the_page_are_what_there_is() -> None:
    """Of the sections, of the formats, and of the commands in documents with their options."""
    sections, commands, _views = (
        [row.split(" | ") for row in re.findall(r"^\| (`.*) \|$", part, re.MULTILINE)]
        for part in re.findall(r"\| --- .*?\n((?:\|.*\n)+)", PAGE)
    )
    assert [name for row in sections for name in re.findall(r"`(\w+)`", row[0])] == list(section_names())
    assert {ending for ending in endings() if f"`.{ending}`" in PAGE} == set(endings())
    assert [row[0].strip("`") for row in commands] == list(COMMANDS)
    for name, _, *options in commands:
        for option in re.findall(r"`(--[^`]+)`", " ".join(options)):
            is_flag = option in ("--inline", "--no-legend") or " " in option
            assert read_command(f"{name.strip('`')} {option}{'' if is_flag else ' x'}").name == name.strip("`")


def test_the_quarto_shortcode_gives_a_picture_and_a_table(tmp_path: Path) -> None:
    """Carried out by pandoc, which Quarto is built on."""
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        pytest.skip("no pandoc on this machine (tests/system-parts.sh installs it)")
    shutil.copytree(REPORT / "care", tmp_path / "care")
    program = tmp_path / "bin" / "dataflow"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dataflow "$@"\n', "utf-8")
    program.chmod(0o755)
    (tmp_path / "stub.lua").write_text(
        f"""\
quarto = {{ doc = {{ is_format = function(name) return true end }} }}
local shortcodes = dofile("{INTEGRATIONS / "quarto/_extensions/dataflow/dataflow.lua"}")
local function call(block)
  local body = pandoc.utils.stringify(block.content):match("^{{{{< dataflow (.*) >}}}}$")
  if not body then return nil end
  local args, kwargs = {{}}, {{}}
  for word in body:gmatch("%S+") do
    local key, value = word:match("^(%w+)=(.*)$")
    if key then kwargs[key] = pandoc.Str(value) else table.insert(args, pandoc.Str(word)) end
  end
  return shortcodes.dataflow(args, kwargs)
end
return {{{{ Para = call }}}}
""",
        "utf-8",
    )

    def rendered(text: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [pandoc, "--lua-filter", "stub.lua", "-t", "html", "--extract-media", "media"],
            input=text,
            cwd=tmp_path,
            env={"PATH": f"{program.parent}:/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )

    shown = rendered(
        "{{< dataflow render care --view overview alt=Hvem >}}\n\n{{< dataflow gaps care --lang da >}}\n"
    )
    assert 'alt="Hvem"' in shown.stdout
    assert "<th>Mangler</th>" in shown.stdout
    (picture,) = (tmp_path / "media").iterdir()
    assert picture.read_bytes().startswith(b"<svg")
    for bad in ("render care -o /tmp/x", "validate care", "gaps care --baseline x"):
        assert "can't stand in a shortcode" in rendered(f"{{{{< dataflow {bad} >}}}}").stderr


def test_a_build_of_mkdocs_fails_where_a_page_is_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hook, called as MkDocs calls it."""
    docs = tmp_path / "docs"
    shutil.copytree(REPORT / "care", docs / "care")
    page = docs / "index.md"
    page.write_text("<!-- dataflow: gaps care -->\n<!-- /dataflow -->\n", "utf-8")
    program = tmp_path / "bin" / "dataflow"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dataflow "$@"\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    hook = ModuleType("hook")
    exec((INTEGRATIONS / "mkdocs_hook.py").read_text("utf-8"), hook.__dict__)
    with pytest.raises(subprocess.CalledProcessError):
        hook.on_pre_build({"docs_dir": str(docs)})
    assert run(["embed", str(page)]) == 0
    hook.on_pre_build({"docs_dir": str(docs)})
