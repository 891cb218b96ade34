"""The Danish page of the language: what each key and word means, made from the texts that editors show."""

from collections.abc import Iterator, Mapping

from dataflow.language.key_texts_da import DANISH
from dataflow.language.word_texts import WORD_TEXTS

_HEAD = """\
# Sprogets nøgler og ord

*[In English](../language.md)*

Et kort skrives med engelske nøgler (`phases`, `needs`) og ord (`must`, `oral`). Her står, hvad hver af dem betyder.
Reglerne for, hvad der følger af et kort, og eksempler på alt står i [The spec language](../language.md) (på engelsk).
Et tekstprogram, der kender dataflow, viser de samme forklaringer, mens du skriver ([Editors](../editors.md), på
engelsk).
"""
_KEYS = "## Nøgler"
_WORDS = "## Ord"
_ABOUT_WORDS = "En nøgle, der vælger mellem faste ord, kan have disse."
_TABLES: Mapping[str, str] = {
    "sections": "Afsnittene i en fil",
    "map": "`map`: kortet",
    "costs": "`costs` under `map`: hvad ændringer koster",
    "phases": "`phases`: faserne",
    "responsible": "`responsible` under en fase: hvem der har ansvaret og hvornår",
    "purposes": "`purposes`: formål",
    "legal_bases": "`legal_bases`: hjemler",
    "sources": "`sources`: kilder",
    "groups": "`groups`: grupper af felter",
    "code_systems": "`code_systems`: kodesystemer",
    "fields": "`fields`: felter",
    "channels": "`channels`: kanaler",
    "actors": "`actors`: aktører",
    "systems": "`systems` under en aktør: dens systemer",
    "statements": "Alle udsagn: `records`, `needs`, `uses`, `shares`",
    "records": "`records`: hvad en aktør registrerer",
    "needs": "`needs` og `uses`: hvad en aktør har brug for og bruger",
    "shares": "`shares`: hvad en aktør deler",
    "omits": "`omits`: hvad et medlem ikke gør af det, rollen gør",
    "ranges": "`phase` som et stykke af forløbet",
    "citations": "`source` med et sted i kilden",
    "clusters": "`clusters`: klynger",
    "waivers": "`waivers`: accepterede fund",
    "scenario": "`scenario`: et scenarie",
    "anything": "Overalt",
}
_NOTES: Mapping[str, str] = {"needs": "`uses` har de samme nøgler som `needs`, bortset fra `level`."}
"""What is said above a table of keys."""
_CHOICES: Mapping[str, str] = {
    "form": "`form`: formen af en værdi",
    "status": "`status` af et udsagn",
    "confidence": "`confidence`: hvor sikkert et udsagn er",
    "level": "`level`: hvor vigtigt et behov er",
    "kind of a field": "`kind` af et felt",
    "kind of a channel": "`kind` af en kanal",
    "mode": "`mode`: hvordan data kommer frem i en kanal",
    "sector": "`sector` af en aktør",
    "kind of an actor": "`kind` af en aktør",
    "severity": "Alvor af en regel, i `rules` under `map`",
    "phase": "`phase`: alle faser",
}


def language_page() -> str:
    """The keys by mapping, and then the words by choice."""
    keys = ("\n\n".join(_keys(name)) for name in _TABLES)
    words = ("\n\n".join(_words(choice)) for choice in _CHOICES)
    return "\n\n".join((_HEAD.rstrip(), _KEYS, *keys, _WORDS, _ABOUT_WORDS, *words)) + "\n"


def _keys(name: str) -> Iterator[str]:
    yield f"### {_TABLES[name]}"
    if name in _NOTES:
        yield _NOTES[name]
    rows = DANISH[name]
    has_defaults = any(left_out for _, left_out in rows.values())
    head = ["nøgle", "betyder", *(["udelades den"] if has_defaults else [])]
    lines = [head, ["---"] * len(head)]
    for keys, (means, left_out) in rows.items():
        named = ", ".join(f"`{key}`" for key in keys.split())
        lines.append([named, _cell(means), *([_cell(left_out)] if has_defaults else [])])
    yield "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _words(choice: str) -> Iterator[str]:
    yield f"### {_CHOICES[choice]}"
    rows = (f"| `{word}` | {_cell(means.in_language('da'))} |" for word, means in WORD_TEXTS[choice].items())
    yield "\n".join(("| ord | betyder |", "| --- | --- |", *rows))


def _cell(text: str) -> str:
    """A text in a cell of a table: no mark that would be read as markup."""
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_")
