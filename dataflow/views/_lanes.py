"""What pictures of lanes share: the phases as columns, the actors as lanes, and the handovers."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from dataflow.analysis.figures.handovers import handovers_of
from dataflow.base.lanes import Arrow, Change, Column, Lane, Mark
from dataflow.base.picture import Key, Words
from dataflow.base.text import Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.views import Focus
from dataflow.views._actors import sector
from dataflow.views._exchanges import keys_of
from dataflow.wording.lists import SEMICOLON, chained, listed

NO_PHASES = Text(
    en="The map has no phases, so there is no pathway to show.",
    da="Kortet har ingen faser, så der er intet forløb at vise.",
)
ALONGSIDE = Text(en="alongside", da="sideløbende")
RESPONSIBLE = Text(en="responsible: {actor}", da="ansvarlig: {actor}")
PHASE = Text(en="{phase}.", da="{phase}.")
PHASE_OF = Text(en="{phase}, {kicker}.", da="{phase}, {kicker}.")
LANE = Text(en="{actor}.", da="{actor}.")
TAKES_OVER = Text(en="{givers} → {taker}", da="{givers} → {taker}")
STATION = Text(en="only sends or receives here", da="her kun afsender eller modtager")
HANDOVER = Text(en="In {phase}, {taker} takes over from {givers}.", da="I {phase} overtager {taker} fra {givers}.")


def phases_in_order(data_map: DataMap, focus: Focus) -> tuple[str, ...]:
    """The phases in focus, in the order of the pathway."""
    shown = (phase for phase in data_map.phases.values() if not focus.phases or phase.id in focus.phases)
    return tuple(phase.id for phase in sorted(shown, key=lambda phase: (phase.position, phase.order)))


def columns(data_map: DataMap, phases: Sequence[str]) -> tuple[Column, ...]:
    """A column for each phase; a phase parallel to the one before it is marked."""
    positions = [data_map.phases[phase].position for phase in phases]
    beside = (False, *(before == now for before, now in pairwise(positions)))
    return tuple(_column(data_map, phase, along) for phase, along in zip(phases, beside, strict=False))


def _column(data_map: DataMap, phase: str, beside: bool) -> Column:
    about = data_map.phases[phase]
    responsible = about.responsible
    kicker: Words | None = (
        None if responsible is None else Sentence(RESPONSIBLE, {"actor": data_map.actors[responsible].label})
    )
    if beside:
        kicker = ALONGSIDE if kicker is None else chained(SEMICOLON, [ALONGSIDE, kicker])
    meaning = (
        Sentence(PHASE, {"phase": about.label})
        if kicker is None
        else Sentence(PHASE_OF, {"phase": about.label, "kicker": kicker})
    )
    return Column(phase, about.label, meaning, kicker, beside)


def lane(data_map: DataMap, actor: str, thin: bool = False) -> Lane:
    """The lane of an actor."""
    about = data_map.actors[actor]
    role = "citizen" if about.is_citizen else "registry" if about.kind == "registry" else "care"
    meaning = Sentence(LANE, {"actor": about.label})
    return Lane(actor, about.label, role, meaning, sector(data_map, actor), thin)


def changes(data_map: DataMap, phases: Collection[str], lanes: Collection[str]) -> tuple[Change, ...]:
    """The handovers to lanes that are shown."""
    found = []
    for handover in handovers_of(data_map):
        if handover.phase in phases and data_map.role_of(handover.taker) in lanes:
            words = {
                "phase": data_map.phases[handover.phase].label,
                "taker": data_map.actors[handover.taker].label,
                "givers": listed([data_map.actors[giver].label for giver in handover.givers]),
            }
            taking = (data_map.role_of(each) for each in (handover.taker, *handover.givers))
            found.append(
                Change(
                    column=handover.phase,
                    taker=data_map.role_of(handover.taker),
                    caption=Sentence(TAKES_OVER, words),
                    meaning=Sentence(HANDOVER, words),
                    about=keys_of(phase=(handover.phase,), actor=taking),
                )
            )
    return tuple(found)


def station_key(marks: Sequence[Mark], arrows: Sequence[Arrow]) -> tuple[Key, ...]:
    """The key of cells that have no marks and are ends of arrows, if there are any."""
    marked = {(mark.lane, mark.column) for mark in marks}
    ends = {(end, arrow.column) for arrow in arrows for end in (arrow.source, arrow.target)}
    return (Key("station", "", STATION),) if ends - marked else ()
