"""What is wrong in a table: the cell, what is wrong with it, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dataflow.base.text import Filling, Sentence, Text


class Cell(NamedTuple):
    """A cell as read: its text, where it is (``Records!F14``), and what the program that saved it made of it.

    ``kind`` is ``text``, ``number``, ``boolean``, ``date``, ``formula`` or ``error``.
    """

    text: str
    where: str
    kind: str = "text"


@dataclass(frozen=True)
class Problem:
    """Something that can't be taken over as it stands; a ``hard`` one stops the import."""

    where: str
    message: Sentence
    hard: bool = True

    @property
    def is_unknown_name(self) -> bool:
        """Whether the cell names what no sheet declares."""
        return self.message.text in (SAID["unknown name"], SAID["unknown in map"])

    def in_language(self, language: str) -> str:
        """The cell and the message."""
        return (
            f"{self.where}: {self.message.in_language(language)}"
            if self.where
            else self.message.in_language(language)
        )


SAID: Mapping[str, Text] = {
    "unknown name": Text(
        en='"{text}" is no name or id on the sheet {sheet}. {hint}',
        da='"{text}" er intet navn eller id på arket {sheet}. {hint}',
    ),
    "unknown in map": Text(
        en='"{text}" is not among the {sheet} of the map. {hint}',
        da='"{text}" er ikke blandt kortets {sheet}. {hint}',
    ),
    "one a row": Text(
        en='"{text}" is more than one, and {column} takes one in each row. Write a row for each.',
        da='"{text}" er flere, og under {column} kan der kun stå én værdi i hver række. Skriv en række for hver.',
    ),
    "not a choice": Text(
        en='"{text}" can\'t stand under {column}. {hint}', da='"{text}" kan ikke stå under {column}. {hint}'
    ),
    "not a flag": Text(
        en='"{text}" is neither yes nor no. Write yes or no, or leave it blank.',
        da='"{text}" er hverken ja eller nej. Skriv ja eller nej, eller lad cellen stå tom.',
    ),
    "not a tick": Text(
        en='"{text}" is no tick. Write x where it is so, and leave the cell blank where it is not.',
        da='"{text}" er intet kryds. Skriv x, hvor det er sådan, og lad cellen stå tom, hvor det ikke er.',
    ),
    "number": Text(
        en="{text} is a number here, and {column} is text: Excel may have dropped a zero or rounded it. Format the"
        " cell as"
        " text and write it again.",
        da="{text} er et tal her, og {column} er tekst: Excel kan have fjernet et nul eller afrundet. Formater"
        " cellen som"
        " tekst, og skriv værdien igen.",
    ),
    "date": Text(
        en="This cell is a date ({text}), and {column} is text: Excel makes dates of codes such as 2-3 and MAR1."
        " Format"
        " the cell as text and write it again.",
        da="Cellen er en dato ({text}), og {column} er tekst: Excel laver koder som 2-3 og MAR1 om til datoer."
        " Formater"
        " cellen som tekst, og skriv værdien igen.",
    ),
    "boolean": Text(
        en="This cell is {text} for Excel, and {column} is text. Format the cell as text and write it again.",
        da="Cellen er {text} for Excel, og {column} er tekst. Formater cellen som tekst, og skriv værdien igen.",
    ),
    "formula": Text(
        en="This cell is a formula. Copy it and paste its value alone (Paste Special, Values).",
        da="Cellen er en formel. Kopiér den, og indsæt kun værdien (Indsæt speciel, Værdier).",
    ),
    "error": Text(
        en="This cell shows an error of Excel ({text}). Write the value again.",
        da="Cellen viser en fejl fra Excel ({text}). Skriv værdien igen.",
    ),
    "merged": Text(
        en="These cells are merged. Unmerge them, and write the value in every row that it is for.",
        da="Cellerne er flettede. Ophæv fletningen, og skriv værdien i hver række, den gælder.",
    ),
    "day": Text(
        en='"{text}" is no date. Write year-month-day, such as 2026-11-01.',
        da='"{text}" er ingen dato. Skriv år-måned-dag som 2026-11-01.',
    ),
    "part": Text(
        en='"{text}" is no part of the patients. Write a number from 0 to 1, such as 0.8, or a percentage, such as'
        " 80%.",
        da='"{text}" er ingen andel af borgerne. Skriv et tal fra 0 til 1 som 0,8 eller en procent som'
        " 80\N{NO-BREAK SPACE}%.",
    ),
    "not yaml": Text(
        en='"{text}" can\'t be read under {column}. Write it as the note on the heading says ({means}).',
        da='"{text}" kan ikke læses under {column}. Skriv det, som noten på overskriften siger ({means}).',
    ),
    "control": Text(
        en="There is a character here that can't be seen (U+{number}). Delete it, or write the cell again.",
        da="Her er et tegn, der ikke kan ses (U+{number}). Slet det, eller skriv cellen igen.",
    ),
    "missing": Text(
        en="{column} is blank, and this row needs it. Fill it in, or clear the whole row.",
        da="{column} er tom, og rækken skal have den. Udfyld den, eller ryd hele rækken.",
    ),
    "no phase": Text(
        en="No phase is ticked in this row. Put an x in each phase in which it is so, or clear the whole row.",
        da="Ingen fase er krydset af i rækken. Sæt et x i hver fase, hvor det er sådan, eller ryd hele rækken.",
    ),
    "tick for names": Text(
        en='"{text}" is no name of a phase. Write the names of the phases in which it is so, separated by ;'
        " (semicolon), or all.",
        da='"{text}" er ikke navnet på en fase. Skriv navnene på de faser, hvor det er sådan, adskilt med ;'
        " (semikolon), eller alle.",
    ),
    "no id": Text(
        en='No id can be made from "{text}". Write one under Id: small letters, digits, - and _.',
        da='Der kan ikke dannes et id ud fra "{text}". Skriv et under Id: små bogstaver, cifre, - og _.',
    ),
    "bad id": Text(
        en='"{text}" is no id. Write small letters, digits, - and _, beginning with a letter{hint}.',
        da='"{text}" er intet id. Skriv små bogstaver, cifre, - og _, med et bogstav først{hint}.',
    ),
    "twice": Text(
        en="{text} is declared twice, here and in {other}. Keep one of the rows, or give one another id.",
        da="{text} står to gange, her og i {other}. Behold den ene række, eller giv den ene et andet id.",
    ),
    "extra column": Text(
        en="This column is not dataflow's, and is passed over.",
        da="Kolonnen er ikke dataflows og bliver sprunget over.",
    ),
    "column gone": Text(
        en="The column {column} is missing, so what it held is left as it is.",
        da="Kolonnen {column} mangler, så det, den indeholdt, bliver stående.",
    ),
    "extra sheet": Text(
        en="The sheet {sheet} is not dataflow's, and is passed over.",
        da="Arket {sheet} er ikke dataflows og bliver sprunget over.",
    ),
    "sheet twice": Text(
        en="The sheet {sheet} is a copy of {other}, and is passed over. Write what it should say into {other}.",
        da="Arket {sheet} er en kopi af {other} og bliver sprunget over. Skriv det, der skal med, i {other}.",
    ),
    "sheet gone": Text(
        en="The sheet {sheet} is missing, so its rows are left as they are.",
        da="Arket {sheet} mangler, så dets rækker bliver stående.",
    ),
    "no keys": Text(
        en="The hidden first row is missing from this sheet, so it can't be told which column is which. Begin"
        " again from"
        " a new export.",
        da="Arkets skjulte første række mangler, så det ikke kan ses, hvilken kolonne der er hvilken. Begynd"
        " forfra med"
        " en ny eksport.",
    ),
    "key twice": Text(
        en="This row was copied from another, and is read as a new one.",
        da="Rækken er kopieret fra en anden og læses som en ny.",
    ),
    "bad key": Text(
        en="The hidden number of this row was changed, and it is read as a new row.",
        da="Rækkens skjulte nummer er ændret, og den læses som en ny række.",
    ),
    "hidden row": Text(en="{count} hidden row is read too.", da="{count} skjult række bliver også læst."),
    "hidden rows": Text(en="{count} hidden rows are read too.", da="{count} skjulte rækker bliver også læst."),
}
"""What is said of a cell, by its kind."""


def problem(kind: str, where: str, hard: bool = True, **words: Filling) -> Problem:
    """A problem of a kind."""
    return Problem(where, Sentence(SAID[kind], words), hard)
