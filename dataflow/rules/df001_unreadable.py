"""DF001: a file that can't be read or decoded, is too large, or leaves the folder."""

from dataflow.base.finding import Severity
from dataflow.base.text import Text
from dataflow.rules import Rule

_EXAMPLE = """\
# saved as %s
map: {id: heart-failure, title: Hjertesvigt i Region Sjælland}
phases: {admission: {label: Indlæggelse}}
fields: {weight: {label: Vægt}}
actors:
  hospital:
    label: Sygehus
    records: [{fields: weight, phase: admission}]
    uses: [{fields: weight, phase: admission}]
"""

RULE = Rule(
    code="DF001",
    name="unreadable",
    severity=Severity.ERROR,
    title=Text(en="A file that can't be read", da="En fil, der ikke kan læses"),
    what=Text(
        en="A spec file is not read: it is not saved as UTF-8, it is larger than 64 MiB, it is a link that leads"
        " out of the map's folder, its name ends in .yaml.txt or .YAML, or the machine refuses to open it. The"
        " finding names the file, and the spot where it stops being UTF-8.",
        da="En fil bliver ikke læst: den er ikke gemt som UTF-8, den fylder mere end 64 MiB, den er en"
        " genvej ud af kortets mappe, dens navn slutter på .yaml.txt eller .YAML, eller maskinen vil ikke åbne"
        " den. Fundet nævner filen og stedet, hvor den holder op med at være UTF-8.",
    ),
    why=Text(
        en="What stands in the file is missing from the map. A whole sector may seem to record and share"
        " nothing, and every gap drawn on that ground would be false; so nothing is concluded until the file"
        " can be read. Most often the Danish letters are to blame: a file saved as ANSI by an older program"
        " reads wrong on every other machine.",
        da="Det, der står i filen, mangler i kortet. En hel sektor kan se ud, som om den hverken registrerer"
        " eller deler noget, og hvert hul på det grundlag ville være forkert; derfor konkluderes der intet,"
        " før filen kan læses. Oftest er det æ, ø og å: en fil, der er gemt som ANSI i et ældre program,"
        " læses forkert på alle andre maskiner.",
    ),
    fix=Text(
        en="Open the file in an editor and save it as UTF-8: in Notepad under Save as, Encoding: UTF-8; in Excel"
        " as CSV UTF-8. A file that is too large is split by actor; a linked file is copied into the folder;"
        " a file that is open elsewhere is closed there, or its owner gives you the right to read it.",
        da="Åbn filen i en editor, og gem den som UTF-8: i Notesblok under Gem som, Kodning: UTF-8; i Excel som"
        " CSV UTF-8. En for stor fil deles op efter aktør; en fil bag en genvej kopieres ind i mappen; en"
        " fil, der er åben et andet sted, lukkes dér, eller ejeren giver dig lov til at læse den.",
    ),
    false_positives=Text(
        en="There are no false alarms here, but the file may be one that does not belong to the map: a draft or"
        " an old copy. Give it a name that begins with _ and it is passed over. Where the letters look right"
        " in your own editor, the editor guesses the old encoding; the other machines do not.",
        da="Her er ingen falske alarmer, men filen hører måske slet ikke til kortet: en kladde eller en gammel"
        " kopi. Giv den et navn, der begynder med _, så springes den over. Ser bogstaverne rigtige ud i din"
        " egen editor, gætter den på den gamle kodning; det gør andre maskiner ikke.",
    ),
    reported={"map.yaml": _EXAMPLE % "ANSI (Latin-1)"},
    fixed={"map.yaml": _EXAMPLE % "UTF-8"},
    encoding="latin-1",
)
