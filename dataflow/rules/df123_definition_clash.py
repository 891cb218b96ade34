"""DF123: one field recorded in code systems without a mapping between them, or by different methods."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.lineage.field_language import clashing_values
from dataflow.analysis.needs.certainty import Query, Verdict, read_off
from dataflow.base.finding import Finding, Severity, Subject, lowest
from dataflow.base.text import Filling, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Record, RecordEntry
from dataflow.rules import Context, Rule
from dataflow.rules._certainty import judged
from dataflow.rules._words import places_of, roles
from dataflow.wording.lists import COMMA, chained

_Key = tuple[str, str]
"""A field, and ``code-system`` or ``method``."""
_Record = tuple[str, Record]
_Records = tuple[_Record, ...]

_MESSAGES = {
    "code-system": Text(
        en="{field} is recorded in code systems that are not all joined by maps: {ways}.",
        da="{field} registreres i kodesystemer, der ikke alle kan oversættes til hinanden: {ways}.",
    ),
    "method": Text(
        en="{field} is recorded by different methods: {ways}.",
        da="{field} registreres efter forskellige metoder: {ways}.",
    ),
}
_WAY = Text(en="{way} ({actors})", da="{way} ({actors})")
_HINTS = {
    "code-system": Text(
        en="Where a map between them is used in practice, state it (maps_to) on the code system that it leads from;"
        " else make them two fields.",
        da="Bruges der en oversættelse i praksis, så skriv den (maps_to) på det kodesystem, den går fra; ellers gør"
        " det til to felter.",
    ),
    "method": Text(
        en="Make them two fields if one value can't stand for the other; if it can, give them the same method.",
        da="Gør det til to felter, hvis den ene værdi ikke kan stå for den anden; kan den det, så giv dem samme"
        " metode.",
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One finding for each field whose code systems clash, and one for each whose methods do."""
    yield from judged(context, _query(context), lambda verdict: _finding(context.data_map, verdict))


def _query(context: Context) -> Query[_Key, _Records]:
    map_as_of = context.map_as_of
    data_map = map_as_of.data_map

    def clashes(assumptions: Assumptions) -> dict[_Key, _Records]:
        by_field: dict[str, list[_Record]] = {}
        for actor, record in map_as_of.of_type(assumptions, Record):
            by_field.setdefault(record.field, []).append((actor, record))
        found: dict[_Key, _Records] = {}
        for field, records in by_field.items():
            for what, attribute, agree in (
                ("code-system", _code_system, lambda one, other: _joined(data_map, one, other)),
                ("method", _method, lambda one, other: one == other),
            ):
                clashing = _clashing(records, attribute, agree)
                if clashing:
                    found[field, what] = clashing
        return found

    return read_off(
        clashes, lambda key, entry: isinstance(entry, RecordEntry) and key[0] in map_as_of.fields_of_unknown[entry]
    )


def _code_system(record: Record) -> str | None:
    return record.entry.code_system


def _method(record: Record) -> str | None:
    return record.entry.method


def _joined(data_map: DataMap, one: str, other: str) -> bool:
    systems = data_map.code_systems
    return one == other or other in systems[one].maps_to or one in systems[other].maps_to


def _clashing(
    records: Iterable[_Record], attribute: Callable[[Record], str | None], agree: Callable[[str, str], bool]
) -> _Records:
    """The records that do not agree with those of another actor; those without a value agree with all."""
    stated = [(name, actor, record) for actor, record in records for name in (attribute(record),) if name is not None]
    clashing = clashing_values(((name, actor) for name, actor, _ in stated), agree)
    return tuple((actor, record) for name, actor, record in stated if name in clashing)


def _way(data_map: DataMap, what: str, name: str, actors: Iterable[str]) -> Sentence:
    """A code system, or a method as written, with the roles that record in it."""
    way = data_map.code_systems[name].name if what == "code-system" else name
    return Sentence(_WAY, {"way": way, "actors": roles(data_map, actors)})


def _finding(data_map: DataMap, verdict: Verdict[_Key, _Records]) -> Finding:
    (field, what), records = verdict.key, verdict.value
    attribute = _code_system if what == "code-system" else _method
    recorders: dict[str, list[str]] = {}
    for actor, record in records:
        recorders.setdefault(attribute(record) or "", []).append(actor)
    words: Mapping[str, Filling] = {
        "field": data_map.fields[field].name,
        "ways": chained(COMMA, [_way(data_map, what, name, actors) for name, actors in recorders.items()]),
    }
    place = min(record.entry.place for _, record in records)
    others = places_of(data_map, (record for _, record in records))
    return Finding(
        "DF123",
        Severity.WARNING,
        place,
        Sentence(_MESSAGES[what], words),
        Sentence(_HINTS[what]),
        tuple(each for each in others if each.place != place),
        Subject(field=field),
        what,
        confidence=lowest(record.entry.confidence for _, record in records),
    )


_EXAMPLE = """\
map: {id: diabetes, title: Type 2 diabetes}
phases: {annual-check: {}, admission: {}}
fields: {complication: {label: Complication}}
code_systems:
  icpc2: {label: ICPC-2%s}
  sks: {label: SKS}
actors:
  gp:
    records: [{fields: complication, phase: annual-check, code_system: icpc2}]
  hospital:
    records: [{fields: complication, phase: admission, code_system: sks}]
"""

RULE = Rule(
    code="DF123",
    name="definition-clash",
    severity=Severity.WARNING,
    title=Text(
        en="One field, recorded in ways that do not agree",
        da="Ét felt, registreret på måder, der ikke stemmer overens",
    ),
    what=Text(
        en="Two actors record one field coded in code systems between which no map is declared in either"
        " direction (maps_to), or by different methods (method). One finding a field for either, with all the"
        " records that do not agree. A record that names no code system or method agrees with all.",
        da="To aktører registrerer ét felt kodet i kodesystemer, mellem hvilke ingen oversættelse er angivet i nogen"
        " retning (maps_to), eller efter forskellige metoder (method). Ét fund pr. felt for hver af delene med alle"
        " de registreringer, der ikke passer. En registrering uden kodesystem eller metode passer med alt.",
    ),
    why=Text(
        en="The values can't be compared or added up though they bear one name: a diagnosis of the hospital's does"
        " not find the patients of the practice, and a blood pressure from home is lower than one from the clinic.",
        da="Værdierne kan ikke sammenlignes eller lægges sammen, selv om de hedder det samme: sygehusets diagnose"
        " finder ikke lægepraksissens borgere, og et blodtryk målt hjemme er lavere end et målt i klinikken.",
    ),
    fix=Text(
        en="Where a map between the code systems is in use, state it with maps_to. Where the values are two"
        " things, make them two fields. Where neither is so, the warning tells how it is, and may stay.",
        da="Er en oversættelse mellem kodesystemerne i brug, så skriv den med maps_to. Er værdierne to"
        " forskellige ting, så gør dem til to felter. Er ingen af delene tilfældet, siger advarslen, hvordan det"
        " er, og må blive stående.",
    ),
    false_positives=Text(
        en="If the two values never meet, nothing is lost: each serves its own place. And if a register recodes"
        " what it gets, the map between the systems exists there, and only maps_to is missing.",
        da="Mødes de to værdier aldrig, går intet tabt: hver gør nytte, hvor den er. Og hvis et register omkoder"
        " det, det får, findes oversættelsen dér, og det er kun maps_to, der mangler.",
    ),
    reported={"map.yaml": _EXAMPLE % ""},
    fixed={"map.yaml": _EXAMPLE % ", maps_to: sks"},
    find=find,
    identity=lambda finding: (finding.subject, finding.cause),
)
