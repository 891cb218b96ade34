"""What a plan says to do, as sentences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dataflow.base.picture import Words
from dataflow.base.text import Filling, Sentence, Text
from dataflow.change.candidates import Change
from dataflow.change.impact import AffectedNeed
from dataflow.change.plans import Step
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.wording.alterations import who
from dataflow.wording.counts import Nouns
from dataflow.wording.durations import duration
from dataflow.wording.forms import AS_DATA, CODED_IN
from dataflow.wording.keys import Names
from dataflow.wording.lists import listed, listed_in_part
from dataflow.wording.times import AFTER
from dataflow.wording.when import when

DOES: Mapping[str, Text] = {
    "extend-share": Text(
        en="{actor} adds {fields} to what it shares with {to} over {via} in {phases}.",
        da="{actor} føjer {fields} til det, der deles med {to} via {via} i {phases}.",
    ),
    "new-share": Text(
        en="{actor} shares {fields} with {to} over {via}, which the two already use, in {phases}.",
        da="{actor} deler {fields} med {to} via {via}, som de to allerede bruger, i {phases}.",
    ),
    "new-channel": Text(
        en="{actor} begins to share {fields} with {to} over {via} in {phases}, a way that {way}.",
        da="{actor} begynder at dele {fields} med {to} via {via} i {phases}, en vej, som {way}.",
    ),
    "slot": Text(en="{via} gets a place for {fields} {form}.", da="{via} får en plads til {fields} {form}."),
    "better-record": Text(
        en="{actor} records {fields} in {phases} {form}.", da="{actor} registrerer {fields} i {phases} {form}."
    ),
    "new-record": Text(
        en="{actor} begins to record {fields} in {phases} {form}.",
        da="{actor} begynder at registrere {fields} i {phases} {form}.",
    ),
    "code-map": Text(en="Codes of {maps} are mapped to {code}.", da="Koder i {maps} oversættes til {code}."),
    "faster-share": Text(
        en="What {actor} shares of {fields} with {to} over {via} in {phases} arrives at once.",
        da="Det, {actor} deler om {fields} med {to} via {via} i {phases}, er fremme med det samme.",
    ),
    "put-in-force": Text(
        en="What {actor} plans is put into force: {fields}.", da="Det, {actor} planlægger, sættes i værk: {fields}."
    ),
}


_IN_ANY_FORM: Mapping[str, Text] = {
    "new-record": Text(
        en="{actor} begins to record {fields} in {phases}.", da="{actor} begynder at registrere {fields} i {phases}."
    ),
    "slot": Text(en="{via} gets a place for {fields}.", da="{via} får en plads til {fields}."),
}
_SOONER = Text(
    en="{actor} shares {fields} with {to} over {via} in {phases} sooner than so far: there {now} instead of {before},"
    " counted from the beginning of the phase.",
    da="{actor} deler {fields} med {to} via {via} i {phases} hurtigere end hidtil: fremme {now} i stedet for"
    " {before}, regnet fra fasens begyndelse.",
)
_OF_THAT_SOONER = Text(
    en="{change} Of that, {which} is shared so already, but there only {before}; it is to be there {now}, counted"
    " from the beginning of the phase.",
    da="{change} Heraf deles {which} allerede sådan, men er først fremme {before}; det skal være fremme {now}, regnet"
    " fra fasens begyndelse.",
)
_AT_ONCE = Text(en="at once", da="med det samme")
_NOT_USED = Text(en="the two do not use{when}", da="de to ikke bruger{when}")
_PERHAPS_USED = Text(en="the two perhaps use{when} (not found out)", da="de to måske bruger{when} (uafklaret)")
_NEEDS_PLACE = Text(
    en="{change} Ask whether {via} can carry {which}: it carries nothing of the kind{when}.",
    da="{change} Spørg, om {via} kan overføre {which}: der overføres intet af den slags{when}.",
)
_INACTIVE = Text(
    en="{change} Check that this can be done: by the map, {actor} does nothing else in {phases}.",
    da="{change} Undersøg, om det kan lade sig gøre: efter kortet gør {actor} ellers intet i {phases}.",
)
_NOT_SHARED_THERE = Text(
    en="{change} This leaves out {members}: nothing is shared there in this way{when}.",
    da="{change} Det gælder ikke {members}: dér deles intet på den måde{when}.",
)
_LEFT_OUT: Mapping[str, Text] = {
    "extend-share": _NOT_SHARED_THERE,
    "faster-share": _NOT_SHARED_THERE,
    "better-record": Text(
        en="{change} This leaves out {members}: it is not recorded there in that phase{when}.",
        da="{change} Det gælder ikke {members}: dér registreres det ikke i den fase{when}.",
    ),
    "put-in-force": Text(
        en="{change} This leaves out {members}: there it is not planned.",
        da="{change} Det gælder ikke {members}: dér er det ikke planlagt.",
    ),
}
_RECORDED_ALREADY = Text(
    en="{change} It is already recorded by {recorders}; {why}.",
    da="{change} Det registreres allerede af {recorders}; {why}.",
)
_LACKS_CHANNEL = Text(
    en="passing that on would take a digital channel to {actors}, and the map has none that would do",
    da="at dele det ville kræve en digital kanal til {actors}, og kortet har ingen, der kan bruges",
)
_NOT_PASSED_ON = Text(
    en="no way of passing that on that was tried would do",
    da="ingen af de prøvede måder at dele det på er tilstrækkelig",
)
_PASSED_ON = Text(
    en="passing that on would take more changes or cost more",
    da="at dele det ville kræve flere ændringer eller koste mere",
)


_NEED = Text(en="{fields} for {actor} in {phase}", da="{fields} til {actor} i {phase}")
_ONE_FOR_SOME = Text(
    en="That one would be met for some only: {named}.", da="Det ville kun være opfyldt for nogle: {named}."
)
_FOR_SOME: Nouns = (
    Text(
        en="One of them would be met for some only: {named}.",
        da="Et af dem ville kun være opfyldt for nogle: {named}.",
    ),
    Text(
        en="{count} of them would be met for some only: {named}.",
        da="{count} af dem ville kun være opfyldt for nogle: {named}.",
    ),
)


_NAMED = 3
"""How many members are named that do not make a change."""


def step_words(
    step: Step, name: Names, data_map: DataMap, most: int | None = None, planned: bool = False
) -> Sentence:
    """What is to be done: ``The hospital adds LDL to what it shares with GP over the letter in discharge.``

    ``most`` is how many fields are named at the most; None names all. ``planned`` is so where the plan counts what is
    planned.
    """
    first = step.changes[0]
    fields = [name("fields", each) for each in fields_of(step, data_map)]
    words: dict[str, Filling] = {
        "actor": name("actors", first.actor or ""),
        "fields": listed(fields) if most is None else listed_in_part(fields, most),
        "phases": listed([name("phases", each) for each in first.phases]),
        "to": listed([name("actors", each) for each in first.to]),
        "via": name("channels", first.via or ""),
        "form": _form(first, name),
        "maps": name("code_systems", first.maps or ""),
        "code": name("code_systems", first.code_system or ""),
    }
    then = when(data_map, planned)
    words["way"] = Sentence(_PERHAPS_USED if step.is_perhaps_used else _NOT_USED, {"when": then})
    in_any_form = first.form in (None, Form.FREE_TEXT) and first.code_system is None
    text = DOES[first.kind]
    does = Sentence(_IN_ANY_FORM.get(first.kind, text) if in_any_form else text, words, opens=True)
    times = {(each.before, each.now) for each in step.sooner}
    if len(times) == 1 and len(step.sooner) == len(step.changes) and first.kind == "new-share":
        does = Sentence(_SOONER, {**words, **_times(*times.pop())}, opens=True)
    for before, now in sorted(times):
        which = listed([name("fields", each.field) for each in step.sooner if each[1:] == (before, now)])
        does = Sentence(_OF_THAT_SOONER, {"change": does, "which": which, **_times(before, now)}, opens=True)
    if step.needs_place:
        which = listed([name("fields", each) for each in step.needs_place])
        does = Sentence(_NEEDS_PLACE, {"change": does, "via": words["via"], "which": which, "when": then}, opens=True)
    if step.left_out:
        members = listed_in_part([name("actors", each) for each in step.left_out], _NAMED)
        does = Sentence(_LEFT_OUT[first.kind], {"change": does, "members": members, "when": then}, opens=True)
    if step.inactive_in:
        phases = listed([name("phases", each) for each in step.inactive_in])
        does = Sentence(_INACTIVE, {"change": does, "actor": words["actor"], "phases": phases}, opens=True)
    if not step.recorders:
        return does
    recorders = listed([name("actors", each) for each in step.recorders])
    why: Words = _PASSED_ON if step.passed_on else _NOT_PASSED_ON
    if step.lacks_channel:
        why = Sentence(_LACKS_CHANNEL, {"actors": actors_of(step.meets, name)})
    return Sentence(_RECORDED_ALREADY, {"change": does, "recorders": recorders, "why": why}, opens=True)


def actors_of(needs: Iterable[AffectedNeed], name: Names) -> Words:
    """Those who have some needs."""
    return listed([name("actors", each) for each in dict.fromkeys(need.actor for need in needs)])


def needs_in_words(needs: Iterable[AffectedNeed], name: Names, data_map: DataMap) -> Iterator[Sentence]:
    """The needs, those of an actor in a phase together, and those of the same fields in several phases."""
    by_phase: dict[tuple[str, tuple[str, ...] | None, str], dict[str, None]] = {}
    for need in needs:
        by_phase.setdefault((need.actor, need.members, need.phase), {})[need.field] = None
    groups: dict[tuple[str, tuple[str, ...] | None, tuple[str, ...]], list[str]] = {}
    for (actor, members, phase), fields in by_phase.items():
        groups.setdefault((actor, members, tuple(fields)), []).append(phase)
    for (actor, members, those), phases in groups.items():
        words: dict[str, Filling] = {
            "fields": listed([name("fields", each) for each in those]),
            "actor": who(actor, members, name, data_map.members),
            "phase": listed([name("phases", each) for each in phases]),
        }
        yield Sentence(_NEED, words)


def met_for_some(needs: Sequence[AffectedNeed], of: int, name: Names, data_map: DataMap) -> Sentence:
    """That needs would be met for some only, of so many that changes meet."""
    named = listed(list(needs_in_words(needs, name, data_map)))
    text = _ONE_FOR_SOME if of == 1 else _FOR_SOME[len(needs) != 1]
    return Sentence(text, {"count": str(len(needs)), "named": named})


def _times(before: int, now: int) -> dict[str, Filling]:
    """When something is there, counted from the beginning of its phase: so far, and with a change."""
    then = Sentence(AFTER, {"hours": duration(now)}) if now else _AT_ONCE
    return {"before": Sentence(AFTER, {"hours": duration(before)}), "now": then}


def fields_of(step: Step, data_map: DataMap) -> list[str]:
    """The fields of the changes; of a planned statement all of its own."""
    first = step.changes[0]
    if first.kind != "put-in-force":
        return [each.field for each in step.changes if each.field is not None]
    stated = (each for each in data_map.stated if each.entry is first.entry)
    return list(dict.fromkeys(each.field for each in stated))


def _form(change: Change, name: Names) -> Words:
    if change.code_system is not None:
        return Sentence(CODED_IN, {"code": name("code_systems", change.code_system)})
    return AS_DATA[change.form] if change.form is not None else AS_DATA[min(AS_DATA)]
