"""Notes on the languages of a map: which of its texts are missing in one, and which language an answer is in."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dataflow.base.text import Sentence, Text, cut_short
from dataflow.cli.inputs import language_of, note
from dataflow.cli.options import Language
from dataflow.cli.spoken import environment_language
from dataflow.wording.languages import LANGUAGE_NAMES

if TYPE_CHECKING:
    from dataflow.project import Project

_UNTRANSLATED = (
    Text(
        en="{count} text of the map is not in {language}, and is shown in another language: {texts}.",
        da="{count} af kortets tekster findes ikke på {language} og vises på et andet sprog: {texts}.",
    ),
    Text(
        en="{count} texts of the map are not in {language}, and are shown in another language: {texts}.",
        da="{count} af kortets tekster findes ikke på {language} og vises på et andet sprog: {texts}.",
    ),
)
_KEY_OF = Text(en="{key} of {of}", da="{key} for {of}")
_THE_MAP = Text(en="the map", da="kortet")
_TEXTS_SHOWN = 4
_NOT_STATED = Text(
    en="The map does not say its languages, so the answer is in English. For Danish, write languages: [da] under"
    " map:, or add --lang da.",
    da="Kortet siger ikke, hvilke sprog det er på, så svaret er på engelsk. Skriv languages: [da] under map:, eller"
    " tilføj --lang da, for at få det på dansk.",
)
_NOT_OF_THE_MAP = Text(
    en="The map has no texts in {language}, so they are shown as they are. Add {code} to languages: under map:, and"
    " write each text as label: {{en: ..., da: ...}}.",
    da="Kortet har ingen tekster på {language}, så de vises, som de er. Føj {code} til languages: under map:, og"
    " skriv hver tekst som label: {{da: ..., en: ...}}.",
)


def note_untranslated(project: "Project", languages: Iterable[str], language: str) -> None:
    """Prints a note for each of the languages that the map has, and some of its texts have not."""
    from dataflow.model.translations import untranslated
    from dataflow.wording.counts import counted

    for each in languages:
        lacking = untranslated(project.data_map, each) if each in project.data_map.languages else ()
        if lacking:
            named = [
                Sentence(_KEY_OF, {"key": text.key, "of": text.id or _THE_MAP}).in_language(language)
                for text in lacking
            ]
            words = {"language": LANGUAGE_NAMES[each], "texts": cut_short(named, _TEXTS_SHOWN)}
            note(counted(len(lacking), _UNTRANSLATED, **words), language)


def note_language(project: "Project", lang: Language | None) -> None:
    """Prints a note where an answer is in another language than the map's texts, or probably than its reader's.

    A map that does not state its languages is answered in English everywhere, so that all machines write the same.
    """
    from dataflow.model.translations import has_danish_letters, untranslated

    language = language_of(lang, project)
    if lang is None:
        is_stated = project.stated_language is not None or project.is_broken
        if not is_stated and (environment_language() == "da" or has_danish_letters(project.data_map)):
            note(Sentence(_NOT_STATED), environment_language())
    elif not project.is_broken and language not in project.data_map.languages:
        if project.stated_language is not None or untranslated(project.data_map, language):
            note(Sentence(_NOT_OF_THE_MAP, {"language": LANGUAGE_NAMES[language], "code": language}), language)
