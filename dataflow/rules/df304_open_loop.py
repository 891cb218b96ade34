"""DF304: a share over a channel that expects a reply, without a reply."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.certainty import Query, Verdict
from dataflow.analysis.needs.needs import Needs
from dataflow.base.finding import Finding, Severity, Subject, lowest
from dataflow.base.text import ActorRef, Filling, Sentence, Text
from dataflow.model.statements import Entry, ShareEntry
from dataflow.rules import Context, Rule
from dataflow.rules._certainty import judged
from dataflow.rules._messages import Message, Messages
from dataflow.rules._words import places_of

_MESSAGE = Text(
    en="{actor} sends {channel} to {other} in {phase} and expects an answer, but nothing comes back then or later.",
    da="{actor} sender {channel} til {other} i {phase} og forventer svar, men får intet, hverken i den fase eller"
    " senere.",
)
_MESSAGE_BY = Text(
    en="{actor} sends {channel} to {other} in {phase} and expects {reply} back, but none comes then or later.",
    da="{actor} sender {channel} til {other} i {phase} og forventer {reply} retur, men får intet svar, hverken i"
    " den fase eller senere.",
)
_HINT = Text(
    en="If {other} does answer, state it as a share to {actor} in {phase} or later; if not, agree on an answer.",
    da="Hvis {other} svarer, så angiv svaret som en deling til {actor} i {phase} eller senere; ellers aftal et svar.",
)
_HINT_BY = Text(
    en="If {other} does answer, state it as a share to {actor} via {reply} in {phase} or later; if not, agree on an"
    " answer.",
    da="Hvis {other} svarer, så angiv svaret som en deling til {actor} via {reply} i {phase} eller senere; ellers"
    " aftal et svar.",
)


@dataclass(frozen=True, slots=True)
class _Loop:
    sender: str
    receiver: str
    channel: str
    phase: str


def find(context: Context) -> Iterator[Finding]:
    """One finding for each sender, receiver, channel and phase."""
    traffic = _Traffic(context)
    query = Query(traffic.open_loops, traffic.is_open, traffic.concerns)
    yield from judged(context, query, lambda verdict: _finding(context.needs, verdict))


class _Traffic:
    """The messages that expect a reply, under any assumptions."""

    def __init__(self, context: Context) -> None:
        self._subjects = context.subjects
        self._messages = Messages(context.map_as_of)

    def open_loops(self, assumptions: Assumptions) -> Mapping[_Loop, Message]:
        """The messages that expect a reply and get none."""
        requests: dict[_Loop, Message] = {}
        for (sender, receiver), sent in self._messages.questions.items():
            if self._subjects.include(sender):
                for message in sent:
                    loop = _Loop(sender, receiver, message[0].entry.via, message[0].phase)
                    if self._messages.counts(message, assumptions):
                        requests[loop] = (*requests.get(loop, ()), *message)
        return {
            loop: message for loop, message in requests.items() if not self._is_answered(loop, message, assumptions)
        }

    def is_open(self, loop: _Loop, assumptions: Assumptions) -> bool:
        """Whether a message is sent and not answered."""
        sent = next(
            (
                message
                for message in self._messages.questions[loop.sender, loop.receiver]
                if (message[0].entry.via, message[0].phase) == (loop.channel, loop.phase)
                and self._messages.counts(message, assumptions)
            ),
            None,
        )
        return sent is not None and not self._is_answered(loop, sent, assumptions)

    def concerns(self, loop: _Loop, entry: Entry) -> bool:
        """Whether an unknown statement can open or close a loop."""
        expected = self._messages.expecting[loop.channel]
        return isinstance(entry, ShareEntry) and (expected is True or entry.via in (loop.channel, expected))

    def _is_answered(self, loop: _Loop, message: Message, assumptions: Assumptions) -> bool:
        return self._messages.is_answered(loop.sender, loop.receiver, message, assumptions)


def _finding(needs: Needs, verdict: Verdict[_Loop, Message]) -> Finding:
    loop, shares = verdict.key, verdict.value
    data_map = needs.map_as_of.data_map
    expected = data_map.channels[loop.channel].expects_reply
    words: dict[str, Filling] = {
        "actor": ActorRef(loop.sender),
        "other": ActorRef(loop.receiver),
        "channel": data_map.channels[loop.channel].name,
        "phase": data_map.phases[loop.phase].name,
    }
    named = isinstance(expected, str)
    if isinstance(expected, str):
        words["reply"] = data_map.channels[expected].name
    places = places_of(needs.map_as_of.data_map, shares)
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


_EXAMPLE = """\
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
    uses: [{fields: outcome, phase: course%s}]
  municipality:
    records: [{fields: outcome, phase: course}]
    uses: [{fields: [reason, outcome], phase: course}]
%s"""

RULE = Rule(
    code="DF304",
    name="open-loop",
    severity=Severity.WARNING,
    title=Text(en="A message that is never answered", da="En meddelelse, der aldrig bliver besvaret"),
    titles=Text(en="Messages that are never answered", da="Meddelelser, der aldrig bliver besvaret"),
    what=Text(
        en="Something is sent over a channel that expects a reply (expects_reply), and the receiver shares"
        " nothing back to the sender in that phase or later: over the named channel where one is named, else"
        " over any. There is one finding for each sender, receiver, channel and phase.",
        da="Der sendes noget over en kanal, der forventes svar på (expects_reply), og modtageren deler intet tilbage"
        " til afsenderen i den fase eller senere: over den nævnte kanal, hvis der er nævnt en, ellers over en"
        " hvilken som helst. Der er ét fund for hver afsender, modtager, kanal og fase.",
        plain=Text(
            en="Something is sent over a channel that expects a reply, and the receiver shares nothing back to the"
            " sender in that phase or later: over the named channel where one is named, else over any.",
            da="Der sendes noget over en kanal, der forventes svar på, og modtageren deler intet tilbage til"
            " afsenderen i den fase eller senere: over den nævnte kanal, hvis der er nævnt en, ellers over en"
            " hvilken som helst.",
        ),
    ),
    why=Text(
        en="A sender that hears nothing does not know what came of it, and cannot follow up. What the receiver"
        " found out stays with the receiver.",
        da="En afsender, der intet hører, ved ikke, hvad der kom ud af det, og kan ikke følge op. Det, modtageren"
        " har fundet ud af, bliver hos modtageren.",
    ),
    fix=Text(
        en="If the answer is sent, state it as a share of the receiver. If it is not, agree what it shall hold"
        " and when it is sent; in the map that is a planned share or a scenario until it is true.",
        da="Bliver svaret sendt, så skriv det som en deling fra modtageren. Bliver det ikke, så aftal, hvad det"
        " skal indeholde, og hvornår det sendes; i kortet er det planlagt (status: planned) eller et scenarie,"
        " indtil det gælder.",
    ),
    false_positives=Text(
        en="The answer may go another way than the channel names (a telephone call, a correspondence message):"
        " then say expects_reply: true. And not every message over the channel may ask for one.",
        da="Svaret kan gå en anden vej, end kanalen nævner (en opringning, en korrespondancemeddelelse): skriv da"
        " expects_reply: true. Og måske er det ikke hver meddelelse over kanalen, der kræver svar.",
    ),
    reported={"map.yaml": _EXAMPLE % (", status: planned", "")},
    fixed={
        "map.yaml": _EXAMPLE
        % (
            "",
            "    shares: [{fields: outcome, phase: course, to: gp, via: closing-note, legal_basis: sul-41}]\n",
        )
    },
    find=find,
)
