"""DF002: YAML that does not parse."""

from dataflow.base.finding import Severity
from dataflow.base.text import Text
from dataflow.rules import Rule

_EXAMPLE = """\
map:
  id: copd
  title: %s
phases: {admission: {}}
fields: {fev1: {label: Lung function}}
actors:
  hospital:
    records: [{fields: fev1, phase: admission}]
    uses: [{fields: fev1, phase: admission}]
"""

RULE = Rule(
    code="DF002",
    name="syntax",
    severity=Severity.ERROR,
    title=Text(en="Not YAML", da="Ikke gyldig YAML"),
    what=Text(
        en="The file does not follow the rules of YAML, so it can't be taken apart into keys and values: a"
        " bracket or quotation mark is not closed, the indentation does not fit, a tab stands where spaces"
        " should, or a text with a colon in it lacks its quotes. The finding points to where reading stopped;"
        " the mistake is there or a little above.",
        da="Filen følger ikke reglerne for YAML og kan derfor ikke deles op i nøgler og værdier: en parentes"
        " eller et citationstegn er ikke lukket, indrykningen passer ikke, der står en tabulator i stedet for"
        " mellemrum, eller en tekst med kolon i mangler citationstegn. Fundet peger på, hvor læsningen gik i"
        " stå; fejlen er dér eller lidt ovenfor.",
    ),
    why=Text(
        en="Nothing after that spot is read, so whatever the file says of its actors and fields is not known. As"
        " long as that is so, the tool does not report unknown references in the other files either: they may"
        " well be declared in the part that could not be read.",
        da="Intet efter det sted bliver læst, så det, filen siger om sine aktører og felter, kendes ikke. Så"
        " længe det er sådan, meldes der heller ikke om ukendte henvisninger i de andre filer: de kan"
        " udmærket være angivet i den del, der ikke kunne læses.",
    ),
    fix=Text(
        en="Look at the line and the one above it. Put a text that holds a colon and a space in quotes, close"
        " what is open, and indent with spaces, two for each level. An editor with YAML support marks the"
        " spot while you write.",
        da="Se på linjen og den lige over. Sæt en tekst med kolon og mellemrum i citationstegn, luk det, der er"
        " åbent, og ryk ind med mellemrum, to for hvert niveau. En editor, der kender YAML, viser stedet,"
        " mens du skriver.",
    ),
    false_positives=Text(
        en="A file that does not parse is never in order. Only the first mistake of its kind in a file can be"
        " shown, as all after it would be guesswork: run validate again when it is fixed. Where the text was"
        " pasted from Word, look for curly quotation marks, which are not those of YAML.",
        da="En fil, der ikke kan deles op, er aldrig i orden. Der vises kun den første fejl af denne slags i en"
        " fil, for alt efter den ville være gætteri: kør validate igen, når den er rettet. Er teksten sat ind"
        " fra Word, så se efter krøllede citationstegn; dem kender YAML ikke.",
    ),
    reported={"map.yaml": _EXAMPLE % "COPD: from admission to municipal rehabilitation"},
    fixed={"map.yaml": _EXAMPLE % '"COPD: from admission to municipal rehabilitation"'},
)
