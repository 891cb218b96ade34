"""Which scenario is based on which (``language.md``, "Scenarios")."""

from collections.abc import Mapping

from dataflow.base.finding import Finding, Severity
from dataflow.base.place import Place
from dataflow.base.text import Sentence, Text
from dataflow.language.nodes import place_of
from dataflow.language.read import SpecFile
from dataflow.model.references import References, cycles
from dataflow.model.sections import PROPERTY_HINT, Sections, property_twice

_BASED_IN_CIRCLE = Text(
    en="The scenarios build on one another in a circle: {path}.", da="Scenarierne bygger på hinanden i ring: {path}."
)
_TAKE_OUT = Text(en="Take one based_on out.", da="Fjern based_on fra det ene.")


def chain_of(scenario: str, based_on: Mapping[str, str | None]) -> list[str]:
    """A scenario and those below it, the lowest first."""
    chain: list[str] = []
    next_below: str | None = scenario
    while next_below is not None:
        chain.insert(0, next_below)
        next_below = based_on.get(next_below)
    return chain


def scenarios_based_on(
    scenario_files: Mapping[str, tuple[SpecFile, ...]], sections: Sections, findings: list[Finding]
) -> dict[str, str | None]:
    """The scenario that each is based on; None for the map itself (DF101, DF102, DF103)."""
    references = References(sections, findings)
    based_on: dict[str, str | None] = {}
    places: dict[str, Place] = {}
    for scenario, files in scenario_files.items():
        for file in files:
            spec = file.spec.scenario
            if spec is not None and spec.based_on is not None:
                found = references.among(file.path, spec.based_on, "scenarios", scenario_files)
                place = place_of(file.path, spec.based_on)
                if scenario in places:
                    findings.append(property_twice("based_on", scenario, place, places[scenario], PROPERTY_HINT))
                else:
                    based_on[scenario], places[scenario] = found, place
    for circle in cycles({scenario: (below,) for scenario, below in based_on.items() if below}):
        path = " > ".join((*circle, circle[0]))
        findings.append(
            Finding(
                "DF103",
                Severity.ERROR,
                places[circle[0]],
                Sentence(_BASED_IN_CIRCLE, {"path": path}),
                Sentence(_TAKE_OUT),
            )
        )
        for scenario in circle:
            based_on[scenario] = None
    return based_on
