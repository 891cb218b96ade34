"""The Danish texts of the keys of the language, by table and row of ``reference_tables.TABLES``, for editors."""

from collections.abc import Mapping

from dataflow.language.word_texts import WORD_TEXTS

REQUIRED = "skal være der"
"""What is said of a key that cannot be left out."""


def _meanings(choice: str) -> str:
    return ". ".join(f"{word}: {means.in_language('da')}" for word, means in WORD_TEXTS[choice].items())


_LABEL = ("det, som folk læser", "id'et")
_HOW_LONG = "et helt tal og h, d eller w for timer, dage eller uger"

DANISH: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "sections": {
        "dataflow": ("sprogets version: 1, indtil videre den eneste", ""),
        "map": ("hvad kortet handler om", ""),
        "phases": ("patientens forløb", ""),
        "purposes": ("hvad data bruges til", ""),
        "legal_bases": ("med hvilken hjemmel data videregives", ""),
        "sources": ("belægget: kilderne", ""),
        "groups": ("grupper af felter", ""),
        "fields": ("data", ""),
        "code_systems": ("kodesystemerne", ""),
        "channels": ("hvordan data kommer frem", ""),
        "actors": ("hvem der registrerer, har brug for, bruger og deler data", ""),
        "clusters": ("hvilke aktører der arbejder sammen", ""),
        "waivers": ("fund, som I accepterer", ""),
        "scenario": ("gør filen til et scenarie oven på kortet", ""),
    },
    "anything": {
        "note": ("til læseren", "ingen"),
        "meta": ("jeres egne nøgler, som værktøjet gemmer og ikke fortolker", "ingen"),
    },
    "map": {
        "id": ("kortets navn for programmer", REQUIRED),
        "title": ("kortets navn, som folk læser", REQUIRED),
        "extends": ("stien til et kort, som dette bygger på", "det står for sig selv"),
        "population": ("de borgere eller patienter, kortet handler om", ""),
        "languages": (
            "sprogene i kortets labels med deres koder i ISO 639 (da, ikke dk); det første, som værktøjet taler (da,"
            " en), er sproget i rapporter og billeder",
            "[en]",
        ),
        "as_of": (
            "den dato, kortet beskriver: udsagn tæller efter den (valid_from, valid_to)",
            "alle udsagn tæller, uanset deres datoer",
        ),
        "evidence_years": ("hvor mange år gammel en kilde må være (DF125)", "5"),
        "exclude": ("filer og mapper, der ikke er en del af kortet", "ingen"),
        "rules": (
            "kortets egne alvorsgrader: error, warning, info eller off",
            "reglernes egne",
        ),
        "costs": (
            "hvad en ændring af hver slags koster, et helt tal, til dataflow plan",
            "de sædvanlige omkostninger",
        ),
    },
    "costs": {
        "field": ("hvert felt i en deling, der tilføjes eller udvides", "1"),
        "extend-share": ("felter, der føjes til en deling, som findes", "1"),
        "put-in-force": ("et planlagt udsagn, der træder i kraft", "2"),
        "new-share": ("en deling over en kanal, som de to bruger i forvejen", "3"),
        "slot": ("en plads til et felt i en kanal, eller en bedre form af den", "3"),
        "better-record": ("et felt, der registreres i en bedre form eller et andet kodesystem", "4"),
        "code-map": ("koderne i ét kodesystem oversat til et andet", "4"),
        "faster-share": ("en deling, der er fremme med det samme", "4"),
        "new-channel": ("en deling over en anden kanal", "6"),
        "new-record": ("et felt, der registreres tidligere, eller af en aktør, der ikke registrerer det", "10"),
    },
    "phases": {
        "label": ("det, som folk læser", ""),
        "responsible": (
            "den aktør, der overtager ansvaret, når fasen begynder; eller en liste med datoer",
            "",
        ),
        "alongside": (
            "en anden fase på samme tid: de to har samme plads i forløbet, og ingen af dem kommer før den anden",
            "",
        ),
    },
    "responsible": {
        "actor": ("den aktør, der overtager ansvaret", REQUIRED),
        "valid_from valid_to": ("fra og til hvilken dag den har ansvaret, begge dage med", "altid"),
    },
    "purposes": {
        "label": _LABEL,
        "secondary": ("true: brug til andet end behandling og pleje af patienten", "false"),
    },
    "legal_bases": {
        "label": _LABEL,
        "url": ("hvor den kan læses", "ikke oplyst"),
        "purposes": ("de formål, den dækker", "ingen"),
    },
    "sources": {
        "title": ("det, som folk læser", REQUIRED),
        "url": ("hvor den kan læses", "ikke oplyst"),
        "date": ("en dag, en måned eller et år", "ikke oplyst"),
        "kind": ("et ord, I selv vælger, eller ét for hvert sprog", "ikke oplyst"),
    },
    "groups": {"label": _LABEL, "parent": ("den gruppe, den ligger i, ét niveau ned", "ingen")},
    "code_systems": {
        "label": _LABEL,
        "url": ("den adresse, der identificerer kodesystemet", "ikke oplyst"),
        "maps_to": ("de kodesystemer, som dets koder i praksis oversættes til", "ingen"),
    },
    "fields": {
        "label definition": ("det, som folk læser", ""),
        "group": ("feltets gruppe", "ingen"),
        "kind": (
            "quantity (størrelse), code (kode), text (tekst), boolean (ja eller nej), date (dato), score, ordinal"
            " (trin på en skala), identifier (nummer) eller document (dokument)",
            "ingen",
        ),
        "unit": ('enheden i UCUM, en standard for at skrive enheder (mmol/L, kg/m2, wk, "%")', "ingen"),
        "icf": ("en komponent i ICF (b, s, d, e; pf for personlige faktorer) eller en kode (b410)", "ingen"),
        "special_category": ("helbredsoplysninger efter databeskyttelsesforordningens artikel 9", "true"),
        "repeats": ("det måles igen som noget selvfølgeligt", "false"),
        "codes": ("feltets koder efter kodesystem; én eller en liste", "ingen"),
        "derived_from": ("den, der har alle disse felter, kan regne feltet ud", "intet"),
    },
    "citations": {
        "ref": ("kilden", REQUIRED),
        "at": ("stedet i den", "ikke oplyst"),
    },
    "channels": {
        "label standard": ("det, som folk læser", ""),
        "form": ("hvordan den bærer et felt: free-text, structured eller coded", "free-text"),
        "slots": (
            "felter, den har en plads til, hver med pladsens form; et felts egen plads går forud for gruppens, og"
            " gruppens for den overordnede gruppes",
            "ingen",
        ),
        "closed": ("true: den bærer sine pladser og intet andet", "false"),
        "mode": (_meanings("mode"), "ikke oplyst"),
        "kind": (
            "message (meddelelse), referral (henvisning), notification (advis), registry (indberetning), portal, oral"
            " (mundtligt) eller paper (papir)",
            "ikke oplyst",
        ),
        "expects_reply": (
            "den kanal, der skal svares over, eller true for en hvilken som helst",
            "der skal ikke svares",
        ),
        "takes": (f"hvor længe der går, før modtageren har det, der sendes: {_HOW_LONG}", "ikke oplyst"),
        "source": ("belægget", "intet"),
    },
    "ranges": {
        "from": ("den første fase", "forløbets første"),
        "to": ("den sidste fase", "forløbets sidste"),
    },
    "actors": {
        "label": _LABEL,
        "sector": (
            "primary (primærsektor), regional (region), municipal (kommune), national (nationalt), private (privat)"
            " eller citizen (borger)",
            "ikke oplyst",
        ),
        "kind": ("organisation, patient eller registry (register eller kvalitetsdatabase)", "organisation"),
        "controller": (
            "den aktør, der er dataansvarlig (databeskyttelsesforordningens artikel 4) for det, der behandles her:"
            " aktøren selv eller en anden; en liste ved fælles dataansvar",
            "ikke oplyst",
        ),
        "processor": (
            "den eller de aktører, der behandler data her for den dataansvarlige: databehandlere",
            "ikke oplyst",
        ),
        "retention": ("hvor længe data opbevares her, hvor intet system siger andet", "ikke oplyst"),
        "systems": ("aktørens systemer efter id, hvert med label, processor og retention", "ingen"),
        "records needs uses shares": (
            "lister af udsagn: hvad aktøren registrerer, har brug for, bruger og deler",
            "ingen",
        ),
        "extends omits": ("bygger på en rolle, med undtagelse af det, aktøren ikke gør", ""),
    },
    "systems": {
        "label": _LABEL,
        "processor": ("den eller de aktører, der driver det for den dataansvarlige", "aktørens"),
        "retention": ("hvor længe data opbevares i det, til læseren", "som aktøren siger"),
    },
    "statements": {
        "fields": ("et felt, en liste af felter, eller group: og en gruppes id", REQUIRED),
        "phase": ("en fase, en liste af faser, et interval eller all for alle", REQUIRED),
        "status": (_meanings("status"), "current"),
        "valid_from valid_to": ("fra og til hvilken dag det er sådan, begge dage med", "altid"),
        "coverage": ("56/98: 56 af de 98 enheder, som aktøren står for, gør det", "alle gør det"),
        "completeness": ("0.8: det gøres for 80 % af patienterne", "alle"),
        "source": ("belægget", "intet"),
        "confidence": ("hvor sikre I er: high (høj), medium (middel) eller low (lav)", "high"),
        "form": ("free-text, structured eller coded", "afhænger af udsagnets slags"),
        "note": ("en bemærkning til læseren; rapporter viser den under tabellen over det, aktøren angiver", "ingen"),
        "meta": ("jeres egne nøgler", "ingen"),
    },
    "records": {
        "form": ("hvordan det indtastes", "structured, eller coded med et kodesystem"),
        "code_system": (
            "det kodesystem, det kodes i",
            "intet: en kodet registrering uden et opfylder intet behov, der nævner et",
        ),
        "in": ("hvilket af aktørens systemer (systems) det indtastes i", "ikke oplyst"),
        "patient_reported": ("true for data, der kommer fra patienten", "false"),
        "method": ("hvordan det måles, et id, I selv vælger (home, clinic)", "ikke oplyst"),
        "called": (
            "hvad aktøren kalder feltet; dataflow language viser det, og det ændrer ikke, hvem der har hvad",
            "feltets label",
        ),
        "after": (f"det sker tidligst så længe efter, at fasen begynder: {_HOW_LONG}", "ikke oplyst"),
    },
    "needs": {
        "level": ("must (skal), should (bør) eller may (kan)", "must"),
        "form": ("den ringeste form, der duer", "free-text, eller coded med et kodesystem"),
        "code_system": (
            "de kodesystemer, der duer, et hvilket som helst af dem",
            "et hvilket som helst, eller intet",
        ),
        "recorded_since": (
            "værdien skal være registreret i den fase eller senere; fasen må ikke ligge efter behovets egen",
            "når som helst",
        ),
        "recorded_in": (
            "værdien skal være registreret i netop den fase, eller i en af en liste; ingen af dem må ligge efter"
            " behovets egen",
            "hvor som helst i forløbet",
        ),
        "within": (
            f"den skal være der senest så længe efter, at fasen begynder: {_HOW_LONG}",
            "når som helst i fasen",
        ),
        "received": (
            "true: behovet gælder det, andre sender; det, aktøren selv registrerer, tæller ikke",
            "false",
        ),
        "called": ("hvad aktøren kalder feltet, som ved en registrering", "feltets label"),
        "for": ("formålet eller formålene", "ingen"),
    },
    "shares": {
        "to": ("modtageren eller modtagerne: aktører eller roller", REQUIRED),
        "via": ("kanalen", REQUIRED),
        "form": (
            "sænker det, kanalen ellers kunne bære: portalen kunne bære koder, men der skrives fritekst i den",
            "det, kanalen bærer",
        ),
        "for": ("formålene", "ingen"),
        "legal_basis": ("hjemlen: med hvilken ret det deles", "ingen"),
        "after takes": (
            f"hvornår det sendes, og hvor længe der går, før modtageren har det: {_HOW_LONG}",
            "ikke oplyst",
        ),
        "on_request": (
            "true: det sker kun, når nogen spørger eller tilfældigvis skriver. Det ændrer ikke, hvem der har hvad;"
            " DF305 siger, hvilke behov der hænger på det",
            "false",
        ),
    },
    "omits": {
        "records needs uses shares": ("de felter, der undtages; én af de fire i hvert punkt", ""),
        "phase": ("kun i disse faser", "i alle"),
        "to via": ("kun delinger til disse modtagere eller over disse kanaler", "alle"),
        "in": ("kun registreringer i dette system", "alle"),
    },
    "clusters": {
        "label": _LABEL,
        "members": ("konkrete aktører, der arbejder sammen", "ingen"),
    },
    "waivers": {
        "rule": ("den regel, hvis fund accepteres", REQUIRED),
        "reason": ("hvorfor de accepteres", REQUIRED),
        "actor field phase channel": ("kun fund om dette; en rolle omfatter sine medlemmer", "alle"),
        "by": ("hvem der har accepteret dem", "ikke oplyst"),
        "valid_to": ("til og med hvilken dag", "altid"),
    },
    "scenario": {
        "id": ("scenariets id; filer med samme id lægges sammen", REQUIRED),
        "label": _LABEL,
        "based_on": ("det scenarie, det bygger på", "kortet selv"),
    },
}
