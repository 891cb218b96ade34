"""All mistakes of a file are told in one run: one never hides another, and none makes up another."""

import pytest

from dataflow.project import Project

MAP = """\
map: {id: m, title: M}
phases: {start: {}, finish: {}}
purposes: {care: {}}
sources: {book: {title: Book}}
code_systems: {icd: {}}
fields: {alpha: {}, bravo: {}}
channels: {letter: {}}
actors:
  home: {}
  role: {}
  member:
    extends: role
  town:
    systems: {ehr: {}}
    records:
      - fields: alpha
        phase: start
        in: ehr
        code_system: icd
    shares:
      - fields: [alpha, bravo]
        phase: finish
        to: home
        via: letter
        for: care
        source: [{ref: book, at: p. 1}]
        valid_from: 2026-01-01
        valid_to: 2027-01-01
waivers:
  - rule: DF301
    actor: home
    reason: Agreed
    channel: letter
"""

WRONG = {
    "      - fields: alpha\n": ("      - fields: alhpa\n", "      - status: current\n", "      - fields: []\n"),
    "        in: ehr\n": ("        in: er\n", "        form: structured\n", "        odd: 1\n"),
    "        phase: finish\n": ("        # \n", "        phase:\n", "        phase: {}\n", "        phse: finsh\n"),
    "        to: home\n": ("        # \n", "        to: hme\n", "        to: {a: b}\n", "        receiver: hme\n"),
    "        via: letter\n": ("        # \n", "        via: leter\n", "        via: [letter, letter]\n"),
    "        for: care\n": ("        for: cre\n", "        purpose: cre\n", "        foo: bar\n"),
    "        source: [{ref: book, at: p. 1}]\n": ("        source: bok\n", "        source: [{at: p. 1}]\n"),
    "        valid_to: 2027-01-01\n": ("        valid_to: 2025-01-01\n", "        valid_to: soon\n"),
    "    extends: role\n": ("    extend: rle\n",),
    "    reason: Agreed\n": ("    # \n", "    reason:\n"),
    "    channel: letter\n": ("    channel: ltr\n", "    channl: ltr\n"),
}
"""What may stand instead of each line, and is wrong."""
CHANGES = [(right, wrong) for right, wrongs in WRONG.items() for wrong in wrongs]


def told(text: str) -> set[tuple[str, int, int, str]]:
    """What is told of a map: code, line, column and message."""
    problems = Project({"map.yaml": text.encode()}).problems
    return {(each.code, each.place.line, each.place.column, each.message.in_language("en")) for each in problems}


def test_the_map_is_right() -> None:
    assert told(MAP) == set()


@pytest.mark.parametrize("first", CHANGES, ids=lambda each: each[1].strip())
def test_two_mistakes_are_told_together(first: tuple[str, str]) -> None:
    for second in (each for each in CHANGES if each[0] != first[0]):
        both = told(MAP.replace(*first).replace(*second))
        assert both == told(MAP.replace(*first)) | told(MAP.replace(*second)), second


@pytest.mark.parametrize(
    ("entry", "codes"),
    [
        ("{phase: strt, to: hme}", ["DF007", "DF101", "DF101"]),
        ("{records: alhpa, uses: bravo, phase: strt}", ["DF007", "DF101", "DF101"]),
        ("{records: alhpa, to: home, via: letter}", ["DF007", "DF101"]),
    ],
)
def test_what_is_omitted_is_looked_at_too(entry: str, codes: list[str]) -> None:
    found = told(MAP.replace("extends: role\n", f"extends: role\n    omits: [{entry}]\n"))
    assert sorted(code for code, *_ in found) == codes


def test_an_alias_of_a_statement_that_lacks_a_key_is_one_mistake() -> None:
    shared = MAP.replace("      - fields: alpha\n", "      - &one\n").replace(
        "    shares:\n", "      - *one\n    shares:\n"
    )
    assert [code for code, *_ in told(shared)] == ["DF006"]


def test_a_short_word_is_not_read_as_the_key_that_it_is_near() -> None:
    assert [code for code, *_ in told(MAP.replace("        for: care\n", "        foo: bar\n"))] == ["DF005"]


def test_the_ids_behind_a_misspelt_key_are_looked_at() -> None:
    wrong = MAP.replace("        for: care\n", "        purpose: cre\n")
    assert sorted(code for code, *_ in told(wrong)) == ["DF005", "DF101"]
