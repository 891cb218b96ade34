"""DF129: a share to a role that reaches no member."""

from collections.abc import Iterator

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.certainty import Query, Verdict, read_off
from dataflow.analysis.needs.needs import Needs
from dataflow.base.finding import Finding, Related, Severity, Subject, lowest
from dataflow.base.text import ActorRef, Filling, Sentence, Text
from dataflow.model.statements import Share
from dataflow.rules import Context, Rule
from dataflow.rules._certainty import judged

_Key = tuple[str, str, str, str, str]
"""Actor, field, phase, channel and role."""
_Shares = tuple[Share, ...]

_CLUSTERS = Text(
    en="{actor} shares {field} in {phase} with {role}, and reaches none of its members: none stands in a cluster of"
    " the sender's.",
    da="{actor} deler {field} i {phase} med {role} og når ingen af dens medlemmer: ingen af dem står i en klynge"
    " med afsenderen.",
)
_ALONE = Text(
    en="{actor} shares {field} in {phase} with {role}, whose only member it is itself.",
    da="{actor} deler {field} i {phase} med {role}, som den selv er det eneste medlem af.",
)
_HINT = Text(
    en="Put one of {role} into a cluster of the sender's, name the actor it goes to, or omit the share here.",
    da="Sæt et medlem af {role} i en af afsenderens klynger, nævn den aktør, det går til, eller udelad delingen her.",
)
_HINT_ALONE = Text(
    en="Name the actor that it goes to, or omit the share here.",
    da="Nævn den aktør, det går til, eller udelad delingen her.",
)
_CLUSTER = Text(en="{cluster} lists its members here", da="{cluster} har sine medlemmer her")


def find(context: Context) -> Iterator[Finding]:
    """One finding for each actor, role, channel, field and phase."""
    yield from judged(context, _query(context), lambda verdict: _finding(context.needs, verdict))


def _query(context: Context) -> Query[_Key, _Shares]:
    map_as_of = context.map_as_of
    data_map = map_as_of.data_map

    def unreceived(assumptions: Assumptions) -> dict[_Key, _Shares]:
        found: dict[_Key, _Shares] = {}
        for actor, share in context.subjects.stated(assumptions, Share):
            via, to = share.entry.via, share.to
            if data_map.receivers(actor, to):
                continue
            # DF126 reports what the channel does not carry.
            if data_map.channels[via].carries(share.field) is not None:
                key = (actor, share.field, share.phase, via, to)
                found[key] = (*found.get(key, ()), share)
        return found

    return read_off(unreceived, lambda key, entry: key[1] in map_as_of.fields_of_unknown[entry])


def _finding(needs: Needs, verdict: Verdict[_Key, _Shares]) -> Finding:
    (actor, field, phase, via, role), shares = verdict.key, verdict.value
    data_map = needs.map_as_of.data_map
    alone = data_map.members[role] == (actor,)
    words: dict[str, Filling] = {
        "actor": ActorRef(actor),
        "field": data_map.fields[field].name,
        "phase": data_map.phases[phase].name,
        "role": data_map.actors[role].name,
    }
    clusters = () if alone else [each for each in data_map.clusters.values() if actor in each.members]
    return Finding(
        "DF129",
        Severity.WARNING,
        min(share.entry.place for share in shares),
        Sentence(_ALONE if alone else _CLUSTERS, words),
        Sentence(_HINT_ALONE if alone else _HINT, words),
        tuple(Related(each.place, Sentence(_CLUSTER, {"cluster": each.name})) for each in clusters),
        Subject(actor=actor, field=field, phase=phase, channel=via, other=role),
        confidence=lowest(share.entry.confidence for share in shares),
    )


_EXAMPLE = """\
map: {id: diabetes, title: Type 2 diabetes}
phases: {admission: {}, discharge: {}}
fields: {hba1c: {label: HbA1c}}
channels: {discharge-letter: {label: Discharge letter}}
actors:
  hospital:
    records: [{fields: hba1c, phase: admission}]
    shares: [{fields: hba1c, phase: discharge, to: municipality, via: discharge-letter}]
  municipality: {label: Municipality}
  aarhus-hospital: {extends: hospital}
  horsens-hospital: {extends: hospital}
  aarhus: {extends: municipality}
  horsens: {extends: municipality}
clusters:
  aarhus-cluster: {members: [aarhus-hospital, aarhus]}
  horsens-cluster: {members: [horsens-hospital%s]}
"""

RULE = Rule(
    code="DF129",
    name="share-reaches-nobody",
    severity=Severity.WARNING,
    title=Text(en="A share that reaches nobody", da="En deling, der ikke når nogen"),
    what=Text(
        en="A concrete actor shares a field with a role, and no member of the role is reached: where sender and"
        " members stand in clusters, only those that share a cluster with the sender are. An actor that shares"
        " with its own role reaches the others, and nobody if it is the only one.",
        da="En konkret aktør deler et felt med en rolle, og ingen af rollens medlemmer nås: hvor både afsender og"
        " medlemmer står i klynger, nås kun dem, der er i klynge med afsenderen. En aktør, der deler med sin egen"
        " rolle, når de andre, og ingen, hvis den er den eneste.",
    ),
    why=Text(
        en="The share looks right where it is written, at the role, and does nothing for this member. Its"
        " citizens seem to lack data that in practice reach them, or really do lack them.",
        da="Delingen ser rigtig ud, dér hvor den er skrevet, på rollen, og gør ingenting for dette medlem. Dets"
        " borgere ser ud til at mangle data, som i virkeligheden når frem, eller mangler dem faktisk.",
    ),
    fix=Text(
        en="Put the receiver into the cluster, or the sender into the cluster of those it really sends to; an"
        " actor may stand in several. If this member does not send, let it omit the share.",
        da="Sæt modtageren i klyngen, eller afsenderen i klynge med dem, den faktisk sender til; en aktør må stå"
        " i flere. Sender dette medlem ikke, så lad det udelade delingen med omits.",
    ),
    false_positives=Text(
        en="Clusters restrict only actors that stand in one. A hospital that serves the whole region had better"
        " stand in none, or in all of its clusters.",
        da="Klynger begrænser kun aktører, der står i en. Et sygehus, der betjener hele regionen, bør ikke stå i"
        " nogen eller stå i dem alle.",
    ),
    reported={"map.yaml": _EXAMPLE % "]}\n  midt-cluster: {members: [horsens"},
    fixed={"map.yaml": _EXAMPLE % ", horsens"},
    find=find,
)
