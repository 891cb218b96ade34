"""All sheets of a map as tables, each with its columns, their headings and what they mean.

A column is a key of the language (``language/schema.py``, ``language/statement_specs.py``).
"""

from collections.abc import Mapping

from dataflow.base.text import Text
from dataflow.exchange.tables.kinds import (
    CODE,
    DAY,
    FLAG,
    FLOW,
    NUMBER,
    REF,
    REFS,
    TEXT,
    WORDING,
    Sheet,
)
from dataflow.exchange.tables.shared_columns import (
    ACTOR,
    DURATION,
    END,
    ID,
    LABEL,
    PROCESSOR,
    RETENTION,
    SEVERAL,
    SOURCE,
    URL,
    choice,
    column,
)
from dataflow.exchange.tables.statement_sheets import NEEDS, RECORDS, SHARES, USES

_MAP = Sheet(
    "map",
    Text(en="Map", da="Kort"),
    Text(en="What the map is about.", da="Hvad kortet handler om."),
    (
        column(
            "id",
            CODE,
            "Id",
            "Id",
            ("Which map this is: small letters, digits, -.", "Kortets id: små bogstaver, cifre, -."),
        ),
        column("title", WORDING, "Title", "Titel"),
        column("population", WORDING, "Patients", "Borgere", ("Whom it is about.", "Hvem det handler om.")),
        column(
            "languages",
            CODE,
            "Languages",
            "Sprog",
            ("Codes, separated by ; such as da; en", "Koder, adskilt med ; fx da; en"),
        ),
        column(
            "as_of",
            DAY,
            "Date",
            "Dato",
            ("The date that the map describes: 2026-11-01", "Den dato, kortet beskriver: 2026-11-01"),
        ),
        column("evidence_years", NUMBER, "Years of evidence", "Kildernes højeste alder (år)"),
        column("extends", TEXT, "Builds on", "Bygger på"),
        column("exclude", FLOW, "Excluded files", "Udeladte filer"),
        column("rules", FLOW, "Severities", "Alvor"),
        column(
            "costs",
            FLOW,
            "Costs",
            "Omkostninger",
            (
                "What a change of each kind costs for dataflow plan: new-record: 20, slot: 2",
                "Hvad en ændring af hver slags koster for dataflow plan: new-record: 20, slot: 2",
            ),
        ),
        *END,
    ),
    (),
    upright=True,
)
_PHASES = Sheet(
    "phases",
    Text(en="Phases", da="Faser"),
    Text(en="The patient's pathway, in its order.", da="Borgerens forløb i rækkefølge."),
    (
        ID,
        LABEL,
        column(
            "responsible",
            FLOW,
            "Responsible",
            "Ansvarlig",
            (
                "The actor who takes over. If it changes: Municipality (to 2026-12-31); Region (from 2027-01-01)",
                "Den aktør, der tager over. Skifter det: Kommune (til 2026-12-31); Region (fra 2027-01-01)",
            ),
            section="actors",
        ),
        column("alongside", REF, "At the same time as", "Samtidig med", section="phases"),
        *END,
    ),
    ("id",),
)
_GROUPS = Sheet(
    "groups",
    Text(en="Groups", da="Grupper"),
    Text(en="Groups of fields.", da="Grupper af felter."),
    (ID, LABEL, column("parent", REF, "In the group", "I gruppen", section="groups"), *END),
    ("id",),
)
_FIELDS = Sheet(
    "fields",
    Text(en="Fields", da="Felter"),
    Text(en="The data.", da="Data."),
    (
        ID,
        LABEL,
        column("definition", WORDING, "Definition", "Definition"),
        column("group", REF, "Group", "Gruppe", section="groups"),
        choice("kind", "field kind", "Kind", "Slags"),
        column("unit", TEXT, "Unit", "Enhed", ("In UCUM: mmol/L, kg/m2, mm[Hg]", "I UCUM: mmol/L, kg/m2, mm[Hg]")),
        column(
            "codes",
            FLOW,
            "Codes",
            "Koder",
            ("By code system: loinc: 22748-8, npu: NPU01568", "Efter kodesystem: loinc: 22748-8, npu: NPU01568"),
        ),
        column("icf", CODE, "ICF", "ICF"),
        column(
            "special_category",
            FLAG,
            "Special category",
            "Følsom",
            ("Health data (GDPR Art. 9); yes if left blank.", "Helbredsdata (GDPR art. 9); ja, hvis tom."),
        ),
        column(
            "repeats",
            FLAG,
            "Repeats",
            "Gentages",
            ("Measured anew as a matter of course.", "Måles igen som en selvfølge."),
        ),
        column("derived_from", REFS, "Derived from", "Udledes af", SEVERAL, section="fields"),
        *END,
    ),
    ("id",),
)
_CODE_SYSTEMS = Sheet(
    "code_systems",
    Text(en="Code systems", da="Kodesystemer"),
    Text(en="The languages of codes.", da="Kodernes sprog."),
    (
        ID,
        LABEL,
        URL,
        column("maps_to", REFS, "Translates to", "Oversættes til", SEVERAL, section="code_systems"),
        *END,
    ),
    ("id",),
)
_CHANNELS = Sheet(
    "channels",
    Text(en="Channels", da="Kanaler"),
    Text(en="How data travel.", da="Hvordan data sendes."),
    (
        ID,
        LABEL,
        column("standard", WORDING, "Standard", "Standard"),
        choice(
            "form",
            "form",
            "Form",
            "Form",
            ("What it carries a field as; free text if left blank.", "Hvordan et felt sendes; fritekst, hvis tom."),
        ),
        column(
            "slots",
            FLOW,
            "Places",
            "Pladser",
            (
                "Fields with a place of their own: Diagnosis: coded; Weight: structured",
                "Felter med egen plads: Diagnose: kodet; Vægt: struktureret",
            ),
        ),
        column(
            "closed",
            FLAG,
            "Nothing else",
            "Intet andet",
            ("It carries its places and nothing else.", "Kun felter med egen plads kan sendes."),
        ),
        choice("mode", "mode", "Way", "Måde"),
        choice("kind", "channel kind", "Kind", "Slags"),
        column(
            "expects_reply",
            FLOW,
            "Reply",
            "Svar",
            ("Yes, or the channel for the answer.", "Ja eller kanalen til svaret."),
            section="channels",
        ),
        column("takes", CODE, "Takes", "Varighed", DURATION),
        SOURCE,
        *END,
    ),
    ("id",),
)
_ACTORS = Sheet(
    "actors",
    Text(en="Actors", da="Aktører"),
    Text(en="Who records, needs, uses and shares.", da="Hvem der registrerer, har brug for, bruger og deler."),
    (
        ID,
        LABEL,
        choice("sector", "sector", "Sector", "Sektor"),
        choice("kind", "actor kind", "Kind", "Slags"),
        column(
            "extends",
            REF,
            "Is a",
            "Er en",
            ("The role that it builds on.", "Den rolle, den bygger på."),
            section="actors",
        ),
        column(
            "controller",
            REFS,
            "Data controller",
            "Dataansvarlig",
            ("The data controller of what is processed here.", "Den dataansvarlige for det, der behandles her."),
            section="actors",
        ),
        PROCESSOR,
        RETENTION,
        *END,
    ),
    ("id",),
)
_SYSTEMS = Sheet(
    "systems",
    Text(en="Systems", da="Systemer"),
    Text(en="The record systems of actors.", da="Aktørernes systemer."),
    (
        column("actor", REF, "Actor", "Aktør", section="actors"),
        ID,
        LABEL,
        PROCESSOR,
        RETENTION,
        *END,
    ),
    ("actor", "id"),
)
_CLUSTERS = Sheet(
    "clusters",
    Text(en="Clusters", da="Klynger"),
    Text(en="Actors that work together.", da="Aktører, der arbejder sammen."),
    (ID, LABEL, column("members", REFS, "Members", "Medlemmer", SEVERAL, section="actors"), *END),
    ("id",),
)
_PURPOSES = Sheet(
    "purposes",
    Text(en="Purposes", da="Formål"),
    Text(en="What data are used for.", da="Hvad data bruges til."),
    (ID, LABEL, column("secondary", FLAG, "Secondary", "Sekundært"), *END),
    ("id",),
)
_LEGAL_BASES = Sheet(
    "legal_bases",
    Text(en="Legal bases", da="Hjemler"),
    Text(en="With what right data are passed on.", da="Med hvilken ret data gives videre."),
    (ID, LABEL, URL, column("purposes", REFS, "Purposes", "Formål", SEVERAL, section="purposes"), *END),
    ("id",),
)
_SOURCES = Sheet(
    "sources",
    Text(en="Sources", da="Kilder"),
    Text(en="The evidence.", da="Belæggene."),
    (
        ID,
        column("title", WORDING, "Title", "Titel"),
        URL,
        column(
            "date",
            DAY,
            "Date",
            "Dato",
            (
                "A day, a month or a year: 2026-11-01, 2026-11, 2026",
                "En dag, en måned eller et år: 2026-11-01, 2026-11, 2026",
            ),
        ),
        column("kind", WORDING, "Kind", "Slags"),
        *END,
    ),
    ("id",),
)
_OMITS = Sheet(
    "omits",
    Text(en="Omits", da="Udelader"),
    Text(en="What a member does not do of what its role does.", da="Det, et medlem ikke gør af det, rollen gør."),
    (
        ACTOR,
        column(
            "omits",
            FLOW,
            "Omits",
            "Udelader",
            (
                "Records, Needs, Uses or Shares, a colon and the fields: Shares: Weight; Diagnosis. On further lines,"
                " unless it is all of it, Phases, To, Over or System: To: General practice",
                "Registrerer, Behov, Bruger eller Deler, et kolon og felterne: Deler: Vægt; Diagnose. På flere"
                " linjer, hvis det ikke er det hele, Faser, Til, Via eller System: Til: Almen praksis",
            ),
        ),
    ),
    ("actor", "omits"),
)
_WAIVERS = Sheet(
    "waivers",
    Text(en="Waivers", da="Dispensationer"),
    Text(en="Findings that you accept.", da="Fund, som I accepterer."),
    (
        column("rule", CODE, "Rule", "Regel"),
        column("actor", REF, "Actor", "Aktør", section="actors"),
        column("field", REF, "Field", "Felt", section="fields"),
        column("phase", REF, "Phase", "Fase", section="phases"),
        column("channel", REF, "Channel", "Kanal", section="channels"),
        column("reason", WORDING, "Reason", "Begrundelse"),
        column("by", TEXT, "By", "Af"),
        column("valid_to", DAY, "Valid to", "Gælder til"),
        *END,
    ),
    ("rule", "actor", "field", "phase", "channel"),
)

SHEETS: Mapping[str, Sheet] = {
    sheet.id: sheet
    for sheet in (
        *(RECORDS, NEEDS, USES, SHARES),
        *(_FIELDS, _CHANNELS, _ACTORS, _SOURCES, _MAP, _PHASES),
        *(_GROUPS, _CODE_SYSTEMS, _SYSTEMS, _CLUSTERS, _PURPOSES, _LEGAL_BASES, _OMITS, _WAIVERS),
    )
}
"""By id, in the order of a workbook."""
