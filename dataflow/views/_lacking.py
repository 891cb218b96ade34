"""What actors need and lack, and where it stops, as shown by role: the gaps as arrows that are not there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dataflow.analysis.needs.needs import Cause
from dataflow.analysis.needs.shortfalls import Shortfall, Stop, stop_of
from dataflow.base.finding import Finding
from dataflow.base.picture import Edge, Words
from dataflow.base.text import Filling, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.views import Focus, Scene
from dataflow.wording.causes import CAPTION, CAPTION_NOT_AGAIN, CAPTION_NOT_CODED, Caption
from dataflow.wording.counts import FIELDS, Nouns, counted
from dataflow.wording.lists import listed

NOT_FOUND_OUT = Text(en="{causes} (not found out)", da="{causes} (uafklaret)")
SOME = Text(en="{count} {cause}", da="{count} {cause}")
UNCERTAIN = (
    Text(en="{causes} ({count} uncertain)", da="{causes} ({count} uafklaret)"),
    Text(en="{causes} ({count} uncertain)", da="{causes} ({count} uafklarede)"),
)
MISSING = {
    "missing": (
        Text(en="{count} field missing", da="{count} felt mangler"),
        Text(en="{count} fields missing", da="{count} felter mangler"),
    ),
    "doubtful": (
        Text(en="{count} field perhaps missing", da="{count} felt mangler måske"),
        Text(en="{count} fields perhaps missing", da="{count} felter mangler måske"),
    ),
}
AND_PERHAPS = Text(en="{certain}, perhaps {more} more", da="{certain}, måske {more} til")
AT_NODE = Text(en="{fields}: {causes}", da="{fields}: {causes}")
WITHIN = Text(en="{fields} of other members: {causes}", da="{fields} fra andre medlemmer: {causes}")
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


@dataclass(frozen=True, slots=True)
class Gap:
    """A finding about a need, and where the field stops."""

    finding: Finding
    field: str
    stop: Stop

    @property
    def cause(self) -> Caption:
        """Why the need is not met, in a few words."""
        cause = Cause(self.finding.cause or Cause.UNRECORDED)
        if cause in (Cause.FORM_TOO_LOW, Cause.FORM_LOST) and self.stop.form == Form.STRUCTURED:
            return CAPTION_NOT_CODED
        return CAPTION_NOT_AGAIN if cause == Cause.STALE and self.stop.holder is None else CAPTION[cause]

    @property
    def is_of_all(self) -> bool:
        """Whether every member of the role lacks the field; so does an actor that is no role."""
        return self.finding.members is None or len(self.finding.members) == self.finding.of


@dataclass(frozen=True)
class Lack:
    """All that one actor lacks and one ``holder`` has.

    That is None where nobody has it, and the actor itself where others of its role do.
    """

    holder: str | None
    target: str
    gaps: tuple[Gap, ...]

    @property
    def source(self) -> str:
        """Where the arrow would begin."""
        return self.holder or self.target

    @property
    def is_arrow(self) -> bool:
        """Whether there is another actor from whom it could come."""
        return self.source != self.target

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """What is lacking, each field once."""
        return tuple(dict.fromkeys(gap.field for gap in self.gaps))

    @cached_property
    def lacking(self) -> "Lacking":
        """How much is lacking."""
        return lacking((self,))

    @cached_property
    def status(self) -> str:
        """``missing``, or ``doubtful`` where nobody has found out of any whether it is so."""
        return "missing" if self.lacking.certain else "doubtful"

    @cached_property
    def causes(self) -> Words:
        """Why, each with the number of fields where there are several, the most frequent first."""
        fields: dict[Caption, set[str]] = {}
        for gap in self.gaps:
            fields.setdefault(gap.cause, set()).add(gap.field)
        is_certain = self.status != "doubtful"
        told = [
            (cause.of(len(found), is_certain), str(len(found)))
            for cause, found in sorted(fields.items(), key=lambda each: -len(each[1]))
        ]
        some = [Sentence(SOME, {"cause": cause, "count": count}) for cause, count in told]
        causes = told[0][0] if len(told) == 1 else listed(some)
        if not is_certain:
            return Sentence(NOT_FOUND_OUT, {"causes": causes})
        words = {"causes": causes, "count": str(self.lacking.perhaps)}
        return Sentence(UNCERTAIN[self.lacking.perhaps != 1], words) if self.lacking.perhaps else causes

    @cached_property
    def about(self) -> tuple[str, ...]:
        """What it shows of the map, and the findings that it stands for."""
        findings = [gap.finding for gap in self.gaps]
        return tuple(
            sorted(
                {
                    f"actor:{self.target}",
                    f"actor:{self.source}",
                    *(f"field:{field}" for field in self.fields),
                    *(f"phase:{finding.subject.phase}" for finding in findings if finding.subject.phase is not None),
                    *(f"finding:{finding.fingerprint}" for finding in findings),
                }
            )
        )


@dataclass(frozen=True, slots=True)
class Lacking:
    """How many fields are lacking for certain, and how many more if what nobody has found out is not so."""

    certain: int
    perhaps: int

    def __bool__(self) -> bool:
        """Whether anything may be lacking."""
        return bool(self.certain or self.perhaps)

    def of(self, told: Text, words: Mapping[str, Filling], only_perhaps: Text) -> Sentence:
        """What is told of a number, with what is added by what is uncertain."""
        if not self.certain:
            return Sentence(only_perhaps, {**words, "count": str(self.perhaps)})
        certain = Sentence(told, {**words, "count": str(self.certain)})
        return Sentence(AND_PERHAPS, {"certain": certain, "more": str(self.perhaps)}) if self.perhaps else certain


def lacking(lacks: Iterable[Lack]) -> Lacking:
    """How much is lacking in all, each field counted once."""
    gaps = [gap for lack in lacks for gap in lack.gaps]
    certain = {gap.field for gap in gaps if gap.finding.certain}
    return Lacking(len(certain), len({gap.field for gap in gaps} - certain))


def gaps_of(scene: Scene) -> tuple[Gap, ...]:
    """The needs that are not met, as far as the focus lets them in; without those that the authors accept."""
    data_map, focus = scene.data_map, scene.focus
    found = []
    for finding in scene.unmet:
        if not finding.waived and _fits(data_map, focus, finding):
            stop = stop_of(scene.needs, scene.assumptions, _shortfall(finding))
            if not focus.actors or not {finding.subject.actor, stop.holder}.isdisjoint(focus.actors):
                found.append(Gap(finding, finding.subject.field or "", stop))
    return tuple(found)


def _shortfall(finding: Finding) -> Shortfall:
    subject = finding.subject
    actor = finding.members[0] if finding.members else subject.actor
    return Shortfall(
        actor or "", subject.field or "", subject.phase or "", subject.need or "must", Cause(finding.cause or "")
    )


def _fits(data_map: DataMap, focus: Focus, finding: Finding) -> bool:
    """Whether the focus lets a finding in, actors aside; what is missing travels by no channel."""
    subject = finding.subject
    return (
        (not focus.fields or subject.field in focus.fields)
        and (not focus.phases or subject.phase in focus.phases)
        and (not focus.purposes or not finding.purposes or not set(finding.purposes).isdisjoint(focus.purposes))
        and (not focus.groups or not set(data_map.groups_of(subject.field or "")).isdisjoint(focus.groups))
    )


def lacks_of(data_map: DataMap, gaps: Iterable[Gap]) -> tuple[Lack, ...]:
    """The gaps of each pair of actors together, in the order of declaration."""
    found: dict[tuple[str | None, str], list[Gap]] = {}
    for gap in gaps:
        found.setdefault((gap.stop.holder, gap.finding.subject.actor or ""), []).append(gap)
    order = {actor: index for index, actor in enumerate((None, *data_map.presented))}
    fields = {field: index for index, field in enumerate(data_map.fields)}
    return tuple(
        Lack(holder, target, tuple(sorted(found[holder, target], key=lambda gap: fields[gap.field])))
        for holder, target in sorted(found, key=lambda pair: (order[pair[0]], order[pair[1]]))
    )


def missing(data_map: DataMap, lack: Lack, role: str, names: Sequence[Words] = ()) -> Edge:
    """The arrow that is not there; below its number stands why, or what else is given."""
    return Edge(
        source=lack.source,
        target=lack.target,
        role=role,
        count=lack.lacking.certain or lack.lacking.perhaps,
        form="structured",
        status=lack.status,
        caption=_number(lack, MISSING["missing"], MISSING["doubtful"]),
        names=tuple(names) or (lack.causes,),
        about=lack.about,
        key="missing",
        meaning=meaning(data_map, lack),
    )


def _number(lack: Lack, nouns: Nouns, only_perhaps: Nouns) -> Sentence:
    """How many fields, those that are certain first."""
    found = lack.lacking
    return found.of(nouns[found.certain != 1], {}, only_perhaps[found.perhaps != 1])


def meaning(data_map: DataMap, lack: Lack) -> Sentence:
    """What is lacking and why, as a sentence."""
    words: dict[str, Filling] = {
        "target": data_map.actors[lack.target].label,
        "fields": _number(lack, FIELDS, FIELDS),
        "causes": lack.causes,
        "names": listed([data_map.fields[field].label for field in lack.fields]),
    }
    told = (LACKS if lack.is_arrow else LACKS_ALONE)[lack.status]
    sentence = Sentence(told, {**words, "source": data_map.actors[lack.source].label})
    partly = len(set(lack.fields) - {gap.field for gap in lack.gaps if gap.is_of_all})
    return Sentence(OF_SOME, {"lacks": sentence, "count": counted(partly)}) if partly else sentence


def at_node(data_map: DataMap, lack: Lack) -> Sentence:
    """What nobody else has, in a few words at the actor itself."""
    within = lack.holder is not None and lack.target in data_map.members
    words = {"fields": _number(lack, FIELDS, FIELDS), "causes": lack.causes}
    return Sentence(WITHIN if within else AT_NODE, words)
