"""A small map that has some of everything, with labels as one likes; and every picture of a map."""

import json
from collections.abc import Callable, Iterator

from dataflow.base.explorer import ExplorerDocument
from dataflow.base.picture import Picture
from dataflow.project import Project
from dataflow.views import views

MAP = """\
map: {{id: m, title: {title}, population: {population}, as_of: 2026-11-01}}
phases:
  visit: {{label: {visit}, responsible: gp}}
  stay: {{label: {stay}, responsible: hospital}}
  home: {{label: {home}, responsible: city}}
groups: {{g: {{label: {g}}}}}
fields: {{ldl: {{label: {ldl}, group: g}}, bp: {{label: {bp}, group: g}}, plan: {{label: {plan}}}}}
channels:
  letter: {{label: {letter}, form: free-text}}
  message: {{label: {message}, form: coded}}
"""
ACTORS = """\
actors:
  patient: {{label: {patient}, sector: citizen, kind: patient}}
  gp:
    label: {gp}
    sector: primary
    records: [{{fields: [ldl, bp], phase: visit}}]
    needs: [{{fields: plan, phase: home}}]
    shares:
      - {{fields: [ldl, bp], phase: visit, to: hospital, via: letter}}
      - {{fields: bp, phase: visit, to: patient, via: message, status: unknown}}
  hospital:
    label: {hospital}
    sector: regional
    records: [{{fields: plan, phase: stay}}]
    needs: [{{fields: ldl, phase: stay}}]
    shares:
      - {{fields: plan, phase: stay, to: city, via: message, after: 2d, takes: 36h, on_request: true}}
      - {{fields: plan, phase: stay, to: registry, via: message, status: planned}}
  city:
    label: {city}
    sector: municipal
    records: [{{fields: bp, phase: home}}]
    needs: [{{fields: [ldl, plan], phase: home}}, {{fields: plan, phase: stay, within: 3d}}]
    shares: [{{fields: bp, phase: home, to: registry, via: message}}]
  registry: {{label: {registry}, sector: national, kind: registry}}
"""
NAMES = ("title", "population", "visit", "stay", "home", "g", "ldl", "bp", "plan", "letter", "message")
ACTOR_NAMES = ("patient", "gp", "hospital", "city", "registry")


def texts(label: Callable[[str], object]) -> dict[str, bytes]:
    """The map's files; ``label`` gives what each of its ids is called."""
    shown = {name: _yaml(label(name)) for name in (*NAMES, *ACTOR_NAMES)}
    return {"map.yaml": MAP.format(**shown).encode(), "actors.yaml": ACTORS.format(**shown).encode()}


def _yaml(value: object) -> str:
    """As JSON, which is YAML but for the letters that JSON escapes in halves."""
    written = json.dumps(value, ensure_ascii=False)
    return "".join(sign if sign < "\x7f" or sign > "\uffff" else f"\\u{ord(sign):04x}" for sign in written)


def bilingual(name: str) -> dict[str, str]:
    """A label in both languages, unlike any other."""
    return {"en": f"The {name}", "da": f"Den {name} på æ, ø og å"}


def pictures(project: Project, before: Project) -> Iterator[tuple[str, Picture]]:
    """Every view of a map, of each first thing that it can be of, and each way to split it."""
    for view in views().values():
        of = next(iter(getattr(project.data_map, f"{view.of}s"))) if view.of else None
        for by in (None, *view.by):
            name = view.id if of is None else f"{view.id}:{of}"
            yield f"{name} by {by}", project.picture(name, by=by, before=before if view.compares else None)


def sheets(project: Project, before: Project) -> Iterator[tuple[str, Picture]]:
    """Those of the pictures that are one page each: the explorer is many."""
    return (
        (name, picture) for name, picture in pictures(project, before) if not isinstance(picture, ExplorerDocument)
    )
