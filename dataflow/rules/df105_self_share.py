"""DF105: a share whose only receiver is its own sender."""

from dataflow.base.finding import Severity
from dataflow.base.text import Text
from dataflow.rules import Rule

_EXAMPLE = """\
map: {id: stroke, title: Stroke}
phases: {discharge: {}}
fields: {barthel: {label: Barthel index}}
channels: {care-report: {label: Discharge report (MedCom)}}
actors:
  hospital:
    records: [{fields: barthel, phase: discharge}]
    shares: [{fields: barthel, phase: discharge, to: %s, via: care-report}]
  municipality:
    needs: [{fields: barthel, phase: discharge}]
"""

RULE = Rule(
    code="DF105",
    name="self-share",
    severity=Severity.ERROR,
    title=Text(en="A share with oneself", da="En deling med sig selv"),
    what=Text(
        en="The only receiver of a share is the actor that shares. A role that shares with its own role is"
        " another matter: there each member shares with the others.",
        da="Den eneste modtager af en deling er den aktør, der deler. Noget andet er en rolle, der deler med sin"
        " egen rolle: dér deler hvert medlem med de andre.",
    ),
    why=Text(
        en="An actor holds what it records; a share with itself carries nothing to anybody. Mostly another"
        " receiver was meant, and that receiver's needs are then reported as unmet.",
        da="En aktør har det, den selv registrerer; en deling med sig selv bringer intet videre til nogen."
        " Oftest var der tænkt på en anden modtager, og så meldes dens behov som ikke opfyldt.",
    ),
    fix=Text(
        en="Name the receiver that was meant, or take the share out. Where data move between two departments of"
        " one hospital and may be lost on the way, make the departments two actors.",
        da="Nævn den modtager, der var tænkt på, eller fjern delingen. Bevæger data sig mellem to afdelinger på"
        " samme sygehus, og kan de gå tabt undervejs, så gør afdelingerne til to aktører.",
    ),
    false_positives=Text(
        en="The map may lack an actor: a share between two systems, wards or professions of one organisation"
        " shows that the organisation is not one when it comes to these data.",
        da="Kortet kan mangle en aktør: en deling mellem to systemer, afsnit eller faggrupper i samme"
        " organisation viser, at organisationen ikke er én, når det gælder disse data.",
    ),
    reported={"map.yaml": _EXAMPLE % "hospital"},
    fixed={"map.yaml": _EXAMPLE % "municipality"},
)
