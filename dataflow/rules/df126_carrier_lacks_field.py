"""DF126: a share of a field over a closed channel that has no slot for it."""

from collections.abc import Iterator

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.certainty import Query, Verdict, read_off
from dataflow.analysis.needs.needs import Needs
from dataflow.base.finding import Finding, Related, Severity, Subject, lowest
from dataflow.base.text import ActorRef, Filling, Sentence, Text
from dataflow.model.statements import Share
from dataflow.rules import Context, Rule
from dataflow.rules._certainty import judged

_Key = tuple[str, str, str, str]
"""Actor, field, phase and channel."""
_Shares = tuple[Share, ...]

_MESSAGE = Text(
    en="{actor} shares {field} in {phase} over {channel}, which is closed and has no slot for it.",
    da="{actor} deler {field} i {phase} via {channel}, som er lukket og ikke har plads til det.",
)
_HINT = Text(
    en="If the message does carry it, add {field} to the slots of {via}; else take it out of the share, or send it"
    " another way.",
    da="Er der plads til det i meddelelsen, så føj {field} til slots i {via}; ellers tag det ud af delingen, eller"
    " send det ad en anden vej.",
)
_DECLARED = Text(en="{channel} is declared here", da="{channel} er angivet her")


def find(context: Context) -> Iterator[Finding]:
    """One finding for each actor, field, phase and channel."""
    yield from judged(context, _query(context), lambda verdict: _finding(context.needs, verdict))


def _query(context: Context) -> Query[_Key, _Shares]:
    map_as_of = context.map_as_of
    closed = {channel.id: channel for channel in map_as_of.data_map.channels.values() if channel.closed}

    def not_carried(assumptions: Assumptions) -> dict[_Key, _Shares]:
        found: dict[_Key, _Shares] = {}
        for actor, share in context.subjects.stated(assumptions, Share):
            via = share.entry.via
            if via in closed and closed[via].carries(share.field) is None:
                key = (actor, share.field, share.phase, via)
                found[key] = (*found.get(key, ()), share)
        return found

    return read_off(not_carried, lambda key, entry: key[1] in map_as_of.fields_of_unknown[entry])


def _finding(needs: Needs, verdict: Verdict[_Key, _Shares]) -> Finding:
    (actor, field, phase, via), shares = verdict.key, verdict.value
    data_map = needs.map_as_of.data_map
    channel = data_map.channels[via]
    words: dict[str, Filling] = {
        "actor": ActorRef(actor),
        "field": data_map.fields[field].name,
        "phase": data_map.phases[phase].name,
        "channel": channel.name,
    }
    return Finding(
        "DF126",
        Severity.WARNING,
        min(share.entry.place for share in shares),
        Sentence(_MESSAGE, words),
        Sentence(_HINT, {"field": data_map.fields[field].name.with_ids, "via": channel.name.with_ids}),
        (Related(channel.place, Sentence(_DECLARED, {"channel": channel.name})),),
        Subject(actor=actor, field=field, phase=phase, channel=via),
        confidence=lowest(share.entry.confidence for share in shares),
    )


_EXAMPLE = """\
map: {id: hip-fracture, title: Hip fracture}
phases: {discharge: {}, rehabilitation: {}}
fields:
  plan: {label: Rehabilitation plan}
  weight-bearing: {label: Weight-bearing restriction}
channels:
  plan-form:
    label: Rehabilitation plan form
    closed: true
    slots: {%s}
actors:
  hospital:
    records: [{fields: [plan, weight-bearing], phase: discharge}]
    shares: [{fields: [plan, weight-bearing], phase: discharge, to: municipality, via: plan-form}]
  municipality:
    uses: [{fields: plan, phase: rehabilitation}]
"""

RULE = Rule(
    code="DF126",
    name="carrier-lacks-field",
    severity=Severity.WARNING,
    title=Text(
        en="A share over a channel that has no place for the field",
        da="En deling over en kanal, der ingen plads har til feltet",
    ),
    what=Text(
        en="An actor shares a field over a channel that is closed (closed: true) and lists no slot for the field"
        " or its group. A closed channel carries its slots and nothing else, so the field does not arrive.",
        da="En aktør deler et felt over en kanal, der er lukket (closed: true) og hverken har plads til feltet eller"
        " dets gruppe under slots. En lukket kanal overfører sine pladser og intet andet, så feltet når ikke frem.",
    ),
    why=Text(
        en="Either the message can carry more than the map knows, or the sender believes to have passed on what"
        " the form has no box for: a restriction on weight bearing that the therapist never sees.",
        da="Enten kan meddelelsen overføre mere, end kortet ved, eller også tror afsenderen at have givet noget"
        " videre, som skemaet ingen rubrik har til: en aflastning af benet, som terapeuten aldrig ser.",
    ),
    fix=Text(
        en="Look into the standard or at a real message. If the field has a place there, add the slot with its"
        " form; if it can be written as free text, give the slot the form free-text.",
        da="Slå efter i standarden eller i en rigtig meddelelse. Har feltet en plads dér, så tilføj den under"
        " slots med sin form; kan det skrives som fritekst, så giv pladsen formen free-text.",
    ),
    false_positives=Text(
        en="Most message types have a free-text box in which people write what else matters. If this one has, it"
        " is not closed: take closed out, and what has no slot travels in the channel's form.",
        da="De fleste meddelelser har et fritekstfelt, hvor man skriver det, der ellers er vigtigt. Har denne"
        " det, er den ikke lukket: fjern closed, så går det, der ingen plads har, i kanalens egen form.",
    ),
    reported={"map.yaml": _EXAMPLE % "plan: structured"},
    fixed={"map.yaml": _EXAMPLE % "plan: structured, weight-bearing: structured"},
    find=find,
)
