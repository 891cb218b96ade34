"""DF124: a statement without a source."""

from collections.abc import Iterator

from dataflow.base.finding import Finding, Severity
from dataflow.base.text import Sentence, Text
from dataflow.rules import Context, Rule
from dataflow.rules._words import by_entry, subject_of, what_is_stated

_MESSAGE = Text(
    en="No source is cited for this: {actor} {does} {fields} in {phases}.",
    da="Der er ikke angivet nogen kilde til, at {actor} {does} {fields} i {phases}.",
)
_HINT = Text(
    en="Cite a source (source:), an interview too; or set status: unknown where nobody has found out.",
    da="Henvis til en kilde (source:), gerne et interview; eller sæt status: unknown, hvor det ikke er afklaret.",
)


def find(context: Context) -> Iterator[Finding]:
    """One finding for each statement as written, whatever fields, phases and receivers it is for."""
    data_map = context.data_map
    for entry, stated in by_entry(data_map.stated).items():
        if not entry.citations and entry.status != "unknown":
            yield Finding(
                "DF124",
                Severity.WARNING,
                entry.place,
                Sentence(_MESSAGE, what_is_stated(data_map, entry, stated)),
                Sentence(_HINT),
                subject=subject_of(entry, stated),
                cause=entry.list_key,
                confidence=entry.confidence,
            )


_EXAMPLE = """\
map:
  id: schizophrenia
  title: Schizophrenia
  rules: {DF124: warning}
phases: {annual-check: {}}
fields: {waist: {label: Waist circumference}}
sources: {guideline: {title: National guideline}, interview: {title: Interview with a practice}}
actors:
  gp:
    records: [{fields: waist, phase: annual-check, source: interview}]
    needs: [{fields: waist, phase: annual-check, source: guideline}]
    uses: [{fields: waist, phase: annual-check%s}]
"""

RULE = Rule(
    code="DF124",
    name="unevidenced",
    severity=Severity.WARNING,
    title=Text(en="A statement without a source", da="Et udsagn uden kilde"),
    what=Text(
        en="A statement cites no source. Off unless the map turns it on under map.rules (DF124: warning), as a"
        " map in the making has many. A statement counts once, however many fields and phases it names; one of"
        " status unknown says itself that nothing is known, and is left out.",
        da="Et udsagn henviser ikke til nogen kilde. Reglen er slået fra, medmindre kortet slår den til under"
        " map.rules (DF124: warning), da et kort under arbejde har mange. Et udsagn tæller én gang, uanset hvor"
        " mange felter og faser det nævner; et med status unknown siger selv, at intet vides, og er ikke med.",
    ),
    why=Text(
        en="When a gap is questioned, the first question is how it is known. A map in which every statement answers"
        " that can be defended, and corrected by others than those who wrote it.",
        da="Når et hul bliver betvivlet, er det første spørgsmål, hvor man ved det fra. Et kort, hvor hvert"
        " udsagn svarer på det, kan forsvares og rettes af andre end dem, der skrev det.",
    ),
    fix=Text(
        en="Give the statement a source, and where in it: source: {ref: guideline, at: p. 12}. An interview, an"
        " observation or a register extract is a source as well; declare it with its date.",
        da="Giv udsagnet en kilde, og hvor i den: source: {ref: guideline, at: s. 12}. Et interview, en"
        " observation eller et registerudtræk er også en kilde; angiv den med dato.",
    ),
    false_positives=Text(
        en="What every reader knows may need no source. Then say so with a source of its own, such as general"
        " knowledge, to distinguish the statement from one whose source was forgotten.",
        da="Det, enhver læser ved, kræver måske ingen kilde. Sig det så med en kilde for sig, fx almen viden, så"
        " udsagnet kan skelnes fra et, hvor kilden er glemt.",
    ),
    reported={"map.yaml": _EXAMPLE % ""},
    fixed={"map.yaml": _EXAMPLE % ", source: interview"},
    find=find,
    on_by_default=False,
)
