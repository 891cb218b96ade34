"""Unknown statements, and shares of unknown time, worded as questions in English and Danish."""

from collections.abc import Iterable, Iterator

from dataflow.analysis.needs.questions import Question
from dataflow.base.naming import is_plural
from dataflow.base.text import OR, Label, Text, joined
from dataflow.base.visible import visible
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.model.statements import DemandEntry, RecordEntry, ShareEntry, code_systems_of, form_of
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
_DEFAULT_FORM = {"records": Form.STRUCTURED, "needs": Form.FREE_TEXT, "uses": Form.FREE_TEXT}
_FEW = 3


def question_to(data_map: DataMap, question: Question, addressee: str, language: str, spoken_to: bool) -> str:
    """The question about a statement for one actor, its author or a receiver.

    The actor is addressed as "you" where ``spoken_to``, else by name; a registry is always named.
    """
    entry, actor = question.entry, data_map.actors[addressee]
    others = question.receivers if addressee == entry.author else (entry.author,)
    who = _THEY if is_plural(actor.label.in_language("en")) else _IT
    if spoken_to and actor.kind != "registry":
        who = _DO_YOU if actor.kind == "patient" else _DO_YOU_ALL
    when = ", ".join((_phases(data_map, question, language), *_qualifiers(data_map, question, language)))
    key = _wording_key(data_map, question, addressee)
    if key == "pull-to" and data_map.actors[entry.author].kind == "registry":
        key = "pull-to-register"
    return _asked(
        data_map,
        question,
        _ASK[key],
        language,
        who=who.in_language(language).format(name=visible(actor.name.in_language(language))),
        other=_named(data_map, others, language),
        when=when,
    )


def time_question_to(data_map: DataMap, question: Question, addressee: str, language: str, spoken_to: bool) -> str:
    """The question of how long a share takes, for its sender or a receiver; ``spoken_to`` as in ``question_to``."""
    author, actor = question.entry.author, data_map.actors[addressee]
    others = question.receivers if addressee == author else (author,)
    is_you = spoken_to and actor.kind != "registry"
    named = dict.fromkeys(("who", "to_who"), visible(actor.name.in_language(language)))
    if is_you:
        texts = _PATIENT if actor.kind == "patient" else _YOU
        named = {blank: text.in_language(language) for blank, text in texts.items()}
    # Who has it in the end: the receivers, or the addressee.
    several = len(others) > 1 if addressee == author else is_you
    return _asked(
        data_map,
        question,
        _HOW_LONG[_wording_key(data_map, question, addressee).replace("collect", "pull")],
        language,
        **named,
        **{blank: forms[not is_you].in_language(language) for blank, forms in _VERBS.items()},
        has=_VERBS["have"][not several].in_language(language),
        other=_named(data_map, others, language),
        when=_phases(data_map, question, language),
    )


def _asked(data_map: DataMap, question: Question, text: Text, language: str, **words: str) -> str:
    """A question with its words, the fields and where; many fields are listed after it."""
    fields = [visible(data_map.fields[field].name.in_language(language)) for field in question.fields]
    few = len(fields) <= _FEW and not any("," in field for field in fields)
    what = joined(fields, language) if few else _FOLLOWING.in_language(language)
    where = _where(data_map, question, language)
    sentence = text.in_language(language).format(what=what, where=where, **words)
    return f"{sentence}?" if few else f"{sentence}: {'; '.join(fields)}?"


def _named(data_map: DataMap, actors: Iterable[str], language: str) -> str:
    declared = data_map.actors
    return joined([visible(declared[actor].name.in_language(language)) for actor in actors], language)


def _wording_key(data_map: DataMap, question: Question, addressee: str) -> str:
    """The key of the wording: for a share by the mode of its channel and by its end, else the kind of statement."""
    entry = question.entry
    if not isinstance(entry, ShareEntry):
        return entry.list_key
    mode = data_map.channels[entry.via].mode
    way = mode if mode in ("pull", "manual") else "push"
    if addressee == entry.author:
        return way
    is_registry = data_map.actors[addressee].kind == "registry"
    return "collect-to" if way == "pull" and is_registry else f"{way}-to"


def _where(data_map: DataMap, question: Question, language: str) -> str:
    """The channel or system; empty where its label is that of an actor or field of the question."""
    entry = question.entry
    if isinstance(entry, ShareEntry):
        channel = data_map.channels[entry.via]
        fields = question.fields if len(question.fields) == 1 else ()
        ends = (entry.author, *question.receivers)
        parts = [*(data_map.actors[end].label for end in ends), *(data_map.fields[field].label for field in fields)]
        if any(_bare(label, language) == _bare(channel.label, language) for label in parts):
            return ""
        way = _WHERE[_wording_key(data_map, question, entry.author)]
        return way.in_language(language).format(name=visible(channel.name.in_language(language)))
    used = entry.system if isinstance(entry, RecordEntry) else None
    system = None if used is None else data_map.actors[entry.author].systems.get(used)
    if system is None:
        return ""
    return _WHERE["records"].in_language(language).format(name=visible(system.name.in_language(language)))


def _bare(label: Label, language: str) -> str:
    """A label in lower case without its part in brackets, for comparison."""
    return label.in_language(language).split(" (", 1)[0].lower()


def _phases(data_map: DataMap, question: Question, language: str) -> str:
    phases = list(data_map.phases.values())
    chosen = [phase for phase in phases if phase.id in question.phases]
    labels = [visible(phase.label.in_language(language)) for phase in chosen]
    is_all, is_to_the_end = chosen == phases, chosen == phases[-len(chosen) :]
    return in_question(labels, is_all, is_to_the_end, language)


def _qualifiers(data_map: DataMap, question: Question, language: str) -> Iterator[str]:
    """The form, reporter and purposes, without those that are the default of the kind of statement."""
    entry = question.entry
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
