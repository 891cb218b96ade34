"""Finds the view of a name, and checks that it can draw what is requested."""

from dataclasses import dataclass, replace

from dataflow.base.kinds import KINDS
from dataflow.base.nearest import Unknown, ids_of
from dataflow.base.picture import Picture
from dataflow.base.text import OR, Sentence, Text, joined
from dataflow.views import EVERYTHING, Focus, Scene, Unfit, View, view_names, view_of, views

_OF_THE_MAP = Text(
    en="The view {view} is of the whole map; leave out :{subject}.",
    da="Visningen {view} gælder hele kortet; udelad :{subject}.",
)
_OF_WHICH = Text(
    en="Say of which {kind}: {view}, with an id of the map.", da="Angiv {kind}: {view} med et id fra kortet."
)
_AFTER_THE_COLON = Text(
    en="Say of which {kind} after a colon: --view {view}", da="Angiv {kind} efter et kolon: --view {view}"
)
_NOT_SPLIT = Text(
    en="The view {view} is not split by {by}; nothing splits it.",
    da="Visningen {view} kan ikke opdeles efter {by}; den kan ikke opdeles.",
)
_NOT_SPLIT_BY = Text(
    en="The view {view} is not split by {by}; it can be split by {splits}.",
    da="Visningen {view} kan ikke opdeles efter {by}, men efter {splits}.",
)
OF_TWO_MAPS = Text(
    en="The view {view} compares two maps: name the earlier one (--against PATH), or a scenario of this one"
    " (--scenario ID), which is then compared with the map without it.",
    da="Visningen {view} sammenligner to kort: nævn det tidligere (--against STI) eller et scenarie i dette kort"
    " (--scenario ID), som så sammenlignes med kortet uden det.",
)
_OF_ONE_MAP = Text(
    en="The view {view} is of one map; leave out the other (--against), or draw {others}.",
    da="Visningen {view} gælder ét kort; udelad det andet (--against), eller tegn {others}.",
)


_WITHIN = Text(
    en="{member} is drawn with the other members of {role}.",
    da="{member} er tegnet sammen med de andre medlemmer af {role}.",
)


@dataclass(frozen=True, slots=True)
class ViewRequest:
    """A view, and the id after the colon of its name."""

    view: View
    subject: str | None


def view_request(name: str, by: str | None, compared: bool, focus: Focus | None = None) -> ViewRequest:
    """The view of a name (``overview``, ``field:ldl``). Raises ``Unknown`` and ``Unfit``.

    ``focus`` may name what the view is meant to be of, where the name does not.
    """
    view_id, _, subject = name.partition(":")
    try:
        view = view_of(view_id)
    except KeyError:
        raise Unknown("view", view_id, view_names()) from None
    if view.of is None and subject:
        raise Unfit(_OF_THE_MAP, view=view.id, subject=subject)
    if view.of is not None and not subject:
        named: tuple[str, ...] = getattr(focus or EVERYTHING, f"{view.of}s")
        if len(named) == 1:
            whole = f"{view.id}:{named[0]}"
            shown = f'"{whole}"' if " " in whole else whole
            raise Unfit(_AFTER_THE_COLON, kind=KINDS[view.of].word, view=shown)
        raise Unfit(_OF_WHICH, kind=KINDS[view.of].word, view=view.name)
    if by is not None and by not in view.by:
        splits = Text(en=joined(view.by, "en", OR), da=joined(view.by, "da", OR))
        raise Unfit(_NOT_SPLIT_BY if view.by else _NOT_SPLIT, view=view.id, by=by, splits=splits)
    if view.compares and not compared:
        raise Unfit(OF_TWO_MAPS, view=view.id)
    if compared and not view.compares:
        options = ", ".join(each.name for each in views().values() if each.compares)
        raise Unfit(_OF_ONE_MAP, view=view.id, others=options)
    return ViewRequest(view, subject or None)


def with_ids(scene: Scene, view: View) -> Scene:
    """The scene with ids for the labels of the focus and the subject, with roles for members in views by role.

    Raises ``Unknown`` for what neither map has.
    """
    focus, before, subject = scene.focus, scene.before, scene.subject
    maps = [scene.data_map, *(() if before is None else (before.data_map,))]

    def ids(kind: str, names: tuple[str, ...]) -> tuple[str, ...]:
        if not names:
            return ()
        return ids_of(kind, names, {id_: each for of in maps for id_, each in getattr(of, f"{kind}s").items()})

    if view.of is not None and subject is not None:
        (subject,) = ids(view.of, (subject,))
    found = {id_: each for of in reversed(maps) for id_, each in of.actors.items()}
    actors = ids("actor", focus.actors)
    named = (*actors, *((subject,) if view.of == "actor" and subject is not None else ()))
    roles = {each: found[each].role for each in named if not view.takes_members}
    members = {member: role for member, role in roles.items() if role is not None}
    focus = replace(
        focus,
        actors=tuple(dict.fromkeys(members.get(each, each) for each in actors)),
        fields=ids("field", focus.fields),
        groups=ids("group", focus.groups),
        phases=ids("phase", focus.phases),
        channels=ids("channel", focus.channels),
        purposes=ids("purpose", focus.purposes),
    )
    return replace(
        scene,
        focus=focus,
        subject=members.get(subject, subject) if view.of == "actor" and subject is not None else subject,
        before=None if before is None else replace(before, focus=focus),
        notices=tuple(
            Sentence(_WITHIN, {"member": found[member].label, "role": found[role].label})
            for member, role in members.items()
        ),
    )


def drawn(scene: Scene, view: View) -> Picture:
    """The picture of a view, with what is to be said of the request itself."""
    picture = view.draw(scene)
    return replace(picture, notices=(*scene.notices, *picture.notices)) if scene.notices else picture
