"""The documents are true: every example is read, every table below one worked out anew, every command run.

What the test does with a fenced block, or a table, is said by its first line:

- ``yaml map``: a whole map. ``yaml more``: another file beside the map above it; if it is a scenario, that applies,
  and if it extends the map above, it is a map of its own. Codes behind that (``yaml more DF106``) are exactly
  those that reading reports; without them, none is. A name that ends in ``.yaml`` is that of the file for the
  commands of the document. ``yaml`` alone is a fragment.
- A table of actor, field, held as, recorded in, from: all holdings of the example above it. One of actor, field,
  phase, cause, and certainty if need be: all its unmet needs. A row of dashes stands for none.
- ``console``: commands, one on a line; those of dataflow exit with 0. ``console exit 1``, or a remark behind the
  command that says "ends with 1": with 1. ``console skip``: they are not run. ``given.py`` makes what a reader has.
- ``text dataflow ...``: what that command prints. ``DATAFLOW_UPDATE_DOCS=1`` writes these blocks anew, to be read.
  ``text part dataflow ...``: some lines of what it prints, one after the other.
"""

import os
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from given import GIVEN
from pages import Block, Table, blocks, blocks_and_tables, headings, prose
from walks import is_walk

from dataflow.cli.exits import run
from dataflow.project import Project
from dataflow.rules import rule_names
from dataflow.terms import Terms
from dataflow.views import views

UPDATE = os.environ.get("DATAFLOW_UPDATE_DOCS") == "1"
LANGUAGE, ANALYSIS, README = ROOT / "docs" / "language.md", ROOT / "docs" / "analysis.md", ROOT / "README.md"
IHD = ROOT / "docs" / "ihd.md"
PAGES = (LANGUAGE, ANALYSIS)
DOCUMENTS = [path for path in (*PAGES, README, IHD) if path.exists()]
HOLDINGS = ("actor", "field", "held as", "recorded in", "from")
CAUSES = ("actor", "field", "phase", "cause")
EXAMPLES = (("yaml", "map"), ("yaml", "more"))
FRESH, PART = ("text", "dataflow"), ("text", "part", "dataflow")

OTHERS = [path for path in sorted((ROOT / "docs").rglob("*.md")) if not is_walk(path)]
COMMANDED = [
    *DOCUMENTS,
    *(path for path in OTHERS if path not in DOCUMENTS and path.name != "gallery.md" and blocks(path, "console")),
]
"""The pages whose commands are run here; ``walks.py`` carries out the others, and ``test_gallery.py`` draws."""

every_page = pytest.mark.parametrize("document", PAGES, ids=lambda path: path.name)
every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)


def examples(document: Path) -> list[tuple[Block, Project, list[Table]]]:
    """The examples, each with its project and the tables that follow it."""
    found: list[tuple[Block, Project, list[Table]]] = []
    base = ""
    for each in blocks_and_tables(document):
        if isinstance(each, Block) and each.words[:2] in EXAMPLES:
            base = each.text if each.words[1] == "map" else base
            found.append((each, project_of(base, each), []))
        elif isinstance(each, list) and each[0][:4] in (HOLDINGS[:4], CAUSES):
            found[-1][2].append(each)
    return found


def project_of(base: str, block: Block) -> Project:
    texts = {"map.yaml": base.encode()}
    if block.words[1] == "map":
        return Project(texts)
    below = re.search(r"extends: (\.\./[a-z]+)", block.text)
    if below:
        return Project({"map.yaml": block.text.encode(), f"{below[1]}/map.yaml": base.encode()})
    scenario = re.search(r"^scenario: \{id: ([a-z0-9_-]+)", block.text, re.MULTILINE)
    return Project({**texts, "more.yaml": block.text.encode()}, Terms(scenario[1] if scenario else None))


def held(project: Project) -> Table:
    """The holdings of concrete actors, each once, with the first phase in which it is held."""
    first: dict[tuple[str, ...], str] = {}
    by_time = {phase.id: (phase.position, phase.order) for phase in project.data_map.phases.values()}
    for row in sorted((each.row for each in project.holding_rows("member")), key=lambda row: by_time[row.phase]):
        code = row.element.code_system
        form = f"{row.element.form.word} ({code})" if code else row.element.form.word
        first.setdefault((row.actor, row.field, form, row.element.recorded), row.phase)
    return [(*key, phase) for key, phase in first.items()]


def unmet(project: Project) -> Table:
    """The unmet needs of concrete actors, with cause and certainty."""
    found = (finding for finding in project.gaps("member") if finding.code == "DF301")
    return [
        tuple(
            map(str, (about.actor, about.field, about.phase, each.cause, "certain" if each.certain else "possible"))
        )
        for each in found
        for about in (each.subject,)
    ]


@every_page
def test_examples_are_read_and_mean_what_their_tables_say(document: Path) -> None:
    """No example is only paper."""
    for block, project, tables in examples(document):
        where = f"{document.name}, line {block.line}"
        problems = [f"{each.place}: {each.message.in_language('en')}" for each in project.problems]
        assert {each.code for each in project.problems} == block.codes, (where, problems)
        for header, *rows in tables:
            found = held(project) if header == HOLDINGS else [row[: len(header)] for row in unmet(project)]
            assert sorted(row for row in rows if set(row) != {"–"}) == sorted(found), where


@every_page
def test_every_block_says_what_it_is(document: Path) -> None:
    """A slip in a block's first line does not keep it from being tested."""
    known = (*EXAMPLES, FRESH, PART[:2], ("yaml",), ("console",), ("console", "exit"), ("console", "skip"))
    assert [block.line for block in blocks(document) if block.words[:2] not in known] == []
    assert len(examples(LANGUAGE)) > 30
    assert sum(len(tables) for _, _, tables in examples(LANGUAGE)) > 12


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds ``specs/`` as the repository does; one stands in it."""
    shutil.copytree(ROOT / "specs", tmp_path / "specs")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put_files(document: Path, folder: Path) -> None:
    """Writes the examples that have a name."""
    for block in blocks(document, "yaml"):
        if block.file:
            path = folder / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, "utf-8")


@pytest.mark.slow
@pytest.mark.usefixtures("each_map_once")
@pytest.mark.parametrize("document", COMMANDED, ids=lambda path: path.name)
def test_commands_end_as_they_should(document: Path, workshop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever copies a command finds that it works."""
    put_files(document, workshop)
    GIVEN.get(document.name, lambda: None)()
    for block in blocks(document, "console"):
        if "skip" in block.words:
            continue
        for command, remark in commands(block):
            said = re.search(r"ends with (\d+)", remark)
            expected = int(said[1]) if said else int(block.words[2]) if "exit" in block.words else 0
            code = run(command)
            assert code == expected, (f"{document.name}, line {block.line}", command, capsys.readouterr().err)


def commands(block: Block) -> Iterator[tuple[list[str], str]]:
    """The arguments of each call of dataflow, without what a shell does to the result, and the remark behind it."""
    for line in block.text.replace("\\\n", " ").splitlines():
        for part in line.removeprefix("$ ").split("&&"):
            words = shlex.split(part, comments=True)
            if words[:1] == ["dataflow"]:
                end = next((at for at, word in enumerate(words) if word in (">", "|")), len(words))
                yield words[1:end], line.partition(" # ")[2]


@every_document
def test_what_a_command_prints_is_fresh(document: Path, workshop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The list of the rules, among others."""
    put_files(document, workshop)
    fresh = document.read_text("utf-8")
    for block in blocks(document, *FRESH):
        fence = f"```{' '.join(block.words)}\n"
        fresh = fresh.replace(f"{fence}{block.text}```\n", f"{fence}{printed(block.words[2:], capsys)}```\n")
    for block in blocks(document, *PART):
        assert block.text in printed(block.words[3:], capsys)
    if UPDATE:
        document.write_bytes(fresh.encode())
    assert document.read_text("utf-8") == fresh, "stale: DATAFLOW_UPDATE_DOCS=1 writes it anew"


def printed(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert run(list(arguments)) == 0
    return capsys.readouterr().out


@every_page
def test_links_lead_somewhere(document: Path) -> None:
    """To a file that is there, and to a heading that it has."""
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(document)):
        name, _, heading = target.partition("#")
        if not name.startswith("http"):
            path = document.parent / name if name else document
            assert path.exists(), target
            assert not heading or heading in headings(path), target


@every_document
def test_codes_are_those_of_the_language(document: Path) -> None:
    """No rule is named that cannot exist."""
    assert set(re.findall(r"\bDF\d{3}\b", document.read_text("utf-8"))) <= set(rule_names())


# ``language.md``, "Decisions", as far as its own examples do not show it: what is read without a problem, and
# what is reported. Each is laid over the map of a few phases, fields and channels of conftest.
DECISIONS: dict[str, tuple[str, set[str]]] = {
    "no phase is called all": ("phases: {all: {}}", {"DF007"}),
    "alongside a later phase, in a chain": ("phases: {a: {alongside: b}, b: {alongside: p0}}", set()),
    "alongside in a circle": ("phases: {a: {alongside: b}, b: {alongside: a}}", {"DF103"}),
    "lists are sets": (
        "purposes: {t: , q: }\nactors: {gp: {needs: [{fields: ldl, phase: p0, for: [t, q]},"
        " {fields: ldl, phase: p0, for: [q, t], level: must, received: false}]}}",
        {"DF106"},
    ),
    "a system tells two records apart": (
        "actors: {gp: {systems: {s: }, records: [{fields: ldl, phase: p0, in: s}, {fields: ldl, phase: p0}]}}",
        set(),
    ),
    "a field twice in one statement": (
        "groups: {g: }\nfields: {crp: {group: g}}\n"
        "actors: {gp: {records: [{fields: [crp, crp, 'group:g'], phase: [p0, p0]}]}}",
        set(),
    ),
    "a receiver is omitted as written": (
        "actors: {a: {shares: [{fields: ldl, phase: p0, to: r, via: letter}]}, r: , r1: {extends: r},"
        " a1: {extends: a, omits: [{shares: ldl, to: r1}]}}",
        {"DF104"},
    ),
    "who extends nobody omits nothing": ("actors: {gp: {omits: [{records: ldl}]}}", {"DF104"}),
    "a share with oneself alone": (
        "actors: {gp: {shares: [{fields: ldl, phase: p0, to: gp, via: letter}]}}",
        {"DF105"},
    ),
    "a share with oneself beside others": (
        "actors: {h: , gp: {shares: [{fields: ldl, phase: p0, to: [gp, h], via: letter}]}}",
        set(),
    ),
    "well-known code systems": (
        "fields: {f: {codes: {atc: C10AA05, icd10: I25.1, icpc2: K76, loinc: 22748-8, npu: NPU01568, sks: DI251,"
        " snomed: 22298006}}}",
        set(),
    ),
    "other code systems": ("fields: {f: {codes: {ours: a}}}", {"DF101"}),
    "a statement's code system": (
        "actors: {gp: {records: [{fields: ldl, phase: p0, code_system: npu}]}}",
        {"DF101"},
    ),
    "maps to": ("code_systems: {icpc2: {maps_to: icd10}}", {"DF101"}),
    "booleans": ("fields: {a: {repeats: true}, b: {repeats: True}, c: {repeats: FALSE}}", set()),
    "a boolean in quotes": ("fields: {a: {repeats: 'true'}}", {"DF007"}),
    "a boolean in another word": ("fields: {a: {repeats: yes}}", {"DF007"}),
    "left open": (
        "fields: {a: {label: , repeats: ~, group: null}}\npurposes:\nactors: {gp: , h: {records: }}",
        set(),
    ),
    "a source needs its title": ("sources: {s: }", {"DF006"}),
    "other separators of lines": ("fields: {a: {}}\u2028groups: {g: {}}\u0085purposes: {t: {}}\n", set()),
    "nothing is concluded beside a broken file": (
        "actors: {gp: {extends: nobody, records: [{fields: crp, phase: p9}]}}\nphases: [",
        {"DF002"},
    ),
    "a scenario omits before it adds": (
        "scenario: {id: s}\nactors: {gp: {records: [{fields: ldl, phase: p0}], omits: [{records: ldl}]}}",
        {"DF104"},
    ),
}


@pytest.mark.parametrize("decision", DECISIONS)
def test_decisions(decision: str, study: Callable[..., Project]) -> None:
    """The tool reads what the contract leaves open as the document says."""
    text, codes = DECISIONS[decision]
    assert {problem.code for problem in study(text).problems} == codes


def test_a_file_reports_200_refusals_and_then_that_there_are_more(study: Callable[..., Project]) -> None:
    """The one more says so."""
    problems = study("fields:\n" + "  crp: {}\n" * 500).problems
    assert [problem.code for problem in problems].count("DF004") == 200
    assert len(problems) == 201


def test_a_member_beats_and_adds_to_its_role(study: Callable[..., Project]) -> None:
    """Kind, sector and systems; the label is its own."""
    actors = study("""
        actors:
          r: {label: R, kind: registry, sector: national, systems: {a: {label: A}, b: }}
          r1: {extends: r, kind: organisation, systems: {a: {label: Own}, c: }}
          """).data_map.actors
    member = actors["r1"]
    assert (member.kind, member.sector, member.label.in_language("en")) == ("organisation", "national", "r1")
    assert [system.label.in_language("en") for system in member.systems.values()] == ["Own", "b", "c"]


def test_a_new_member_begins_with_what_its_role_states_below(project: Callable[..., Project]) -> None:
    """And the scenario's changes of the role are made to it too; what says the same replaces what is below."""
    base = """
        map: {id: study, title: Study}
        phases: {p0: {}}
        fields: {ldl: {}, bp: {}, crp: {}}
        sources: {s1: {title: S}}
        actors: {r: {records: [{fields: [ldl, bp], phase: p0}]}, r1: {extends: r}}
        """
    more = """
        scenario: {id: s}
        actors:
          r: {omits: [{records: bp}], records: [{fields: [ldl, crp], phase: p0, source: s1}]}
          r2: {extends: r}
        """
    stated = project({"map.yaml": base, "s.yaml": more}, scenario="s").data_map.statements
    assert [statement.field for statement in stated["r2"]] == ["ldl", "crp"]
    assert [citation.source for statement in stated["r2"] for citation in statement.entry.citations] == ["s1", "s1"]


def test_findings_of_several_needs_become_one(study: Callable[..., Project]) -> None:
    """Certain if one of them is; planned where the planned statements meet all of them."""
    text = """
        purposes: {{t: , q: }}
        actors:
          h:
            records: [{{fields: ldl, phase: p0}}]
            shares: [{{fields: [ldl, bp], phase: p1, to: gp, via: letter, status: {status}}}]
          gp:
            needs:
            - {{fields: ldl, phase: p2, for: t}}
            - {{fields: ldl, phase: p2, for: q, form: {form}}}
        """

    def found(status: str, form: str) -> tuple[bool, bool, int, tuple[str, ...]]:
        (finding,) = (each for each in study(text.format(status=status, form=form)).gaps() if each.code == "DF301")
        assert (finding.members, finding.of) == (None, None)
        return finding.certain, finding.planned, len(finding.hangs_on), finding.purposes

    assert found("unknown", "free-text") == (False, False, 1, ("t", "q"))
    assert found("unknown", "structured") == (True, False, 0, ("t", "q"))
    assert found("planned", "free-text") == (True, True, 0, ("t", "q"))
    assert found("planned", "structured") == (True, False, 0, ("t", "q"))


@pytest.mark.parametrize(("page", "language"), [("reports.md", "en"), ("da/figurer-i-word.md", "da")])
def test_the_views_are_those_that_there_are(page: str, language: str) -> None:
    """Each with its name and its title, but those that no document can have."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    rows = {each.id: f"| `{each.name}` | {each.title.in_language(language)} |" for each in views().values()}
    assert {id_ for id_, row in rows.items() if row not in text.splitlines()} == {"diff", "explorer"}


def test_several_maps_are_a_list(workshop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One map is itself."""
    import json

    for name in ("one", "two"):
        (workshop / "maps" / name).mkdir(parents=True)
        (workshop / "maps" / name / "map.yaml").write_text(f"map: {{id: {name}, title: T}}\n", "utf-8")
    several = json.loads(printed(("gaps", "maps", "--format", "json"), capsys))
    assert [each["map"] for each in several["maps"]] == ["one", "two"]
    assert json.loads(printed(("gaps", "maps/one", "--format", "json"), capsys)) == several["maps"][0]
