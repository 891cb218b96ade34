"""What actors need and lack, and where it stops, as shown by role: the gaps as arrows that are not there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dataflow.base.finding import Finding
from dataflow.base.picture import Edge, Words
from dataflow.base.text import Filling, Sentence, Text
from dataflow.flow.needs import Cause
from dataflow.flow.shortfalls import Shortfall, Stop, stop_of
from dataflow.model.entities import DataMap, Form
from dataflow.views import Focus, Scene
from dataflow.views._exchanges import groups_of
from dataflow.views._words import counted, listed

FREE_TEXT = Text(en="only as free text", da="kun som fritekst")
NOT_CODED = Text(en="not coded", da="ikke kodet")
CAUSES: Mapping[Cause, Text] = {
    Cause.UNDERIVABLE: Text(en="cannot be worked out", da="kan ikke regnes ud"),
    Cause.UNRECORDED: Text(en="recorded by nobody", da="registreres af ingen"),
    Cause.RECORDED_LATE: Text(en="recorded too late", da="registreres for sent"),
    Cause.NOT_SHARED: Text(en="never shared", da="deles aldrig"),
    Cause.ARRIVES_LATE: Text(en="arrives too late", da="når frem for sent"),
    Cause.STALE: Text(en="out of date", da="forældet"),
    Cause.FORM_TOO_LOW: FREE_TEXT,
    Cause.FORM_LOST: FREE_TEXT,
    Cause.CODE_SYSTEM_MISMATCH: Text(en="in another code system", da="i et andet kodesystem"),
}
NOT_AGAIN = Text(en="not recorded again", da="registreres ikke igen")
SOME = Text(en="{count} {cause}", da="{count} {cause}")
UNCERTAIN = Text(en="{causes} ({count} uncertain)", da="{causes} ({count} uafklaret)")
MISSING = (
    Text(en="{count} field missing", da="{count} felt mangler"),
    Text(en="{count} fields missing", da="{count} felter mangler"),
)
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
LACKS_ALONE = Text(
    en="{target} lacks {fields} ({causes}): {names}.", da="{target} mangler {fields} ({causes}): {names}."
)


@dataclass(frozen=True, slots=True)
class Gap:
    """A finding about a need, and where the field stops."""

    finding: Finding
    field: str
    stop: Stop

    @property
    def cause(self) -> Text:
        """Why the need is not met, in a few words."""
        cause = Cause(self.finding.cause or Cause.UNRECORDED)
        if cause in (Cause.FORM_TOO_LOW, Cause.FORM_LOST) and self.stop.form == Form.STRUCTURED:
            return NOT_CODED
        return NOT_AGAIN if cause == Cause.STALE and self.stop.holder is None else CAUSES[cause]

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
    def status(self) -> str:
        """``missing``, or ``doubtful`` where nobody has found out of any whether it is so."""
        return "missing" if any(gap.finding.certain for gap in self.gaps) else "doubtful"

    @cached_property
    def causes(self) -> Words:
        """Why, each with the number of fields where there are several, the most frequent first."""
        fields: dict[Text, set[str]] = {}
        for gap in self.gaps:
            fields.setdefault(gap.cause, set()).add(gap.field)
        told = sorted(fields.items(), key=lambda each: -len(each[1]))
        some = [Sentence(SOME, {"cause": cause, "count": str(len(found))}) for cause, found in told]
        causes = told[0][0] if len(told) == 1 else listed(some)
        certain = {gap.field for gap in self.gaps if gap.finding.certain}
        doubtful = len(set(self.fields) - certain)
        return Sentence(UNCERTAIN, {"causes": causes, "count": str(doubtful)}) if certain and doubtful else causes

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


def gaps_of(scene: Scene) -> tuple[Gap, ...]:
    """The needs that are not met, as far as the focus lets them in; without those that the authors accept."""
    data_map, focus = scene.data_map, scene.focus
    found = []
    for finding in scene.unmet:
        if not finding.waived and _fits(data_map, focus, finding):
            stop = stop_of(scene.needs, scene.world, _shortfall(finding))
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
        and (not focus.groups or not groups_of(data_map, subject.field or "").isdisjoint(focus.groups))
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
        count=len(lack.fields),
        form="structured",
        status=lack.status,
        caption=counted(len(lack.fields), MISSING),
        names=tuple(names) or (lack.causes,),
        about=lack.about,
        key="missing",
        meaning=meaning(data_map, lack),
    )


def meaning(data_map: DataMap, lack: Lack) -> Sentence:
    """What is lacking and why, as a sentence."""
    words: dict[str, Filling] = {
        "target": data_map.actors[lack.target].label,
        "fields": counted(len(lack.fields)),
        "causes": lack.causes,
        "names": listed([data_map.fields[field].label for field in lack.fields]),
    }
    told = LACKS[lack.status] if lack.is_arrow else LACKS_ALONE
    sentence = Sentence(told, {**words, "source": data_map.actors[lack.source].label})
    partly = len(set(lack.fields) - {gap.field for gap in lack.gaps if gap.is_of_all})
    return Sentence(OF_SOME, {"lacks": sentence, "count": counted(partly)}) if partly else sentence


def at_node(data_map: DataMap, lack: Lack) -> Sentence:
    """What nobody else has, in a few words at the actor itself."""
    within = lack.holder is not None and lack.target in data_map.members
    words = {"fields": counted(len(lack.fields)), "causes": lack.causes}
    return Sentence(WITHIN if within else AT_NODE, words)
