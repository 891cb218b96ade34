"""The findings for a file that can't be read, and for YAML that the language does not allow (DF001 to DF004)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dataflow.base.finding import Finding, Related, Severity
from dataflow.base.nearest import did_you_mean, nearest
from dataflow.base.place import Place
from dataflow.base.text import Sentence, Text

_REFUSALS: Mapping[str, tuple[str, Text, Text]] = {
    "too large": (
        "DF001",
        Text(
            en="The file is larger than 64 MiB, the most that a spec may be.",
            da="Filen er større end 64 MiB, som er det mest, en fil må fylde.",
        ),
        Text(en="Split it into several files.", da="Del den i flere filer."),
    ),
    "too many nodes": (
        "DF001",
        Text(
            en="The file has more than {most} keys, values and lists, the most that a spec may have.",
            da="Filen har mere end {most} nøgler, værdier og lister, som er det mest, en fil må have.",
        ),
        Text(en="Split it into several files.", da="Del den i flere filer."),
    ),
    "outside": (
        "DF001",
        Text(
            en="This link leads out of the map's folder, and a map must not depend on what lies elsewhere.",
            da="Genvejen fører ud af kortets mappe, og et kort må ikke afhænge af noget, der ligger andre steder.",
        ),
        Text(en="Copy the file into the folder.", da="Kopiér filen ind i mappen."),
    ),
    "misnamed": (
        "DF001",
        Text(
            en="This file is not read: the name of a spec file ends in .yaml or .yml, in small letters.",
            da="Filen bliver ikke læst: navnet på en fil i et kort slutter på .yaml eller .yml med små bogstaver.",
        ),
        Text(
            en="Call it {right}; or let its name begin with _, if it is not part of the map. Windows hides .txt"
            " unless you let it show the endings of file names.",
            da="Kald den {right}; eller lad navnet begynde med _, hvis den ikke hører til kortet. Windows skjuler"
            " .txt, medmindre du lader den vise filtypenavne.",
        ),
    ),
    "unreadable": (
        "DF001",
        Text(en="The file can't be read: {reason}.", da="Filen kan ikke læses: {reason}."),
        Text(
            en="Check that it is where it should be, not open elsewhere, and that you may read it.",
            da="Se efter, at den ligger, hvor den skal, ikke er åben et andet sted, og at du må læse den.",
        ),
    ),
    "unreadable folder": (
        "DF001",
        Text(en="The folder can't be read: {reason}.", da="Mappen kan ikke læses: {reason}."),
        Text(
            en="See to it that you may open it, or let its name begin with _, if it is not part of the map.",
            da="Sørg for, at du må åbne den, eller lad dens navn begynde med _, hvis den ikke hører til kortet.",
        ),
    ),
    "too many folders": (
        "DF001",
        Text(
            en="This folder is not read: it lies in more than {most} folders within the map's folder.",
            da="Mappen bliver ikke læst: den ligger i mere end {most} mapper inden i kortets mappe.",
        ),
        Text(
            en="Move what belongs to the map higher up, or let the name of the outer folder begin with _.",
            da="Flyt det, der hører til kortet, højere op, eller lad den yderste mappes navn begynde med _.",
        ),
    ),
    "base is itself": (
        "DF103",
        Text(
            en='This map lies in "{way}", so it would build on itself.',
            da='Dette kort ligger i "{way}", så det ville bygge på sig selv.',
        ),
        Text(
            en="Move the one that it builds on to a folder of its own, and write the path to that.",
            da="Flyt det, som det bygger på, til en mappe for sig, og skriv stien dertil.",
        ),
    ),
    "base unreadable": (
        "DF001",
        Text(en='The map at "{way}" can\'t be read: {reason}.', da='Kortet på "{way}" kan ikke læses: {reason}.'),
        Text(en="Check that you may read it.", da="Se efter, at du må læse det."),
    ),
    "not utf8": (
        "DF001",
        Text(
            en="The file is not saved as UTF-8: it can't be read beyond this character.",
            da="Filen er ikke gemt som UTF-8: den kan ikke læses længere end til tegnet her.",
        ),
        Text(
            en="Save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8).",
            da="Gem filen som UTF-8 (i Notesblok: Gem som, Kodning: UTF-8).",
        ),
    ),
    "packed": (
        "DF001",
        Text(
            en="The file is a workbook, a Word document or another packed file, and no spec file.",
            da="Filen er en projektmappe, et Word-dokument eller en anden pakket fil og ikke en fil i et kort.",
        ),
        Text(
            en="A map is a file that ends in .yaml, or a folder of them. What stands in a workbook is brought into a"
            " map by dataflow import FILE --into MAP.",
            da="Et kort er en fil, der slutter på .yaml, eller en mappe med sådanne filer. Indholdet af en"
            " projektmappe hentes ind i et kort med dataflow import FIL --into KORT.",
        ),
    ),
    "control character": (
        "DF003",
        Text(
            en="A control character (U+{number}) stands here, which no report can show.",
            da="Her står et styretegn (U+{number}), som ingen rapport kan vise.",
        ),
        Text(
            en="Delete it; such characters often come with text pasted from elsewhere.",
            da="Slet det; den slags tegn følger ofte med tekst, der er sat ind fra et andet sted.",
        ),
    ),
    "second document": (
        "DF003",
        Text(
            en="A second document begins here; a spec file holds one.",
            da="Her begynder et nyt dokument; en fil i et kort rummer ét.",
        ),
        Text(
            en="Remove the line ---, or move what follows to a file of its own.",
            da="Fjern linjen ---, eller flyt det følgende til sin egen fil.",
        ),
    ),
    "too deep": (
        "DF003",
        Text(en="This is nested deeper than {most} levels.", da="Her er mere end {most} niveauer inden i hinanden."),
        Text(
            en="Nothing in the language needs more than eight; check the indentation and the brackets.",
            da="Intet i sproget kræver mere end otte; se efter indrykning og parenteser.",
        ),
    ),
    "alias inside itself": (
        "DF003",
        Text(
            en="The alias *{name} stands inside what it names.",
            da="Aliasset *{name} står inden i det, som det nævner.",
        ),
        Text(en="Write the value out here.", da="Skriv værdien ud her."),
    ),
    "alias of nothing": (
        "DF002",
        Text(en="The alias *{name} names nothing above it.", da="Aliasset *{name} henviser ikke til noget ovenfor."),
        Text(
            en="Write the value out, or put a text that begins with * in quotes.",
            da="Skriv værdien ud, eller sæt tekst, der begynder med *, i citationstegn.",
        ),
    ),
    "alias bomb": (
        "DF003",
        Text(
            en="The aliases of this file unfold to more than {most} times what is written in it.",
            da="Filens aliasser folder sig ud til mere end {most} gange det, der står i den.",
        ),
        Text(
            en="Use fewer aliases: a role (extends) or a group: of fields says the same.",
            da="Brug færre aliasser: en rolle (extends) eller en gruppe (group:) siger det samme.",
        ),
    ),
    "merge key": (
        "DF003",
        Text(en="Merge keys (<<) are not part of the language.", da="Flettenøgler (<<) er ikke en del af sproget."),
        Text(
            en="Let the actor build on another with extends: ROLE, or write the keys out.",
            da="Lad aktøren bygge på en anden med extends: ROLLE, eller skriv nøglerne ud.",
        ),
    ),
    "foreign tag": (
        "DF003",
        Text(en="The tag {tag} is not allowed in a spec.", da="Mærket {tag} er ikke tilladt i et kort."),
        Text(
            en="Take it away; every value is read as the text that you write.",
            da="Fjern det; alle værdier læses som den tekst, du skriver.",
        ),
    ),
    "key is no word": (
        "DF007",
        Text(
            en="A key must be a word, not a list or a mapping.",
            da="En nøgle skal være et ord, ikke en liste eller flere nøgler.",
        ),
        Text(
            en="Look for a stray ? or bracket; a text that begins with a bracket needs quotes.",
            da="Se efter et løst ? eller en parentes; tekst, der begynder med en parentes, skal i citationstegn.",
        ),
    ),
    "more problems": (
        "DF003",
        Text(
            en="This file has more than {most} problems; the others are not listed.",
            da="Filen har mere end {most} problemer; de øvrige er ikke med på listen.",
        ),
        Text(
            en="Fix the first of them, then run validate again: they may all have one reason.",
            da="Ret de første, og kør så validate igen: måske har de alle samme grund.",
        ),
    ),
    "too many problems": (
        "DF003",
        Text(
            en="This file has {most} problems up to here; the rest of it is not read.",
            da="Filen har {most} problemer hertil; resten af den er ikke læst.",
        ),
        Text(
            en="Fix the first of them, then run validate again: they may all have one reason.",
            da="Ret de første, og kør så validate igen: måske har de alle samme grund.",
        ),
    ),
}
"""The code, message and hint of each refusal that takes only words."""
MAX_PROBLEMS = 200
"""The problems of one file that are worked out and listed; working out a hint for each of many takes long."""


def first_problems(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The first problems of each file, and one that says so if there are more."""
    count: Counter[str] = Counter()
    for finding in findings:
        file = finding.place.file
        count[file] += 1
        if count[file] <= MAX_PROBLEMS:
            yield finding
        elif count[file] == MAX_PROBLEMS + 1:
            yield refused("more problems", finding.place, most=str(MAX_PROBLEMS))


def refused(what: str, place: Place, **words: str | Text) -> Finding:
    """The finding of a refusal (a key of ``_REFUSALS``) at a place."""
    code, text, hint = _REFUSALS[what]
    return refusal(code, place, text, hint, **words)


def refusal(code: str, place: Place, text: Text, hint: Text, **words: str | Text) -> Finding:
    """A finding of severity error whose message and hint are filled with the same words."""
    return Finding(code, Severity.ERROR, place, Sentence(text, words), Sentence(hint, words))


def no_such_base(place: Place, way: str, known: Iterable[str]) -> Finding:
    """DF101 for a base map that does not exist, with the most similar path that does."""
    words = {"way": way}
    hint = Sentence(
        Text(
            en="Write the path to the map's folder or file from this map's folder: ../ihd is ihd beside it.",
            da="Skriv stien til det andet korts mappe eller fil fra dette korts mappe: ../ihd er ihd ved siden af.",
        )
    )
    message = Text(
        en='There is no map at "{way}" that this one could build on.',
        da='Der er intet kort på "{way}", som dette kan bygge på.',
    )
    near = nearest(way, known)
    return Finding(
        "DF101", Severity.ERROR, place, Sentence(message, words), did_you_mean(near, hint), corrections=near
    )


_JOIN = Text(
    en="Name them together after one of the two: {key}: [{values}].",
    da="Nævn dem samlet efter den ene af de to: {key}: [{values}].",
)
_OF_SEVERAL = frozenset(("fields", "phase", "to", "for", "legal_basis", "source", "members"))
"""The keys with one value or several."""


def duplicate_key(place: Place, key: str, first: Place, values: Sequence[str] = ()) -> Finding:
    """DF004 for a key that stands twice in a mapping, with both places; ``values`` are those of both if known."""
    if values and key in _OF_SEVERAL:
        hint = Sentence(_JOIN, {"key": key, "values": ", ".join(dict.fromkeys(values))})
    else:
        hint = Sentence(
            Text(
                en="Keep one of them or rename one; two lists can be joined under one key.",
                da="Behold den ene, eller giv den ene et andet navn; to lister kan samles under én nøgle.",
            )
        )
    return Finding(
        "DF004",
        Severity.ERROR,
        place,
        Sentence(
            Text(
                en='The key "{key}" stands twice side by side, the first time in line {line}.',
                da='Nøglen "{key}" står to gange ved siden af hinanden, første gang i linje {line}.',
            ),
            {"key": key, "line": str(first.line)},
        ),
        hint,
        (Related(first, Sentence(Text(en="first written here", da="skrevet første gang her"))),),
    )
