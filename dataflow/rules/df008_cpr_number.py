"""DF008: what looks like the civil registration number of a person."""

from dataflow.base.finding import Severity
from dataflow.base.text import Text
from dataflow.rules import Rule

_EXAMPLE = """\
map: {id: diabetes, title: Diabetes}
phases: {control: {}}
fields: {weight: {note: %s}}
actors: {gp: {records: [{fields: weight, phase: control}]}}
"""

RULE = Rule(
    code="DF008",
    name="cpr-number",
    severity=Severity.ERROR,
    title=Text(en="A civil registration number", da="Et CPR-nummer"),
    what=Text(
        en="A file holds what looks like a Danish civil registration number (CPR): a valid date as DDMMYY, a"
        " hyphen and four digits; or ten digits in a row, or with a space, whose check digit is right too."
        " It is also found in comments. No message, excerpt or report shows it.",
        da="En fil indeholder noget, der ligner et CPR-nummer: en gyldig dato som DDMMÅÅ, en bindestreg og"
        " fire cifre; eller ti cifre i træk eller med mellemrum, hvis kontrolciffer også passer. Det findes"
        " også i kommentarer. Ingen besked, intet uddrag og ingen rapport viser det.",
    ),
    why=Text(
        en="A map says which kinds of data there are, and needs none of any person. It is sent to colleagues,"
        " laid in repositories and printed in reports, where such a number has no business.",
        da="Et kort siger, hvilke slags data der er, og har ikke brug for nogen persons. Det sendes til"
        " kolleger, lægges i arkiver og trykkes i rapporter, hvor et sådant nummer ikke hører hjemme.",
    ),
    fix=Text(
        en="Take it out of the file. If the file was shared or is under version control, its copies and"
        " history hold it too: ask whoever is responsible for data protection.",
        da="Fjern det fra filen. Er filen delt eller under versionsstyring, findes det også i kopier og"
        " historik: spørg den, der har ansvar for databeskyttelsen.",
    ),
    false_positives=Text(
        en="Another number of the same form, such as that of a case. Write it without the hyphen, or as the"
        " words that it stands for.",
        da="Et andet nummer af samme form, som et sagsnummer. Skriv det uden bindestreg eller som de ord, det"
        " står for.",
    ),
    reported={"map.yaml": _EXAMPLE % "as for 010101-0000"},
    fixed={"map.yaml": _EXAMPLE % "in kilograms"},
)
