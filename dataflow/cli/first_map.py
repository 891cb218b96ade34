"""The map that ``dataflow init`` writes: small, commented, and with one gap."""

from pathlib import Path

from dataflow.base.text import Text
from dataflow.base.user_error import reason_of
from dataflow.cli.exit_codes import CliError
from dataflow.cli.first_map_texts import FILES
from dataflow.cli.output import write

_IS_A_FILE = Text(en="{folder} is a file; name a folder.", da="{folder} er en fil; angiv en mappe.")
_HOLDS_FILES = Text(
    en="{folder} holds YAML files already, and nothing of yours is overwritten. Name a new folder.",
    da="{folder} indeholder allerede YAML-filer, og intet af dit bliver overskrevet. Angiv en ny mappe.",
)
_NOT_MADE = Text(en="{folder} can't be made: {reason}.", da="{folder} kan ikke oprettes: {reason}.")


def write_first_map(folder: Path, language: str) -> list[Path]:
    """Writes the files into a folder, and gives their paths. Raises CliError if one of them exists."""
    targets = {folder / name: in_language(text, language) for name, text in FILES.items()}
    new_folder(folder)
    for path, text in targets.items():
        write(text.encode(), path)
    return list(targets)


def new_folder(folder: Path) -> None:
    """Makes the folder of a new map. Raises CliError if there are spec files in it."""
    if folder.exists() and not folder.is_dir():
        raise CliError(_IS_A_FILE, folder=folder.as_posix())
    if folder.is_dir() and any(path.suffix in (".yaml", ".yml") for path in folder.iterdir()):
        raise CliError(_HOLDS_FILES, folder=folder.as_posix())
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CliError(_NOT_MADE, folder=folder.as_posix(), reason=reason_of(error)) from error


def in_language(text: str, language: str) -> str:
    """The text with the comments of one language, which comes first among the languages of the map.

    A line that begins with ``#en`` or ``#da`` is a comment in that language; behind a value both stand, with ``|``
    between them.
    """
    other = "en" if language == "da" else "da"
    lines = (line for line in text.splitlines() if not line.lstrip().startswith(f"#{other}"))
    return "".join(f"{_commented(line, language)}\n" for line in lines).replace("LANGUAGES", f"{language}, {other}")


def _commented(line: str, language: str) -> str:
    before, mark, comments = line.partition(" # ")
    if mark and " | " in comments:
        return f"{before}{mark}{comments.split(' | ')[language == 'da']}"
    return line.replace(f"#{language}", "#", 1)
