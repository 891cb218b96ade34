"""DF505: fields that are recorded and that no patient ever holds."""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.certainty import Query, Verdict
from dataflow.analysis.needs.needs import Needs
from dataflow.base.finding import Finding, Severity, Subject, lowest
from dataflow.base.text import Filling, Sentence, Text
from dataflow.model.entities import Field
from dataflow.model.statements import Entry, Record
from dataflow.rules import Context, Rule
from dataflow.rules._certainty import judged
from dataflow.rules._words import places_of, roles, together

_MESSAGE = Text(
    en="Of the group {group}, these fields are recorded by others and not shown to the patient: {fields}.",
    da="I gruppen {group} bliver disse felter registreret af andre, uden at borgeren får dem at se: {fields}.",
)
_MESSAGE_ONE = Text(
    en="Of the group {group}, this field is recorded by others and not shown to the patient: {fields}.",
    da="I gruppen {group} bliver dette felt registreret af andre, uden at borgeren får det at se: {fields}.",
)
_HINT = Text(
    en="Share with {patients} what helps the patient to follow the course; or state the look-up that exists.",
    da="Del det, der hjælper borgeren til at følge sit forløb, med {patients}; eller angiv den opslagsmulighed, der"
    " findes.",
)


def find(context: Context) -> Iterator[Finding]:
    """One finding for each group, with its fields that no patient ever holds."""
    patients = context.data_map.patients
    if not patients:
        return
    unseen = _Unseen(context, patients)
    yield from judged(
        context,
        Query(unseen.groups, unseen.is_found, unseen.concerns),
        lambda verdict: _finding(context.needs, verdict, patients),
    )


class _Unseen:
    """The groups with fields that are recorded and that no patient holds."""

    def __init__(self, context: Context, patients: tuple[str, ...]) -> None:
        self._needs = context.needs
        self._map_as_of = context.map_as_of
        self._data_map = context.data_map
        self._patients = patients

    def groups(self, assumptions: Assumptions) -> Mapping[str, list[Record]]:
        """The groups, each with the records of those fields."""
        is_seen = cache(lambda field: self._is_seen(field, assumptions))
        found: dict[str, list[Record]] = {}
        for statements in dict.fromkeys(self._map_as_of.statements(assumptions).values()):
            for record in statements.of(Record):
                field = self._data_map.fields[record.field]
                if field.group is not None and _is_for_patients(field) and not is_seen(field.id):
                    found.setdefault(field.group, []).append(record)
        return found

    def is_found(self, group: str, assumptions: Assumptions) -> bool:
        """Whether a group has such a field."""
        return any(
            _is_for_patients(self._data_map.fields[field])
            and bool(self._needs.sharing(assumptions, field).records)
            and not self._is_seen(field, assumptions)
            for field in self._fields[group]
        )

    def concerns(self, group: str, entry: Entry) -> bool:
        """Whether an unknown statement can affect which fields of a group are seen."""
        parts = self._data_map.parts
        return any(
            not self._map_as_of.fields_of_unknown[entry].isdisjoint(parts[each]) for each in self._fields[group]
        )

    @cached_property
    def _fields(self) -> Mapping[str, list[str]]:
        fields: dict[str, list[str]] = {group: [] for group in self._data_map.groups}
        for field in self._data_map.fields.values():
            if field.group is not None:
                fields[field.group].append(field.id)
        return fields

    def _is_seen(self, field: str, assumptions: Assumptions) -> bool:
        # What is held once is held in the last phase too.
        last = self._data_map.ranked_phases[-1:]
        return any(self._needs.holds(each, field, phase, assumptions) for each in self._patients for phase in last)


def _is_for_patients(field: Field) -> bool:
    return field.kind != "identifier"


def _finding(needs: Needs, verdict: Verdict[str, list[Record]], patients: tuple[str, ...]) -> Finding:
    data_map, records = needs.map_as_of.data_map, verdict.value
    group = data_map.groups[verdict.key]
    fields = {record.field for record in records}
    words: dict[str, Filling] = {
        "group": group.name,
        "fields": together(fields, data_map.fields),
        "patients": roles(data_map, patients),
    }
    entries: dict[Entry, None] = dict.fromkeys(record.entry for record in records)
    return Finding(
        code="DF505",
        severity=Severity.INFO,
        place=group.place,
        message=Sentence(_MESSAGE_ONE if len(fields) == 1 else _MESSAGE, words),
        hint=Sentence(_HINT, words),
        related=places_of(data_map, records),
        subject=Subject(other=group.id),
        confidence=lowest(entry.confidence for entry in entries),
    )


_EXAMPLE = """\
map: {id: rehabilitation, title: Cardiac rehabilitation}
phases: {course: {}, follow-up: {}}
groups: {plan: {label: {en: Plan and goals, da: Plan og mål}}}
fields: {goals: {label: {en: Goals, da: Mål}, group: plan}}
channels: {app: {label: {en: The citizen's app, da: Borgerens app}}}
actors:
  municipality:
    records: [{fields: goals, phase: course}]
    uses: [{fields: goals, phase: course}]
%s  patient:
    kind: patient
"""

RULE = Rule(
    code="DF505",
    name="patient-blind",
    severity=Severity.INFO,
    title=Text(en="What the patient never sees", da="Det, som borgeren aldrig ser"),
    what=Text(
        en="Fields of a group are recorded, and no actor of kind patient holds them in any phase. There is one"
        " finding for each group, only where the map has a patient. Identifiers are left out.",
        da="Felter i en gruppe bliver registreret, og ingen borger (kind: patient) får dem at se i nogen fase. Der"
        " er ét fund for hver gruppe, og kun hvor kortet har en borger. Identifikationer tæller ikke med.",
        plain=Text(
            en="Fields of a group are recorded, and no patient holds them in any phase. There is one finding for"
            " each group, only where the map has a patient. Identifiers are left out.",
            da="Felter i en gruppe bliver registreret, og ingen borger får dem at se i nogen fase. Der er ét fund"
            " for hver gruppe, og kun hvor kortet har en borger. Identifikationer tæller ikke med.",
        ),
    ),
    why=Text(
        en="The patient is the only one who is there in every sector: what the patient has can be understood,"
        " corrected and brought along.",
        da="Borgeren er den eneste, der er med i alle sektorer: det, borgeren har, kan forstås, rettes og tages"
        " med videre.",
    ),
    fix=Text(
        en="Choose what helps: goals, plan, medication, own results. State the look-up that there is (a portal,"
        " an app), or plan one as a share to the patient.",
        da="Vælg det, der hjælper: mål, plan, medicin, egne resultater. Skriv det opslag, der findes"
        " (sundhed.dk, en app), eller planlæg et som en deling til borgeren.",
    ),
    false_positives=Text(
        en="Patients have a right of access to nearly everything on request; this is about what they get without"
        " asking. Not everything must be shown, so it is information and no warning.",
        da="Borgeren har ret til aktindsigt i næsten alt; her er det spørgsmålet, hvad der kommer af sig selv."
        " Ikke alt behøver vises, så det er en oplysning og ingen advarsel.",
    ),
    reported={"map.yaml": _EXAMPLE % ""},
    fixed={"map.yaml": _EXAMPLE % ("    shares: [{fields: goals, phase: course, to: patient, via: app}]\n")},
    find=find,
)
