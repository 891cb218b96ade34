"""What the words mean that a key may have as its value, in both languages."""

from collections.abc import Mapping

from dataflow.base.text import Text

WORD_TEXTS: Mapping[str, Mapping[str, Text]] = {
    "form": {
        "free-text": Text(
            en="a text that people read; no system can pick out the value",
            da="en tekst, som mennesker læser; intet system kan udtrække værdien",
        ),
        "structured": Text(
            en="a value in a place of its own, so that a system can find it and calculate with it",
            da="en værdi i et felt for sig, så et system kan finde den og regne med den",
        ),
        "coded": Text(
            en="a structured value that is a code, so that systems understand it in the same way",
            da="en struktureret værdi, der er en kode, så systemer forstår den på samme måde",
        ),
    },
    "status": {
        "current": Text(en="it is so", da="sådan er det"),
        "planned": Text(en="it is decided but not yet so", da="det er besluttet, men ikke sat i kraft"),
        "retired": Text(
            en="it was so, or somebody was asked and said that it is not",
            da="sådan var det, eller nogen er blevet spurgt og har svaret, at sådan er det ikke",
        ),
        "unknown": Text(
            en="nobody has found out yet whether it is so", da="ingen har endnu undersøgt, om det er sådan"
        ),
    },
    "confidence": {
        "high": Text(
            en="you are sure, for example as those who do it have said so",
            da="du er sikker, for eksempel fordi de, der gør det, har sagt det",
        ),
        "medium": Text(
            en="it is likely, but nobody has confirmed it", da="det er sandsynligt, men ingen har bekræftet det"
        ),
        "low": Text(en="it is assumed", da="det er en antagelse"),
    },
    "level": {
        "must": Text(
            en="the work can't be done properly without it; an unmet need is an error",
            da="opgaven kan ikke løses forsvarligt uden; et udækket behov er en fejl",
        ),
        "should": Text(
            en="the work is done better with it; an unmet need is a warning",
            da="opgaven løses bedre med det; et udækket behov er en advarsel",
        ),
        "may": Text(
            en="it is useful; an unmet need is good to know of",
            da="det er nyttigt; et udækket behov er til orientering",
        ),
    },
    "kind of a field": {
        "quantity": Text(en="a number that is measured or counted", da="et tal, der er målt eller talt"),
        "code": Text(en="one of the codes of a code system", da="en af koderne i et kodesystem"),
        "text": Text(en="words in free text", da="ord i fri tekst"),
        "boolean": Text(en="yes or no", da="ja eller nej"),
        "date": Text(en="a day or a time", da="en dag eller et tidspunkt"),
        "score": Text(
            en="the result of a questionnaire or a test, in points",
            da="resultatet af et spørgeskema eller en test, i point",
        ),
        "ordinal": Text(
            en="a step on a scale with an order, such as NYHA class",
            da="et trin på en ordnet skala, såsom NYHA-klasse",
        ),
        "identifier": Text(
            en="what identifies a person or a thing, such as a civil registration number",
            da="det, der identificerer en person eller en ting, såsom et CPR-nummer",
        ),
        "document": Text(
            en="a whole document or image, such as a report", da="et helt dokument eller billede, såsom en rapport"
        ),
    },
    "kind of a channel": {
        "message": Text(
            en="a message from one system to another, such as a discharge letter",
            da="en meddelelse fra et system til et andet, såsom en epikrise",
        ),
        "referral": Text(
            en="a message that asks the receiver to take over or to do something",
            da="en meddelelse, der beder modtageren om at overtage eller gøre noget: en henvisning",
        ),
        "notification": Text(
            en="a short message that something has happened, such as an admission",
            da="en kort meddelelse om, at noget er sket, såsom en indlæggelse: et advis",
        ),
        "registry": Text(
            en="reporting to a register or a quality database",
            da="indberetning til et register eller en kvalitetsdatabase",
        ),
        "portal": Text(
            en="a place where several can look data up, such as a shared record",
            da="et sted, hvor flere kan slå data op, såsom en fælles journal",
        ),
        "oral": Text(en="a talk, a telephone call or a meeting", da="en samtale, et telefonopkald eller et møde"),
        "paper": Text(en="a letter or form on paper", da="et brev eller skema på papir"),
    },
    "mode": {
        "push": Text(en="it arrives without being asked for", da="det kommer, uden at modtageren beder om det"),
        "pull": Text(en="the receiver fetches it or looks it up", da="modtageren henter det eller slår det op"),
        "manual": Text(en="it is typed or carried", da="det bliver tastet ind eller båret over"),
    },
    "sector": {
        "primary": Text(en="general practice and other primary care", da="almen praksis og anden praksissektor"),
        "regional": Text(en="the regions and their hospitals", da="regionerne og deres hospitaler"),
        "municipal": Text(en="the municipalities", da="kommunerne"),
        "national": Text(
            en="national authorities, registers and systems", da="statslige myndigheder, registre og systemer"
        ),
        "private": Text(en="companies and other private bodies", da="virksomheder og andre private"),
        "citizen": Text(en="the patient, and those who are close to them", da="borgeren og de pårørende"),
    },
    "kind of an actor": {
        "organisation": Text(
            en="an organisation, or a part of one, that works with the data",
            da="en organisation eller en del af en, som arbejder med data",
        ),
        "patient": Text(
            en="the patient, or somebody on the patient's side", da="borgeren eller en af borgerens nærmeste"
        ),
        "registry": Text(
            en="a register or a quality database, which collects data",
            da="et register eller en kvalitetsdatabase, der samler data",
        ),
    },
    "severity": {
        "error": Text(en="what the rule finds is wrong", da="det, som reglen finder, er forkert"),
        "warning": Text(
            en="what the rule finds is something that you should look at", da="det, som reglen finder, bør du se på"
        ),
        "info": Text(en="what the rule finds is good to know", da="det, som reglen finder, er til orientering"),
        "off": Text(en="the rule is not used on this map", da="reglen bruges ikke på dette kort"),
    },
    "phase": {"all": Text(en="every phase of the pathway", da="alle forløbets faser")},
}
"""By what the words are about; each table has all words of one choice, in the order of the language."""


def meaning_of(options: tuple[str, ...], word: str) -> Text | None:
    """What a word of a choice means. None for a choice without words of its own, such as true and false."""
    return next((texts.get(word) for texts in WORD_TEXTS.values() if tuple(texts) == options), None)
