"""The columns that several sheets have in common, and functions that define a column."""

from dataflow.base.text import Label, Text
from dataflow.exchange.tables.kinds import CHOICE, CITATIONS, CODE, FLOW, REF, REFS, TEXT, WORDING, Column
from dataflow.wording.choices import CHOICES

_DEFAULTS = {"status": "current", "level": "must", "confidence": "high"}


def column(key: str, kind: str, en: str, da: str, means: tuple[str, str] = ("", ""), **more: object) -> Column:
    """A column, with its heading and, where the heading does not say it all, what it means, in both languages."""
    meaning = Text(en=means[0], da=means[1]) if means[0] else Label("")
    return Column(key, kind, Text(en=en, da=da), meaning, **more)  # type: ignore[arg-type]


def choice(key: str, words: str, en: str, da: str, means: tuple[str, str] = ("", "")) -> Column:
    """A column for one of some words."""
    return column(key, CHOICE, en, da, means, choices=CHOICES[words], default=_DEFAULTS.get(key, ""))


ID = column(
    *("id", CODE, "Id", "Id"),
    (
        "Small letters, digits, - and _. Left blank, it is made from the label.",
        "Små bogstaver, cifre, - og _. Er den tom, dannes den ud fra navnet.",
    ),
)
LABEL = column("label", WORDING, "Name", "Navn", ("What people read.", "Det, som folk læser."))
NOTE = column("note", WORDING, "Note", "Bemærkning", ("For the reader.", "Til læseren."))
META = column(
    "meta",
    FLOW,
    "Own keys",
    "Egne nøgler",
    ("Keys of your own: owner: The region, ticket: 412", "Egne nøgler: owner: Regionen, ticket: 412"),
)
URL = column("url", TEXT, "Address", "Adresse", ("A web address.", "En webadresse."))
SOURCE = column(
    *("source", CITATIONS, "Source", "Kilde"),
    (
        "Titles or ids of sources, with the spot in brackets: s12 (p. 4); s13",
        "Kilders titel eller id, med stedet i parentes: s12 (s. 4); s13",
    ),
)
SEVERAL = ("Several are separated by ; ", "Flere adskilles med ; ")
DURATION = ("A whole number and h, d or w: 48h, 7d, 2w.", "Et helt tal og h, d eller w: 48h, 7d, 2w.")
END = (NOTE, META)

PROCESSOR = column(
    *("processor", REFS, "Data processor", "Databehandler"),
    ("Who processes the data on the controller's behalf.", "Den, der behandler data på den dataansvarliges vegne."),
    section="actors",
)
RETENTION = column(
    *("retention", WORDING, "Retention", "Opbevaring"), ("How long data are kept.", "Hvor længe data opbevares.")
)
ACTOR = column("actor", REF, "Actor", "Aktør", section="actors")
