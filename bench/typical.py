"""A map of any size, written out in full: units that each record, need, use and share some fields, one after another.

A unit sends to the next one and to the register, so that a map of ten times the size has ten times the statements,
and nothing else grows faster.
"""

from collections.abc import Iterator

from bench.vocabulary import CHANNELS, GROUPS, PHASES, SOURCES, field, fields, the_map

_ENTRIES = 12


def typical_map(size: int) -> dict[str, str]:
    """The files of a map of about ``size`` bytes."""
    head = "".join(the_map("typical", "A typical map", ("unit-00001", "unit-00002") * 3))
    parts, length, number = [], len(head) + 800, 0
    while length < size or number < 2:
        unit = "".join(_unit(number))
        parts.append(unit)
        length += len(unit)
        number += 1
    # The last unit has nobody after it to send to but the first.
    last = parts[-1].replace(f"unit-{number + 1:05}", "unit-00001")
    actors = "".join(["actors:\n", *_register(), *parts[:-1], last, "clusters:\n", *_clusters(number)])
    return {"actors.yaml": actors, "map.yaml": head}


def _clusters(units: int) -> Iterator[str]:
    """Units work together by the dozen, so that nobody has to do with more of them the larger the map is."""
    for first in range(0, units, 12):
        members = ", ".join(f"unit-{number + 1:05}" for number in range(first, min(first + 12, units)))
        yield f"  cluster-{first // 12 + 1:04}: {{members: [{members}]}}\n"


def _register() -> Iterator[str]:
    yield "  register:\n    label: {en: The register, da: Registeret}\n    sector: national\n    kind: registry\n"
    yield "    uses:\n"
    for group in range(GROUPS):
        yield f"      - fields: group:group-{group + 1:02}\n        phase: follow-up\n        for: quality\n"


def _recorded(number: int, entry: int) -> tuple[int, int]:
    """The first field of what a unit records in an entry, and the number of its phase."""
    return number * 11 + entry * 12, entry % 4


def _unit(number: int) -> Iterator[str]:
    unit, after = f"unit-{number + 1:05}", f"unit-{number + 2:05}"
    yield f"  {unit}:\n    label: {{en: Unit {number + 1}, da: Enhed {number + 1}}}\n    sector: regional\n"
    yield "    systems:\n      record: {label: {en: The record, da: Journalen}}\n"
    yield "    records:\n"
    for entry in range(_ENTRIES):
        first, phase = _recorded(number, entry)
        yield f"      - fields: {fields(first, 5, 2)}\n        phase: {PHASES[phase]}\n        in: record\n"
        if entry % 3 == 0:
            yield "        code_system: terms-a\n"
        yield _sources(number + entry)
        yield "        note: Entered by hand at the visit, as the local guideline has it.\n"
    yield "    needs:\n"
    for entry in range(_ENTRIES):
        # What the unit before sends, and now and then what nobody does.
        first, phase = _recorded(number - 1, entry)
        third = field(first + 3 if entry % 6 == 5 else first + 4)
        yield f"      - fields: [{field(first)}, {field(first + 2)}, {third}]\n"
        yield f"        phase: {PHASES[phase + 2]}\n        for: treatment\n"
        yield f"        level: {('must', 'should', 'may')[entry % 3]}\n"
        if entry % 4 == 3:
            yield "        form: structured\n"
        yield _sources(number + entry + 5)
    yield "    uses:\n"
    for entry in range(0, _ENTRIES, 2):
        first, phase = _recorded(number, entry)
        yield f"      - fields: {fields(first, 4, 2)}\n        phase: {PHASES[phase + 1]}\n        for: treatment\n"
        yield _sources(number + entry + 3)
    yield "    shares:\n"
    for entry in range(_ENTRIES):
        first, phase = _recorded(number, entry)
        yield f"      - fields: {fields(first, 3, 2)}\n        phase: {PHASES[phase + 1]}\n"
        yield f"        to: [{after}, register]\n"
        purpose, basis = ("quality", "basis-quality") if entry == 0 else ("treatment", "basis-care")
        yield f"        via: {CHANNELS[(number + entry) % len(CHANNELS)]}\n        for: {purpose}\n"
        yield f"        legal_basis: {basis}\n{_sources(number + entry + 7)}"
        if entry % 5 == 4:
            yield "        note: Sent when the visit is over, to those whom the patient goes to next.\n"


def _sources(number: int) -> str:
    return f"        source: [source-{number % SOURCES + 1:02}, source-{(number + 5) % SOURCES + 1:02}]\n"
