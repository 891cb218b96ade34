"""The findings for text that is not YAML (DF002): what was probably mistyped, in words for authors."""

from dataclasses import replace

from dataflow.base.finding import Finding, Related
from dataflow.base.text import Sentence, Text
from dataflow.language.broken import Broken, lookalike_at
from dataflow.language.diagnostics import refusal
from dataflow.language.lookalikes import lookalike_finding
from dataflow.language.slips import slip_at
from dataflow.language.slips.words import SLIPS

_QUOTE = Text(en="Put the text in quotes.", da="Sæt teksten i citationstegn.")

_OPENS_HERE = Text(en="the bracket opens here", da="parentesen åbnes her")

# A part of libyaml's message, what it means for an author, and what to do.
_SYNTAX: tuple[tuple[str, Text, Text], ...] = (
    (
        "tab character",
        Text(
            en="A tab stands here, and YAML is indented with spaces.",
            da="Her står en tabulator, og YAML rykkes ind med mellemrum.",
        ),
        Text(
            en="Replace tabs with spaces, two for each level; most editors can do so in the whole file.",
            da="Erstat tabulatorer med mellemrum, to for hvert niveau; de fleste editorer kan gøre det i hele filen.",
        ),
    ),
    (
        "mapping values are not allowed",
        Text(
            en="A colon stands here where no key can have a value.",
            da="Her står et kolon, hvor ingen nøgle kan have en værdi.",
        ),
        Text(
            en='Put a text with ": " in it in quotes; or the line is indented further than the one above.',
            da='Sæt tekst med ": " i citationstegn; eller også er linjen rykket længere ind end den ovenfor.',
        ),
    ),
    (
        "expected ',' or",
        Text(en="A comma is missing before this.", da="Der mangler et komma før dette."),
        Text(
            en="Put a comma between the two, or the whole text in quotes.",
            da="Sæt et komma mellem de to, eller hele teksten i citationstegn.",
        ),
    ),
    (
        "could not find expected ':'",
        Text(en="This key lacks its colon.", da="Nøglen her mangler sit kolon."),
        Text(
            en="Write key: value, with a space after the colon; a text over several lines needs quotes.",
            da="Skriv nøgle: værdi, med mellemrum efter kolonet; tekst over flere linjer skal i citationstegn.",
        ),
    ),
    (
        "unexpected ':'",
        Text(en="A space is missing after this colon.", da="Der mangler et mellemrum efter kolonet her."),
        Text(
            en="Write a space after the colon; if it belongs to a text, put the text in quotes.",
            da="Sæt et mellemrum efter kolonet; hører det til en tekst, så sæt teksten i citationstegn.",
        ),
    ),
    (
        "unexpected end of stream",
        Text(
            en="The quotation mark that opens here is never closed.",
            da="Citationstegnet, der åbnes her, bliver aldrig lukket.",
        ),
        Text(
            en="Close it; inside double quotes a quotation mark of the text's own is written \\\".",
            da='Luk det; inden i dobbelte citationstegn skrives tekstens egne citationstegn \\".',
        ),
    ),
    (
        "unknown escape character",
        Text(
            en="A backslash in double quotes begins a code, and this is none.",
            da="En omvendt skråstreg i dobbelte citationstegn begynder en kode, og denne findes ikke.",
        ),
        Text(
            en="Put a path such as C:\\data in single quotes ('...'), or write it with /.",
            da="Sæt en sti som C:\\data i enkelte citationstegn ('...'), eller skriv den med /.",
        ),
    ),
    (
        "block sequence entries are not allowed",
        Text(en="A list with dashes can't begin here.", da="En liste med bindestreger kan ikke begynde her."),
        Text(
            en="Begin the first dash on a line of its own; or put a text that begins with a dash in quotes.",
            da="Sæt den første bindestreg på sin egen linje; tekst, der begynder med bindestreg, skal i"
            " citationstegn.",
        ),
    ),
    (
        "alphabetic or numeric character",
        Text(
            en="A value that begins with * or & is an alias or an anchor, and its name is missing.",
            da="En værdi, der begynder med * eller &, er et alias eller et anker, og navnet mangler.",
        ),
        _QUOTE,
    ),
    (
        "did not find expected",
        Text(
            en="The indentation of this line does not fit the lines above.",
            da="Linjens indrykning passer ikke med linjerne ovenfor.",
        ),
        Text(
            en="What belongs together begins in the same column; use spaces.",
            da="Det, der hører sammen, begynder i samme kolonne; brug mellemrum.",
        ),
    ),
)
_NOT_YAML = Text(en="This is not YAML: {problem}.", da="Dette er ikke YAML: {problem}.")
_LOOK = Text(
    en="Look at this line and the one above: indentation, colons, quotes and brackets.",
    da="Se på linjen og den ovenfor: indrykning, kolon, citationstegn og parenteser.",
)


def syntax_error(broken: Broken) -> Finding:
    """DF002 in words for authors; in the parser's own words for an error that is not a usual one."""
    odd = lookalike_at(broken)
    if odd is not None:
        return lookalike_finding("DF002", *odd)
    slip = slip_at(broken)
    if slip is not None:
        message, hint = SLIPS[slip.kind]
        found = refusal("DF002", slip.place, message, hint, **slip.words)
        related = () if slip.related is None else (Related(slip.related, Sentence(_OPENS_HERE)),)
        return replace(found, related=related)
    problem = "tab character" if broken.here == "\t" else broken.problem
    usual = next(((message, hint) for part, message, hint in _SYNTAX if part in problem), (_NOT_YAML, _LOOK))
    return refusal("DF002", broken.place, *usual, problem=broken.problem)
