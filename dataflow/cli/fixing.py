"""Makes the fixes of ``validate --fix`` in the files of a map."""

import posixpath
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import typer

from dataflow.base.escaping import escaped_text, one_line
from dataflow.base.finding import Finding
from dataflow.base.text import Sentence, Text
from dataflow.cli.exit_codes import CliError
from dataflow.cli.inputs import talk
from dataflow.cli.output import write_all
from dataflow.cli.roots import path_from_here
from dataflow.cli.stdin import STDIN
from dataflow.fixes.corrected import Choose, Corrected, corrected
from dataflow.fixes.corrections import corrections_of
from dataflow.fixes.edits import Fix
from dataflow.project import Project

_MADE = Text(en="Fixed: {where}: {what}", da="Rettet: {where}: {what}")
_UNSURE = Text(
    en="The nearest word may be right for {count} of what is left: --fix-unsure takes it, and at a terminal --fix"
    " asks.",
    da="Af det, der er tilbage, kan {count} måske rettes med det nærmeste ord: --fix-unsure tager det, og i en"
    " terminal spørger --fix.",
)
_REFUSED = Text(
    en="Not fixed: {where}: {what}: that would leave as many problems or other ones. Correct it by hand.",
    da="Ikke rettet: {where}: {what}: det ville efterlade lige så mange problemer eller andre. Ret det selv.",
)
_BY_HAND = Text(
    en="No correction is clear for {count} of what is left: do what each message below says.",
    da="Af det, der er tilbage, har {count} ingen entydig rettelse: gør, som der står i hver melding nedenfor.",
)
_SEVERAL = Text(en="Which one? Its number, or Enter for none", da="Hvilken? Dens nummer, eller Enter for ingen")
_ONE = Text(en="Do it? y, or Enter for no", da="Skal det rettes? j, eller Enter for nej")
_NO_FILE = Text(
    en="--fix writes into files, and standard input is none; name the map's folder or file.",
    da="--fix skriver i filer, og standardinput er ingen fil; nævn kortets mappe eller fil.",
)


def check_files(paths: Sequence[Path]) -> None:
    """Refuses standard input, before it is read. Raises CliError."""
    if STDIN in paths:
        raise CliError(_NO_FILE)


def fix_map(project: Project, path: Path, unsure: bool, language: str) -> tuple[Project, list[str]]:
    """The project with fixes made and written, and what is to be said of it, each on a line. Raises CliError.

    ``path`` is that of the map. ``unsure`` takes the nearest word where there is just one. Without it, the user is
    asked at a terminal.
    """
    choose = _nearest if unsure else _asking(project, path, language) if _is_terminal() else _sure
    result = corrected(project, choose)
    if result.made:
        _write(project, result.project, path)
    left = _left(result.project, result.refused, unsure or _is_terminal(), language)
    return result.project, [*_said(result, path, language), *left]


def _sure(finding: Finding, fixes: Sequence[Fix]) -> Fix | None:
    return next((fix for fix in fixes if fix.sure), None)


def _nearest(finding: Finding, fixes: Sequence[Fix]) -> Fix | None:
    return fixes[0] if len(fixes) == 1 else None


def _asking(project: Project, path: Path, language: str) -> Choose:
    def choose(finding: Finding, fixes: Sequence[Fix]) -> Fix | None:
        if (fix := _sure(finding, fixes)) is not None:
            return fix
        lines = [f"{_where(finding, path)}: {finding.message.in_language(language)}"]
        numbers = map(str, range(1, len(fixes) + 1)) if len(fixes) > 1 else ("",)
        lines += [
            f"  {number:1}  {fix.title.in_language(language)}" for number, fix in zip(numbers, fixes, strict=True)
        ]
        talk(escaped_text("\n".join(map(one_line, lines))))
        answers = {str(number): fix for number, fix in enumerate(fixes, start=1)}
        if len(fixes) == 1:
            answers |= dict.fromkeys(("y", "yes", "j", "ja"), fixes[0])
        question = (_SEVERAL if len(fixes) > 1 else _ONE).in_language(language)
        answer = typer.prompt(question, default="", show_default=False, err=True)
        return answers.get(answer.strip().lower())

    return choose


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def _write(before: Project, after: Project, path: Path) -> None:
    folder = path if path.is_dir() else path.parent
    changed = {folder / file: file for file, text in after.texts.items() if text != before.texts[file]}
    write_all(
        {target: after.texts[file] for target, file in changed.items()},
        was={target: before.texts[file] for target, file in changed.items()},
        replaces_specs=True,
    )


def _said(result: Corrected, path: Path, language: str) -> list[str]:
    return [
        Sentence(text, {"where": _where(fix.finding, path), "what": fix.title}).in_language(language)
        for text, fixes in ((_MADE, result.made), (_REFUSED, result.refused))
        for fix in fixes
    ]


def _left(project: Project, refused: Sequence[Fix], asked: bool, language: str) -> list[str]:
    """What is said of the problems that are left: how many another option corrects, and how many none does."""
    tried = [fix.finding for fix in refused]
    counts = Counter(
        len(list(corrections_of(project, finding))) for finding in project.problems if finding not in tried
    )
    said = ((_UNSURE, 0 if asked else counts[1]), (_BY_HAND, counts[0]))
    return [Sentence(text, {"count": str(count)}).in_language(language) for text, count in said if count]


def _where(finding: Finding, path: Path) -> str:
    file = posixpath.join(path_from_here(path), finding.place.file)
    return str(finding.place._replace(file=file))
