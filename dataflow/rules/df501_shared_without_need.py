"""DF501: a field that an actor receives and neither needs, uses nor passes on."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.sharing import Hop, passes_on
from dataflow.analysis.needs.certainty import Query, Verdict
from dataflow.analysis.needs.needs import Needs
from dataflow.base.finding import Finding, Severity, Subject, lowest
from dataflow.base.text import ActorRef, Filling, Sentence, Text
from dataflow.model.statements import Demand, Entry, ShareEntry
from dataflow.rules import Context, Rule
from dataflow.rules._certainty import judged
from dataflow.rules._messages import Messages
from dataflow.rules._words import places_of, roles, together

_Received = tuple[str, str]
"""An actor and a field."""

_MESSAGE = Text(
    en="{actor} receives {field} from {phase} on (from {senders} over {channels}), and neither needs nor uses it, nor"
    " passes it on.",
    da="{actor} modtager {field} fra og med {phase} (fra {senders} via {channels}), men har ikke brug for det, bruger"
    " det ikke og deler det ikke videre.",
)
_HINT = Text(
    en="Take {field} out of what is sent to {actor}; or state the need or use there.",
    da="Tag {field} ud af det, der sendes til {actor}; eller angiv behovet eller anvendelsen dér.",
)
_MESSAGE_LATER = Text(
    en="{actor} receives {field} from {phase} on (from {senders} over {channels}), but needs it only earlier, in"
    " {earlier}, and does not have it then.",
    da="{actor} modtager {field} fra og med {phase} (fra {senders} via {channels}), men har kun brug for det"
    " tidligere, i {earlier}, og har det ikke dér.",
)
_HINT_LATER = Text(
    en="Send {field} to {actor} no later than in {earlier}; or state the need or use where it is received.",
    da="Send {field} til {actor} senest i {earlier}; eller angiv behovet eller anvendelsen dér, hvor det modtages.",
)


def find(context: Context) -> Iterator[Finding]:
    """One finding for each actor and field, at the phase of the first reception."""
    reception = _Reception(context)
    query = Query(reception.unneeded, reception.is_unneeded, reception.concerns)
    yield from judged(context, query, lambda verdict: _finding(context.needs, reception, verdict))


class _Reception:
    """The fields that actors receive without need."""

    def __init__(self, context: Context) -> None:
        self._needs = context.needs
        self._subjects = context.subjects
        self._data_map = context.data_map
        self._messages = Messages(context.map_as_of)
        self._parts, self._wholes = self._data_map.parts, self._data_map.wholes
        self._unneeded_since = cache(self._unneeded_from)
        self._first_phase = cache(self._first_phase_of)
        self._last_demand = cache(self._last_demand_by)

    def unneeded(self, assumptions: Assumptions) -> Mapping[_Received, str]:
        """The fields that actors other than patients receive without need, with the phase of the first reception."""
        found = dict[_Received, str | None]()
        for field in (each.id for each in self._data_map.fields.values() if each.kind != "identifier"):
            included = self._subjects.included_for(field)
            for actor in self._needs.sharing(assumptions, field).hops.to:
                if actor in included and self._data_map.actors[actor].kind != "patient":
                    found[actor, field] = self._unneeded_since(actor, field, assumptions)
        return {received: phase for received, phase in found.items() if phase is not None}

    def is_unneeded(self, received: _Received, assumptions: Assumptions) -> bool:
        """Whether an actor receives a field without need."""
        actor, field = received
        return self._unneeded_since(actor, field, assumptions) is not None

    def concerns(self, received: _Received, entry: Entry) -> bool:
        """Whether an unknown statement can affect a reception: it is about the field, a part or a whole of it."""
        actor, field = received
        asks = isinstance(entry, ShareEntry) and entry.via in self._messages.expecting
        if asks and entry.author in (actor, self._data_map.role_of(actor)):
            return True
        return not self._needs.map_as_of.fields_of_unknown[entry].isdisjoint(self._parts[field] | self._wholes[field])

    def first(self, received: _Received, assumptions: Assumptions) -> list[Hop]:
        """The hops by which an actor first receives a field."""
        actor, field = received
        arriving = self._arriving(actor, field, assumptions)
        least = min(self._needs.position(hop.statement.phase) for hop in arriving)
        return [hop for hop in arriving if self._needs.position(hop.statement.phase) == least]

    def _arriving(self, actor: str, field: str, assumptions: Assumptions) -> list[Hop]:
        hops = self._needs.sharing(assumptions, field).hops.to.get(actor, ())
        return [hop for hop in hops if self._needs.holds(hop.sender, field, hop.statement.phase, assumptions)]

    def _unneeded_from(self, actor: str, field: str, assumptions: Assumptions) -> str | None:
        phases = self._data_map.phases
        first = self._first_phase(actor, field, self._needs.reachability.settled(assumptions, field))
        if first is None:
            return None
        demanded = self._last_demand(actor, assumptions)
        last = max((demanded.get(whole, -1) for whole in self._wholes[field]), default=-1)
        if last >= phases[first].position or self._is_awaited(actor, field, phases[first].position, assumptions):
            return None
        return first

    def earlier(self, received: _Received, assumptions: Assumptions) -> tuple[str, ...]:
        """The phases before the first reception in which the actor needs or uses the field and lacks it."""
        actor, field = received
        lacking = {
            each.phase
            for each in self._needs.map_as_of.statements(assumptions)[actor]
            if isinstance(each, Demand) and each.field == field and not self._needs.is_met(actor, each, assumptions)
        }
        return tuple(phase for phase in self._data_map.phases if phase in lacking)

    def _is_awaited(self, actor: str, field: str, since: int, assumptions: Assumptions) -> bool:
        """Whether an answer to the actor from a position on has the field, or one that is derived from it."""
        return bool(self._messages.expecting) and any(
            self._needs.position(hop.statement.phase) >= since and self._messages.is_awaited(hop, assumptions)
            for whole in self._wholes[field]
            for hop in self._needs.sharing(assumptions, whole).hops.to.get(actor, ())
        )

    def _first_phase_of(self, actor: str, field: str, assumptions: Assumptions) -> str | None:
        phases = self._data_map.phases
        arrived = {hop.statement.phase for hop in self._arriving(actor, field, assumptions)}
        return min(arrived, key=lambda phase: (phases[phase].position, phases[phase].order), default=None)

    def _last_demand_by(self, actor: str, assumptions: Assumptions) -> Mapping[str, int]:
        """The fields that an actor needs, uses or passes on, with the last position at which it does."""
        last: dict[str, int] = {}
        for statement in self._needs.map_as_of.statements(assumptions)[actor]:
            if isinstance(statement, Demand) or passes_on(self._data_map, actor, statement):
                position = self._needs.position(statement.phase)
                last[statement.field] = max(position, last.get(statement.field, -1))
        return last


def _finding(needs: Needs, reception: _Reception, verdict: Verdict[_Received, str]) -> Finding:
    (actor, field), phase, data_map = verdict.key, verdict.value, needs.map_as_of.data_map
    hops = reception.first(verdict.key, verdict.assumptions)
    earlier = reception.earlier(verdict.key, verdict.assumptions)
    words: dict[str, Filling] = {
        "actor": ActorRef(actor),
        "field": data_map.fields[field].name,
        "phase": data_map.phases[phase].name,
        "senders": roles(data_map, [hop.sender for hop in hops], subject=actor),
        "earlier": together(earlier, data_map.phases),
        "channels": together({hop.statement.entry.via for hop in hops}, data_map.channels),
    }
    related = places_of(data_map, [hop.statement for hop in hops])
    return Finding(
        code="DF501",
        severity=Severity.WARNING,
        place=related[0].place,
        message=Sentence(_MESSAGE_LATER if earlier else _MESSAGE, words),
        hint=Sentence(_HINT_LATER if earlier else _HINT, words | {"field": data_map.fields[field].name.with_ids}),
        related=related,
        subject=Subject(actor=actor, field=field, phase=phase),
        confidence=lowest(hop.statement.entry.confidence for hop in hops),
    )


_EXAMPLE = """\
map: {id: discharge, title: {en: Discharge, da: Udskrivelse}}
phases: {discharge: {}, follow-up: {}}
fields:
  diagnosis: {label: {en: Diagnosis, da: Diagnose}}
  sexual-health: {label: {en: Sexual health, da: Seksuel sundhed}}
channels: {letter: {label: {en: Discharge letter, da: Epikrise}}}
legal_bases: {sul-41: {label: Sundhedsloven § 41}}
actors:
  hospital:
    records: [{fields: [diagnosis, sexual-health], phase: discharge}]
    uses: [{fields: [diagnosis, sexual-health], phase: discharge}]
    shares: [{fields: %s, phase: discharge, to: gp, via: letter, legal_basis: sul-41}]
  gp:
    uses: [{fields: diagnosis, phase: follow-up}]
"""

RULE = Rule(
    code="DF501",
    name="shared-without-need",
    severity=Severity.WARNING,
    title=Text(en="Data that the receiver has no need of", da="Data, som modtageren ikke har brug for"),
    what=Text(
        en="An actor receives a field, and from the first reception on it neither needs nor uses it, nor passes it"
        " on. A field counts as used where one that is worked out from it is, and where it comes as the answer that"
        " the actor expects (expects_reply of the channel of its question). Patients and identifiers are left"
        " out.",
        da="En aktør modtager et felt og har fra første modtagelse ikke brug for det, anvender det ikke og deler det"
        " ikke videre. Et felt regnes for anvendt, når et felt, der beregnes ud fra det, bliver anvendt, og når det"
        " kommer som det svar, aktøren forventer (expects_reply på den kanal, den spurgte ad). Borgeren selv og"
        " identifikationer tæller ikke med.",
        plain=Text(
            en="An actor receives a field, and from the first reception on it neither needs nor uses it, nor"
            " passes it on. A field counts as used where one that is worked out from it is, and where it comes"
            " as the answer that the actor expects. Patients and identifiers are left out.",
            da="En aktør modtager et felt og har fra første modtagelse ikke brug for det, anvender det ikke og"
            " deler det ikke videre. Et felt regnes for anvendt, når et felt, der beregnes ud fra det, bliver"
            " anvendt, og når det kommer som det svar, aktøren forventer. Borgeren selv og identifikationer"
            " tæller ikke med.",
        ),
    ),
    why=Text(
        en="Data minimisation (GDPR Art. 5(1)(c)): what is not needed should not be sent. And who gets ten pages"
        " of which two matter overlooks one of the two.",
        da="Dataminimering (GDPR art. 5, stk. 1, litra c): det, der ikke er brug for, skal ikke sendes. Og den,"
        " der får ti sider, hvoraf to betyder noget, overser den ene af de to.",
    ),
    fix=Text(
        en="If the receiver needs it earlier and lacks it then, send it by then. Else take the field out of the"
        " share, or out of the message where the sender can. If the receiver does"
        " need it, state what for: the map then knows one more need.",
        da="Har modtageren brug for det tidligere og mangler det dér, så send det inden da. Ellers tag feltet ud af"
        " delingen, og ud af meddelelsen, hvor afsenderen kan. Har modtageren brug for det, så"
        " skriv hvortil: så kender kortet ét behov mere.",
    ),
    false_positives=Text(
        en="Most often the receiver has not been interviewed yet: a need or use is missing. Ask before you call it"
        " too much. Messages with fixed content carry some fields for other receivers.",
        da="Oftest er modtageren blot ikke blevet spurgt endnu, og et behov eller en anvendelse mangler på kortet."
        " Spørg, før det kaldes for meget. Meddelelser med fast indhold har felter med for andre modtageres skyld.",
    ),
    reported={"map.yaml": _EXAMPLE % "[diagnosis, sexual-health]"},
    fixed={"map.yaml": _EXAMPLE % "diagnosis"},
    find=find,
    identity=lambda finding: replace(finding.subject, phase=None),
)
