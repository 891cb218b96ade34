"""Which map builds on which other (``map.extends``), and which scenario on which (``scenario.based_on``)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dataflow.base.finding import Finding, Related, Severity
from dataflow.base.place import Place
from dataflow.base.text import Sentence, Text
from dataflow.language.diagnostics import no_such_base
from dataflow.language.nodes import Scalar, place_of
from dataflow.language.paths import is_in_base
from dataflow.language.read import SpecFile
from dataflow.language.several import ONLY_ONE
from dataflow.model.references import References, cycles
from dataflow.model.sections import PROPERTY_HINT, Sections, property_twice

_CHAIN = Text(
    en='The map at "{way}" builds on another one itself, "{further}"; there is only one level of maps.',
    da='Kortet på "{way}" bygger selv på et andet, "{further}"; der er kun ét niveau af kort.',
)
_CIRCLE = Text(
    en='This map builds on "{way}", and that leads back to the map itself.',
    da='Dette kort bygger på "{way}", og det fører tilbage til kortet selv.',
)
_TAKE_OUT = Text(
    en="Take extends out of one of them: one map must stand by itself.",
    da="Fjern extends fra det ene: ét kort må stå for sig selv.",
)
_IN_SCENARIO = Text(
    en="A scenario belongs to the map that it is laid over, and can't build on another map.",
    da="Et scenarie hører til det kort, det lægges over, og kan ikke bygge på et andet kort.",
)
_MOVE_OUT = Text(
    en="Write extends: under map: in a file without scenario:, or use based_on to build on another scenario.",
    da="Skriv extends: under map: i en fil uden scenario:, eller brug based_on til at bygge på et andet scenarie.",
)
_ITS_EXTENDS = Text(en="it says so here", da="det fremgår her")
_BASED_IN_CIRCLE = Text(
    en="The scenarios build on one another in a circle: {path}.", da="Scenarierne bygger på hinanden i ring: {path}."
)
_TAKE_BASED_ON_OUT = Text(en="Take one based_on out.", da="Fjern based_on fra det ene.")


@dataclass(frozen=True)
class SplitFiles:
    """The files of a map, the files of its base map, and mistakes that keep them from being linked."""

    own: tuple[SpecFile, ...]
    base: tuple[SpecFile, ...]
    findings: tuple[Finding, ...] = ()


def split_base(files: Iterable[SpecFile]) -> SplitFiles:
    """Splits files into those that ``extends`` names and the others (DF101, DF103)."""
    files = tuple(files)
    named = {file.path: word for file in files if (word := extends_of(file)) is not None}
    said = [_wrong(file, word, _IN_SCENARIO, _MOVE_OUT) for file in files if (word := _in_scenario(file)) is not None]
    base = tuple(file for file in files if any(is_in_base(word, file.path) for word in named.values()))
    own = tuple(file for file in files if file not in base)
    # A file that could not be read, which has a finding, may be the one that is missing.
    whole = not any(file.lost for file in files)
    for file in own or files:
        if (word := named.get(file.path)) is None:
            continue
        reached = [other for other in base if is_in_base(word, other.path)]
        further = next((other for other in reached if other.path in named), None)
        if not own:
            if whole:
                said.append(_wrong(file, word, _CIRCLE, _TAKE_OUT, *_elsewhere(file, further, named)))
            break
        if further is not None:
            place = place_of(further.path, named[further.path])
            said.append(_wrong(file, word, _CHAIN, _TAKE_OUT, place, further=str(named[further.path])))
        elif not reached and whole:
            said.append(no_such_base(place_of(file.path, word), word, ()))
    return SplitFiles(own or files, base if own else (), tuple(said))


def extends_of(file: SpecFile) -> Scalar | None:
    """The value of ``map.extends`` in a file: the path of the base map."""
    return file.spec.map.extends if file.spec.map is not None and file.spec.scenario is None else None


def _in_scenario(file: SpecFile) -> Scalar | None:
    return file.spec.map.extends if file.spec.map is not None and file.spec.scenario is not None else None


def _elsewhere(file: SpecFile, further: SpecFile | None, named: dict[str, Scalar]) -> tuple[Place, ...]:
    return () if further is None or further is file else (place_of(further.path, named[further.path]),)


def _wrong(file: SpecFile, word: Scalar, message: Text, hint: Text, *places: Place, **more: str) -> Finding:
    words = {"way": str(word), **more}
    related = tuple(Related(place, Sentence(_ITS_EXTENDS)) for place in places)
    place = place_of(file.path, word)
    return Finding("DF103", Severity.ERROR, place, Sentence(message, words), Sentence(hint, words), related)


def in_order_of_layers(
    scenario: str, based_on: Mapping[str, str | None], known: Collection[str | None]
) -> Sequence[str]:
    """A scenario and those below it that are not ``known`` yet, the lowest first."""
    chain: list[str] = []
    each: str | None = scenario
    while each is not None and each not in known:
        chain.append(each)
        each = based_on.get(each)
    return chain[::-1]


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
                found = references.among(file.path, spec.based_on, "scenarios", scenario_files, ONLY_ONE)
                place = place_of(file.path, spec.based_on)
                if scenario in places:
                    findings.append(property_twice("based_on", scenario, place, places[scenario], PROPERTY_HINT))
                else:
                    based_on[scenario], places[scenario] = found, place
    for circle in cycles({scenario: (below,) for scenario, below in based_on.items() if below}):
        path = " > ".join((*circle, circle[0]))
        message, hint = Sentence(_BASED_IN_CIRCLE, {"path": path}), Sentence(_TAKE_BASED_ON_OUT)
        findings.append(Finding("DF103", Severity.ERROR, places[circle[0]], message, hint))
        for scenario in circle:
            based_on[scenario] = None
    return based_on
