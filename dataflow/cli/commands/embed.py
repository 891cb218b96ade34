"""``dataflow embed``: pictures and tables in documents of the user, written anew."""

import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dataflow.base.text import Filling, Sentence, Text
from dataflow.base.user_error import UserError
from dataflow.cli import options
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE, FINDINGS, CliError
from dataflow.cli.inputs import language_of, note, spoken, talk
from dataflow.cli.options import Color, Language
from dataflow.wording.counts import Nouns, counted

if TYPE_CHECKING:
    from dataflow.documents import DocumentError
    from dataflow.documents.embeds import Refreshed
    from dataflow.documents.embeds.commands import EmbedCommand
    from dataflow.project import Project
    from dataflow.terms import Terms

_PAGES = (".html", ".htm")
_ATTRIBUTES = {".md": None, ".markdown": None, ".qmd": "fig-alt", ".rmd": "alt"}
"""File extensions of Markdown, each with the image attribute that holds the alternative text; None without one."""
_TEXTS = (*_ATTRIBUTES, *_PAGES)
_WORD = ".docx"
_WRITTEN = Text(en="{path}: {new} of {all} written anew.", da="{path}: {new} af {all} skrevet på ny.")
_BLOCK = Text(en="{place}: {status}: {command}", da="{place}: {status}: {command}")
_LINE = Text(en="{place}: {status}", da="{place}: {status}")
"""Of a block whose place is the line with its command."""
_REMARK = Text(en="{path}: {remark}", da="{path}: {remark}")
_UNCHANGED = Text(
    en="No document was changed. Correct what is named above, and run the command again.",
    da="Intet dokument er ændret. Ret det, der er nævnt ovenfor, og kør kommandoen igen.",
)
_ALSO: Nouns = (
    Text(en="The same goes for {count} other block.", da="Det samme gælder {count} anden blok."),
    Text(en="The same goes for {count} other blocks.", da="Det samme gælder {count} andre blokke."),
)
_NO_KIND = Text(
    en="{path}: pictures and tables can be kept fresh in {known}.",
    da="{path}: billeder og tabeller kan holdes ajour i {known}.",
)


def embed(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Documents: .md, .qmd, .Rmd, .html, .docx.")],
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; name each block that is not up to date, and exit with 1.")
    ] = False,
    maps: Annotated[
        list[Path] | None,
        typer.Option("--map", metavar="PATH", help="A map outside the document's folder that it may use."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write over blocks that somebody edited, and over pictures of others.")
    ] = False,
    lang: Annotated[
        Language | None,
        typer.Option("--lang", help="The language of the messages; else the map's. A block has a --lang of its own."),
    ] = None,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
) -> int:
    """Write the pictures and tables in your own documents anew, from what the map says now.

    A block stands between <!-- dataflow: render specs/ihd --view overview --> and <!-- /dataflow -->; in Word it is a
    picture or table whose alternative text begins so. Nothing else in a document is touched, and nothing is executed.
    """
    from dataflow.cli.documents import read_document

    opened = _OpenMaps(maps or (), lang)
    force = force and not check
    for file in files:
        _check_kind(file)
    was = {file: read_document(file) for file in files}
    results = _all_refreshed(was, opened, force)
    language = opened.language
    wrong = sum(_report(result, check, force, language) for _, result in results)
    if check:
        return FINDINGS if wrong else DONE
    _put(results, was, force)
    for file, result in results:
        _conclude(file, result, force, quiet, language)
    return FINDINGS if wrong else DONE


def _report(result: "Refreshed", check: bool, force: bool, language: str) -> int:
    """Names the blocks that are not up to date, or that stay as somebody edited them, and counts them."""
    from dataflow.documents.embeds import WORDS, Status

    shown = [
        block
        for block in result.blocks
        if block.status is not Status.FRESH and (check or (block.status is Status.EDITED and not force))
    ]
    for block in shown:
        words: dict[str, Filling] = {"place": block.place, "status": WORDS[block.status], "command": block.shown}
        talk(Sentence(_BLOCK if block.shown else _LINE, words).shown(language))
    return len(shown)


def _conclude(file: Path, result: "Refreshed", force: bool, quiet: bool, language: str) -> None:
    from dataflow.documents.embeds import Status

    for remark in result.remarks:
        note(Sentence(_REMARK, {"path": file.as_posix(), "remark": remark}), language)
    if not quiet:
        kept = (Status.FRESH,) if force else (Status.FRESH, Status.EDITED)
        new = sum(block.status not in kept for block in result.blocks)
        words = {"path": file.as_posix(), "new": str(new), "all": str(len(result.blocks))}
        talk(Sentence(_WRITTEN, words).shown(language))


class _OpenMaps:
    """The maps that documents may use, each opened once. Raises CliError for one that there is not."""

    def __init__(self, allowed: Sequence[Path], lang: Language | None) -> None:
        from dataflow.cli.places import NOT_THERE

        for path in allowed:
            if not path.exists():
                raise CliError(NOT_THERE, path=path.as_posix())
        self.allowed = tuple(allowed)
        self._lang = lang
        self._projects: dict[tuple[Path, Terms], Project] = {}
        self._broken: dict[tuple[Path, Terms], UserError] = {}

    @property
    def language(self) -> str:
        """The language of the messages: that of ``--lang``, else of the first map that was opened."""
        first = next(iter(self._projects.values()), None)
        return spoken(self._lang) if first is None else language_of(self._lang, first)

    def beside(self, folder: Path) -> "Callable[[EmbedCommand], Project]":
        """The function that opens the map of a command in a document of a folder."""

        def open_map(command: "EmbedCommand") -> "Project":
            return self._project(self._path(command, folder), command)

        return open_map

    def _path(self, command: "EmbedCommand", folder: Path) -> Path:
        from dataflow.documents.embeds.commands import BadCommand
        from dataflow.documents.embeds.permissions import NO_MAP, NO_SUCH_MAP, NO_SUCH_MAP_BUT, OUTSIDE

        if command.path is None:
            if len(self.allowed) == 1:
                return self.allowed[0]
            raise BadCommand(NO_MAP, command=command.name)
        path = (folder / command.path).resolve()
        roots = [folder.resolve(), *(allowed.resolve() for allowed in self.allowed)]
        if not any(path.is_relative_to(root) for root in roots):
            raise BadCommand(OUTSIDE, path=command.path)
        if not path.exists():
            meant = self._meant(path.name, folder)
            if meant is None:
                raise BadCommand(NO_SUCH_MAP, path=command.path)
            raise BadCommand(NO_SUCH_MAP_BUT, path=command.path, meant=meant)
        return path

    def _meant(self, name: str, folder: Path) -> str | None:
        """The path to the map of ``--map`` that is meant by a name, as a document of the folder writes it."""
        from dataflow.cli.roots import path_between

        named = [each for each in self.allowed if len(self.allowed) == 1 or each.resolve().name == name]
        return shlex.quote(path_between(folder, named[0])) if len(named) == 1 else None

    def _project(self, path: Path, command: "EmbedCommand") -> "Project":
        from dataflow.cli.inputs import sound_project, terms_of
        from dataflow.cli.places import one_map_at

        terms = terms_of(command.one("--scenario"), "--planned" in command.flags, command.one("--as-of"))
        if (path, terms) in self._broken:
            raise self._broken[path, terms]
        if (path, terms) not in self._projects:
            same = next((project for (known, _), project in self._projects.items() if known == path), None)
            found = one_map_at(path)
            try:
                project = sound_project(found, terms, self._lang, Color.auto) if same is None else same.taken(terms)
            except UserError as error:
                self._broken[path, terms] = error
                raise
            self._projects[path, terms] = project
        return self._projects[path, terms]


def _check_kind(file: Path) -> None:
    if file.suffix.lower() not in (*_TEXTS, _WORD):
        raise CliError(_NO_KIND, path=file.as_posix(), known=", ".join((*_TEXTS, _WORD)))


def _all_refreshed(was: Mapping[Path, bytes], maps: _OpenMaps, force: bool) -> "list[tuple[Path, Refreshed]]":
    """All documents with their blocks written anew, in memory. Raises UserError, once all wrong blocks are named."""
    from dataflow.documents.embeds.marked_text import BadBlocks

    results = []
    wrong = False
    for file, content in was.items():
        try:
            results.append((file, _refreshed(file, content, maps, force)))
        except BadBlocks as error:
            wrong = True
            _tell(error.errors, maps.language)
    if wrong:
        raise CliError(_UNCHANGED).said_in(maps.language)
    return results


def _tell(errors: "Sequence[DocumentError]", language: str) -> None:
    """Names the wrong blocks; a map that can't be used is named with the first of its blocks and their number."""
    causes = [each.__cause__ or each for each in errors]
    for number, each in enumerate(errors):
        if any(cause is causes[number] for cause in causes[:number]):
            continue
        others = sum(cause is causes[number] for cause in causes) - 1
        also = f" {counted(others, _ALSO).in_language(language)}" if others else ""
        talk(f"dataflow: {each.message.shown(language)}{also}")


def _refreshed(file: Path, content: bytes, maps: _OpenMaps, force: bool) -> "Refreshed":
    """A document with its blocks written anew, in memory. Raises UserError."""
    from dataflow.cli.output import check_unlocked
    from dataflow.documents.embeds import Surroundings

    ending = file.suffix.lower()
    surroundings = Surroundings(file.as_posix(), maps.beside(file.parent), _reader(file.parent), force)
    if ending == _WORD:
        from dataflow.documents.embeds.word import refresh as refresh_word

        check_unlocked(file)
        return refresh_word(content, surroundings)
    from dataflow.documents.embeds.marked_text import TextFormat, refresh

    return refresh(content, surroundings, TextFormat(ending in _PAGES, _ATTRIBUTES.get(ending)))


def _reader(folder: Path) -> Callable[[str], bytes | None]:
    def read(name: str) -> bytes | None:
        path = folder / name
        return path.read_bytes() if path.is_file() else None

    return read


def _put(results: "Sequence[tuple[Path, Refreshed]]", was: Mapping[Path, bytes], force: bool) -> None:
    """Writes what has changed, all of it or nothing; ``was`` are the documents as they were read."""
    from dataflow.cli.documents import check_pictures
    from dataflow.cli.output import write_all

    files: dict[Path, bytes] = {}
    for file, result in results:
        files |= {file.parent / name: content for name, content in result.beside.items()}
        check_pictures(files, force)
    for file, result in results:
        if result.content != was[file]:
            files[file] = result.content
    write_all(files, was=was)


COMMAND = Command(
    embed,
    "Refresh pictures and tables in your own documents.",
    example="dataflow embed report.md --map specs/ihd",
    order=56,
)
