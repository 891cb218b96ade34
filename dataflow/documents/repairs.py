"""The repairs that the hints of unmet needs name, each with the needs that name it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dataflow.analysis.needs.planned import Planned
from dataflow.base.finding import Finding, Severity
from dataflow.base.text import Enumeration, Filling, Sentence, Text
from dataflow.documents.gap_table import UNMET
from dataflow.documents.labelled import advised, innermost
from dataflow.model.data_map import DataMap
from dataflow.wording.advice import PUT_INTO_FORCE
from dataflow.wording.counts import FIELDS, counted

_PLANNED = {
    Planned.FOR_ALL: Text(
        en="What is planned would meet the need for {fields}: put that into force instead.",
        da="Det planlagte ville opfylde behovet for {fields}: sæt i stedet det i værk.",
    ),
    Planned.FROM_SOME: Text(
        en="What is planned would meet the need for {fields}, though not from all who should share it: put that into"
        " force first.",
        da="Det planlagte ville opfylde behovet for {fields}, men ikke fra alle, der skulle dele det: sæt først det i"
        " værk.",
    ),
    Planned.FOR_SOME: Text(
        en="What is planned would meet the need for {fields} for some only: put that into force first.",
        da="Det planlagte ville kun opfylde behovet for {fields} for nogle: sæt først det i værk.",
    ),
}
_OWN = frozenset({"field", "phase", "parts", "parts_all"})
"""The blanks that may differ between the needs that one repair would help."""
_PARTS = frozenset({"parts_all", "fresh_parts"})
"""The blanks for what a field is derived from: advice about them is about that field alone."""


@dataclass(frozen=True)
class Repair:
    """A repair, and the unmet needs whose hint it is."""

    hint: Sentence
    findings: tuple[Finding, ...]

    @property
    def musts(self) -> int:
        """How many of the needs are must needs."""
        return sum(finding.severity == Severity.ERROR for finding in self.findings)

    @property
    def certain(self) -> int:
        """How many of the needs are certainly unmet."""
        return sum(finding.certain for finding in self.findings)

    @property
    def rank(self) -> tuple[object, ...]:
        """The sort key: most must needs first, then most needs, most certain ones, and the place in the specs."""
        return -self.musts, -len(self.findings), -self.certain, self.findings[0].place

    def in_language(self, data_map: DataMap, language: str) -> str:
        """The repair in words, with what is planned; several fields are counted."""
        planned = [
            Sentence(text, {"fields": Enumeration(fields, data_map.fields)}).in_language(language)
            for extent, text in _PLANNED.items()
            if (
                fields := frozenset(filter(None, (each.subject.field for each in self.findings if _is(extent, each))))
            )
        ]
        return " ".join([self._itself(data_map, language), *planned])

    def _itself(self, data_map: DataMap, language: str) -> str:
        fields = {finding.subject.field for finding in self.findings}
        if len(fields) == 1 or "field" not in self.hint.words:
            return advised(self.hint, language)
        words: dict[str, Filling] = {"field": counted(len(fields), FIELDS)}
        phases = frozenset(str(innermost(each.hint).words.get("phase")) for each in self.findings if each.hint)
        if phases <= set(data_map.phases):
            words["phase"] = Enumeration(phases, data_map.phases)
        return advised(replace(self.hint, words={**self.hint.words, **words}), language)


def _is(extent: Planned, finding: Finding) -> bool:
    """Whether what is planned would meet a need to this extent."""
    return finding.hint is not None and finding.hint.text == PUT_INTO_FORCE[extent]


def repairs_of(findings: Iterable[Finding]) -> tuple[Repair, ...]:
    """The repairs by rank. That several of them together would help as much as each alone is not computed."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        if finding.code == UNMET and finding.hint is not None:
            groups.setdefault(_key(finding, innermost(finding.hint)), []).append(finding)
    found = [
        Repair(innermost(group[0].hint or Sentence(group[0].message.text)), tuple(group)) for group in groups.values()
    ]
    return tuple(sorted(found, key=lambda repair: repair.rank))


def _key(finding: Finding, hint: Sentence) -> tuple[object, ...]:
    """Equal for two needs that one repair would help: the same advice about the same actors and channel."""
    used = hint.text.blanks()[0] - _OWN
    words = tuple(
        sorted(
            (name, word.in_language("en") if not isinstance(word, str) else str(word))
            for name, word in hint.words.items()
            if name in used
        )
    )
    hops = finding.message.words.get("hops")
    channel = hops.words.get("channel") if isinstance(hops, Sentence) else None
    names_nobody = not used & {"holder", "channel"}
    own_field = finding.subject.field if hint.text.blanks()[0] & _PARTS else None
    return hint.text, words, own_field, (finding.subject.actor, str(channel)) if names_nobody else ()
