"""DF007: a value of the wrong type or out of range, a malformed id, or values that contradict each other."""

from dataflow.base.finding import Severity
from dataflow.base.text import Text
from dataflow.rules import Rule

_EXAMPLE = """\
map: {id: palliative, title: Palliative care}
phases: {home: {label: At home}}
fields: {eortc: {label: EORTC QLQ-C15-PAL}}
actors:
  home-nursing:
    records: [{fields: eortc, phase: home, valid_from: %s}]
    uses: [{fields: eortc, phase: home}]
"""

RULE = Rule(
    code="DF007",
    name="wrong-value",
    severity=Severity.ERROR,
    title=Text(en="A value that will not do", da="En værdi, der ikke duer"),
    what=Text(
        en="A value is of the wrong kind or contradicts another: an id with capital letters or æ, ø, å; a date that"
        " does not exist or is not written year-month-day; a word that is none of the choices; a coverage of more"
        " than all; a range of phases that runs backwards; a lower form beside a code system.",
        da="En værdi er af en forkert slags eller strider mod en anden: et id med store bogstaver eller æ, ø, å; en"
        " dato, der ikke findes eller ikke er skrevet som år-måned-dag; et ord, der ikke er en af mulighederne; en"
        " dækning på mere end alle; et faseinterval, der går baglæns; en lavere form ved siden af et kodesystem.",
    ),
    why=Text(
        en="A value that is half understood is worse than none: 01-11-2026 is the first of November to a Dane and the"
        " eleventh of January to others, and a share would be in force ten months too early or too late.",
        da="En værdi, der kun er halvt forstået, er værre end ingen: 01-11-2026 er den 1. november for en dansker og"
        " den 11. januar for andre, og en deling ville gælde ti måneder for tidligt eller for sent.",
    ),
    fix=Text(
        en="The hint says what to write. Dates are year-month-day; ids are small letters, digits, - and _, and"
        " the Danish letters go into label:; figures have a point, not a comma.",
        da="Forslaget siger, hvad der skal stå. Datoer er år-måned-dag; id'er er små bogstaver, cifre, - og _,"
        " og æ, ø og å hører til i label:; tal skrives med punktum, ikke komma.",
    ),
    false_positives=Text(
        en="Where the value is right in practice and the language has no word for it, choose the nearest and"
        " explain it in note:. A value that is often refused is a sign that the language lacks something:"
        " tell those who maintain the tool.",
        da="Er værdien rigtig i virkeligheden, uden at sproget har et ord for den, så vælg den nærmeste, og"
        " forklar det i note:. En værdi, der ofte afvises, tyder på, at sproget mangler noget: sig det til"
        " dem, der vedligeholder værktøjet.",
    ),
    reported={"map.yaml": _EXAMPLE % "01-11-2026"},
    fixed={"map.yaml": _EXAMPLE % "2026-11-01"},
)
