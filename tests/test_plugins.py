"""Rules, views and formats of other packages: they work like dataflow's own, and one that fails stops no other."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest
import yaml
from conftest import ROOT
from messages.test_gallery import pattern_of, templates
from pages import blocks
from test_registries import RUN_ALL, Ran, codes

from dataflow.base import installed
from dataflow.base.rule import RuleKind, kind_of

EXAMPLE = ROOT / "examples" / "own-rules"
MAP = """\
map: {id: heart, title: Heart, languages: [en]%s}
phases: {p0: {}}
fields: {ldl: {}, bp: {}}
channels: {letter: {label: Letter}}
legal_bases: {consent: {}}
%s
actors:
  gp:
    records: [{fields: ldl, phase: p0}]
    needs: [{fields: bp, phase: p0}]
    shares: [{fields: ldl, phase: p0, to: home, via: letter, legal_basis: consent}]
  home: {kind: patient, uses: [{fields: ldl, phase: p0}]}
"""
MAPS = {
    "plain": MAP % ("", ""),
    "off": MAP % (", rules: {XX301: off}", ""),
    "error": MAP % (", rules: {XX301: error}", ""),
    "waived": MAP % ("", "waivers: [{rule: XX301, channel: letter, reason: It is old}]"),
    "misspelt": MAP % ("", "waivers: [{rule: XX302, channel: letter, reason: It is old}]"),
}


class Place(NamedTuple):
    """A folder with maps, and a folder of packages that are installed beside dataflow."""

    root: Path
    site: Path

    def process(self, *arguments: str, off: bool = False, **options: Any) -> "subprocess.CompletedProcess[str]":
        outer = {name: value for name, value in os.environ.items() if not name.startswith("DATAFLOW_")}
        path = os.pathsep.join([str(ROOT), str(self.site)])
        env = {**outer, "PYTHONPATH": path, "COLUMNS": "200", "LANG": "en_GB.UTF-8", "LC_ALL": ""}
        env |= {"DATAFLOW_NO_PLUGINS": "1"} if off else {}
        return subprocess.run(
            [sys.executable, *arguments],
            capture_output=True,
            encoding="utf-8",
            cwd=self.root,
            env=env,
            check=False,
            **options,
        )

    def run(self, *commands: str, off: bool = False) -> list[Ran]:
        """What the commands each come to, all in one process."""
        done = self.process("-c", RUN_ALL, off=off, input=json.dumps([command.split() for command in commands]))
        assert done.returncode == 0, done.stderr
        return [Ran(*each) for each in json.loads(done.stdout)]


def place_in(root: Path) -> Place:
    for name, text in MAPS.items():
        (root / f"{name}.yaml").write_text(text, "utf-8")
    (root / "site").mkdir()
    return Place(root, root / "site")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The example package, installed as a user installs it, without a network."""
    place = place_in(tmp_path_factory.mktemp("example"))
    options = ("--no-index", "--no-deps", "--no-build-isolation", "--quiet", "--target", str(place.site))
    done = place.process("-m", "pip", "--disable-pip-version-check", "install", *options, str(EXAMPLE))
    assert done.returncode == 0, done.stderr
    return place


def test_the_example_package_passes_its_own_tests(example: Place) -> None:
    done = example.process("-m", "pytest", "-q", "-p", "no:cacheprovider", str(EXAMPLE / "tests"))
    assert done.returncode == 0, done.stdout
    assert "...." in done.stdout


def test_the_document_shows_the_example_package() -> None:
    """Each block with the name of a file is a part of it."""
    shown = [block for block in blocks(ROOT / "docs" / "extending.md") if block.words[0] in ("toml", "python")]
    assert len(shown) == 3
    for block in shown:
        assert block.text in (ROOT / block.words[1]).read_text("utf-8"), block.line


def test_commands_know_the_rule(example: Place) -> None:
    """It is listed with its origin, explained in both languages, chosen and left out, and in every report."""
    listed, as_json, page, chosen, beginning, named, without, sarif, junit = example.run(
        "rules",
        "rules --format json",
        "rule xx301 --lang da",
        "gaps plain.yaml --format json --select XX301",
        "gaps plain.yaml --format json --select XX3",
        "gaps plain.yaml --format json --select channel-without-standard",
        "gaps plain.yaml --format json --ignore XX",
        "gaps plain.yaml --format sarif --lang da",
        "gaps plain.yaml --format junit",
    )
    assert "XX301  warning  channel-without-standard  A channel without a standard [own-rules 1.0]\n" in listed.out
    origins = {each["code"]: each["origin"] for each in json.loads(as_json.out)["rules"]}
    assert (origins["DF301"], origins["XX301"]) == ("dataflow", "own-rules 1.0")
    assert page.out.startswith("XX301 channel-without-standard: En kanal uden standard (advarsel)\n")
    assert "En regel fra pakken own-rules 1.0." in page.out
    assert codes(chosen) == codes(beginning) == codes(named) == ["XX301"]
    assert "XX301" not in codes(without)
    jsonschema.validate(
        json.loads(chosen.out), json.loads((ROOT / "docs" / "findings.schema.json").read_text("utf-8"))
    )
    run = json.loads(sarif.out)["runs"][0]
    (rule,) = (each for each in run["tool"]["driver"]["rules"] if each["id"] == "XX301")
    assert rule["properties"]["origin"] == "own-rules 1.0"
    (result,) = (each for each in run["results"] if each["ruleId"] == "XX301")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]] is rule
    assert "Kortet nævner ingen standard for letter." in result["message"]["text"]
    assert "XX301" in junit.out


def test_maps_may_name_the_rule(example: Place) -> None:
    """Under ``map.rules`` and in waivers; a code with the same letters that is none is not."""
    off, error, waived, idle, misspelt, schema, _, known = example.run(
        "gaps off.yaml --format json",
        "gaps error.yaml --format json --select XX301 --fail-on error",
        "gaps waived.yaml --format json --select XX301 --fail-on info",
        "validate waived.yaml --format json --select DF128",
        "validate misspelt.yaml --format json",
        "schema",
        "gaps plain.yaml --baseline known.json --write-baseline --format json",
        "gaps plain.yaml --baseline known.json --fail-on new",
    )
    assert "XX301" not in codes(off)
    assert (error.code, codes(error, severity="error")) == (1, ["XX301"])
    assert (waived.code, codes(waived, waived=True)) == (0, ["XX301"])
    assert codes(idle) == []
    assert codes(misspelt) == ["DF101"]
    for name in ("off", "error", "waived"):
        jsonschema.validate(yaml.safe_load(MAPS[name].replace("off", "'off'")), json.loads(schema.out))
    assert "XX301" in (example.root / "known.json").read_text("utf-8")
    assert known.code == 0


def test_views_and_formats_are_offered_and_written(example: Place) -> None:
    """By every command; the explorer has the view too."""
    drawn, words, explored, counts, helped = example.run(
        "render plain.yaml --view channel_list -o a.svg",
        "render plain.yaml --view channel_list -o a.txt",
        "render plain.yaml -o a.html",
        "gaps plain.yaml --select XX301 --format counts",
        "render --help",
    )
    assert [each.code for each in (drawn, words, explored, counts)] == [0, 0, 0, 0]
    assert "Letter" in (example.root / "a.svg").read_text("utf-8")
    assert (example.root / "a.txt").read_text("utf-8") == "The channels\nLetter\n"
    assert '"id":"channel_list"' in (example.root / "a.html").read_text("utf-8")
    assert counts.out == "XX301 1\n"
    assert "channel_list" in helped.out
    assert ".txt" in helped.out


def test_the_switch_leaves_all_of_it_out(example: Place) -> None:
    """What a map says of a rule that is not there is noted, and breaks nothing; to ask for the rule is an error."""
    listed, waived, off, chosen, drawn = example.run(
        "rules",
        "validate waived.yaml",
        "gaps off.yaml",
        "gaps plain.yaml --select XX301",
        "render -o a.txt",
        off=True,
    )
    assert "XX301" not in listed.out
    assert (waived.code, off.code, chosen.code, drawn.code) == (0, 0, 2, 2)
    assert waived.out == "No findings.\n"
    note = "note: the map names XX301, which no installed package brings, so that it has no effect here."
    assert note in waived.err
    assert note in off.err


def test_nothing_is_read_where_no_package_brings_anything(tmp_path: Path) -> None:
    """The start loads no more than before: looking for packages does not need importlib.metadata."""
    place = place_in(tmp_path)
    code = (
        "import sys; from dataflow.cli.exits import run; run(['gaps', 'plain.yaml']);"
        " print('importlib.metadata' in sys.modules)"
    )
    assert place.process("-c", code).stdout.endswith("False\n")


GOOD = "from own_rules.channel_without_standard import RULE\n"
BROKEN = {
    "rules": {
        "xx302_no_import": (
            "import nowhere\n",
            "it can't be loaded (ModuleNotFoundError: No module named 'nowhere')",
        ),
        "xx303_no_rule": ("RULE = 3\n", "it is no Rule but a int"),
        "xx304_other_code": (GOOD, "its code is XX301, not XX304"),
        "xx305_raises": ("find=lambda context: [1 / 0]", "it failed with ZeroDivisionError: division by zero"),
        "xx306_leaves": ("find=lambda context: exit(3)", "it failed with SystemExit: 3"),
        "xx307_no_findings": ("find=lambda context: ['a']", "it gave a str, which is no Finding"),
        "xx308_others_code": (
            "find=lambda context: [replace(finding, code='DF301') for finding in found(context)]",
            "its code is DF301, not XX308",
        ),
        "xx309_unknown_actor": (
            "find=lambda context: [replace(each, code='XX309', subject=Subject('me')) for each in found(context)]",
            "it gave a finding about actor me, which the map does not have",
        ),
        "xx310_no_word": (
            "find=lambda context: [replace(each, code='XX310', message=NO_WORD) for each in found(context)]",
            "it failed with KeyError: 'a'",
        ),
        "xx311_no_danish": ("what='x', find=found", "its what is no Text with both languages"),
        "xx312_no_find": ("find=None", "it has no function find"),
        "df999_ours": (GOOD, "its name is not like xx301_no_fax (df is for dataflow's own)"),
        "nothing": (GOOD, "its name is not like xx301_no_fax (df is for dataflow's own)"),
        "xx313_unmet_need": (GOOD, "unmet-need is taken by dataflow"),
        "xx301_twice": (GOOD, "XX301 is taken by own-rules 1.0"),
    },
    "views": {
        "Wrong": ("", "its name is not like roster, or lobby_id for a view of one thing"),
        "overview": ("", "overview is taken by dataflow"),
        "raising": ("VIEW = View(id='raising', title=T, draw=lambda scene: {}[1])\n", "it failed with KeyError: 1"),
        "other": ("VIEW = View(id='another', title=T, draw=print)\n", "its id is another, not other"),
        "nothing": (
            "VIEW = View(id='nothing', title=T, draw=lambda scene: None)\n",
            "it drew a NoneType, which is no Picture",
        ),
        "loose": (
            "from dataclasses import replace\n"
            "from own_rules.channel_list import VIEW as other\n"
            "def draw(scene):\n"
            "    drawn = other.draw(scene)\n"
            "    return replace(drawn, nodes=tuple(replace(node, band='none') for node in drawn.nodes))\n"
            "VIEW = replace(other, id='loose', draw=draw)\n",
            "it drew letter, which names none, and there is none",
        ),
    },
    "renderers": {
        "svg": ("", "svg is taken by dataflow"),
        "raw": (
            "RENDERER = Renderer(lambda picture, options: 'text')\n",
            "it gave a str, which is no Rendered with bytes",
        ),
        "bad": ("RENDERER = Renderer(lambda picture, options: {}[0])\n", "it failed with KeyError: 0"),
        "none": ("import nowhere\n", "it can't be loaded (ModuleNotFoundError: No module named 'nowhere')"),
    },
    "reports": {
        "gossip_text": ("", "its name is not like findings_codes"),
        "findings_none": ("REPORT = Report(lambda batches, options: None)\n", "it gave a NoneType, which is no str"),
        "findings_bad": ("REPORT = Report(lambda batches, options: {}[0])\n", "it failed with KeyError: 0"),
    },
}
"""Entry points of a package by group, each with its module and the reason why it does not work."""
HEADS = {
    "rules": "from dataclasses import replace\nfrom dataflow.base.finding import Subject\n"
    "from dataflow.base.text import Sentence, Text\n"
    "from own_rules.channel_without_standard import RULE, find as found\nNO_WORD = Sentence(Text('{a}', '{a}'))\n",
    "views": "from dataflow.base.text import Text\nfrom dataflow.views import View\nT = Text(en='A', da='B')\n",
    "renderers": "from dataflow.renderers import Renderer\n",
    "reports": "from dataflow.reports import Report\n",
}
NAMES = {"rules": "RULE", "views": "VIEW", "renderers": "RENDERER", "reports": "REPORT"}


def install(site: Path, package: str, parts: dict[str, dict[str, str]]) -> None:
    """Writes a package with a module for each entry point, as an installer leaves it."""
    folder, lines = package.replace("-", "_"), list[str]()
    (site / folder).mkdir()
    for group, modules in parts.items():
        lines.append(f"[dataflow.{group}]")
        for name, text in modules.items():
            (site / folder / f"{group}_{name}.py").write_text(HEADS[group] + text, "utf-8")
            lines.append(f"{name} = {folder}.{group}_{name}:{NAMES[group]}")
    about = site / f"{folder}-0.1.dist-info"
    about.mkdir()
    (about / "entry_points.txt").write_text("\n".join(lines), "utf-8")
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 0.1\n", "utf-8")


@pytest.fixture(scope="module")
def broken(example: Place, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The example package, and another in which everything is broken."""
    place = place_in(tmp_path_factory.mktemp("broken"))
    shutil.copytree(example.site, place.site, dirs_exist_ok=True)
    parts: dict[str, dict[str, str]] = {}
    for group, modules in BROKEN.items():
        for name, (text, _) in modules.items():
            if group == "rules" and "=" in text and "\n" not in text:
                code, _, rest = name.partition("_")
                changed = f"code={code.upper()!r}, name={rest.replace('_', '-')!r}, {text}"
                parts.setdefault(group, {})[name] = f"RULE = replace(RULE, {changed})\n"
            else:
                parts.setdefault(group, {})[name] = text
    install(place.site, "own-worse", parts)
    return place


def said(group: str, name: str, reason: str) -> str:
    """The sentence on a part that does not work."""
    return f"The entry point {name} in dataflow.{group} of the package own-worse 0.1 does not work: {reason}. Tell"


def test_each_broken_rule_is_named_once_and_the_rest_goes_on(broken: Place) -> None:
    """The findings of the other rules are there, those of the sound package too."""
    found, gated, listed = broken.run(
        "gaps plain.yaml --format json", "gaps plain.yaml --fail-on error --ignore DF301", "rules"
    )
    warnings = [line for line in found.err.splitlines() if line.startswith("warning: ")]
    assert len(warnings) == len(set(warnings)) == found.err.count("warning: ")
    for name, (_, reason) in BROKEN["rules"].items():
        assert sum(said("rules", name, reason) in line for line in warnings) == 1, (name, found.err)
    assert found.code == 0
    assert "XX301" in codes(found)
    assert {code[:2] for code in codes(found)} == {"DF", "XX"}
    assert gated.code == 2
    assert "The check does not pass, as a rule of another package did not work." in gated.err
    assert "XX301" in listed.out
    assert "XX302" not in listed.out


def test_a_broken_part_that_is_asked_for_ends_the_command(broken: Place) -> None:
    """With 2 and the same sentence, and nothing is written."""
    wanted = {
        "rule XX302": ("rules", "xx302_no_import"),
        "rule XX305": None,
        "render plain.yaml --view raising -o v.svg": ("views", "raising"),
        "render plain.yaml --view other -o v.svg": ("views", "other"),
        "render plain.yaml --view nothing -o v.svg": ("views", "nothing"),
        "render plain.yaml --view loose -o v.svg": ("views", "loose"),
        "render plain.yaml -o v.raw": ("renderers", "raw"),
        "render plain.yaml -o v.bad": ("renderers", "bad"),
        "render plain.yaml -o v.none": ("renderers", "none"),
        "gaps plain.yaml --format none -o v.txt": ("reports", "findings_none"),
        "gaps plain.yaml --format bad -o v.txt": ("reports", "findings_bad"),
    }
    for (command, part), ran in zip(wanted.items(), broken.run(*wanted), strict=True):
        assert ran.code == (0 if part is None else 2), (command, ran)
        if part is not None:
            reason = BROKEN[part[0]][part[1]][1]
            assert f"dataflow: {said(*part, reason)}" in ran.err, (command, ran.err)
    assert list(broken.root.glob("v.*")) == []


def test_the_explorer_is_drawn_without_a_broken_view(broken: Place) -> None:
    """And a part whose name is taken leaves dataflow's own in its place."""
    explored, drawn, no_such, danish = broken.run(
        "render plain.yaml -o e.html",
        "render plain.yaml -o e.svg",
        "gaps plain.yaml --format gossip",
        "gaps plain.yaml --lang da --select DF301",
    )
    assert (explored.code, drawn.code, no_such.code) == (0, 0, 2)
    page = (broken.root / "e.html").read_text("utf-8")
    assert '"id":"channel_list"' in page
    assert '"id":"raising"' not in page
    for name in ("overview", "raising", "other", "nothing", "loose"):
        assert said("views", name, BROKEN["views"][name][1]) in explored.err
    assert said("renderers", "svg", BROKEN["renderers"]["svg"][1]) in drawn.err
    assert said("reports", "gossip_text", BROKEN["reports"]["gossip_text"][1]) in no_such.err
    assert "advarsel: Indgangen nothing i dataflow.rules i pakken own-worse 0.1 virker ikke: dens navn" in danish.err


def test_a_baseline_keeps_what_a_broken_rule_would_find(broken: Place) -> None:
    """What was not looked for is not gone."""
    entry = {"map": "heart", "fingerprint": "a" * 32, "rule": "XX305", "subject": {"channel": "letter"}}
    path = broken.root / "kept.json"
    path.write_text(json.dumps({"version": 1, "findings": [entry]}), "utf-8")
    (ran,) = broken.run("gaps plain.yaml --baseline kept.json --write-baseline --quiet")
    assert ran.code == 0
    assert "XX305" in path.read_text("utf-8")


def test_the_trace_is_shown_to_authors(broken: Place) -> None:
    """On request."""
    plain, verbose, asked = broken.run(
        "gaps plain.yaml", "gaps plain.yaml --verbose", "render plain.yaml --view raising -o w.svg --verbose"
    )
    assert "Traceback" not in plain.err
    assert "ZeroDivisionError: division by zero\n" in verbose.err
    assert "Traceback" in verbose.err
    assert "KeyError: 1\n" in asked.err


@pytest.mark.parametrize("language", ["en", "da"])
def test_every_reason_is_seen(broken: Place, language: str) -> None:
    """No wording about parts of other packages exists that is not said here."""
    asked = (
        "gaps plain.yaml",
        "render plain.yaml -o s.html",
        "render plain.yaml -o s.raw",
        "gaps plain.yaml --format none",
    )
    ran = broken.run(*(f"{command} --lang {language}" for command in asked))
    told = "\n".join(each.err for each in ran)
    modules = ("base/installed.py", "rules/_checked.py", "views/_checked.py")
    wordings = [text for module in modules for text in templates(module, language)]
    for package in ("rules", "views", "renderers", "reports"):
        of_packages = re.compile("no Rendered|no str|xx301_no_fax|roster|findings_codes")
        wordings += [text for text in templates(f"{package}/__init__.py", language) if of_packages.search(text)]
    assert [text for text in wordings if not pattern_of(text).search(told)] == []


def test_python_warns_of_a_broken_rule(broken: Place) -> None:
    """A script sees what the command line says."""
    code = "import dataflow; print(len(dataflow.open('plain.yaml').gaps()) > 0)"
    done = broken.process("-c", code)
    assert done.stdout == "True\n"
    assert "BrokenPart: The entry point xx305_raises in dataflow.rules" in done.stderr


@pytest.fixture
def fresh() -> Iterator[None]:
    """Nothing is kept of the packages found."""
    installed._found.cache_clear()
    yield
    installed._found.cache_clear()


@pytest.mark.usefixtures("fresh")
def test_of_two_packages_the_first_by_name_keeps_an_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the order in which they are found; and of one package on the path twice the first is taken."""
    for where, package in (("a", "zebra"), ("b", "ant"), ("c", "ant")):
        (tmp_path / where).mkdir()
        install(tmp_path / where, package, {"renderers": {"gif": "", f"g{where}": ""}})
        monkeypatch.syspath_prepend(tmp_path / where)
    naming = installed.Naming("renderers", re.compile("[a-z]+"), installed._TAKEN)
    with pytest.warns(
        installed.BrokenPart, match="gif in dataflow.renderers of the package zebra 0.1 .* taken by ant"
    ):
        found = installed.installed(naming, ())
    assert {name: part.package for name, part in found.items()} == {
        "gc": "ant 0.1",
        "gif": "ant 0.1",
        "ga": "zebra 0.1",
    }


def test_the_kind_of_a_rule_follows_from_its_code() -> None:
    """Those of other packages never break a map."""
    assert [
        kind_of(code) for code in ("DF001", "DF101", "DF120", "DF301", "XX001", "XX299", "XX300", "ABCDE999")
    ] == [
        RuleKind.FILE_ERROR,
        RuleKind.MAP_ERROR,
        RuleKind.WARNING,
        RuleKind.GAP,
        RuleKind.WARNING,
        RuleKind.WARNING,
        RuleKind.GAP,
        RuleKind.GAP,
    ]
    assert {kind_of(code) for code in ("DF201", "X301", "xx301", "XX30", "XX3011", "")} == {None}
