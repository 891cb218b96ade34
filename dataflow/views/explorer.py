"""The explorer: all pictures of a map, with an index of the entities in them."""

from dataclasses import replace

from dataflow.base.explorer import ExplorerDocument, Plate, Remark
from dataflow.base.finding import Finding
from dataflow.base.installed import working
from dataflow.base.picture import Picture
from dataflow.base.text import Sentence, Text
from dataflow.views import Scene, View, view_of, views
from dataflow.views._exchanges import keys_of
from dataflow.views._index import things_of
from dataflow.views._words import stopped
from dataflow.wording.remarks import CONFIDENCE, PLANNED_FIXES, accepted

TITLE = Text(en="All of the map, to click in", da="Hele kortet til at klikke i")
POSSIBLE = Text(
    en="Possible: it hangs on what nobody has found out yet.", da="Muligt: det afhænger af noget, ingen har afklaret."
)
IN_LISTS = {
    "possible": Text(en="only possible", da="kun muligt"),
    "waived": Text(en="accepted", da="accepteret"),
}
"""The same in lists of findings."""
FIRST = ("overview", "gaps", "pathway", "matrix", "handover")
"""The pictures that follow the opened one; the others come after them by name."""


def draw(scene: Scene) -> ExplorerDocument:
    """The explorer of a map, opened at the overview."""
    overview = view_of("overview")
    # All findings are needed in the end, and the unmet needs are among them.
    scene = replace(scene, find_unmet=lambda: tuple(each for each in scene.gaps if each.code == scene.unmet_rule))
    return explorer_of(overview.draw(scene), overview, scene)


def explorer_of(picture: Picture, view: View, scene: Scene) -> ExplorerDocument:
    """The explorer of a map, opened at a picture that a view has drawn."""
    whole = Scene(
        needs=scene.needs,
        find_gaps=lambda: scene.gaps,
        find_unmet=lambda: scene.unmet,
        unmet_rule=scene.unmet_rule,
        for_some_rule=scene.for_some_rule,
        describe_timeline=scene.describe_timeline,
        rules=scene.rules,
        focus=scene.focus,
    )
    others = {other.id: other for other in _whole_map_views() if other.id != view.id}
    plates = working(others, lambda other: Plate(others[other].title, others[other].draw(whole)))
    return ExplorerDocument(
        id=picture.id,
        title=scene.data_map.title,
        subtitle=picture.subtitle,
        description=picture.description,
        notices=picture.notices,
        footer=picture.footer,
        languages=picture.languages,
        plates=(Plate(view.title, picture), *plates),
        things=things_of(scene),
        remarks=tuple(_remark(scene, finding) for finding in scene.gaps),
        rules=tuple(scene.rules[code] for code in sorted({each.code for each in scene.gaps})),
    )


def _whole_map_views() -> tuple[View, ...]:
    found = [view for view in views().values() if view.of is None and not view.compares and view.id != VIEW.id]
    order = {name: index for index, name in enumerate(FIRST)}
    return tuple(sorted(found, key=lambda view: (order.get(view.id, len(order)), view.id)))


def _remark(scene: Scene, finding: Finding) -> Remark:
    notes = (
        None if finding.certain else POSSIBLE,
        _sentence(PLANNED_FIXES) if finding.planned else None,
        *(accepted(each).capitalised() for each in finding.acceptances),
        _sentence(CONFIDENCE[finding.confidence]) if finding.confidence in CONFIDENCE else None,
    )
    return Remark(
        key=f"finding:{finding.fingerprint}",
        code=finding.code,
        severity=str(finding.severity),
        message=finding.message,
        hint=None if finding.hint is None else finding.hint.for_readers,
        about=_about(scene, finding),
        notes=tuple(note for note in notes if note is not None),
        state=IN_LISTS["waived"] if finding.waived else None if finding.certain else IN_LISTS["possible"],
        sign="waived" if finding.waived else "" if finding.certain else "unsettled",
    )


def _sentence(phrase: Text) -> Sentence:
    return stopped(phrase.capitalised())


def _about(scene: Scene, finding: Finding) -> tuple[str, ...]:
    """The keys of a finding; actors are named by role, as in all pictures."""
    data_map, subject = scene.data_map, finding.subject
    actors = (each for each in (subject.actor, subject.other) if each is not None and each in data_map.actors)
    return keys_of(
        actor=map(data_map.role_of, actors),
        field=data_map.fields.keys() & {subject.field},
        phase=data_map.phases.keys() & {subject.phase},
        channel=data_map.channels.keys() & {subject.channel},
    )


VIEW = View(id="explorer", title=TITLE, draw=draw)
