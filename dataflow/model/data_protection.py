"""Who is the data controller, and who processes data on the controller's behalf (``language.md``, "Data protection").

Both are data of actors and systems for the record of processing activities. They change nothing that is held.
"""

from collections.abc import Iterable, Iterator, Mapping

from dataflow.base.finding import Finding, Severity
from dataflow.base.text import Sentence, Text
from dataflow.language.nodes import Scalar, place_of
from dataflow.model.references import References
from dataflow.model.sections import ActorPart, Sections

_IS_A_CITIZEN = Text(
    en='"{id}" is of kind patient, and a citizen is neither data controller nor data processor of what is mapped.',
    da='"{id}" er en borger (kind: patient), og en borger er hverken dataansvarlig eller databehandler for det,'
    " kortet viser.",
)
_NAME_AN_ORGANISATION = Text(
    en="Name the organisation or authority, declared under actors:.",
    da="Nævn organisationen eller myndigheden, angivet under actors:.",
)
_IS_BOTH = Text(
    en="\"{id}\" is data controller of the same data, so it can't process them on the controller's behalf.",
    da='"{id}" er dataansvarlig for de samme data og kan derfor ikke behandle dem på den dataansvarliges vegne.',
)
_TAKE_OUT = Text(
    en="Take it out of processor, or name another controller.",
    da="Fjern den fra processor, eller nævn en anden controller.",
)


def check_data_protection(
    sections: Sections, parts: Mapping[str, tuple[ActorPart, ...]], roles: Mapping[str, str], references: References
) -> None:
    """Reports unknown actors (DF101), citizens, and controllers that are their own processors (DF007)."""
    for actor, its_parts in parts.items():
        controllers = controllers_of(actor, sections, roles)
        for part in its_parts:
            named = references.many(part.file.path, part.spec.controller, "actors")
            _check_citizens(part, part.spec.controller, named, sections, roles, references)
            for processors in _processors(part):
                named = references.many(part.file.path, processors, "actors")
                _check_citizens(part, processors, named, sections, roles, references)
                for word in processors:
                    if str(word) in controllers:
                        _wrong(part, word, _IS_BOTH, _TAKE_OUT, references)


def controllers_of(actor: str, sections: Sections, roles: Mapping[str, str]) -> tuple[str, ...]:
    """The data controllers of an actor. A role that names itself names each of its members."""
    role = roles.get(actor)
    own = sections.actors[actor]
    if "controller" in own:
        return ids_in(own["controller"][0])
    inherited = (
        ids_in(sections.actors[role]["controller"][0]) if role and "controller" in sections.actors[role] else ()
    )
    return tuple(dict.fromkeys(actor if each == role else each for each in inherited))


def ids_in(words: Iterable[Scalar] | None) -> tuple[str, ...]:
    """The ids of a list, each once."""
    return tuple(dict.fromkeys(str(word) for word in words or ()))


def _processors(part: ActorPart) -> Iterator[tuple[Scalar, ...]]:
    yield part.spec.processor or ()
    for system in (part.spec.systems or {}).values():
        yield (system.processor if system is not None else None) or ()


def _check_citizens(
    part: ActorPart,
    words: Iterable[Scalar] | None,
    known: Iterable[str],
    sections: Sections,
    roles: Mapping[str, str],
    references: References,
) -> None:
    for word in words or ():
        if str(word) in known and _kind(str(word), sections, roles) == "patient":
            _wrong(part, word, _IS_A_CITIZEN, _NAME_AN_ORGANISATION, references)


def _kind(actor: str, sections: Sections, roles: Mapping[str, str]) -> str | None:
    for each in (actor, roles.get(actor)):
        if each is not None and "kind" in sections.actors.get(each, {}):
            return str(sections.actors[each]["kind"][0])
    return None


def _wrong(part: ActorPart, word: Scalar, message: Text, hint: Text, references: References) -> None:
    said = Sentence(message, {"id": str(word)})
    place = place_of(part.file.path, word)
    references.findings.append(Finding("DF007", Severity.ERROR, place, said, Sentence(hint)))
