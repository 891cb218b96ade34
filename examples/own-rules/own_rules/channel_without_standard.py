"""XX301: a channel for which the map names no standard."""

from collections.abc import Iterator

from dataflow.base.finding import Finding, Severity, Subject
from dataflow.base.text import Sentence, Text
from dataflow.rules import Context, Rule

_MESSAGE = Text(
    en="The map names no standard for {channel}.", da="Kortet nævner ingen standard for {channel}."
)
_HINT = Text(
    en="Write standard: under the channel, such as MedCom XDIS91.",
    da="Skriv standard: under kanalen, fx MedCom XDIS91.",
)
_WITHOUT_STANDARD = ("oral", "paper")


def find(context: Context) -> Iterator[Finding]:
    """One finding for each channel that carries messages between systems."""
    for channel in context.data_map.channels.values():
        if channel.standard is None and channel.kind not in _WITHOUT_STANDARD:
            yield Finding(
                "XX301",
                Severity.WARNING,
                channel.place,
                Sentence(_MESSAGE, {"channel": channel.name}),
                Sentence(_HINT),
                subject=Subject(channel=channel.id),
            )


_EXAMPLE = """\
map: {id: heart-failure, title: Heart failure}
phases: {discharge: {}}
fields: {weight: {}}
channels: {letter: {label: Discharge letter%s}}
legal_bases: {consent: {}}
actors:
  hospital:
    records: [{fields: weight, phase: discharge}]
    shares: [{fields: weight, phase: discharge, to: gp, via: letter, legal_basis: consent}]
  gp:
    uses: [{fields: weight, phase: discharge}]
"""

RULE = Rule(
    code="XX301",
    name="channel-without-standard",
    severity=Severity.WARNING,
    title=Text(en="A channel without a standard", da="En kanal uden standard"),
    what=Text(
        en="A channel between systems states no standard. Channels of kind oral and paper need none.",
        da="En kanal mellem systemer angiver ingen standard. Kanaler af typen oral og paper behøver ingen.",
    ),
    why=Text(
        en="Without a standard each pair of systems agrees on a format of its own, and each agreement has to be kept up.",
        da="Uden en standard aftaler hvert par af systemer sit eget format, og hver aftale skal vedligeholdes.",
    ),
    fix=Text(
        en="Name the standard that the channel follows under standard. If there is none, agree on one.",
        da="Angiv den standard, som kanalen følger, under standard. Findes der ingen, så bliv enige om en.",
    ),
    false_positives=Text(
        en="The channel may follow a standard that nobody has written into the map yet.",
        da="Kanalen følger måske en standard, som blot ikke er skrevet ind i kortet endnu.",
    ),
    reported={"map.yaml": _EXAMPLE % ""},
    fixed={"map.yaml": _EXAMPLE % ", standard: MedCom XDIS91"},
    find=find,
)
