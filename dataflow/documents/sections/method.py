"""The method: how the tool comes to its verdicts, and how this document was made."""

from collections.abc import Iterator

from dataflow.analysis.needs.causes import Cause
from dataflow.base.text import Text
from dataflow.documents import Analysed, Order, Section
from dataflow.documents.model import Block, Bullets, Heading, Paragraph, line
from dataflow.wording.causes import CELL
from dataflow.wording.choices import CONFIDENCES

TITLE = Text(en="Method", da="Metode")
_VERDICTS = Text(en="How a verdict comes about", da="Hvordan en vurdering bliver til")
_STEPS = (
    Text(
        en="The map states which actor records, needs, uses and shares which field in which phase, each statement"
        " with its source and confidence.",
        da="Kortet angiver, hvilken aktør der registrerer, har brug for, bruger og deler hvilket felt i hvilken"
        " fase, hvert udsagn med kilde og tillid.",
    ),
    Text(
        en="From the records and shares follows who holds which field, from which phase on and in what form: a"
        " value moves along every share in force, and its form can only be lowered on the way, by what the channel"
        " carries.",
        da="Af registreringer og delinger følger, hvem der har hvilket felt, fra hvilken fase og i hvilken form: en"
        " værdi følger hver gældende deling, og dens form kan kun blive lavere undervejs, alt efter hvad kanalen"
        " kan bære.",
    ),
    Text(
        en="A need is met if the actor holds the field in that phase, recently enough, in a good enough form and in"
        " a code system that will do. If not, exactly one cause is named, the first that is true of: {causes}.",
        da="Et behov er opfyldt, hvis aktøren har feltet i fasen, nyt nok, i en god nok form og i et kodesystem,"
        " der kan bruges. Ellers nævnes netop én årsag, den første, der passer, af: {causes}.",
    ),
    Text(
        en="Unknown statements are taken in twice: as if none held, and as if all did. What is found both times is"
        " certain; what is found once is possible.",
        da="Uafklarede udsagn regnes med på to måder: som om ingen passer, og som om alle passer. Det, der findes"
        " begge gange, er sikkert; det, der kun findes den ene gang, er muligt.",
    ),
    Text(
        en="The proof of an unmet need is a list of all who could have the field and of every share that would have"
        " to carry it, each with the reason why it does not: too late, in too low a form, to somebody else, or not"
        " stated. dataflow writes it to a file on request, and a program independent of the engine can check"
        " it.",
        da="Beviset for et uopfyldt behov er en liste over alle, der kunne have feltet, og over hver deling, der"
        " skulle bringe det, med grunden til, at den ikke gør det: for sent, i for lav form, til en anden eller"
        " slet ikke angivet. dataflow skriver det i en fil, når man beder om det, og et uafhængigt program kan"
        " efterprøve det.",
    ),
    Text(
        en="A verdict is about what the map states. A share that happens in practice and is not in the map appears"
        " here as a gap: ask those who work there before a gap is reported.",
        da="En vurdering handler om det, kortet angiver. En deling, der sker i praksis og ikke står i kortet, ser"
        " her ud som et hul: spørg dem, der arbejder der, før hullet meldes ud.",
    ),
)
_MADE = Text(en="How this document was made", da="Hvordan dokumentet er lavet")
_VERSION = Text(en="Made by dataflow {version}.", da="Lavet med dataflow {version}.")
_SAME = Text(
    en="The same map, version and options give the same document.",
    da="Samme kort, version og indstillinger giver det samme dokument.",
)
_AGAIN = Text(
    en="For those who keep the map: this line in a terminal makes the document again: {command}",
    da="Til den, der vedligeholder kortet: Denne linje i en terminal laver dokumentet igen: {command}",
)
_SURE = Text(
    en="Findings that rest on statements of a confidence below {confidence} are left out.",
    da="Fund, der hviler på udsagn med en tillid under {confidence}, er udeladt.",
)


def write(source: Analysed, order: Order) -> Iterator[Block]:
    """The method in words, then version, command and options."""
    language = order.language
    yield Heading(2, _VERDICTS.in_language(language), "method-verdicts")
    causes = ", ".join(CELL[cause].in_language(language) for cause in Cause)
    yield Bullets(
        tuple(line(step.in_language(language).replace("{causes}", causes)) for step in _STEPS), ordered=True
    )
    yield Heading(2, _MADE.in_language(language), "method-made")
    said = [_VERSION.in_language(language).format(version=order.version)] if order.version else []
    if order.confidence is not None:
        said.append(
            _SURE.in_language(language).format(confidence=CONFIDENCES[str(order.confidence)].in_language(language))
        )
    yield Paragraph(line(" ".join([*said, _SAME.in_language(language)])))
    if order.command:
        yield Paragraph(line(_AGAIN.in_language(language).format(command=order.command)), "note")


SECTION = Section(TITLE, 140, write)
