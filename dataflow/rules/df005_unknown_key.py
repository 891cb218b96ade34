"""DF005: a key that the language does not have (with the nearest one)."""

from dataflow.base.finding import Severity
from dataflow.base.text import Text
from dataflow.rules import Rule

_EXAMPLE = """\
map: {id: diabetes, title: Type 2 diabetes}
phases: {annual-check: {}}
fields: {hba1c: {label: HbA1c}}
actors:
  gp:
    label: General practice
    records: [{fields: hba1c, phase: annual-check}]
%s"""

RULE = Rule(
    code="DF005",
    name="unknown-key",
    severity=Severity.ERROR,
    title=Text(en="A key that the language does not have", da="En nøgle, som sproget ikke har"),
    what=Text(
        en="A key is not one that may stand in this place. The finding names the nearest one that may, or lists them"
        " all. A required key that seems to be missing because it was misspelt is reported once, as a misspelling.",
        da="En nøgle er ikke en af dem, der kan stå her. Fundet nævner den nærmeste, der kan, eller dem alle."
        " Mangler en påkrævet nøgle kun, fordi den er stavet forkert, meldes det én gang, som en stavefejl.",
    ),
    why=Text(
        en="A key that is passed over in silence says nothing: a need whose recorded_since is misspelt would be"
        " met by any old value, and the report would call the handover fine.",
        da="En nøgle, der bare springes over, siger ingenting: et behov, hvor recorded_since er stavet forkert, ville"
        " blive opfyldt af en hvilken som helst gammel værdi, og rapporten ville kalde overleveringen god.",
    ),
    fix=Text(
        en="Write the key as the finding suggests. Keys are English and in the singular or plural as in the"
        " language: fields, phase, to, via. What has no key of its own goes into note:.",
        da="Skriv nøglen, som fundet foreslår. Nøglerne er engelske og står i ental eller flertal som i sproget:"
        " fields, phase, to, via. Det, der ikke har sin egen nøgle, skrives i note:.",
    ),
    false_positives=Text(
        en="The key may be right but stand at the wrong level: level: belongs in a statement and not under the"
        " actor, and responsible: belongs to a phase. Check the indentation first.",
        da="Nøglen kan være rigtig, men stå på et forkert niveau: level: hører til i et udsagn og ikke under"
        " aktøren, og responsible: hører til en fase. Se først på indrykningen.",
    ),
    reported={"map.yaml": _EXAMPLE % "    needs: [{field: hba1c, phase: annual-check}]\n"},
    fixed={"map.yaml": _EXAMPLE % "    needs: [{fields: hba1c, phase: annual-check}]\n"},
)
