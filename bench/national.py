"""A map of a country: every hospital, municipality and practice is a member of its role and stands in a cluster.

The sizes are those of Denmark: 5 regions, 98 municipalities, 35 hospitals and 1,600 practices in 22 clusters. Most
members do as their role does; some leave something out or do something beside it, and some of it nobody knows yet.
"""

from collections.abc import Iterator, Mapping

from bench.vocabulary import GROUPS, PHASES, SOURCES, fields, fields_in, the_map

REGIONS, MUNICIPALITIES, HOSPITALS, PRACTICES, CLUSTERS = 5, 98, 35, 1_600, 22

_RESPONSIBLE = ("practice", "hospital", "hospital", "hospital", "municipality", "practice")

# Who records, needs and uses which groups in which phases; who shares them with whom, over what.
_RECORDS = {
    "practice": ((0, 0), (1, 0), (2, 0), (8, 5), (9, 5)),
    "hospital": ((1, 1), (3, 1), (4, 1), (5, 2), (6, 3)),
    "municipality": ((7, 4), (8, 4), (9, 4)),
    "region": ((10, 1),),
}
_NEEDS = {
    "practice": ((3, 5), (4, 5), (5, 5), (6, 5), (7, 5)),
    "hospital": ((0, 1), (1, 1), (2, 2), (7, 5), (9, 5)),
    "municipality": ((0, 4), (3, 4), (4, 4), (5, 4), (8, 4), (11, 4)),
    "region": ((5, 5),),
}
_SHARES = {
    "practice": ((0, 0, "hospital", "referral"), (1, 0, "hospital", "referral"), (2, 0, "hospital", "letter")),
    "hospital": (
        (0, 2, "municipality", "plan"),
        (1, 2, "municipality", "notice"),
        (3, 2, "[municipality, practice]", "plan"),
        (4, 2, "practice", "letter"),
        (5, 2, "[practice, patient]", "letter"),
        (6, 3, "register", "registry"),
        (5, 2, "region", "report"),
    ),
    "municipality": (
        (7, 4, "practice", "report"),
        (8, 4, "[practice, patient]", "portal"),
        (9, 4, "hospital", "results"),
    ),
    "region": ((10, 2, "register", "registry"),),
}
_SECTORS = {"practice": "primary", "hospital": "regional", "municipality": "municipal", "region": "regional"}
_COUNTS = {"region": REGIONS, "hospital": HOSPITALS, "municipality": MUNICIPALITIES, "practice": PRACTICES}


def national_map(share: float = 1) -> dict[str, str]:
    """The files of the map, or of one with a share of the members of each role."""
    counts = {role: max(round(count * share), 2) for role, count in _COUNTS.items()}
    return {
        "actors.yaml": "".join(("actors:\n", *_roles(), *_others())),
        "map.yaml": "".join(the_map("national", "A country", _RESPONSIBLE)),
        "members.yaml": "".join(("actors:\n", *_members(counts), "clusters:\n", *_clusters(counts))),
    }


def _roles() -> Iterator[str]:
    for role, sector in _SECTORS.items():
        yield f"  {role}:\n    label: {{en: The {role}, da: Rollen {role}}}\n    sector: {sector}\n"
        yield "    systems: {record: {label: The record}}\n"
        yield from ("    records:\n", *_records(role), "    needs:\n", *_needs(role))
        yield "    uses:\n"
        for group, phase in _RECORDS[role]:
            yield f"      - {{fields: 'group:group-{group + 1:02}', phase: {PHASES[phase]}, for: treatment}}\n"
        yield from ("    shares:\n", *_shares(role))


def _records(role: str) -> Iterator[str]:
    for number, (group, phase) in enumerate(_RECORDS[role]):
        for first in fields_in(group)[::5]:
            yield _entry(first, group, 5, phase) + "        in: record\n" + _beside(first + number)
            if first % 4 == 0:
                yield f"        code_system: terms-{'abc'[first % 3]}\n"


def _needs(role: str) -> Iterator[str]:
    for number, (group, phase) in enumerate(_NEEDS[role]):
        for first in fields_in(group)[::4]:
            yield _entry(first, group, 4, phase) + "        for: treatment\n"
            yield f"        level: {('must', 'must', 'should', 'may')[(first + number) % 4]}\n"
            if first % 3 == 0:
                yield "        form: structured\n"
            yield _beside(first + 3)


def _shares(role: str) -> Iterator[str]:
    for number, (group, phase, to, via) in enumerate(_SHARES[role]):
        for first in fields_in(group)[::6]:
            yield _entry(first, group, 6, phase)
            yield f"        to: {to}\n        via: {via}\n        for: treatment\n"
            yield _beside(first + number + 7) + _in_doubt(first + number)
            if first % 2:
                yield "        legal_basis: basis-care\n"


def _entry(first: int, group: int, most: int, phase: int) -> str:
    listed = fields(first, min(most, fields_in(group).stop - first))
    return f"      - fields: {listed}\n        phase: {PHASES[phase]}\n"


def _in_doubt(number: int) -> str:
    """Now and then nobody knows whether it is so, it is planned, or it is so for some patients only."""
    if number % 11 == 5:
        return "        status: unknown\n"
    if number % 11 == 6:
        return "        status: planned\n"
    return "        completeness: 0.8\n" if number % 4 == 3 else ""


def _others() -> Iterator[str]:
    yield "  patient:\n    label: {en: The patient, da: Borgeren}\n    sector: citizen\n    kind: patient\n"
    yield f"    records: [{{fields: {fields(140, 6)}, phase: follow-up, patient_reported: true}}]\n"
    yield "    shares:\n"
    yield f"      - {{fields: {fields(140, 6)}, phase: follow-up, to: practice, via: portal, for: treatment}}\n"
    yield "  register:\n    label: {en: The register, da: Registeret}\n    sector: national\n    kind: registry\n"
    yield "    uses:\n"
    for group in range(0, GROUPS, 2):
        yield f"      - {{fields: 'group:group-{group + 1:02}', phase: follow-up, for: quality}}\n"


def _beside(number: int) -> str:
    confidence = ("high", "medium", "low")[number % 3]
    return f"        source: source-{number % SOURCES + 1:02}\n        confidence: {confidence}\n"


def _members(counts: Mapping[str, int]) -> Iterator[str]:
    for role, count in counts.items():
        for number in range(1, count + 1):
            yield f"  {role}-{number:04}:\n    extends: {role}\n"
            yield f"    label: {{en: The {role} no. {number}, da: {role.capitalize()} nr. {number}}}\n"
            yield from _of_its_own(role, number)


def _of_its_own(role: str, number: int) -> Iterator[str]:
    """What sets a member apart: one hospital in three, one municipality in four, one practice in twenty."""
    every = {"hospital": 3, "municipality": 4, "practice": 20}.get(role)
    if every is None or number % every:
        return
    # Five ways to be different, over and over.
    kind = number // every % 5
    group = _RECORDS[role][kind % len(_RECORDS[role])][0]
    first = fields_in(group).start
    yield f"    omits: [{{records: {fields(first + kind, 2)}}}]\n"
    if kind == 4:
        phase = PHASES[5]
        yield f"    records: [{{fields: {fields(137, 3)}, phase: {phase}, in: record}}]\n"


def _clusters(counts: Mapping[str, int]) -> Iterator[str]:
    for cluster in range(1, CLUSTERS + 1):
        members = [
            f"{role}-{number:04}"
            for role in ("hospital", "municipality", "practice")
            for number in range(1, counts[role] + 1)
            if (number - 1) % CLUSTERS == cluster - 1
        ]
        yield f"  cluster-{cluster:02}:\n    label: {{en: Cluster {cluster}, da: Klynge {cluster}}}\n    members: ["
        yield ", ".join(members) + "]\n"
