"""DF107: a clinical code whose form or check digit is wrong."""

from collections.abc import Iterator

from dataflow.base.finding import Finding, Severity, Subject
from dataflow.base.text import Filling, Sentence, Text
from dataflow.rules import Context, Rule
from dataflow.rules._codes import Fault, known_system

_MESSAGES = {
    Fault.SHAPE: Text(
        en='"{code}" is no {system} code: one is {looks}.',
        da='"{code}" er ikke en {system}-kode: sådan en er {looks}.',
    ),
    Fault.CHECK_DIGIT: Text(
        en='"{code}" is no {system} code: the check digit at its end does not fit the digits before it.',
        da='"{code}" er ikke en {system}-kode: kontrolcifret til sidst passer ikke til cifrene før.',
    ),
    Fault.NO_CONCEPT: Text(
        en='"{code}" is no {system} concept: by its second- and third-last digits, which are 00 or 10 in a concept,'
        " it is a description, a relationship or nothing.",
        da='"{code}" er ikke et {system}-begreb: efter sit næst- og tredjesidste ciffer, som er 00 eller 10 i et'
        " begreb, er det en beskrivelse, en relation eller ingenting.",
    ),
}
_HINTS = {
    Fault.SHAPE: Text(
        en="Look {field} up again and copy the code. Only the form is checked here, not that the code exists.",
        da="Slå {field} op igen, og kopiér koden. Her kontrolleres kun formen, ikke om koden findes.",
    ),
    Fault.CHECK_DIGIT: Text(
        en="A digit is mistyped, or two are swapped: look {field} up again and copy the code. A check digit that fits"
        " does not say that the code exists.",
        da="Et ciffer er tastet forkert, eller to er byttet om: slå {field} op igen, og kopiér koden. At"
        " kontrolcifret passer, siger ikke, at koden findes.",
    ),
    Fault.NO_CONCEPT: Text(
        en="Take the id of the concept itself (SCTID), not that of one of its terms.",
        da="Tag id'et for selve begrebet (SCTID), ikke for en af dets termer.",
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One finding for each code that is not well formed."""
    data_map = context.data_map
    for field in data_map.fields.values():
        for code in field.codes:
            known = known_system(code.system, data_map.code_systems.get(code.system))
            fault = known.fault(code.value) if known else None
            if known and fault:
                words: dict[str, Filling] = {
                    "code": code.value,
                    "system": known.title,
                    "looks": known.looks,
                    "field": field.label,
                }
                yield Finding(
                    "DF107",
                    Severity.ERROR,
                    code.place,
                    Sentence(_MESSAGES[fault], words),
                    Sentence(_HINTS[fault], words),
                    subject=Subject(field=field.id, other=code.system),
                )


_EXAMPLE = """\
map: {id: cardiac-rehabilitation, title: Cardiac rehabilitation}
phases: {start: {}}
fields:
  systolic:
    label: Systolic blood pressure
    unit: mm[Hg]
    codes: {snomed: 271649006, loinc: %s}
actors:
  municipality:
    records: [{fields: systolic, phase: start}]
    uses: [{fields: systolic, phase: start}]
"""

RULE = Rule(
    code="DF107",
    name="bad-code",
    severity=Severity.ERROR,
    title=Text(en="A clinical code that can't be right", da="En klinisk kode, der ikke kan være rigtig"),
    what=Text(
        en="A code under codes: has a form that its code system does not have, or its check digit is wrong."
        " SNOMED CT (snomed, sct), LOINC (loinc), ICD-10 (icd10), SKS (sks), ICPC-2 (icpc2), ATC (atc) and NPU"
        " with DNK (npu) are known by these ids, or by the url that their code system is declared with; codes in"
        " other systems are taken as they are. A code that passes is well-formed: whether it exists, and whether"
        " it means what the field means, is not checked.",
        da="En kode under codes: har en form, som dens kodesystem ikke bruger, eller et forkert kontrolciffer."
        " SNOMED CT (snomed, sct), LOINC (loinc), ICD-10 (icd10), SKS (sks), ICPC-2 (icpc2), ATC (atc) og NPU"
        " med DNK (npu) kendes på disse id'er eller på den url, kodesystemet er angivet med; koder i andre"
        " systemer tages, som de er. En kode uden fund er velformet: om den findes, og om den betyder det samme"
        " som feltet, bliver ikke kontrolleret.",
    ),
    why=Text(
        en="Codes travel from the map into requirements, mappings and message profiles. There a mistyped digit"
        " becomes a value that no receiver finds, or one that means something else.",
        da="Koderne vandrer fra kortet videre til kravspecifikationer, oversættelser mellem kodesystemer og"
        " meddelelsesprofiler. Dér bliver et tastet fejlciffer til en værdi, som ingen"
        " modtager kan slå op, eller som betyder noget andet.",
    ),
    fix=Text(
        en="Look the concept up in the code system's browser and copy the code. In SKS a diagnosis has a D in"
        " front and no full stop (DI219), in ICD-10 it has the full stop (I21.9).",
        da="Slå begrebet op i kodesystemets browser, og kopiér koden. I SKS har en diagnose et D foran og intet"
        " punktum (DI219), i ICD-10 har den punktummet (I21.9).",
    ),
    false_positives=Text(
        en="If the code is right, it may stand under the wrong system: an SKS diagnosis under icd10, say. A local"
        " code belongs to a code system of your own, which nothing is checked for.",
        da="Er koden rigtig, står den måske under det forkerte system, fx en SKS-diagnose under icd10. En lokal"
        " kode hører til i et kodesystem med eget id, og dem kontrolleres der ikke noget for.",
    ),
    reported={"map.yaml": _EXAMPLE % "8480-8"},
    fixed={"map.yaml": _EXAMPLE % "8480-6"},
    find=find,
    declared_only=True,
)
