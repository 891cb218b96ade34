"""Unknown statements worded as questions, in English and Danish."""

from collections.abc import Iterable, Iterator, Sequence

from dataflow.analysis.needs.questions import Effect, Question, Settlement
from dataflow.base.finding import Finding
from dataflow.base.naming import is_plural
from dataflow.base.text import OR, Label, Text, joined
from dataflow.base.visible import visible
from dataflow.model.entities import Form
from dataflow.model.statements import DemandEntry, RecordEntry, ShareEntry, code_systems_of, form_of
from dataflow.reports import Interview
from dataflow.wording.forms import AS_DATA, CODED_IN
from dataflow.wording.phases import in_question

# {who}: "Do you", "Does the hospital", in Danish "I", "du", "sygehuset"; {when}: phases, form and purposes.
_ASK = {
    "records": Text(en="{who} record {what}{where} {when}", da="Registrerer {who} {what}{where} {when}"),
    "needs": Text(en="{who} need {what} {when}", da="Har {who} brug for {what} {when}"),
    "uses": Text(en="{who} use {what} {when}", da="Bruger {who} {what} {when}"),
    "push": Text(en="{who} send {what} to {other}{where} {when}", da="Sender {who} {what} til {other}{where} {when}"),
    "push-to": Text(
        en="{who} receive {what} from {other}{where} {when}", da="Modtager {who} {what} fra {other}{where} {when}"
    ),
    "pull": Text(
        en="{who} make {what} available to {other}{where} {when}",
        da="Stiller {who} {what} til rådighed for {other}{where} {when}",
    ),
    "pull-to": Text(
        en="{who} look up {what} from {other}{where} {when}", da="Slår {who} {what} op hos {other}{where} {when}"
    ),
    "pull-to-register": Text(
        en="{who} look up {what} in {other}{where} {when}", da="Slår {who} {what} op i {other}{where} {when}"
    ),
    "collect-to": Text(
        en="{who} collect {what} from {other}{where} {when}", da="Henter {who} {what} fra {other}{where} {when}"
    ),
    "manual": Text(
        en="{who} pass {what} on to {other}{where} {when}", da="Videregiver {who} {what} til {other}{where} {when}"
    ),
    "manual-to": Text(
        en="{who} get {what} from {other}{where} {when}", da="Modtager {who} {what} fra {other}{where} {when}"
    ),
}
# {who} is the addressee, {to_who} the same as an object; {has}: has or have.
_HOW_LONG = {
    "push": Text(
        en="How long does it take from when {who} {send} {what} to {other}{where} {when} until {other} {has} it",
        da="Hvor lang tid går der, fra {who} {send} {what} til {other}{where} {when}, til {other} {has} det",
    ),
    "push-to": Text(
        en="How long does it take from when {other} sends {what} to {to_who}{where} {when} until {who} {has} it",
        da="Hvor lang tid går der, fra {other} sender {what} til {to_who}{where} {when}, til {who} {has} det",
    ),
    "pull": Text(
        en="How long does it take from when {who} {have} {what} until {other} can look it up{where} {when}",
        da="Hvor lang tid går der, fra {who} {have} {what}, til {other} kan slå det op{where} {when}",
    ),
    "pull-to": Text(
        en="How long does it take from when {other} has {what} until {who} can look it up{where} {when}",
        da="Hvor lang tid går der, fra {other} har {what}, til {who} kan slå det op{where} {when}",
    ),
    "manual": Text(
        en="How long does it take from when {who} {pass_} {what} on to {other}{where} {when} until {other} {has} it",
        da="Hvor lang tid går der, fra {who} {pass_} {what} til {other}{where} {when}, til {other} {has} det",
    ),
    "manual-to": Text(
        en="How long does it take from when {other} passes {what} on to {to_who}{where} {when} until {who} {has} it",
        da="Hvor lang tid går der, fra {other} videregiver {what} til {to_who}{where} {when}, til {who} {has} det",
    ),
}
_YOU = {
    "who": Text(en="you", da="I"),
    "to_who": Text(en="you", da="jer"),
}
_PATIENT = {
    "who": Text(en="you", da="du"),
    "to_who": Text(en="you", da="dig"),
}
_VERBS = {
    "send": (Text(en="send", da="sender"), Text(en="sends", da="sender")),
    "have": (Text(en="have", da="har"), Text(en="has", da="har")),
    "pass_": (Text(en="pass", da="videregiver"), Text(en="passes", da="videregiver")),
}
"""Verbs with "you" or several, and with one."""
"""In English, for several or for you, and for one."""
_WHERE = {
    "records": Text(en=" in {name}", da=" i {name}"),
    "push": Text(en=" over {name}", da=" via {name}"),
    "pull": Text(en=" in {name}", da=" i {name}"),
    "manual": Text(en=" by {name}", da=" via {name}"),
}
_DO_YOU_ALL = Text(en="Do you", da="I")
_DO_YOU = Text(en="Do you", da="du")
_IT = Text(en="Does {name}", da="{name}")
_THEY = Text(en="Do {name}", da="{name}")
_FOLLOWING = Text(en="the following", da="følgende")
_REPORTED = Text(en="as reported by the patient", da="som oplyst af borgeren")
_FOR = Text(en="for {purposes}", da="til {purposes}")
_IF = {"yes": Text(en="If yes", da="Hvis ja"), "no": Text(en="If no", da="Hvis nej")}
_SETTLEMENTS = {
    (Settlement.CLOSED, False): Text(en="1 possible finding falls away", da="falder 1 muligt fund bort"),
    (Settlement.CLOSED, True): Text(en="{n} possible findings fall away", da="falder {n} mulige fund bort"),
    (Settlement.CERTAIN, False): Text(en="1 possible finding becomes certain", da="bliver 1 muligt fund sikkert"),
    (Settlement.CERTAIN, True): Text(en="{n} possible findings become certain", da="bliver {n} mulige fund sikre"),
}
_ALSO = {
    (Settlement.CERTAIN, False): Text(en="1 becomes certain", da="1 bliver sikkert"),
    (Settlement.CERTAIN, True): Text(en="{n} become certain", da="{n} bliver sikre"),
}
_NOTHING_ALONE = Text(
    en="nothing is settled by that alone; other answers are needed too",
    da="er intet afgjort med det alene; der skal også andre svar til",
)
_DEFAULT_FORM = {"records": Form.STRUCTURED, "needs": Form.FREE_TEXT, "uses": Form.FREE_TEXT}
_FEW = 3
_SHOWN = 2
"""How many lines on findings stand in a sentence."""


def question_to(interview: Interview, question: Question, addressee: str, language: str, spoken_to: bool) -> str:
    """The question about a statement for one actor, its author or a receiver.

    The actor is addressed as "you" where ``spoken_to``, else by name; a registry is always named.
    """
    entry, actor = question.entry, interview.data_map.actors[addressee]
    others = question.receivers if addressee == entry.author else (entry.author,)
    who = _THEY if is_plural(actor.label.in_language("en")) else _IT
    if spoken_to and actor.kind != "registry":
        who = _DO_YOU if actor.kind == "patient" else _DO_YOU_ALL
    when = ", ".join((_phases(interview, question, language), *_qualifiers(interview, question, language)))
    key = _wording_key(interview, question, addressee)
    if key == "pull-to" and interview.data_map.actors[entry.author].kind == "registry":
        key = "pull-to-register"
    return _asked(
        interview,
        question,
        _ASK[key],
        language,
        who=who.in_language(language).format(name=visible(actor.name.in_language(language))),
        other=_named(interview, others, language),
        when=when,
    )


def time_question_to(interview: Interview, question: Question, addressee: str, language: str, spoken_to: bool) -> str:
    """The question of how long a share takes, for its sender or a receiver; ``spoken_to`` as in ``question_to``."""
    author, actor = question.entry.author, interview.data_map.actors[addressee]
    others = question.receivers if addressee == author else (author,)
    is_you = spoken_to and actor.kind != "registry"
    named = dict.fromkeys(("who", "to_who"), visible(actor.name.in_language(language)))
    if is_you:
        texts = _PATIENT if actor.kind == "patient" else _YOU
        named = {blank: text.in_language(language) for blank, text in texts.items()}
    # Who has it in the end: the receivers, or the addressee.
    several = len(others) > 1 if addressee == author else is_you
    return _asked(
        interview,
        question,
        _HOW_LONG[_wording_key(interview, question, addressee).replace("collect", "pull")],
        language,
        **named,
        **{blank: forms[not is_you].in_language(language) for blank, forms in _VERBS.items()},
        has=_VERBS["have"][not several].in_language(language),
        other=_named(interview, others, language),
        when=_phases(interview, question, language),
    )


def _asked(interview: Interview, question: Question, text: Text, language: str, **words: str) -> str:
    """A question with its words, the fields and where; many fields are listed after it."""
    fields = [visible(interview.data_map.fields[field].name.in_language(language)) for field in question.fields]
    few = len(fields) <= _FEW and not any("," in field for field in fields)
    what = joined(fields, language) if few else _FOLLOWING.in_language(language)
    where = _where(interview, question, language)
    sentence = text.in_language(language).format(what=what, where=where, **words)
    return f"{sentence}?" if few else f"{sentence}: {'; '.join(fields)}?"


def _named(interview: Interview, actors: Iterable[str], language: str) -> str:
    declared = interview.data_map.actors
    return joined([visible(declared[actor].name.in_language(language)) for actor in actors], language)


def answers(interview: Interview, question: Question, language: str) -> tuple[str, str]:
    """A sentence on what a yes settles, and one on what a no settles."""
    return _answer(interview, question, "yes", language), _answer(interview, question, "no", language)


def about(interview: Interview, question: Question, language: str, with_codes: bool) -> tuple[str, ...]:
    """The findings that depend on a question: a line for each rule and actor (or channel), with the fields."""
    return _about(interview, question.effects, language, with_codes)


def _about(interview: Interview, effects: Iterable[Effect], language: str, with_codes: bool) -> tuple[str, ...]:
    lines: dict[tuple[str, str], list[str]] = {}
    for effect in effects:
        finding = effect.finding
        field = interview.data_map.fields.get(finding.subject.field or "")
        label = visible(field.label.in_language(language)) if field else ""
        lines.setdefault((finding.code, _subject(interview, finding, language)), []).append(label)
    shown: list[str] = []
    for (code, subject), fields in lines.items():
        parts = [subject, ", ".join(dict.fromkeys(filter(None, fields)))]
        title = interview.rules[code].title.in_language(language)
        name = f"{code} {title}" if with_codes else title
        shown.append(f"{name}: {': '.join(filter(None, parts))}")
    return tuple(shown)


def name_of(interview: Interview, actor: str, language: str) -> str:
    """The label of an actor."""
    return visible(interview.data_map.actors[actor].label.in_language(language))


def _answer(interview: Interview, question: Question, answer: str, language: str) -> str:
    """What an answer settles; which findings is said where it settles some one way and some the other."""
    start = _IF[answer].in_language(language)
    counted = {settlement: question.count(answer, settlement) for settlement in Settlement}
    parts: list[str] = []
    for settlement, number in counted.items():
        if number:
            texts = _ALSO if parts and (settlement, number > 1) in _ALSO else _SETTLEMENTS
            said = texts[settlement, number > 1].in_language(language).format(n=number)
            if all(counted.values()):
                settled = [effect for effect in question.effects if getattr(effect, answer) == settlement]
                said += f" ({_first(_about(interview, settled, language, with_codes=False))})"
            parts.append(said)
    words = joined(parts, language) if parts else _NOTHING_ALONE.in_language(language)
    return f"{start}, {words}."


def _first(lines: Sequence[str]) -> str:
    """The first of some lines, and how many more there are."""
    more = len(lines) - _SHOWN
    return "; ".join(lines[:_SHOWN]) + (f" +{more}" if more > 0 else "")


def _subject(interview: Interview, finding: Finding, language: str) -> str:
    data_map, subject = interview.data_map, finding.subject
    ends = [
        name_of(interview, each, language)
        for each in (subject.actor, subject.other)
        if each is not None and each in data_map.actors
    ]
    channel = data_map.channels.get(subject.channel or "")
    over = f" ({visible(channel.label.in_language(language))})" if channel and ends else ""
    return " → ".join(ends) + over if ends or channel is None else visible(channel.label.in_language(language))


def _wording_key(interview: Interview, question: Question, addressee: str) -> str:
    """The key of the wording: for a share by the mode of its channel and by its end, else the kind of statement."""
    entry = question.entry
    if not isinstance(entry, ShareEntry):
        return entry.list_key
    mode = interview.data_map.channels[entry.via].mode
    way = mode if mode in ("pull", "manual") else "push"
    if addressee == entry.author:
        return way
    is_registry = interview.data_map.actors[addressee].kind == "registry"
    return "collect-to" if way == "pull" and is_registry else f"{way}-to"


def _where(interview: Interview, question: Question, language: str) -> str:
    """The channel or system; empty where its label is that of an actor or field of the question."""
    entry, data_map = question.entry, interview.data_map
    if isinstance(entry, ShareEntry):
        channel = data_map.channels[entry.via]
        fields = question.fields if len(question.fields) == 1 else ()
        ends = (entry.author, *question.receivers)
        parts = [*(data_map.actors[end].label for end in ends), *(data_map.fields[field].label for field in fields)]
        if any(_bare(label, language) == _bare(channel.label, language) for label in parts):
            return ""
        way = _WHERE[_wording_key(interview, question, entry.author)]
        return way.in_language(language).format(name=visible(channel.name.in_language(language)))
    used = entry.system if isinstance(entry, RecordEntry) else None
    system = None if used is None else data_map.actors[entry.author].systems.get(used)
    if system is None:
        return ""
    return _WHERE["records"].in_language(language).format(name=visible(system.name.in_language(language)))


def _bare(label: Label, language: str) -> str:
    """A label in lower case without its part in brackets, for comparison."""
    return label.in_language(language).split(" (", 1)[0].lower()


def _phases(interview: Interview, question: Question, language: str) -> str:
    phases = list(interview.data_map.phases.values())
    chosen = [phase for phase in phases if phase.id in question.phases]
    labels = [visible(phase.label.in_language(language)) for phase in chosen]
    is_all, is_to_the_end = chosen == phases, chosen == phases[-len(chosen) :]
    return in_question(labels, is_all, is_to_the_end, language)


def _qualifiers(interview: Interview, question: Question, language: str) -> Iterator[str]:
    """The form, reporter and purposes, without those that are the default of the kind of statement."""
    entry, data_map = question.entry, interview.data_map
    if code_systems := code_systems_of(entry):
        codes = [visible(data_map.code_systems[code].label.in_language(language)) for code in code_systems]
        yield CODED_IN.in_language(language).format(code=joined(codes, language, OR))
    elif (form := form_of(entry)) is not None and form != _DEFAULT_FORM.get(entry.list_key):
        yield AS_DATA[form].in_language(language)
    if isinstance(entry, RecordEntry) and entry.patient_reported:
        yield _REPORTED.in_language(language)
    if isinstance(entry, DemandEntry) and entry.purposes:
        purposes = [visible(data_map.purposes[each].name.in_language(language)) for each in entry.purposes]
        yield _FOR.in_language(language).format(purposes=joined(purposes, language))
