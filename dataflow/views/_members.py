"""The activities of the members of roles by field or by channel, and the groups of members with the same ones."""

from collections.abc import Hashable, Iterable, Mapping
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
from dataflow.views._exchanges import fits, keys_of
from dataflow.views._field_states import CellKey, FieldState
from dataflow.views._tables import content, fields_in, in_order, tally
from dataflow.wording.counts import counted
from dataflow.wording.lists import SEMICOLON, chained
from dataflow.wording.statements import WANTS

SENDS = Text(en="sends {fields}", da="sender {fields}")
RECEIVES = Text(en="receives {fields}", da="modtager {fields}")
PERHAPS = Text(en="unknown whether more", da="uafklaret, om der er mere")
ONLY_PERHAPS = Text(en="unknown", da="uafklaret")
UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Activity:
    """What a member does with a field or over a channel; compared by what is shown and what is stated."""

    roles: tuple[str, ...]
    answer: Answer | None = None
    counts: tuple[int, ...] = ()
    """The numbers of fields received and sent over a channel."""
    stated: frozenset[Hashable] = frozenset()
    """The statements about the field, or the fields sent and received over the channel."""
    unknown: frozenset[Hashable] = frozenset()
    """The same of what nobody has found out."""
    about: tuple[str, ...] = field(default=(), compare=False)

    @property
    def what(self) -> Words:
        """The activity in words."""
        if not self.unknown:
            return self._known
        return chained(SEMICOLON, (self._known, PERHAPS)) if self.roles or self.stated else ONLY_PERHAPS

    @property
    def _known(self) -> Words:
        if not self.counts:
            return content(self.roles, self.answer) if self.roles else WANTS[None]
        numbers = zip((RECEIVES, SENDS), self.counts, strict=True)
        return chained(SEMICOLON, [Sentence(text, {"fields": counted(count)}) for text, count in numbers if count])

    @property
    def note(self) -> Words | None:
        """The numbers beside the symbols, with a question mark for what is unknown."""
        numbers = "/".join(str(count) for count in self.counts if count)
        note = f"{numbers}{UNKNOWN if self.unknown else ''}"
        return Text(en=note, da=note) if note else None


@dataclass(frozen=True)
class MemberGroup:
    """Members of a role with the same activities, in the order of declaration; ``needs`` are those of the first."""

    role: str
    members: tuple[str, ...]
    activities: Mapping[str, Activity]
    needs: tuple[Slice, ...]


ActivityTable = Mapping[str, Mapping[str, Activity]]
"""Activities by member, then by field or channel."""


def field_activities(scene: Scene, found: Mapping[CellKey, FieldState]) -> ActivityTable:
    """The activities of each member by field; of members with the same answers, only the first has an entry."""
    data_map, focus = scene.data_map, scene.focus
    fields = {each.id for each in fields_in(data_map, focus)}
    table: dict[str, dict[str, Activity]] = {}

    def ask(needs: Needs, actor: str) -> tuple[list[Statement], list[Statement]]:
        own = needs.map_as_of.statements(scene.assumptions)[actor]
        in_focus = [each for each in own if each.field in fields and fits(data_map, focus, each)]
        return in_focus, [each for each in _unknown(needs, actor, scene) if each.field in fields]

    for (first, *_), (own, open_) in scene.needs.about_each(ask):
        stated, unknown = _by_field(own), _by_field(open_)
        sent = {each.field for each in own if passes_on(data_map, first, each)}
        activities = table.setdefault(first, {})
        for field_id in data_map.fields:
            state = found.get((field_id, "", first))
            if state is not None or field_id in stated or field_id in unknown:
                shown = state or FieldState(about={f"field:{field_id}"})
                roles = in_order((*shown.roles, *(("sends",) if field_id in sent else ())))
                about = tuple(sorted(shown.about - {f"actor:{first}"}))
                activities[field_id] = Activity(
                    roles,
                    shown.answer,
                    stated=stated.get(field_id, frozenset()),
                    unknown=unknown.get(field_id, frozenset()),
                    about=about,
                )
    return table


def _unknown(needs: Needs, actor: str, scene: Scene) -> list[Statement]:
    """The statements of an actor in focus of which nobody has found out whether they are true."""
    data_map = needs.map_as_of.data_map
    return [
        each
        for each in data_map.statements[actor]
        if each.entry.status == "unknown" and fits(data_map, scene.focus, each)
    ]


def _by_field(stated: Iterable[Statement]) -> Mapping[str, frozenset[Hashable]]:
    found: dict[str, set[Hashable]] = {}
    for each in stated:
        found.setdefault(each.field, set()).add(identity_key(each))
    return {field_id: frozenset(keys) for field_id, keys in found.items()}


def channel_activities(scene: Scene) -> ActivityTable:
    """The activities of each member by channel; of members with the same answers, only the first has an entry."""
    data_map, focus = scene.data_map, scene.focus
    fields = {each.id for each in fields_in(data_map, focus)}
    passed: dict[tuple[str, str], tuple[set[str], set[str], set[str]]] = {}

    def ask(needs: Needs, actor: str) -> tuple[list[Share], list[Share], list[Share]]:
        acquired = (each.statement for each in acquisitions_of(needs, actor, scene.assumptions))
        own = needs.map_as_of.statements(scene.assumptions)[actor].of(Share)
        received = [share for share in acquired if isinstance(share, Share)]
        open_ = [each for each in _unknown(needs, actor, scene) if isinstance(each, Share)]
        return received, [share for share in own if passes_on(data_map, actor, share)], open_

    for (first, *_), found in scene.needs.about_each(ask):
        for number, shares in enumerate(found):
            for share in shares:
                if share.field in fields and fits(data_map, focus, share):
                    passed.setdefault((first, share.entry.via), (set(), set(), set()))[number].add(share.field)
    table: dict[str, dict[str, Activity]] = {}
    for (actor, via), (received, sent, unknown) in passed.items():
        roles = (*(("receives",) if received else ()), *(("sends",) if sent else ()))
        counts = (len(received), len(sent))
        about = keys_of(channel=(via,), field=received | sent | unknown)
        stated = frozenset((*(("receives", each) for each in received), *(("sends", each) for each in sent)))
        table.setdefault(actor, {})[via] = Activity(roles, None, counts, stated, frozenset(unknown), about)
    return table


def member_groups(scene: Scene, table: ActivityTable, found: Mapping[CellKey, FieldState]) -> tuple[MemberGroup, ...]:
    """The groups of members of each role, largest first."""
    data_map, focus = scene.data_map, scene.focus
    first_of = {actor: actors[0] for actors, _ in scene.needs.about_each(lambda *_: None) for actor in actors}
    answers: dict[str, list[Answer]] = {}
    for (_, _, actor), state in found.items():
        answers.setdefault(actor, []).extend(state.per_need)
    groups: list[MemberGroup] = []
    for role, members in data_map.members.items():
        by_activities: dict[frozenset[tuple[str, Activity]], list[str]] = {}
        for member in members:
            if not focus.actors or not {member, role}.isdisjoint(focus.actors):
                activities = table.get(first_of[member], {})
                by_activities.setdefault(frozenset(activities.items()), []).append(member)
        for same in sorted(by_activities.values(), key=lambda same: -len(same)):
            first = first_of[same[0]]
            groups.append(MemberGroup(role, tuple(same), table.get(first, {}), tally(answers.get(first, ()))))
    return tuple(groups)
