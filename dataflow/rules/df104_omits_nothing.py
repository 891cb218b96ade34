"""DF104: a field of an omits entry that matches no inherited statement."""

from dataflow.base.finding import Severity
from dataflow.base.text import Text
from dataflow.rules import Rule

_EXAMPLE = """\
map: {id: cardiac, title: Cardiac rehabilitation}
phases: {rehabilitation: {}}
fields: {hads: {label: HADS}, eq5d: {label: EQ-5D}}
actors:
  municipality:
    records: [{fields: %s, phase: rehabilitation}]
    uses: [{fields: eq5d, phase: rehabilitation}]
%s  randers:
    extends: municipality
    label: Randers Kommune
    omits: [{records: hads}]
"""

RULE = Rule(
    code="DF104",
    name="omits-nothing",
    severity=Severity.ERROR,
    title=Text(en="An omission of something that is not there", da="En udeladelse af noget, der ikke er der"),
    what=Text(
        en="An omits entry names a field that no inherited statement of that kind is about, or narrows it by a"
        " phase, receiver or channel that none of them has. Each field in the list is checked by itself.",
        da="Et punkt under omits nævner et felt, som intet arvet udsagn af den slags handler om, eller indsnævrer det"
        " med en fase, modtager eller kanal, som ingen af dem har. Hvert felt på listen undersøges for sig.",
    ),
    why=Text(
        en="Someone has written that this municipality does not do what the others do. If the entry takes"
        " nothing away, the municipality counts as doing it all the same, and the difference that the"
        " interview brought to light is lost.",
        da="Nogen har skrevet, at denne kommune ikke gør, som de andre gør. Fjerner punktet ikke noget, tæller"
        " kommunen alligevel med som en, der gør det, og den forskel, interviewet bragte frem, går tabt.",
    ),
    fix=Text(
        en="Compare with the role's statements: write the kind (records, needs, uses, shares), field, phase, to,"
        " via and in as they stand there. If the role no longer states it, take the entry out.",
        da="Sammenlign med rollens udsagn: skriv slags (records, needs, uses, shares), felt, fase, to, via og in,"
        " som de står dér. Angiver rollen det ikke længere, så fjern punktet.",
    ),
    false_positives=Text(
        en="The role may be the one that is incomplete: where the other members do record the field, add it to"
        " the role, and the omission is right as it stands.",
        da="Det kan være rollen, der er ufuldstændig: registrerer de andre medlemmer faktisk feltet, så føj det"
        " til rollen; så er udeladelsen rigtig, som den står.",
    ),
    reported={"map.yaml": _EXAMPLE % ("eq5d", "  aarhus: {extends: municipality, label: Aarhus Kommune}\n")},
    fixed={
        "map.yaml": _EXAMPLE
        % (
            "[hads, eq5d]",
            "  aarhus:\n    extends: municipality\n    label: Aarhus Kommune\n"
            "    uses: [{fields: hads, phase: rehabilitation}]\n",
        )
    },
)
