"""DF402: structured data that are sent over a manual channel and recorded again by the receiver."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.holdings import QualityRequirement
from dataflow.analysis.closure.sharing import Hop
from dataflow.analysis.needs.certainty import Verdict, read_off
from dataflow.analysis.needs.needs import Needs
from dataflow.base.finding import Finding, Severity, Subject, lowest
from dataflow.base.text import ActorRef, Filling, Sentence, Text
from dataflow.model.entities import Form
from dataflow.model.statements import Record, Share
from dataflow.rules import Context, Rule
from dataflow.rules._certainty import judged
from dataflow.rules._words import places_of

_MESSAGE = Text(
    en="{actor} has {field} as data and passes it on by hand in {phase}, over {channel}, to {other}, where it is"
    " recorded again.",
    da="{actor} har {field} som data og giver det i {phase} manuelt videre via {channel} til {other}, hvor det"
    " registreres igen.",
)
_HINT = Text(
    en="Send it over a channel that carries data into the systems of {other}; then nobody there need record it"
    " again.",
    da="Send det over en kanal, der fører data direkte ind i systemerne hos {other}; så skal ingen dér registrere det"
    " igen.",
)


@dataclass(frozen=True, slots=True)
class _Transfer:
    sender: str
    receiver: str
    channel: str
    field: str


_Found = tuple[tuple[Hop, ...], tuple[Record, ...]]


def find(context: Context) -> Iterator[Finding]:
    """One finding for each sender, receiver, channel and field, at the first phase."""
    map_as_of = context.map_as_of
    if not any(channel.mode == "manual" for channel in map_as_of.data_map.channels.values()):
        return
    parts = map_as_of.data_map.parts
    query = read_off(
        lambda assumptions: _transfers(context, assumptions),
        lambda transfer, entry: not map_as_of.fields_of_unknown[entry].isdisjoint(parts[transfer.field]),
    )
    yield from judged(context, query, lambda verdict: _finding(context.needs, verdict))


def _transfers(context: Context, assumptions: Assumptions) -> Mapping[_Transfer, _Found]:
    channels = context.data_map.channels
    hops: dict[_Transfer, list[Hop]] = {}
    for hop in context.hops(assumptions):
        via, field, phase = hop.statement.entry.via, hop.statement.field, hop.statement.phase
        if channels[via].mode != "manual" or hop.sender == hop.receiver:
            continue
        if context.needs.has(hop.sender, field, phase, QualityRequirement(Form.STRUCTURED), assumptions):
            hops.setdefault(_Transfer(hop.sender, hop.receiver, via, field), []).append(hop)
    found: dict[_Transfer, _Found] = {}
    for transfer, sent in hops.items():
        first = min(context.needs.position(hop.statement.phase) for hop in sent)
        records = context.needs.sharing(assumptions, transfer.field).records_of.get(transfer.receiver, ())
        again = [record for record in records if context.needs.position(record.phase) >= first]
        if again:
            found[transfer] = tuple(sent), tuple(again)
    return found


def _finding(needs: Needs, verdict: Verdict[_Transfer, _Found]) -> Finding:
    transfer, (hops, again), data_map = verdict.key, verdict.value, needs.map_as_of.data_map
    first = min((hop.statement for hop in hops), key=lambda share: _order(needs, share))
    shares = [hop.statement for hop in hops]
    words: dict[str, Filling] = {
        "actor": ActorRef(transfer.sender),
        "other": ActorRef(transfer.receiver),
        "field": data_map.fields[transfer.field].name,
        "channel": data_map.channels[transfer.channel].name,
        "phase": data_map.phases[first.phase].name,
    }
    return Finding(
        code="DF402",
        severity=Severity.WARNING,
        place=first.entry.place,
        message=Sentence(_MESSAGE, words),
        hint=Sentence(_HINT, words),
        related=places_of(data_map, [*shares, *again]),
        subject=Subject(
            actor=transfer.sender,
            field=transfer.field,
            phase=first.phase,
            channel=transfer.channel,
            other=transfer.receiver,
        ),
        confidence=lowest(
            entry.confidence for entry in (*(each.entry for each in shares), *(each.entry for each in again))
        ),
    )


def _order(needs: Needs, share: Share) -> tuple[int, int]:
    phase = needs.map_as_of.data_map.phases[share.phase]
    return phase.position, phase.order


_EXAMPLE = """\
map: {id: home-care, title: {en: Blood pressure at home, da: Hjemmeblodtryk}}
phases: {home: {}, check: {}}
fields: {home-bp: {label: {en: Blood pressure at home, da: Hjemmeblodtryk}, repeats: true}}
channels: {%s}
legal_bases: {consent: {label: {en: Consent, da: Samtykke}}}
actors:
  patient:
    kind: patient
    records: [{fields: home-bp, phase: home, patient_reported: true}]
    shares: [{fields: home-bp, phase: home, to: gp, via: %s, legal_basis: consent}]
  gp:
%s    uses: [{fields: home-bp, phase: check}]
"""

RULE = Rule(
    code="DF402",
    name="manual-transfer",
    severity=Severity.WARNING,
    title=Text(en="Data that are typed in again", da="Data, der tastes ind igen"),
    what=Text(
        en="An actor holds a field as structured or coded data and shares it over a channel of mode manual"
        " (paper, telephone, typing into a portal), and the receiver records it in that phase or later. There is"
        " one finding for each sender, receiver, channel and field.",
        da="En aktør har et felt som strukturerede eller kodede data og deler det over en manuel kanal (mode:"
        " manual: papir, telefon, indtastning i en portal), og modtageren registrerer det i den fase eller"
        " senere. Der er ét fund for hver afsender, modtager, kanal og felt.",
        plain=Text(
            en="An actor holds a field as structured or coded data and shares it by hand (on paper, by telephone,"
            " typed into a portal), and the receiver records it in that phase or later.",
            da="En aktør har et felt som strukturerede eller kodede data og deler det manuelt (på papir, i"
            " telefon, ved indtastning i en portal), og modtageren registrerer det i den fase eller senere.",
        ),
    ),
    why=Text(
        en="What was data becomes paper and then data again: it takes time twice, and every transcription is an"
        " occasion for slips.",
        da="Det, der var data, bliver til papir og så til data igen: det tager tid to gange, og hver afskrift er"
        " en anledning til fejl.",
    ),
    fix=Text(
        en="Find a channel that carries the field in its form. Until there is one, ask whether the receiver needs"
        " it at all.",
        da="Find en kanal, der overfører feltet i dets form. Indtil der er en, så spørg, om modtageren overhovedet"
        " har brug for det.",
    ),
    false_positives=Text(
        en="The receiver may measure it for itself and not copy what it was sent. And if somebody only reads the"
        " paper, that is a use and no record.",
        da="Måske måler modtageren selv og skriver ikke af. Og hvis nogen blot læser papiret, er det en anvendelse"
        " (uses) og ingen registrering.",
    ),
    reported={
        "map.yaml": _EXAMPLE
        % (
            "paper: {label: {en: Paper, da: Papir}, mode: manual, kind: paper}",
            "paper",
            "    records: [{fields: home-bp, phase: check}]\n",
        )
    },
    fixed={"map.yaml": _EXAMPLE % ("app: {label: {en: App, da: App}, form: structured, mode: push}", "app", "")},
    find=find,
    identity=lambda finding: replace(finding.subject, phase=None),
)
