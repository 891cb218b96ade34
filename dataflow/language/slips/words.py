"""What was mistyped in a text that is not YAML, in words for authors."""

from collections.abc import Mapping

from dataflow.base.text import Text

SLIPS: Mapping[str, tuple[Text, Text]] = {
    "quote not closed": (
        Text(
            en="The quotation mark that opens here, in line {line}, is not closed.",
            da="Citationstegnet, der åbnes her i linje {line}, bliver ikke lukket.",
        ),
        Text(
            en="Close it where the text ends; as it stands, the text goes on to the next quotation mark.",
            da="Luk det, hvor teksten slutter; som det står, fortsætter teksten til det næste citationstegn.",
        ),
    ),
    "apostrophe": (
        Text(
            en="This apostrophe ends the text, as the text stands in single quotes.",
            da="Apostroffen her afslutter teksten, fordi teksten står i enkelte citationstegn.",
        ),
        Text(
            en="Put the text in double quotes (\"), or write the apostrophe twice ('').",
            da="Sæt teksten i dobbelte citationstegn (\"), eller skriv apostroffen to gange ('').",
        ),
    ),
    "bracket too many": (
        Text(
            en="There is one closing bracket too many here: this {bracket} closes nothing.",
            da="Her er én slutparentes for meget: denne {bracket} lukker ingenting.",
        ),
        Text(
            en="Delete it; if it belongs to a text, put the text in quotes.",
            da="Slet den; hører den til en tekst, så sæt teksten i citationstegn.",
        ),
    ),
    "bracket not closed": (
        Text(
            en="The {opening} that opens here is not closed before the {bracket} that follows it.",
            da="Den {opening}, der åbnes her, bliver ikke lukket før den {bracket}, der følger.",
        ),
        Text(
            en="Close it first: the bracket that opens last is closed first.",
            da="Luk den først: den parentes, der åbnes sidst, lukkes først.",
        ),
    ),
    "bracket open": (
        Text(
            en="A bracket is still open here, or a comma is missing before this.",
            da="En parentes er stadig åben her, eller der mangler et komma før dette.",
        ),
        Text(
            en="Close the bracket, or put a comma between the two.",
            da="Luk parentesen, eller sæt et komma mellem de to.",
        ),
    ),
    "comma missing": (
        Text(en='A comma is missing before "{key}".', da='Der mangler et komma før "{key}".'),
        Text(
            en="In brackets there is a comma between one key with its value and the next.",
            da="I parenteser står der komma mellem den ene nøgle med sin værdi og den næste.",
        ),
    ),
    "line missing": (
        Text(en='"{key}" needs a line of its own.', da='"{key}" skal stå på sin egen linje.'),
        Text(
            en="Begin a new line before it, in the column of the other keys; if it belongs to the text, put the whole"
            " text in quotes.",
            da="Begynd en ny linje før den i samme kolonne som de andre nøgler; hører den til teksten, så sæt hele"
            " teksten i citationstegn.",
        ),
    ),
    "text with colon": (
        Text(en='A text with ": " in it needs quotes.', da='En tekst med ": " i skal stå i citationstegn.'),
        Text(en="Write {quoted}.", da="Skriv {quoted}."),
    ),
    "space after colon": (
        Text(
            en='A space is missing after the colon of "{key}:".',
            da='Der mangler et mellemrum efter kolonet i "{key}:".',
        ),
        Text(en="Write {key}: {value}", da="Skriv {key}: {value}"),
    ),
    "colon before bracket": (
        Text(en='A colon is missing after "{key}".', da='Der mangler et kolon efter "{key}".'),
        Text(en="Write {key}: {bracket}", da="Skriv {key}: {bracket}"),
    ),
    "colon missing": (
        Text(
            en='A colon and a space are missing after "{key}".',
            da='Der mangler et kolon og et mellemrum efter "{key}".',
        ),
        Text(en="Write {key}: {value}", da="Skriv {key}: {value}"),
    ),
    "colon and line missing": (
        Text(
            en='A colon and a space are missing after "{key}".',
            da='Der mangler et kolon og et mellemrum efter "{key}".',
        ),
        Text(
            en="Write {key}: {value}, and {other} on a line of its own; several keys stand on one line only in curly"
            " brackets.",
            da="Skriv {key}: {value}, og {other} på sin egen linje; flere nøgler står kun på én linje i krøllede"
            " parenteser.",
        ),
    ),
    "dash missing": (
        Text(en="A dash is missing before this item.", da="Der mangler en bindestreg før punktet her."),
        Text(
            en="Begin each item of the list with a dash and a space: - ...",
            da="Begynd hvert punkt på listen med en bindestreg og et mellemrum: - ...",
        ),
    ),
    "dash or indentation": (
        Text(
            en="This line stands in the column of the dashes and has none.",
            da="Linjen her står i samme kolonne som bindestregerne og har ingen.",
        ),
        Text(
            en="If it belongs to the item above, indent it by two more spaces; if it is an item, put a dash before"
            " it.",
            da="Hører den til punktet ovenfor, så ryk den to mellemrum længere ind; er den et punkt, så sæt en"
            " bindestreg foran.",
        ),
    ),
    "more follows": (
        Text(
            en="Something follows here after the value has ended.", da="Her følger noget, efter at værdien er slut."
        ),
        Text(
            en="Put the whole text in quotes, or begin a new line.",
            da="Sæt hele teksten i citationstegn, eller begynd en ny linje.",
        ),
    ),
    "bracket never closed": (
        Text(
            en="The {opening} that opens here is not closed before line {line}, which is no part of its content.",
            da="Den {opening}, der åbnes her, bliver ikke lukket før linje {line}, som ikke er en del af indholdet.",
        ),
        Text(
            en="Write {closing} where its content ends.",
            da="Skriv {closing}, hvor indholdet slutter.",
        ),
    ),
    "wrong bracket": (
        Text(
            en="This {bracket} closes nothing: the bracket that is open here is {opening}.",
            da="Denne {bracket} lukker ingenting: den parentes, der er åben her, er {opening}.",
        ),
        Text(
            en="Write {closing} if the content of {opening} ends here; otherwise delete it.",
            da="Skriv {closing}, hvis indholdet af {opening} slutter her; ellers slet den.",
        ),
    ),
    "bracket not opened": (
        Text(
            en="No {opening} opens what this {closing} closes.",
            da="Ingen {opening} åbner det, som denne {closing} lukker.",
        ),
        Text(
            en="Write {opening} before the first key of the content; a text with a bracket needs quotes.",
            da="Skriv {opening} før den første nøgle i indholdet; en tekst med en parentes skal i citationstegn.",
        ),
    ),
    "round brackets": (
        Text(
            en="Keys stand in curly brackets, not in round ones.",
            da="Nøgler står i krøllede parenteser, ikke i runde.",
        ),
        Text(
            en="Write {{ and }} instead of ( and ); if this is a text, put it in quotes.",
            da="Skriv {{ og }} i stedet for ( og ); er det en tekst, så sæt den i citationstegn.",
        ),
    ),
    "space after dash": (
        Text(en="A space is missing after this dash.", da="Der mangler et mellemrum efter bindestregen her."),
        Text(en="Write - {item}", da="Skriv - {item}"),
    ),
    "colon missing after word": (
        Text(en='A colon is missing after "{key}".', da='Der mangler et kolon efter "{key}".'),
        Text(
            en="Write {key}: with its value after it, or with what belongs to it indented on the lines below; a text"
            " over several lines needs quotes.",
            da="Skriv {key}: med værdien efter, eller med det, der hører til, rykket ind på linjerne nedenfor; tekst"
            " over flere linjer skal i citationstegn.",
        ),
    ),
    "indented further": (
        Text(
            en="This line begins in column {column} and line {line} in column {other}: it is read as a part of the"
            " text there.",
            da="Linjen her begynder i kolonne {column} og linje {line} i kolonne {other}: den læses som en del af"
            " teksten dér.",
        ),
        Text(
            en="Begin both in the same column; if it belongs to the text, put the whole text in quotes.",
            da="Begynd begge i samme kolonne; hører den til teksten, så sæt hele teksten i citationstegn.",
        ),
    ),
    "other column": (
        Text(
            en="This line begins in column {column}, and line {line}, which goes with it, in column {other}.",
            da="Linjen her begynder i kolonne {column}, og linje {line}, som den hører sammen med, i kolonne"
            " {other}.",
        ),
        Text(
            en="Begin it in column {other}: what belongs together begins in the same column.",
            da="Begynd den i kolonne {other}: det, der hører sammen, begynder i samme kolonne.",
        ),
    ),
    "between columns": (
        Text(
            en="This line begins in column {column}, where no line above begins that it could go with.",
            da="Linjen her begynder i kolonne {column}, hvor ingen linje ovenfor begynder, som den kan høre sammen"
            " med.",
        ),
        Text(
            en="Begin it in column {left} like line {left_line}, or in column {right} like line {right_line}.",
            da="Begynd den i kolonne {left} som linje {left_line} eller i kolonne {right} som linje {right_line}.",
        ),
    ),
    "id in first column": (
        Text(
            en='"{key}" begins in the first column, where only sections such as actors: begin.',
            da='"{key}" begynder i første kolonne, hvor kun afsnit som actors: begynder.',
        ),
        Text(
            en="Begin it, and what belongs to it, further to the right: in column {column}, under its section.",
            da="Begynd den og det, der hører til, længere mod højre: i kolonne {column} under dens afsnit.",
        ),
    ),
    "dash among keys": (
        Text(
            en="This dash stands among keys: line {line} begins with a key in the same column.",
            da="Bindestregen her står mellem nøgler: linje {line} begynder med en nøgle i samme kolonne.",
        ),
        Text(
            en="Delete the dash if a key follows it; otherwise put the item under the key of its list.",
            da="Slet bindestregen, hvis der følger en nøgle; sæt ellers punktet under listens nøgle.",
        ),
    ),
    "star for dash": (
        Text(
            en="An item of a list begins with a dash, not with a star.",
            da="Et punkt på en liste begynder med en bindestreg, ikke med en stjerne.",
        ),
        Text(
            en="Write - instead of *.",
            da="Skriv - i stedet for *.",
        ),
    ),
    "question mark": (
        Text(
            en="A ? that stands alone begins a key in YAML, and is no value.",
            da="Et ?, der står alene, indleder en nøgle i YAML og er ingen værdi.",
        ),
        Text(
            en="Write status: unknown where nobody knows yet whether it is so; put a ? that is a text in quotes.",
            da="Skriv status: unknown, hvor ingen endnu ved, om det er sådan; sæt et ?, der er en tekst, i"
            " citationstegn.",
        ),
    ),
    "sign before text": (
        Text(en="No value can begin with {character}.", da="Ingen værdi kan begynde med {character}."),
        Text(en="Put the text in quotes.", da="Sæt teksten i citationstegn."),
    ),
}
"""What was mistyped (``slips.slip_at``), what to say of it, and what to do."""
