"""DF103: ``extends`` in a chain or cycle, or of the actor itself; a cycle in ``derived_from`` or ``based_on``."""

from dataflow.base.finding import Severity
from dataflow.base.text import Text
from dataflow.rules import Rule

_EXAMPLE = """\
map: {id: cardiac, title: Cardiac rehabilitation}
phases: {rehabilitation: {}}
fields: {vo2: {label: Fitness test}}
actors:
  municipality:
    records: [{fields: vo2, phase: rehabilitation}]
    uses: [{fields: vo2, phase: rehabilitation}]
  aarhus: {extends: municipality, label: Aarhus Kommune}
  aarhus-north: {extends: %s, label: Aarhus Nord}
"""

RULE = Rule(
    code="DF103",
    name="bad-extends",
    severity=Severity.ERROR,
    title=Text(en="Something that builds on itself, or in a chain", da="Noget, der bygger på sig selv eller i kæde"),
    what=Text(
        en="An actor extends itself, two actors extend each other, or an actor extends a member, which has a"
        " role of its own: there is one level of roles and members. The same code reports circles elsewhere:"
        " fields derived from one another, phases alongside one another, scenarios based on one another. Nor"
        " does a map build on one that builds on another.",
        da="En aktør bygger på sig selv, to aktører bygger på hinanden, eller en aktør bygger på et medlem, der"
        " selv har en rolle: der er ét niveau af roller og medlemmer. Den samme kode melder om ringe andre"
        " steder: felter, der er udledt af hinanden, faser ved siden af hinanden, scenarier, der bygger på"
        " hinanden. Heller ikke et kort bygger på ét, der selv bygger på et andet.",
    ),
    why=Text(
        en="Results are given by role: 19 municipalities, of which 7 lack the rehabilitation plan. That is only"
        " clear when every actor stands in exactly one place. And a circle has no beginning from which"
        " anything could be worked out.",
        da="Resultaterne opgøres efter rolle: 19 kommuner, hvoraf 7 mangler genoptræningsplanen. Det er kun klart,"
        " når hver aktør står netop ét sted. Og en ring har ingen begyndelse, som noget kunne beregnes ud fra.",
    ),
    fix=Text(
        en="Let the actor extend the role at the top, and state what it does beside, or omits. In a circle take"
        " one of the links out: a calculated field is derived from what is measured, not from what is"
        " calculated from it.",
        da="Lad aktøren bygge på den øverste rolle, og skriv det, den gør ved siden af eller udelader. I en ring"
        " fjernes et af leddene: et beregnet felt er udledt af det, der måles, ikke af det, der beregnes ud fra"
        " det.",
    ),
    false_positives=Text(
        en="Where an organisation really has levels, such as a municipality with a training centre of its own,"
        " make the centre an actor in its own right: what the municipality has does not reach the centre"
        " unless someone shares it.",
        da="Har en organisation virkelig niveauer, fx en kommune med sit eget træningscenter, så lad centret"
        " være en selvstændig aktør: det, kommunen har, når ikke centret, medmindre nogen deler det.",
    ),
    reported={"map.yaml": _EXAMPLE % "aarhus"},
    fixed={"map.yaml": _EXAMPLE % "municipality"},
)
