"""Checks the evidence of an unmet need by reading the statements of a map once. Shares no code with the engine.

``evidence.md`` says why what is checked here proves the finding. There is no closure and no search: each claim is
looked up, and each list that must be complete is compared with the map.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from twin.expansion import ExpandedMap, Statement, listed, truth
from twin.expansion import hours as hours_of

FORMS = ("free-text", "structured", "coded")
ABSENT = ("underivable", "unrecorded", "recorded-late", "not-shared", "arrives-late")
POOR = ("stale", "recorded-elsewhere", "form-too-low", "form-lost", "code-system-mismatch", "too-slow")
RUNS = {"without-unknown": False, "with-unknown": True}
KEYS = {"runs", "planned", "as_of", "cause", "need", "path", "cut", "reach", "chain"}


class Refuted(Exception):
    """Raised where the evidence does not show what it claims."""


def need(claim: object, why: str) -> None:
    if not claim:
        raise Refuted(why)


class Checker:
    """Reads a map once, under given assumptions, and checks findings of DF301 in their JSON form."""

    def __init__(self, expanded: ExpandedMap, planned: bool, as_of: str | None = None) -> None:
        self.planned, self.as_of = planned, as_of or expanded.map.get("as_of")
        self.runs = {run: _Run(expanded, planned, self.as_of, unknown) for run, unknown in RUNS.items()}

    def check(self, finding: dict[str, Any]) -> None:
        """Raises Refuted unless the evidence proves the finding; at role level, for one of its members."""
        try:
            self._check(finding)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise Refuted(f"not the shape of evidence: {error!r}") from error

    def _check(self, finding: dict[str, Any]) -> None:
        evidence = finding["evidence"]
        proven = [run for each in evidence for run in each["runs"]]
        need(evidence and len(proven) == len(set(proven)) and set(proven) <= set(RUNS), "each run once")
        need(finding["certainty"] == "possible" or set(proven) == set(RUNS), "what is certain is so in both runs")
        need(evidence[0]["cause"] == finding["cause"], "the cause shown is that of the first run")
        need(len(proven) == 1 or proven[0] == "without-unknown", "the first run is that without")
        for each in evidence:
            stated_need = each["need"]
            need(stated_need["actor"] in (finding["members"] or [finding["actor"]]), "about this actor")
            need(all(stated_need[key] == finding[key] for key in ("field", "phase")), "about this field and phase")
            need(stated_need["level"] == finding["need"], "of this level")
            need(set(each) == KEYS and each["planned"] == self.planned, "taken in this way")
            need(each["as_of"] == self.as_of, "on this date")
            for run in each["runs"]:
                _Proof(self.runs[run], each).check()


class _Run:
    """The statements that count, by kind and field, and what a share carries to whom."""

    def __init__(self, expanded: ExpandedMap, planned: bool, as_of: str | None, unknown: bool) -> None:
        self.expanded = expanded
        self.clusters = {actor: expanded.clusters(actor) for actor in expanded.concrete}
        self.members = {actor: expanded.members(actor) for actor in expanded.actors}
        self.statements: dict[tuple[str, str], list[Statement]] = {}
        for s in expanded.statements:
            if _counts(s, planned, as_of, unknown):
                self.statements.setdefault((s.kind, s.field), []).append(s)

    def carried(self, s: Statement) -> str | None:
        """The best form in which a share passes its field on; None over a closed channel without a slot."""
        channel = self.expanded.sections["channels"][s.via or ""]
        slots = channel.get("slots") or {}
        names = [s.field, *(f"group:{group}" for group in self.expanded.group_chain(s.field))]
        slot = next((slots[name] for name in names if name in slots), None)
        if slot is None and truth(channel.get("closed")):
            return None
        best: str = slot or channel.get("form") or "free-text"
        return min(best, s.form or best, key=rank)

    def addressed(self, s: Statement) -> list[str]:
        """The concrete actors that a share names, itself or by their role."""
        return self.members[s.to or ""] or [s.to or ""]

    def reached(self, s: Statement) -> list[str]:
        """The concrete actors addressed that are in a cluster of the sender, where both are in one."""
        if not self.members[s.to or ""]:
            return [s.to or ""]
        own = self.clusters[s.actor]
        theirs = {a: self.clusters[a] for a in self.addressed(s)}
        return [a for a in theirs if a != s.actor and (not own or not theirs[a] or own & theirs[a])]


@dataclass(frozen=True)
class Value:
    """A value that a path brings, with its receiver and phase."""

    actor: str
    phase: str
    form: str
    code: str | None
    recorded: str
    hours: int = 0


class _Proof:
    def __init__(self, run: _Run, proof: dict[str, Any]) -> None:
        self.run, self.expanded = run, run.expanded
        self.it, self.need, self.cut = proof, proof["need"], proof["cut"]
        self.excluded_recorder = self.need["actor"] if self.need["received"] else None
        self.now = self.at(self.need["phase"])

    def check(self) -> None:
        cause, stated_need = self.it["cause"], self.need
        stated = [
            s
            for s in self.of("needs", stated_need["field"])
            if (s.actor, s.phase, s.level, s.form)
            == (stated_need["actor"], stated_need["phase"], stated_need["level"], stated_need["form"])
            and (s.codes, s.since) == (frozenset(stated_need["code_systems"]), stated_need["recorded_since"])
            and (s.recorded_in, s.within) == (frozenset(stated_need["recorded_in"]), stated_need["within"])
            and s.received == stated_need["received"]
        ]
        need(stated, "somebody states the need")
        need((self.it["path"] is not None) == (cause in POOR), "a path where the actor has something")
        need((self.it["reach"] is not None) == (cause == "not-shared"), "how far shares lead where they do not")
        need((self.it["chain"] is not None) == (cause == "arrives-late"), "a chain where it is only late")
        self.check_cut(cause)
        (self.check_absent if cause in ABSENT else self.check_poor)(cause)

    def check_absent(self, cause: str) -> None:
        field, actor = self.need["field"], self.need["actor"]
        records = self.records(field)
        in_time = [r for r in records if self.at(r.phase) <= self.now]
        derived = listed(self.expanded.sections["fields"][field].get("derived_from"))
        if cause in ("underivable", "unrecorded"):
            need(not records and bool(derived) == (cause == "underivable"), "nobody records it")
        elif cause == "recorded-late":
            need(records and not in_time, "it is recorded, but later")
        elif cause == "not-shared":
            reach = set(self.it["reach"])
            need(in_time and actor not in reach, "it is recorded in time, and the actor is out of reach")
            need({r.actor for r in records} - {actor} <= reach, "from all who record it")
            out = [s for s in self.of("shares", field) if s.actor in reach and self.run.carried(s) is not None]
            need(all(set(self.run.reached(s)) <= reach for s in out), "no share leads further")
        else:
            chain = self.it["chain"]
            need(in_time and chain, "it is recorded in time, and a chain leads to the actor")
            stops = [chain[0]["from"], *(hop["to"] for hop in chain)]
            need(
                stops[0] in {r.actor for r in records} - {actor} and stops[-1] == actor,
                "from a recorder to the actor",
            )
            need(len(set(stops)) == len(stops), "without a detour")
            need([hop["from"] for hop in chain] == stops[:-1], "hop by hop")
            need(all(list(self.limits(hop, field)) for hop in chain), "of shares that there are")

    def check_poor(self, cause: str) -> None:
        value = self.follow(self.it["path"], self.need["field"])
        need(value.actor == self.need["actor"] and self.at(value.phase) <= self.now, "the path ends in time and here")
        if cause == "stale":
            need(self.need["recorded_since"], "only what is too old is stale")
            return
        since = self.need["recorded_since"]
        need(since is None or self.at(value.recorded) >= self.at(since), "the path brings a fresh value")
        if cause == "recorded-elsewhere":
            need(self.need["recorded_in"], "only what is recorded in another phase is of another phase")
            return
        there = self.need["recorded_in"]
        need(not there or value.recorded in there, "the path brings a value of the phases asked for")
        if cause == "too-slow":
            need(self.at(value.phase) == self.now and value.hours > self.need["within"], "the path ends too late")
            need(
                value.hours == self.cut["fields"][self.need["field"]]["hours"][self.need["actor"]], "and is the first"
            )
            return
        enough = [
            r
            for r in self.records(self.need["field"])
            if self.at(r.phase) <= self.now and rank(r.form) >= rank(self.need["form"])
        ]
        if cause == "code-system-mismatch":
            need(self.need["code_systems"] and rank(value.form) >= rank(self.need["form"]), "it is but the code")
        else:
            need(bool(enough) == (cause == "form-lost"), "someone, or nobody, records it well enough")

    def check_cut(self, cause: str) -> None:
        """Checks that the holders are closed under all that could bring a good enough value, and lack the actor."""
        stated_need, cut = self.need, self.cut
        codes = stated_need["code_systems"] or None
        wanted = {
            "form": "free-text" if cause in (*ABSENT, "stale", "recorded-elsewhere") else stated_need["form"],
            "recorded_since": None if cause in ABSENT else stated_need["recorded_since"],
            "recorded_in": None if cause in (*ABSENT, "stale") else stated_need["recorded_in"] or None,
            "code_systems": codes if cause in ("code-system-mismatch", "too-slow") else None,
        }
        shown = {key: value for key, value in cut.items() if key not in ("fields", "parts")}
        if shown["recorded_in"] is not None and wanted["recorded_in"] is not None:
            need(len(shown["recorded_in"]) == len(wanted["recorded_in"]), "each phase once")
            shown["recorded_in"] = wanted["recorded_in"] = sorted({*shown["recorded_in"]} & {*wanted["recorded_in"]})
            need(len(shown["recorded_in"]) == len(cut["recorded_in"]), "the phases asked for")
        need(shown == wanted, "as much as the cause says")
        self.hours = cause == "too-slow"
        top = self.phases(cut["recorded_in"])
        self.sides = {(name, top): side for name, side in cut["fields"].items()}
        for part in cut["parts"]:
            key = (part["field"], self.phases(part["recorded_in"]))
            need(key not in self.sides, "each side once")
            self.sides[key] = {name: part[name] for name in part if name not in ("field", "recorded_in")}
        keys = [(stated_need["field"], top)]
        if cut["form"] != "coded" and cut["code_systems"] is None:
            for name, phases in keys:
                for way in self.ways_to_derive(name, phases):
                    keys += [key for key in way if key not in keys]
        need(set(self.sides) == set(keys), "the field and all that it may be worked out from")
        holders = self.sides[stated_need["field"], top]["holders"]
        if self.hours:
            need(self.at(holders[stated_need["actor"]]) == self.now, "the actor has it in the phase, and not before")
            need(stated_need["within"] is not None, "there is a limit")
            need(
                self.sides[stated_need["field"], top]["hours"][stated_need["actor"]] > stated_need["within"],
                "it is beyond the limit",
            )
        else:
            need(stated_need["actor"] not in holders, "the actor is beyond the cut")
        for name, phases in keys:
            self.check_side(name, phases)

    def phases(self, named: list[str] | None) -> frozenset[str]:
        return frozenset(self.expanded.phases if named is None else named)

    def ways_to_derive(self, name: str, phases: frozenset[str]) -> list[list[tuple[str, frozenset[str]]]]:
        """In which phases the parts may be recorded for the whole to be recorded in one of these."""
        parts = self.parts(name)
        later = {
            p: frozenset(q for q in self.expanded.phases if self.expanded.order(q) >= self.expanded.order(p))
            for p in phases
        }
        if not parts or not phases:
            return []
        if phases == later[min(phases, key=self.expanded.order)]:
            return [[(part, phases) for part in parts]]
        return [
            [(part, frozenset({phase}) if number == one else later[phase]) for number, part in enumerate(parts)]
            for phase in phases
            for one in range(len(parts))
        ]

    def check_side(self, name: str, phases: frozenset[str]) -> None:
        side = self.sides[name, phases]
        need(set(side) == ({"holders", "leaving", "hours"} if self.hours else {"holders", "leaving"}), "its keys")
        hours = dict.fromkeys(side["holders"], 0) | side["hours"] if self.hours else {}
        need(set(hours) <= set(side["holders"]), "hours of holders")
        since = {actor: self.at(phase) for actor, phase in side["holders"].items()}
        need(set(since) <= set(self.expanded.concrete) and all(at <= self.now for at in since.values()), "in time")
        need(all(since[actor] == self.now for actor in side.get("hours", ())), "what was there before takes no time")
        for r in self.records(name):
            if self.at(r.phase) <= self.now and self.good(r, phases):
                need(since.get(r.actor, self.now + 1) <= self.at(r.phase), "a recorder holds what it records")
                if self.hours and self.at(r.phase) == self.now:
                    need(hours[r.actor] <= (r.after or 0), "no later than it is recorded")
        if self.cut["form"] != "coded" and self.cut["code_systems"] is None:
            for way in self.ways_to_derive(name, phases):
                self.check_derived([self.sides[key] for key in way], since, hours)
        leaving = set()
        for s in self.of("shares", name):
            if s.actor in since:
                if self.holds_back(s, since) is None:
                    for receiver in self.run.reached(s):
                        arrived = since.get(receiver, self.now + 1)
                        need(arrived <= self.at(s.phase), "what is shared in time arrives")
                        if self.hours and self.at(s.phase) == self.now:
                            sent = max(hours[s.actor], s.after or 0)
                            need(hours[receiver] <= sent + self.takes(s), "no later than it is sent and takes")
                if outside := {a for a in self.run.addressed(s) if a != s.actor} - set(since):
                    reason = self.reason(s, since, outside)
                    need(reason, "nothing stands in the way of a share that leaves")
                    leaving.add((s.actor, s.to, s.phase, s.via, reason))
        listed_shares = [(a, s["to"], s["phase"], s["via"], s["reason"]) for s in side["leaving"] for a in s["from"]]
        need(
            len(listed_shares) == len(set(listed_shares)) and set(listed_shares) == leaving,
            "every share that leaves, with its reason",
        )

    def check_derived(self, parts: list[dict[str, Any]], since: dict[str, int], hours: dict[str, int]) -> None:
        held = [part["holders"] for part in parts]
        for actor in set(held[0]).intersection(*held):
            able = max(self.at(part[actor]) for part in held)
            need(since.get(actor, self.now + 1) <= able, "who holds all parts holds the whole")
            if self.hours and able == self.now:
                last = max(part["hours"].get(actor, 0) for part in parts)
                need(hours[actor] <= last, "no later than the last of its parts")

    def takes(self, s: Statement) -> int:
        """How long a share takes: as it says itself, else as its channel does."""
        of_channel = hours_of(self.expanded.sections["channels"][s.via or ""].get("takes"))
        return (of_channel or 0) if s.takes is None else s.takes

    def holds_back(self, s: Statement, since: dict[str, int]) -> str | None:
        """Why a share brings no good enough value to its receivers."""
        if self.at(s.phase) > self.now:
            return "too-late"
        if self.at(s.phase) < since[s.actor]:
            return "not-held-yet"
        limit = self.run.carried(s)
        return "closed-channel" if limit is None else "form-lowered" if rank(limit) < rank(self.cut["form"]) else None

    def reason(self, s: Statement, since: dict[str, int], outside: set[str]) -> str | None:
        if self.run.carried(s) is None:
            return "closed-channel"
        return self.holds_back(s, since) if outside & set(self.run.reached(s)) else "does-not-reach"

    def good(self, r: Statement, phases: frozenset[str]) -> bool:
        since, codes = self.cut["recorded_since"], self.cut["code_systems"]
        if r.phase not in phases:
            return False
        if rank(r.form) < rank(self.cut["form"]) or (since is not None and self.at(r.phase) < self.at(since)):
            return False
        spoken = {
            c
            for code in r.codes
            for c in (code, *listed(self.expanded.sections["code_systems"][code].get("maps_to")))
        }
        return codes is None or bool(spoken & set(codes))

    def follow(self, path: list[dict[str, Any]], field: str) -> Value:
        """The value that a path brings, if every step of it is true."""
        need(path, "a path has steps")
        first, *hops = path
        value = self.arise(first, field)
        stops = [value.actor]
        need(self.value_of(first) == value, "the value arises so")
        for hop in hops:
            need(hop["step"] == "shares" and hop["from"] == value.actor, "hop by hop")
            need(self.at(hop["phase"]) >= self.at(value.phase), "never back in time")
            step_value = self.value_of(hop | {"actor": hop["to"]})
            brought = []
            for limit, after, takes in self.limits(hop, field):
                form = min(value.form, limit, key=rank)
                code = value.code if form == "coded" else None
                had = value.hours if self.at(value.phase) == self.at(hop["phase"]) else 0
                hours = max(had, after) + takes if "hours" in hop else 0
                brought.append(Value(hop["to"], hop["phase"], form, code, value.recorded, hours))
            need(step_value in brought, "the share is there and brings this")
            value = step_value
            stops.append(value.actor)
        need(len(set(stops)) == len(stops), "without a detour")
        return value

    def arise(self, step: dict[str, Any], field: str) -> Value:
        actor, phase = step["actor"], step["phase"]
        need(step["field"] == field, "about this field")
        if step["step"] == "records":
            step_value = self.value_of(step)
            for r in self.records(field):
                if (r.actor, r.phase, r.form) == (actor, phase, step_value.form) and step_value.code == next(
                    iter(r.codes), None
                ):
                    if step_value.hours == (r.after or 0) or "hours" not in step:
                        return Value(actor, phase, step_value.form, step_value.code, phase, step_value.hours)
            raise Refuted("nobody records it so")
        need(
            step["step"] == "works-out" and len(step["parts"]) == len(self.parts(field)) > 0,
            "worked out of its parts",
        )
        values = [self.follow(path, part) for path, part in zip(step["parts"], self.parts(field), strict=True)]
        need(
            all(v.actor == actor and self.at(v.phase) <= self.at(phase) for v in values), "which the actor holds then"
        )
        form = min(["structured", *(v.form for v in values)], key=rank)
        hours = max(v.hours for v in values if self.at(v.phase) == self.at(phase)) if "hours" in step else 0
        earliest = min((v.recorded for v in values), key=self.expanded.order)
        return Value(actor, phase, form, None, earliest, hours)

    def value_of(self, step: dict[str, Any]) -> Value:
        element = step["form"], step["code_system"], step["recorded"]
        return Value(step["actor"], step["phase"], *element, step.get("hours", 0))

    def limits(self, hop: dict[str, Any], field: str) -> Iterator[tuple[str, int, int]]:
        """The forms in which the shares that a hop may refer to carry the field, from when and for how long."""
        for s in self.of("shares", field):
            if (s.actor, s.phase, s.via) == (hop["from"], hop["phase"], hop["via"]) and hop["to"] in self.run.reached(
                s
            ):
                if (limit := self.run.carried(s)) is not None:
                    yield limit, s.after or 0, self.takes(s)

    def of(self, kind: str, field: str) -> list[Statement]:
        return self.run.statements.get((kind, field), [])

    def records(self, field: str) -> list[Statement]:
        return [r for r in self.of("records", field) if r.actor != self.excluded_recorder]

    def parts(self, field: str) -> list[str]:
        return listed(self.expanded.sections["fields"][field].get("derived_from"))

    def at(self, phase: str) -> int:
        need(phase in self.expanded.phases, "there is such a phase")
        return self.expanded.position(phase)


def rank(form: str | None) -> int:
    need(form in FORMS, "there is such a form")
    return FORMS.index(form or "")


def _counts(s: Statement, planned: bool, as_of: str | None, unknown: bool) -> bool:
    if not {"current": True, "planned": planned, "unknown": unknown, "retired": False}[s.status]:
        return False
    begun = s.status == "planned" or s.valid_from is None or as_of is None or s.valid_from <= as_of
    return begun and (s.valid_to is None or as_of is None or as_of <= s.valid_to)
