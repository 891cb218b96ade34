"""The guide that a workbook begins with."""

from collections.abc import Sequence

from dataflow.base.text import Sentence, Text

GUIDE = "guide"
TAB = Text(en="Guide", da="Vejledning")

_COMMON = (
    Text(
        en="Save it as an Excel workbook (.xlsx) and send it back. Nothing in it is a formula or a macro.",
        da="Gem den som Excel-projektmappe (.xlsx), og send den tilbage. Den har ingen formler og ingen makroer.",
    ),
)
_TICKED = Text(
    en="There is a sheet for each kind of statement: who records, needs, uses and shares what. A row is one field; an"
    " x says in which phases it is so.",
    da="Der er et ark for hver slags udsagn: hvem der registrerer, har brug for, bruger og deler hvad. En række er ét"
    " felt; et x viser, i hvilke faser det er sådan.",
)
_NAMED = Text(
    en="There is a sheet for each kind of statement: who records, needs, uses and shares what. A row is one field;"
    " under Phases, write the names of the phases in which it is so, or all.",
    da="Der er et ark for hver slags udsagn: hvem der registrerer, har brug for, bruger og deler hvad. En række er ét"
    " felt; under Faser skrives navnene på de faser, hvor det er sådan, eller alle.",
)
_TABLES = (
    Text(
        en="Choose from the drop-downs, or type a name or an id. Several values in a cell are separated by ;"
        " (semicolon), where the heading says so.",
        da="Vælg fra listerne, eller skriv et navn eller et id. Flere værdier i en celle adskilles med ;"
        " (semikolon), hvor overskriften siger det.",
    ),
    Text(
        en="New rows go below the last one. Do not know whether something is so? Write the row with the status"
        " unknown.",
        da="Nye rækker skrives under den sidste. Ved du ikke, om noget er sådan? Skriv rækken med status uafklaret.",
    ),
    Text(
        en="Write codes such as 0740 or 1e5 as they are: the cells are text, so Excel leaves them alone.",
        da="Skriv koder som 0740 eller 1e5, som de er: cellerne er tekst, så Excel lader dem være.",
    ),
    Text(
        en="The headings explain themselves when you point at them. Grey cells are fixed. A narrow column with"
        " nothing in it is seldom needed; drag the edge at its letter to make it wider.",
        da="Overskrifterne forklarer sig selv, når du peger på dem. Grå celler ligger fast. En smal kolonne uden"
        " indhold bruges sjældent; træk i kanten ved dens bogstav for at gøre den bredere.",
    ),
)
_EMPTY = (
    Text(
        en="Begin with the sheets Map, Phases, Actors and Fields; then say who records, needs, uses and shares what.",
        da="Begynd med arkene Kort, Faser, Aktører og Felter; skriv derefter, hvem der registrerer, har brug for,"
        " bruger"
        " og deler hvad.",
    ),
    Text(
        en="An id may be left blank: it is then made from the name.",
        da="Et id kan stå tomt: så dannes det ud fra navnet.",
    ),
)
_OF_AN_ACTOR = Text(
    en="The sheets Fields, Channels and Sources have what these rows name; the drop-downs have all that the map has.",
    da="Arkene Felter, Kanaler og Kilder har det, som rækkerne nævner; rullelisterne har alt, hvad kortet har.",
)
_OF_THE_ROLE = Text(
    en="Grey rows are those of your role, {role}: they hold for all its members, and are there to be read. Do you do"
    " more? Write a new row with your own name. What you do not do of it goes on the sheet Omits.",
    da="Grå rækker er jeres rolles ({role}): de gælder for alle dens medlemmer og er kun til at læse. Gør I mere?"
    " Skriv en ny række med jeres eget navn. Det, I ikke gør af det, skrives på arket Udelader.",
)
_ASKED_OF_THE_ROLE = Text(
    en="A question to your role, {role}, is put to all its members, and the answer holds for all of them. If you can"
    " only answer for yourselves, choose differs locally, and write your answer under Comment.",
    da="Et spørgsmål til jeres rolle ({role}) stilles til alle dens medlemmer, og svaret gælder for dem alle. Kan I"
    " kun svare for jer selv, så vælg forskelligt lokalt, og skriv svaret under Kommentar.",
)
_QUESTIONS = (
    Text(
        en="Each row is something that nobody has found out yet. Answer yes, no, differs locally or don't know;"
        " a comment helps those who"
        " read it later.",
        da="Hver række er noget, som ingen har afklaret endnu. Svar ja, nej, forskelligt lokalt eller ved ikke;"
        " en kommentar hjælper dem, der"
        " læser det senere.",
    ),
    Text(
        en="Say who answered and on what date: it is kept with the answer.",
        da="Skriv, hvem der har svaret og hvilken dato: det gemmes sammen med svaret.",
    ),
    Text(
        en="If a question is put to several, such as all municipalities, and they do not answer alike, choose differs"
        " locally, and write under Comment who answered what: North: yes. South: no.",
        da="Stilles et spørgsmål til flere, fx alle kommuner, og svarer de ikke det samme, så vælg forskelligt"
        " lokalt, og skriv under Kommentar, hvem der svarede hvad: Nord: ja. Syd: nej.",
    ),
)


def guide_lines(
    asks: bool, empty: bool, ticks: bool, of_actor: bool = False, role: str = ""
) -> Sequence[Text | Sentence]:
    """The lines of the guide, for open questions, for an empty workbook or for that of a map.

    Its sheets have a column for each phase where it ``ticks`` them, else one for their names. One ``of_actor`` has
    what concerns that actor, and names its ``role``, if it has one.
    """
    if asks:
        return (*_QUESTIONS, *((Sentence(_ASKED_OF_THE_ROLE, {"role": role}),) if role else ()), *_COMMON)
    of_role = (Sentence(_OF_THE_ROLE, {"role": role}),) if role else ()
    of_one = (_OF_AN_ACTOR, *of_role) if of_actor else ()
    return (*(_EMPTY if empty else ()), _TICKED if ticks else _NAMED, *of_one, *_TABLES, *_COMMON)
