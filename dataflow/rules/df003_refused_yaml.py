"""DF003: YAML that a spec may not use: a tag, merge key, second document, alias bomb or too deep nesting."""

from dataflow.base.finding import Severity
from dataflow.base.text import Text
from dataflow.rules import Rule

_EXAMPLE = """\
map: {id: cardiac, title: Cardiac rehabilitation}
phases: {rehabilitation: {}}
fields: {hads: {label: Anxiety and depression (HADS)}}
actors:
  municipality:%s
    sector: municipal
    records: [{fields: hads, phase: rehabilitation}]
    uses: [{fields: hads, phase: rehabilitation}]
  randers:
    %s
    label: Randers Kommune
"""

RULE = Rule(
    code="DF003",
    name="refused-yaml",
    severity=Severity.ERROR,
    title=Text(en="YAML that a spec may not use", da="YAML, som et kort ikke må bruge"),
    what=Text(
        en="The file is YAML, but uses a part of it that the language leaves out: tags (!!float, !include),"
        " merge keys (<<), a second document after ---, control characters, nesting deeper than 64 levels, or"
        " aliases that stand inside what they name or unfold to more than ten times what the file writes.",
        da="Filen er YAML, men bruger en del af YAML, som sproget ikke har med: mærker (!!float, !include),"
        " flettenøgler (<<), et nyt dokument efter ---, styretegn, mere end 64 niveauer inden i hinanden,"
        " eller aliasser, der står inden i det, de nævner, eller folder sig ud til mere end ti gange det, der"
        " står i filen.",
    ),
    why=Text(
        en="A map is read by people of several sectors, by editors and by other programs, and must mean the same"
        " to all of them. Merge keys in particular do not: programs disagree on which value wins, so that a"
        " municipality could inherit a need in one place and not in another. A role and its members say the"
        " same thing, and the results then show which municipalities differ.",
        da="Et kort læses af folk fra flere sektorer, af editorer og af andre programmer og skal betyde det"
        " samme for dem alle. Det gør især flettenøgler ikke: programmer er uenige om, hvilken værdi der"
        " vinder, så en kommune kunne arve et behov det ene sted og ikke det andet. En rolle med medlemmer"
        " siger det samme, og så viser resultaterne også, hvilke kommuner der afviger.",
    ),
    fix=Text(
        en="Instead of a merge key let the actor build on a role with extends: and write only what differs. Take"
        " tags away; every value is read as the text that you write. Give a second document a file of its"
        " own. Plain anchors and aliases may stay.",
        da="Lad aktøren bygge på en rolle med extends: i stedet for en flettenøgle, og skriv kun det, der er"
        " anderledes. Fjern mærker; alle værdier læses som den tekst, du skriver. Giv et nyt dokument sin"
        " egen fil. Almindelige ankre og aliasser må gerne blive.",
    ),
    false_positives=Text(
        en="A control character is invisible in most editors: it came with text pasted from a PDF or a web page."
        " Delete the line and write it anew. A text that begins with ! or & is taken for a tag or an anchor:"
        " put it in quotes.",
        da="Et styretegn kan ikke ses i de fleste editorer: det fulgte med tekst, der er sat ind fra en PDF"
        " eller en hjemmeside. Slet linjen, og skriv den på ny. En tekst, der begynder med ! eller &,"
        " opfattes som et mærke eller et anker: sæt den i citationstegn.",
    ),
    reported={"map.yaml": _EXAMPLE % (" &municipality", "<<: *municipality")},
    fixed={"map.yaml": _EXAMPLE % ("", "extends: municipality")},
)
