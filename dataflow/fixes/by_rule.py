"""Which findings have corrections, in words for the page of their rule."""

from collections.abc import Mapping

from dataflow.base.text import Text

SYNTAX = "DF002"
"""The rule whose findings hide all others of the file after them."""
UNKNOWN_KEY = "DF005"
"""The rule whose findings hide all others of the mapping of the key."""
_NEAREST_WORD = Text(
    en="dataflow validate --fix corrects a word that differs from the right one only in case, spaces or hyphens,"
    " characters of word processors, and a colon without its space. Where there is just one nearest word, --fix asks"
    " at a terminal, and --fix-unsure takes it without asking. The rest is for you to correct.",
    da="dataflow validate --fix retter et ord, der kun afviger i store og små bogstaver, mellemrum eller"
    " bindestreger, tegn fra tekstbehandling og et kolon uden mellemrum efter. Er der netop ét nærmeste ord, spørger"
    " --fix i en terminal, og --fix-unsure tager det uden at spørge. Resten må du selv rette.",
)
_CORRECTED: Mapping[str, Text] = {
    SYNTAX: Text(
        en="dataflow validate --fix replaces characters of word processors that look like those of YAML, and tabs in"
        " a file that is indented with tabs alone, and writes the space that is missing after a dash or a colon. The"
        " rest is for you to correct.",
        da="dataflow validate --fix erstatter tegn fra tekstbehandling, der ligner dem i YAML, og tabulatorer i en"
        " fil, der kun er rykket ind med tabulatorer, og skriver det mellemrum, der mangler efter en bindestreg eller"
        " et kolon. Resten må du selv rette.",
    ),
    UNKNOWN_KEY: _NEAREST_WORD,
    "DF007": _NEAREST_WORD,
    "DF101": _NEAREST_WORD,
    "DF108": Text(
        en="dataflow validate --fix corrects a unit that differs from UCUM only in capitals or signs; --fix-unsure"
        " also takes the unit that is probably meant. The rest is for you to correct.",
        da="dataflow validate --fix retter en enhed, der kun afviger fra UCUM i store og små bogstaver eller tegn;"
        " --fix-unsure tager også den enhed, der nok menes. Resten må du selv rette.",
    ),
}
"""What is corrected of the findings of each rule; the findings of all others have no corrections."""
_BY_HAND = Text(
    en="dataflow validate --fix does not change this: what is right is for you to say.",
    da="dataflow validate --fix ændrer ikke dette: hvad der er rigtigt, må du selv afgøre.",
)


def correction_of(code: str) -> Text:
    """Whether the findings of a rule are corrected, and how, in words for the rule's page."""
    return _CORRECTED.get(code, _BY_HAND)
