"""Changes as a scenario: the sections of a file that is laid over the map."""

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from dataflow.base.text import Label
from dataflow.change.candidates import Change
from dataflow.change.makers import makers, put_in_force, sooner
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Citation, Form
from dataflow.model.statements import Entry, Record, RecordEntry, Share, ShareEntry

Spec = dict[str, Any]


LABEL = {"en": "What the plan changes", "da": "Det, planen ændrer"}
"""The label of every scenario of a plan, by which its file is known again."""


def free_id(taken: Container[str]) -> str:
    """An id for the scenario of a plan that is not taken yet."""
    return next(name for number in count() if (name := f"plan-{number}") not in taken)


def laid_over(
    data_map: DataMap, changes: Iterable[Change], texts: Mapping[str, bytes], based_on: str | None
) -> tuple[str, dict[str, bytes]]:
    """The id of a scenario of some changes, and the texts of a map with its file."""
    name = free_id({*data_map.scenarios, *(file.removesuffix(".yaml") for file in texts)})
    scenario = scenario_of(data_map, changes, name, based_on)
    return name, {**texts, f"{name}.yaml": json.dumps(scenario).encode()}


def scenario_of(data_map: DataMap, changes: Iterable[Change], id_: str, based_on: str | None = None) -> Spec:
    """The scenario of some changes; what a change does not mention stays as the map has it."""
    head: Spec = {"id": id_, "label": dict(LABEL)}
    if based_on is not None:
        head["based_on"] = based_on
    found: Spec = {"scenario": head}
    listed = list(changes)
    for section, things in (
        ("code_systems", _code_systems(data_map, listed)),
        ("channels", _channels(data_map, listed)),
    ):
        if things:
            found[section] = things
    actors: dict[str, Spec] = {}
    for entry in _entries(data_map, listed):
        kind, actor = entry.pop("kind"), entry.pop("actor")
        actors.setdefault(actor, {}).setdefault(kind, []).append(entry)
    if actors:
        found["actors"] = actors
    return found


def _entries(data_map: DataMap, changes: Sequence[Change]) -> list[Spec]:
    """The statements of all changes, the fields of one share together."""
    entries: list[Spec] = []
    of_share: dict[str, list[Spec]] = {}
    for change in changes:
        if change.share is not None and change.share in of_share:
            for each in of_share[change.share]:
                each["fields"].append(change.field)
            continue
        new = list(_stated(data_map, change))
        if change.share is not None:
            of_share[change.share] = new
        entries += new
    return entries


def _stated(data_map: DataMap, change: Change) -> Iterator[Spec]:
    """What a change states: of the role where all of its members make it, else of each that does."""
    entry = change.entry
    if change.kind == "put-in-force":
        if entry is not None:
            yield from _in_force(data_map, change, entry)
        return
    for actor, phases, to in _places(data_map, change):
        receivers = {"to": list(to)} if to else {}
        about: Spec = {"actor": actor, "fields": [change.field], "phase": list(phases), **receivers}
        if change.kind in ("better-record", "new-record"):
            kept = _record(entry) if isinstance(entry, RecordEntry) else {}
            form = (change.form or Form.FREE_TEXT).word
            code = {} if change.code_system is None else {"code_system": change.code_system}
            yield {"kind": "records", **about, **kept, "form": form, **code}
        elif change.kind in ("extend-share", "faster-share") and isinstance(entry, ShareEntry):
            at_once = {"takes": "0h"} if change.kind == "faster-share" else {}
            yield {"kind": "shares", **about, **_share(entry), **at_once}
        elif change.kind in ("new-share", "new-channel"):
            # What is new of a share that there is already is that it does not wait.
            at_once = {"after": "0h"} if sooner(data_map, change) else {}
            yield {"kind": "shares", **about, "via": change.via, **_pattern(data_map, change), **at_once}


def _places(data_map: DataMap, change: Change) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """By whom, in which phases and to whom a change is made: by a role where all of its members make it."""
    made, members = makers(data_map, change), data_map.members.get(change.actor or "", ())
    everywhere = len(change.phases) * max(1, len(change.to))
    if len(made) == max(1, len(members)) and all(len(spots) == everywhere for spots in made.values()):
        yield change.actor or "", change.phases, change.to
        return
    for member, spots in made.items():
        by_receivers: dict[tuple[str, ...], list[str]] = {}
        for phase in dict.fromkeys(phase for phase, _ in spots):
            to = tuple(receiver for when, receiver in spots if when == phase and receiver is not None)
            by_receivers.setdefault(to, []).append(phase)
        for to, phases in by_receivers.items():
            yield member, tuple(phases), to


def _in_force(data_map: DataMap, change: Change, entry: Entry) -> Iterator[Spec]:
    """A planned statement as written, for each of its fields and phases, now in force."""
    made, members = put_in_force(data_map, change), data_map.members.get(entry.author, ())
    if len(made) == max(1, len(members)) and len(set(made.values())) == 1:
        made = {entry.author: next(iter(made.values()))}
    for actor, stated in made.items():
        # All receivers together, as written: an actor may be named among those with whom it shares, but not alone.
        receivers: dict[tuple[str, str], dict[str, None]] = {}
        for each in stated:
            if isinstance(each, Record | Share):
                to = receivers.setdefault((each.phase, each.field), {})
                to |= {each.to: None} if isinstance(each, Share) else {}
        groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for (phase, field), named in receivers.items():
            groups.setdefault((phase, tuple(named)), []).append(field)
        for (phase, everyone), fields in groups.items():
            about: Spec = {"actor": actor, "fields": fields, "phase": [phase]}
            if isinstance(entry, ShareEntry):
                yield {"kind": "shares", **about, "to": list(everyone), **_share(entry)}
            elif isinstance(entry, RecordEntry):
                code = {} if entry.code_system is None else {"code_system": entry.code_system}
                yield {"kind": "records", **about, **_record(entry), "form": entry.form.word, **code}


def _pattern(data_map: DataMap, change: Change) -> Spec:
    """The purposes and legal bases of a share of the same two over the same channel."""
    sending, receiving = ({data_map.role_of(each) for each in ids} for ids in ((change.actor or "",), change.to))
    for sender, statements in data_map.statements.items():
        if data_map.role_of(sender) in sending:
            for share in statements.of(Share):
                if share.entry.via == change.via and data_map.role_of(share.to) in receiving:
                    keys = ("for", "legal_basis")
                    return {key: value for key, value in _share(share.entry).items() if key in keys}
    return {}


def _share(entry: ShareEntry) -> Spec:
    found: Spec = {"via": entry.via}
    if entry.form is not None:
        found["form"] = entry.form.word
    if entry.purposes:
        found["for"] = list(entry.purposes)
    if entry.legal_bases:
        found["legal_basis"] = list(entry.legal_bases)
    for key in ("after", "takes"):
        hours = getattr(entry, key)
        if hours is not None:
            found[key] = f"{hours}h"
    if entry.on_request:
        found["on_request"] = True
    return found | _extent(entry)


def _record(entry: RecordEntry) -> Spec:
    found: Spec = {}
    if entry.system is not None:
        found["in"] = entry.system
    if entry.patient_reported:
        found["patient_reported"] = True
    if entry.method is not None:
        found["method"] = entry.method
    if entry.after is not None:
        found["after"] = f"{entry.after}h"
    return found | _extent(entry)


def _extent(entry: Entry) -> Spec:
    """The coverage and completeness of a statement: what is added reaches as far as what it is added to."""
    found: Spec = {}
    if entry.coverage is not None:
        found["coverage"] = "/".join(map(str, entry.coverage))
    if entry.completeness is not None:
        found["completeness"] = entry.completeness
    return found


def _channels(data_map: DataMap, changes: Sequence[Change]) -> dict[str, Spec]:
    """The channels with better slots, each as a whole."""
    found: dict[str, Spec] = {}
    for change in changes:
        if change.kind == "slot" and change.form is not None:
            channel = data_map.channels[change.via or ""]
            spec = found.setdefault(
                channel.id,
                {
                    **_labelled(label=channel.label, standard=channel.standard),
                    "form": channel.form.word,
                    "slots": {field: form.word for field, form in channel.slots.items()},
                    **({"closed": True} if channel.closed else {}),
                    **({"mode": channel.mode} if channel.mode else {}),
                    **({"kind": channel.kind} if channel.kind else {}),
                    **({"expects_reply": channel.expects_reply} if channel.expects_reply else {}),
                    **({"takes": f"{channel.takes}h"} if channel.takes is not None else {}),
                    **({"source": [_citation(each) for each in channel.citations]} if channel.citations else {}),
                },
            )
            slots = spec["slots"]
            now = slots.get(change.field)
            slots[change.field] = change.form.word if now is None else max(Form.of(now), change.form).word
    return found


def _code_systems(data_map: DataMap, changes: Sequence[Change]) -> dict[str, Spec]:
    found: dict[str, Spec] = {}
    for change in changes:
        if change.kind == "code-map" and change.maps is not None:
            system = data_map.code_systems[change.maps]
            spec = found.setdefault(
                system.id,
                {
                    **_labelled(label=system.label),
                    **({"url": system.url} if system.url else {}),
                    "maps_to": list(system.maps_to),
                },
            )
            spec["maps_to"].append(change.code_system)
    return found


def _citation(citation: Citation) -> Spec:
    return {"ref": citation.source} | ({"at": citation.at} if citation.at else {})


def _labelled(**labels: Label | None) -> Spec:
    """Texts for people, as they are written."""
    return {
        key: dict(label.texts) if label.texts[0][0] else label.texts[0][1]
        for key, label in labels.items()
        if label is not None and label.texts
    }
