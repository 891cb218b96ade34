"""What the members of roles do, field by field or channel by channel, and which of them do the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dataflow.analysis.closure.sharing import passes_on
from dataflow.analysis.lineage.acquisitions import acquisitions_of
from dataflow.analysis.needs.needs import Needs
from dataflow.analysis.needs.outcomes import Answer
from dataflow.base.grid import Slice
from dataflow.base.picture import Words
from dataflow.base.text import Sentence, Text
from dataflow.model.statements import Share
from dataflow.views import Scene
from dataflow.views._exchanges import fits
from dataflow.views._found import Found, Place
from dataflow.views._tables import fields_in, tally, what_is_so
from dataflow.wording.counts import counted
from dataflow.wording.lists import SEMICOLON, chained

SENDS = Text(en="sends {fields}", da="sender {fields}")
RECEIVES = Text(en="receives {fields}", da="modtager {fields}")


@dataclass(frozen=True, slots=True)
class Done:
    """What a member does with a field or over a channel. Two are the same where they show the same."""

    roles: tuple[str, ...]
    answer: Answer | None = None
    counts: tuple[int, ...] = ()
    """How many fields it receives and sends over a channel."""
    about: tuple[str, ...] = field(default=(), compare=False)

    @property
    def what(self) -> Words:
        """In words."""
        if not self.counts:
            return what_is_so(self.roles, self.answer)
        said = zip((RECEIVES, SENDS), self.counts, strict=True)
        return chained(SEMICOLON, [Sentence(text, {"fields": counted(count)}) for text, count in said if count])

    @property
    def note(self) -> Words | None:
        """The numbers, as they stand beside the symbols."""
        numbers = "/".join(str(count) for count in self.counts if count)
        return Text(en=numbers, da=numbers) if numbers else None


@dataclass(frozen=True)
class Kind:
    """Members of a role that do the same, in the order of declaration; ``needs`` are those of the first."""

    role: str
    members: tuple[str, ...]
    does: Mapping[str, Done]
    needs: tuple[Slice, ...]


Doings = Mapping[str, Mapping[str, Done]]
"""By member and field or channel."""


def with_fields(found: Mapping[Place, Found]) -> Doings:
    """What each member does with each field; of members with the same answers the first."""
    doings: dict[str, dict[str, Done]] = {}
    for (field_id, _, actor), there in found.items():
        about = tuple(sorted(there.about - {f"actor:{actor}"}))
        doings.setdefault(actor, {})[field_id] = Done(there.roles, there.answer, about=about)
    return doings


def over_channels(scene: Scene) -> Doings:
    """What each member receives and sends over each channel; of members with the same answers the first."""
    data_map, focus = scene.data_map, scene.focus
    fields = {each.id for each in fields_in(data_map, focus)}
    passed: dict[tuple[str, str], tuple[set[str], set[str]]] = {}

    def ask(needs: Needs, actor: str) -> tuple[list[Share], list[Share]]:
        acquired = (each.statement for each in acquisitions_of(needs, actor, scene.assumptions))
        own = needs.map_as_of.statements(scene.assumptions)[actor].of(Share)
        received = [share for share in acquired if isinstance(share, Share)]
        return received, [share for share in own if passes_on(data_map, actor, share)]

    for (first, *_), both in scene.needs.about_each(ask):
        for number, shares in enumerate(both):
            for share in shares:
                if share.field in fields and fits(data_map, focus, share):
                    passed.setdefault((first, share.entry.via), (set(), set()))[number].add(share.field)
    doings: dict[str, dict[str, Done]] = {}
    for (actor, via), (received, sent) in passed.items():
        roles = (*(("receives",) if received else ()), *(("sends",) if sent else ()))
        counts = (len(received), len(sent))
        about = tuple(sorted({f"channel:{via}", *(f"field:{each}" for each in received | sent)}))
        doings.setdefault(actor, {})[via] = Done(roles, None, counts, about)
    return doings


def kinds_in(scene: Scene, doings: Doings, found: Mapping[Place, Found]) -> tuple[Kind, ...]:
    """The kinds of members of each role, the largest first."""
    data_map, focus = scene.data_map, scene.focus
    first_of = {actor: actors[0] for actors, _ in scene.needs.about_each(lambda *_: None) for actor in actors}
    answers: dict[str, list[Answer]] = {}
    for (_, _, actor), there in found.items():
        answers.setdefault(actor, []).extend(there.each)
    kinds: list[Kind] = []
    for role, members in data_map.members.items():
        alike_in: dict[frozenset[tuple[str, Done]], list[str]] = {}
        for member in members:
            if not focus.actors or not {member, role}.isdisjoint(focus.actors):
                does = doings.get(first_of[member], {})
                alike_in.setdefault(frozenset(does.items()), []).append(member)
        for alike in sorted(alike_in.values(), key=lambda alike: -len(alike)):
            first = first_of[alike[0]]
            kinds.append(Kind(role, tuple(alike), doings.get(first, {}), tally(answers.get(first, ()))))
    return tuple(kinds)
