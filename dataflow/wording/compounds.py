"""The joints of Danish compound words: where a known word begins that ends the compound, or a part of it."""

import re
from functools import cache

_LEAST = 3
"""The fewest letters before a joint."""
_LAST = """
    abonnement adfærd adgang afdeling afklaring afprøvning afsnit afstemning aftale allergi ambulatori ambulatorium
    anamnese anmodning ansvar ansøgning apotek apparat arbejde arkiv assistent attest bedømmelse behandler
    behandling behov belastning bemærkning beregning besked beskrivelse beslutning bestilling besvarelse besøg
    bevilling billede blodprøve blodsukker blodtryk bolig borger brev brug bruger center centr data database deling
    diagnose dialog diætist dokument dokumentation donor dosering egenomsorg epi-krise ergo-terapeut ergo-terapi
    erklæring ernæring evaluering evne faktor felt fod-terapeut foranstaltning forbrug forebyggelse forhold forløb
    formidling forsikring forskning forsyning forvaltning fravær funktion fysio-terapeut fysio-terapi følsomhed
    genoptræning grundlag gruppe henvisning historie hjem hjemme-hjælp hjemme-pleje hjælp hjælpe-middel
    hjælpe-midler hospice hospital identifikation indberetning inddragelse indgreb indhold indikator indlæg
    indlæggelse indsats indstilling infektion information initiativ institution insufficiens interview journal
    journalist kapacitet kategori klassifikation klinik kommune kommunikation komplikation konference konsulent
    konsultation kontakt kontor kontrol kontroller koordinator koordinering kort kortlægning kvalitet kæde
    laboratori laboratorium ledelse leder leverance leverandør linje liste læge løsning marked medarbejder
    meddelelse medicin middel midler misbrug model modtagelse myndighed mål måling måned netværk niveau notat nummer
    numre observation omsorg opfølgning opgave opgørelse ophold oplevelse oplysning opsamling opsporing ordination
    organisation orientering overblik overdragelse overgang overlevering overvågning patient periode personale plads
    plan planlægning platform pleje plejer plejerske politik portal praksis prioritering problem procedure proces
    profil program projekt protest prøve rapport rapportering recept redskab referat region register registrering
    rehabilitering relation resultat retningslinje risiko rådgiver rådgivning samarbejde samtale samtykke score
    screening sekretær sektor skade skema skrivelse smerte speciale specialist sprog statistik status strategi
    støtte svar svigt sygdom syge-hus syge-melding syge-pleje syge-plejerske syge-sikring symptom system søvn
    teknologi telefon terapeut terapi test tilbud tilfredshed tilfælde tilskud tilstand tilsyn tjeneste træning type
    udfordring udredning udskrivning udstyr udvalg udveksling udvikling undersøgelse undervisning vagt vagt-læge
    vanskelighed varighed vejledning virksomhed visitation visitator vurdering værdi værktøj ydelse årsag ændring
"""
"""Words of health care that end compounds, or stand in the middle. A hyphen marks a joint inside a word, for where
that word has to be broken itself. Some words are here because they seem to end with another: an attest is no test."""
_ENDING = re.compile(r"(?:e|en|et|n|t|er|r|erne|rne|ene|ne)?s?")
"""Inflection, or the letters that link a word to the next."""


def joints(word: str) -> tuple[int, ...]:
    """The numbers of letters before the joints of a word in small letters; none where no known word ends it."""
    found: list[int] = []
    head = word
    while (last := _last_word(head)) is not None:
        start, inner = last
        if start == 0:
            found += reversed(inner)
        if start < _LEAST:
            break
        found.append(start)
        head = head[:start]
    return tuple(reversed(found))


def _last_word(head: str) -> tuple[int, tuple[int, ...]] | None:
    """Where the longest known word begins that ends the head, and the joints inside that word."""
    known = _known_words()
    for start in range(len(head)):
        for end in range(len(head), start, -1):
            if head[start:end] in known and _ENDING.fullmatch(head, end):
                return start, known[head[start:end]]
    return None


@cache
def _known_words() -> dict[str, tuple[int, ...]]:
    """The known words without hyphens, each with the positions at which one of its parts ends."""
    words = (entry.split("-") for entry in _LAST.split())
    return {"".join(parts): tuple(len("".join(parts[:end])) for end in range(1, len(parts))) for parts in words}
