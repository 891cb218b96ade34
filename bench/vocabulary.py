"""The words that the made maps are made of: no real field, channel or place, and the shape of those that are real."""

from collections.abc import Iterator, Sequence

FIELDS = 150
GROUPS = 12
PHASES = ("diagnosis", "admission", "discharge", "course-hospital", "course-municipal", "follow-up")
PURPOSES = ("treatment", "rehabilitation", "coordination", "quality")
CHANNELS = ("letter", "plan", "referral", "report", "portal", "results", "notice", "registry")
SOURCES = 12

_FORMS = ("free-text", "structured", "coded", "structured")
_KINDS = ("quantity", "code", "text", "boolean", "date", "score", "ordinal", "document")


def field(number: int) -> str:
    """The id of a field; the numbers go round."""
    return f"field-{number % FIELDS + 1:03}"


def fields(first: int, count: int, step: int = 1) -> str:
    """Some fields as a list in one line."""
    return f"[{', '.join(field(first + step * number) for number in range(count))}]"


def fields_in(group: int) -> range:
    """The numbers of the fields in a group."""
    each = -(-FIELDS // GROUPS)
    return range(group * each, min((group + 1) * each, FIELDS))


def the_map(map_id: str, title: str, responsible: Sequence[str]) -> Iterator[str]:
    """What the map is, and its lists of words but for actors: phases, purposes, sources, fields and channels."""
    yield "dataflow: 1\n"
    yield f"map:\n  id: {map_id}\n  title: {{en: {title}, da: {title}}}\n  languages: [da, en]\n  as_of: 2026-11-01\n"
    yield "phases:\n"
    for phase, actor in zip(PHASES, responsible, strict=True):
        alongside = "\n    alongside: course-hospital" if phase == "course-municipal" else ""
        yield f"  {phase}:\n    label: {{en: Phase of {phase}, da: Fasen {phase}}}{alongside}\n"
        yield f"    responsible: {actor}\n"
    yield "purposes:\n"
    for purpose in PURPOSES:
        secondary = "\n    secondary: true" if purpose == "quality" else ""
        yield f"  {purpose}:\n    label: {{en: The purpose {purpose}, da: Formålet {purpose}}}{secondary}\n"
    yield "legal_bases:\n"
    yield "  basis-care: {label: The basis of care, purposes: [treatment, rehabilitation, coordination]}\n"
    yield "  basis-quality: {label: The basis of quality, purposes: quality}\n"
    yield "code_systems:\n  terms-a: {label: Terms A, maps_to: terms-b}\n  terms-b: {label: Terms B}\n"
    yield "  terms-c: {label: Terms C}\n"
    yield "sources:\n"
    for number in range(1, SOURCES + 1):
        yield f"  source-{number:02}:\n    title: The survey of part {number} of the pathway\n"
        yield f"    date: {2022 + number % 4}-05\n"
    yield from _groups_and_fields()
    yield from _channels()


def _groups_and_fields() -> Iterator[str]:
    yield "groups:\n"
    for group in range(GROUPS):
        yield f"  group-{group + 1:02}: {{label: {{en: Group {group + 1}, da: Gruppe {group + 1}}}}}\n"
    yield "fields:\n"
    for group in range(GROUPS):
        for number in fields_in(group):
            kind = "identifier" if number < 2 else _KINDS[number % len(_KINDS)]
            yield f"  {field(number)}:\n    label: {{en: Field number {number + 1}, da: Felt nummer {number + 1}}}\n"
            yield f"    group: group-{group + 1:02}\n    kind: {kind}\n"
            if number % 3 == 0:
                yield "    repeats: true\n"
            if number % 30 == 29:
                yield f"    derived_from: {fields(number - 5, 2)}\n"
            if number % 2:
                yield f"    definition: What field {number + 1} holds, in the words of a guideline.\n"


def _channels() -> Iterator[str]:
    yield "channels:\n"
    for number, channel in enumerate(CHANNELS):
        yield f"  {channel}:\n    label: {{en: The {channel}, da: Kanalen {channel}}}\n"
        yield f"    form: {_FORMS[number % len(_FORMS)]}\n    mode: {'manual' if channel == 'notice' else 'push'}\n"
        coded, structured = field(number * 17 + 3), field(number * 17 + 5)
        yield f"    slots: {{{coded}: coded, {structured}: structured}}\n"
        yield f"    source: source-{number + 1:02}\n"
