"""``dataflow import``: a workbook that was filled in, as a new map or as changes of one."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dataflow.base.text import Sentence, Text
from dataflow.cli import options
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import COULD_NOT, DONE, FINDINGS, CliError
from dataflow.cli.inputs import language_of, sound_project, talk, terms_of
from dataflow.cli.options import Color

if TYPE_CHECKING:
    from dataflow.base.finding import Finding
    from dataflow.exchange.tables.problems import Problem
    from dataflow.project import Project

_WHERE_TO = Text(
    en="Say where it goes: -o DIR for a new map, or --into PATH for changes of a map that is there.",
    da="Angiv, hvor det skal hen: -o MAPPE til et nyt kort eller --into STI til ændringer i et kort, der findes.",
)
_BOTH = Text(en="-o DIR and --into PATH exclude one another.", da="-o MAPPE og --into STI udelukker hinanden.")
_ONLY_INTO = Text(
    en="{option} is for --into PATH; a new map is always written.",
    da="{option} hører til --into STI; et nyt kort skrives altid.",
)
_NO_FILE = Text(en="There is no file {path}.", da="Der er ingen fil {path}.")
_NOTHING_NEW = Text(en="Nothing in {name} differs from the map.", da="Intet i {name} er anderledes end i kortet.")
_CONFLICTS = Text(
    en="Changed on both sides, and left as in the map:", da="Ændret begge steder, og ladt, som det er i kortet:"
)
_PROBLEMS = Text(
    en="Nothing was written. Set these cells right first:", da="Intet blev skrevet. Ret først disse celler:"
)
_NOTES = Text(en="Passed over or guessed:", da="Sprunget over eller gættet:")
_WRITE = Text(en="Nothing was written; --write writes it.", da="Intet blev skrevet; --write skriver det.")
_DELETE = Text(
    en="What would be taken away stays; --delete takes it away.",
    da="Det, der ville blive fjernet, bliver stående; --delete fjerner det.",
)
_WRITTEN = Text(en="Written: {files}", da="Skrevet: {files}")


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A workbook (.xlsx) of dataflow export, filled in.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="DIR", help="Make a new map in this folder.")
    ] = None,
    into: Annotated[
        Path | None, typer.Option("--into", metavar="PATH", help="Bring it into this map: show what changes.")
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Write the changes into the map's files.")] = False,
    delete: Annotated[bool, typer.Option("--delete", help="Take away what was taken away in the workbook.")] = False,
    lang: options.LanguageOption = None,
    verbose: options.VerboseOption = False,
) -> int:
    """Bring a workbook into a map: the changes in words first, and with --write in its files.

    Lines of the map that do not change stay as they are, comments included.
    """
    if (output is None) == (into is None):
        raise CliError(_WHERE_TO if output is None else _BOTH)
    if not file.is_file():
        raise CliError(_NO_FILE, path=file.as_posix())
    if into is not None:
        return _change(file, into, write, delete, lang)
    for option, given in (("--write", write), ("--delete", delete)):
        if given:
            raise CliError(_ONLY_INTO, option=option)
    return _make(file, output or Path(), lang)


def _make(file: Path, folder: Path, lang: options.Language | None) -> int:
    """A new map."""
    from dataflow.cli.first_map import new_folder
    from dataflow.cli.several_files import write_all
    from dataflow.exchange.from_xlsx import new_map
    from dataflow.project import Project

    def check(texts: Mapping[str, bytes]) -> "Sequence[Finding]":
        return Project(texts).problems

    made = new_map(file.read_bytes(), file.name, check)
    language = lang.value if lang else made.language
    if _tell_problems(made.problems, language):
        return COULD_NOT
    new_folder(folder)
    targets = {folder / name: text.encode() for name, text in made.texts.items()}
    write_all(targets)
    talk(Sentence(_WRITTEN, {"files": ", ".join(path.as_posix() for path in targets)}).in_language(language))
    return DONE


def _change(file: Path, into: Path, write: bool, delete: bool, lang: options.Language | None) -> int:
    """Changes of a map that is there."""
    from dataflow.cli.output import print_text
    from dataflow.cli.places import one_map_at
    from dataflow.cli.several_files import write_all
    from dataflow.exchange.from_xlsx import changes_of

    found = one_map_at(into)
    project = sound_project(found, terms_of(None, False, None), lang, Color.auto)
    language = language_of(lang, project)

    def check(texts: Mapping[str, bytes]) -> "Sequence[Finding]":
        return _errors_with(project, texts)

    changes = changes_of(
        file.read_bytes(), file.name, project.data_map, project.specs.own_texts, check, delete, language
    )
    if _tell_problems(changes.problems, language):
        return COULD_NOT
    if not changes.said and not changes.conflicts:
        talk(Sentence(_NOTHING_NEW, {"name": file.name}).in_language(language))
        return DONE
    print_text("".join(f"{line}\n" for line in changes.said), None)
    if changes.conflicts:
        talk("\n".join((_CONFLICTS.in_language(language), *(f"  {line}" for line in changes.conflicts))))
    if changes.taken_away and not delete:
        talk(_DELETE.in_language(language))
    if changes.texts and write:
        folder = found if found.is_dir() else found.parent
        targets = {folder / name: content for name, content in sorted(changes.texts.items())}
        write_all(targets)
        talk(Sentence(_WRITTEN, {"files": ", ".join(path.as_posix() for path in targets)}).in_language(language))
    elif changes.texts:
        talk(_WRITE.in_language(language))
    return FINDINGS if changes.conflicts else DONE


def _errors_with(project: "Project", texts: Mapping[str, bytes]) -> "Sequence[Finding]":
    """The problems that a map has with other texts of its own."""
    from dataflow.project import Project

    return Project({**project.texts, **texts}, project.terms, project.unreadable).problems


def _tell_problems(problems: "Iterable[Problem]", language: str) -> bool:
    """Prints the problems, and says whether one of them stops the import."""
    hard = [each.in_language(language) for each in problems if each.hard]
    soft = [each.in_language(language) for each in problems if not each.hard]
    for head, lines in ((_NOTES, soft), (_PROBLEMS, hard)):
        if lines:
            talk("\n".join((head.in_language(language), *(f"  {line}" for line in lines))))
    return bool(hard)


import_.__name__ = "import"  # a keyword of Python, so that no function can be called so

COMMAND = Command(
    import_,
    "Bring a workbook into a map, or make a map of it.",
    example="dataflow import answers.xlsx --into specs/ihd",
    order=62,
)
