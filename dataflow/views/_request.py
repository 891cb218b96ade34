"""Finds the view of a name, and checks that it can draw what is requested."""

from dataclasses import dataclass

from dataflow.base.nearest import Unknown
from dataflow.views import Scene, Unfit, View, view_names, view_of, views


@dataclass(frozen=True, slots=True)
class ViewRequest:
    """A view, and the id after the colon of its name."""

    view: View
    subject: str | None


def view_request(name: str, by: str | None, compared: bool) -> ViewRequest:
    """The view of a name (``overview``, ``field:ldl``). Raises ``Unknown`` and ``Unfit``."""
    view_id, _, subject = name.partition(":")
    try:
        view = view_of(view_id)
    except KeyError:
        raise Unknown("view", view_id, view_names()) from None
    if view.of is None and subject:
        raise Unfit(f"The view {view.id} is of the whole map; leave out :{subject}.")
    if view.of is not None and not subject:
        raise Unfit(f"Say of which {view.of}: {view.name}, with an id of the map.")
    if by is not None and by not in view.by:
        options = f"it can be split by {' or '.join(view.by)}" if view.by else "nothing splits it"
        raise Unfit(f"The view {view.id} is not split by {by}; {options}.")
    if view.compares and not compared:
        raise Unfit(
            f"The view {view.id} compares two maps: name the earlier one (--against PATH), or a scenario of this one"
            " (--scenario ID), which is then compared with the map without it."
        )
    if compared and not view.compares:
        options = ", ".join(each.name for each in views().values() if each.compares)
        raise Unfit(f"The view {view.id} is of one map; leave out the other (--against), or draw {options}.")
    return ViewRequest(view, subject or None)


def check_ids(scene: Scene, view: View) -> None:
    """Raises ``Unknown`` where the focus or the subject names an id that neither map has."""
    focus, maps = scene.focus, [scene.data_map, *(() if scene.before is None else (scene.before.data_map,))]
    kinds = ("actor", "field", "group", "phase", "channel", "purpose")
    focused = [(kind, getattr(focus, f"{kind}s")) for kind in kinds]
    for what, names in (*focused, (view.of or "", () if scene.subject is None else (scene.subject,))):
        known = [name for data_map in maps for name in getattr(data_map, f"{what}s", ())]
        for name in names:
            if name not in known:
                raise Unknown(what, name, known)
