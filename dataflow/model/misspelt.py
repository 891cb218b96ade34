"""A misspelt declaration is reported as one mistake, even if many places refer to the right id (DF101)."""

from dataflow.base.finding import Finding, Related, Severity
from dataflow.base.nearest import nearest
from dataflow.base.place import Place
from dataflow.base.text import Sentence, Text
from dataflow.model.sections import OBJECTS, Sections

_MISSPELT = Text(
    en='"{declared}" is declared here and named nowhere; "{named}" is named in several places and declared nowhere.',
    da='"{declared}" er angivet her og nævnes ingen steder, mens "{named}" nævnes flere steder og ikke er angivet.',
)
_MEANT = Text(en='Did you mean "{named}" here?', da='Mente du "{named}" her?')
_NAMED = Text(en="named here", da="nævnt her")
_SHOWN = 3


def join_misspelt(sections: Sections, findings: list[Finding]) -> None:
    """Replaces the findings at all references to a misspelt declaration with one finding at the declaration."""
    unknown: dict[tuple[str, str], list[Finding]] = {}
    for section, named, finding in sections.unknown:
        unknown.setdefault((section, named), []).append(finding)
    for (section, named), said in unknown.items():
        declared = _declared_as(sections, section, named) if len(said) > 1 else None
        if declared is None:
            continue
        gone = {id(finding) for finding in said}
        findings[:] = [finding for finding in findings if id(finding) not in gone]
        declared_id, place = declared
        words = {"declared": declared_id, "named": named}
        related = tuple(Related(finding.place, Sentence(_NAMED)) for finding in said[:_SHOWN])
        findings.append(
            Finding("DF101", Severity.ERROR, place, Sentence(_MISSPELT, words), Sentence(_MEANT, words), related)
        )


def _declared_as(sections: Sections, section: str, named: str) -> tuple[str, Place] | None:
    """The declaration without references whose id is similar to this one, if there is exactly one."""
    places = (
        {declared: each.place for declared, each in sections.objects[section].items()}
        if section in OBJECTS
        else sections.actor_places
        if section == "actors"
        else {}
    )
    idle = [declared for declared in places if declared not in sections.named.get(section, ())]
    near = nearest(named, idle)
    return (near[0], places[near[0]]) if len(near) == 1 else None
