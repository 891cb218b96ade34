"""What the kinds of ``dataflow import`` have in common: a new map is made, changes of a map are shown and written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dataflow.base.escaping import guarded
from dataflow.base.text import Sentence, Text
from dataflow.base.visible import visible
from dataflow.cli import options
from dataflow.cli.exit_codes import COULD_NOT, DONE, FINDINGS, CliError
from dataflow.cli.inputs import language_of, sound_project, talk, terms_of
from dataflow.cli.options import Color

if TYPE_CHECKING:
    from dataflow.base.finding import Finding
    from dataflow.exchange.changes import Changes, NewMap
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
_PROBLEMS = Text(en="Nothing was written. Correct this first:", da="Intet blev skrevet. Ret først dette:")
_NOTES = Text(en="To know:", da="Bemærk:")
_WRITE = Text(en="Nothing was written; --write writes it.", da="Intet blev skrevet; --write skriver det.")
_DELETE = Text(
    en="What would be taken away stays; --delete takes it away.",
    da="Det, der ville blive fjernet, bliver stående; --delete fjerner det.",
)
_WRITTEN = Text(en="Written: {files}", da="Skrevet: {files}")

NewMapOption = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="DIR", help="Make a new map in this folder.")
]
IntoOption = Annotated[
    Path | None, typer.Option("--into", metavar="PATH", help="Bring it into this map: show what changes.")
]
WriteOption = Annotated[bool, typer.Option("--write", help="Write the changes into the map's files.")]


def check_destination(output: Path | None, into: Path | None, **only_into: bool) -> None:
    """Raises CliError unless there is one destination; ``only_into`` are switches that a new map has no use for."""
    if (output is None) == (into is None):
        raise CliError(_WHERE_TO if output is None else _BOTH)
    if into is None:
        for name, given in only_into.items():
            if given:
                raise CliError(_ONLY_INTO, option=f"--{name}")


def check_file(file: Path) -> None:
    """Raises CliError where there is no such file."""
    if not file.is_file():
        raise CliError(_NO_FILE, path=file.as_posix())


def errors_of(texts: Mapping[str, bytes]) -> "Sequence[Finding]":
    """The problems of a new map."""
    from dataflow.project import Project

    return Project(texts).problems


def write_new_map(made: "NewMap", folder: Path, lang: options.Language | None) -> int:
    """Writes a new map, or says why it can't be."""
    from dataflow.cli.first_map import check_new
    from dataflow.cli.output import write_all

    language = lang.value if lang else made.language
    if tell_problems(made.problems, language):
        return COULD_NOT
    targets = {folder / name: text.encode() for name, text in made.texts.items()}
    check_new(folder, targets)
    write_all(targets, replaces_specs=True, folders=9)
    _tell_written(targets, language)
    return DONE


class Destination(NamedTuple):
    """The map that something is brought into: its folder or file, what it says, and the language to speak."""

    path: Path
    project: "Project"
    language: str

    @property
    def errors_with(self) -> "Callable[[Mapping[str, bytes]], Sequence[Finding]]":
        """Gives the problems that the map has with other texts of its own."""
        from dataflow.project import Project

        project = self.project
        return lambda texts: Project({**project.texts, **texts}, project.terms, project.unreadable).problems


def destination(into: Path | None, lang: options.Language | None) -> Destination:
    """The map at a path, by default where other commands find it, without errors. Raises CliError."""
    from dataflow.cli.places import one_map_at

    found = one_map_at(into)
    project = sound_project(found, terms_of(None, False, None), lang, Color.auto)
    return Destination(found, project, language_of(lang, project))


def tell_changes(to: Destination, changes: "Changes", name: str, write: bool, delete: bool = False) -> int:
    """Prints the changes of a map; where ``write`` is true, it also writes them into the map's files."""
    from dataflow.cli.output import print_text

    if tell_problems(changes.problems, to.language):
        return COULD_NOT
    if not changes.said and not changes.conflicts:
        talk(Sentence(_NOTHING_NEW, {"name": name}).shown(to.language))
        return DONE
    print_text(guarded("text", "".join(f"{visible(line)}\n" for line in changes.said)), None)
    if changes.conflicts:
        talk("\n".join((_CONFLICTS.in_language(to.language), *(f"  {visible(line)}" for line in changes.conflicts))))
    tell_taken_away(changes, delete, to.language)
    write_changes(to, changes.texts, write)
    return FINDINGS if changes.conflicts else DONE


def tell_taken_away(changes: "Changes", delete: bool, language: str) -> None:
    """Says which option takes away what the file lacks, where it was not given."""
    if changes.taken_away and not delete:
        talk(_DELETE.in_language(language))


def write_changes(to: Destination, texts: Mapping[str, bytes], write: bool) -> None:
    """Writes the files that change, or says how to."""
    from dataflow.cli.output import write_all

    if texts and write:
        folder = to.path if to.path.is_dir() else to.path.parent
        targets = {folder / name: content for name, content in sorted(texts.items())}
        was = {folder / name: to.project.texts.get(name) for name in texts}
        write_all(targets, was=was, replaces_specs=True)
        _tell_written(targets, to.language)
    elif texts:
        talk(_WRITE.in_language(to.language))


def _tell_written(targets: Iterable[Path], language: str) -> None:
    talk(Sentence(_WRITTEN, {"files": ", ".join(path.as_posix() for path in targets)}).shown(language))


def tell_problems(problems: "Iterable[Problem]", language: str) -> bool:
    """Prints the problems, and says whether one of them stops the import."""
    hard = [each.in_language(language) for each in problems if each.hard]
    soft = [each.in_language(language) for each in problems if not each.hard]
    for head, lines in ((_NOTES, soft), (_PROBLEMS, hard)):
        if lines:
            talk("\n".join((head.in_language(language), *(f"  {visible(line)}" for line in lines))))
    return bool(hard)
