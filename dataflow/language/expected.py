"""What is expected at a place of a spec, in words for authors: the formats of values, and the shapes of YAML."""

from collections.abc import Mapping

from dataflow.base.text import Text

# For each value type: what a scalar of the wrong format should look like, and what to write.
EXPECTED: Mapping[str, tuple[Text, Text]] = {
    "id": (
        Text(en="an id", da="et id"),
        Text(
            en="Use small letters a-z, digits, - and _, beginning with a letter, 64 at most; æ, ø and å go into"
            " the label.",
            da="Brug små bogstaver a-z, cifre, - og _, først et bogstav, højst 64 tegn; æ, ø og å hører til i label.",
        ),
    ),
    "language": (
        Text(en="a language code", da="en sprogkode"),
        Text(en="Write en for English, da for Danish.", da="Skriv da for dansk, en for engelsk."),
    ),
    "boolean": (
        Text(en="true or false without quotes", da="true eller false uden citationstegn"),
        Text(en="Write true for yes, false for no.", da="Skriv true for ja, false for nej."),
    ),
    "day": (
        Text(en="a date written year-month-day", da="en dato skrevet som år-måned-dag"),
        Text(
            en="Write it like 2026-11-01, and check that the day exists.",
            da="Skriv den som 2026-11-01, og se efter, at dagen findes.",
        ),
    ),
    "date": (
        Text(en="a day, a month or a year in figures", da="en dag, en måned eller et år i tal"),
        Text(
            en="Write the year first, for example 2026-11-01, 2026-11 or 2026.",
            da="Skriv året først, for eksempel 2026-11-01, 2026-11 eller 2026.",
        ),
    ),
    "coverage": (
        Text(en="a coverage such as 56/98", da="en dækning som 56/98"),
        Text(
            en="Write how many of the units do it, a slash and how many there are; the first can't be the larger.",
            da="Skriv, hvor mange enheder der gør det, en skråstreg og hvor mange der er; det første kan ikke være"
            " størst.",
        ),
    ),
    "share as coverage": (
        Text(en="a coverage such as 56/98", da="en dækning som 56/98"),
        Text(
            en="Write how many of the units do it, a slash and how many there are; a share of the patients is"
            " completeness: {share}",
            da="Skriv, hvor mange enheder der gør det, en skråstreg og hvor mange der er; en andel af borgerne er"
            " completeness: {share}",
        ),
    ),
    "completeness": (
        Text(en="a share of the patients from 0 to 1", da="en andel af borgerne fra 0 til 1"),
        Text(en="Write 80% as 0.8, with a point.", da="Skriv 80\N{NO-BREAK SPACE}% som 0.8, med punktum."),
    ),
    "years": (
        Text(en="a number of years", da="et antal år"),
        Text(en="Write a whole number from 1 to 99.", da="Skriv et helt tal fra 1 til 99."),
    ),
    "price": (
        Text(en="what a change costs", da="hvad en ændring koster"),
        Text(en="Write a whole number from 0 to 9999.", da="Skriv et helt tal fra 0 til 9999."),
    ),
    "duration": (
        Text(en="a duration such as 7d", da="en varighed som 7d"),
        Text(
            en="Write a whole number and h, d or w, for hours, days or weeks: 48h, 7d, 2w.",
            da="Skriv et helt tal og h, d eller w for timer, dage eller uger: 48h, 7d, 2w.",
        ),
    ),
    "version": (
        Text(en="the version of the language", da="sprogets version"),
        Text(
            en="Write dataflow: 1; this is the only one so far.",
            da="Skriv dataflow: 1; det er den eneste indtil nu.",
        ),
    ),
    "way": (
        Text(en="the path to another map", da="stien til et andet kort"),
        Text(
            en="Write it from this map's folder and with /, such as ../ihd; it can't begin with / or name a disk.",
            da="Skriv den fra kortets egen mappe med /, fx ../ihd; den kan ikke begynde med / eller nævne et drev.",
        ),
    ),
    "glob": (
        Text(en="a pattern of files or folders", da="et mønster for filer eller mapper"),
        Text(
            en="Write it from the map's folder and with /, such as mkdocs.yml, build/** or drafts/*.yaml.",
            da="Skriv det fra kortets egen mappe med /, fx mkdocs.yml, build/** eller kladder/*.yaml.",
        ),
    ),
    "icf": (
        Text(en="an ICF component or code", da="en ICF-komponent eller -kode"),
        Text(
            en="Write b, s, d or e, alone or with the digits of a code (such as b410), or pf for personal factors.",
            da="Skriv b, s, d eller e, alene eller med en kodes cifre (fx b410), eller pf for personlige faktorer.",
        ),
    ),
}

SHAPES: Mapping[str, tuple[Text, Text]] = {
    "not_a_word": (
        Text(en="a single value is expected here", da="her ventes en enkelt værdi"),
        Text(
            en="Write one word or text; if it holds a colon or a bracket, put it in quotes.",
            da="Skriv ét ord eller én tekst; er der kolon eller parentes i, så sæt den i citationstegn.",
        ),
    ),
    "list": (
        Text(en="a list is expected here", da="her ventes en liste"),
        Text(
            en="Begin each item with a dash (- ...), or put them in square brackets.",
            da="Begynd hvert punkt med en bindestreg (- ...), eller sæt dem i kantede parenteser.",
        ),
    ),
    "mapping": (
        Text(en="keys with values are expected here", da="her ventes nøgler med værdier"),
        Text(
            en="Write key: value, with a space after the colon, one on each line and indented, or all in curly"
            " brackets.",
            da="Skriv nøgle: værdi, med mellemrum efter kolonet, én på hver linje og rykket ind, eller alle i"
            " krøllede parenteser.",
        ),
    ),
    "text": (
        Text(
            en="a text is expected here, or one for each language", da="her ventes en tekst eller én for hvert sprog"
        ),
        Text(
            en="Write the text, in quotes if it begins with a bracket, or {{en: ..., da: ...}}.",
            da="Skriv teksten, i citationstegn hvis den begynder med en parentes, eller {{da: ..., en: ...}}.",
        ),
    ),
    "meta": (
        Text(
            en="a text, a number, true or false, or a list of these is expected here",
            da="her ventes en tekst, et tal, true eller false, eller en liste af dem",
        ),
        Text(
            en="Write it as one line of text, or give each part a key of its own under meta.",
            da="Skriv det som én tekst, eller giv hver del sin egen nøgle under meta.",
        ),
    ),
    "empty": (
        Text(en="the list is empty", da="listen er tom"),
        Text(en="Name at least one, or take the statement out.", da="Nævn mindst én, eller fjern udsagnet."),
    ),
}

SHAPE_OF: Mapping[str, str] = {
    "not_a_word": "not_a_word",
    "is_instance_of": "not_a_word",
    "tuple_type": "list",
    "list_type": "list",
    "dict_type": "mapping",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "too_short": "empty",
    "not_meta": "meta",
}

WORDED = frozenset(("label", "title", "note", "definition", "population", "standard", "retention", "reason"))
"""The keys whose values are texts for people."""

CONTRADICTIONS: Mapping[str, tuple[Text, Text]] = {
    "dates": (
        Text(en="the date valid_to lies before valid_from", da="datoen valid_to ligger før valid_from"),
        Text(en="Swap them, or correct the year.", da="Byt om på dem, eller ret årstallet."),
    ),
    "form_below_code": (
        Text(
            en="a code system means form: coded, and a lower form is given",
            da="et kodesystem betyder form: coded, og her står en lavere form",
        ),
        Text(en="Take out form, or take out code_system.", da="Fjern form, eller fjern code_system."),
    ),
    "empty_range": (
        Text(en="a range needs from or to", da="et interval skal have from eller to"),
        Text(en="Write {{from: PHASE, to: PHASE}}, or all.", da="Skriv {{from: FASE, to: FASE}}, eller all."),
    ),
    "omits_no_kind": (
        Text(en="it is not said what is omitted", da="det fremgår ikke, hvad der udelades"),
        Text(
            en="Write records:, needs:, uses: or shares: with the fields.",
            da="Skriv records:, needs:, uses: eller shares: med felterne.",
        ),
    ),
    "omits_two_kinds": (
        Text(en="an omits entry takes one kind of statement", da="et punkt under omits tager én slags udsagn"),
        Text(en="Write one entry for each kind.", da="Skriv et punkt for hver slags."),
    ),
    "omits_receiver": (
        Text(en="only shares have a receiver and a channel", da="kun shares har modtager og kanal"),
        Text(en="Take out to: and via:.", da="Fjern to: og via:."),
    ),
    "omits_system": (
        Text(en="only records name a system", da="kun records nævner et system"),
        Text(en="Take out in:.", da="Fjern in:."),
    ),
}

ADD: Mapping[str, Text] = {
    "fields": Text(
        en="Write fields: with a field, a list of them, or group: and the name of a group.",
        da="Skriv fields: med et felt, en liste af dem eller group: og navnet på en gruppe.",
    ),
    "phase": Text(
        en="Write phase: and when it is so; phase: all if it is so throughout.",
        da="Skriv phase: og hvornår det er sådan; phase: all, hvis det gælder hele forløbet.",
    ),
    "to": Text(
        en="Write to: with the actor or actors who receive it.",
        da="Skriv to: med den eller de aktører, der modtager.",
    ),
    "via": Text(
        en="Write via: with the channel that carries it.", da="Skriv via: med den kanal, der bringer det frem."
    ),
    "title": Text(en="Write title: and what people read.", da="Skriv title: og det, som folk skal læse."),
    "reason": Text(
        en="Write reason: and why the finding is accepted.", da="Skriv reason: og hvorfor der gives dispensation."
    ),
}
