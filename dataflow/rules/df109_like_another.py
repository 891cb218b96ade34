"""DF109: what a scenario adds, and that is probably a misspelt id of the map below it."""

import re
from collections.abc import Iterator, Mapping

from dataflow.base.finding import Finding, Severity, Subject
from dataflow.base.kinds import KINDS
from dataflow.base.nearest import in_quotes, nearest_ids
from dataflow.base.place import Place
from dataflow.base.text import Label, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Actor, Channel, Field, Phase
from dataflow.model.statements import Share
from dataflow.rules import Context, Rule
from dataflow.rules._used import used_in

_MESSAGE = Text(
    en='The map that this builds on has {none} "{id}", so it is added here.',
    da='Det kort, som dette lægges over, har {none} "{id}", så det tilføjes her.',
)
_STATES_NOTHING = Text(
    en="Did you mean {near}? If not, give the new one a label of its own.",
    da="Mente du {near}? Hvis ikke, så giv det nye sin egen label.",
)
_UNUSED = Text(
    en="Did you mean {near}? If not, write a statement that names the new one.",
    da="Mente du {near}? Hvis ikke, så skriv et udsagn, der nævner det nye.",
)
_SECTIONS = {"actor": "actors", "phase": "phases", "field": "fields", "channel": "channels"}
"""The sections that are looked through, by the kind of what they declare."""

_DIGITS = re.compile(r"\d+")
_Declared = Actor | Phase | Field | Channel


def find(context: Context) -> Iterator[Finding]:
    """One finding for each new id that is like another, of what has no description or no use."""
    data_map = context.data_map
    used = used_in(data_map) if any(data_map.added.values()) else {}
    for kind, section in _SECTIONS.items():
        declared: Mapping[str, _Declared] = getattr(data_map, section)
        added = data_map.added.get(section, ())
        below = {id_: _labels(each.label) for id_, each in declared.items() if id_ not in added}
        for id_, each in declared.items():
            if id_ in added and _is_doubtful(data_map, each, used):
                words = (id_, *_labels(each.label))
                near = next((found for word in words if (found := _near(word, below))), ())
                if near:
                    yield _finding(kind, id_, each.place, near)


def _near(word: str, below: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The ids that may be meant, without those that differ in a number alone, such as ``visit1`` and ``visit2``."""
    found = nearest_ids(word, below, part=False)
    return tuple(each for each in found if _DIGITS.sub("", each) != _DIGITS.sub("", word))


def _labels(label: Label) -> tuple[str, ...]:
    return tuple(text for _, text in label.texts)


def _is_doubtful(data_map: DataMap, declared: _Declared, used: Mapping[str, set[str]]) -> bool:
    """Whether a new declaration says nothing about itself, or nothing uses it."""
    match declared:
        case Actor():
            said = (
                declared.label.texts or declared.sector or declared.role or declared.systems or declared.controllers
            )
            named = any(isinstance(each, Share) and each.to == declared.id for each in data_map.stated)
            return not said and declared.kind == "organisation" and not named
        case Phase():
            return not declared.label.texts
        case Field():
            return declared.id not in used["field"]
        case Channel():
            return declared.id not in used["channel"]


def _finding(kind: str, id_: str, place: Place | None, near: tuple[str, ...]) -> Finding:
    hint = _STATES_NOTHING if kind in ("actor", "phase") else _UNUSED
    return Finding(
        "DF109",
        Severity.WARNING,
        place or Place(""),
        Sentence(_MESSAGE, {"none": KINDS[kind].none, "id": id_}),
        Sentence(hint, {"near": in_quotes(near)}),
        subject=Subject(**{kind: id_}),
    )


_MAP = """\
map: {id: fall, title: A fall}
phases: {discharge: {}, home: {}}
fields: {advice: {}}
actors:
  hospital:
    records: [{fields: advice, phase: discharge}]
  municipality:
    needs: [{fields: advice, phase: home}]
"""
_SCENARIO = """\
scenario: {id: letter, label: The hospital writes a letter}
channels: {letter: {}}
actors:
  %s:
    shares: [{fields: advice, phase: discharge, to: municipality, via: letter}]
"""

RULE = Rule(
    code="DF109",
    name="like-another",
    severity=Severity.WARNING,
    title=Text(en="A new id that is like another", da="Et nyt id, der ligner et andet"),
    what=Text(
        en="A scenario, or a map that builds on another, may add what the map below it lacks. Here it adds something"
        " whose id or label is like one below: an actor of which it gives statements alone and to which nobody"
        " shares, a phase without a label, or a field or channel that no statement uses.",
        da="Et scenarie, eller et kort, der bygger på et andet, må tilføje det, som kortet nedenunder ikke har. Her"
        " tilføjes noget, hvis id eller label ligner et nedenunder: en aktør, der kun får udsagn, og som ingen deler"
        " med, en fase uden label eller et felt eller en kanal, som intet udsagn bruger.",
    ),
    why=Text(
        en="A misspelt id in a scenario is no error: it declares something new. What the scenario was to change then"
        " stays as it is, and the scenario seems to make no difference.",
        da="Et forkert stavet id i et scenarie er ingen fejl: Det angiver noget nyt. Det, scenariet skulle ændre,"
        " forbliver så, som det er, og scenariet ser ikke ud til at gøre nogen forskel.",
    ),
    fix=Text(
        en="Write the id as the map below has it. If the thing is new, give it a label, or write the statements that"
        " use it.",
        da="Skriv id'et, som kortet nedenunder har det. Er der tale om noget nyt, så giv det en label, eller skriv de"
        " udsagn, der bruger det.",
    ),
    false_positives=Text(
        en="Two things may well have similar ids, such as two hospitals. The finding is gone as soon as the new one"
        " has a label of its own or is used.",
        da="To ting kan godt have id'er, der ligner hinanden, for eksempel to sygehuse. Fundet forsvinder, så snart"
        " det nye har sin egen label eller bliver brugt.",
    ),
    reported={"map.yaml": _MAP, "scenario-letter.yaml": _SCENARIO % "hospitl"},
    fixed={"map.yaml": _MAP, "scenario-letter.yaml": _SCENARIO % "hospital"},
    find=find,
)
