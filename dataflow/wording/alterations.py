"""What was added, removed and changed between two maps, in sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dataflow.base.naming import Usage
from dataflow.base.picture import Words
from dataflow.base.text import Filling, Label, Name, Sentence, Text
from dataflow.change.meaning import Plain
from dataflow.change.objects import ObjectChange
from dataflow.change.statements import StatementChange
from dataflow.model.data_map import DataMap
from dataflow.wording.dates import in_words
from dataflow.wording.keys import WHAT, Names, altered, value_words
from dataflow.wording.lists import COMMA, SEMICOLON, chained, listed
from dataflow.wording.members import some_of
from dataflow.wording.times import stated_times

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
_FACT = Text(en=" ({fact})", da=" ({fact})")
_LEVEL = Text(en="a {level} need", da="{level}-behov")
_SOME = Text(en="{role} ({members})", da="{role} ({members})")
_IN_SENTENCE = ("level", "form", "status", "on_request", "valid_from", "valid_to")
"""What a sentence about an added or removed statement says beside fields, phases and receivers."""
_USUAL: Mapping[str, Mapping[str, Plain]] = {
    "records": {"form": "structured"},
    "needs": {"form": "free-text", "level": "must"},
    "uses": {"form": "free-text"},
    "shares": {},
}
"""What a statement means where it does not say it, by kind: not told, as its author may not have written it."""

SECTION: Mapping[str, Text] = {
    "map": Text(en="The map", da="Kortet"),
    "phases": Text(en="The phase", da="Fasen"),
    "purposes": Text(en="The purpose", da="Formålet"),
    "legal_bases": Text(en="The legal basis", da="Hjemlen"),
    "sources": Text(en="The source", da="Kilden"),
    "groups": Text(en="The group", da="Gruppen"),
    "code_systems": Text(en="The code system", da="Kodesystemet"),
    "fields": Text(en="The field", da="Feltet"),
    "channels": Text(en="The channel", da="Kanalen"),
    "actors": Text(en="The actor", da="Aktøren"),
    "clusters": Text(en="The cluster", da="Klyngen"),
}
_OBJECTS: Mapping[str, Text] = {
    "added": Text(en="{section} {name} is new.", da="{section} {name} er kommet til."),
    "removed": Text(en="{section} {name} is gone.", da="{section} {name} udgår."),
    "changed": Text(en="{section} {name}: {facts}.", da="{section} {name}: {facts}."),
    "renamed": Text(
        en="{section} {name} was probably called {was} before (a guess: the label and the statements are the same).",
        da="{section} {name} hed sandsynligvis {was} før (et gæt: betegnelse og udsagn er de samme).",
    ),
}
_WAIVERS: Mapping[str, Text] = {
    "added": Text(
        en="Findings{about} are accepted now{until} ({rule}).", da="Fund{about} accepteres nu{until} ({rule})."
    ),
    "removed": Text(
        en="Findings{about} are no longer accepted{until} ({rule}).",
        da="Fund{about} accepteres ikke længere{until} ({rule}).",
    ),
}
_WAIVED_ABOUT = Text(en=" about {things}", da=" om {things}")
_WAIVED_UNTIL = Text(en=", up to and including {date}", da=", til og med {date}")
_ABOUT = ("actors", "fields", "phases", "channels")
_MEMBERS: Mapping[str, Text] = {
    "added": Text(
        en="{section} {name}, member of {role}, is new.", da="{section} {name}, medlem af {role}, er kommet til."
    ),
    "removed": Text(
        en="{section} {name}, member of {role}, is gone.", da="{section} {name}, medlem af {role}, udgår."
    ),
}


def names_in(*maps: DataMap) -> Names:
    """The labels of ids, from the first of some maps that has them."""

    def name(section: str, id_: str) -> Words:
        if section == "map":
            return Name(maps[0].title, usage=Usage.TITLE)
        found = next((each for data_map in maps if (each := getattr(data_map, section).get(id_))), None)
        return Label(id_) if found is None else found.name

    return name


def statement_sentence(change: StatementChange, name: Names, members_of: Mapping[str, Sequence[str]]) -> Words:
    """What a change of statements says: ``hospital now shares LDL with GP by letter in discharge, coded.``"""
    if change.alterations:
        facts: Words = chained(SEMICOLON, [altered(each, name) for each in change.alterations])
    else:
        facts = _facts(change, name)
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
    """What a change of an object says: ``The channel “Letter”: coded instead of as free text.``"""
    if change.section == "waivers":
        return _waiver_sentence(change, name)
    words: dict[str, Filling] = {
        "section": SECTION[change.section],
        "name": _name(change, name),
        "was": change.was or "",
    }
    if change.role is not None and change.change in _MEMBERS:
        return Sentence(_MEMBERS[change.change], {**words, "role": name("actors", change.role)})
    facts: Filling = ""
    if change.alterations:
        facts = chained(SEMICOLON, [altered(each, name, change.section) for each in change.alterations])
    return Sentence(_OBJECTS[change.change], {**words, "facts": facts})


def _waiver_sentence(change: ObjectChange, name: Names) -> Words:
    """``Findings about smoking are accepted now, up to and including 31 December 2026 (DF401).``"""
    about = dict(change.about)
    until = about.get("valid_to")
    things = [name(section, about[section]) for section in _ABOUT if section in about]
    words: dict[str, Filling] = {
        "rule": about["rule"],
        "about": Sentence(_WAIVED_ABOUT, {"things": chained(COMMA, things)}) if things else "",
        "until": Sentence(_WAIVED_UNTIL, {"date": in_words(until)}) if until else "",
    }
    return Sentence(_WAIVERS[change.change], words)


def _name(change: ObjectChange, name: Names) -> Words:
    """The name of an object: a label as written, in quotation marks."""
    if change.section == "map":
        return name("map", change.id)
    found = name(change.section, change.id)
    return replace(found, usage=Usage.TITLE) if isinstance(found, Name) else found


def _facts(change: StatementChange, name: Names) -> Words:
    found: list[Words] = []
    usual = {"status": "current", **_USUAL[change.kind]}
    for key in _IN_SENTENCE:
        value = change.facts.get(key)
        if value is None or value == usual.get(key):
            continue
        if key == "level":
            found.append(Sentence(_LEVEL, {"level": value_words(key, value, name)}))
        elif key in ("form", "status"):
            found.append(value_words(key, value, name))
        elif key == "on_request":
            found.append(WHAT[key])
        else:
            found.append(Sentence(_WITH, {"what": WHAT[key], "value": value_words(key, value, name)}))
    after, takes = (change.facts.get(key) if change.kind == "shares" else None for key in ("after", "takes"))
    times = stated_times(*(each if isinstance(each, int) else None for each in (after, takes)))
    found += [] if times is None else [times]
    return Sentence(_FACT, {"fact": chained(COMMA, found)}) if found else Label("")
