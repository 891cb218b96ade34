"""DF106: the same statement twice for one actor."""

from dataflow.base.finding import Severity
from dataflow.base.text import Text
from dataflow.rules import Rule

_EXAMPLE = """\
map: {id: diabetes, title: Type 2 diabetes}
phases: {annual-check: {}}
fields: {hba1c: {label: HbA1c}}
sources:
  guideline: {title: National guideline}
  interviews: {title: Interviews in general practice}
actors:
  gp:
    records: [{fields: hba1c, phase: annual-check, source: interviews}]
    needs:
%s"""

RULE = Rule(
    code="DF106",
    name="repeated-statement",
    severity=Severity.ERROR,
    title=Text(en="The same statement twice", da="Det samme udsagn to gange"),
    what=Text(
        en="Two statements of one actor say the same of the same field in the same phase, and differ at most in"
        " source, note, confidence, coverage or completeness. Statements of several fields or phases are"
        " compared combination by combination.",
        da="To udsagn om én aktør siger det samme om det samme felt i den samme fase og er højst forskellige i"
        " source, note, confidence, coverage eller completeness. Udsagn om flere felter eller faser"
        " sammenlignes kombination for kombination.",
    ),
    why=Text(
        en="If the two differ in confidence or coverage, it is not clear which holds, and the report shows one"
        " of them. And when practice changes, someone will correct the one and overlook the other.",
        da="Er de to forskellige i tillid eller dækning, er det uklart, hvad der gælder, og rapporten viser"
        " den ene. Og når praksis ændrer sig, vil nogen rette det ene og overse det andet.",
    ),
    fix=Text(
        en="Keep one of them, and give it both sources: source: [guideline, interviews]. Where the lists overlap"
        " in some fields only, take those out of the one.",
        da="Behold det ene, og giv det begge kilder: source: [guideline, interviews]. Overlapper listerne kun i"
        " nogle felter, så fjern dem fra den ene.",
    ),
    false_positives=Text(
        en="If the two were meant to differ, what sets them apart is not written yet: another system (in),"
        " method, purpose (for), form or phase. Write it, and both may stay. A group: that holds a field you"
        " also name by itself is the usual cause.",
        da="Skulle de to være forskellige, mangler forskellen at blive skrevet: et andet system (in), en anden"
        " metode (method), et andet formål (for), en anden form eller fase. Skriv den, så må begge blive."
        " Oftest er grunden en group:, der rummer et felt, som du også nævner for sig.",
    ),
    reported={
        "map.yaml": _EXAMPLE
        % (
            "      - {fields: hba1c, phase: annual-check, source: guideline}\n"
            "      - {fields: hba1c, phase: annual-check, source: interviews}\n"
        )
    },
    fixed={"map.yaml": _EXAMPLE % "      - {fields: hba1c, phase: annual-check, source: [guideline, interviews]}\n"},
)
