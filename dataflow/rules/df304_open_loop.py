"""DF304: a share that expects a reply and gets none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dataflow.base.finding import Finding, Severity, Subject, lowest
from dataflow.base.text import Filling, Sentence, Text
from dataflow.flow.certainty import Verdict, read_off, verdicts
from dataflow.flow.needs import Needs
from dataflow.flow.sharing import Hop
from dataflow.flow.worlds import World
from dataflow.model.entities import Entry
from dataflow.rules import Page, Rule
from dataflow.rules._doubt import weighed
from dataflow.rules._words import places_of

_MESSAGE = Text(
    en="{actor} sends {channel} to {other} in {phase} and expects an answer, but nothing comes back then or later.",
    da="{actor} sender {channel} til {other} i {phase} og venter svar, men der kommer intet retur, hverken da eller"
    " senere.",
)
_MESSAGE_BY = Text(
    en="{actor} sends {channel} to {other} in {phase} and expects {reply} back, but none comes then or later.",
    da="{actor} sender {channel} til {other} i {phase} og venter {reply} retur, men det kommer hverken da eller"
    " senere.",
)
_HINT = Text(
    en="If {other} does answer, state it as a share to {actor} in {phase} or later; if not, agree on an answer.",
    da="Hvis {other} svarer, så skriv svaret som en deling til {actor} i {phase} eller senere; ellers aftal et svar.",
)
_HINT_BY = Text(
    en="If {other} does answer, state it as a share to {actor} via {reply} in {phase} or later; if not, agree on an"
    " answer.",
    da="Hvis {other} svarer, så skriv svaret som en deling til {actor} via {reply} i {phase} eller senere; ellers"
    " aftal et svar.",
)


@dataclass(frozen=True, slots=True)
class _Loop:
    sender: str
    receiver: str
    channel: str
    phase: str


def find(needs: Needs, world: World) -> Iterator[Finding]:
    """One finding for each sender, receiver, channel and phase."""
    channels = needs.standing.data_map.channels

    def concerns(loop: _Loop, entry: Entry) -> bool:
        expected = channels[loop.channel].expects_reply
        return entry.via is not None and (expected is True or entry.via in (loop.channel, expected))

    question = read_off(lambda world: _open_loops(needs, world), concerns)
    for verdict in verdicts(needs.standing, world, question):
        yield weighed(_finding(needs, verdict), needs.standing, question, [verdict])


def _open_loops(needs: Needs, world: World) -> Mapping[_Loop, tuple[Hop, ...]]:
    channels = needs.standing.data_map.channels
    hops = [hop for hop in needs.hops(world) if hop.sender != hop.receiver]
    answers: dict[tuple[str, str, str | None], int] = {}
    asked: dict[_Loop, list[Hop]] = {}
    for hop in hops:
        via, phase = hop.statement.entry.via, hop.statement.phase
        for over in (via, None):
            ends = (hop.sender, hop.receiver, over)
            answers[ends] = max(answers.get(ends, -1), needs.position(phase))
        if via is not None and channels[via].expects_reply and needs.standing.is_asked(hop.sender):
            asked.setdefault(_Loop(hop.sender, hop.receiver, via, phase), []).append(hop)

    def is_answered(loop: _Loop) -> bool:
        expected = channels[loop.channel].expects_reply
        over = expected if isinstance(expected, str) else None
        return answers.get((loop.receiver, loop.sender, over), -1) >= needs.position(loop.phase)

    return {loop: tuple(hops) for loop, hops in asked.items() if not is_answered(loop)}


def _finding(needs: Needs, verdict: Verdict[_Loop, tuple[Hop, ...]]) -> Finding:
    loop, shares = verdict.key, [hop.statement for hop in verdict.value]
    expected = needs.standing.data_map.channels[loop.channel].expects_reply
    words: dict[str, Filling] = {
        "actor": loop.sender,
        "other": loop.receiver,
        "channel": loop.channel,
        "phase": loop.phase,
        "reply": str(expected),
    }
    named = isinstance(expected, str)
    places = places_of(needs.standing.data_map, shares)
    return Finding(
        code="DF304",
        severity=Severity.WARNING,
        place=places[0].place,
        message=Sentence(_MESSAGE_BY if named else _MESSAGE, words),
        hint=Sentence(_HINT_BY if named else _HINT, words),
        related=places,
        subject=Subject(actor=loop.sender, phase=loop.phase, channel=loop.channel, other=loop.receiver),
        confidence=lowest(share.entry.confidence for share in shares),
    )


RULE = Rule(
    code="DF304",
    name="open-loop",
    severity=Severity.WARNING,
    title=Text(en="A message that is never answered", da="En meddelelse, der aldrig bliver besvaret"),
    page=Page(
        what=Text(
            en="Something is sent over a channel that expects a reply (expects_reply), and the receiver shares"
            " nothing back to the sender in that phase or later: over the named channel where one is named, else"
            " over any. There is one finding for each sender, receiver, channel and phase.",
            da="Der sendes noget over en kanal, som venter svar (expects_reply), og modtageren deler intet tilbage"
            " til afsenderen i den fase eller senere: over den nævnte kanal, hvis der er nævnt en, ellers over en"
            " hvilken som helst. Der er ét fund for hver afsender, modtager, kanal og fase.",
        ),
        why=Text(
            en="Who refers a patient and hears nothing does not know whether the patient came, finished or dropped"
            " out, and cannot follow up. The results of the course stay where it took place.",
            da="Den, der henviser en borger og intet hører, ved ikke, om borgeren mødte op, gennemførte eller faldt"
            " fra, og kan ikke følge op. Resultaterne af forløbet bliver, hvor det foregik.",
        ),
        mend=Text(
            en="If the answer is sent, state it as a share of the receiver. If it is not, agree what it shall hold"
            " and when it is sent; in the map that is a planned share or a scenario until it is true.",
            da="Bliver svaret sendt, så skriv det som en deling fra modtageren. Bliver det ikke, så aftal, hvad det"
            " skal indeholde, og hvornår det sendes; i kortet er det planlagt (status: planned) eller et scenarie,"
            " indtil det gælder.",
        ),
        doubt=Text(
            en="The answer may go another way than the channel names (a telephone call, a correspondence message):"
            " then say expects_reply: true. And not every message over the channel may ask for one.",
            da="Svaret kan gå en anden vej, end kanalen nævner (en opringning, en korrespondancemeddelelse): skriv da"
            " expects_reply: true. Og måske er det ikke hver meddelelse over kanalen, der kræver svar.",
        ),
        reported={
            "map.yaml": """\
map: {id: prevention, title: {en: Municipal prevention, da: Kommunal forebyggelse}}
phases: {referral: {}, course: {}}
fields:
  reason: {label: {en: Reason for referral, da: Henvisningsårsag}}
  outcome: {label: {en: Outcome of the course, da: Udbytte af forløbet}}
channels:
  referral-letter: {label: {en: Referral to the municipality, da: Kommunehenvisning}, expects_reply: closing-note}
  closing-note: {label: {en: Closing note, da: Afslutningsnotat}}
legal_bases: {sul-41: {label: Sundhedsloven § 41}}
actors:
  gp:
    records: [{fields: reason, phase: referral}]
    shares: [{fields: reason, phase: referral, to: municipality, via: referral-letter, legal_basis: sul-41}]
    uses: [{fields: outcome, phase: course, status: planned}]
  municipality:
    records: [{fields: outcome, phase: course}]
    uses: [{fields: [reason, outcome], phase: course}]
"""
        },
        mended={
            "map.yaml": """\
map: {id: prevention, title: {en: Municipal prevention, da: Kommunal forebyggelse}}
phases: {referral: {}, course: {}}
fields:
  reason: {label: {en: Reason for referral, da: Henvisningsårsag}}
  outcome: {label: {en: Outcome of the course, da: Udbytte af forløbet}}
channels:
  referral-letter: {label: {en: Referral to the municipality, da: Kommunehenvisning}, expects_reply: closing-note}
  closing-note: {label: {en: Closing note, da: Afslutningsnotat}}
legal_bases: {sul-41: {label: Sundhedsloven § 41}}
actors:
  gp:
    records: [{fields: reason, phase: referral}]
    shares: [{fields: reason, phase: referral, to: municipality, via: referral-letter, legal_basis: sul-41}]
    uses: [{fields: outcome, phase: course}]
  municipality:
    records: [{fields: outcome, phase: course}]
    uses: [{fields: [reason, outcome], phase: course}]
    shares: [{fields: outcome, phase: course, to: gp, via: closing-note, legal_basis: sul-41}]
"""
        },
    ),
    find=find,
)
