"""Checks the evidence of an unmet need by reading the statements of a map once. Shares no code with the engine.

``evidence.md`` says why what is checked here proves the finding. There is no closure and no search: each claim is
looked up, and each list that must be complete is compared with the map.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from twin.expansion import ExpandedMap, Statement, listed, truth

FORMS = ("free-text", "structured", "coded")
ABSENT = ("underivable", "unrecorded", "recorded-late", "not-shared", "arrives-late")
POOR = ("stale", "form-too-low", "form-lost", "code-system-mismatch")
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
        wanted = {
            "form": "free-text" if cause in (*ABSENT, "stale") else stated_need["form"],
            "recorded_since": None if cause in ABSENT else stated_need["recorded_since"],
            "code_systems": stated_need["code_systems"] if cause == "code-system-mismatch" else None,
        }
        need({key: value for key, value in cut.items() if key != "fields"} == wanted, "as much as the cause says")
        names = [stated_need["field"]]
        if cut["form"] != "coded" and cut["code_systems"] is None:
            for name in names:
                names += [part for part in self.parts(name) if part not in names]
        need(set(cut["fields"]) == set(names), "the field and all that it may be worked out from")
        need(
            stated_need["actor"] not in cut["fields"][stated_need["field"]]["holders"], "the actor is beyond the cut"
        )
        for name in names:
            self.check_side(name)

    def check_side(self, name: str) -> None:
        side = self.cut["fields"][name]
        need(set(side) == {"holders", "leaving"}, "holders and leaving shares")
        since = {actor: self.at(phase) for actor, phase in side["holders"].items()}
        need(set(since) <= set(self.expanded.concrete) and all(at <= self.now for at in since.values()), "in time")
        for r in self.records(name):
            if self.at(r.phase) <= self.now and self.good(r, name):
                need(since.get(r.actor, self.now + 1) <= self.at(r.phase), "a recorder holds what it records")
        if self.parts(name) and all(part in self.cut["fields"] for part in self.parts(name)):
            held = [self.cut["fields"][part]["holders"] for part in self.parts(name)]
            for actor in set(held[0]).intersection(*held):
                able = max(self.at(part[actor]) for part in held)
                need(since.get(actor, self.now + 1) <= able, "who holds all parts holds the whole")
        leaving = set()
        for s in self.of("shares", name):
            if s.actor in since:
                if self.holds_back(s, since) is None:
                    for receiver in self.run.reached(s):
                        arrived = since.get(receiver, self.now + 1)
                        need(arrived <= self.at(s.phase), "what is shared in time arrives")
                if outside := {a for a in self.run.addressed(s) if a != s.actor} - set(since):
                    reason = self.reason(s, since, outside)
                    need(reason, "nothing stands in the way of a share that leaves")
                    leaving.add((s.actor, s.to, s.phase, s.via, reason))
        listed_shares = [(a, s["to"], s["phase"], s["via"], s["reason"]) for s in side["leaving"] for a in s["from"]]
        need(
            len(listed_shares) == len(set(listed_shares)) and set(listed_shares) == leaving,
            "every share that leaves, with its reason",
        )

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

    def good(self, r: Statement, name: str) -> bool:
        since, codes = self.cut["recorded_since"], self.cut["code_systems"]
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
            step_value = Value(hop["to"], hop["phase"], hop["form"], hop["code_system"], hop["recorded"])
            brought = []
            for limit in self.limits(hop, field):
                form = min(value.form, limit, key=rank)
                code = value.code if form == "coded" else None
                brought.append(Value(hop["to"], hop["phase"], form, code, value.recorded))
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
                    return Value(actor, phase, step_value.form, step_value.code, phase)
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
        return Value(actor, phase, form, None, min((v.recorded for v in values), key=self.expanded.order))

    def value_of(self, step: dict[str, Any]) -> Value:
        return Value(step["actor"], step["phase"], step["form"], step["code_system"], step["recorded"])

    def limits(self, hop: dict[str, Any], field: str) -> Iterator[str]:
        """The forms in which the shares that a hop may refer to carry the field."""
        for s in self.of("shares", field):
            if (s.actor, s.phase, s.via) == (hop["from"], hop["phase"], hop["via"]) and hop["to"] in self.run.reached(
                s
            ):
                if (limit := self.run.carried(s)) is not None:
                    yield limit

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
