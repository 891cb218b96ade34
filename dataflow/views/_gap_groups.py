"""Unmet needs grouped by the actor that lacks the field and the actor that holds it, and how they are drawn."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dataflow.analysis.needs.causes import NOT_GOOD_ENOUGH, Cause
from dataflow.analysis.needs.senders import LastHolder, Shortfall, last_holder_of
from dataflow.base.finding import Finding
from dataflow.base.picture import PLAIN, Edge, Lack, Words
from dataflow.base.text import Filling, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.views import Focus, Scene
from dataflow.views._exchanges import keys_of
from dataflow.wording.causes import CAPTION, CAPTION_NOT_AGAIN, CAPTION_NOT_CODED, CAPTION_PLANNED, Caption
from dataflow.wording.counts import FIELDS, Nouns, counted
from dataflow.wording.lists import listed, listed_in_part

NOT_FOUND_OUT = Text(en="{causes} (not found out)", da="{causes} (uafklaret)")
SOME = Text(en="{count} {cause}", da="{count} {cause}")
MISSING = {
    "missing": (
        Text(en="{count} field missing", da="{count} felt mangler"),
        Text(en="{count} fields missing", da="{count} felter mangler"),
    ),
    "doubtful": (
        Text(en="{count} field perhaps missing", da="{count} felt mangler måske"),
        Text(en="{count} fields perhaps missing", da="{count} felter mangler måske"),
    ),
    "not-good-enough": (
        Text(en="{count} field not good enough", da="{count} felt ikke godt nok"),
        Text(en="{count} fields not good enough", da="{count} felter ikke gode nok"),
    ),
    "perhaps-not-good-enough": (
        Text(en="{count} field perhaps not good enough", da="{count} felt måske ikke godt nok"),
        Text(en="{count} fields perhaps not good enough", da="{count} felter måske ikke gode nok"),
    ),
}
"""The number of an arrow: of fields that are all there but not good enough, and of others."""
ALONE = (Text(en="{count}", da="{count}"),) * 2
AND_PERHAPS = Text(en="{certain}, perhaps {total}", da="{certain}, muligvis {total}")
BOTH = Text(en="{certain}, perhaps {total},", da="{certain}, muligvis {total},")
"""Two numbers within a sentence: ``lacks 6, perhaps 7, of 8``."""
OF_OTHERS = Text(en="{fields} of other members", da="{fields} fra andre medlemmer")
LACKS = {
    "missing": Text(
        en="{target} lacks {fields} that {source} has ({causes}): {names}.",
        da="{target} mangler {fields}, som {source} har ({causes}): {names}.",
    ),
    "doubtful": Text(
        en="Perhaps {target} lacks {fields} that {source} has ({causes}): {names}.",
        da="Måske mangler {target} {fields}, som {source} har ({causes}): {names}.",
    ),
}
OF_SOME = Text(
    en="{lacks} Of these, {count} only at some of its members.",
    da="{lacks} Heraf {count} kun hos nogle af medlemmerne.",
)
LACKS_ALONE = {
    "missing": Text(
        en="{target} lacks {fields} ({causes}): {names}.", da="{target} mangler {fields} ({causes}): {names}."
    ),
    "doubtful": Text(
        en="Perhaps {target} lacks {fields} ({causes}): {names}.",
        da="Måske mangler {target} {fields} ({causes}): {names}.",
    ),
}

MOST_NAMED = 3
"""The most missing fields that are named at an arrow or a node; of the others there is only the number."""
FEW_NAMED = {2: 2}
"""The same of fields with the same causes, by the number of such groups; with more groups, one each."""


@dataclass(frozen=True, slots=True)
class Gap:
    """An unmet need, the last actor that the field reaches, and whether what is planned would bring the field."""

    finding: Finding
    field: str
    stop: LastHolder
    is_planned: bool

    @property
    def cause(self) -> Caption:
        """The words for the cause."""
        cause = Cause(self.finding.cause or Cause.UNRECORDED)
        if cause in (Cause.FORM_TOO_LOW, Cause.FORM_LOST) and self.stop.form == Form.STRUCTURED:
            return CAPTION_NOT_CODED
        if cause == Cause.NOT_SHARED and self.is_planned:
            return CAPTION_PLANNED
        return CAPTION_NOT_AGAIN if cause == Cause.STALE and self.stop.holder is None else CAPTION[cause]

    @property
    def is_of_all(self) -> bool:
        """Whether every member of the role lacks the field; True for an actor that is no role."""
        return self.finding.members is None or len(self.finding.members) == self.finding.of


@dataclass(frozen=True)
class GapGroup:
    """The gaps of one actor in fields that one ``holder`` has.

    ``holder`` is None where nobody has them, and the actor itself where other members of its role do.
    """

    holder: str | None
    target: str
    gaps: tuple[Gap, ...]

    @property
    def source(self) -> str:
        """The actor at which the arrow begins."""
        return self.holder or self.target

    @property
    def is_arrow(self) -> bool:
        """Whether another actor holds the fields."""
        return self.source != self.target

    def is_within(self, data_map: DataMap) -> bool:
        """Whether other members of the role hold the fields."""
        return self.holder == self.target and self.target in data_map.members

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The missing fields, each once."""
        return tuple(dict.fromkeys(gap.field for gap in self.gaps))

    @cached_property
    def count(self) -> "GapCount":
        """How many fields are missing."""
        return count_gaps((self,))

    @cached_property
    def status(self) -> str:
        """``missing``, or ``doubtful`` where no gap is certain."""
        return "missing" if self.count.certain else "doubtful"

    @cached_property
    def by_causes(self) -> tuple[tuple[tuple[str, ...], Words], ...]:
        """The missing fields with the same causes, certain and most fields first, and those causes in words.

        A field that is certainly missing has its certain causes alone.
        """
        fields: dict[tuple[bool, tuple[Caption, ...]], list[str]] = {}
        for field in self.fields:
            own = [gap for gap in self.gaps if gap.field == field]
            is_certain = any(gap.finding.certain for gap in own)
            causes = dict.fromkeys(gap.cause for gap in own if gap.finding.certain == is_certain)
            fields.setdefault((is_certain, tuple(causes)), []).append(field)
        ranked = sorted(fields.items(), key=lambda each: (not each[0][0], -len(each[1])))
        return tuple((tuple(found), _in_words(*key, len(found))) for key, found in ranked)

    @cached_property
    def causes(self) -> Words:
        """The causes in words, most frequent first, each with its number of fields where there are several."""
        if len(self.by_causes) == 1:
            return self.by_causes[0][1]
        return listed(
            [Sentence(SOME, {"cause": causes, "count": str(len(fields))}) for fields, causes in self.by_causes]
        )

    @cached_property
    def about(self) -> tuple[str, ...]:
        """The entities that it shows, and its findings."""
        findings = [gap.finding for gap in self.gaps]
        return keys_of(
            actor=(self.target, self.source),
            field=self.fields,
            phase=(finding.subject.phase for finding in findings if finding.subject.phase is not None),
            finding=(finding.fingerprint for finding in findings),
        )


def _in_words(is_certain: bool, causes: Sequence[Caption], count: int) -> Words:
    """The causes of some fields in words: ``never shared``, ``perhaps not shared (not found out)``."""
    words = listed([cause.of(count, is_certain) for cause in causes])
    return words if is_certain else Sentence(NOT_FOUND_OUT, {"causes": words})


@dataclass(frozen=True, slots=True)
class GapCount:
    """How many fields are certainly missing, and how many more are possibly missing."""

    certain: int
    possible: int

    def __bool__(self) -> bool:
        """Whether any field is certainly or possibly missing."""
        return bool(self.certain or self.possible)

    def of(self, text: Text, words: Mapping[str, Filling], only_possible: Text) -> Sentence:
        """A sentence with both numbers; ``only_possible`` is its text where nothing is certain."""
        if not self.certain:
            return Sentence(only_possible, {**words, "count": str(self.possible)})
        certain = Sentence(text, {**words, "count": str(self.certain)})
        return Sentence(AND_PERHAPS, {"certain": certain, "total": self._total}) if self.possible else certain

    def of_all(self, text: Text, words: Mapping[str, Filling], only_possible: Text) -> Sentence:
        """The same, where the text goes on with the number of all: ``of 8``."""
        if not self.certain or not self.possible:
            return self.of(text, words, only_possible)
        both = Sentence(BOTH, {"certain": str(self.certain), "total": self._total})
        return Sentence(text, {**words, "count": both})

    @property
    def _total(self) -> str:
        return str(self.certain + self.possible)


def count_gaps(groups: Iterable[GapGroup]) -> GapCount:
    """How many fields are missing in all groups together, each field counted once."""
    gaps = [gap for group in groups for gap in group.gaps]
    certain = {gap.field for gap in gaps if gap.finding.certain}
    return GapCount(len(certain), len({gap.field for gap in gaps} - certain))


def count_needed(needs: Collection[str], groups: Iterable[GapGroup]) -> int:
    """How many fields an actor needs, with those missing that it only possibly needs.

    ``needs`` are the fields of its needs that count; ``groups`` are its gaps.
    """
    return len({*needs, *(gap.field for group in groups for gap in group.gaps)})


def gaps_of(scene: Scene) -> tuple[Gap, ...]:
    """The unmet needs in focus, without those that are waived."""
    data_map, focus = scene.data_map, scene.focus
    planned = {(each.target, each.share.field) for each in scene.travels if each.status == "planned"}
    found = []
    for finding in scene.unmet:
        if not finding.waived and _fits(data_map, focus, finding):
            stop = last_holder_of(scene.needs, scene.assumptions, _shortfall(finding))
            if not focus.actors or not {finding.subject.actor, stop.holder}.isdisjoint(focus.actors):
                gap = Gap(finding, finding.subject.field or "", stop, finding.planned)
                # What would come too late, or not well enough, is planned all the same.
                comes = gap.is_of_all and (finding.subject.actor, gap.field) in planned
                found.append(replace(gap, is_planned=True) if comes else gap)
    return tuple(found)


def _shortfall(finding: Finding) -> Shortfall:
    subject = finding.subject
    actor = finding.members[0] if finding.members else subject.actor
    return Shortfall(
        actor or "", subject.field or "", subject.phase or "", subject.need or "must", Cause(finding.cause or "")
    )


def _fits(data_map: DataMap, focus: Focus, finding: Finding) -> bool:
    """Whether a finding is in focus, apart from its actors; channels do not apply to what is missing."""
    subject = finding.subject
    return (
        (not focus.fields or subject.field in focus.fields)
        and (not focus.phases or subject.phase in focus.phases)
        and (not focus.purposes or not finding.purposes or not set(finding.purposes).isdisjoint(focus.purposes))
        and (not focus.groups or not set(data_map.groups_of(subject.field or "")).isdisjoint(focus.groups))
    )


def grouped_gaps(data_map: DataMap, gaps: Iterable[Gap]) -> tuple[GapGroup, ...]:
    """The gaps by pair of actors, in the order of declaration."""
    found: dict[tuple[str | None, str], list[Gap]] = {}
    for gap in gaps:
        found.setdefault((gap.stop.holder, gap.finding.subject.actor or ""), []).append(gap)
    order = {actor: index for index, actor in enumerate((None, *data_map.presented))}
    fields = {field: index for index, field in enumerate(data_map.fields)}
    return tuple(
        GapGroup(holder, target, tuple(sorted(found[holder, target], key=lambda gap: fields[gap.field])))
        for holder, target in sorted(found, key=lambda pair: (order[pair[0]], order[pair[1]]))
    )


def gap_edge(data_map: DataMap, group: GapGroup, role: str, names: Sequence[Words] = ()) -> Edge:
    """The edge of a group; below its number are its fields, each with its cause, or the names and all causes."""
    return Edge(
        source=group.source,
        target=group.target,
        role=role,
        count=group.count.certain or group.count.possible,
        form=PLAIN,
        status=group.status,
        caption=_number(group, *_nouns(group)),
        short=_number(group, ALONE, ALONE) if group.count.certain and group.count.possible else None,
        names=tuple(names),
        notes=(group.causes,) if names else (),
        lacks=() if names else lacks(data_map, group),
        about=group.about,
        key="missing",
        meaning=gap_sentence(data_map, group),
    )


def _most_named(group: GapGroup) -> int:
    """How many fields with the same causes are named."""
    return MOST_NAMED if len(group.by_causes) == 1 else FEW_NAMED.get(len(group.by_causes), 1)


def _nouns(group: GapGroup) -> tuple[Nouns, Nouns]:
    """The nouns of a group's number, and those where nothing is certain."""
    if all(gap.finding.cause in NOT_GOOD_ENOUGH for gap in group.gaps):
        return MISSING["not-good-enough"], MISSING["perhaps-not-good-enough"]
    return MISSING["missing"], MISSING["doubtful"]


def _number(group: GapGroup, nouns: Nouns, only_possible: Nouns) -> Sentence:
    count = group.count
    return count.of(nouns[count.certain != 1], {}, only_possible[count.possible != 1])


def gap_sentence(data_map: DataMap, group: GapGroup) -> Sentence:
    """The missing fields and the causes, as a sentence."""
    words: dict[str, Filling] = {
        "target": data_map.actors[group.target].label,
        "fields": _number(group, FIELDS, FIELDS),
        "causes": group.causes,
        "names": listed([data_map.fields[field].label for field in group.fields]),
    }
    text = (LACKS if group.is_arrow else LACKS_ALONE)[group.status]
    sentence = Sentence(text, {**words, "source": data_map.actors[group.source].label})
    partly = len(set(group.fields) - {gap.field for gap in group.gaps if gap.is_of_all})
    return Sentence(OF_SOME, {"lacks": sentence, "count": counted(partly)}) if partly else sentence


def _named(data_map: DataMap, fields: Sequence[str], most: int) -> Words:
    """The first fields by name, and how many others there are; a single other one is named too."""
    return listed_in_part(
        [data_map.fields[field].label for field in fields], len(fields) if len(fields) == most + 1 else most
    )


def lacks(data_map: DataMap, group: GapGroup) -> tuple[Lack, ...]:
    """The first missing fields by name; where causes differ, those of each with it."""
    most = _most_named(group)
    return tuple(
        Lack(of_whom(data_map, group, _named(data_map, fields, most)), causes) for fields, causes in group.by_causes
    )


def of_whom(data_map: DataMap, group: GapGroup, fields: Words) -> Words:
    """The fields of a group that is no arrow, in words that say where other members have them."""
    return Sentence(OF_OTHERS, {"fields": fields}) if group.is_within(data_map) else fields
