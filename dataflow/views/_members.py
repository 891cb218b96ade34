"""What the members of roles do, field by field or channel by channel, and which of them do the same."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from dataflow.analysis.closure.sharing import passes_on
from dataflow.analysis.lineage.acquisitions import acquisitions_of
from dataflow.analysis.needs.needs import Needs
from dataflow.analysis.needs.outcomes import Answer
from dataflow.base.grid import Slice
from dataflow.base.picture import Words
from dataflow.base.text import Sentence, Text
from dataflow.model.statements import Share, Statement, identity_key
from dataflow.views import Scene
from dataflow.views._exchanges import fits
from dataflow.views._found import Found, Place
from dataflow.views._tables import fields_in, in_order, tally, what_is_so
from dataflow.wording.counts import counted
from dataflow.wording.lists import SEMICOLON, chained
from dataflow.wording.statements import WANTS

SENDS = Text(en="sends {fields}", da="sender {fields}")
RECEIVES = Text(en="receives {fields}", da="modtager {fields}")


@dataclass(frozen=True, slots=True)
class Done:
    """What a member does with a field or over a channel.

    Two are the same where they show the same and state the same (``stated``).
    """

    roles: tuple[str, ...]
    answer: Answer | None = None
    counts: tuple[int, ...] = ()
    """How many fields it receives and sends over a channel."""
    stated: frozenset[Hashable] = frozenset()
    """What a member states of the field, or which fields go over the channel."""
    about: tuple[str, ...] = field(default=(), compare=False)

    @property
    def what(self) -> Words:
        """In words."""
        if not self.counts:
            return what_is_so(self.roles, self.answer) if self.roles else WANTS[None]
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


def with_fields(scene: Scene, found: Mapping[Place, Found]) -> Doings:
    """What each member does with each field; of members with the same answers the first."""
    data_map, focus = scene.data_map, scene.focus
    fields = {each.id for each in fields_in(data_map, focus)}
    doings: dict[str, dict[str, Done]] = {}

    def ask(needs: Needs, actor: str) -> list[Statement]:
        own = needs.map_as_of.statements(scene.assumptions)[actor]
        return [each for each in own if each.field in fields and fits(data_map, focus, each)]

    for (first, *_), own in scene.needs.about_each(ask):
        stated: dict[str, set[Hashable]] = {}
        for each in own:
            stated.setdefault(each.field, set()).add(identity_key(each))
        sent = {each.field for each in own if passes_on(data_map, first, each)}
        does = doings.setdefault(first, {})
        for field_id in data_map.fields:
            there = found.get((field_id, "", first))
            if there is not None or field_id in stated:
                shown = there or Found(about={f"field:{field_id}"})
                roles = in_order((*shown.roles, *(("sends",) if field_id in sent else ())))
                about = tuple(sorted(shown.about - {f"actor:{first}"}))
                said = frozenset(stated.get(field_id, ()))
                does[field_id] = Done(roles, shown.answer, stated=said, about=about)
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
        stated = frozenset((*(("receives", each) for each in received), *(("sends", each) for each in sent)))
        doings.setdefault(actor, {})[via] = Done(roles, None, counts, stated, about)
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
