"""The rules of ``analysis.md`` whose meaning is exact, each read literally over one run.

A rule gives subjects, each with what is to be shown of it. A subject is what two runs must share to have the same
finding: the need statement for DF301, DF121 and DF303, else the thing that the finding is about.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, fields, replace

from .closure import Delivery, Run, apart, carried, receivers
from .expansion import ExpandedMap, Origin, Statement, listed, truth


@dataclass(frozen=True)
class Finding:
    """One finding at member level; what does not apply is None or empty."""

    rule: str
    actor: str | None = None
    field: str | None = None
    phase: str | None = None
    need: str | None = None
    cause: str | None = None
    channel: str | None = None
    other: str | None = None
    group: str | None = None
    fields: frozenset[str] = frozenset()
    needs: frozenset[tuple[str, str, str]] = frozenset()
    purposes: frozenset[str] = frozenset()
    certainty: str = "certain"
    planned: bool = False
    hangs_on: frozenset[Origin] = frozenset()

    def only(self, *names: str) -> tuple[object, ...]:
        """These of its properties, for a comparison that looks at no more."""
        return tuple(getattr(self, name) for name in names)

    def __str__(self) -> str:
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        return " ".join(f"{name}={value}" for name, value in values.items() if value not in (None, frozenset()))


Found = Iterator[tuple[Hashable, Finding]]


def unmet_needs(run: Run) -> Found:
    """DF301: a need that is not met, with its cause."""
    for n in run.of("needs"):
        if not run.met(n):
            yield n, Finding(
                "DF301", n.actor, n.field, n.phase, need=n.level, cause=run.cause(n), purposes=n.purposes
            )  # fmt: skip


def phantom_uses(run: Run) -> Found:
    """DF121: a use that is not met."""
    for use in run.of("uses"):
        if not run.met(use):
            yield use, Finding("DF121", use.actor, use.field, use.phase)


def partial_coverage(run: Run) -> Found:
    """DF303: a met must need that would not be met without the statements that are true for less than it is."""
    for need in _must(run):
        if run.met(need) and not run.met(need, only_from=need.extent):
            yield need, Finding("DF303", need.actor, need.field, need.phase)


def phantom_shares(run: Run) -> Found:
    """DF120: a share of what the sender does not hold."""
    for d in run.deliveries:
        share = d.share
        if not run.held(share.actor, share.field, share.phase):
            yield (share.actor, share.field, share.phase), Finding("DF120", share.actor, share.field, share.phase)


def shares_that_reach_nobody(run: Run) -> Found:
    """DF129: a share to a role of which no member is reached; one finding for each field and phase."""
    for s in run.of("shares"):
        if s.to and carried(run.expanded, s) is not None and not receivers(run.expanded, s.actor, s.to):
            finding = Finding("DF129", s.actor, s.field, s.phase, channel=s.via, other=s.to)
            yield finding, finding


def single_channels(run: Run) -> Found:
    """DF302: a channel without which must needs, now met, would not be met; registries' needs left out."""
    for channel in run.expanded.sections["channels"]:
        hanging = frozenset(
            (n.actor, n.field, n.phase)
            for n in _must(run)
            if run.expanded.kind(n.actor) != "registry" and run.met(n) and not run.met(n, without_channel=channel)
        )
        if hanging:
            yield channel, Finding("DF302", channel=channel, needs=hanging)


def open_loops(run: Run) -> Found:
    """DF304: a share that expects a reply, to a receiver that shares nothing back in that phase or later."""
    for d in _questions(run):
        if not any(_answers(run.expanded, d, back) for back in run.deliveries):
            finding = Finding("DF304", d.share.actor, phase=d.share.phase, channel=d.share.via, other=d.receiver)
            yield finding, finding


def on_request_only(run: Run) -> Found:
    """DF305: a met must need that would not be met without what is shared only on request; not of registries."""
    on_request = frozenset(s.origin for s in run.of("shares") if s.on_request)
    for need in _must(run):
        if run.expanded.kind(need.actor) != "registry" and run.met(need) and not run.met(need, without=on_request):
            yield need, Finding("DF305", need.actor, need.field, need.phase)


def time_not_stated(run: Run) -> Found:
    """DF306: a met need with a limit that would not be met without the shares there that state no time."""
    channels = run.expanded.sections["channels"]
    untimed = frozenset(
        s.origin for s in run.of("shares")
        if s.after is None and s.takes is None and channels[s.via or ""].get("takes") is None
    )  # fmt: skip
    for need in run.of("needs"):
        less = {"without": untimed, "without_at": run.expanded.position(need.phase)}
        if need.within is not None and run.met(need) and not run.met(need, **less):  # type: ignore[arg-type]
            yield need, Finding("DF306", need.actor, need.field, need.phase)


def met_as_text_only(run: Run) -> Found:
    """DF307: a need or use of no form that free text meets, of a field that somebody records better by then."""
    for wish in run.of("needs") + run.of("uses"):
        kind = run.expanded.sections["fields"][wish.field].get("kind")
        if wish.form != "free-text" or kind not in ("quantity", "code", "score", "ordinal", "date", "boolean"):
            continue
        better = [
            r for r in run.of("records")
            if r.field == wish.field and r.form != "free-text" and not (wish.received and r.actor == wish.actor)
            and run.expanded.position(r.phase) <= run.expanded.position(wish.phase)
        ]  # fmt: skip
        text_only = all(form == "free-text" for form, _, _ in run.held_for(wish))
        if better and text_only and run.met(wish):
            yield wish, Finding("DF307", wish.actor, wish.field, wish.phase)


def recorded_twice(run: Run) -> Found:
    """DF401: a record of what another role has recorded, or of what stands in another system of one's own."""
    expanded = run.expanded
    records = [r for r in run.of("records") if _travels_apart(expanded, r.field)]
    for mine in records:
        subject = (mine.actor, mine.field, mine.phase)
        if any(
            _see_each_other(expanded, theirs, mine.actor) for theirs in _recorders_before(expanded, records, mine)
        ):
            received = run.held(*subject, without_records_of=mine.actor)
            cause = "although-received" if received else "not-received"
            yield subject, Finding("DF401", *subject, cause=cause)
        beside = [
            r for r in records
            if (r.actor, r.field) == (mine.actor, mine.field) and r.system
            and expanded.position(r.phase) == expanded.position(mine.phase)
        ]  # fmt: skip
        if mine.system and len({r.system for r in beside}) > 1:
            first = min((r.phase for r in beside), key=expanded.order)
            yield (*subject[:2], first, "two-systems"), Finding("DF401", *subject[:2], first, cause="two-systems")


def manual_transfers(run: Run) -> Found:
    """DF402: structured data that go over a manual channel to one who records the field again, then or later."""
    expanded = run.expanded
    sent: dict[tuple[str, str, str | None, str], list[str]] = {}
    for d in run.deliveries:
        manual = expanded.sections["channels"][d.share.via or ""].get("mode") == "manual"
        held = run.held(d.share.actor, d.share.field, d.share.phase)
        if manual and d.receiver != d.share.actor and any(form != "free-text" for form, _, _ in held):
            sent.setdefault((d.share.actor, d.receiver, d.share.via, d.share.field), []).append(d.share.phase)
    for (actor, receiver, via, field), phases in sent.items():
        first = min(phases, key=expanded.order)
        again = [r for r in run.of("records") if (r.actor, r.field) == (receiver, field)]
        if any(expanded.position(r.phase) >= expanded.position(first) for r in again):
            yield (actor, receiver, via, field), Finding("DF402", actor, field, first, channel=via, other=receiver)


def without_legal_basis(run: Run) -> Found:
    """DF503: health data shared with another organisation without a legal basis; one finding for each flow."""
    expanded = run.expanded
    for flow, shares in _flows(run).items():
        baseless = [
            s for s in shares
            if not s.bases and str(expanded.sections["fields"][s.field].get("special_category")).lower() != "false"
        ]  # fmt: skip
        if baseless and "patient" not in (expanded.kind(flow[0]), expanded.kind(flow[1])):
            yield flow, _of_flow("DF503", flow, baseless)


def outside_the_basis(run: Run) -> Found:
    """DF504: a share with a legal basis, for a purpose that none of its bases lists; one finding for each flow."""
    beyond: dict[Statement, frozenset[str]] = {}
    for s in run.of("shares"):
        listed_there = {
            p for basis in s.bases for p in listed(run.expanded.sections["legal_bases"][basis].get("purposes"))
        }
        beyond[s] = s.purposes - listed_there if s.bases else frozenset()
    for flow, shares in _flows(run).items():
        if outside := [s for s in shares if beyond[s]]:
            purposes = frozenset().union(*(beyond[s] for s in outside))
            yield flow, replace(_of_flow("DF504", flow, outside), purposes=purposes)


def shared_without_need(run: Run) -> Found:
    """DF501: what an actor receives, and from then on neither needs nor uses nor passes on nor gets as an answer."""
    expanded = run.expanded
    first: dict[tuple[str, str], str] = {}
    for d in run.deliveries:
        if run.held(d.share.actor, d.share.field, d.share.phase):
            key = d.receiver, d.share.field
            first[key] = min(first.get(key, d.share.phase), d.share.phase, key=expanded.order)
    for (actor, field), phase in first.items():
        wanted = [
            s for s in _wanted(run) if s.actor == actor and expanded.position(s.phase) >= expanded.position(phase)
        ]
        wanted += [
            d.share for d in _awaited(run, actor) if expanded.position(d.share.phase) >= expanded.position(phase)
        ]
        useful = {field for s in wanted for field in with_parts(expanded, s.field)}
        if expanded.kind(actor) != "patient" and _travels_apart(expanded, field) and field not in useful:
            yield (actor, field), Finding("DF501", actor, field, phase)


def recorded_without_use(run: Run) -> Found:
    """DF502: what an actor records and nobody ever needs or uses."""
    useful = {field for s in run.of("needs") + run.of("uses") for field in with_parts(run.expanded, s.field)}
    for r in run.of("records"):
        if _travels_apart(run.expanded, r.field) and r.field not in useful:
            yield (r.actor, r.field), Finding("DF502", r.actor, r.field)


def patient_blind(run: Run) -> Found:
    """DF505: the fields of a group (its own, not its subgroups') that are recorded and that no patient ever holds."""
    expanded = run.expanded
    patients = [actor for actor in expanded.concrete if expanded.kind(actor) == "patient"]
    seen = {field for actor, field, _ in run.holdings() if actor in patients}
    for group in expanded.sections["groups"]:
        blind = frozenset(
            r.field for r in run.of("records")
            if expanded.group_chain(r.field)[:1] == [group]
            and _travels_apart(expanded, r.field)
            and r.field not in seen
        )  # fmt: skip
        if patients and blind:
            yield group, Finding("DF505", group=group, fields=blind)


RULES: dict[str, Callable[[Run], Found]] = {
    "DF120": phantom_shares,
    "DF121": phantom_uses,
    "DF129": shares_that_reach_nobody,
    "DF301": unmet_needs,
    "DF302": single_channels,
    "DF303": partial_coverage,
    "DF304": open_loops,
    "DF305": on_request_only,
    "DF306": time_not_stated,
    "DF307": met_as_text_only,
    "DF401": recorded_twice,
    "DF402": manual_transfers,
    "DF501": shared_without_need,
    "DF502": recorded_without_use,
    "DF503": without_legal_basis,
    "DF504": outside_the_basis,
    "DF505": patient_blind,
}


def with_parts(expanded: ExpandedMap, field: str) -> set[str]:
    """The field, the fields it is derived from, and what those are derived from."""
    parts = listed(expanded.sections["fields"][field].get("derived_from"))
    return {field}.union(*(with_parts(expanded, part) for part in parts))


Flow = tuple[str, str, str | None]  # sender, receiver and channel


def _flows(run: Run) -> dict[Flow, list[Statement]]:
    """The shares that reach somebody else, by sender, receiver and channel."""
    flows: dict[Flow, list[Statement]] = {}
    for d in run.deliveries:
        if d.receiver != d.share.actor:
            flows.setdefault((d.share.actor, d.receiver, d.share.via), []).append(d.share)
    return flows


def _of_flow(rule: str, flow: Flow, shares: list[Statement]) -> Finding:
    """A finding about a flow; its field and phase are given where there is only one."""
    fields, phases = {s.field for s in shares}, {s.phase for s in shares}
    return Finding(
        rule,
        flow[0],
        next(iter(fields)) if len(fields) == 1 else None,
        next(iter(phases)) if len(phases) == 1 else None,
        channel=flow[2],
        other=flow[1],
        fields=frozenset(fields),
    )


def _must(run: Run) -> list[Statement]:
    """The needs of level must."""
    return [n for n in run.of("needs") if n.level == "must"]


def _wanted(run: Run) -> list[Statement]:
    """The statements that show that an actor wants a field: needs, uses, and shares that arrive."""
    return run.of("needs") + run.of("uses") + [d.share for d in run.deliveries]


def _questions(run: Run) -> list[Delivery]:
    """What is sent to somebody else over a channel that expects a reply."""
    channels = run.expanded.sections["channels"]
    expected = {d: str(channels[d.share.via or ""].get("expects_reply", "false")) for d in run.deliveries}
    return [d for d in run.deliveries if expected[d].lower() != "false" and d.receiver != d.share.actor]


def _awaited(run: Run, actor: str) -> list[Delivery]:
    """What reaches the actor as the answer to something that it sent."""
    question = [d for d in _questions(run) if d.share.actor == actor]
    return [back for back in run.deliveries if any(_answers(run.expanded, d, back) for d in question)]


def _answers(expanded: ExpandedMap, question: Delivery, back: Delivery) -> bool:
    """Whether the second goes back where the first came from, by the channel expected, in its phase or later."""
    expected = expanded.sections["channels"][question.share.via or ""]["expects_reply"]
    way_back = (back.share.actor, back.receiver) == (question.receiver, question.share.actor)
    way_back = way_back and (truth(expected) or back.share.via == expected)
    return way_back and expanded.position(back.share.phase) >= expanded.position(question.share.phase)


def _recorders_before(expanded: ExpandedMap, records: list[Statement], mine: Statement) -> list[str]:
    """Those whose record of the field the actor repeats: of earlier positions, and those before it in the queue."""
    now = expanded.position(mine.phase)
    same = [r for r in records if r.field == mine.field]
    earlier = [r.actor for r in same if expanded.position(r.phase) < now]
    phases: dict[str, list[int]] = {}
    for r in same:
        if expanded.position(r.phase) == now:
            phases.setdefault(r.actor, []).append(expanded.phases.index(r.phase))
    declared = list(expanded.actors)
    queue = sorted(phases, key=lambda each: (
        expanded.kind(each) != "patient", min(phases[each]), declared.index(expanded.role(each)), declared.index(each)
    ))  # fmt: skip
    if expanded.kind(mine.actor) == "patient":
        return []
    just_now = queue[: queue.index(mine.actor)]
    return just_now if truth(expanded.sections["fields"][mine.field].get("repeats")) else earlier + just_now


def _see_each_other(expanded: ExpandedMap, one: str, other: str) -> bool:
    """Whether two actors are of different roles, and not in different clusters."""
    return expanded.role(one) != expanded.role(other) and not apart(expanded, one, other)


def _travels_apart(expanded: ExpandedMap, field: str) -> bool:
    """Whether the field is more than identity, which travels with everything."""
    return expanded.sections["fields"][field].get("kind") != "identifier"
