"""Words for when a record is made, when a share is sent and there, and by which steps a value comes."""

from dataflow.analysis.lineage.timing import Delivery, TimedStep
from dataflow.base.picture import Words
from dataflow.base.text import Filling, Sentence, Text
from dataflow.wording.durations import duration
from dataflow.wording.lists import COMMA, chained

_RECORDS = Text(en="{actor} records it", da="{actor} registrerer det")
_RECORDS_AFTER = Text(en="{actor} records it after {hours}", da="{actor} registrerer det efter {hours}")
_RECORDS_PART = Text(en="{actor} records {field} after {hours}", da="{actor} registrerer {field} efter {hours}")
_SHARES = Text(en="{actor} shares it over {channel}", da="{actor} deler det via {channel}")
_SHARES_AFTER = Text(
    en="{actor} shares it over {channel}, there after {hours}",
    da="{actor} deler det via {channel}, fremme efter {hours}",
)


def step(done: TimedStep, field: str, actor: Filling, channel: Filling, part: Filling) -> Sentence:
    """A step by which a value of a field comes, with its actor, channel and (where it is another) field in words."""
    if done.channel is not None:
        text = _SHARES_AFTER if done.hours else _SHARES
    elif done.field != field:
        text = _RECORDS_PART
    else:
        text = _RECORDS_AFTER if done.hours else _RECORDS
    words = {"actor": actor, "channel": channel, "field": part, "hours": duration(done.hours)}
    return Sentence(text, words)


AFTER = Text(en="after {hours}", da="efter {hours}")
"""When something is recorded or there, counted from the beginning of the phase."""
_SENT = Text(en="sent after {hours}", da="sendes efter {hours}")
_SENT_AT_ONCE = Text(en="sent when the phase begins", da="sendes, når fasen begynder")
_TAKES = Text(en="takes {hours}", da="er {hours} undervejs")
_THERE = Text(en="there after {hours}", da="er fremme efter {hours}")
_THERE_AT_ONCE = Text(en="there at once", da="er fremme med det samme")


def stated_times(after: int | None, takes: int | None) -> Words | None:
    """When a share is sent and how long it takes, as far as it is stated; None where neither is."""
    clauses: list[Words] = []
    if after is not None:
        clauses.append(Sentence(_SENT, {"hours": duration(after)}) if after else _SENT_AT_ONCE)
    if takes is not None:
        clauses.append(Sentence(_TAKES, {"hours": duration(takes)}) if takes else _THERE_AT_ONCE)
    return chained(COMMA, clauses) if clauses else None


def delivered(delivery: Delivery) -> Words | None:
    """When a share is sent and there: ``sent after 2 days, takes 4 days, there after 6 days``.

    None where nothing is stated of it, and its sender has the field when the phase begins.
    """
    clauses = [Sentence(_SENT, {"hours": duration(delivery.sent)})] if delivery.sent else []
    if delivery.takes == 0:
        clauses.append(Sentence(_THERE_AT_ONCE))
    elif delivery.takes is not None:
        if delivery.sent:
            clauses.append(Sentence(_TAKES, {"hours": duration(delivery.takes)}))
        clauses.append(Sentence(_THERE, {"hours": duration(delivery.there)}))
    return chained(COMMA, clauses) if clauses else None


_WITHIN = {
    True: Text(en=" within {hours}", da=" inden for {hours}"),
    False: Text(en=" when the phase begins", da=", når fasen begynder"),
}


def within(hours: int) -> Sentence:
    """The limit of a need, after its verb: `` within 7 days``."""
    return Sentence(_WITHIN[hours > 0], {"hours": duration(hours)})


_DAY = Text(en="day {count}", da="dag {count}")
_HOUR = Text(en="hour {count}", da="time {count}")
_DAYS = Text(en="{count} d", da="{count} d")
_HOURS = Text(en="{count} h", da="{count} t")
_FROM_TO = Text(en="{sent} \N{RIGHTWARDS ARROW} {there}", da="{sent} \N{RIGHTWARDS ARROW} {there}")
_AT_ONCE = Text(en="at once", da="straks")


def moment(hours: int) -> Sentence:
    """A time in a phase, in a picture: ``day 5``, ``hour 36``."""
    text, count = (_DAY, hours // 24) if hours % 24 == 0 else (_HOUR, hours)
    return Sentence(text, {"count": str(count)})


def span_of(hours: int) -> Sentence:
    """A duration, in a picture: ``5 d``, ``36 h``."""
    text, count = (_DAYS, hours // 24) if hours % 24 == 0 and hours else (_HOURS, hours)
    return Sentence(text, {"count": str(count)})


def is_duration(short: Words) -> bool:
    """Whether a time at an arrow is how long it takes, and not when it is sent and there."""
    return short == _AT_ONCE or (isinstance(short, Sentence) and short.text in (_DAYS, _HOURS))


def delivered_in_short(delivery: Delivery) -> Words | None:
    """When a share is sent and there, at an arrow: ``4 d``, ``day 5`` or ``day 5 → day 9``.

    None where nothing is stated of it, and its sender has the field when the phase begins.
    """
    if not delivery.sent:
        return None if delivery.takes is None else span_of(delivery.takes) if delivery.takes else _AT_ONCE
    if not delivery.takes:
        return moment(delivery.sent)
    return Sentence(_FROM_TO, {"sent": moment(delivery.sent), "there": moment(delivery.there)})
