"""The statements of each actor (``language.md``, "Roles, members and clusters", "Scenarios")."""

from collections.abc import Collection, Iterable, Mapping

from dataflow.base.finding import Finding, Severity
from dataflow.base.place import Place
from dataflow.base.text import Sentence, Text
from dataflow.language.nodes import place_of
from dataflow.language.several import ONLY_ONE
from dataflow.language.statement_specs import STATEMENTS
from dataflow.model.references import References, cycles
from dataflow.model.sections import ActorPart, Sections
from dataflow.model.statement_reader import StatementReader
from dataflow.model.statements import Record, Share, Statement, StatementSet, identity_key

_ITSELF = Text(en='"{actor}" extends itself.', da='"{actor}" bygger på sig selv.')
_CIRCLE = Text(
    en="These actors extend one another in a circle: {path}.", da="Aktørerne bygger på hinanden i ring: {path}."
)
_CHAIN = Text(
    en='"{actor}" extends "{role}", which itself extends "{top}"; there is only one level of roles and members.',
    da='"{actor}" bygger på "{role}", som selv bygger på "{top}"; der er kun ét niveau af roller og medlemmer.',
)
_EXTEND_TOP = Text(en='Let "{actor}" extend "{top}".', da='Lad "{actor}" bygge på "{top}".')
_NO_EXTENDS = Text(en="Take extends out, or name another actor.", da="Fjern extends, eller nævn en anden aktør.")
_OMITS_NOTHING = Text(
    en='No statement under {kind} about "{field}" is there for "{actor}" to omit.',
    da='Der er intet udsagn under {kind} om "{field}", som "{actor}" kan udelade.',
)
_OMITS_NOTHING_SO = Text(
    en='No statement under {kind} about "{field}" with that phase, receiver, channel or system is there for "{actor}"'
    " to omit.",
    da='Der er intet udsagn under {kind} om "{field}" med den fase, modtager og kanal eller i det system, som'
    ' "{actor}" kan udelade.',
)
_NO_ROLE = Text(
    en='"{actor}" extends no role, so it inherits nothing that it could omit.',
    da='"{actor}" bygger ikke på nogen rolle og arver derfor intet, den kunne udelade.',
)
_NO_ROLE_HINT = Text(
    en="Take omits out together with what the actor does not do, or let it build on a role with extends:.",
    da="Fjern omits sammen med det, aktøren ikke gør, eller lad den bygge på en rolle med extends:.",
)
_OMITS_HINT = Text(
    en="Take it out, or write the field, phase, to, via and in as in the statement that it is to take away.",
    da="Fjern det, eller skriv felt, fase, to, via og in som i det udsagn, det skal fjerne.",
)


def roles_of(sections: Sections, own: Iterable[str], references: References) -> dict[str, str]:
    """The role of each member (DF101, DF103); mistakes are reported for ``own``, the actors in this layer."""
    extends = {
        actor: (properties["extends"][0], properties["extends"][1].file)
        for actor, properties in sections.actors.items()
        if "extends" in properties
    }
    own, discarding = set(own), References(sections, [])
    roles: dict[str, str] = {}
    for actor, (word, file) in extends.items():
        role = (references if actor in own else discarding).one(file, word, "actors", ONLY_ONE)
        if role is not None:
            roles[actor] = role
    bad: set[str] = set()
    for circle in cycles({actor: (role,) for actor, role in roles.items()}):
        bad.update(circle)
        actor = circle[0]
        path = " > ".join((*circle, actor))
        text = Sentence(_ITSELF, {"actor": actor}) if len(circle) == 1 else Sentence(_CIRCLE, {"path": path})
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
    """Computes the statements of each actor, layer by layer."""

    def __init__(self, sections: Sections, roles: Mapping[str, str], references: References, reader: StatementReader):
        self._sections = sections
        self._roles = roles
        self._references = references
        self._reader = reader

    def base(self, parts: Mapping[str, tuple[ActorPart, ...]]) -> dict[str, StatementSet]:
        """The statements of every actor of the lowest layer; those of a role are the template for its members."""
        stated = {actor: StatementSet(self._reader.of_actor(own)) for actor, own in parts.items()}
        held: dict[str, StatementSet] = {}
        # Members that omit the same and add nothing share one set.
        without: dict[tuple[StatementSet, frozenset[Statement]], StatementSet] = {}
        for actor, own in parts.items():
            role = self._roles.get(actor)
            inherited = stated.get(role, _NOTHING) if role else _NOTHING
            expected = self._omissions_must_match(actor)
            if role is None and expected:
                for part in own:
                    if part.spec.omits:
                        self._report(part.key_place("omits"), Sentence(_NO_ROLE, {"actor": actor}), _NO_ROLE_HINT)
            omitted = self._omitted(actor, own, {actor: inherited}, expected=expected and role is not None)
            key = (inherited, frozenset(omitted))
            if key not in without:
                without[key] = _without(inherited, omitted)
            held[actor] = _joined(without[key], stated[actor])
        return held

    def overlay(
        self, below: Mapping[str, StatementSet], parts: Mapping[str, tuple[ActorPart, ...]]
    ) -> dict[str, StatementSet]:
        """The statements after a scenario's changes: first all that it omits, then all that it adds."""
        held = dict(below)
        for actor in parts:
            if actor not in held:
                role = self._roles.get(actor)
                held[actor] = held.get(role, _NOTHING) if role else _NOTHING
        affected = {actor: self._affected_by(actor, held) for actor in parts}
        omitted_by: dict[str, set[Statement]] = {}
        for actor, own in parts.items():
            # Compared with the statements before any omission, as a role and its member may both omit the same one.
            before = {each: held[each] for each in affected[actor]}
            omitted = self._omitted(actor, own, before, self._omissions_must_match(actor))
            for each in affected[actor]:
                omitted_by.setdefault(each, set()).update(omitted)
        held |= _changed(held, {each: frozenset(taken) for each, taken in omitted_by.items()}, _NOTHING)
        # Roles first, whatever the order in the files: what a member itself states replaces what its role states.
        for actor in sorted(parts, key=lambda each: each in self._roles):
            added = StatementSet(self._reader.of_actor(parts[actor]))
            held |= _changed(held, dict.fromkeys(affected[actor], frozenset()), added)
        return held

    def _affected_by(self, actor: str, held: Mapping[str, StatementSet]) -> tuple[str, ...]:
        """The actor and its members; the role too, as it is the template for members that later layers add."""
        return (actor, *(member for member, role in self._roles.items() if role == actor and member in held))

    def _omissions_must_match(self, actor: str) -> bool:
        """Whether an omission that matches nothing is a mistake, and not the result of another one."""
        extends = self._sections.actors[actor].get("extends")
        return not self._sections.lost and not self._sections.cut and (extends is None or actor in self._roles)

    def _omitted(
        self, actor: str, parts: Iterable[ActorPart], held: Mapping[str, StatementSet], expected: bool
    ) -> set[Statement]:
        """The statements that an actor omits; DF104 for an omission that matches none."""
        # Every entry is compared with the statements before any omission, as two may name the same one.
        omitted: set[Statement] = set()
        for part in parts:
            file = part.file.path
            for spec, _, _ in part.entries("omits"):
                kind = next(kind for kind in STATEMENTS if getattr(spec, kind) is not None)
                phases = None if spec.phase is None else set(self._reader.phases_of(file, spec.phase))
                to = None if spec.to is None else set(self._references.many(file, spec.to, "actors"))
                via = None if spec.via is None else set(self._references.many(file, spec.via, "channels"))
                system = None if spec.system is None else self._reader.system_of(actor, file, spec.system)
                matches = {
                    statement
                    for statements in dict.fromkeys(held.values())
                    for statement in statements
                    if statement.entry.list_key == kind
                    and (phases is None or statement.phase in phases)
                    and (to is None or (isinstance(statement, Share) and statement.to in to))
                    and (via is None or (isinstance(statement, Share) and statement.entry.via in via))
                    and (spec.system is None or (isinstance(statement, Record) and statement.entry.system == system))
                }
                matched = {statement.field for statement in matches}
                for field, word in self._references.fields(file, getattr(spec, kind)):
                    if field in matched:
                        omitted.update(statement for statement in matches if statement.field == field)
                    elif expected:
                        narrowed = any(each is not None for each in (phases, to, via, spec.system))
                        text = _OMITS_NOTHING_SO if narrowed else _OMITS_NOTHING
                        words = {"actor": actor, "kind": kind, "field": field}
                        self._report(place_of(file, word), Sentence(text, words), _OMITS_HINT)
        return omitted

    def _report(self, place: Place, message: Sentence, hint: Text) -> None:
        self._references.findings.append(Finding("DF104", Severity.ERROR, place, message, Sentence(hint)))


_NOTHING = StatementSet()


def _joined(inherited: StatementSet, own: StatementSet) -> StatementSet:
    """Both sets; an own statement replaces one that says the same."""
    if not own or not inherited:
        return own or inherited
    said = {identity_key(statement) for statement in own}
    return StatementSet((*(statement for statement in inherited if identity_key(statement) not in said), *own))


def _without(statements: StatementSet, omitted: Collection[Statement]) -> StatementSet:
    """The statements without some; the same set if there is nothing to remove."""
    left = [statement for statement in statements if statement not in omitted]
    return StatementSet(left) if len(left) < len(statements) else statements


def _changed(
    held: Mapping[str, StatementSet], omitted: Mapping[str, frozenset[Statement]], added: StatementSet
) -> dict[str, StatementSet]:
    """The statements of some actors after a change; those that shared a set and change equally share one again."""
    changed: dict[tuple[StatementSet, frozenset[Statement]], StatementSet] = {}
    after: dict[str, StatementSet] = {}
    for actor, taken in omitted.items():
        key = (held[actor], taken)
        if key not in changed:
            changed[key] = _joined(_without(held[actor], taken), added)
        after[actor] = changed[key]
    return after
