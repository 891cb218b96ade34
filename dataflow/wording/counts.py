"""Counted nouns: ``1 member``, ``5 members``."""

from collections.abc import Mapping

from dataflow.base.text import Filling, Label, Sentence, Text

Nouns = tuple[Text, Text]
"""For one and for several; ``{count}`` is the number."""

FIELDS: Nouns = (Text(en="{count} field", da="{count} felt"), Text(en="{count} fields", da="{count} felter"))
FIELDS_SHOWN: Nouns = (
    Text(en="{count} field shown", da="{count} vist felt"),
    Text(en="{count} fields shown", da="{count} viste felter"),
)
"""Fields where a picture shows a part of the map."""
SHOWN: Nouns = (Text(en="{count} shown", da="{count} viste"),) * 2
ACTORS: Nouns = (Text(en="{count} actor", da="{count} aktør"), Text(en="{count} actors", da="{count} aktører"))
ARROWS: Nouns = (Text(en="{count} arrow", da="{count} pil"), Text(en="{count} arrows", da="{count} pile"))
PHASES: Nouns = (Text(en="{count} phase", da="{count} fase"), Text(en="{count} phases", da="{count} faser"))
EXCHANGES: Nouns = (
    Text(en="{count} exchange", da="{count} deling"),
    Text(en="{count} exchanges", da="{count} delinger"),
)
HANDOVERS: Nouns = (
    Text(en="{count} handover", da="{count} overgang"),
    Text(en="{count} handovers", da="{count} overgange"),
)
NEEDS: Nouns = (Text(en="{count} need", da="{count} behov"), Text(en="{count} needs", da="{count} behov"))
NEEDS_OF_LEVEL: Mapping[str, Nouns] = {
    "must": (
        Text(en="{count} must need", da="{count} skal-behov"),
        Text(en="{count} must needs", da="{count} skal-behov"),
    ),
    "should": (
        Text(en="{count} should need", da="{count} bør-behov"),
        Text(en="{count} should needs", da="{count} bør-behov"),
    ),
    "may": (
        Text(en="{count} may need", da="{count} kan-behov"),
        Text(en="{count} may needs", da="{count} kan-behov"),
    ),
}
MEMBERS: Nouns = (Text(en="{count} member", da="{count} medlem"), Text(en="{count} members", da="{count} medlemmer"))
YEARS: Nouns = (Text(en="{count} year", da="{count} år"), Text(en="{count} years", da="{count} år"))
HOURS: Nouns = (Text(en="{count} hour", da="{count} time"), Text(en="{count} hours", da="{count} timer"))
DAYS: Nouns = (Text(en="{count} day", da="{count} dag"), Text(en="{count} days", da="{count} dage"))
UNITS: Nouns = (Text(en="{count} unit", da="{count} enhed"), Text(en="{count} units", da="{count} enheder"))
ROWS: Nouns = (Text(en="{count} row", da="{count} række"), Text(en="{count} rows", da="{count} rækker"))
COLUMNS: Nouns = (
    Text(en="{count} column", da="{count} kolonne"),
    Text(en="{count} columns", da="{count} kolonner"),
)
LIMITS: Nouns = (
    Text(en="{count} time limit", da="{count} frist"),
    Text(en="{count} time limits", da="{count} frister"),
)
FINDINGS: Nouns = (Text(en="{count} finding", da="{count} fund"), Text(en="{count} findings", da="{count} fund"))
ERRORS: Nouns = (Text(en="{count} error", da="{count} fejl"), Text(en="{count} errors", da="{count} fejl"))
UNMET: Nouns = (
    Text(en="{count} error", da="{count} skal-behov ikke opfyldt"),
    Text(en="{count} errors", da="{count} skal-behov ikke opfyldt"),
)
"""Errors that are all must needs."""
WARNINGS: Nouns = (
    Text(en="{count} warning", da="{count} advarsel"),
    Text(en="{count} warnings", da="{count} advarsler"),
)
INFOS: Nouns = (
    Text(en="{count} info", da="{count} til orientering"),
    Text(en="{count} infos", da="{count} til orientering"),
)
PROBLEMS: Nouns = (
    Text(en="{count} problem", da="{count} problem"),
    Text(en="{count} problems", da="{count} problemer"),
)
FILES: Nouns = (Text(en="{count} file", da="{count} fil"), Text(en="{count} files", da="{count} filer"))
UNKNOWN: Nouns = (
    Text(en="{count} unknown", da="{count} uafklaret"),
    Text(en="{count} unknown", da="{count} uafklarede"),
)
"""Unknown fields, needs or statements."""
MET_FOR_ANY = Text(
    en="A role's need counts as met here where it is for any of its members, and as lost where any of them would lose"
    " it.",
    da="En rolles behov tæller her som opfyldt, hvis det er det for blot ét af dens medlemmer, og som tabt, hvis blot"
    " ét af dem ville miste det.",
)
"""Where impacts are counted, of a map with members: figures count a role's need where it is met for all of them."""
_FOR_SOME = Text(en=" (for some only)", da=" (kun for nogle)")
_FOR_SOME_OF_THEM = Text(en=" ({count} of them for some only)", da=" (heraf {count} kun for nogle)")
_ARE = (Text(en="is", da="er"), Text(en="are", da="er"))


def are(count: int) -> Text:
    """The verb after a number: 1 is met, 2 are met."""
    return _ARE[count != 1]


def counted(count: int, nouns: Nouns = FIELDS, **others: Filling) -> Sentence:
    """A number with its noun, by default fields; ``others`` fill further blanks."""
    return Sentence(nouns[count != 1], {"count": str(count), **others})


def for_some_of(met: int, some: int) -> Label | Text | Sentence:
    """Behind how many needs are met: how many of them are so for some units or patients only; nothing for none."""
    if not some:
        return Label("")
    return _FOR_SOME if some == met else Sentence(_FOR_SOME_OF_THEM, {"count": str(some)})
