"""Everyday words in both languages for the values that keys may have.

``kind: letter`` is answered with the two kinds of channel that a letter may be.
"""

from collections.abc import Collection, Mapping

_OF_VALUES: Mapping[str, str] = {
    # form
    "free-text": "fritekst, fri tekst, tekst, text, free, prose, narrative",
    "structured": "struktureret, strukturerede data, structured data, felt, tal, number",
    "coded": "kodet, kode, code, kodede data, coded data",
    # level of a need
    "must": "skal, nødvendig, påkrævet, required, mandatory, needed, high, høj",
    "should": "bør, anbefalet, recommended, ought, medium, middel",
    "may": "kan, må, ønskelig, valgfri, optional, can, could, nice to have, low, lav",
    # status of a statement
    "current": "gældende, nuværende, aktuel, i dag, nu, now, today, active, aktiv",
    "planned": "planlagt, på vej, fremtidig, plan, future, decided, besluttet",
    "retired": "udgået, ophørt, tidligere, old, former, stopped, ended",
    "unknown": "uafklaret, ukendt, ved ikke, måske, perhaps, maybe, unclear, open, dont know, don't know",
    # confidence
    "high": "høj, sikker, sure, certain, strong",
    "medium": "middel, mellem, moderate, fair",
    "low": "lav, usikker, unsure, uncertain, weak",
    # kind of a field
    "quantity": "mængde, tal, talværdi, måling, number, integer, decimal, value, measurement, amount",
    "code": "kode, kodet, coded, category, kategori, diagnose, diagnosis, list, liste, choice, valg, enum",
    "text": "tekst, fritekst, free-text, free text, string, note, notat, prose",
    "boolean": "ja/nej, ja eller nej, yes/no, yes or no, bool, flag, checkbox, afkrydsning",
    "date": "dato, dag, day, time, tidspunkt, datetime, timestamp",
    "score": "point, points, index, sum, skema, spørgeskema, questionnaire, scale, skala",
    "ordinal": "ordinalskala, rang, rank, grade, grad, trin, stage, scale, skala, likert",
    "identifier": "identifikator, id, nummer, cpr, key, nøgle",
    "document": "dokument, fil, file, pdf, attachment, bilag, report, rapport, image, billede",
    # kind of a channel
    "message": "meddelelse, besked, brev, letter, epikrise, email, e-mail, mail, edi, medcom, fhir, digital post",
    "referral": "henvisning",
    "notification": "advis, adviser, besked, alert, notifikation, sms",
    "registry": "register, database, kvalitetsdatabase, db, register reporting, indberetning, reporting",
    "portal": "webportal, hjemmeside, website, web, app, opslag, journal, fælles journal, view",
    "oral": "mundtlig, mundtligt, telefon, telefonisk, telephone, phone, call, opkald, opringning, samtale, talk,"
    " meeting, møde, konference, video, word of mouth, spoken",
    "paper": "papir, på papir, brev, letter, post, fax, print, printed, udskrift, handwritten, håndskrevet",
    # mode of a channel
    "push": "send, sendt, sendes, sent, automatic, automatisk, kommer",
    "pull": "hent, hentes, fetch, fetched, get, look up, lookup, opslag, slås op",
    "manual": "manuel, manuelt, by hand, hand, typed, tastes, indtastet, carried",
    # sector
    "primary": "primær, primærsektor, almen praksis, praksis, general practice, gp, praksissektor",
    "regional": "region, hospital, sygehus, hospitalsvæsen",
    "municipal": "kommune, kommunal, kommunalt, municipality, local",
    "national": "stat, statslig, state, land, country, government, nationalt",
    "private": "privat, company, firma, virksomhed",
    "citizen": "borger, patient, person, pårørende, relative, home, hjem",
    # kind of an actor
    "organisation": "organization, org, hospital, sygehus, kommune, municipality, region, clinic, klinik, praksis,"
    " afdeling, department, provider",
    "patient": "borger, citizen, person, pårørende, relative",
    # severity of a rule
    "error": "fejl, err, fatal",
    "warning": "advarsel, warn",
    "info": "oplysning, orientering, til orientering, information, note, hint",
    "off": "fra, slukket, none, ingen, ignore, disabled, no, nej, false, never",
}
"""The everyday words of each value; of those that belong to several keys ("hospital"), each is under all."""

_KNOWN: Mapping[str, frozenset[str]] = {value: frozenset(words.split(", ")) for value, words in _OF_VALUES.items()}


def meant_by(word: str, options: Collection[str]) -> tuple[str, ...]:
    """The options that an everyday word may mean, in their order; none where it is no such word."""
    plain = " ".join(word.casefold().split())
    return tuple(option for option in options if plain in _KNOWN.get(option, ()))
