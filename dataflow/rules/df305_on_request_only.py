"""DF305: a need that is met only because somebody asks, or happens to write."""

from collections.abc import Iterator

from dataflow.base.finding import Finding, Severity
from dataflow.base.text import Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.rules import Context, Rule, by_statement
from dataflow.rules._dependence import Dependence, TakenAway, dependent_needs, finding_of
from dataflow.rules._words import together

_MESSAGE = Text(
    en="{actor} needs {field} in {phase}, but gets it only on request, over {channels}.",
    da="{actor} har brug for {field} i {phase}, men får det kun efter anmodning, via {channels}.",
)
_HINT = Text(
    en="Make it a routine: let it be shared without anybody asking; or agree who asks, and when.",
    da="Gør det til en fast rutine: lad det blive delt, uden at nogen skal spørge; eller aftal, hvem der spørger, og"
    " hvornår.",
)


def find(context: Context) -> Iterator[Finding]:
    """One finding for each actor, field and phase."""
    on_request = TakenAway(context.map_as_of.on_request)
    data_map = context.data_map
    if on_request.entries:
        yield from dependent_needs(
            context,
            lambda actor, need: need.entry.level == "must" and data_map.actors[actor].kind != "registry",
            lambda need: on_request,
            lambda found: _finding(data_map, found),
        )


def _finding(data_map: DataMap, found: Dependence) -> Finding:
    channels = together(found.channels, data_map.channels)
    return finding_of("DF305", Severity.WARNING, data_map, found, _MESSAGE, Sentence(_HINT), channels=channels)


_EXAMPLE = """\
map: {id: correspondence, title: A question by message}
phases: {rehabilitation: {}}
fields: {risk-group: {label: {en: Risk group for training, da: Risikogruppe ved træning}}}
channels:
  message: {label: {en: Correspondence message, da: Korrespondancemeddelelse}}
  phone: {label: {en: Telephone, da: Telefon}, kind: oral}
legal_bases: {sul-41: {label: Sundhedsloven § 41}}
actors:
  hospital:
    records: [{fields: risk-group, phase: rehabilitation}]
    shares:
      - {fields: risk-group, phase: rehabilitation, to: municipality, via: phone, legal_basis: sul-41,
         on_request: true}
      - {fields: risk-group, phase: rehabilitation, to: municipality, via: message, legal_basis: sul-41%s}
  municipality:
    needs: [{fields: risk-group, phase: rehabilitation}]
"""

RULE = Rule(
    code="DF305",
    name="on-request-only",
    severity=Severity.WARNING,
    title=Text(en="A need that is met only on request", da="Et behov, der kun opfyldes efter anmodning"),
    titles=Text(en="Needs that are met only on request", da="Behov, der kun opfyldes efter anmodning"),
    what=Text(
        en="A must need is met, but only by way of shares with on_request: with all of those taken away together it"
        " would not be. The finding shows them. The needs of registries are left out.",
        da="Et skal-behov er opfyldt, men kun ved hjælp af delinger med on_request: uden dem alle ville det ikke være"
        " opfyldt. Fundet viser dem. Registres behov tælles ikke med.",
        plain=Text(
            en="A must need is met, but only by way of shares that are made on request: with all of those taken"
            " away together it would not be. The finding shows them. The needs of registries are left out.",
            da="Et skal-behov er opfyldt, men kun ved hjælp af delinger, der kun sker på anmodning: uden dem alle"
            " ville det ikke være opfyldt. Fundet viser dem. Registres behov tælles ikke med.",
        ),
    ),
    why=Text(
        en="What happens only when somebody asks, happens for the patients that somebody thinks of. It works in the"
        " place where people know one another, and not on a busy day or with somebody new.",
        da="Det, der kun sker, når nogen spørger, sker for de borgere, som nogen tænker på. Det virker dér, hvor man"
        " kender hinanden, men ikke på en travl dag eller med en ny kollega.",
    ),
    fix=Text(
        en="Let the data be sent as a routine, over a message that is sent anyway. Until then agree who asks for"
        " them, when, and who answers.",
        da="Lad oplysningerne blive sendt fast, helst i en meddelelse, der sendes alligevel. Aftal indtil da, hvem"
        " der spørger efter dem, hvornår, og hvem der svarer.",
    ),
    false_positives=Text(
        en="Where it is right that somebody judges in each case whether to ask, waive the finding and say so. If the"
        " practice is fixed after all, take on_request out.",
        da="Er det rigtigt, at nogen hver gang vurderer, om der skal spørges, så giv en dispensation (waivers) med"
        " den begrundelse. Er praksis alligevel fast, så fjern on_request.",
    ),
    reported={"map.yaml": _EXAMPLE % ", on_request: true"},
    fixed={"map.yaml": _EXAMPLE % ""},
    find=find,
    identity=by_statement,
)
