"""DF108: a unit that is not a UCUM expression."""

from collections.abc import Iterator
from dataclasses import replace

from dataflow.base.finding import Finding, Severity, Subject
from dataflow.base.text import Sentence, Text
from dataflow.base.ucum import doubted, is_unit, probably_meant
from dataflow.language.lookalikes import QUOTATION_MARKS, lookalike_finding, lookalike_in
from dataflow.model.entities import Unit
from dataflow.rules import Context, Rule

_MESSAGE = Text(
    en='"{unit}" is no unit in UCUM, the standard for writing units: mm[Hg] for mmHg, kg/m2 for kg/m².',
    da='"{unit}" er ikke en enhed i UCUM, standarden for at skrive enheder: mm[Hg] for mmHg, kg/m2 for kg/m².',
)
_MEANT = Text(en='Did you mean "{meant}"?', da='Mente du "{meant}"?')
_MEANT_QUOTED = Text(
    en='Did you mean "{meant}"? Within {{ }} or [ ], keep the quotation marks.',
    da='Mente du "{meant}"? Inden i {{ }} eller [ ] skal citationstegnene med.',
)
_DOUBTED = Text(
    en='"{unit}" is UCUM, but hardly the unit that is meant.', da='"{unit}" er UCUM, men næppe den enhed, der menes.'
)
_MEANT_OR_WAIVE = Text(
    en='Did you mean "{meant}"? If it is right, accept it under waivers:.',
    da='Mente du "{meant}"? Er den rigtig, så giv dispensation under waivers:.',
)
_HOW = Text(
    en="Look the unit up at https://ucum.org. Write symbols of UCUM, with . for times, / for per and plain digits for"
    " powers: kg/m2, 10*9/L. What is counted stands in braces, without blanks or Danish letters:"
    " {{score}}, {{steps}}/d.",
    da="Slå enheden op på https://ucum.org. Skriv UCUM-symboler med . for gange, / for per og almindelige cifre for"
    " potenser: kg/m2, 10*9/L. Det, der tælles, står i tuborgparenteser uden mellemrum og æ, ø og å: {{score}},"
    " {{skridt}}/d.",
)


def find(context: Context) -> Iterator[Finding]:
    """One finding for each field whose unit is not a UCUM expression."""
    for field in context.data_map.fields.values():
        wrong = None if field.unit is None else _wrong(field.unit)
        if wrong is not None:
            yield replace(wrong, subject=Subject(field=field.id))


def _wrong(unit: Unit) -> Finding | None:
    """The finding about a unit, if it is not UCUM, or hardly the one that is meant."""
    if unit.value[:1] in QUOTATION_MARKS and (odd := lookalike_in(unit.value)) is not None:
        return lookalike_finding("DF108", unit.place._replace(width=1), odd)
    if not is_unit(unit.value):
        meant, message = probably_meant(unit.value), _MESSAGE
        hint = Sentence(_HOW) if meant is None else Sentence(_quoted(meant), {"meant": meant})
    else:
        meant, message = doubted(unit.value), _DOUBTED
        hint = Sentence(_MEANT_OR_WAIVE, {"meant": meant or ""})
        if meant is None:
            return None
    near = () if meant is None else (meant,)
    return Finding(
        "DF108", Severity.ERROR, unit.place, Sentence(message, {"unit": unit.value}), hint, corrections=near
    )


def _quoted(meant: str) -> Text:
    return _MEANT_QUOTED if set("[]{},").intersection(meant) else _MEANT


_EXAMPLE = """\
map: {id: hypertension, title: High blood pressure}
phases: {annual-check: {}}
fields:
  systolic:
    label: Systolic blood pressure
    unit: %s
actors:
  gp:
    records: [{fields: systolic, phase: annual-check}]
    uses: [{fields: systolic, phase: annual-check}]
"""

RULE = Rule(
    code="DF108",
    name="bad-unit",
    severity=Severity.ERROR,
    title=Text(en="A unit that is none in UCUM", da="En enhed, der ikke findes i UCUM"),
    what=Text(
        en="A unit under unit: is no expression of UCUM. UCUM, the Unified Code for Units of Measure, is a standard"
        " with one way to write each unit for computers, such as mm[Hg] for millimetres of mercury and mmol/L;"
        " capitals count. FHIR, openEHR and MedCom use it, and https://ucum.org lists the units."
        " A unit that passes is well-formed; whether it suits the field is"
        " not checked. Symbols and names that are UCUM only by chance, such as km/t (per tonne), mg/dag (per"
        " decagram) and a unit in braces (a thing that is counted), are reported too.",
        da="En enhed under unit: er ikke et udtryk i UCUM. UCUM, Unified Code for Units of Measure, er en standard"
        " med én måde at skrive hver enhed på for computere, fx mm[Hg] for millimeter kviksølv og mmol/L; store og"
        " små bogstaver er forskellige. FHIR, openEHR og MedCom bruger den, og https://ucum.org viser enhederne."
        " En enhed uden fund er velformet; om den"
        " passer til feltet, bliver ikke kontrolleret. Symboler og navne, der kun tilfældigt er UCUM, såsom km/t"
        " (pr. ton), mg/dag (pr. dekagram) og en enhed i tuborgparenteser (noget, der tælles), bliver også meldt.",
    ),
    why=Text(
        en="A person understands mmHg, µg/L and IU/L, but a system that compares or converts values does not know"
        " them, and will reject the value or keep it as text.",
        da="Et menneske forstår mmHg, µg/L og IE/L, men et system, der skal sammenligne eller omregne værdier,"
        " kender dem ikke og vil afvise værdien eller gemme den som tekst.",
    ),
    fix=Text(
        en="Write it as UCUM does: mm[Hg] for mmHg, ug for µg, [IU] for IU, Cel for °C, a for years, kg/m2 for"
        " kg/m². What is counted is no unit and stands in braces, as does the body surface in mL/min/{1.73_m2}.",
        da="Skriv den som i UCUM: mm[Hg] for mmHg, ug for µg, [IU] for IE, Cel for °C, a for år, kg/m2 for kg/m²."
        " Det, der tælles, er ingen enhed og står i tuborgparenteser, ligesom overfladen i mL/min/{1.73_m2}.",
    ),
    false_positives=Text(
        en="It is hardly ever a false alarm: every symbol of UCUM 2.2 is known. Some units pass that are better"
        " written otherwise, such as mmol/l, which UCUM allows beside mmol/L.",
        da="Det er næsten aldrig falsk alarm: alle symboler i UCUM 2.2 kendes. Nogle enheder går igennem, selv"
        " om de bør skrives anderledes, fx mmol/l, som UCUM tillader ved siden af mmol/L.",
    ),
    reported={"map.yaml": _EXAMPLE % "mmHg"},
    fixed={"map.yaml": _EXAMPLE % "mm[Hg]"},
    find=find,
    declared_only=True,
)
