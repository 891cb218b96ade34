"""A small map that several tests draw: general practice, a hospital and a municipality."""

from pathlib import Path

from dataflow.base.picture import Diagram, Edge, Lack, Node
from dataflow.project import Project
from dataflow.renderers import Options
from dataflow.renderers.dot import render
from dataflow.terms import Terms
from dataflow.views import Focus

GOLDEN = Path(__file__).with_name("golden")
HEAD = """
map: {id: m, title: {en: Map, da: Kort}, as_of: 2026-11-01}
phases:
  visit: {responsible: gp}
  stay: {responsible: hospital}
  home: {responsible: city}
purposes: {care: {}, research: {secondary: true}}
groups: {heart: {label: {en: Heart, da: Hjerte}}, mind: {label: {en: Mind, da: Sind}}}
fields:
  lvef: {label: {en: Ejection fraction, da: Uddrivningsfraktion}, group: heart}
  ldl: {label: LDL, group: heart}
  hads: {label: HADS, group: mind}
  goal: {label: {en: Goal, da: Mål}}
  risk: {label: {en: Risk, da: Risiko}}
channels:
  letter: {label: {en: Letter, da: Brev}}
  message: {label: {en: Message, da: Besked}, form: coded}
"""
ACTORS = """
actors:
  gp:
    label: {en: General practice, da: Almen praksis}
    sector: primary
    records: [{fields: ldl, phase: visit}]
    needs: [{fields: lvef, phase: home, for: care, form: structured}, {fields: [hads, risk], phase: home}]
    shares: [{fields: ldl, phase: visit, to: hospital, via: message}]
  hospital:
    label: Hospital
    sector: regional
    records: [{fields: lvef, phase: stay, form: coded}]
    needs: [{fields: ldl, phase: stay}]
    shares: [{fields: lvef, phase: stay, to: gp, via: letter}]
  city:
    label: {en: Municipality, da: Kommune}
    sector: municipal
    records: [{fields: hads, phase: home}]
    needs: [{fields: [lvef, ldl], phase: home, for: care}, {fields: goal, phase: home, for: research}]
"""


def project(text: str, **terms: object) -> Project:
    """The project of a spec without problems."""
    made = Project({"map.yaml": f"dataflow: 1\n{text}".encode()}, Terms(**terms))  # type: ignore[arg-type]
    assert not made.problems, [problem.message.in_language("en") for problem in made.problems]
    return made


def drawn(
    view: str, text: str = HEAD + ACTORS, focus: Focus | None = None, by: str | None = None, **terms: object
) -> Diagram:
    """A view of a spec, by default the small map."""
    return diagram(project(text, **terms), view, focus, by)


def diagram(
    of: Project, view: str, focus: Focus | None = None, by: str | None = None, before: Project | None = None
) -> Diagram:
    """A graph view of a project."""
    picture = of.picture(view, focus, by=by, before=before)
    assert isinstance(picture, Diagram)
    return picture


def edge(diagram: Diagram, name: str) -> Edge:
    """The edge with an id."""
    return next(each for each in diagram.edges if each.id == name)


def node(diagram: Diagram, name: str) -> Node:
    """The node with an id."""
    return next(each for each in diagram.nodes if each.id == name)


def lacks(part: Node | Edge, language: str = "en") -> list[str]:
    """What is missing at a node or an edge, each with its cause."""
    words = (each.in_words if isinstance(each, Lack) else each for each in part.lacks)
    return [each.in_language(language) for each in words]


def as_dot(diagram: Diagram) -> str:
    """The picture as DOT, in Danish."""
    return render(diagram, Options(language="da")).content.decode("utf-8")


def golden(name: str) -> str:
    """The expected DOT text of a picture."""
    return (GOLDEN / f"{name}.dot").read_text(encoding="utf-8")
