"""Roles, members and scenarios: which statements hold for each concrete actor.

``language.md``, sections 4 and 8. What is taken away and added is the same grammar for members and scenarios.
"""

from collections.abc import Iterable, Mapping

from dataflow.base.finding import Finding, Severity
from dataflow.base.text import Filling, Sentence, Text
from dataflow.model.entities import Statement
from dataflow.model.references import References, cycles
from dataflow.model.sections import ActorPart, Sections
from dataflow.model.statements import KINDS, StatementReader
from dataflow.spec.nodes import Word, place_of

Statements = tuple[Statement, ...]

_ITSELF = Text(en='"{actor}" extends itself.', da='"{actor}" bygger på sig selv.')
_CIRCLE = Text(en="{path}: these actors extend one another in a circle.", da="{path}: aktørerne bygger på hinanden i ring.")
_CHAIN = Text(
    en='"{actor}" extends "{role}", which extends "{top}" itself; there is one level of roles and members.',
    da='"{actor}" bygger på "{role}", som selv bygger på "{top}"; der er ét niveau af roller og medlemmer.',
)
_EXTEND_TOP = Text(en='Let "{actor}" extend "{top}".', da='Lad "{actor}" bygge på "{top}".')
_NO_EXTENDS = Text(en="Take extends out, or name another actor.", da="Fjern extends, eller nævn en anden aktør.")
_OMITS_NOTHING = Text(
    en='"{actor}" has nothing to omit here: no statement under {kind} on "{field}" is inherited{narrowed}.',
    da='"{actor}" har intet at udelade her: intet udsagn under {kind} om "{field}" er arvet{narrowed}.',
)
_NARROWED = Text(en=" with this phase, receiver and channel", da=" med den fase, modtager og kanal")
_PLAIN = Text(en="", da="")
_OMITS_HINT = Text(
    en="Take it out, or write the field, phase, to and via as in the role's statement.",
    da="Fjern det, eller skriv felt, fase, to og via som i rollens udsagn.",
)


def roles_of(sections: Sections, own: Iterable[str], references: References) -> dict[str, str]:
    """The role of each member (DF101, DF103); ``own`` are the actors that this layer speaks of."""
    extends = {
        actor: (properties["extends"][0], properties["extends"][1].file)
        for actor, properties in sections.actors.items()
        if "extends" in properties
    }
    own, silent = set(own), References(sections, [])
    roles: dict[str, str] = {}
    for actor, (word, file) in extends.items():
        role = (references if actor in own else silent).one(file, word, "actors")
        if role is not None:
            roles[actor] = role
    bad: set[str] = set()
    for circle in cycles({actor: (role,) for actor, role in roles.items()}):
        bad.update(circle)
        actor = circle[0]
        text = Sentence(_ITSELF, {"actor": actor}) if len(circle) == 1 else Sentence(_CIRCLE, {"path": " > ".join((*circle, actor))})
        _wrong_extends(sections, actor, own, references.findings, text, Sentence(_NO_EXTENDS))
    for actor, role in roles.items():
        if actor not in bad and role in roles and role not in bad:
            top = _top(role, roles)
            words = {"actor": actor, "role": role, "top": roles[role]}
            hint = Sentence(_EXTEND_TOP, {"actor": actor, "top": top})
            _wrong_extends(sections, actor, own, references.findings, Sentence(_CHAIN, words), hint)
            bad.add(actor)
    return {actor: role for actor, role in roles.items() if actor not in bad and role in sections.actors}


def _top(role: str, roles: Mapping[str, str]) -> str:
    seen: set[str] = set()
    while role in roles and role not in seen:
        seen.add(role)
        role = roles[role]
    return role


def _wrong_extends(
    sections: Sections, actor: str, own: set[str], findings: list[Finding], message: Sentence, hint: Sentence
) -> None:
    if actor in own:
        word, place = sections.actors[actor]["extends"]
        findings.append(Finding("DF103", Severity.ERROR, place_of(place.file, word), message, hint))


class LayerReader:
    """What each concrete actor states, layer on layer."""

    def __init__(self, sections: Sections, roles: Mapping[str, str], references: References, reader: StatementReader):
        self._sections = sections
        self._roles = roles
        self._references = references
        self._reader = reader

    def base(self, parts: Mapping[str, tuple[ActorPart, ...]]) -> dict[str, Statements]:
        """The statements of every concrete actor of the base map, and of each role as a template."""
        stated = {actor: self._reader.of_actor(own) for actor, own in parts.items()}
        held: dict[str, Statements] = {}
        for actor, own in parts.items():
            role = self._roles.get(actor)
            inherited = stated.get(role, ()) if role else ()
            left = self._less_omits(actor, own, {actor: inherited}, expected=self._may_omit(actor))[actor]
            held[actor] = _joined(left, stated[actor])
        return held

    def overlay(
        self, below: Mapping[str, Statements], parts: Mapping[str, tuple[ActorPart, ...]]
    ) -> dict[str, Statements]:
        """The statements with a scenario's changes: first all that it omits, then all that it adds."""
        held = dict(below)
        for actor in parts:
            if actor not in held:
                role = self._roles.get(actor)
                held[actor] = held.get(role, ()) if role else ()
        spoken_for = {actor: self._spoken_for(actor, held) for actor in parts}
        for actor, own in parts.items():
            held.update(
                self._less_omits(actor, own, {each: held[each] for each in spoken_for[actor]}, self._may_omit(actor))
            )
        for actor, own in parts.items():
            added = self._reader.of_actor(own)
            for each in spoken_for[actor]:
                held[each] = _joined(held[each], added)
        return held

    def _spoken_for(self, actor: str, held: Mapping[str, Statements]) -> tuple[str, ...]:
        """The actor itself, and its members: a role stays the template of members to come."""
        return (actor, *(member for member, role in self._roles.items() if role == actor and member in held))

    def _may_omit(self, actor: str) -> bool:
        """Whether an omission that matches nothing is a mistake, and not the trail of another one."""
        extends = self._sections.actors[actor].get("extends")
        return not self._sections.lost and not self._sections.cut and (extends is None or actor in self._roles)

    def _less_omits(
        self, actor: str, parts: Iterable[ActorPart], held: dict[str, Statements], expected: bool
    ) -> dict[str, Statements]:
        # Every entry is held against what is there before any of them: two may name the same statement.
        gone: set[int] = set()
        for part in parts:
            file = part.file.path
            for spec, _ in part.items("omits"):
                kind = next(kind for kind in KINDS if getattr(spec, kind) is not None)
                phases = None if spec.phase is None else set(self._reader.phases_of(file, spec.phase))
                to = None if spec.to is None else set(self._references.many(file, spec.to, "actors"))
                via = None if spec.via is None else set(self._references.many(file, spec.via, "channels"))
                matches = {
                    (statement.field, id(statement))
                    for statements in held.values()
                    for statement in statements
                    if statement.entry.kind == kind
                    and (phases is None or statement.phase in phases)
                    and (to is None or statement.to in to)
                    and (via is None or statement.entry.via in via)
                }
                matched = {field for field, _ in matches}
                for field, word in self._references.fields(file, getattr(spec, kind)):
                    if field in matched:
                        gone.update(statement for name, statement in matches if name == field)
                    elif expected:
                        narrowed = phases is not None or to is not None or via is not None
                        self._nothing(file, actor, kind, field, word, narrowed)
        if not gone:
            return held
        return {
            each: tuple(statement for statement in statements if id(statement) not in gone)
            for each, statements in held.items()
        }

    def _nothing(self, file: str, actor: str, kind: str, field: str, word: Word, narrowed: bool) -> None:
        words: dict[str, Filling] = {"actor": actor, "kind": kind, "field": field}
        words["narrowed"] = _NARROWED if narrowed else _PLAIN
        self._references.findings.append(
            Finding(
                "DF104", Severity.ERROR, place_of(file, word), Sentence(_OMITS_NOTHING, words), Sentence(_OMITS_HINT)
            )
        )


def _joined(inherited: Statements, own: Statements) -> Statements:
    """Both, where the own replaces what says the same."""
    if not own or not inherited:
        return own or inherited
    said = {statement.sameness() for statement in own}
    return (*(statement for statement in inherited if statement.sameness() not in said), *own)
