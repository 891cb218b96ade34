"""The marks of thin lanes (actors outside care): their exchanges in words, merged over phases and partners."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dataflow.base.lanes import Mark
from dataflow.base.text import Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.views._exchanges import ONLY_ON_REQUEST, Exchange, keys_of
from dataflow.wording.counts import counted
from dataflow.wording.lists import listed
from dataflow.wording.phases import from_to
from dataflow.wording.statements import on_request

GIVES = Text(en="{count} to {partners}", da="{count} til {partners}")
GETS = Text(en="{count} from {partners}", da="{count} fra {partners}")
MEANINGS = {
    ("gives", "current"): Text(
        en="{actor} shares {fields} with {partners} {when}, by {channels}.",
        da="{actor} deler {fields} med {partners} {when}, via {channels}.",
    ),
    ("gives", "planned"): Text(
        en="{actor} is planned to share {fields} with {partners} {when}, by {channels}.",
        da="{actor} skal efter planen dele {fields} med {partners} {when}, via {channels}.",
    ),
    ("gives", "unknown"): Text(
        en="It is not known whether {actor} shares {fields} with {partners} {when}, by {channels}.",
        da="Det vides ikke, om {actor} deler {fields} med {partners} {when}, via {channels}.",
    ),
    ("gives", "not-held"): Text(
        en="{actor} is stated to share {fields} with {partners} {when}, by {channels}, but does not have it.",
        da="Ifølge kortet deler {actor} {fields} med {partners} {when}, via {channels}, men har det ikke.",
    ),
    ("gets", "not-held"): Text(
        en="{actor} is stated to get {fields} from {partners} {when}, by {channels}, but the sender does not have"
        " it.",
        da="Ifølge kortet får {actor} {fields} fra {partners} {when}, via {channels}, men afsenderen har det ikke.",
    ),
    ("gets", "current"): Text(
        en="{actor} gets {fields} from {partners} {when}, by {channels}.",
        da="{actor} modtager {fields} fra {partners} {when}, via {channels}.",
    ),
    ("gets", "planned"): Text(
        en="{actor} is planned to get {fields} from {partners} {when}, by {channels}.",
        da="{actor} skal efter planen få {fields} fra {partners} {when}, via {channels}.",
    ),
    ("gets", "unknown"): Text(
        en="It is not known whether {actor} gets {fields} from {partners} {when}, by {channels}.",
        da="Det vides ikke, om {actor} modtager {fields} fra {partners} {when}, via {channels}.",
    ),
}


@dataclass
class _Flow:
    """What an actor exchanges with a partner in one direction, over consecutive phases."""

    first: int
    last: int
    fields: dict[str, None] = field(default_factory=dict)
    channels: dict[str, None] = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)
    on_request: bool = True


def outside_marks(
    data_map: DataMap,
    phases: Sequence[str],
    outside: Collection[str],
    exchanges: Sequence[tuple[str, Exchange]],
) -> Iterator[Mark]:
    """The marks of the thin lanes; an exchange between two thin lanes is marked once, at the receiver."""
    with_care = [(phase, each) for phase, each in exchanges if each.target not in outside]
    for actor in (each for each in data_map.presented if each in outside):
        yield from _marks(data_map, phases, actor, "gets", exchanges)
        yield from _marks(data_map, phases, actor, "gives", with_care)


def merged_marks(marks: Sequence[Mark], phases: Sequence[str]) -> Iterator[Mark]:
    """Marks of one lane in the order of phases; equal marks in consecutive phases are merged."""
    found: list[Mark] = []
    for mark in marks:
        before = next((each for each in reversed(found) if each.role == mark.role), None)
        if (
            before is None
            or _merge_key(before) != _merge_key(mark)
            or phases.index(before.last or before.column) != phases.index(mark.column) - 1
        ):
            found.append(mark)
        else:
            about = tuple(sorted({*before.about, *mark.about}))
            found[found.index(before)] = replace(before, last=mark.column, about=about)
    yield from found


def _merge_key(mark: Mark) -> tuple[object, ...]:
    return mark.role, mark.status, mark.names, tuple(each for each in mark.about if each.startswith("field:"))


@dataclass(frozen=True, slots=True, order=True)
class _Run:
    """What partners named in one mark have in common; ``first`` and ``last`` are indices of phases."""

    first: int
    last: int
    status: str
    form: Form
    on_request: bool
    fields: tuple[str, ...]


def _marks(
    data_map: DataMap, phases: Sequence[str], actor: str, role: str, exchanges: Sequence[tuple[str, Exchange]]
) -> Iterator[Mark]:
    runs: dict[_Run, dict[str, _Flow]] = {}
    for (partner, status), flows in _flows(phases, actor, role, exchanges).items():
        for flow in flows:
            form = max(sorted(set(flow.forms)), key=flow.forms.count)
            run = _Run(flow.first, flow.last, status, form, flow.on_request, tuple(sorted(flow.fields)))
            runs.setdefault(run, {})[partner] = flow
    for run in sorted(runs):
        yield _mark(data_map, phases[run.first : run.last + 1], actor, role, run, runs[run])


def _mark(
    data_map: DataMap, phases: Sequence[str], actor: str, role: str, run: _Run, flows: Mapping[str, _Flow]
) -> Mark:
    partners = [each for each in data_map.presented if each in flows]
    used = {channel for flow in flows.values() for channel in flow.channels}
    channels = [channel for channel in data_map.channels if channel in used]
    names = listed([data_map.actors[each].label for each in partners])
    words = {
        "actor": data_map.actors[actor].label,
        "partners": names,
        "fields": counted(len(run.fields)),
        "when": from_to(data_map.phases[phases[0]].label, data_map.phases[phases[-1]].label),
        "channels": listed([data_map.channels[channel].label for channel in channels]),
    }
    meaning = Sentence(MEANINGS[role, run.status], words)
    return Mark(
        # No two runs of one partner with one status begin in the same phase.
        id=f"{role}-{actor}.{partners[0]}.{phases[0]}.{run.status}",
        lane=actor,
        column=phases[0],
        last=phases[-1],
        role=role,
        caption=on_request(
            Sentence(GIVES if role == "gives" else GETS, {"count": str(len(run.fields)), "partners": names}),
            run.on_request,
        ),
        meaning=Sentence(ONLY_ON_REQUEST, {"meaning": meaning}) if run.on_request else meaning,
        form=run.form.word,
        status=run.status,
        about=keys_of(actor=(actor, *partners), phase=phases, field=run.fields, channel=channels),
    )


def _flows(
    phases: Sequence[str], actor: str, role: str, exchanges: Sequence[tuple[str, Exchange]]
) -> dict[tuple[str, str], list[_Flow]]:
    found: dict[tuple[str, str], list[_Flow]] = {}
    for phase, exchange in exchanges:
        own, partner = (exchange.source, exchange.target) if role == "gives" else (exchange.target, exchange.source)
        if own != actor or own == partner:
            continue
        at = phases.index(phase)
        flows = found.setdefault((partner, exchange.status), [])
        if not flows or flows[-1].last < at - 1:
            flows.append(_Flow(at, at))
        flows[-1].last = at
        flows[-1].fields.update(dict.fromkeys(exchange.fields))
        flows[-1].channels.update(dict.fromkeys(exchange.channels))
        flows[-1].forms.append(exchange.form)
        flows[-1].on_request &= exchange.on_request
    return found
