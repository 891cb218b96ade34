"""DF102: an id declared twice, with both places."""

from dataflow.base.finding import Severity
from dataflow.base.text import Text
from dataflow.rules import Rule

RULE = Rule(
    code="DF102",
    name="duplicate-id",
    severity=Severity.ERROR,
    title=Text(en="An id declared twice", da="Et id, der er angivet to gange"),
    what=Text(
        en="Two files declare the same field, phase, channel, source or other object, or set the same property"
        " of an actor or of the map. The finding shows both places. An actor's lists (records, needs, uses,"
        " shares, omits) may well be spread over files: they add up.",
        da="To filer angiver det samme felt, den samme fase, kanal, kilde eller andet, eller sætter den samme"
        " egenskab for en aktør eller for kortet. Fundet viser begge steder. En aktørs lister (records,"
        " needs, uses, shares, omits) må gerne være spredt over flere filer: de lægges sammen.",
    ),
    why=Text(
        en="Which of the two counts would depend on the names of the files. And two people who mean different"
        " things by one id, such as fasting and non-fasting glucose, would have their needs met by each"
        " other's measurements.",
        da="Hvilken af de to der gælder, ville afhænge af filernes navne. Og to personer, der mener hver sit med"
        " ét id, fx fastende og ikke-fastende blodsukker, ville få deres behov opfyldt af hinandens målinger.",
    ),
    fix=Text(
        en="If both mean the same, keep the fuller one and take out the other; the statements need no change. If"
        " they differ, rename one, and go through the statements that use it.",
        da="Mener begge det samme, så behold den fyldigste, og fjern den anden; udsagnene skal ikke ændres. Er"
        " de forskellige, så giv den ene et nyt navn, og gå de udsagn igennem, der bruger den.",
    ),
    false_positives=Text(
        en="A file that was copied as a backup is read too, and gives one such finding for everything in it:"
        " move it out of the folder or let its name begin with _. If the second declaration is meant to"
        " replace the first, it belongs in a scenario.",
        da="En fil, der er kopieret som sikkerhedskopi, læses også og giver et fund for alt, hvad der står i"
        " den: flyt den ud af mappen, eller lad dens navn begynde med _. Skal den anden angivelse træde i"
        " stedet for den første, hører den til i et scenarie.",
    ),
    reported={
        "biomarkers.yaml": """\
fields:
  glucose: {label: Fasting plasma glucose, unit: mmol/L}
""",
        "map.yaml": """\
map: {id: diabetes, title: Type 2 diabetes}
phases: {annual-check: {}}
fields:
  glucose: {label: Glucose}
actors:
  gp:
    records: [{fields: glucose, phase: annual-check}]
    uses: [{fields: glucose, phase: annual-check}]
""",
    },
    fixed={
        "biomarkers.yaml": """\
fields:
  glucose: {label: Fasting plasma glucose, unit: mmol/L}
""",
        "map.yaml": """\
map: {id: diabetes, title: Type 2 diabetes}
phases: {annual-check: {}}
actors:
  gp:
    records: [{fields: glucose, phase: annual-check}]
    uses: [{fields: glucose, phase: annual-check}]
""",
    },
)
