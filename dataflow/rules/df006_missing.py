"""DF006: something required is missing."""

from dataflow.base.finding import Severity
from dataflow.base.text import Text
from dataflow.rules import Rule

_EXAMPLE = """\
map: {id: hip-fracture, title: Hip fracture}
phases: {rehabilitation: {}}
fields: {cas: {label: Cumulated Ambulation Score}}
actors:
  municipality:
    records: [{fields: cas, phase: rehabilitation}]
%s"""

RULE = Rule(
    code="DF006",
    name="missing",
    severity=Severity.ERROR,
    title=Text(en="Something required is missing", da="Noget påkrævet mangler"),
    what=Text(
        en="A key that must be there is not: a map without id and title, a statement without fields or phase, a"
        " share without to or via, a source without title, a waiver without rule or reason.",
        da="En nøgle, der skal være der, mangler: et kort uden id og title, et udsagn uden fields eller phase,"
        " en deling uden to eller via, en kilde uden title, en dispensation (waiver) uden rule eller reason.",
    ),
    why=Text(
        en="The analysis asks when each thing happens. A need without a phase can't be called met or unmet, and a"
        " share without a receiver carries nothing to anybody, so the statement would drop out of every figure.",
        da="Analysen spørger, hvornår hver ting sker. Et behov uden fase kan hverken kaldes opfyldt eller ikke,"
        " og en deling uden modtager bringer intet videre til nogen, så udsagnet ville falde ud af alle tal.",
    ),
    fix=Text(
        en="Add the key. If the interview did not say when or over what, ask; until then a share may be stated"
        " with the likeliest channel and status: unknown, and then turns up among the questions. Where"
        " something holds throughout the pathway, write phase: all.",
        da="Tilføj nøglen. Fremgik det ikke af interviewet, hvornår eller hvorigennem, så spørg; indtil da kan"
        " en deling skrives med den mest sandsynlige kanal og status: unknown, og så kommer den med blandt"
        " spørgsmålene. Gælder noget i hele forløbet, så skriv phase: all.",
    ),
    false_positives=Text(
        en="The key may be there but too far to the right or left, so that it belongs to something else. A key"
        " with nothing after its colon counts as missing too.",
        da="Nøglen kan være der, men stå for langt til højre eller venstre, så den hører til noget andet. En"
        " nøgle uden noget efter kolonet regnes også som manglende.",
    ),
    reported={"map.yaml": _EXAMPLE % "    needs: [{fields: cas, level: must}]\n"},
    fixed={"map.yaml": _EXAMPLE % "    needs: [{fields: cas, phase: rehabilitation, level: must}]\n"},
)
