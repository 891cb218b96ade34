"""DF122: something declared that nothing refers to."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from dataflow.base.finding import Finding, Severity, Subject
from dataflow.base.place import Place
from dataflow.base.text import Name, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.rules import Context, Rule
from dataflow.rules._used import used_in


class _Declared(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> Name: ...
    @property
    def place(self) -> Place: ...


_MESSAGES = {
    "field": Text(
        en="No statement is about the field {thing}, and no other field is derived from it.",
        da="Intet udsagn handler om feltet {thing}, og intet andet felt er udledt af det.",
    ),
    "channel": Text(
        en="Nothing is shared over the channel {thing}, and no other expects its reply over it.",
        da="Intet deles over kanalen {thing}, og ingen anden kanal forventer svar ad den vej.",
    ),
    "source": Text(en="Nothing cites the source {thing}.", da="Intet henviser til kilden {thing}."),
    "purpose": Text(
        en="No statement and no legal basis names the purpose {thing}.",
        da="Intet udsagn og ingen hjemmel nævner formålet {thing}.",
    ),
    "legal-basis": Text(en="No share names the legal basis {thing}.", da="Ingen deling nævner hjemlen {thing}."),
    "code-system": Text(
        en="No code, no statement and no other code system is about the code system {thing}.",
        da="Ingen kode, intet udsagn og intet andet kodesystem nævner kodesystemet {thing}.",
    ),
    "exclude": Text(
        en='No file or folder of the map matches "{thing}", so nothing is excluded by it.',
        da='Ingen fil eller mappe i kortet svarer til "{thing}", så intet udelades af det.',
    ),
    "group": Text(
        en="No field and no other group lies in the group {thing}.",
        da="Intet felt og ingen anden gruppe ligger i gruppen {thing}.",
    ),
}
_HINTS = {
    "field": Text(
        en="State who records, needs, uses or shares it, or take it out; what only a scenario is about may be"
        " declared in the scenario's file.",
        da="Skriv, hvem der registrerer, har brug for, bruger eller deler det, eller fjern det; det, kun et scenarie"
        " handler om, kan angives i scenariets fil.",
    ),
    "channel": Text(
        en="State what goes over it, or take it out; what only a scenario is about may be declared in the scenario's"
        " file.",
        da="Skriv, hvad der går over den, eller fjern den; det, kun et scenarie handler om, kan angives i scenariets"
        " fil.",
    ),
    "source": Text(
        en="Cite it (source:) in the statements that it supports, or take it out.",
        da="Henvis til den (source:) i de udsagn, den støtter, eller fjern den.",
    ),
    "purpose": Text(
        en="Name it (for:) in the needs, uses and shares that are for it, or take it out.",
        da="Nævn det (for:) i de behov, anvendelser og delinger, der har det formål, eller fjern det.",
    ),
    "legal-basis": Text(
        en="Name it (legal_basis:) in the shares that rest on it, or take it out.",
        da="Nævn den (legal_basis:) i de delinger, der hviler på den, eller fjern den.",
    ),
    "code-system": Text(
        en="Name it in codes: of a field or in code_system: of a statement, or take it out.",
        da="Nævn det under codes: i et felt eller code_system: i et udsagn, eller fjern det.",
    ),
    "exclude": Text(
        en="Write the path from the map's folder and with /, or take the pattern out.",
        da="Skriv stien fra kortets egen mappe med /, eller fjern mønstret.",
    ),
    "group": Text(
        en="Give fields that group (group:), or take it out.",
        da="Giv nogle felter den gruppe (group:), eller fjern den.",
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One finding for each unused declaration; statements count whatever their status and dates."""
    data_map = context.data_map
    used = used_in(data_map)
    for kind, declared in _declared(data_map).items():
        for thing in declared:
            if thing.id not in used[kind]:
                words = {"thing": thing.name.as_written.with_ids}
                yield Finding(
                    "DF122",
                    Severity.WARNING,
                    thing.place,
                    Sentence(_MESSAGES[kind], words),
                    Sentence(_HINTS[kind]),
                    subject=_subject(kind, thing.id),
                    cause=kind,
                )
    for pattern in data_map.unused_patterns:
        message = Sentence(_MESSAGES["exclude"], {"thing": pattern.written})
        subject = Subject(other=pattern.written)
        yield Finding(
            "DF122", Severity.WARNING, pattern.place, message, Sentence(_HINTS["exclude"]), (), subject, "exclude"
        )


def _subject(kind: str, thing: str) -> Subject:
    if kind == "field":
        return Subject(field=thing)
    return Subject(channel=thing) if kind == "channel" else Subject(other=thing)


def _declared(data_map: DataMap) -> Mapping[str, Iterable[_Declared]]:
    return {
        "field": data_map.fields.values(),
        "channel": data_map.channels.values(),
        "source": data_map.sources.values(),
        "purpose": data_map.purposes.values(),
        "legal-basis": data_map.legal_bases.values(),
        "code-system": data_map.code_systems.values(),
        "group": data_map.groups.values(),
    }


_EXAMPLE = """\
map: {id: asthma, title: Asthma}
phases: {annual-check: {}}
fields:
  peak-flow: {label: Peak flow}
%sactors:
  gp:
    records: [{fields: peak-flow, phase: annual-check}]
    uses: [{fields: peak-flow, phase: annual-check}]
"""

RULE = Rule(
    code="DF122",
    name="unused",
    severity=Severity.WARNING,
    title=Text(en="Something declared that nothing refers to", da="Noget angivet, som intet henviser til"),
    what=Text(
        en="A field, channel, source, purpose, legal basis, code system or group is declared, and nothing in the map"
        " refers to it; or a pattern of map.exclude matches no file. For a field that is a statement about it, or"
        " another field derived from it: a slot in a channel is not enough. A waiver is no use either. Statements"
        " count whatever their status and dates.",
        da="Et felt, en kanal, en kilde, et formål, en hjemmel, et kodesystem eller en gruppe er angivet, og intet i"
        " kortet henviser til det; eller et mønster i map.exclude svarer ikke til nogen fil. For et felt er det et"
        " udsagn om det eller et andet felt, der er udledt af det; en plads i en kanal er ikke nok. Det er en"
        " dispensation under waivers heller ikke. Udsagn tæller uanset status og datoer.",
    ),
    why=Text(
        en="Often something was forgotten: the statement that should have been about it, or its id after a"
        " change. And a report that lists what nobody uses promises more than the map knows.",
        da="Tit er noget glemt: det udsagn, der skulle handle om det, eller id'et efter en ændring. Og en"
        " rapport, der viser det, som ingen bruger, lover mere, end kortet ved.",
    ),
    fix=Text(
        en="Refer to it where it belongs, or take it out. What only a scenario needs is declared in the"
        " scenario's file.",
        da="Henvis til det, hvor det hører hjemme, eller fjern det. Det, kun et scenarie har brug for, angives i"
        " scenariets fil.",
    ),
    false_positives=Text(
        en="A map may list more than it uses on purpose: all the variables of a register, or sources that give"
        " the setting. Then turn the rule off under map.rules, or accept single findings under waivers.",
        da="Et kort kan med vilje rumme mere, end det bruger: alle variable i et register eller kilder, der giver"
        " rammen. Slå så reglen fra under map.rules, eller giv dispensation for enkelte fund under waivers.",
    ),
    reported={"map.yaml": _EXAMPLE % "  fev1: {label: FEV1}\n"},
    fixed={"map.yaml": _EXAMPLE % ""},
    find=find,
)
