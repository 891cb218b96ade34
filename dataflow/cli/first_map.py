"""The map that ``dataflow init`` writes: small, commented, and with one gap."""

import json
from collections.abc import Mapping
from pathlib import Path

from dataflow.base.regular_file import read_regular
from dataflow.base.text import Text
from dataflow.cli.exit_codes import CliError
from dataflow.cli.first_map_texts import FILES, SCHEMA
from dataflow.cli.output import write_all
from dataflow.language.folder import right_name
from dataflow.language.json_schema import json_schema

_IS_A_FILE = Text(en="{folder} is a file; name a folder.", da="{folder} er en fil; angiv en mappe.")
_HOLDS_FILES = Text(
    en="{folder} holds YAML files already, and nothing of yours is overwritten. Name a new folder.",
    da="{folder} indeholder allerede YAML-filer, og intet af dit bliver overskrevet. Angiv en ny mappe.",
)


def write_first_map(folder: Path, language: str) -> list[Path]:
    """Writes the files and the schema that they name, and gives their paths. Raises CliError if there is a map."""
    texts = {name: in_language(text, language) for name, text in FILES.items()}
    schema = {SCHEMA: f"{json.dumps(json_schema(), ensure_ascii=False, indent=2)}\n"}
    targets = {folder / name: text.encode() for name, text in {**texts, **schema}.items()}
    check_new(folder, targets)
    write_all(targets, replaces_specs=True, folders=9)
    return list(targets)


def check_new(folder: Path, files: Mapping[Path, bytes]) -> None:
    """Refuses a folder with spec files for the files of a new map. Raises CliError.

    Some of the same files are no hindrance: an earlier run was ended midway, and this one completes it.
    """
    if folder.exists() and not folder.is_dir():
        raise CliError(_IS_A_FILE, folder=folder.as_posix())
    there = [path for path in folder.iterdir() if right_name(path.name)] if folder.is_dir() else []
    if not all(_is_same(path, files) for path in there) or len(there) == sum(
        bool(right_name(path.name)) for path in files
    ):
        raise CliError(_HOLDS_FILES, folder=folder.as_posix())


def _is_same(path: Path, files: Mapping[Path, bytes]) -> bool:
    try:
        return read_regular(path) == files.get(path)
    except OSError:
        return False


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
