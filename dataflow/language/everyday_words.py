"""Everyday words in both languages for keys, and for the values that keys may have.

``behov:`` is answered with ``needs``, and ``kind: letter`` with the two kinds of channel that a letter may be.
"""

from collections.abc import Collection, Mapping

from dataflow.base.nearest import nearest

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
    "ordinal": "ordinalskala, rangordnet, rang, rank, grade, grad, trin, stage, scale, skala, likert",
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
    "push": "send, sendt, sendes, sent, automatic, automatisk, kommer, kommer af sig selv",
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
    # phases of a statement
    "all": "alle, samtlige, alle faser, hele forløbet, hele, every, any, always, altid, all phases",
    # severity of a rule
    "error": "fejl, err, fatal",
    "warning": "advarsel, warn",
    "info": "oplysning, orientering, til orientering, information, note, hint",
    "off": "fra, slukket, none, ingen, ignore, disabled, no, nej, false, never",
}
"""The everyday words of each value; of those that belong to several keys ("hospital"), each is under all."""

_OF_KEYS: Mapping[str, str] = {
    # sections
    "map": "kort, dataflow map, kortet",
    "phases": "faser, fase, phase, forløb, trin, stages, steps",
    "purposes": "formål, purpose, formålene",
    "legal_bases": "hjemler, hjemmel, retsgrundlag, lovhjemmel, legal basis, legal bases",
    "sources": "kilder, kilde, source, references, referencer, belæg",
    "groups": "grupper, gruppe, group, feltgrupper",
    "code_systems": "kodesystemer, kodesystem, klassifikationer, terminologies, code systems",
    "fields": "felter, felt, field, data, oplysninger, oplysning, variabler, variable, variables, items, columns",
    "channels": "kanaler, kanal, channel, meddelelser, messages",
    "clusters": "klynger, klynge, cluster",
    "actors": "aktører, aktør, actor, parter, part, organisationer, organisations, organizations",
    "waivers": "dispensationer, dispensation, waiver, undtagelser, undtagelse, exceptions",
    "scenario": "scenarie, scenarier, scenarios",
    # of what is declared
    "label": "navn, name, betegnelse, etiket, overskrift, titel, title, heading, kaldes, called",
    "title": "titel, navn, name, label, overskrift, heading",
    "note": "noter, bemærkning, kommentar, comment, comments, notes, remark, beskrivelse, description",
    "definition": "beskrivelse, description, definitioner, forklaring, meaning",
    "group": "gruppe, grupper, groups, kategori, category",
    "parent": "overgruppe, forælder, above",
    "kind": "type, slags, art, datatype",
    "unit": "enhed, enheder, units, måleenhed",
    "codes": "koder, kode, code",
    "derived_from": "beregnet af, udledt af, afledt af, beregnes af, computed from, calculated from",
    "repeats": "gentages, gentagelse, repeated",
    "special_category": "følsom, følsomme, særlig kategori, sensitive",
    "standard": "standarder, format",
    "form": "datakvalitet, quality, struktur, structure",
    "mode": "måde, metode, method",
    "sector": "sektor, sektorer",
    "members": "medlemmer, medlem, member",
    "extends": "udvider, bygger på, builds on, arver, inherits, rolle, role",
    "controller": "dataansvarlig, dataansvarlige",
    "processor": "databehandler, databehandlere",
    "retention": "opbevaring, slettefrist, opbevaringstid, storage",
    "systems": "systemer, system, it-system, it-systemer",
    "population": "målgruppe, patientgruppe, patienter, borgere, patients",
    "languages": "sprog, language",
    "url": "link, adresse, webadresse, hjemmeside, address",
    "responsible": "ansvarlig, ansvar, owner",
    "alongside": "samtidig, samtidig med, sideløbende, parallel",
    # statements
    "records": "registrerer, registrering, registreringer, dokumenterer, måler, indsamler, collects, registers,"
    " record",
    "needs": "behov, har brug for, brug for, behøver, mangler, skal bruge, need, requires",
    "uses": "bruger, anvender, brug, anvendelse, use",
    "shares": "deler, deling, sender, sends, videregiver, afsender, share",
    "omits": "udelader, undlader, udeladt, omit, except, undtagen",
    "phase": "fase, faser, phases, hvornår, when, trin, step",
    "to": "til, modtager, modtagere, receiver, receivers, recipient, slut",
    "from": "fra, start, begynder",
    "via": "kanal, gennem, channel, channels, through, by, med",
    "for": "formål, purpose, purposes, hvorfor",
    "in": "i, system, it-system, hvor, where",
    "legal_basis": "hjemmel, hjemler, retsgrundlag, lovhjemmel, legal basis, legal bases",
    "level": "niveau, vigtighed, prioritet, priority, importance, krav",
    "within": "inden for, inden, senest, frist, deadline, before",
    "status": "tilstand, state",
    "valid_from": "gælder fra, gyldig fra, fra, since, startdato, valid from",
    "valid_to": "gælder til, gyldig til, udløber, until, slutdato, valid to",
    "source": "kilde, kilder, sources, belæg, reference",
    "confidence": "sikkerhed, tillid, certainty, konfidens",
    "coverage": "dækning, udbredelse",
    "completeness": "fuldstændighed, udfyldelse, kompletthed",
    "code_system": "kodesystem, klassifikation, code system, code systems, terminology",
    "patient_reported": "patientrapporteret, borgerrapporteret, selvrapporteret, self-reported",
    "after": "efter, forsinkelse, delay",
    "takes": "tager, varer, varighed, duration",
    "on_request": "på forespørgsel, efter anmodning, on request",
    # others
    "reason": "begrundelse, grund, årsag, hvorfor, why, because",
    "rule": "regel, rules, kode, code",
    "actor": "aktør, aktører, actors",
    "field": "felt, felter, fields",
    "channel": "kanal, kanaler, channels",
    "date": "dato, dag, year, år",
    "by": "af, hvem, who",
}
"""The everyday words of each key; of those that belong to several keys ("kanal"), each is under all."""


def _sets(table: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    return {value: frozenset(words.split(", ")) for value, words in table.items()}


_KNOWN = _sets(_OF_VALUES)
_KNOWN_KEYS = _sets(_OF_KEYS)


def meant_by(word: str, options: Collection[str]) -> tuple[str, ...]:
    """The options that an everyday word may mean, in their order; none where it is no such word."""
    return _meant(word, options, _KNOWN)


def nearest_keys(word: str, keys: Collection[str]) -> tuple[str, ...]:
    """The keys that a word may mean that is none of them: by its meaning, else by its letters."""
    return _meant(word.replace("_", " "), keys, _KNOWN_KEYS) or nearest(word, keys)


def _meant(word: str, options: Collection[str], known: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    plain = " ".join(word.casefold().split())
    return tuple(option for option in options if plain in known.get(option, ()))
