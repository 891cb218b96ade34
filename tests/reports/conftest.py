"""Fixtures: findings of a small map, of a hostile map, of a broken map, and none."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from dataflow.base.place import Place
from dataflow.cli.inputs import batch_of
from dataflow.cli.options import Level
from dataflow.project import Project
from dataflow.reports import Findings, ReportOptions, reports

# What an author's text must never do: end a line, command a log, open markup, start a formula, turn text around.
HOSTILE = (
    "::error ::forged",
    "  ::add-mask::all",
    "a ##[error]b",
    "##vso[task.setvariable variable=x]y",
    "%0A::error::x %25 100 %",
    "a, b: c",
    "]]> <!-- -->",
    "</failure><testcase name='x'/>",
    "&amp; &#10; &lt;",
    "\"quotes\" and 'quotes'",
    "=1+1",
    "  @SUM(A1)",
    "-2+3|cmd",
    "x;=1+1",
    "＝1+1",
    "| a | b |",
    "\\| \\\\ \\",
    "`code` **bold** _em_ ~~gone~~",
    "[link](http://example.org) ![i](x)",
    "<script>alert(1)</script>",
    "http://example.org www.example.org a@b.dk",
    "{0} {{x}} {actor} %s $x$ $(id)",
    "first\nsecond\r\n::error::third",
    "\u202eturned\u202c \u200f",
    "\u2028::error::separator\u2029",
    "\x85::error::next line",
    "tab\tbed",
    "æøå Æ 🫀 e\u0301",
    "\ufffe \ufeff",
    "# heading",
    "--- | ---",
)

SMALL = """\
map: {id: study, title: Study}
phases: {p0: {}, p1: {}, p2: {}}
fields: {ldl: {}, bp: {}, lvef: {}}
channels: {letter: {}, portal: {form: coded}}
actors:
  hospital:
    records: [{fields: [ldl, bp], phase: p0}]
    shares: [{fields: bp, phase: p1, to: town, via: letter, status: unknown}]
  town:
    needs:
      - {fields: [ldl, bp], phase: p1, level: must}
      - {fields: lvef, phase: p2, level: may, confidence: low}
waivers:
  - {rule: DF301, actor: town, field: lvef, reason: By telephone, by: The board, valid_to: 2031-02-01}
"""

Batch = Callable[..., Findings]


def hostile_map() -> str:
    """A map in which every hostile text is the label of a field and of the actor that lacks it."""
    fields = {f"f{number}": {"label": text} for number, text in enumerate(HOSTILE)}
    actors = {
        f"a{number}": {"label": text, "needs": [{"fields": f"f{number}", "phase": "p0"}]}
        for number, text in enumerate(HOSTILE)
    }
    spec = {"map": {"id": "study", "title": "Study"}, "phases": {"p0": {}}, "fields": fields, "actors": actors}
    # YAML has no surrogate pairs, which JSON uses for characters beyond U+FFFF.
    shown = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in spec.items())
    return "".join(c if c.isascii() and c != "\x7f" else f"\\U{ord(c):08X}" for c in "\n".join(shown)) + "\n"


@pytest.fixture
def gaps() -> Batch:
    """The unmet needs of a project as the input of a report."""

    def make(project: Project, **more: object) -> Findings:
        unmet = [finding for finding in project.gaps("role") if finding.code == "DF301"]
        batch: Findings = batch_of(project, unmet, Level.role, by_actor=True, task="gaps")
        return replace(batch, root="maps/study", **more)  # type: ignore[arg-type]

    return make


@pytest.fixture
def small(project: Callable[..., Project], gaps: Batch) -> Findings:
    """Findings that are certain, possible and waived."""
    return gaps(project(SMALL))


@pytest.fixture
def hostile(project: Callable[..., Project], gaps: Batch) -> Findings:
    """A finding for each hostile text, the first ones in files with hostile names."""
    batch = gaps(project(hostile_map()))
    assert len(batch.findings) == len(HOSTILE)
    findings = [
        replace(each, place=each.place._replace(file=f"{text} æ.yaml"))
        for each, text in zip(batch.findings, HOSTILE, strict=False)
    ]
    # On Linux the name of a file need not be valid text.
    odd = replace(findings[0], place=Place("\udcff.yaml", 1, 1))
    return replace(batch, findings=(*findings, *batch.findings[len(findings) :], odd))


@pytest.fixture
def broken(project: Callable[..., Project]) -> Findings:
    """Problems in two files."""
    wrong = project({"a.yaml": "map: {id: broken}\n", "b.yaml": "fields: [\n", "c.yaml": "phases: {p0: {labl: x}}\n"})
    return batch_of(wrong, wrong.problems, Level.role, task="validate")  # type: ignore[no-any-return]


@pytest.fixture
def nothing(project: Callable[..., Project], gaps: Batch) -> Findings:
    """A map without gaps."""
    return gaps(project("map: {id: clean, title: Clean}\nphases: {p0: {}}\nactors: {gp: {}}\n"))


@pytest.fixture
def written() -> Callable[..., str]:
    """The output of a format: ``written("sarif", batch, batch, language="da")``."""

    def write(
        format_: str, *batches: Findings, language: str = "en", color: bool = False, dialect: str = "rfc4180"
    ) -> str:
        return reports("findings")[format_].write(batches, ReportOptions(language, color, dialect))

    return write


@pytest.fixture(params=["small", "hostile", "broken", "nothing", "several", "known", "twins"])
def batches(request: pytest.FixtureRequest) -> tuple[Findings, ...]:
    """Every kind of run."""
    if request.param == "several":
        small = request.getfixturevalue("small")
        return (small, request.getfixturevalue("broken"), replace(small, root="maps/copy"))
    if request.param == "known":
        small = request.getfixturevalue("small")
        return (replace(small, known=frozenset({small.findings[0].fingerprint})),)
    if request.param == "twins":
        small = request.getfixturevalue("small")
        first = small.findings[0]
        twins = [
            replace(first, certain=certain, waived=waived) for certain in (True, False) for waived in (True, False)
        ]
        return (replace(small, findings=(*twins, *small.findings)),)
    return (request.getfixturevalue(request.param),)
