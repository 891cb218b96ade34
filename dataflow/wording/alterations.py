"""What was added, removed and changed between two maps, in sentences."""

from collections.abc import Callable, Mapping, Sequence

from dataflow.base.picture import Words
from dataflow.base.text import Filling, Label, Sentence, Text
from dataflow.change.meaning import Plain
from dataflow.change.objects import ObjectChange
from dataflow.change.statements import Alteration, StatementChange
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.wording.choices import CONFIDENCES, STATUSES
from dataflow.wording.durations import duration
from dataflow.wording.forms import ADVERB
from dataflow.wording.lists import COMMA, SEMICOLON, chained, listed
from dataflow.wording.members import some_of
from dataflow.wording.statements import LEVELS

_STATEMENTS: Mapping[tuple[str, str], Text] = {
    ("added", "records"): Text(
        en="{actor} now records {fields} in {phases}{facts}.", da="{actor} registrerer nu {fields} i {phases}{facts}."
    ),
    ("removed", "records"): Text(
        en="{actor} no longer records {fields} in {phases}{facts}.",
        da="{actor} registrerer ikke længere {fields} i {phases}{facts}.",
    ),
    ("changed", "records"): Text(
        en="{actor} records {fields} in {phases}: {facts}.", da="{actor} registrerer {fields} i {phases}: {facts}."
    ),
    ("added", "needs"): Text(
        en="{actor} now needs {fields} in {phases}{facts}.", da="{actor} har nu brug for {fields} i {phases}{facts}."
    ),
    ("removed", "needs"): Text(
        en="{actor} no longer needs {fields} in {phases}{facts}.",
        da="{actor} har ikke længere brug for {fields} i {phases}{facts}.",
    ),
    ("changed", "needs"): Text(
        en="{actor} needs {fields} in {phases}: {facts}.", da="{actor} har brug for {fields} i {phases}: {facts}."
    ),
    ("added", "uses"): Text(
        en="{actor} now uses {fields} in {phases}{facts}.", da="{actor} bruger nu {fields} i {phases}{facts}."
    ),
    ("removed", "uses"): Text(
        en="{actor} no longer uses {fields} in {phases}{facts}.",
        da="{actor} bruger ikke længere {fields} i {phases}{facts}.",
    ),
    ("changed", "uses"): Text(
        en="{actor} uses {fields} in {phases}: {facts}.", da="{actor} bruger {fields} i {phases}: {facts}."
    ),
    ("added", "shares"): Text(
        en="{actor} now shares {fields} with {to} by {at} in {phases}{facts}.",
        da="{actor} deler nu {fields} med {to} via {at} i {phases}{facts}.",
    ),
    ("removed", "shares"): Text(
        en="{actor} no longer shares {fields} with {to} by {at} in {phases}{facts}.",
        da="{actor} deler ikke længere {fields} med {to} via {at} i {phases}{facts}.",
    ),
    ("changed", "shares"): Text(
        en="{actor} shares {fields} with {to} by {at} in {phases}: {facts}.",
        da="{actor} deler {fields} med {to} via {at} i {phases}: {facts}.",
    ),
}
_WITH = Text(en="{what} {value}", da="{what} {value}")
_FACT = Text(en=", {fact}", da=", {fact}")
_ALTERED = Text(en="{what} {after} instead of {before}", da="{what} {after} i stedet for {before}")
_OF_SYSTEM = Text(en="{what} of the system {system}", da="{what} for systemet {system}")
_ALTERED_FORM = Text(en="{after} instead of {before}", da="{after} i stedet for {before}")
_SOME = Text(en="{role} ({members})", da="{role} ({members})")
_NOT_STATED = Text(en="not stated", da="ikke angivet")
_YES_NO = {True: Text(en="yes", da="ja"), False: Text(en="no", da="nej")}
_WHAT: Mapping[str, Text] = {
    "status": Text(en="status", da="status"),
    "valid_from": Text(en="valid from", da="gælder fra"),
    "valid_to": Text(en="valid to", da="gælder til"),
    "coverage": Text(en="coverage", da="dækning"),
    "completeness": Text(en="completeness", da="fuldstændighed"),
    "confidence": Text(en="confidence", da="sikkerhed"),
    "source": Text(en="source", da="kilde"),
    "form": Text(en="form", da="form"),
    "code_system": Text(en="code system", da="kodesystem"),
    "code_systems": Text(en="code systems", da="kodesystemer"),
    "patient_reported": Text(en="reported by the patient", da="oplyst af borgeren"),
    "method": Text(en="method", da="metode"),
    "after": Text(en="at the earliest after", da="tidligst efter"),
    "takes": Text(en="time on the way", da="tid undervejs"),
    "within": Text(en="limit of time", da="tidsfrist"),
    "level": Text(en="level", da="niveau"),
    "purposes": Text(en="purposes", da="formål"),
    "legal_bases": Text(en="legal basis", da="hjemmel"),
    "recorded_since": Text(en="recorded since", da="registreret siden"),
    "recorded_in": Text(en="recorded in", da="registreret i"),
    "received": Text(en="received from others", da="modtaget fra andre"),
    "on_request": Text(en="only on request", da="kun på anmodning"),
    "via": Text(en="by", da="via"),
    "in": Text(en="in the system", da="i systemet"),
    "phases": Text(en="in", da="i"),
    "controllers": Text(en="data controller", da="dataansvarlig"),
    "processors": Text(en="data processor", da="databehandler"),
    "retention": Text(en="retention", da="opbevaring"),
    "systems": Text(en="record systems", da="systemer"),
    "order": Text(en="order of phases", da="fasernes rækkefølge"),
}
"""By key; a key that is not here is shown as it is written."""
_WORDS: Mapping[str, Text] = {
    **STATUSES,
    **LEVELS,
    **CONFIDENCES,
    **{form.word: ADVERB[form] for form in Form},
}
_LABELLED: Mapping[str, str] = {
    "via": "channels",
    "phases": "phases",
    "recorded_since": "phases",
    "recorded_in": "phases",
    "code_system": "code_systems",
    "code_systems": "code_systems",
    "purposes": "purposes",
    "legal_bases": "legal_bases",
    "controllers": "actors",
    "processors": "actors",
}
_IN_SENTENCE = ("level", "form", "status", "on_request", "valid_from", "valid_to")
"""What a sentence about an added or removed statement says beside fields, phases and receivers."""
_USUAL = {"status": "current"}
_HOURS = frozenset({"after", "takes", "within"})

SECTION: Mapping[str, Text] = {
    "map": Text(en="The map", da="Kortet"),
    "phases": Text(en="Phase", da="Fase"),
    "purposes": Text(en="Purpose", da="Formål"),
    "legal_bases": Text(en="Legal basis", da="Hjemmel"),
    "sources": Text(en="Source", da="Kilde"),
    "groups": Text(en="Group", da="Gruppe"),
    "code_systems": Text(en="Code system", da="Kodesystem"),
    "fields": Text(en="Field", da="Felt"),
    "channels": Text(en="Channel", da="Kanal"),
    "actors": Text(en="Actor", da="Aktør"),
    "clusters": Text(en="Cluster", da="Klynge"),
    "waivers": Text(en="Accepted finding", da="Accepteret fund"),
    "statements": Text(en="Texts of", da="Tekster hos"),
}
_OBJECTS: Mapping[str, Text] = {
    "added": Text(en="{section} {name}: new.", da="{section} {name}: ny."),
    "removed": Text(en="{section} {name}: gone.", da="{section} {name}: udgår."),
    "changed": Text(en="{section} {name}: {facts}.", da="{section} {name}: {facts}."),
    "renamed": Text(
        en="{section} {name}: was probably called {was} before (a guess: the label and the statements are the same).",
        da="{section} {name}: hed sandsynligvis {was} før (et gæt: betegnelse og udsagn er de samme).",
    ),
}
_MEMBER = Text(en="{section} {name}, member of {role}: {rest}", da="{section} {name}, medlem af {role}: {rest}")
_NEW_GONE = {"added": Text(en="new.", da="ny."), "removed": Text(en="gone.", da="udgår.")}


Names = Callable[[str, str], Words]
"""The label of an id in a section."""


def names_in(*maps: DataMap) -> Names:
    """The labels of ids, from the first of some maps that has them."""

    def name(section: str, id_: str) -> Words:
        found = next((each for data_map in maps if (each := getattr(data_map, section).get(id_))), None)
        return Label(id_) if found is None else found.name

    return name


def statement_sentence(change: StatementChange, name: Names, members_of: Mapping[str, Sequence[str]]) -> Words:
    """What a change of statements says: ``hospital now shares LDL with GP by letter in discharge, coded.``"""
    if change.alterations:
        facts: Words = chained(SEMICOLON, [altered(each, name) for each in change.alterations])
    else:
        facts = _facts(change.facts, name)
    return Sentence(
        _STATEMENTS[change.change, change.kind],
        {
            "actor": who(change.actor, change.members, name, members_of),
            "fields": listed([name("fields", each) for each in change.fields]),
            "phases": listed([name("phases", each) for each in change.phases]),
            "to": listed([name("actors", each) for each in change.to]),
            "at": name("channels", change.at or ""),
            "facts": facts,
        },
        opens=True,
    )


def who(actor: str, members: Sequence[str] | None, name: Names, members_of: Mapping[str, Sequence[str]]) -> Words:
    """An actor; of a role some members by their names, or of many their number."""
    if members is None:
        return name("actors", actor)
    if len(members) > _NAMED:
        of = len(members_of.get(actor, members))
        return some_of(name("actors", actor), len(members), of)
    return Sentence(
        _SOME,
        {"role": name("actors", actor), "members": listed([name("actors", each) for each in members])},
    )


_NAMED = 3
"""The most members that a sentence names."""


def object_sentence(change: ObjectChange, name: Names) -> Words:
    """What a change of an object says: ``Channel letter: form coded instead of free text.``"""
    section = SECTION[change.section]
    shown = name("actors", change.id) if change.section == "statements" else _name(change, name)
    words: dict[str, Filling] = {"section": section, "name": shown, "was": change.was or ""}
    if change.role is not None and change.change in _NEW_GONE:
        role = name("actors", change.role)
        return Sentence(_MEMBER, {**words, "role": role, "rest": _NEW_GONE[change.change]})
    facts: Filling = ""
    if change.alterations:
        facts = chained(SEMICOLON, [altered(each, name) for each in change.alterations])
    return Sentence(_OBJECTS[change.change], {**words, "facts": facts})


def _name(change: ObjectChange, name: Names) -> Words:
    return Label(change.id) if change.section in ("map", "waivers") else name(change.section, change.id)


def altered(each: Alteration, name: Names) -> Sentence:
    """What of a statement or object differs: ``coded instead of as free text``."""
    system, _, key = each.what.rpartition("/")
    values = {"before": _value(key, each.before, name), "after": _value(key, each.after, name)}
    if each.what == "form" and each.before is not None and each.after is not None:
        return Sentence(_ALTERED_FORM, values)
    what: Filling = _WHAT.get(key, Text(en=key.replace("_", " "), da=key.replace("_", " ")))
    if system:
        what = Sentence(_OF_SYSTEM, {"what": what, "system": system})
    return Sentence(_ALTERED, {"what": what, **values})


def _facts(facts: Mapping[str, Plain], name: Names) -> Words:
    found: list[Words] = []
    for key in _IN_SENTENCE:
        value = facts.get(key)
        if value is None or value == _USUAL.get(key):
            continue
        if key in ("form", "status", "level"):
            found.append(_value(key, value, name))
        elif key == "on_request":
            found.append(_WHAT[key])
        else:
            found.append(Sentence(_WITH, {"what": _WHAT[key], "value": str(value)}))
    return Sentence(_FACT, {"fact": chained(COMMA, found)}) if found else Label("")


def _value(key: str, value: Plain, name: Names) -> Words:
    if value is None:
        return _NOT_STATED
    if isinstance(value, bool):
        return _YES_NO[value]
    if key in _HOURS and isinstance(value, int):
        return duration(value)
    if key in _LABELLED and value:
        ids = value if isinstance(value, tuple) else (value,)
        return listed([name(_LABELLED[key], str(each)) for each in ids])
    return _WORDS.get(str(value)) or Label(_written(value))


def _written(value: Plain) -> str:
    """A list or mapping in short: ``a, b``, ``ldl: coded``."""
    if not isinstance(value, tuple):
        return str(value)
    if value and all(isinstance(each, tuple) and len(each) == 2 and isinstance(each[0], str) for each in value):
        return ", ".join(f"{each[0]}: {_written(each[1])}" if each[0] else _written(each[1]) for each in value)
    return ", ".join(_written(each) for each in value)
