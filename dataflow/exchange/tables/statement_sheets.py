"""The sheets of statements: a row for each field and receiver."""

from dataflow.base.text import Text
from dataflow.exchange.tables.kinds import (
    CODE,
    DAY,
    FLAG,
    NUMBER,
    PHASES,
    REF,
    REFS,
    WORDING,
    Sheet,
)
from dataflow.exchange.tables.shared_columns import (
    ACTOR,
    DURATION,
    END,
    SEVERAL,
    SOURCE,
    choice,
    column,
)

_FIELD = column(
    "fields",
    REF,
    "Field",
    "Felt",
    ("A field, or a group of fields.", "Et felt eller en gruppe af felter."),
    section="fields",
)
_PHASE = column(
    "phase",
    PHASES,
    "Phases",
    "Faser",
    (
        "The names of the phases in which it is so, or all. Several are separated by ; ",
        "Navnene på de faser, hvor det er sådan, eller alle. Flere adskilles med ; ",
    ),
    section="phases",
)
_FORM = choice("form", "form", "Form", "Form")
_CODE_SYSTEM = column("code_system", REFS, "Code system", "Kodesystem", SEVERAL, section="code_systems")
_FOR = column("for", REFS, "Purpose", "Formål", SEVERAL, section="purposes")
_COMMON = (
    choice("status", "status", "Status", "Status", ("Current if left blank.", "Gældende, hvis tom.")),
    column(
        "valid_from", DAY, "Valid from", "Gælder fra", ("The first day: 2026-11-01", "Den første dag: 2026-11-01")
    ),
    column("valid_to", DAY, "Valid to", "Gælder til", ("The last day: 2026-11-01", "Den sidste dag: 2026-11-01")),
    column(
        "coverage",
        CODE,
        "Coverage",
        "Dækning",
        ("How many units of how many: 56/98", "Hvor mange enheder ud af hvor mange: 56/98"),
    ),
    column(
        "completeness",
        NUMBER,
        "Completeness",
        "Komplethed",
        ("For what part of the patients: 0.8", "For hvor stor en del af borgerne: 0,8"),
    ),
    choice(
        "confidence",
        "confidence",
        "Confidence",
        "Tillid",
        ("How sure you are; high if left blank.", "Hvor sikre I er på det; høj, hvis tom."),
    ),
    SOURCE,
    *END,
)
_CALLED = column(
    "called",
    WORDING,
    "Called there",
    "Kaldes dér",
    ("What the actor calls the field.", "Det, som aktøren kalder feltet."),
)
_DEMAND = (
    _FORM,
    _CODE_SYSTEM,
    column("recorded_since", REF, "Recorded since", "Registreret siden", section="phases"),
    column("recorded_in", REFS, "Recorded in", "Registreret i", SEVERAL, section="phases"),
    column("within", CODE, "Within", "Inden for", DURATION),
    column("received", FLAG, "From others", "Fra andre"),
    _CALLED,
    _FOR,
    *_COMMON,
)
RECORDS = Sheet(
    "records",
    Text(en="Records", da="Registrerer"),
    Text(en="Someone at the actor enters the field.", da="Nogen hos aktøren registrerer feltet."),
    (
        *(ACTOR, _FIELD, _PHASE, _FORM, _CODE_SYSTEM),
        column(
            *("in", REF, "System", "System", ("One of the actor's systems.", "Et af aktørens systemer.")),
            section="systems",
        ),
        column("patient_reported", FLAG, "Patient-reported", "Oplyst af borgeren"),
        column("method", CODE, "Method", "Metode"),
        _CALLED,
        column("after", CODE, "No earlier than", "Tidligst efter", DURATION),
        *_COMMON,
    ),
    ("actor", "fields", "phase"),
)
NEEDS = Sheet(
    "needs",
    Text(en="Needs", da="Behov"),
    Text(en="The actor should have the field.", da="Aktøren bør have feltet."),
    (
        ACTOR,
        _FIELD,
        _PHASE,
        choice("level", "level", "Level", "Niveau", ("Must if left blank.", "Skal, hvis tom.")),
        *_DEMAND,
    ),
    ("actor", "fields", "phase"),
)
USES = Sheet(
    "uses",
    Text(en="Uses", da="Bruger"),
    Text(en="The actor does use the field today.", da="Aktøren bruger feltet i dag."),
    (ACTOR, _FIELD, _PHASE, *_DEMAND),
    ("actor", "fields", "phase"),
)
SHARES = Sheet(
    "shares",
    Text(en="Shares", da="Deler"),
    Text(en="The actor passes the field on.", da="Aktøren giver feltet videre."),
    (
        *(ACTOR, _FIELD, _PHASE),
        column("to", REF, "To", "Til", section="actors"),
        column("via", REF, "Over", "Via", section="channels"),
        _FORM,
        _FOR,
        column("legal_basis", REFS, "Legal basis", "Hjemmel", SEVERAL, section="legal_bases"),
        column("after", CODE, "No earlier than", "Tidligst efter", DURATION),
        column("takes", CODE, "Takes", "Varighed", DURATION),
        column("on_request", FLAG, "On request", "Efter anmodning"),
        *_COMMON,
    ),
    ("actor", "fields", "to", "via", "phase"),
)
