"""DF101: an id that nothing declares (with the nearest one)."""

from dataflow.base.finding import Severity
from dataflow.base.text import Text
from dataflow.rules import Rule

_EXAMPLE = """\
map: {id: heart-failure, title: Heart failure}
phases: {discharge: {}, rehabilitation: {}}
fields: {weight: {label: Body weight}}
channels: {plan: {label: Rehabilitation plan (G-GOP)}}
actors:
  hospital:
    records: [{fields: weight, phase: discharge}]
    shares: [{fields: weight, phase: discharge, to: municipality, via: plan}]
  municipality:
    needs: [{fields: %s, phase: rehabilitation}]
"""

RULE = Rule(
    code="DF101",
    name="unknown-reference",
    severity=Severity.ERROR,
    title=Text(en="An id that nothing declares", da="Et id, som intet angiver"),
    what=Text(
        en="A statement names a field, phase, actor, channel, purpose, legal basis, source, group or code system"
        " that no file of the map declares. The finding names the nearest id that is declared, or says that"
        " the id belongs to something of another kind.",
        da="Et udsagn nævner et felt, en fase, en aktør, en kanal, et formål, en hjemmel, en kilde, en gruppe"
        " eller et kodesystem, som ingen af kortets filer angiver. Fundet nævner det nærmeste id, der er"
        " angivet, eller siger, at id'et hører til noget af en anden slags.",
    ),
    why=Text(
        en="Records and needs meet by their ids alone. If the hospital records weight and the municipality needs"
        " wieght, the need can never be met, and a spelling mistake would be reported to the steering group"
        " as a gap between sectors.",
        da="Registreringer og behov finder kun hinanden gennem id'erne. Registrerer sygehuset weight, og har"
        " kommunen brug for wieght, kan behovet aldrig opfyldes, og en stavefejl ville blive forelagt"
        " styregruppen som et hul mellem sektorerne.",
    ),
    fix=Text(
        en="Spell the id as it is declared. If it is new, declare it in its section; a label may come later, as"
        " the id is shown until then.",
        da="Stav id'et, som det er angivet. Er det nyt, så angiv det i sit afsnit; en label kan vente, for"
        " indtil da vises id'et.",
    ),
    false_positives=Text(
        en="If the declaration exists, it may be in a file that is not read: one whose name begins with _ or .,"
        " or that does not end in .yaml or .yml, or in a scenario's file, which the base map does not see.",
        da="Findes angivelsen, står den måske i en fil, der ikke læses: en, hvis navn begynder med _ eller .,"
        " eller ikke ender på .yaml eller .yml, eller i et scenaries fil, som grundkortet ikke ser.",
    ),
    reported={"map.yaml": _EXAMPLE % "wieght"},
    fixed={"map.yaml": _EXAMPLE % "weight"},
)
